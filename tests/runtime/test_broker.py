"""The broker: what was queued outlives its crash, a page does not wait for one that is away, and the settings
fit it."""

import datetime as dt
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
import redis
from celery import Celery
from celery.schedules import crontab
from django.conf import settings
from kombu.exceptions import OperationalError

from config.celery import app
from runtime import beat, places, valkey
from runtime.processes import end, start_mark

pytestmark = [pytest.mark.broker, pytest.mark.process, pytest.mark.timeout(120)]


@pytest.fixture
def serve(place):
    """Return a function that starts the embedded broker and returns its process; the last one is ended."""
    started = []

    def begin() -> subprocess.Popen[bytes]:
        started.append(
            subprocess.Popen(
                valkey.command(), cwd=valkey.data(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )
        until = time.monotonic() + 20
        while not valkey.answers():
            assert time.monotonic() < until
            time.sleep(0.05)
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


def queue_on(url: str, name: str) -> Celery:
    """Return an application with the product's settings for jobs, on another broker and a queue of its
    own."""
    made = Celery("queue", broker=url, set_as_current=False)
    made.conf.update(
        task_default_queue=name,
        broker_transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS,
        task_publish_retry_policy=settings.CELERY_TASK_PUBLISH_RETRY_POLICY,
        task_ignore_result=True,
    )
    return made


def drain(queue: Celery) -> list[str]:
    """Take everything out of the queue and return the tasks' names."""
    names = []
    with queue.connection() as connection, connection.SimpleQueue(queue.conf.task_default_queue) as waiting:
        for _ in range(waiting.qsize()):
            message = waiting.get(timeout=5)
            names.append(message.headers["task"])
            message.ack()
    return names


def test_what_was_queued_outlives_a_killed_broker(serve):
    process = serve()
    queue = queue_on(f"redis+socket://{places.broker_socket()}", "kept")
    for number in range(50):
        queue.send_task(f"task-{number}")
    queue.close()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    serve()
    assert drain(queue_on(f"redis+socket://{places.broker_socket()}", "kept")) == [
        f"task-{number}" for number in range(50)
    ]


def test_the_embedded_broker_opens_no_port_and_only_its_owner_may_enter(serve):
    process = serve()
    assert places.broker_socket().stat().st_mode & 0o077 == 0
    sockets = {
        os.readlink(f"/proc/{process.pid}/fd/{name}") for name in os.listdir(f"/proc/{process.pid}/fd")
    }
    rows = [line.split() for line in Path(f"/proc/{process.pid}/net/tcp").read_text().splitlines()[1:]]
    inodes = {row[9] for row in rows if row[3] == "0A"}  # listening
    assert not {f"socket:[{inode}]" for inode in inodes} & sockets


def test_a_page_does_not_wait_for_a_broker_that_is_away(place):
    queue = queue_on(f"redis+socket://{place}/nobody.sock", "away")
    begun = time.monotonic()
    with pytest.raises(OperationalError):
        queue.send_task("task")
    assert time.monotonic() - begun < 5


@pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="REDIS_URL names no server")
def test_a_job_goes_through_the_offices_server():
    queue = queue_on(settings.CELERY_BROKER_URL, f"test-{uuid.uuid4()}")
    queue.send_task("there-and-back")
    assert drain(queue) == ["there-and-back"]


def test_a_running_task_is_never_given_to_a_second_worker():
    """Every time limit ends before the broker would hand the task out again."""
    app.loader.import_default_modules()
    limits = {
        name: task.time_limit or app.conf.task_time_limit
        for name, task in app.tasks.items()
        if not name.startswith("celery.")
    }
    assert limits
    assert max(limits.values()) < app.conf.broker_transport_options["visibility_timeout"]
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1


def test_every_entry_of_the_schedule_names_a_task():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_a_process_that_does_not_listen_is_ended_by_force():
    deaf = "trap '' TERM; echo deaf; while :; do sleep 0.1; done"
    with subprocess.Popen(["sh", "-c", deaf], stdout=subprocess.PIPE) as stubborn:
        assert stubborn.stdout.readline() == b"deaf\n"
        end(stubborn.pid, signal.SIGTERM, patience=0.5)
        assert stubborn.wait(60) == -signal.SIGKILL
    assert not start_mark(stubborn.pid)


def test_the_clock_of_jobs_takes_its_lock_gives_it_back_and_reads_no_apps(serve):
    """A third of the memory of a process that has loaded the product (Linux: its share is told there). A lock
    that a killed one took while the clock was days ahead does not hold it up."""
    serve()
    with redis.Redis(unix_socket_path=str(places.broker_socket())) as broker:
        broker.set("nennep:beat::lock", "of one that was killed", ex=3 * 86_400)
    environment = {**os.environ, "REDIS_URL": f"unix://{places.broker_socket()}"}
    process = subprocess.Popen(
        [sys.executable, "-m", "runtime.beat"], cwd=places.PROJECT, env=environment, stderr=subprocess.PIPE
    )
    with redis.Redis(unix_socket_path=str(places.broker_socket())) as broker:
        until = time.monotonic() + 60
        while not 0 < broker.pttl("nennep:beat::lock") <= 30_000:
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < until
            time.sleep(0.05)
        assert broker.zcard("nennep:beat::schedule") >= len(app.conf.beat_schedule)
        memory = Path(f"/proc/{process.pid}/smaps_rollup")
        if memory.exists():
            assert int(re.search(r"^Pss:\s+(\d+)", memory.read_text(), re.MULTILINE)[1]) < 80_000
        process.terminate()
        assert process.wait(20) == 0
        assert process.stderr.read().count(b"taken away") == 1
        process.stderr.close()
        assert not broker.exists("nennep:beat::lock")


def test_times_that_a_clock_left_in_the_future_are_forgotten(serve):
    """A job that ran under a clock that was ahead runs again by the right one; what is due in its time is
    left alone."""
    serve()
    clock_of_jobs = Celery("clock", broker=f"redis+socket://{places.broker_socket()}", set_as_current=False)
    clock_of_jobs.conf.update(
        beat_schedule={
            name: {"task": name, "schedule": crontab(minute="*/10")} for name in ("ahead", "right")
        },
        redbeat_redis_url=f"unix://{places.broker_socket()}",
        redbeat_redis_options={"socket_timeout": 5},
        redbeat_key_prefix="clock:",
        timezone=settings.TIME_ZONE,
    )
    scheduler = beat.Scheduler(clock_of_jobs, lazy=True)
    scheduler.setup_schedule()
    now = clock_of_jobs.now()
    last = {"ahead": now + dt.timedelta(days=400), "right": now - dt.timedelta(minutes=1)}
    entries = {name: scheduler.Entry.from_key(f"clock:{name}", app=clock_of_jobs) for name in last}
    for name, entry in entries.items():
        entry.reschedule(last[name])

    beat.Scheduler(clock_of_jobs, lazy=True).setup_schedule()  # a restart alone leaves it in the future
    assert scheduler.Entry.from_key("clock:ahead", app=clock_of_jobs).due_at > now + dt.timedelta(days=399)
    scheduler.forget_the_future()

    after = {name: scheduler.Entry.from_key(f"clock:{name}", app=clock_of_jobs) for name in last}
    assert after["ahead"].due_at <= now + dt.timedelta(minutes=11)
    assert after["right"].last_run_at == entries["right"].last_run_at

"""Sweeps beside sweeps, beside writers, and killed in the middle: on real connections."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection, connections

from config.celery import app
from core import clock
from core.locks import AdvisoryLock
from obligations import tasks
from obligations.models import Flag, FlagEvent, Sweep, Touch
from obligations.services import judging
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = dt.date(2026, 11, 23)
AT = dt.datetime(2026, 11, 23, 9, 10, tzinfo=clock.ZONE)


@pytest.fixture
def bodies(monkeypatch):
    monkeypatch.setattr(judging, "CHUNK", 3)
    factories.ProvinceFactory()
    return factories.BodyFactory.create_batch(10)


def in_threads(*jobs):
    """Run the jobs at the same moment, each on a connection of its own."""
    barrier = Barrier(len(jobs))

    def run(job):
        try:
            barrier.wait()
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_two_sweeps_at_the_same_time_write_once(bodies):
    done = in_threads(*[lambda: judging.sweep(on=TODAY, at=AT)] * 3)
    assert [sweep.errors for sweep in done] == [[], [], []]
    flags = Flag.objects.count()
    assert flags > 20
    assert sum(sweep.changes for sweep in done) == flags == FlagEvent.objects.count()
    assert set(FlagEvent.objects.values_list("kind", flat=True)) == {"opened"}


def test_a_writer_does_not_wait_for_a_sweep_and_is_not_lost(bodies):
    judging.sweep(on=TODAY, at=AT)

    def write():
        for body in bodies:
            factories.MeetingFactory(body=body, held_on=TODAY, code=f"CH/{body.pk}")

    in_threads(write, *[lambda: judging.sweep(on=TODAY, at=AT, everything=True)] * 2)
    judging.sweep(on=TODAY, at=AT)
    assert not Flag.objects.filter(rule="meeting-overdue", closed_at=None).exists()
    assert not Touch.objects.exists()


def test_a_judging_of_one_body_waits_for_a_chunk_not_for_a_sweep(bodies):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [AdvisoryLock.SWEEP])
    try:
        with ThreadPoolExecutor(1) as pool:

            def job():
                try:
                    return judging.refresh(on=TODAY, at=AT, body_ids=[bodies[0].pk])
                finally:
                    connections.close_all()

            waiting = pool.submit(job)
            time.sleep(0.3)
            assert not waiting.done()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [AdvisoryLock.SWEEP])
            assert waiting.result(timeout=10).judged == 1
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")


KILLED = """
import os, sys, django
django.setup()
from django.conf import settings
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
import datetime as dt
from obligations.services import judging
judging.CHUNK = 3
write, done = judging._apply, 0
def apply(*args):
    global done
    changed = write(*args)
    done += 1
    if done == 2:
        print("in the middle", flush=True)
        import time; time.sleep(60)
    return changed
judging._apply = apply
judging.sweep(on=dt.date(2026, 11, 23), at=dt.datetime(2026, 11, 23, 2, 10, tzinfo=dt.timezone.utc))
"""


def test_a_worker_killed_in_the_middle_leaves_whole_chunks_and_the_next_sweep_does_the_rest(bodies):
    name = connection.settings_dict["NAME"]
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED, name],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "in the middle\n"
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    deadline = time.monotonic() + 10
    while _connections_of_others(name) and time.monotonic() < deadline:
        time.sleep(0.05)
    # The first chunk was committed, the second was not; no sweep was finished.
    assert Flag.objects.values("body").distinct().count() == 3
    assert Flag.objects.count() == FlagEvent.objects.count()
    assert not Sweep.objects.exists()
    done = judging.sweep(on=TODAY, at=AT)
    assert (done.scope, done.bodies_judged) == ("all", 10)
    assert Flag.objects.values("body").distinct().count() == 10
    assert Flag.objects.count() == FlagEvent.objects.count()


def _connections_of_others(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid() AND"
            " backend_type = 'client backend'",
            [name],
        )
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles"])
def test_half_past_midnight_is_the_new_day_wherever_the_server_stands(bodies, zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        with time_machine.travel(dt.datetime(2026, 11, 22, 17, 30, tzinfo=dt.UTC), tick=False):
            tasks.sweep()
    finally:
        monkeypatch.undo()
        time.tzset()
    assert Sweep.objects.get().judged_on == TODAY
    assert set(Flag.objects.values_list("judged_on", flat=True)) == {TODAY}


def test_the_task_of_the_schedule_is_the_sweep_run_late_acknowledged():
    app.loader.import_default_modules()
    entries = [entry for entry in app.conf.beat_schedule.values() if entry["task"] == tasks.sweep.name]
    assert len(entries) == 2
    midnight = next(entry["schedule"] for entry in entries if entry["schedule"].hour == {0})
    assert midnight.minute == {5}
    assert app.conf.timezone == clock.ZONE_NAME
    assert app.tasks[tasks.sweep.name].acks_late

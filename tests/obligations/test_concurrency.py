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
from delegations.models import Province
from obligations import tasks
from obligations.models import FindingSpan, PeriodSpan, Sweep, Timeline, Touch
from obligations.queries import findings
from obligations.queries.findings import Filters
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
    spans = FindingSpan.objects.count()
    assert spans > 20
    assert sum(sweep.changes for sweep in done) == spans + PeriodSpan.objects.count()
    assert not FindingSpan.objects.filter(recorded__upper_inf=False).exists()


def test_a_writer_does_not_wait_for_a_sweep_and_is_not_lost(bodies):
    judging.sweep(on=TODAY, at=AT)

    def write():
        for body in bodies:
            factories.MeetingFactory(body=body, held_on=TODAY, code=f"CH/{body.pk}")

    in_threads(write, *[lambda: judging.sweep(on=TODAY, at=AT, everything=True)] * 2)
    judging.sweep(on=TODAY, at=AT)
    assert findings.listing(TODAY, filters=Filters(rules=["meeting-overdue"])).rows == []
    assert not Touch.objects.exists()


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND"
            " database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
        )
        return bool(cursor.fetchone()[0])


def test_a_judging_of_a_body_waits_for_that_bodys_judging_alone(bodies):
    lock = [AdvisoryLock.JUDGING, bodies[0].pk]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", lock)
    try:
        with ThreadPoolExecutor(1) as pool:

            def job(body):
                try:
                    return judging.refresh(on=TODAY, at=AT, body_ids=[body.pk])
                finally:
                    connections.close_all()

            assert pool.submit(job, bodies[1]).result(timeout=60).judged == 1
            waiting = pool.submit(job, bodies[0])
            while not waits_for_a_lock():
                assert not waiting.done()
                time.sleep(0.02)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", lock)
            assert waiting.result(timeout=60).judged == 1
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
from obligations.services import judging, spans
judging.CHUNK = 3
write, done = spans._write, 0
def and_wait(*args):
    global done
    changed = write(*args)
    done += 1
    if done == 3:
        print("in the middle", flush=True)
        import time; time.sleep(60)
    return changed
spans._write = and_wait
judging.sweep(on=dt.date(2026, 11, 23), at=dt.datetime(2026, 11, 23, 2, 10, tzinfo=dt.timezone.utc))
"""


def test_a_reader_sees_a_rebuild_whole_or_not_at_all(bodies):
    """A law that changes: while the chunks of a sweep are written, each body is as before or as after."""
    judging.sweep(on=TODAY, at=AT)
    Province.objects.update(tracking_from=dt.date(2026, 7, 1))
    before = {body.pk: standing(body.pk) for body in bodies}
    seen: list[tuple[int, frozenset[str]]] = []

    def read():
        for _round in range(40):
            seen.extend((body.pk, standing(body.pk)) for body in bodies)

    in_threads(read, lambda: judging.sweep(on=TODAY, at=AT + dt.timedelta(minutes=1)))
    after = {body.pk: standing(body.pk) for body in bodies}
    assert before != after
    assert all(found in (before[key], after[key]) for key, found in seen)


def standing(body_id: int) -> frozenset[str]:
    return frozenset(f"{row.rule} {row.subject} {row.due_on}" for row in findings.of_body(body_id, TODAY))


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
    assert FindingSpan.objects.values("body").distinct().count() == Timeline.objects.count() == 3
    assert not Sweep.objects.exists()
    done = judging.sweep(on=TODAY, at=AT)
    assert (done.scope, done.bodies_judged) == ("touched", 10)
    assert FindingSpan.objects.values("body").distinct().count() == Timeline.objects.count() == 10


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


def test_the_task_of_the_schedule_is_the_sweep_run_late_acknowledged():
    app.loader.import_default_modules()
    entries = [entry for entry in app.conf.beat_schedule.values() if entry["task"] == tasks.sweep.name]
    assert len(entries) == 2
    midnight = next(entry["schedule"] for entry in entries if entry["schedule"].hour == {0})
    assert midnight.minute == {5}
    assert app.conf.timezone == clock.ZONE_NAME
    assert app.tasks[tasks.sweep.name].acks_late

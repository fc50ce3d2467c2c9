"""When a mail goes out."""

import datetime as dt

import pytest

from outbox.schedule import LONGEST_RETRY, end_of_quiet, retry_after


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2026-11-23 06:59", "2026-11-23 07:00"),
        ("2026-11-23 07:00", None),
        ("2026-11-23 18:59", None),
        ("2026-11-23 19:00", "2026-11-24 07:00"),
        ("2026-11-30 23:59", "2026-12-01 07:00"),
        ("2026-12-01 00:00", "2026-12-01 07:00"),
    ],
)
def test_nights_are_quiet_until_the_morning(moment, end):
    found = end_of_quiet(dt.datetime.fromisoformat(moment), quiet_from=dt.time(19), quiet_until=dt.time(7))
    assert found == (end and dt.datetime.fromisoformat(end))


@pytest.mark.parametrize(("hour", "is_quiet"), [(11, False), (12, True), (13, True), (14, False)])
def test_quiet_hours_may_lie_within_a_day(hour, is_quiet):
    moment = dt.datetime(2026, 11, 23, hour)
    found = end_of_quiet(moment, quiet_from=dt.time(12), quiet_until=dt.time(14))
    assert found == (dt.datetime(2026, 11, 23, 14) if is_quiet else None)


def test_equal_hours_are_never_quiet():
    assert all(
        end_of_quiet(dt.datetime(2026, 11, 23, hour), quiet_from=dt.time(0), quiet_until=dt.time(0)) is None
        for hour in range(24)
    )


def test_waiting_doubles_up_to_a_cap_and_ends():
    waits = [retry_after(attempts) for attempts in range(1, 13)]
    assert waits[:4] == [dt.timedelta(minutes=n) for n in (1, 2, 4, 8)]
    assert waits[8:11] == [LONGEST_RETRY] * 3
    assert waits[11] is None

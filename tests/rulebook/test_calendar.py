"""Periods, working days, months back."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.calendar import (
    ONE_DAY,
    Steps,
    add_months,
    cadence_steps,
    is_working_day,
    months_past,
    next_working_day,
    periods_back_from,
    report_periods,
    value_on,
    working_days_after,
    year_periods,
)

D = dt.date
STRICTER: Steps = ((D(2004, 1, 1), "stricter"),)
QUARTERLY: Steps = ((D(2004, 1, 1), 3),)
CADENCES = st.sampled_from([1, 2, 3, 4, 6, 12])
DAYS = st.dates(D(2005, 1, 1), D(2035, 12, 31))
OWN = st.lists(st.tuples(st.dates(D(2023, 1, 1), D(2026, 12, 31)), CADENCES), max_size=6).map(tuple)


def names(year: int, *own: tuple[D, int], law: Steps = QUARTERLY) -> list[str]:
    return [period.name for period in year_periods(year, cadence_steps(law, own, STRICTER))]


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (1, [f"2026-M{month:02d}" for month in range(1, 13)]),
        (2, ["2026-P1", "2026-P2", "2026-P3", "2026-P4", "2026-P5", "2026-P6"]),
        (3, ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        (4, ["2026-P1", "2026-P2", "2026-P3"]),
        (6, ["2026-P1", "2026-P2"]),
        (12, ["2026"]),
    ],
)
def test_a_year_of_one_cadence(months: int, expected: list[str]) -> None:
    assert names(2026, law=((D(2004, 1, 1), months),)) == expected


def test_a_change_within_a_period_governs_from_the_next_one() -> None:
    periods = year_periods(2025, cadence_steps(QUARTERLY, ((D(2025, 2, 1), 2),), STRICTER))
    assert [(period.name, period.starts_on, period.last_day, period.cadence) for period in periods] == [
        ("2025-Q1", D(2025, 1, 1), D(2025, 3, 31), 3),
        ("2025-P2", D(2025, 4, 1), D(2025, 5, 31), 2),
        ("2025-P3", D(2025, 6, 1), D(2025, 7, 31), 2),
        ("2025-P4", D(2025, 8, 1), D(2025, 9, 30), 2),
        ("2025-Q4", D(2025, 10, 1), D(2025, 12, 31), 2),
    ]


def test_a_rest_shorter_than_the_period_lengthens_it_to_31_december() -> None:
    law: Steps = ((D(2004, 1, 1), 3), (D(2025, 2, 1), 6))
    periods = year_periods(2025, law)
    assert [(period.name, period.last_day) for period in periods] == [
        ("2025-Q1", D(2025, 3, 31)),
        ("2025-P2", D(2025, 12, 31)),
    ]


def test_a_year_long_cadence_begun_mid_year_stops_at_31_december() -> None:
    law: Steps = ((D(2004, 1, 1), 6), (D(2025, 7, 1), 12))
    assert [period.name for period in year_periods(2025, law)] == ["2025-P1", "2025-P2"]
    assert [period.name for period in year_periods(2026, law)] == ["2026"]


def test_the_smaller_of_law_and_own_cadence_binds_as_in_force_on_the_day() -> None:
    law: Steps = ((D(2004, 1, 1), 3), (D(2024, 5, 14), 1))
    assert cadence_steps(law, ((D(2024, 1, 1), 2), (D(2024, 3, 1), 6)), STRICTER) == (
        (D(2004, 1, 1), 3),
        (D(2024, 1, 1), 2),
        (D(2024, 3, 1), 3),  # the laxer own decision replaced the stricter; the law binds
        (D(2024, 5, 14), 1),
    )


def test_where_the_office_leaves_it_free_the_own_cadence_binds_whichever_is_smaller() -> None:
    freed: Steps = ((D(2004, 1, 1), "stricter"), (D(2025, 1, 1), "free"), (D(2026, 1, 1), "stricter"))
    assert cadence_steps(QUARTERLY, ((D(2024, 1, 1), 6),), freed) == (
        (D(2004, 1, 1), 3),
        (D(2024, 1, 1), 3),
        (D(2025, 1, 1), 6),
        (D(2026, 1, 1), 3),
    )


@pytest.mark.parametrize(
    ("rhythm", "number", "expected"),
    [
        ("month", 1, ("2024-M02", D(2024, 2, 1), D(2024, 2, 15), D(2024, 2, 29))),
        ("quarter", 3, ("2024-Q4", D(2024, 10, 1), D(2024, 11, 15), D(2024, 12, 31))),
        ("half-year", 0, ("2024-H1", D(2024, 1, 1), D(2024, 3, 31), D(2024, 6, 30))),
        ("half-year", 1, ("2024-H2", D(2024, 7, 1), D(2024, 9, 30), D(2024, 12, 31))),
        ("year", 0, ("2024", D(2024, 1, 1), D(2024, 6, 30), D(2024, 12, 31))),
    ],
)
def test_periods_of_reports(rhythm: str, number: int, expected: tuple[str, D, D, D]) -> None:
    assert report_periods(rhythm, 2024)[number] == expected


def test_periods_before_the_law_are_drawn_with_its_first_cadence() -> None:
    assert names(2003) == ["2003-Q1", "2003-Q2", "2003-Q3", "2003-Q4"]


@given(st.integers(2022, 2028), CADENCES, OWN)
def test_periods_cover_the_year_without_gap_or_overlap(year: int, months: int, own: Steps) -> None:
    steps = cadence_steps(((D(2004, 1, 1), months),), own, STRICTER)
    periods = year_periods(year, steps)
    assert periods[0].starts_on == D(year, 1, 1)
    assert periods[-1].last_day == D(year, 12, 31)
    assert all(before.ends_before == after.starts_on for before, after in pairwise(periods))
    assert all(period.cadence == value_on(steps, period.starts_on) for period in periods)
    assert all(
        period.ends_before >= add_months(period.starts_on, period.cadence) or period is periods[-1]
        for period in periods
    )
    assert len({period.name for period in periods}) == len(periods)


@given(DAYS, CADENCES, OWN)
def test_walking_back_starts_with_the_period_in_progress(day: D, months: int, own: Steps) -> None:
    steps = cadence_steps(((D(2004, 1, 1), months),), own, STRICTER)
    walk = periods_back_from(day, steps)
    later = next(walk)
    assert later.holds(day)
    for _ in range(15):
        earlier = next(walk)
        assert earlier.ends_before == later.starts_on
        later = earlier


@pytest.mark.parametrize(
    "day",
    [
        D(2024, 2, 28),
        D(2024, 2, 29),
        D(2024, 3, 1),
        D(2025, 2, 28),
        D(2025, 3, 31),
        D(2025, 8, 31),
        D(2025, 12, 31),
    ],
)
@pytest.mark.parametrize("months", [1, 6, 12, 18])
def test_a_day_is_past_once_so_many_months_back_reach_it(day: D, months: int) -> None:
    past = months_past(day, months)
    assert add_months(past - ONE_DAY, -months) < day <= add_months(past, -months)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (D(2024, 1, 31), 1, D(2024, 2, 29)),
        (D(2024, 12, 31), 2, D(2025, 2, 28)),
        (D(2024, 1, 1), 12, D(2025, 1, 1)),
        (D(2024, 1, 15), -1, D(2023, 12, 15)),
    ],
)
def test_months_later(day: D, months: int, expected: D) -> None:
    assert add_months(day, months) == expected


def test_working_days() -> None:
    days_off = {D(2026, 4, 30): True, D(2026, 5, 1): True, D(2026, 5, 9): False}
    assert not is_working_day(D(2026, 4, 30), days_off)
    assert not is_working_day(D(2026, 5, 2), days_off)
    assert is_working_day(D(2026, 5, 9), days_off)
    assert is_working_day(D(2026, 5, 4), days_off)
    assert working_days_after(D(2026, 4, 28), 6, days_off) == (
        D(2026, 4, 29),
        D(2026, 5, 4),
        D(2026, 5, 5),
        D(2026, 5, 6),
        D(2026, 5, 7),
        D(2026, 5, 8),
    )
    assert working_days_after(D(2026, 5, 8), 1, days_off) == (D(2026, 5, 9),)
    assert next_working_day(D(2026, 4, 30), days_off) == D(2026, 5, 4)
    assert next_working_day(D(2026, 5, 4), days_off) == D(2026, 5, 4)


@given(DAYS, st.integers(1, 30), st.dictionaries(DAYS, st.booleans(), max_size=40))
def test_the_counted_working_days_lie_between(day: D, count: int, days_off: dict[D, bool]) -> None:
    found = working_days_after(day, count, days_off)
    span = [day + dt.timedelta(n) for n in range(1, (found[-1] - day).days + 1)]
    assert list(found) == [each for each in span if is_working_day(each, days_off)]

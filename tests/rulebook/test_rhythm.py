"""The heat map's cells: one of every state."""

import datetime as dt
from typing import Any

import pytest

from rulebook.facts import Office
from rulebook.law import load_law
from rulebook.rhythm import Cell, cells
from tests.rulebook.casebook import build_facts

D = dt.date
ON = D(2026, 11, 23)
OFFICE = Office(D(2024, 1, 1))


def shown(body: dict[str, Any], on: D = ON, office: Office = OFFICE, count: int = 4) -> list[tuple[str, str]]:
    return [(cell.period.name, cell.state) for cell in _cells(body, on, office, count)]


def _cells(body: dict[str, Any], on: D = ON, office: Office = OFFICE, count: int = 4) -> tuple[Cell, ...]:
    return cells(build_facts(body), on, office, load_law(), count)


def test_twelve_periods_up_to_the_one_in_progress() -> None:
    drawn = cells(build_facts({}), ON, OFFICE, load_law())
    assert [cell.period.name for cell in drawn][::11] == ["2024-Q1", "2026-Q4"]
    assert [cell.in_progress for cell in drawn] == [False] * 11 + [True]


@pytest.mark.parametrize(
    ("meetings", "state"),
    [
        ([], "missed"),
        ([{"day": D(2026, 8, 1), "present": 2}], "held"),
        ([{"day": D(2026, 8, 1)}], "held-unrecorded"),
        ([{"day": D(2026, 8, 1), "present": 1}], "held-without-quorum"),
        ([{"day": D(2026, 8, 1), "present": 1}, {"day": D(2026, 9, 1)}], "held-unrecorded"),
        ([{"day": D(2026, 8, 1)}, {"day": D(2026, 9, 1), "present": 3}], "held"),
        ([{"day": D(2026, 8, 1), "present": 3, "kind": "thematic"}], "missed"),
        ([{"day": D(2026, 8, 1), "present": 3, "status": "cancelled"}], "missed"),
        ([{"day": D(2026, 8, 1), "status": "planned"}], "missed"),
    ],
)
def test_a_period_that_has_ended(meetings: list[dict[str, Any]], state: str) -> None:
    assert shown({"strength": 3, "meetings": meetings}, count=2)[0] == ("2026-Q3", state)


@pytest.mark.parametrize(
    ("meetings", "state"),
    [
        ([], "due"),
        ([{"day": D(2026, 11, 23), "status": "planned"}], "planned"),
        ([{"day": D(2026, 11, 22), "status": "planned"}], "due"),
        ([{"day": D(2026, 12, 31), "status": "planned"}], "planned"),
        ([{"day": D(2027, 1, 1), "status": "planned"}], "due"),
        ([{"day": D(2026, 12, 1), "status": "planned", "kind": "thematic"}], "due"),
        ([{"day": D(2026, 11, 23), "present": 3}], "held"),
        ([{"day": D(2026, 11, 24), "present": 3}], "due"),
        (
            [{"day": D(2026, 11, 1), "present": 1}, {"day": D(2026, 12, 1), "status": "planned"}],
            "held-without-quorum",
        ),
    ],
)
def test_the_period_in_progress(meetings: list[dict[str, Any]], state: str) -> None:
    assert shown({"strength": 3, "meetings": meetings}, count=1) == [("2026-Q4", state)]


def test_a_waived_period_unless_it_is_satisfied() -> None:
    body = {
        "strength": 3,
        "waivers": [f"meeting-overdue 2026-Q{n} granted 2026-01-01 until 2026-11-23" for n in (1, 2, 4)],
    }
    body["meetings"] = [{"day": D(2026, 5, 5), "present": 3}]
    assert shown(body) == [
        ("2026-Q1", "waived"),
        ("2026-Q2", "held"),
        ("2026-Q3", "missed"),
        ("2026-Q4", "waived"),
    ]
    assert [cell.waiver.document if cell.waiver else None for cell in _cells(body)] == [
        "300-CV/TU",
        None,
        None,
        "300-CV/TU",
    ]
    assert shown(body, D(2026, 11, 24))[0] == ("2026-Q1", "missed")


def test_periods_of_foundation_of_the_end_and_before_tracking_are_not_counted() -> None:
    assert shown({"founded": D(2026, 4, 2), "strength": 3}) == [
        ("2026-Q1", "not-counted"),
        ("2026-Q2", "not-counted"),
        ("2026-Q3", "missed"),
        ("2026-Q4", "due"),
    ]
    assert [state for _, state in shown({"ended": D(2026, 12, 30), "strength": 3})] == [
        "missed",
        "missed",
        "missed",
        "not-counted",
    ]
    assert [state for _, state in shown({"ended": D(2026, 6, 30), "strength": 3})] == [
        "missed",
        "missed",
        "not-counted",
        "not-counted",
    ]
    late_start = Office(D(2026, 4, 1))
    assert [state for _, state in shown({"strength": 3}, office=late_start)] == [
        "not-counted",
        "missed",
        "missed",
        "due",
    ]


def test_the_meetings_found_in_each_period() -> None:
    body = {
        "strength": 3,
        "meetings": [
            {"code": "c", "day": D(2026, 12, 1), "status": "planned"},
            {"code": "b", "day": D(2026, 11, 1), "present": 1},
            {"code": "a", "day": D(2026, 10, 1), "kind": "thematic", "present": 3},
            {"code": "x", "day": D(2026, 10, 2), "status": "cancelled"},
        ],
    }
    assert [meeting.code for meeting in _cells(body)[-1].meetings] == ["a", "b", "c"]


def test_cells_before_the_law_began_can_still_be_drawn() -> None:
    assert shown({"strength": 3}, D(2004, 5, 1)) == [
        (name, "not-counted") for name in ("2003-Q3", "2003-Q4", "2004-Q1", "2004-Q2")
    ]

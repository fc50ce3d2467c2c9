"""What lists, counts and maps say of a day is what judging that day gives: of the sample province, judged
once for all tests here. Those of other records are in `test_findings_of_own_records`."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core import clock
from core.text import fold
from delegations.models import Body
from obligations.enums import Rule
from obligations.queries import findings, news, periods, rules
from obligations.queries.findings import Filters, Row
from obligations.services import judging
from obligations.texts import as_json
from rulebook.duties import RULE_CODES
from rulebook.findings import Finding
from rulebook.rhythm import cells
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
AT = dt.datetime(2026, 11, 23, 9, 10, tzinfo=clock.ZONE)
DAYS = [
    dt.date(2024, 2, 29),
    dt.date(2025, 7, 1),
    dt.date(2026, 1, 16),
    TODAY - dt.timedelta(1),
    TODAY,
    TODAY + dt.timedelta(400),
]


@pytest.fixture(scope="module")
def swept(sample_of_module):
    judging.sweep(on=TODAY, at=AT)


def state(one: Row | Finding) -> tuple[str, ...]:
    return one.rule, one.subject, one.status, one.severity, str(one.due_on)


def judged(on: dt.date) -> list[tuple[Any, ...]]:
    """Return what judging the day gives, by body and rule."""
    return sorted(
        (f.body, *state(f), f.parameters, as_json(f.evidence))
        for verdict in judging.verdicts(judging.standard(on), dict(Body.objects.values_list("id", "code")))
        for f in verdict.findings
    )


def told(rows: list[Row]) -> list[tuple[Any, ...]]:
    return sorted(
        (
            r.body_code,
            r.rule,
            r.subject,
            r.status,
            r.severity,
            str(r.due_on),
            r.parameters,
            as_json(r.evidence),
        )
        for r in rows
    )


@pytest.mark.parametrize("on", DAYS)
def test_the_spans_that_hold_a_day_are_its_judgement(swept, on):
    rows = findings.listing(on).rows
    assert told(rows) == judged(on)
    assert all(row.starts_on <= on and (row.ends_before is None or on < row.ends_before) for row in rows)


SEVERITY = ["serious", "warning", "info"]
STATUS = ["overdue", "due", "waived"]
ORDERS: dict[str, Callable[[Row], tuple[Any, ...]]] = {
    "severity": lambda r: (
        r.status == "waived",
        SEVERITY.index(r.severity),
        STATUS.index(r.status),
        r.due_on or dt.date.max,
        r.body_position,
        r.body_code,
        r.rule,
        r.subject,
    ),
    "due": lambda r: (
        r.due_on or dt.date.max,
        SEVERITY.index(r.severity),
        r.body_position,
        r.body_code,
        r.rule,
        r.subject,
    ),
    "body": lambda r: (
        r.body_position,
        r.body_code,
        SEVERITY.index(r.severity),
        r.due_on or dt.date.max,
        r.rule,
        r.subject,
    ),
    "rule": lambda r: (
        r.rule,
        SEVERITY.index(r.severity),
        r.due_on or dt.date.max,
        r.body_position,
        r.body_code,
        r.subject,
    ),
}


@pytest.mark.parametrize("sort", [*findings.SORTS, *(f"-{name}" for name in findings.SORTS), "không có"])
def test_a_list_is_in_its_order_and_comes_in_pages(swept, sort):
    whole = findings.listing(TODAY, sort=sort)
    order = ORDERS.get(sort.removeprefix("-"), ORDERS["severity"])
    assert whole.rows == sorted(whole.rows, key=order, reverse=sort.startswith("-"))
    assert (len(whole.rows), whole.total) == (61, 61)
    assert findings.listing(TODAY, sort=sort, offset=20, limit=10) == (whole.rows[20:30], 61)


@pytest.mark.parametrize(
    ("filters", "accepts"),
    [
        (
            Filters(rules=["understaffed", "minutes-missing"]),
            lambda r: r.rule in {"understaffed", "minutes-missing"},
        ),
        (Filters(severities=["serious"]), lambda r: r.severity == "serious"),
        (Filters(statuses=["waived"]), lambda r: r.status == "waived"),
        (Filters(body_codes=["DD-HND"]), lambda r: r.body_code == "DD-HND"),
        (Filters(kind_ids=range(1, 9999, 2)), lambda r: r.body_kind_id % 2),
        (Filters(text="nông dân"), lambda r: "nong dan" in fold(r.body_name)),
        (Filters(text="dd-hnd/2026"), lambda r: "dd-hnd/2026" in r.subject.lower()),
        (
            Filters(severities=["warning"], text="Hội"),
            lambda r: r.severity == "warning" and "hoi" in fold(r.body_name),
        ),
        (Filters(rules=["term-ending"], statuses=["overdue"]), lambda r: False),
        (
            Filters(due=(dt.date(2026, 1, 1), dt.date(2026, 6, 30))),
            lambda r: r.due_on and dt.date(2026, 1, 1) <= r.due_on <= dt.date(2026, 6, 30),
        ),
    ],
)
def test_filters_narrow_lists_and_counts_alike(swept, filters, accepts):
    rows = [row for row in findings.listing(TODAY).rows if accepts(row)]
    assert findings.listing(TODAY, filters=filters).rows == rows
    counts = findings.counts(TODAY, filters=filters)
    assert counts.all == len(rows)
    assert counts.bodies == len({row.body_code for row in rows if row.status != "waived"})
    assert counts.late_bodies == len({row.body_code for row in rows if row.status == "overdue"})
    assert sum(findings.by_body(TODAY, filters=filters).values()) == len(rows)


def test_counts_of_many_days_are_those_of_each(swept):
    together = findings.counts_of(DAYS)
    for day in DAYS:
        rows = [row for row in findings.listing(day).rows if row.status != "waived"]
        counts = together[day]
        assert counts == findings.counts(day)
        assert counts.total == len(rows) == sum(counts.by_severity.values())
        for rule in {row.rule for row in rows}:
            of_rule = [row for row in rows if row.rule == rule]
            assert counts.by_rule[rule] == len(of_rule)
            assert counts.bodies_by_rule[rule] == len({row.body_id for row in of_rule})
            assert counts.serious_by_rule.get(rule, 0) == sum(r.severity == "serious" for r in of_rule)
    numbers = findings.numbers(DAYS, filters=Filters(statuses=["due", "overdue"]))
    assert numbers == {day: dict(together[day].by_rule) for day in DAYS}


def test_what_moved_between_two_days_is_what_differs(swept):
    first, second = dt.date(2026, 6, 1), TODAY
    states = [{state.duty: state for state in findings.states(day)} for day in (first, second)]
    expected = news.compare(states[0].values(), states[1].values(), first)
    assert news.compare(*findings.moved(first, second), first) == expected != []


def test_a_list_of_some_days_has_each_finding_as_it_stands_last(swept):
    first, last = TODAY, TODAY + dt.timedelta(90)
    expected = {}
    for number in range(91):
        expected |= {row.flag_id: row for row in findings.listing(first + dt.timedelta(number)).rows}
    states = findings.last_between(first, last)
    rows = findings.of_spans(states, last)
    assert {pk: row.key for pk, row in rows.items()} == {
        pk: (state.rule, state.body_code, state.subject) for pk, state in states.items()
    }
    assert {row.flag_id: (row.status, row.evidence) for row in rows.values()} == {
        key: (row.status, row.evidence) for key, row in expected.items()
    }
    due = Filters(statuses=["due"])
    rows = findings.of_spans(findings.last_between(first, last, filters=due), last)
    assert {row.flag_id for row in rows.values()} == {
        key for key, row in expected.items() if row.status == "due"
    }


def test_turning_days_are_those_on_which_something_moves(swept):
    days = findings.turning_days(TODAY, TODAY + dt.timedelta(120))
    for number in range(120):
        day = TODAY + dt.timedelta(number)
        moves = any(findings.moved(day, day + dt.timedelta(1)))
        assert (day + dt.timedelta(1) in days) == moves


def test_a_user_sees_only_the_bodies_in_scope(swept):
    body = Body.objects.get(code="DD-HND")
    for on in (TODAY, TODAY - dt.timedelta(1)):
        rows = findings.listing(on, body_ids=[body.pk]).rows
        assert {row.body_code for row in rows} == {"DD-HND"}
        assert findings.listing(on, body_ids=[]).rows == []
        row = findings.of_body(body.pk, on)[0]
        key = {"body_code": row.body_code, "rule": row.rule, "subject": row.subject}
        assert findings.one(on, **key) == row
        assert findings.one(on, **key, body_ids=[body.pk]) == row
        assert findings.one(on, **key, body_ids=[]) is None
        assert findings.one(on, body_code="DD-HND", rule=row.rule, subject="không có") is None


def test_a_finding_that_ended_is_still_found_with_its_history(swept, time_machine):
    time_machine.move_to(AT + dt.timedelta(hours=1))
    row = next(row for row in findings.listing(TODAY).rows if row.rule == "understaffed")
    seat = row.subject
    factories.MembershipFactory(
        seat=Body.objects.get(code=row.body_code).seats.get(code=seat), starts_on=TODAY
    )
    judging.sweep(on=TODAY, at=AT + dt.timedelta(minutes=10))
    ended = findings.one(TODAY, body_code=row.body_code, rule=row.rule, subject=seat)
    assert ended is not None
    assert not ended.is_open
    assert findings.ended([row.flag_id]) == {row.flag_id: ended.closed_at}
    assert [moment.kind for moment in findings.history(ended.flag_id)] == ["closed", "opened"]
    yesterday = TODAY - dt.timedelta(1)
    assert findings.one(yesterday, body_code=row.body_code, rule=row.rule, subject=seat) is not None


@pytest.mark.parametrize("on", DAYS)
def test_the_periods_of_a_day_are_the_cells_of_its_rhythm(swept, on):
    by = judging.standard(on)
    shown = periods.of_bodies(on, list(Body.objects.values_list("id", flat=True)))
    for verdict in judging.verdicts(
        by, dict(Body.objects.filter(founded_on__lte=on).values_list("id", "code"))
    ):
        assert verdict.facts is not None
        expected = [
            (
                cell.period,
                cell.state,
                cell.in_progress,
                cell.others,
                [m.code for m in cell.meetings],
                [m.code for m in cell.passed],
                cell.waiver.until if cell.waiver else None,
            )
            for cell in cells(verdict.facts, on, by.office, by.law)
            if cell.period.last_day >= verdict.facts.founded_on
        ]
        assert [
            (
                cell.period,
                cell.state,
                cell.in_progress,
                cell.others,
                [m.code for m in cell.meetings],
                [m.code for m in cell.passed],
                cell.waiver["until"] if cell.waiver else None,
            )
            for cell in shown[verdict.body_id]
        ] == expected


def test_the_catalogue_names_every_rule_and_its_law(swept, django_assert_num_queries):
    assert tuple(Rule.values) == RULE_CODES
    with django_assert_num_queries(1):
        catalogue = rules.catalogue()
    assert [info.code for info in catalogue] == list(RULE_CODES)
    cadence = rules.rule("meeting-overdue").parameters[0]
    assert [(value.value, value.profile, value.in_use) for value in cadence.values] == [
        (3, "", True),
    ]
    assert rules.rule("không có") is None
    assert rules.profile_names() == ("Xuất sắc không quá 20%",)


def test_days_late_and_days_left(swept):
    rows = [row for row in findings.listing(TODAY).rows if row.status == "overdue" and row.due_on]
    row = next(row for row in rows if not row.due_note)
    assert row.days_late(TODAY) == (TODAY - row.due_on).days > 0
    assert row.days_left(TODAY) is None
    waiting = replace(row, status="due", due_on=TODAY)
    assert (waiting.days_late(TODAY), waiting.days_left(TODAY)) == (0, 0)

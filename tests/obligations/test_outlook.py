"""Findings of today and of any other day are the same thing to a screen."""

import datetime as dt
from dataclasses import replace

import pytest

from core import clock
from delegations.models import Body
from obligations.enums import Rule
from obligations.models import Flag
from obligations.queries import findings, rules
from obligations.queries.findings import Filters
from obligations.services import judging, outlook
from rulebook.duties import RULE_CODES
from tests import factories
from tests.worlds.provinces import store_random

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
AT = dt.datetime(2026, 11, 23, 9, 10, tzinfo=clock.ZONE)
OTHER = dt.date(2026, 11, 22)


@pytest.fixture
def swept(sample):
    judging.sweep(on=TODAY, at=AT)


def unstored(row: findings.Row) -> findings.Row:
    return replace(row, flag_id=None, opened_at=None, closed_at=None)


@pytest.mark.parametrize("sort", [*findings.SORTS, *(f"-{name}" for name in findings.SORTS), "không có"])
def test_stored_flags_are_what_judging_that_day_gives_in_the_same_order(swept, sort):
    stored = outlook.listing(on=TODAY, today=TODAY, sort=sort)
    judged = outlook.listing(on=TODAY, today=OTHER, sort=sort)
    assert [unstored(row) for row in stored.rows] == judged.rows
    assert stored.total == judged.total == 61
    assert outlook.listing(on=TODAY, today=TODAY, sort=sort, offset=20, limit=10) == (stored.rows[20:30], 61)
    assert outlook.listing(on=TODAY, today=OTHER, sort=sort, offset=20, limit=10) == (judged.rows[20:30], 61)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(rules=["understaffed", "minutes-missing"]),
        Filters(severities=["serious"]),
        Filters(statuses=["waived"]),
        Filters(body_codes=["DD-HND"]),
        Filters(kind_ids=range(1, 99, 2)),
        Filters(text="nông dân"),
        Filters(text="dd-hnd/2026"),
        Filters(severities=["warning"], text="Hội"),
        Filters(rules=["term-ending"], statuses=["overdue"]),
    ],
)
def test_filters_and_counts_say_the_same_of_stored_and_judged(swept, filters):
    stored = outlook.listing(on=TODAY, today=TODAY, filters=filters)
    assert [unstored(row) for row in stored.rows] == outlook.listing(
        on=TODAY, today=OTHER, filters=filters
    ).rows
    assert outlook.counts(on=TODAY, today=TODAY, filters=filters) == outlook.counts(
        on=TODAY, today=OTHER, filters=filters
    )


def test_counts_leave_waived_ones_apart(swept):
    counts = outlook.counts(on=TODAY, today=TODAY)
    assert counts.waived == Flag.objects.filter(status="waived", closed_at=None).count() > 0
    assert counts.total + counts.waived == 61
    assert sum(counts.by_severity.values()) == sum(counts.by_rule.values()) == counts.total


def test_a_user_sees_only_the_bodies_in_scope(swept):
    body = Body.objects.get(code="DD-HND")
    for today in (TODAY, OTHER):
        assert {row.body_code for row in outlook.listing(on=TODAY, today=today, body_ids=[body.pk]).rows} == {
            "DD-HND"
        }
        assert outlook.listing(on=TODAY, today=today, body_ids=[]).rows == []
        row = outlook.of_body(body.pk, on=TODAY, today=today)[0]
        key = {"body_code": row.body_code, "rule": row.rule, "subject": row.subject}
        assert outlook.one(on=TODAY, today=today, **key) == row
        assert outlook.one(on=TODAY, today=today, **key, body_ids=[body.pk]) == row
        assert outlook.one(on=TODAY, today=today, **key, body_ids=[]) is None
        assert (
            outlook.one(on=TODAY, today=today, body_code="DD-HND", rule=row.rule, subject="không có") is None
        )


def test_a_closed_flag_is_still_found_with_its_history(swept):
    row = next(row for row in outlook.listing(on=TODAY, today=TODAY).rows if row.rule == "understaffed")
    seat = row.subject
    person = factories.PersonFactory()
    factories.MembershipFactory(
        seat=Body.objects.get(code=row.body_code).seats.get(code=seat), person=person, starts_on=TODAY
    )
    judging.sweep(on=TODAY, at=AT + dt.timedelta(minutes=10))
    closed = outlook.one(on=TODAY, today=TODAY, body_code=row.body_code, rule=row.rule, subject=seat)
    assert closed is not None
    assert not closed.is_open
    assert [event.kind for event in findings.history(closed.flag_id)] == ["closed", "opened"]


def test_a_past_day_is_judged_again_as_soon_as_the_records_change(sample, staff, django_assert_num_queries):
    body = Body.objects.get(code="DD-HND")
    before = outlook.judged(OTHER)
    type(staff).objects.filter(pk=staff.pk).update(
        full_name="Người khác"
    )  # a write that is none of the records
    with django_assert_num_queries(5):
        assert outlook.judged(OTHER) == before
    factories.SeatFactory(body=body, code="DD-HND-99", starts_on=dt.date(2026, 1, 1))
    assert "DD-HND-99" in {row.subject for row in outlook.judged(OTHER)}
    Body.objects.filter(pk=body.pk).update(name="Đảng đoàn đổi tên")
    assert "Đảng đoàn đổi tên" in {row.body_name for row in outlook.judged(OTHER)}


COLD = 34


@pytest.mark.parametrize("number", [3, 30])
def test_queries_do_not_depend_on_the_number_of_bodies(number, django_assert_num_queries):
    store_random(2, bodies=3, year=2025)
    made = factories.BodyFactory.create_batch(number)
    judging.sweep(on=TODAY, at=AT)
    with django_assert_num_queries(2):
        outlook.listing(on=TODAY, today=TODAY, limit=20)
    with django_assert_num_queries(3):
        outlook.counts(on=TODAY, today=TODAY)
    with django_assert_num_queries(COLD):
        outlook.listing(on=OTHER, today=TODAY)
    with django_assert_num_queries(5):
        outlook.listing(on=OTHER, today=TODAY)
    ids = [body.pk for body in made]
    with django_assert_num_queries(9):
        assert len(outlook.heat_map(on=TODAY, body_ids=ids)) == len(ids)


def test_the_heat_map_shows_twelve_periods_up_to_the_one_in_progress(swept):
    body = Body.objects.get(code="DD-HND")
    cells = outlook.heat_map(on=TODAY, body_ids=[body.pk])[body.pk]
    assert len(cells) == 12
    assert cells[-1].in_progress
    assert outlook.heat_map(on=TODAY, body_ids=[]) == {}


def test_the_catalogue_names_every_rule_and_its_law(swept, django_assert_num_queries):
    assert tuple(Rule.values) == RULE_CODES
    with django_assert_num_queries(1):
        catalogue = rules.catalogue()
    assert [info.code for info in catalogue] == list(RULE_CODES)
    cadence = rules.rule("meeting-overdue").parameters[0]
    assert [(value.value, value.profile, value.in_use) for value in cadence.values] == [
        (3, "", True),
        (1, "146-QĐ/TW", False),
    ]
    assert rules.rule("không có") is None
    assert rules.profile_names() == ("146-QĐ/TW", "Xuất sắc không quá 20%")


def test_days_late_and_days_left(swept):
    rows = [
        row for row in outlook.listing(on=TODAY, today=TODAY).rows if row.status == "overdue" and row.due_on
    ]
    row = next(row for row in rows if not row.due_note)
    assert row.days_late(TODAY) == (TODAY - row.due_on).days > 0
    assert row.days_left(TODAY) is None
    waiting = replace(row, status="due", due_on=TODAY)
    assert (waiting.days_late(TODAY), waiting.days_left(TODAY)) == (0, 0)


def test_a_day_before_any_rule_was_in_force_has_no_rhythm(as_user, leader):
    factories.BodyFactory(founded_on=dt.date(1999, 1, 1))
    assert as_user(leader).get("/?ngay=2003-06-01").status_code == 200

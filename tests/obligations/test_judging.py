"""Sweeps: what they judge, what they write, what they leave alone."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection

from core import clock
from delegations.models import LawRow, Province
from obligations.models import FindingSpan, Sweep, Timeline, Touch, Waiver
from obligations.queries import findings
from obligations.queries.findings import Filters, Row
from obligations.queries.heartbeat import heartbeat
from obligations.services import judging
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
AT = dt.datetime(2026, 11, 23, 9, 10, tzinfo=clock.ZONE)


@pytest.fixture
def body(province):
    """A body that met last in spring: two quarters were missed since."""
    body = factories.BodyFactory(code="DD-HND")
    factories.MembershipFactory(seat__body=body, seat__code="DD-HND-01")
    factories.MeetingFactory(
        body=body,
        code="DD-HND/2026-001",
        held_on=dt.date(2026, 2, 11),
        minutes_number="05-BB",
        minutes_signed_on=dt.date(2026, 2, 12),
    )
    return body


def sweep(on: dt.date = TODAY, **options) -> Sweep:
    return judging.sweep(on=on, at=AT + (on - TODAY), **options)


def found(rule: str, on: dt.date = TODAY) -> list[Row]:
    return findings.listing(on, filters=Filters(rules=[rule])).rows


def one(rule: str, on: dt.date = TODAY) -> Row:
    (row,) = found(rule, on)
    return row


def history(rule: str, at: dt.datetime = AT) -> list[tuple[str, str]]:
    """Return what had happened by an instant to the one finding that the rule ever had."""
    on = at.astimezone(clock.ZONE).date()
    with time_machine.travel(at):
        flag_id = one(rule, on).flag_id
        return [(moment.kind, moment.status) for moment in findings.history(flag_id)][::-1]


def rows() -> list[dict[str, Any]]:
    return list(FindingSpan.objects.order_by("id").values())


def test_a_sweep_finds_with_evidence_and_law(body):
    done = sweep()
    assert (done.scope, done.bodies_judged, done.bodies_total, done.errors) == ("all", 1, 1, [])
    found = one("meeting-overdue")
    assert (found.body_id, found.subject, found.status, found.severity, found.due_on) == (
        body.pk,
        "2026-Q2",
        "overdue",
        "serious",
        dt.date(2026, 6, 30),
    )
    assert found.evidence["last_meeting"]["code"] == "DD-HND/2026-001"
    assert found.parameters[0][:3] == ("meeting_cadence_months", 3, dt.date(2004, 1, 1))
    # Since the second missed period was over, until the third is.
    assert (found.starts_on, found.ends_before) == (dt.date(2026, 10, 1), dt.date(2027, 1, 1))
    assert history("meeting-overdue") == [("opened", "overdue")]


def test_a_second_sweep_changes_nothing(body):
    sweep()
    before = rows()
    assert sweep(everything=True).changes == 0
    assert sweep().changes == 0
    assert rows() == before


def test_another_day_alone_rewrites_no_row(body):
    sweep()
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, ctid::text FROM obligations_findingspan ORDER BY id")
        before = cursor.fetchall()
        done = sweep(TODAY + dt.timedelta(1))
        assert (done.scope, done.changes) == ("touched", 0)
        cursor.execute("SELECT xmin::text, ctid::text FROM obligations_findingspan ORDER BY id")
        assert cursor.fetchall() == before


def test_a_new_month_looks_further_and_writes_only_what_turns_there(body):
    sweep()
    last = Timeline.objects.get().last_day
    assert last >= TODAY + dt.timedelta(400)
    before = {row["id"]: row for row in rows()}
    done = sweep(dt.date(2026, 12, 31))
    assert done.scope == "all"
    assert Timeline.objects.get().last_day > last
    changed = [row for row in rows() if before.get(row["id"]) != row]
    assert all(
        row["days"].lower > last or row["days"].upper is None or row["days"].upper > last for row in changed
    )


def test_with_nothing_touched_a_sweep_costs_a_handful_of_queries(body, django_assert_num_queries):
    sweep()
    with django_assert_num_queries(9):
        assert sweep().scope == "touched"


@pytest.mark.parametrize("number", [3, 30])
def test_a_sweep_costs_the_same_however_many_bodies(number, province, django_assert_num_queries):
    factories.BodyFactory.create_batch(number)
    with django_assert_num_queries(28):
        assert sweep().bodies_judged == number


def test_a_finding_ends_when_its_cause_is_gone_and_opens_again_under_the_same_name(body):
    factories.BodyFactory(founded_on=TODAY)
    sweep()
    first = one("meeting-overdue")
    meeting = factories.MeetingFactory(body=body, code="DD-HND/2026-002", held_on=dt.date(2026, 11, 20))
    assert judging.sweep(on=TODAY, at=AT + dt.timedelta(hours=1)).scope == "touched"
    assert found("meeting-overdue") == []
    meeting.delete()
    judging.sweep(on=TODAY, at=AT + dt.timedelta(hours=2))
    assert one("meeting-overdue") == first
    assert history("meeting-overdue", AT + dt.timedelta(hours=3)) == [
        ("opened", "overdue"),
        ("closed", "overdue"),
        ("reopened", "overdue"),
    ]


def test_a_due_duty_that_becomes_overdue_is_a_change_of_its_day_without_a_sweep(body):
    sweep(dt.date(2024, 6, 28))
    assert one("coordination-missing", dt.date(2024, 6, 28)).status == "due"
    late = one("coordination-missing", dt.date(2024, 6, 30))
    assert (late.status, late.severity) == ("overdue", "warning")
    first = dt.datetime(2024, 6, 28, 12, tzinfo=clock.ZONE)
    assert history("coordination-missing", first) == [("opened", "due")]
    assert history("coordination-missing") == [("opened", "due"), ("changed", "overdue")]


def test_a_waiver_turns_a_finding_and_its_end_turns_it_back(body):
    sweep()
    waiver = Waiver.objects.create(
        body=body,
        rule="coordination-missing",
        subject="coordination",
        granted_on=TODAY,
        until=TODAY + dt.timedelta(1),
        reason="Chờ ý kiến",
    )
    judging.sweep(on=TODAY, at=AT + dt.timedelta(hours=1))
    assert one("coordination-missing").status == "waived"
    assert one("coordination-missing").evidence["waiver"]["until"] == waiver.until
    assert one("coordination-missing", waiver.until).status == "waived"
    assert one("coordination-missing", waiver.until + dt.timedelta(1)).status == "overdue"
    assert history("coordination-missing", AT + dt.timedelta(5)) == [
        ("opened", "overdue"),
        ("waived", "waived"),
        ("changed", "overdue"),
    ]


def test_only_touched_bodies_are_judged_again(body):
    other = factories.BodyFactory(code="DD-KHAC")
    sweep()
    assert Touch.objects.count() == 0
    FindingSpan.objects.filter(body=body).update(fingerprint=1)
    factories.SeatFactory(body=other, code="DD-KHAC-01")
    done = sweep()
    assert (done.scope, done.bodies_judged, done.bodies_total) == ("touched", 2, 2)
    assert [row.body_code for row in found("understaffed")] == ["DD-KHAC"]
    assert set(FindingSpan.objects.filter(body=body).values_list("fingerprint", flat=True)) == {1}
    assert Touch.objects.count() == 0


def test_settings_of_the_office_and_days_off_judge_every_body(body):
    sweep()
    Province.objects.update(tracking_from=dt.date(2026, 7, 1))
    assert sweep().scope == "all"
    assert one("meeting-overdue").subject == "2026-Q3"
    assert sweep().scope == "touched"


def test_another_version_of_the_law_judges_every_body(body):
    sweep()
    Timeline.objects.update(law_version="older")
    assert sweep().scope == "all"
    assert sweep().scope == "touched"


def test_a_row_of_the_law_changes_the_duty_of_its_kind(body):
    factories.BodyFactory(code="DU-A", kind__name="Đảng uỷ")
    row = LawRow.objects.create(
        kind=body.kind,
        parameter="meeting_cadence_months",
        value="1",
        starts_on=dt.date(2024, 5, 14),
        reference="146-QĐ/TW, Điều 6",
    )
    sweep()
    by_body = {row.body_code: row for row in found("meeting-overdue")}
    assert by_body["DD-HND"].subject == "2026-M03"
    use = by_body["DD-HND"].parameters[0]
    assert (use.name, use.value, use.since) == ("meeting_cadence_months", 1, dt.date(2024, 5, 14))
    assert use.reference == "146-QĐ/TW, Điều 6"
    assert by_body["DU-A"].subject != "2026-M03"
    row.delete()
    LawRow.objects.create(
        rule="meeting-overdue", value="no", starts_on=dt.date(2020, 1, 1), reference="12-QĐ/TU"
    )
    sweep()
    assert found("meeting-overdue") == []


def test_one_body_with_bad_records_does_not_blind_the_rest(body):
    factories.MembershipFactory(seat__code="DD-XAU-01", seat__body__code="DD-XAU")
    third = factories.BodyFactory(code="DD-BA")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_meeting SET held_on = held_on")
        cursor.execute(
            "UPDATE delegations_membership SET starts_on = '-infinity' WHERE seat_id = (SELECT id FROM"
            " delegations_seat WHERE code = 'DD-XAU-01')"
        )
    done = sweep()
    assert [error["body"] for error in done.errors] == ["DD-XAU"]
    assert (done.bodies_judged, done.bodies_total) == (2, 3)
    assert FindingSpan.objects.filter(body=body, rule="meeting-overdue").exists()
    assert FindingSpan.objects.filter(body=third).exists()
    # It stays in sight at every sweep, until the record is mended.
    again = sweep()
    assert (again.scope, [error["body"] for error in again.errors]) == ("touched", ["DD-XAU"])
    assert heartbeat(AT).is_warning
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delegations_membership SET starts_on = '2021-01-01' WHERE starts_on = '-infinity'"
        )
    assert sweep().errors == []
    assert FindingSpan.objects.filter(body__code="DD-XAU").exists()


def test_a_finding_that_cannot_be_stored_is_the_fault_of_its_body_only(body, province):
    """A subject longer than the column is found by halving the chunk."""
    bodies = factories.BodyFactory.create_batch(5)
    factories.SeatFactory(body=bodies[2], code="S" * 60)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE obligations_flag ALTER COLUMN subject TYPE varchar(40)")
    done = sweep()
    assert [error["body"] for error in done.errors] == [bodies[2].code]
    assert (done.bodies_judged, FindingSpan.objects.values("body").distinct().count()) == (6 - 1, 6 - 1)
    assert Touch.objects.filter(body_id=bodies[2].pk).exists()


def test_spans_of_a_body_that_cannot_be_judged_stay(body):
    sweep()
    before = rows()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE delegations_membership SET starts_on = '-infinity'")
    assert sweep().errors
    assert rows() == before


def test_a_day_that_no_sweep_saw_is_there_all_the_same(body):
    sweep(dt.date(2026, 12, 30))
    assert one("meeting-overdue", dt.date(2027, 1, 2)).evidence["run"] == 3
    assert one("annual-report-due", dt.date(2027, 1, 2)).subject == "2026"


def test_the_last_day_of_the_year_and_the_first(body):
    factories.MeetingFactory(body=body, code="DD-HND/2026-002", held_on=dt.date(2026, 9, 30))
    sweep()
    last, first = dt.date(2026, 12, 31), dt.date(2027, 1, 1)
    assert one("meeting-due", last).due_on == last
    assert found("meeting-overdue", last) == []
    assert found("meeting-due", first) == []
    overdue = one("meeting-overdue", first)
    assert (overdue.subject, overdue.due_on) == ("2026-Q4", last)


def test_on_29_february_a_year_back_is_28_february(province):
    body = factories.BodyFactory()
    for code, day in (("DD/1", dt.date(2027, 2, 28)), ("DD/2", dt.date(2027, 3, 1))):
        factories.MeetingFactory(body=body, code=code, held_on=day)
    sweep(dt.date(2028, 2, 29))
    for day, subjects in (
        (dt.date(2028, 2, 29), {"DD/2"}),
        (dt.date(2028, 2, 28), {"DD/2"}),
        (dt.date(2028, 2, 27), {"DD/1", "DD/2"}),
    ):
        assert {row.subject for row in found("minutes-missing", day)} == subjects


def test_old_heartbeats_of_touched_sweeps_are_cleared_away(body):
    judging.sweep(on=TODAY - dt.timedelta(40), at=AT - dt.timedelta(40))
    judging.sweep(on=TODAY - dt.timedelta(40), at=AT - dt.timedelta(40))
    sweep()
    assert list(Sweep.objects.order_by("id").values_list("scope", flat=True)) == ["all", "touched"]


def test_the_heartbeat_grows_old(body):
    assert heartbeat(AT) is None
    sweep()
    assert not heartbeat(AT + dt.timedelta(minutes=20)).is_warning
    assert heartbeat(AT + dt.timedelta(minutes=30)).is_warning

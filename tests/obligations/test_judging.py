"""Sweeps: what they judge, what they write, what they leave alone."""

import datetime as dt

import pytest
from django.db import connection

from core import clock
from delegations.models import Province
from obligations.models import Flag, FlagEvent, Sweep, Touch, Waiver
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


def flag(rule: str) -> Flag:
    return Flag.objects.get(rule=rule)


def events(rule: str) -> list[tuple[str, str]]:
    return list(FlagEvent.objects.filter(flag__rule=rule).order_by("id").values_list("kind", "status"))


def test_a_sweep_opens_flags_with_their_evidence_and_law(body):
    done = sweep()
    assert (done.scope, done.bodies_judged, done.bodies_total, done.errors) == ("all", 1, 1, [])
    found = flag("meeting-overdue")
    assert (found.body, found.subject, found.status, found.severity, found.due_on) == (
        body,
        "2026-Q2",
        "overdue",
        "serious",
        dt.date(2026, 6, 30),
    )
    assert found.evidence["last_meeting"]["code"] == "DD-HND/2026-001"
    assert found.parameters[0][:3] == ["meeting_cadence_months", 3, "2004-01-01"]
    assert (found.judged_on, found.opened_at, found.closed_at) == (TODAY, AT, None)
    assert events("meeting-overdue") == [("opened", "overdue")]


def test_a_second_sweep_changes_nothing(body):
    sweep()
    before = list(Flag.objects.order_by("id").values()), list(FlagEvent.objects.order_by("id").values())
    assert sweep(everything=True).changes == 0
    assert sweep().changes == 0
    assert (
        list(Flag.objects.order_by("id").values()),
        list(FlagEvent.objects.order_by("id").values()),
    ) == before


def test_another_day_alone_rewrites_no_row(body):
    sweep()
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, ctid::text FROM obligations_flag ORDER BY id")
        before = cursor.fetchall()
        done = sweep(TODAY + dt.timedelta(1))
        assert (done.scope, done.changes) == ("all", 0)
        cursor.execute("SELECT xmin::text, ctid::text FROM obligations_flag ORDER BY id")
        assert cursor.fetchall() == before


def test_with_nothing_touched_a_sweep_costs_a_handful_of_queries(body, django_assert_num_queries):
    sweep()
    # touches, last whole sweep, number of bodies, the sweep's row
    with django_assert_num_queries(4):
        assert sweep().scope == "touched"


@pytest.mark.parametrize("number", [3, 30])
def test_a_sweep_costs_the_same_however_many_bodies(number, province, django_assert_num_queries):
    factories.BodyFactory.create_batch(number)
    with django_assert_num_queries(20):
        assert sweep().bodies_judged == number


def test_a_flag_closes_when_its_cause_is_gone_and_opens_again_under_the_same_row(body):
    sweep()
    first = flag("meeting-overdue")
    meeting = factories.MeetingFactory(body=body, code="DD-HND/2026-002", held_on=dt.date(2026, 11, 20))
    assert sweep().scope == "touched"
    assert flag("meeting-overdue").closed_at == AT
    meeting.delete()
    sweep()
    again = flag("meeting-overdue")
    assert (again.pk, again.closed_at, again.fingerprint) == (first.pk, None, first.fingerprint)
    assert events("meeting-overdue") == [
        ("opened", "overdue"),
        ("closed", "overdue"),
        ("reopened", "overdue"),
    ]


def test_a_due_duty_that_becomes_overdue_is_a_change_and_the_event_keeps_what_was_said(body):
    sweep(dt.date(2024, 6, 28))
    assert flag("coordination-missing").status == "due"
    sweep(dt.date(2024, 6, 30))
    assert (flag("coordination-missing").status, flag("coordination-missing").severity) == (
        "overdue",
        "warning",
    )
    assert events("coordination-missing") == [("opened", "due"), ("changed", "overdue")]


def test_a_waiver_turns_a_flag_and_its_end_turns_it_back(body):
    sweep()
    waiver = Waiver.objects.create(
        body=body,
        rule="coordination-missing",
        subject="coordination",
        granted_on=TODAY,
        until=TODAY + dt.timedelta(1),
        reason="Chờ ý kiến",
    )
    sweep()
    assert flag("coordination-missing").status == "waived"
    assert flag("coordination-missing").evidence["waiver"]["until"] == "2026-11-24"
    sweep(waiver.until)
    assert flag("coordination-missing").status == "waived"
    sweep(waiver.until + dt.timedelta(1))
    assert events("coordination-missing") == [
        ("opened", "overdue"),
        ("waived", "waived"),
        ("changed", "overdue"),
    ]


def test_only_touched_bodies_are_judged_again(body):
    other = factories.BodyFactory(code="DD-KHAC")
    sweep()
    assert Touch.objects.count() == 0
    Flag.objects.filter(body=body).update(fingerprint=1)
    factories.SeatFactory(body=other, code="DD-KHAC-01")
    done = sweep()
    assert (done.scope, done.bodies_judged, done.bodies_total) == ("touched", 2, 2)
    assert Flag.objects.filter(body=other, rule="understaffed", closed_at=None).exists()
    assert set(Flag.objects.filter(body=body).values_list("fingerprint", flat=True)) == {1}
    assert Touch.objects.count() == 0


def test_settings_of_the_office_and_days_off_judge_every_body(body):
    sweep()
    Province.objects.update(tracking_from=dt.date(2026, 7, 1))
    assert sweep().scope == "all"
    assert Flag.objects.get(rule="meeting-overdue", closed_at=None).subject == "2026-Q3"
    assert sweep().scope == "touched"


def test_another_version_of_the_law_judges_every_body(body):
    sweep()
    Sweep.objects.update(law_version="older")
    assert sweep().scope == "all"


def test_a_profile_of_the_law_changes_the_duty(body):
    Province.objects.update(profiles=["146-QĐ/TW"])
    sweep()
    assert flag("meeting-overdue").subject == "2026-M03"


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
    assert Flag.objects.filter(body=body, rule="meeting-overdue").exists()
    assert Flag.objects.filter(body=third).exists()
    # It stays in sight at every sweep, until the record is mended.
    again = sweep()
    assert (again.scope, [error["body"] for error in again.errors]) == ("touched", ["DD-XAU"])
    assert heartbeat(AT).is_warning
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delegations_membership SET starts_on = '2021-01-01' WHERE starts_on = '-infinity'"
        )
    assert sweep().errors == []
    assert Flag.objects.filter(body__code="DD-XAU").exists()


def test_a_finding_that_cannot_be_stored_is_the_fault_of_its_body_only(body, province):
    """A subject longer than the flags' column is found by halving the chunk."""
    bodies = factories.BodyFactory.create_batch(5)
    factories.SeatFactory(body=bodies[2], code="S" * 60)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE obligations_flag ALTER COLUMN subject TYPE varchar(40)")
    done = sweep()
    assert [error["body"] for error in done.errors] == [bodies[2].code]
    assert (done.bodies_judged, Flag.objects.values("body").distinct().count()) == (6 - 1, 6 - 1)
    assert Touch.objects.filter(body_id=bodies[2].pk).exists()


def test_flags_of_a_body_that_cannot_be_judged_stay(body):
    sweep()
    before = Flag.objects.filter(closed_at=None).count()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE delegations_membership SET starts_on = '-infinity'")
    assert sweep().errors
    assert Flag.objects.filter(closed_at=None).count() == before


def test_a_sweep_after_three_days_pause_catches_up_at_once(body):
    sweep(dt.date(2026, 12, 30))
    done = sweep(dt.date(2027, 1, 2))
    assert (done.scope, done.judged_on) == ("all", dt.date(2027, 1, 2))
    assert flag("meeting-overdue").evidence["run"] == 3
    assert flag("annual-report-due").subject == "2026"


def test_the_last_day_of_the_year_and_the_first(body):
    factories.MeetingFactory(body=body, code="DD-HND/2026-002", held_on=dt.date(2026, 9, 30))
    sweep(dt.date(2026, 12, 31))
    assert flag("meeting-due").due_on == dt.date(2026, 12, 31)
    assert not Flag.objects.filter(rule="meeting-overdue").exists()
    sweep(dt.date(2027, 1, 1))
    assert flag("meeting-due").closed_at
    assert (flag("meeting-overdue").subject, flag("meeting-overdue").due_on) == (
        "2026-Q4",
        dt.date(2026, 12, 31),
    )


def test_on_29_february_a_year_back_is_28_february(province):
    body = factories.BodyFactory()
    for code, day in (("DD/1", dt.date(2027, 2, 28)), ("DD/2", dt.date(2027, 3, 1))):
        factories.MeetingFactory(body=body, code=code, held_on=day)
    sweep(dt.date(2028, 2, 29))
    assert set(
        Flag.objects.filter(rule="minutes-missing", closed_at=None).values_list("subject", flat=True)
    ) == {"DD/2"}
    sweep(dt.date(2028, 2, 28))
    assert set(
        Flag.objects.filter(rule="minutes-missing", closed_at=None).values_list("subject", flat=True)
    ) == {"DD/2"}
    sweep(dt.date(2028, 2, 27))
    assert set(
        Flag.objects.filter(rule="minutes-missing", closed_at=None).values_list("subject", flat=True)
    ) == {"DD/1", "DD/2"}


def test_old_heartbeats_of_touched_sweeps_are_cleared_away(body):
    judging.sweep(on=TODAY - dt.timedelta(40), at=AT - dt.timedelta(40))
    judging.sweep(on=TODAY - dt.timedelta(40), at=AT - dt.timedelta(40))
    sweep()
    assert list(Sweep.objects.order_by("id").values_list("scope", flat=True)) == ["all", "all"]


def test_the_heartbeat_grows_old(body):
    assert heartbeat(AT) is None
    sweep()
    assert not heartbeat(AT + dt.timedelta(minutes=20)).is_warning
    assert heartbeat(AT + dt.timedelta(minutes=30)).is_warning

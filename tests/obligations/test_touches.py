"""Every write to a table of facts, however it is made, leaves a touch of the bodies concerned."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection

from delegations import models as delegations
from meetings import models as meetings
from obligations.models import DayOff, Touch, Waiver
from reports import models as reports
from tests import factories

pytestmark = pytest.mark.django_db

# What no rule looks at: no judgement can change by it.
NO_FACTS = {
    *("bodykind", "succession", "office", "subordinatecommittee", "coordinationproposal"),
    *("flag", "flagevent", "touch", "sweep", "touchestaken", "keptday", "keptbody", "keptfinding"),
    # Papers, drafts and addresses around the facts.
    *("paper", "minutesdraft", "invitation", "calendarfeed", "reportfile"),
}


def touched() -> set[int | None]:
    found = set(Touch.objects.values_list("body_id", flat=True))
    Touch.objects.all().delete()
    return found


@pytest.fixture
def body():
    return factories.BodyFactory()


@pytest.fixture
def world(body):
    """One record of each kind, all of one body, and another body that nothing here concerns."""
    factories.BodyFactory()
    seat = factories.SeatFactory(body=body)
    old, new = factories.GoverningDocumentFactory(), factories.GoverningDocumentFactory()
    regulation = factories.WorkingRegulationFactory(body=body)
    coordination = factories.CoordinationRegulationFactory()
    meeting = factories.MeetingFactory(body=body)
    day = dt.date(2025, 1, 1)
    matter = meetings.Matter.objects.create(name="Việc A")
    records = [
        body,
        seat,
        factories.MembershipFactory(seat=seat),
        delegations.CadenceDecision.objects.create(body=body, months=2, starts_on=day, basis="Điều 6"),
        regulation,
        delegations.LegalBasis.objects.create(regulation=regulation, document=old),
        old,
        delegations.Replacement.objects.create(replacing=new, replaced=old),
        new,
        coordination,
        delegations.CoordinationParty.objects.create(regulation=coordination, position=1, body=body),
        delegations.EventBody.objects.create(event=factories.EventFactory(), body=body),
        meeting,
        factories.AgendaItemFactory(meeting=meeting),
        factories.AttendanceFactory(meeting=meeting),
        meetings.Decision.objects.create(
            code="QN-1",
            body=body,
            decided_on=day,
            title="Quyết nghị",
            theme="other",
            outcome="decided",
            matter=matter,
        ),
        matter,
        meetings.Task.objects.create(code="NV-1", body=body, title="Nhiệm vụ", given_on=day),
        factories.ReportFactory(body=body),
        reports.Submission.objects.create(code="DX-1", body=body, subject="Đề xuất", recorded_on=day),
        Waiver.objects.create(
            body=body, rule="understaffed", subject="VT-1", granted_on=day, until=day, reason="Chờ"
        ),
    ]
    records.append(delegations.Event.objects.get())
    touched()
    return records


def test_an_update_by_sql_touches_the_body(world, body):
    for record in world:
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {record._meta.db_table} SET id = id WHERE id = %s", [record.pk])
        assert touched() == {body.pk}, record._meta.db_table


def test_each_insert_and_delete_touches_the_body(world, body):
    # From what depends on others to what others depend on.
    order = [
        delegations.LegalBasis,
        delegations.CoordinationParty,
        delegations.EventBody,
        meetings.AgendaItem,
        meetings.Attendance,
        delegations.Membership,
    ]
    order += [
        meetings.Decision,
        meetings.Task,
        reports.Report,
        reports.Submission,
        Waiver,
        delegations.CadenceDecision,
        meetings.Meeting,
        delegations.Seat,
    ]
    order += [delegations.WorkingRegulation]
    for model in order:
        row = model.objects.get()  # type: ignore[attr-defined]
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row.pk])
        assert touched() == {body.pk}, model
    for model in order:
        assert not model.objects.exists()  # type: ignore[attr-defined]


def test_inserting_touches_the_body(body):
    touched()
    seat = factories.SeatFactory(body=body)
    assert touched() == {body.pk}
    factories.MembershipFactory(seat=seat)
    assert touched() == {body.pk}
    meeting = factories.MeetingFactory(body=body)
    assert touched() == {body.pk}
    factories.AttendanceFactory(meeting=meeting)
    assert touched() == {body.pk}


def test_moving_a_record_touches_the_body_it_left_too(body):
    other = factories.BodyFactory()
    meeting = factories.MeetingFactory(body=body)
    touched()
    meetings.Meeting.objects.filter(pk=meeting.pk).update(body=other)
    assert touched() == {body.pk, other.pk}


def test_a_bulk_write_leaves_one_touch_a_body(body):
    other = factories.BodyFactory()
    touched()
    rows = [
        meetings.Meeting(
            code=f"CH/{n}",
            body=[body, other][n % 2],
            kind="periodic",
            status="held",
            held_on=dt.date(2025, 1, 1),
        )
        for n in range(20)
    ]
    meetings.Meeting.objects.bulk_create(rows)
    assert Touch.objects.count() == 2
    assert touched() == {body.pk, other.pk}


def test_copy_leaves_a_touch(body):
    touched()
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY reports_submission (code, body_id, subject, recorded_on, number, answer, answer_number)"
            " FROM STDIN"
        ) as copy,
    ):
        copy.write_row(("DX-9", body.pk, "Đề xuất", dt.date(2025, 1, 1), "", "", ""))
    assert touched() == {body.pk}


def test_what_holds_for_all_touches_every_body(body):
    touched()
    factories.ProvinceFactory()
    assert touched() == {None}
    DayOff.objects.create(day=dt.date(2035, 1, 1), name="Tết Dương lịch", kind="off")
    assert touched() == {None}
    DayOff.objects.all().delete()
    assert touched() == {None}


def test_a_statement_that_changes_no_row_leaves_no_touch(body):
    touched()
    meetings.Meeting.objects.filter(code="không có").update(head_count=3)
    assert touched() == set()


def test_a_persons_code_counts_and_a_name_does_not(body):
    membership = factories.MembershipFactory(seat__body=body)
    touched()
    delegations.Person.objects.update(full_name="Trần Văn Khác")
    assert touched() == set()
    delegations.Person.objects.filter(pk=membership.person_id).update(code="CB-MOI")
    assert touched() == {body.pk}


def test_no_table_of_facts_is_forgotten():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT event_object_table FROM information_schema.triggers WHERE trigger_name LIKE"
            " 'obligations\\_touch\\_%'"
        )
        guarded = {table for (table,) in cursor.fetchall()}
    models = [
        model
        for app in ("delegations", "meetings", "reports", "obligations")
        for model in apps.get_app_config(app).get_models()
    ]
    facts = [
        model
        for model in models
        if not hasattr(model, "pgh_tracked_model") and model._meta.model_name not in NO_FACTS
    ]
    assert {model._meta.db_table for model in facts} == guarded

"""Every write to a table of facts, however it is made, leaves a touch of the bodies concerned."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection

from delegations import models as delegations
from directions.models import Direction, DirectionStep
from meetings import models as meetings
from obligations.models import DayOff, Touch, Waiver
from reports import models as reports
from tests import factories

pytestmark = pytest.mark.django_db

# What no rule looks at: no judgement can change by it.
NO_FACTS = {
    *("office", "subordinatecommittee", "coordinationproposal"),
    # Drafted law is none before it is in force.
    *("lawdraft", "draftedrow", "draftedkind", "lawsimulation"),
    *("draftedregime", "draftedregimekind", "draftedregimeend"),
    # A reform day as it was drafted; what it wrote are facts of their own.
    "reform",
    *("flag", "findingspan", "findingevidence", "lawquoted", "periodspan", "timeline", "touch", "sweep"),
    # How the office follows findings up: nothing is judged by it.
    *("findingowner", "findingnote"),
    # Asked for and told about directions: what is granted is a step.
    *("extension", "notice"),
    # Papers, drafts and addresses around the facts.
    *("bodyfile", "meetingfile", "invitation", "calendarfeed", "reportfile", "directionfile"),
    *("staffingpaper", "directionpaper"),
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
    factories.BodyFactory(kind=factories.BodyKindFactory(name="Loại khác"))
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
        delegations.KindRow.objects.create(
            kind=body.kind, coordination_kinds=[], starts_on=day, reference="Quy chế"
        ),
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
    direction = Direction.objects.create(
        code="YK-1", body=body, text="Báo cáo", leader_name="Đồng chí A", given_on=day, due_on=day
    )
    records += [direction, DirectionStep.objects.create(direction=direction, number=1, on=day, text="Đã họp")]
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
        DirectionStep,
        Direction,
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
    row = delegations.LawRow.objects.create(
        rule="agenda-narrow", value="no", starts_on=dt.date(2026, 1, 1), reference="Quy định A"
    )
    assert touched() == {None}
    row.delete()
    assert touched() == {None}
    regime = factories.ReportRegimeFactory()
    assert touched() == {None}
    regime.kinds.add(body.kind)
    assert touched() == {None}


def test_a_kind_touches_its_bodies(body):
    other = factories.BodyFactory(kind__name="Loại khác")
    touched()
    delegations.BodyKind.objects.filter(pk=other.kind_id).update(name="Loại khác nữa")
    assert touched() == {other.pk}


def test_a_body_touches_its_organs_whose_days_hang_on_its_own(body):
    organ = factories.BodyFactory(parent=body, relation="organ")
    touched()
    delegations.Body.objects.filter(pk=body.pk).update(ended_on=dt.date(2030, 1, 1))
    assert touched() == {body.pk, organ.pk}


def test_what_passes_on_touches_who_came_to_hold_it(body):
    """Through rows with duties and bare links alike, however many bodies lie between."""
    middle, last, other = (factories.BodyFactory() for _ in range(3))
    day = dt.date(2025, 1, 1)
    touched()
    row = delegations.DutySuccession.objects.create(
        predecessor=body, successor=middle, starts_on=day, duties=["tasks"]
    )
    assert touched() == {body.pk, middle.pk}
    delegations.Succession.objects.create(predecessor=middle, successor=last)
    assert touched() == {middle.pk, last.pk}
    for write in (
        lambda: meetings.Task.objects.create(code="NV-1", body=body, title="Nhiệm vụ", given_on=day),
        lambda: reports.Submission.objects.create(code="DX-1", body=body, subject="Đề xuất", recorded_on=day),
        lambda: delegations.Body.objects.filter(pk=body.pk).update(ended_on=dt.date(2030, 1, 1)),
        lambda: delegations.DutySuccession.objects.filter(pk=row.pk).update(starts_on=dt.date(2026, 1, 1)),
    ):
        write()
        assert touched() == {body.pk, middle.pk, last.pk}
    factories.MeetingFactory(body=body)
    assert touched() == {body.pk}
    delegations.DutySuccession.objects.filter(pk=row.pk).update(successor=other)
    assert touched() == {body.pk, middle.pk, last.pk, other.pk}


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
        for app in ("delegations", "meetings", "reports", "directions", "obligations")
        for model in apps.get_app_config(app).get_models()
    ]
    facts = [
        model
        for model in models
        if not hasattr(model, "pgh_tracked_model") and model._meta.model_name not in NO_FACTS
    ]
    assert {model._meta.db_table for model in facts} == guarded

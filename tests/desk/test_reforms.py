"""A reform day: drafted in steps, looked at, applied as one act, taken back as a whole."""

import datetime as dt

import pghistory
import pytest
from django.apps import apps
from pghistory.models import Context

from core import clock, known
from core.addresses import reverse
from core.errors import Refused
from delegations.enums import BodyRelation, CoordinationKind, SeatRole
from delegations.models import (
    Body,
    CoordinationParty,
    DutySuccession,
    Membership,
    Reform,
    Seat,
    Succession,
)
from delegations.services import reforms as drafts
from desk.queries.reforms import Plan
from desk.services import reforms
from directions.models import Direction
from meetings.enums import MeetingStatus
from meetings.models import Meeting
from obligations.models import FindingSpan, Flag
from obligations.services import holders, judging
from reminders.models import Reminder
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
# What a page costs, with the session, the user and the heartbeat. The last step is asked once it is applied:
# a look before that carries the draft out, which grows with it.
LIST_QUERIES = 3
STEP_QUERIES = {
    "reform_which": 6,
    "reform_new": 12,
    "reform_duties": 7,
    "reform_seats": 9,
    "reform_open": 17,
    "reform": 91,
}
# How often a calendar was told of a meeting: an undoing is told too.
ONLY_GROWS = {"invitation_sequence"}
LAST_DAY, FIRST_DAY = dt.date(2026, 10, 31), dt.date(2026, 11, 1)


@pytest.fixture
def kind():
    return factories.BodyKindFactory(name="Đảng uỷ")


@pytest.fixture
def organ_kind():
    return factories.BodyKindFactory(name="Ban thường vụ", is_organ=True)


def body(code, kind, **more):
    return factories.BodyFactory(code=code, name=f"Đảng uỷ {code}", kind=kind, host=f"Xã {code}", **more)


@pytest.fixture
def world(kind, organ_kind):
    """Two committees, the first with an organ, a member, a plan, a task, a submission, a direction, a
    coordination regulation and a body under it."""
    factories.ProvinceFactory(tracking_from=dt.date(2024, 1, 1))
    first, second = body("XA-1", kind), body("XA-2", kind)
    organ = body("XA-1-BTV", organ_kind, parent=first, relation=BodyRelation.ORGAN)
    child = body("CHI-BO", kind, parent=first, relation=BodyRelation.SUBORDINATE)
    seat = factories.SeatFactory(body=first, code="XA-1-01", role=SeatRole.SECRETARY)
    factories.MembershipFactory(seat=seat, person=factories.PersonFactory(full_name="Lê Thị Sáu"))
    factories.SeatFactory(body=second, code="XA-2-01", role=SeatRole.SECRETARY)
    factories.MeetingFactory(body=first, status=MeetingStatus.PLANNED, held_on=dt.date(2026, 12, 5))
    factories.TaskFactory(
        code="NV-1", body=first, given_on=dt.date(2026, 5, 1), due_on=dt.date(2026, 6, 1), title="Việc mở"
    )
    factories.SubmissionFactory(
        code="DX-1",
        body=first,
        subject="Tờ trình",
        recorded_on=dt.date(2026, 5, 1),
        promised_on=dt.date(2026, 6, 1),
    )
    factories.DirectionFactory(
        code="CD-1",
        body=first,
        text="Khẩn trương làm",
        given_on=dt.date(2026, 10, 1),
        due_on=dt.date(2026, 12, 31),
    )
    regulation = factories.CoordinationRegulationFactory(number="1-QCPH", kind=CoordinationKind.BODIES)
    CoordinationParty.objects.create(regulation=regulation, position=1, body=first)
    CoordinationParty.objects.create(regulation=regulation, position=2, body=second)
    return {"first": first, "second": second, "organ": organ, "child": child, "regulation": regulation}


def new_body(kind, code="XA-M", **more):
    return {"code": code, "name": "Đảng uỷ xã Mới", "kind": kind.pk, "host": "Xã Mới", **more}


@pytest.fixture
def draft(world, kind, organ_kind, staff):
    """Both committees end; a new one with its organ begins."""
    plan = {
        "ending": ["XA-1", "XA-2"],
        "new": [
            new_body(
                organ_kind,
                "XA-M-BTV",
                name="Ban thường vụ Mới",
                parent="XA-M",
                relation=BodyRelation.ORGAN.value,
            ),
            new_body(kind),
        ],
    }
    return drafts.begin(name="Sắp xếp xã", starts_on=FIRST_DAY, decision="9-NQ/TU", by=staff, plan=plan)


def applied(draft, by, **more):
    reforms.apply(reform=draft, by=by, today=clock.today(), now=clock.now(), **more)
    draft.refresh_from_db()
    return draft


def undone(reform, by):
    return reforms.undo(reform=reform, by=by, now=clock.now())


def everything():
    """Return every tracked record of facts but the reforms, as values."""
    return {
        model._meta.label: sorted(
            map(
                repr,
                model._default_manager.values_list(
                    *[field.attname for field in model._meta.fields if field.name not in ONLY_GROWS]
                ),
            )
        )
        for model, _events in known.tracked_models(apps)
        if model is not Reform
    }


def held(rows):
    return {(row.duty, row.name, row.regime): row.after for row in rows}


# What is proposed, and one act -------------------------------------------------------------------


def test_a_draft_proposes_who_takes_what(draft):
    plan = Plan(draft, today=clock.today())

    assert [one.code for one in plan.ending] == ["XA-1", "XA-1-BTV", "XA-2"]
    assert [one.code for one in plan.organs] == ["XA-1-BTV"]
    assert plan.duties == {
        "XA-1": {"reports": "XA-M", "tasks": "XA-M", "submissions": "XA-M"},
        "XA-2": {"reports": "XA-M", "tasks": "XA-M", "submissions": "XA-M"},
        "XA-1-BTV": {"reports": "", "tasks": "XA-M-BTV", "submissions": "XA-M-BTV"},
    }
    assert [(move.seat.code, move.to) for move in plan.seats] == [("XA-1-01", "XA-M"), ("XA-2-01", "XA-M")]
    assert [(one.record.code, one.to) for one in plan.directions] == [("CD-1", "XA-M")]
    assert [(one.record.code, one.to) for one in plan.children] == [("CHI-BO", "XA-M")]


def test_of_several_the_one_of_the_same_host_is_proposed(world, kind, staff):
    plan = {
        "ending": ["XA-1", "XA-2"],
        "new": [new_body(kind, "M-1", host="xã xa-2"), new_body(kind, "M-2", host="Xã XA-1")],
    }
    draft = drafts.begin(name="Đợt", starts_on=FIRST_DAY, decision="9", by=staff, plan=plan)
    duties = Plan(draft, today=clock.today()).duties
    assert (duties["XA-1"]["tasks"], duties["XA-2"]["tasks"]) == ("M-2", "M-1")


def test_a_reform_is_applied_as_one_act(draft, staff, world):
    applied(draft, staff)

    new = Body.objects.get(code="XA-M")
    organ = Body.objects.get(code="XA-M-BTV")
    assert (new.founded_on, new.founding_decision, organ.parent) == (FIRST_DAY, "9-NQ/TU", new)
    ended = Body.objects.filter(ended_on=LAST_DAY).values_list("code", "ending_decision")
    assert sorted(ended) == [("XA-1", "9-NQ/TU"), ("XA-1-BTV", "9-NQ/TU"), ("XA-2", "9-NQ/TU")]
    rows = DutySuccession.objects.values_list(
        "predecessor__code", "successor__code", "starts_on", "duties"
    ).order_by("predecessor__code")
    everything_on = ["reports", "tasks", "submissions"]
    assert list(rows) == [
        ("XA-1", "XA-M", FIRST_DAY, everything_on),
        ("XA-1-BTV", "XA-M-BTV", FIRST_DAY, ["tasks", "submissions"]),
        ("XA-2", "XA-M", FIRST_DAY, everything_on),
    ]
    assert Succession.objects.count() == 3
    assert sorted(Seat.objects.filter(body=new).values_list("role", "starts_on")) == [
        ("deputy", FIRST_DAY),
        ("secretary", FIRST_DAY),
    ]
    moved = Membership.objects.get(seat__body=new)
    assert (moved.person.full_name, moved.starts_on, moved.decision_number) == (
        "Lê Thị Sáu",
        FIRST_DAY,
        "9-NQ/TU",
    )
    assert Membership.objects.get(seat__body=world["first"]).ends_on == LAST_DAY
    assert Meeting.objects.get(held_on=dt.date(2026, 12, 5)).status == MeetingStatus.CANCELLED
    old = Direction.objects.get(code="CD-1")
    again = Direction.objects.get(body=new)
    assert (old.outcome, again.text, again.due_on, again.leader_name) == (
        "replaced",
        old.text,
        old.due_on,
        old.leader_name,
    )
    world["regulation"].refresh_from_db()
    assert world["regulation"].lapses_on == LAST_DAY
    world["child"].refresh_from_db()
    assert world["child"].parent == new
    assert (draft.applied_by, draft.act is not None) == (staff, True)
    with pytest.raises(Refused, match="đã áp dụng"):
        applied(draft, staff)
    with pytest.raises(Refused, match="đã áp dụng"):
        drafts.edit(reform=draft, by=staff, steps={"new": []})


def test_whoever_goes_along_keeps_the_last_day_that_was_decided(draft, staff):
    until = dt.date(2027, 5, 13)
    Membership.objects.filter(seat__code="XA-1-01").update(ends_on=until)
    applied(draft, staff)
    assert Membership.objects.get(seat__body__code="XA-M").ends_on == until
    assert Membership.objects.get(seat__code="XA-1-01").ends_on == LAST_DAY


def test_nothing_is_written_where_one_part_is_refused(draft, staff, world):
    late = factories.SeatFactory(body=world["second"], code="XA-2-02")
    factories.MembershipFactory(seat=late, starts_on=dt.date(2026, 11, 20))
    before = everything()
    with pytest.raises(Refused, match="sau ngày kết thúc"):
        applied(draft, staff)
    assert everything() == before
    assert Reform.objects.get().applied_at is None


def test_what_was_asked_of_two_is_asked_once_of_the_one_they_become(draft, staff, world):
    factories.DirectionFactory(
        code="CD-2",
        body=world["second"],
        text="Khẩn trương làm",
        given_on=dt.date(2026, 10, 1),
        due_on=dt.date(2027, 1, 31),
    )
    applied(draft, staff)
    again = Direction.objects.get(body__code="XA-M")
    assert again.due_on == dt.date(2026, 12, 31)
    closed = Direction.objects.filter(code__in=["CD-1", "CD-2"])
    assert all(again.code in one.closing_words and one.outcome == "replaced" for one in closed)


# Neither left nor double -----------------------------------------------------------------------


def test_each_duty_of_the_day_before_has_one_holder_the_day_after(draft, staff):
    factories.ReportRegimeFactory(code="BC-QUY", rhythm="quarter", starts_on=dt.date(2025, 1, 1))
    before = everything()
    looked_at = reforms.check(reform=draft, by=staff, today=clock.today())
    assert everything() == before, "a look writes nothing"

    found = held(looked_at.rows)
    assert found["reports", "XA-1", ""] == ("XA-M",)
    assert found["reports", "XA-1", "BC-QUY"] == ("XA-M",)
    assert found["tasks", "XA-1", ""] == ("XA-M",)
    assert found["tasks", "XA-1-BTV", ""] == ("XA-M-BTV",)
    assert found["submissions", "XA-2", ""] == ("XA-M",)
    assert ("reports", "XA-1-BTV", "") not in found, "an organ owes no report"
    assert not looked_at.left
    assert not looked_at.double
    assert {one.rule for one in looked_at.ahead["XA-M"]} >= {"regulation-missing", "understaffed"}

    applied(draft, staff)
    assert reforms.check(reform=draft, by=staff, today=clock.today()).rows == looked_at.rows


def test_the_stored_spans_say_the_same_of_holders(draft, staff):
    judging.sweep(on=clock.today(), at=clock.now())
    overdue = FindingSpan.objects.filter(rule__in=["action-overdue", "submission-overdue"])
    assert {span.body.code for span in overdue} == {"XA-1"}

    applied(draft, staff)
    judging.sweep(on=clock.today(), at=clock.now())

    now = FindingSpan.objects.filter(
        rule__in=["action-overdue", "submission-overdue"], recorded__upper_inf=True
    )
    on = {
        day: {(row.body.code, row.rule) for row in now.filter(days__contains=day)}
        for day in (LAST_DAY, FIRST_DAY)
    }
    assert on == {
        LAST_DAY: {("XA-1", "action-overdue"), ("XA-1", "submission-overdue")},
        FIRST_DAY: {("XA-M", "action-overdue"), ("XA-M", "submission-overdue")},
    }


def test_what_nobody_takes_is_named_and_wants_a_word(draft, staff):
    nobody = {"reports": "", "tasks": "XA-M", "submissions": ""}
    drafts.edit(reform=draft, by=staff, steps={"duties": {"XA-1": nobody}})
    draft.refresh_from_db()

    left = reforms.check(reform=draft, by=staff, today=clock.today()).left
    assert [(row.duty, row.name) for row in left] == [("reports", "XA-1"), ("submissions", "XA-1")]
    with pytest.raises(reforms.DutiesLeft):
        applied(draft, staff)
    applied(draft, staff, accepts_gaps=True)
    assert DutySuccession.objects.get(predecessor__code="XA-1").duties == ["tasks"]


def test_a_year_that_was_over_stays_with_the_old_body(world, kind, staff):
    plan = {"ending": ["XA-1"], "new": [new_body(kind)]}
    draft = drafts.begin(name="Đợt", starts_on=dt.date(2026, 1, 1), decision="9", by=staff, plan=plan)
    for rows in (Meeting.objects, Direction.objects, world["first"].tasks, world["first"].submissions):
        rows.all().delete()
    applied(draft, staff)
    rows = holders.across(dt.date(2025, 12, 31), [world["first"].pk])
    assert held(rows)["reports", "XA-1", ""] == ("XA-1",)


def test_a_kind_that_the_regime_does_not_name_leaves_its_report(draft, staff, kind, organ_kind):
    other = factories.BodyKindFactory(name="Loại khác")
    regime = factories.ReportRegimeFactory(code="BC", rhythm="quarter", starts_on=dt.date(2025, 1, 1))
    regime.kinds.add(kind)
    drafts.edit(reform=draft, by=staff, steps={"new": [new_body(other)]})
    draft.refresh_from_db()
    left = reforms.check(reform=draft, by=staff, today=clock.today()).left
    assert {(row.name, row.regime, row.period) for row in left} == {
        ("XA-1", "BC", "2026-Q4"),
        ("XA-2", "BC", "2026-Q4"),
    }


def test_what_comes_from_an_earlier_body_goes_on(world, kind, staff, draft):
    oldest = body("CU", kind, ended_on=dt.date(2025, 6, 30))
    DutySuccession.objects.create(
        predecessor=oldest, successor=world["first"], starts_on=dt.date(2025, 7, 1), duties=["tasks"]
    )
    rows = reforms.check(reform=draft, by=staff, today=clock.today()).rows
    row = next(row for row in rows if (row.duty, row.name) == ("tasks", "CU"))
    assert (row.before, row.after) == ("XA-1", ("XA-M",))


# Taking it back --------------------------------------------------------------------------------


def test_it_is_taken_back_as_a_whole(draft, staff):
    judging.sweep(on=clock.today(), at=clock.now())
    before = everything()
    applied(draft, staff)
    judging.sweep(on=clock.today(), at=clock.now())
    assert everything() != before
    assert reforms.built_on(draft) == []
    act = Context.objects.get(pk=draft.act)
    assert "undone_at" not in act.metadata

    undone(draft, staff)

    act.refresh_from_db()
    assert "undone_at" in act.metadata, "it is no longer offered among one's own acts"
    assert everything() == before
    draft.refresh_from_db()
    assert (draft.applied_at, draft.act, draft.undone_by) == (None, None, staff)
    judging.sweep(on=clock.today(), at=clock.now())
    applied(draft, staff)
    assert Body.objects.filter(code="XA-M").exists(), "a draft that was taken back is applied again"


def test_what_was_built_since_is_named(as_user, draft, staff, administrator):
    client = as_user(staff)
    assert client.post(reverse("desk:reform", args=[draft.pk])).status_code == 303
    new = Body.objects.get(code="XA-M")
    other = as_user(administrator)
    seat = Seat.objects.filter(body=new).order_by("code").last()
    answer = other.post(
        reverse("delegations:roster", args=[new.code]),
        {
            "tv-TOTAL_FORMS": "1",
            "tv-INITIAL_FORMS": "0",
            "tv-0-name": "khuyết",
            "qd-starts_on": "02/11/2026",
            "act": "save",
        },
    )
    assert answer.status_code == 303
    assert seat is not None
    draft.refresh_from_db()

    (since,) = reforms.built_on(draft)
    assert (since.what, since.by) == ("vị trí", str(administrator))
    with pytest.raises(reforms.BuiltOn, match=str(administrator)):
        undone(draft, staff)
    text = client.get(reverse("desk:reform", args=[draft.pk])).content.decode()
    assert "Không hoàn tác cả đợt được nữa" in text
    assert str(administrator) in text
    assert client.post(reverse("desk:undo_reform", args=[draft.pk])).status_code == 303
    assert Body.objects.filter(code="XA-M").exists()


def test_a_change_of_what_it_wrote_is_named(draft, staff, world):
    applied(draft, staff)
    with pghistory.context(user=staff.pk):
        Seat.objects.filter(body__code="XA-M").update(role=SeatRole.DEPUTY)
    assert {(one.what, one.by) for one in reforms.built_on(draft)} == {("vị trí", str(staff))}


def test_what_was_mailed_of_a_new_body_is_named(draft, staff):
    applied(draft, staff)
    judging.sweep(on=clock.today(), at=clock.now())
    flag = Flag.objects.filter(body__code="XA-M").first()
    step = {"flag": flag, "opening": clock.now(), "day": clock.today(), "created_at": clock.now()}
    Reminder.objects.create(step="0", address="a@tinhmau.example", skipped=True, **step)
    assert reforms.built_on(draft) == []
    mail = Reminder.objects.create(step="1", address="b@tinhmau.example", **step)
    assert [(one.what, one.record) for one in reforms.built_on(draft)] == [("lần nhắc", "b@tinhmau.example")]
    with pytest.raises(reforms.BuiltOn, match="b@tinhmau.example"):
        undone(draft, staff)
    mail.delete()
    undone(draft, staff)
    assert not Flag.objects.filter(body__code="XA-M").exists()


def test_a_duty_that_another_holds_already_is_not_given_again(draft, staff, world, kind):
    other = body("KHAC", kind)
    DutySuccession.objects.create(
        predecessor=world["first"], successor=other, starts_on=FIRST_DAY, duties=["tasks"]
    )
    looked_at = reforms.check(reform=draft, by=staff, today=clock.today())
    assert looked_at.refusal == "Nhiệm vụ của Đảng uỷ XA-1 đã giao cho Đảng uỷ KHAC từ 01/11/2026."
    duties = {"XA-1": {"reports": "XA-M", "tasks": "", "submissions": "XA-M"}}
    drafts.edit(reform=draft, by=staff, steps={"duties": duties})
    draft.refresh_from_db()
    found = held(reforms.check(reform=draft, by=staff, today=clock.today()).rows)
    assert found["tasks", "XA-1", ""] == ("KHAC",)


# Screens ---------------------------------------------------------------------------------------


def test_an_organ_of_a_body_that_ended_is_not_offered_to_end(as_user, staff, world):
    Body.objects.filter(pk=world["first"].pk).update(ended_on=dt.date(2026, 9, 30))
    form = as_user(staff).get(reverse("desk:begin_reform")).context["form"]
    assert [body.code for body in form.fields["ending"].queryset] == ["CHI-BO", "XA-2"]


def test_the_steps_lead_from_the_day_to_the_act(as_user, staff, world, kind):
    client = as_user(staff)
    wrong = client.post(
        reverse("desk:begin_reform"),
        {"name": "Sắp xếp", "starts_on": "31/02/2026", "decision": "9-NQ/TU", "ending": ["XA-1"]},
    )
    assert wrong.status_code == 422
    assert "9-NQ/TU" in wrong.content.decode(), "what was typed stays"
    values = {"name": "Sắp xếp", "starts_on": "1/11/2026", "decision": "9-NQ/TU", "ending": ["XA-1", "XA-2"]}
    assert client.post(reverse("desk:begin_reform"), values).status_code == 303
    pk = Reform.objects.get().pk

    rows = {"moi-TOTAL_FORMS": "2", "moi-INITIAL_FORMS": "0"}
    first = {
        "moi-0-code": "XA-M",
        "moi-0-name": "Đảng uỷ xã Mới",
        "moi-0-kind": str(kind.pk),
        "moi-0-host": "Xã Mới",
    }
    unclear = {"moi-0-name": "Xã Mới", "moi-0-kind": ""}
    lacking = client.post(reverse("desk:reform_new", args=[pk]), rows | first | unclear)
    assert lacking.status_code == 422
    assert "Tên không bắt đầu bằng loại tổ chức nào" in lacking.content.decode()
    assert client.post(reverse("desk:reform_new", args=[pk]), rows | first).status_code == 303
    page = client.get(reverse("desk:reform_new", args=[pk])).content.decode()
    assert "Đảng uỷ xã Mới" in page

    for name in ("reform_duties", "reform_seats", "reform_open"):
        assert client.get(reverse(f"desk:{name}", args=[pk])).status_code == 200
    duties = {
        f"{duty}-{world[name].pk}": "XA-M"
        for name in ("first", "second", "organ")
        for duty in ("reports", "tasks", "submissions")
        if (name, duty) != ("organ", "reports")
    }
    assert client.post(reverse("desk:reform_duties", args=[pk]), duties).status_code == 303
    text = client.get(reverse("desk:reform", args=[pk])).content.decode()
    assert "Mỗi nghĩa vụ có đúng một tổ chức giữ" in text
    assert "Chưa có quy chế làm việc" in text
    assert ">regulation<" not in text, "what is ahead is told in words"
    assert Body.objects.filter(code="XA-M").count() == 0

    assert client.post(reverse("desk:reform", args=[pk])).status_code == 303
    assert Body.objects.get(code="XA-1").ended_on == LAST_DAY
    assert "Hoàn tác cả đợt" in client.get(reverse("desk:reform", args=[pk])).content.decode()
    assert client.post(reverse("desk:undo_reform", args=[pk])).status_code == 303
    assert Body.objects.get(code="XA-1").ended_on is None
    assert client.post(reverse("desk:discard_reform", args=[pk])).status_code == 303
    assert not Reform.objects.exists()


def test_a_report_that_passes_is_called_as_everywhere(as_user, staff, draft):
    factories.ReportRegimeFactory(
        code="BC-QUY", name="Báo cáo quý", rhythm="quarter", starts_on=dt.date(2025, 1, 1)
    )
    page = as_user(staff).get(reverse("desk:reform", args=[draft.pk])).content.decode()
    assert "Báo cáo quý, quý IV/2026" in page
    assert "2026-Q4" not in page
    assert ">0 nghĩa vụ khác" not in " ".join(page.split()).replace("> ", ">")


def test_a_name_is_enough_for_a_new_body(as_user, staff, draft):
    """As where one body is founded: its name tells kind, host and code; two of one name get two codes."""
    kind = factories.BodyKindFactory(name="Đảng uỷ phường")
    rows = {"moi-TOTAL_FORMS": "3", "moi-INITIAL_FORMS": "0", "receiving": []}
    names = {"moi-0-name": "Đảng uỷ phường Đông Hà", "moi-1-name": "Đảng uỷ phường Đông Hà"}
    answer = as_user(staff).post(reverse("desk:reform_new", args=[draft.pk]), rows | names)
    assert answer.status_code == 303
    draft.refresh_from_db()
    made = draft.plan["new"]
    assert [(one["kind"], one["host"]) for one in made] == [(kind.pk, "phường Đông Hà")] * 2
    assert [one["code"] for one in made] == ["DUP-PHUONG-DONG-HA", "DUP-PHUONG-DONG-HA-2"]


def test_the_kind_tells_what_a_new_body_is_to_the_one_that_it_is_under(as_user, staff, draft, organ_kind):
    rows = {"moi-TOTAL_FORMS": "3", "moi-INITIAL_FORMS": "0", "receiving": []}
    names = {"moi-0-name": "Đảng uỷ xã Mới", "moi-0-code": "M"}
    under = {"moi-1-name": "Ban thường vụ xã Mới", "moi-2-name": "Đảng uỷ Cơ sở", "moi-2-parent": "M"}
    client, address = as_user(staff), reverse("desk:reform_new", args=[draft.pk])
    alone = client.post(address, rows | names | under)
    assert alone.status_code == 422
    assert "phải ghi cơ quan của tổ chức nào" in alone.content.decode()
    assert client.post(address, rows | names | under | {"moi-1-parent": "M"}).status_code == 303
    draft.refresh_from_db()
    assert [one["relation"] for one in draft.plan["new"]] == ["", "organ", "subordinate"]


def test_a_person_goes_to_one_seat_of_a_body(as_user, staff, draft, world):
    person = Membership.objects.get().person
    factories.MembershipFactory(seat=Seat.objects.get(code="XA-2-01"), person=person)
    values = {}
    for seat in Seat.objects.all():
        values |= {f"to-{seat.pk}": "XA-M", f"role-{seat.pk}": "member", f"person-{seat.pk}": "on"}
    answer = as_user(staff).post(reverse("desk:reform_seats", args=[draft.pk]), values)
    assert answer.status_code == 422
    assert "Mỗi người chỉ giữ một vị trí" in answer.content.decode()
    assert [move.to for move in Plan(draft, today=clock.today()).seats] == ["XA-M", ""]


def test_a_body_takes_one_secretary(as_user, staff, draft):
    values = {}
    for seat in Seat.objects.all():
        values |= {f"to-{seat.pk}": "XA-M", f"role-{seat.pk}": "secretary"}
    answer = as_user(staff).post(reverse("desk:reform_seats", args=[draft.pk]), values)
    assert answer.status_code == 422
    assert "đã nhận vị trí Bí thư từ XA-1-01" in answer.content.decode()


def test_why_it_cannot_be_applied_is_a_sentence(as_user, staff, world, kind):
    plan = {"ending": ["XA-1"], "new": [new_body(kind, parent="KHONG-CO", relation="subordinate")]}
    draft = drafts.begin(name="Đợt", starts_on=FIRST_DAY, decision="9", by=staff, plan=plan)
    answer = as_user(staff).get(reverse("desk:reform", args=[draft.pk]))
    assert answer.status_code == 200
    assert "Không có tổ chức mã KHONG-CO" in answer.content.decode()
    assert as_user(staff).post(reverse("desk:reform", args=[draft.pk])).status_code == 422


@pytest.mark.parametrize(
    "name",
    [
        "reform",
        "reform_which",
        "reform_new",
        "reform_duties",
        "reform_seats",
        "reform_open",
        "undo_reform",
        "discard_reform",
        "reform_history",
    ],
)
def test_only_the_office_reforms(as_user, leader, secretary_of_a, staff, draft, name):
    address = reverse(f"desk:{name}", args=[draft.pk])
    assert as_user(staff).get(address).status_code == 200
    assert as_user(leader).get(address).status_code == 403
    assert as_user(secretary_of_a).get(address).status_code == 403


@pytest.mark.parametrize("rubbish", ["", "\x00", "31/02/2024", "-1", "9" * 400, "<script>"])
def test_rubbish_is_a_sentence(as_user, staff, draft, rubbish):
    client = as_user(staff)
    names = ("name", "starts_on", "decision", "ending")
    assert client.post(reverse("desk:begin_reform"), dict.fromkeys(names, rubbish)).status_code == 422
    for name in ("reform_new", "reform_duties", "reform_seats", "reform_open"):
        address = reverse(f"desk:{name}", args=[draft.pk])
        fields = client.get(address).context["form"].fields
        posted = dict.fromkeys([*fields, "receiving", "moi-TOTAL_FORMS", "moi-0-code"], rubbish)
        assert client.post(address, posted).status_code in (303, 422)


@pytest.mark.parametrize("count", [3, 30])
def test_the_list_costs_the_same_however_long(as_user, staff, django_assert_num_queries, count):
    factories.ReformFactory.create_batch(count)
    client = as_user(staff)
    client.get(reverse("desk:reforms"))
    with django_assert_num_queries(LIST_QUERIES):
        assert client.get(reverse("desk:reforms")).status_code == 200


@pytest.mark.parametrize("count", [3, 30])
@pytest.mark.parametrize("name", STEP_QUERIES)
def test_a_step_costs_the_same_however_many_end(as_user, staff, kind, django_assert_num_queries, name, count):
    factories.ProvinceFactory()
    ending = [body(f"XA-{number:02}", kind) for number in range(count)]
    for one in ending:
        seat = factories.SeatFactory(body=one)
        factories.MembershipFactory(seat=seat)
        factories.TaskFactory(body=one, given_on=dt.date(2026, 5, 1), due_on=dt.date(2026, 12, 1))
        factories.DirectionFactory(body=one, given_on=dt.date(2026, 5, 1), due_on=dt.date(2026, 12, 1))
    plan = {"ending": [one.code for one in ending], "new": [new_body(kind)]}
    draft = drafts.begin(name="Đợt", starts_on=FIRST_DAY, decision="9", by=staff, plan=plan)
    if name == "reform":
        applied(draft, staff)
    client = as_user(staff)
    with django_assert_num_queries(STEP_QUERIES[name]):
        assert client.get(reverse(f"desk:{name}", args=[draft.pk])).status_code == 200


def test_what_is_typed_in_a_step_carries_no_secret(draft, staff, kind):
    new = [new_body(kind, name="Đảng uỷ xã Mới (Tuyệt mật)")]

    with pytest.raises(Refused, match="bí mật nhà nước"):
        drafts.edit(reform=draft, by=staff, steps={"new": new})
    with pytest.raises(Refused, match="bí mật nhà nước"):
        drafts.begin(name="Đợt hai", starts_on=FIRST_DAY, decision="", by=staff, plan={"new": new})

"""A body's end with what hangs on it, and the end taken back."""

import datetime as dt

import pytest

from core import clock, dates
from core.addresses import reverse
from delegations.models import Body, DutySuccession
from delegations.services import bodies
from delegations.services import reforms as drafts
from desk.services import reforms
from meetings.enums import MeetingStatus
from meetings.models import Meeting
from obligations.models import Waiver
from obligations.services import holders
from tests import factories

pytestmark = pytest.mark.django_db
LAST_DAY = dt.date(2025, 6, 30)


def address(name, body):
    return reverse(f"desk:{name}", args=[body.code])


def sent(**more):
    return {"on": "30/06/2025", "decision": "9-QĐ/TU", "cancel_meetings": "on", **more}


def planned(body, day, status=MeetingStatus.PLANNED):
    return factories.MeetingFactory(body=body, status=status, held_on=day)


def statuses(body):
    return dict(Meeting.objects.filter(body=body).values_list("held_on", "status"))


@pytest.fixture
def laden(body_a):
    """A body on which something of every kind hangs."""
    seat = factories.SeatFactory(body=body_a, starts_on=dt.date(2020, 1, 1))
    factories.MembershipFactory(seat=seat, starts_on=dt.date(2020, 1, 1))
    planned(body_a, LAST_DAY)
    planned(body_a, dt.date(2025, 7, 1))
    planned(body_a, dt.date(2025, 9, 1))
    planned(body_a, dt.date(2025, 8, 1), MeetingStatus.CANCELLED)
    planned(body_a, dt.date(2025, 3, 1), MeetingStatus.POSTPONED)
    factories.TaskFactory(
        code="NV-1",
        body=body_a,
        title="Việc còn mở",
        given_on=dt.date(2025, 2, 1),
        due_on=dt.date(2025, 8, 1),
    )
    factories.TaskFactory(
        code="NV-2",
        body=body_a,
        title="Việc đã xong",
        given_on=dt.date(2025, 2, 1),
        done_on=dt.date(2025, 3, 1),
    )
    factories.SubmissionFactory(
        code="DX-1",
        body=body_a,
        subject="Tờ trình hẹn gửi",
        recorded_on=dt.date(2025, 2, 1),
        promised_on=dt.date(2025, 7, 9),
    )
    factories.DirectionFactory(
        body=body_a, text="Làm cho xong", given_on=dt.date(2025, 2, 1), due_on=dt.date(2025, 8, 1)
    )
    Waiver.objects.create(
        body=body_a,
        rule="understaffed",
        subject=seat.code,
        granted_on=dt.date(2025, 1, 1),
        until=dt.date(2025, 12, 31),
        reason="Chờ",
    )
    return body_a


def test_the_preview_shows_what_hangs_and_changes_nothing(as_user, staff, laden):
    before = statuses(laden)

    answer = as_user(staff).post(address("end_body", laden), sent())

    hanging = answer.context["hanging"]
    assert answer.status_code == 200
    assert [row.held_on for row in hanging.meetings] == [dt.date(2025, 7, 1), dt.date(2025, 9, 1)]
    counted = (
        hanging.postponed,
        hanging.tasks,
        hanging.submissions,
        hanging.directions,
        hanging.memberships,
        hanging.waivers,
    )
    assert [len(rows) for rows in counted] == [1] * 6
    text = answer.content.decode()
    for words in (
        "2 cuộc họp dự kiến",
        "sẽ huỷ",
        "Việc còn mở",
        "Tờ trình hẹn gửi",
        "Khuyết vị trí",
        "Báo cáo của các năm trước",
        "không còn được nhắc",
    ):
        assert words in text
    assert "Việc đã xong" not in text
    assert statuses(laden) == before
    assert Body.objects.get(pk=laden.pk).ended_on is None


def test_an_end_cancels_the_meetings_planned_for_later_and_keeps_their_history(as_user, staff, laden, body_b):
    client = as_user(staff)
    own = planned(body_b, dt.date(2025, 7, 1))

    assert (
        client.post(
            address("end_body", laden), sent(**{"xac-nhan": "1", "successors": [body_b.pk]})
        ).status_code
        == 303
    )

    body = Body.objects.get(pk=laden.pk)
    assert (body.ended_on, list(body.successors.all())) == (LAST_DAY, [body_b])
    assert statuses(laden) == {
        LAST_DAY: "planned",
        dt.date(2025, 7, 1): "cancelled",
        dt.date(2025, 9, 1): "cancelled",
        dt.date(2025, 8, 1): "cancelled",
        dt.date(2025, 3, 1): "postponed",
    }
    cancelled = Meeting.objects.get(body=laden, held_on=dt.date(2025, 7, 1))
    assert cancelled.status_reason == "Tổ chức kết thúc hoạt động theo 9-QĐ/TU"
    assert [event.status for event in cancelled.history.order_by("pgh_id")] == ["planned", "cancelled"]  # type: ignore[attr-defined]
    own.refresh_from_db()
    assert own.status == "planned"
    assert client.post(address("end_body", laden), sent(**{"xac-nhan": "1"})).status_code == 422, (
        "an end is recorded once"
    )


def test_taking_the_end_back_plans_just_those_meetings_again(as_user, staff, laden):
    before, client = statuses(laden), as_user(staff)
    client.post(address("end_body", laden), sent(**{"xac-nhan": "1"}))

    assert "lên lịch lại: 2." in client.get(address("reopen_body", laden)).content.decode()
    assert client.post(address("reopen_body", laden)).status_code == 303

    assert statuses(laden) == before
    assert Body.objects.get(pk=laden.pk).ended_on is None
    assert Meeting.objects.get(body=laden, held_on=dt.date(2025, 7, 1)).status_reason == ""


def test_the_meetings_stay_where_that_is_wanted(as_user, staff, laden):
    before, client = statuses(laden), as_user(staff)
    values = sent(**{"xac-nhan": "1"})
    del values["cancel_meetings"]

    client.post(address("end_body", laden), values)

    assert statuses(laden) == before
    client.post(address("reopen_body", laden))
    assert statuses(laden) == before


def test_a_refused_end_cancels_nothing(as_user, staff, laden):
    seat = laden.seats.get()
    late = factories.MembershipFactory(seat=factories.SeatFactory(body=laden), starts_on=dt.date(2025, 10, 1))
    before = statuses(laden)

    answer = as_user(staff).post(address("end_body", laden), sent(**{"xac-nhan": "1"}))

    assert answer.status_code == 422
    assert late.person.full_name in answer.content.decode()
    assert statuses(laden) == before
    assert seat.memberships.get().ends_on is None


def test_several_bodies_end_with_their_meetings(as_user, staff, laden, body_b):
    planned(body_b, dt.date(2025, 7, 2))
    client = as_user(staff)

    text = client.post(address("end_body", laden), sent(also=[body_b.pk])).content.decode()
    assert f"· {body_b.name}" in text
    client.post(address("end_body", laden), sent(**{"also": [body_b.pk], "xac-nhan": "1"}))

    assert statuses(body_b) == {dt.date(2025, 7, 2): "cancelled"}
    client.post(address("reopen_body", body_b))
    assert statuses(body_b) == {dt.date(2025, 7, 2): "planned"}
    assert statuses(laden)[dt.date(2025, 7, 1)] == "cancelled", "the other body stays ended"


@pytest.mark.parametrize("name", ["end_body", "reopen_body"])
def test_only_the_office_ends_a_body(as_user, leader, secretary_of_a, secretary_of_b, body_a, name):
    assert as_user(secretary_of_a).get(address(name, body_a)).status_code == 403
    assert as_user(leader).get(address(name, body_a)).status_code == 403
    assert as_user(secretary_of_b).get(address(name, body_a)).status_code == 404


@pytest.mark.parametrize("rubbish", ["", "\x00", "31/02/2024", "-1", "9" * 400, "<script>"])
def test_rubbish_is_a_sentence(as_user, staff, body_a, rubbish):
    names = ("on", "decision", "also", "successors", "cancel_meetings", "xac-nhan")
    assert as_user(staff).post(address("end_body", body_a), dict.fromkeys(names, rubbish)).status_code == 422


def test_nothing_hangs(as_user, staff, body_a):
    answer = as_user(staff).post(address("end_body", body_a), sent(on=dates.day(clock.today())))
    assert "Không có lịch họp, nhiệm vụ" in answer.content.decode()


# Who holds the duties: what the page says is what is judged ------------------------------------


def confirmed(successors, **more):
    return sent(**{"xac-nhan": "1", "successors": [body.pk for body in successors], **more})


def test_one_successor_takes_every_duty_and_the_page_says_so(as_user, staff, laden, body_b):
    factories.ProvinceFactory()
    client = as_user(staff)
    text = client.post(address("end_body", laden), sent(successors=[body_b.pk])).content.decode()
    assert f"Từ 01/07/2025 {body_b.name} giữ nghĩa vụ của {laden.name}: Báo cáo, Nhiệm vụ, Đề xuất." in text
    assert f"theo dõi ở {body_b.name}" in text

    client.post(address("end_body", laden), confirmed([body_b]))

    row = DutySuccession.objects.get()
    assert (row.predecessor, row.successor, row.starts_on) == (laden, body_b, dt.date(2025, 7, 1))
    after = {(one.duty, one.name): one.after for one in holders.across(LAST_DAY, [laden.pk])}
    assert {after[duty, laden.code] for duty in ("reports", "tasks", "submissions")} == {(body_b.code,)}


def test_of_several_successors_nobody_takes_a_duty_and_the_page_says_so(as_user, staff, laden, body_b):
    factories.ProvinceFactory()
    other, client = factories.BodyFactory(), as_user(staff)
    values = sent(successors=[body_b.pk, other.pk])
    text = client.post(address("end_body", laden), values).content.decode()
    assert "chưa nghĩa vụ nào được giao" in text
    assert "lập đợt sắp xếp" in text

    client.post(address("end_body", laden), confirmed([body_b, other]))

    assert not DutySuccession.objects.exists()
    after = {(one.duty, one.name): one.after for one in holders.across(LAST_DAY, [laden.pk])}
    assert after["tasks", laden.code] == ()


def test_who_takes_a_duty_already_keeps_it(as_user, staff, laden, body_b):
    other = factories.BodyFactory()
    DutySuccession.objects.create(
        predecessor=laden, successor=other, starts_on=dt.date(2025, 7, 1), duties=["tasks"]
    )
    as_user(staff).post(address("end_body", laden), confirmed([body_b]))
    assert DutySuccession.objects.get(successor=body_b).duties == ["reports", "submissions"]


def test_taking_the_end_back_takes_the_duties_back(as_user, staff, laden, body_b):
    client = as_user(staff)
    client.post(address("end_body", laden), confirmed([body_b]))
    assert client.post(address("reopen_body", laden)).status_code == 303
    assert not DutySuccession.objects.exists()


@pytest.mark.usefixtures("today")
def test_an_end_of_a_reform_is_taken_back_with_the_reform(as_user, staff, body_a, body_b):
    factories.ProvinceFactory()
    plan = {"ending": [body_a.code], "receiving": [body_b.code]}
    draft = drafts.begin(name="Đợt 1", starts_on=dt.date(2026, 11, 1), decision="9", by=staff, plan=plan)
    reforms.apply(reform=draft, by=staff, today=clock.today(), now=clock.now())
    answer = as_user(staff).post(address("reopen_body", body_a), follow=True)
    assert "hãy hoàn tác cả đợt đó" in answer.content.decode()
    assert Body.objects.get(pk=body_a.pk).ended_on == dt.date(2026, 10, 31)


def test_what_becomes_of_organs_is_said(as_user, staff, body_a, body_b):
    kind = factories.BodyKindFactory(name="Ban thường vụ", is_organ=True)
    factories.BodyFactory(name="Ban thường vụ A", kind=kind, parent=body_a, relation="organ")
    text = as_user(staff).post(address("end_body", body_a), sent(successors=[body_b.pk])).content.decode()
    assert "Cơ quan của tổ chức cũng thôi hoạt động: Ban thường vụ A." in text


def test_both_bodies_tell_which_duties_passed(as_user, staff, laden, body_b):
    client = as_user(staff)
    client.post(address("end_body", laden), confirmed([body_b]))
    old = client.get(reverse("delegations:body", args=[laden.code])).content.decode()
    new = client.get(reverse("delegations:body", args=[body_b.code])).content.decode()
    assert "Đã giao báo cáo, nhiệm vụ, đề xuất từ 01/07/2025 cho" in old
    assert "Nhận tiếp báo cáo, nhiệm vụ, đề xuất từ 01/07/2025 của" in new


def test_an_organ_of_a_body_that_ended_is_not_offered_as_standing(as_user, staff, body_a, body_b):
    factories.BodyFactory(code="CU-BTV", name="Ban Thường vụ cũ", parent=body_b, relation="organ")
    bodies.end(bodies=[body_b], on=dt.date(2025, 6, 30), decision="9-QĐ/TU", by=staff)
    for address in (reverse("desk:end_body", args=[body_a.code]), reverse("desk:begin_reform")):
        assert "Ban Thường vụ cũ" not in as_user(staff).get(address).content.decode()


def test_the_page_of_a_body_that_ended_says_until_when_it_stood_and_offers_no_members(
    as_user, staff, leader, body_a
):
    bodies.end(bodies=[body_a], on=dt.date(2025, 6, 30), decision="9-QĐ/TU", by=staff)
    page = " ".join(as_user(staff).get(reverse("delegations:body", args=["DD-A"])).content.decode().split())
    assert "hoạt động đến hết ngày 30/06/2025" in page
    assert "Tổ chức đã kết thúc hoạt động nên không còn vị trí nào." in page
    assert reverse("delegations:roster", args=["DD-A"]) not in page
    panel = reverse("directions:panel", args=["DD-A"])
    assert "Ghi ý kiến chỉ đạo" not in as_user(leader).get(panel).content.decode()
    assert "Ghi ý kiến chỉ đạo" in as_user(staff).get(panel).content.decode()

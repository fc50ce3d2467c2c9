"""A body's end with what hangs on it, and the end taken back."""

import datetime as dt

import pytest
from django.urls import reverse

from core import clock, dates
from delegations.models import Body
from meetings.enums import MeetingStatus
from meetings.models import Meeting
from obligations.models import Waiver
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
    counted = (hanging.postponed, hanging.tasks, hanging.submissions, hanging.memberships, hanging.waivers)
    assert [len(rows) for rows in counted] == [1] * 5
    text = answer.content.decode()
    for words in (
        "2 cuộc họp dự kiến",
        "sẽ huỷ",
        "Việc còn mở",
        "Tờ trình hẹn gửi",
        "Khuyết vị trí",
        "Báo cáo năm 2024",
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

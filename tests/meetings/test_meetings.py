"""Meetings are planned, recorded, moved and struck out; what cannot be is refused in words."""

import datetime as dt

import pytest

from core.errors import Refused
from core.signals import facts_changed
from meetings.enums import AttendanceState, MeetingStatus, Theme
from meetings.models import AgendaItem, Attendance, Meeting, Task
from meetings.services import agenda, attendance, meetings, tasks
from meetings.services.agenda import Item
from meetings.services.meetings import ReasonNeeded
from meetings.services.tasks import NewTask
from tests import factories
from tests.meetings.conftest import DAY

TODAY = dt.date(2026, 11, 23)
ALL_HERE = AttendanceState.PRESENT


def record(body, people, by, **changes):
    values = {"held_on": DAY, "kind": "periodic", **changes.pop("values", {})}
    states = changes.pop("states", {person.pk: ALL_HERE for person in people})
    return meetings.record(
        body=body,
        values=values,
        items=changes.pop("items", ()),
        states=states,
        reasons={},
        today=TODAY,
        by=by,
        **changes,
    )


def test_recording_writes_the_meeting_whole(body_a, members, staff) -> None:
    carried = factories.MeetingFactory(body=body_a, code="DD-A/2025-009", held_on=dt.date(2025, 12, 1))
    old = tasks.give(meeting=carried, task=NewTask("Việc cũ", None, None), by=staff)
    made = record(
        body_a,
        members,
        staff,
        items=[Item("Kết quả quý I", Theme.POLITICAL), Item("Quy hoạch", Theme.PERSONNEL, "Lê Văn Người1")],
        given=[NewTask("Lập kế hoạch", members[1].pk, dt.date(2026, 4, 1))],
        finished=[old],
    )
    assert made.code == "DD-A/2026-001"
    assert list(made.agenda.order_by("position").values_list("position", "title", "theme")) == [
        (1, "Kết quả quý I", "political"),
        (2, "Quy hoạch", "personnel"),
    ]
    assert Attendance.objects.filter(meeting=made, state="present").count() == 7
    assert list(Task.objects.values_list("code", "due_on", "done_on").order_by("code")) == [
        ("DD-A/2025-009/NV1", None, DAY),
        ("DD-A/2026-001/NV1", dt.date(2026, 4, 1), None),
    ]


def test_every_write_tells_which_body_to_judge(body_a, members, staff) -> None:
    told: list[object] = []

    def listen(sender, *, body_ids, **kwargs):
        told.append(list(body_ids))

    facts_changed.connect(listen)
    try:
        record(body_a, members, staff)
    finally:
        facts_changed.disconnect(listen)
    assert told == [[body_a.pk]]


def test_codes_go_on_from_the_highest(body_a, members, staff) -> None:
    factories.MeetingFactory(body=body_a, code="DD-A/2026-007", held_on=dt.date(2026, 1, 5))
    factories.MeetingFactory(body=body_a, code="DD-A/2026-bo-sung", held_on=dt.date(2026, 1, 6))
    assert record(body_a, members, staff).code == "DD-A/2026-008"


def four_of(members):
    return {person.pk: ALL_HERE if n < 4 else AttendanceState.EXCUSED for n, person in enumerate(members)}


def test_four_of_seven_is_no_quorum_and_needs_a_reason(body_a, members, staff) -> None:
    with pytest.raises(ReasonNeeded) as expected:
        record(body_a, members, staff, states=four_of(members))
    (caution,) = expected.value.cautions
    assert caution.rule == "quorum-failed"
    assert "4 trong 7" in caution.text
    assert "ít nhất 5" in caution.text
    assert "162-QĐ/TW" in caution.reference
    assert not Meeting.objects.exists()
    made = record(
        body_a, members, staff, states=four_of(members), values={"exception_reason": "Bão, đường chia cắt"}
    )
    assert made.exception_reason == "Bão, đường chia cắt"


def test_five_of_seven_is_a_quorum(body_a, members, staff) -> None:
    states = four_of(members) | {members[4].pk: ALL_HERE}
    assert record(body_a, members, staff, states=states).status == MeetingStatus.HELD


def test_a_head_count_is_measured_too(body_a, members, staff) -> None:
    with pytest.raises(ReasonNeeded):
        record(body_a, members, staff, states={}, values={"head_count": 4})
    assert record(body_a, members, staff, states={}, values={"head_count": 5}).head_count == 5


def test_a_meeting_without_members_is_recorded(body_a, staff) -> None:
    assert record(body_a, [], staff).code == "DD-A/2026-001"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 11, 24), "chưa đến"),
        (dt.date(2019, 12, 31), "trước ngày thành lập"),
    ],
)
def test_days_that_cannot_be(body_a, members, staff, day, words) -> None:
    with pytest.raises(Refused, match=words) as refused:
        record(body_a, members, staff, values={"held_on": day})
    assert refused.value.field == "held_on"


def test_a_body_that_ended_meets_no_more(body_a, members, staff) -> None:
    body_a.ended_on = dt.date(2026, 2, 28)
    body_a.save()
    with pytest.raises(Refused, match="sau ngày kết thúc"):
        record(body_a, members, staff)


@pytest.mark.parametrize("field", ["subject", "conclusion_number", "minutes_text", "guests"])
def test_secret_lines_stay_out(body_a, members, staff, field) -> None:
    with pytest.raises(Refused, match="117/2025/QH15") as refused:
        record(body_a, members, staff, values={field: "Phương án nhân sự (Tối mật)"})
    assert refused.value.field == field


def test_a_secret_agenda_item_stays_out(body_a, members, staff) -> None:
    with pytest.raises(Refused):
        record(body_a, members, staff, items=[Item("Tuyệt mật: phương án", Theme.PERSONNEL)])
    assert not Meeting.objects.exists()


def test_a_planned_meeting_becomes_held(planned, members, staff) -> None:
    agenda.replace(meeting=planned, items=[Item("Việc một", Theme.OTHER)], by=staff)
    kept = planned.agenda.get()
    made = record(
        planned.body,
        members,
        staff,
        planned=planned,
        items=[Item("Việc một, đã sửa", Theme.POLITICAL, pk=kept.pk)],
    )
    assert (made.pk, made.status, made.held_on, made.code) == (planned.pk, "held", DAY, "DD-A/2026-002")
    assert list(AgendaItem.objects.values_list("pk", "title")) == [(kept.pk, "Việc một, đã sửa")]


def test_a_year_is_planned_in_one_go_and_never_twice(body_a, staff) -> None:
    days = [dt.date(2027, 3, 18), dt.date(2027, 6, 17), dt.date(2027, 9, 16), dt.date(2027, 12, 16)]
    values = {"starts_at": dt.time(8, 0), "place": "Phòng họp 1"}
    made = meetings.plan_year(body=body_a, days=days, values=values, by=staff)
    assert [(meeting.code, meeting.held_on) for meeting in made] == [
        (f"DD-A/2027-{n:03d}", day) for n, day in enumerate(days, start=1)
    ]
    assert meetings.plan_year(body=body_a, days=days, values=values, by=staff) == []
    assert Meeting.objects.filter(status="planned", kind="periodic").count() == 4


def test_postponed_to_a_day_stays_planned_and_without_one_waits(planned, staff) -> None:
    moved = meetings.postpone(
        meeting=planned, reason="Bí thư đi công tác", new_day=dt.date(2026, 12, 17), by=staff
    )
    assert (moved.status, moved.held_on) == ("planned", dt.date(2026, 12, 17))
    waiting = meetings.postpone(meeting=planned, reason="Chưa chuẩn bị xong", new_day=None, by=staff)
    assert (waiting.status, waiting.status_reason) == ("postponed", "Chưa chuẩn bị xong")
    again = meetings.plan_again(meeting=planned, held_on=dt.date(2026, 12, 20), by=staff)
    assert (again.status, again.held_on, again.status_reason) == ("planned", dt.date(2026, 12, 20), "")


def test_a_held_meeting_is_withdrawn_not_cancelled(held, staff) -> None:
    with pytest.raises(Refused, match="gỡ, ghi nhầm"):
        meetings.cancel(meeting=held, reason="Ghi nhầm", by=staff)


def test_sequence_rises_with_what_a_calendar_shows_and_only_then(planned, staff) -> None:
    def sequence() -> int:
        return Meeting.objects.get(pk=planned.pk).invitation_sequence

    meetings.edit(meeting=planned, values={"place": "Phòng họp 2"}, today=TODAY, by=staff)
    assert sequence() == 1
    meetings.edit(meeting=planned, values={"minute_taker": "Bà B"}, today=TODAY, by=staff)
    assert sequence() == 1
    Meeting.objects.filter(pk=planned.pk).update(held_on=dt.date(2026, 12, 18))  # as an import writes
    assert sequence() == 2
    meetings.cancel(meeting=planned, reason="Thôi", by=staff)
    assert sequence() == 3


def test_minutes_are_not_signed_before_the_meeting(held, staff) -> None:
    with pytest.raises(Refused, match="trước ngày họp"):
        meetings.edit(meeting=held, values={"minutes_signed_on": dt.date(2026, 3, 11)}, today=TODAY, by=staff)
    assert meetings.edit(meeting=held, values={"minutes_signed_on": DAY}, today=TODAY, by=staff) == [
        "minutes_signed_on"
    ]


def test_agenda_rows_swap_places_and_keep_their_rows(held, staff) -> None:
    agenda.replace(meeting=held, items=[Item(f"Việc {n}", Theme.OTHER) for n in range(1, 5)], by=staff)
    first, second, third, fourth = held.agenda.order_by("position")
    wanted = [
        Item("Việc 4", Theme.OTHER, pk=fourth.pk),
        Item("Mới", Theme.OTHER),
        Item("Việc 1", Theme.OTHER, pk=first.pk),
        Item("Việc 2", Theme.OTHER, pk=second.pk),
    ]
    agenda.replace(meeting=held, items=wanted, by=staff)
    rows = list(held.agenda.order_by("position").values_list("position", "title"))
    assert rows == [(1, "Việc 4"), (2, "Mới"), (3, "Việc 1"), (4, "Việc 2")]
    assert set(held.agenda.values_list("pk", flat=True)) >= {first.pk, second.pk, fourth.pk}
    assert not AgendaItem.objects.filter(pk=third.pk).exists()


def test_attendance_of_others_is_left_alone(held, members, staff) -> None:
    stranger = factories.PersonFactory()
    factories.AttendanceFactory(meeting=held, person=stranger)
    states = {person.pk: ALL_HERE for person in members}
    attendance.take(meeting=held, states=states, reasons={}, exception_reason="", by=staff)
    states[members[6].pk] = AttendanceState.EXCUSED
    attendance.take(meeting=held, states=states, reasons={members[6].pk: "ốm"}, exception_reason="", by=staff)
    assert Attendance.objects.filter(meeting=held).count() == 8
    row = Attendance.objects.get(meeting=held, person=members[6])
    assert (row.state, row.reason) == ("excused", "ốm")


def test_votes_of_all_who_were_there_follow_a_corrected_attendance(held, members, staff) -> None:
    states = {person.pk: ALL_HERE for person in members}
    attendance.take(meeting=held, states=states, reasons={}, exception_reason="", by=staff)
    Meeting.objects.filter(pk=held.pk).update(chair=members[0])
    held.refresh_from_db()
    common = {"body": held.body, "meeting": held, "decided_on": held.held_on, "outcome": "decided"}
    hands = {**common, "method": "show-of-hands", "votes_against": 0, "votes_abstaining": 0}
    shown = factories.DecisionFactory(title="Chương trình", votes_for=len(members), **hands)
    ballot = {**common, "method": "secret-ballot", "votes_against": 0, "votes_abstaining": 0}
    cast = factories.DecisionFactory(title="Bỏ phiếu", votes_for=len(members), **ballot)
    states[members[0].pk] = AttendanceState.ABSENT
    told = attendance.take(meeting=held, states=states, reasons={}, exception_reason="", by=staff)
    shown.refresh_from_db()
    cast.refresh_from_db()
    assert (shown.votes_for, cast.votes_for) == (len(members) - 1, len(members))
    assert [words.partition("”")[0] for words in told[:2]] == ["“Chương trình", "“Bỏ phiếu"]
    assert "hãy sửa ở quyết nghị" in told[1]
    assert told[2].startswith(f"{members[0].full_name} vắng mà đang ghi là chủ trì")
    assert not attendance.take(meeting=held, states=states, reasons={}, exception_reason="", by=staff)


@pytest.mark.parametrize("persona", ["leader", "secretary_of_b"])
def test_who_may_not_write_does_not(held, persona, request) -> None:
    user = request.getfixturevalue(persona)
    with pytest.raises(Exception, match=r"chỉ được xem|phạm vi"):
        meetings.edit(meeting=held, values={"place": "Nơi khác"}, today=TODAY, by=user)
    held.refresh_from_db()
    assert held.place == ""


def test_more_present_than_members_is_refused(body_a, members, staff) -> None:
    typed = {"held_on": DAY, "kind": "periodic", "head_count": 500}
    with pytest.raises(Refused, match="tổ chức có 7 thành viên") as refusal:
        meetings.record(body=body_a, values=typed, items=[], states={}, reasons={}, today=TODAY, by=staff)
    assert refusal.value.field == "head_count"
    made = meetings.record(
        body=body_a, values=typed | {"head_count": 7}, items=[], states={}, reasons={}, today=TODAY, by=staff
    )
    with pytest.raises(Refused, match="500"):
        meetings.edit(meeting=made, values={"head_count": 500}, today=TODAY, by=staff)


def test_the_form_tells_of_a_meeting_of_the_same_day_and_kind(held, staff, as_user) -> None:
    url = f"/hop/ghi-nhan/?to-chuc={held.body.code}&ngay={held.held_on.isoformat()}"
    assert held.code in as_user(staff).get(url).content.decode()
    assert "đã có cuộc họp cùng loại" not in as_user(staff).get(url + "&kind=thematic").content.decode()

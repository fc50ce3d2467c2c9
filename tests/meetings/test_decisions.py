"""Decisions and written consultations: what the rules will say is said before saving, with the article."""

import datetime as dt

import pytest

from core.errors import Refused
from meetings.enums import Answer, Outcome, Theme
from meetings.models import Decision, Matter
from meetings.queries import consultations as rounds_read
from meetings.queries import members as member_lists
from meetings.queries.tasks import carried_to
from meetings.services import consultations, decisions, matters, tasks
from meetings.services.agenda import Item
from meetings.services.meetings import ReasonNeeded
from meetings.services.tasks import NewTask
from tests import factories
from tests.meetings.conftest import DAY

TODAY = dt.date(2026, 11, 23)


def values(**changes):
    return {
        "title": "Thông qua kế hoạch quý II",
        "theme": Theme.POLITICAL,
        "outcome": Outcome.DECIDED,
        "adopted": True,
        "votes_for": 5,
        "votes_against": 1,
        "votes_abstaining": 1,
        **changes,
    }


def rules(expected) -> list[str]:
    return [caution.rule for caution in expected.value.cautions]


def test_a_plain_decision_is_recorded(held, staff) -> None:
    made = decisions.record(source=held, values=values(), today=TODAY, by=staff)
    assert (made.code, made.decided_on, made.meeting_id, made.body_id) == (
        "DD-A/2026-001/QN1",
        DAY,
        held.pk,
        held.body_id,
    )
    assert decisions.record(source=held, values=values(), today=TODAY, by=staff).code == "DD-A/2026-001/QN2"


@pytest.mark.parametrize(("votes", "flagged"), [(3, True), (4, False)])
def test_a_majority_is_of_all_members(held, staff, votes, flagged) -> None:
    typed = values(votes_for=votes, votes_against=0, votes_abstaining=0)
    if not flagged:
        assert decisions.record(source=held, values=typed, today=TODAY, by=staff).votes_for == votes
        return
    with pytest.raises(ReasonNeeded) as expected:
        decisions.record(source=held, values=typed, today=TODAY, by=staff)
    assert rules(expected) == ["majority-failed"]
    assert "3/7" in expected.value.cautions[0].text
    assert "ít nhất 4" in expected.value.cautions[0].text
    assert (
        decisions.record(source=held, values={**typed, "adopted": False}, today=TODAY, by=staff).adopted
        is False
    )


def test_more_votes_than_members_are_refused(held, staff) -> None:
    with pytest.raises(Refused, match="nhiều hơn số thành viên"):
        decisions.record(source=held, values=values(votes_for=7, votes_against=1), today=TODAY, by=staff)


def test_personnel_without_the_committee_needs_a_reason(held, staff) -> None:
    with pytest.raises(ReasonNeeded) as expected:
        decisions.record(source=held, values=values(theme=Theme.PERSONNEL), today=TODAY, by=staff)
    assert rules(expected) == ["committee-opinion-missing"]
    assert decisions.record(
        source=held,
        values=values(theme=Theme.PERSONNEL, committee_opinion="12-CV/ĐU, 01/3/2026"),
        today=TODAY,
        by=staff,
    )
    kept = decisions.record(
        source=held,
        values=values(theme=Theme.PERSONNEL, exception_reason="Cấp uỷ đang kiện toàn"),
        today=TODAY,
        by=staff,
    )
    assert kept.exception_reason == "Cấp uỷ đang kiện toàn"


def test_a_reserved_matter_may_be_proposed_not_decided(held, staff) -> None:
    matter = matters.add(
        values={
            "name": "Bổ nhiệm cán bộ diện quản lý",
            "reserved_from": dt.date(2020, 1, 1),
            "reference": "Quy định 10-QĐ/TU, Điều 5",
        },
        by=staff,
    )
    typed = values(theme=Theme.PERSONNEL, matter=matter, committee_opinion="12-CV/ĐU")
    with pytest.raises(ReasonNeeded) as expected:
        decisions.record(source=held, values=typed, today=TODAY, by=staff)
    assert rules(expected) == ["competence-exceeded"]
    assert expected.value.cautions[0].reference == "Quy định 10-QĐ/TU, Điều 5"
    assert decisions.record(
        source=held, values={**typed, "outcome": Outcome.SUBMITTED}, today=TODAY, by=staff
    )


@pytest.mark.parametrize(
    ("since", "until", "flagged"),
    [
        (DAY, DAY, True),
        (dt.date(2026, 3, 13), None, False),
        (dt.date(2020, 1, 1), dt.date(2026, 3, 11), False),
    ],
)
def test_the_table_is_read_as_of_the_decision(held, staff, since, until, flagged) -> None:
    matter = Matter.objects.create(name="Việc", reserved_from=since, reserved_until=until)
    typed = {**values(matter=matter), "decided_on": DAY}
    assert bool(decisions.expected(typed, source=held, by_consultation=False)) is flagged


def test_a_matter_that_is_named_is_not_dropped(held, staff) -> None:
    matter = matters.add(values={"name": "Việc", "reserved_from": None}, by=staff)
    decisions.record(source=held, values=values(matter=matter), today=TODAY, by=staff)
    with pytest.raises(Refused):
        matters.drop(matter=matter, by=staff)


def test_secret_titles_stay_out(held, staff) -> None:
    with pytest.raises(Refused, match="117/2025"):
        decisions.record(source=held, values=values(title="(Mật) Phương án"), today=TODAY, by=staff)


def send(body, staff, **changes):
    typed = {
        "subject": "Góp ý kế hoạch",
        "theme": Theme.POLITICAL,
        "sent_on": DAY,
        "deadline_on": dt.date(2026, 3, 20),
        **changes,
    }
    return consultations.send(body=body, values=typed, by=staff)


def test_personnel_is_not_settled_in_writing(body_a, members, staff) -> None:
    with pytest.raises(ReasonNeeded) as expected:
        send(body_a, staff, theme=Theme.PERSONNEL)
    assert rules(expected) == ["secret-personnel-round"]
    assert "Điều 8" in expected.value.cautions[0].reference
    kept = send(body_a, staff, theme=Theme.PERSONNEL, exception_reason="Thiên tai, không họp được")
    with pytest.raises(ReasonNeeded) as again:
        decisions.record(
            source=kept,
            values=values(theme=Theme.PERSONNEL, committee_opinion="1-CV/ĐU"),
            today=TODAY,
            by=staff,
        )
    assert rules(again) == ["secret-personnel-round"]


def test_silence_counts_as_agreement_only_after_the_deadline_and_apart(body_a, members, staff) -> None:
    consultation = send(body_a, staff)
    answers = {
        members[0].pk: Answer.AGREED,
        members[1].pk: Answer.AGREED,
        members[2].pk: Answer.DISAGREED,
        members[3].pk: Answer.OTHER,
        members[4].pk: "",
    }
    consultations.gather(
        consultation=consultation,
        answers=answers,
        remarks={members[2].pk: "Chưa rõ nguồn"},
        answered_on=dt.date(2026, 3, 15),
        today=TODAY,
        by=staff,
    )
    replies = rounds_read.replies(consultation)
    open_tally = rounds_read.tally(consultation, replies, on=dt.date(2026, 3, 20))
    assert (
        open_tally.agreed,
        open_tally.disagreed,
        open_tally.other,
        open_tally.silent,
        open_tally.deemed_agreed,
        open_tally.votes_for,
    ) == (2, 1, 1, 3, 0, 2)
    closed_tally = rounds_read.tally(consultation, replies, on=dt.date(2026, 3, 21))
    assert (closed_tally.agreed, closed_tally.silent, closed_tally.deemed_agreed, closed_tally.votes_for) == (
        2,
        3,
        3,
        5,
    )


def test_an_answer_taken_back_is_silence_again(body_a, members, staff) -> None:
    consultation = send(body_a, staff)
    for answer in (Answer.AGREED, ""):
        consultations.gather(
            consultation=consultation,
            answers={members[0].pk: answer},
            remarks={},
            answered_on=DAY,
            today=TODAY,
            by=staff,
        )
    assert not consultation.answers.exists()


def test_a_decision_comes_from_one_source(body_a, members, staff) -> None:
    consultation = send(body_a, staff)
    consultations.close(consultation=consultation, closed_on=dt.date(2026, 3, 21), today=TODAY, by=staff)
    consultation.refresh_from_db()
    made = decisions.record(source=consultation, values=values(), today=TODAY, by=staff)
    assert (made.meeting_id, made.consultation_id, made.decided_on) == (
        None,
        consultation.pk,
        dt.date(2026, 3, 21),
    )
    assert Decision.objects.count() == 1


def test_a_person_with_two_seats_counts_once(body_a, members) -> None:
    seat = factories.SeatFactory(body=body_a, code="DD-A-99")
    factories.MembershipFactory(seat=seat, person=members[0])
    assert len(member_lists.on_day(body_a, DAY)) == 7


def test_tasks_are_carried_until_closed(held, staff) -> None:
    task = tasks.give(meeting=held, task=NewTask("Lập kế hoạch", None, dt.date(2026, 4, 1)), by=staff)
    following = factories.MeetingFactory(body=held.body, code="DD-A/2026-050", held_on=dt.date(2026, 6, 1))
    later = factories.MeetingFactory(body=held.body, code="DD-A/2026-051", held_on=dt.date(2026, 9, 1))
    assert carried_to(following, on=TODAY) == [task]
    tasks.finish(task=task, done_on=dt.date(2026, 6, 1), result="Xong", today=TODAY, by=staff)
    assert carried_to(following, on=TODAY) == [task]
    assert carried_to(later, on=TODAY) == []
    tasks.reopen(task=task, by=staff)
    assert carried_to(later, on=TODAY) == [task]


@pytest.mark.parametrize("done_on", [dt.date(2026, 3, 11), dt.date(2026, 11, 24)])
def test_a_task_is_done_between_its_giving_and_today(held, staff, done_on) -> None:
    task = tasks.give(meeting=held, task=NewTask("Việc", None, None), by=staff)
    with pytest.raises(Refused):
        tasks.finish(task=task, done_on=done_on, result="", today=TODAY, by=staff)


def test_how_well_a_task_was_done_is_written_down_with_its_end(as_user, body_a, staff) -> None:
    """Nobody writes it of what is not done, and opening it again takes it back."""
    task = factories.TaskFactory(body=body_a, given_on=dt.date(2026, 5, 1), code="NV-MUC")
    client, path = as_user(staff), "/nhiem-vu/xong/NV-MUC/"
    assert client.post(path, {"done_on": "1/6/2026", "quality": "splendid"}).status_code == 422
    assert client.post(path, {"done_on": "1/6/2026", "quality": "beyond"}).status_code == 303
    task.refresh_from_db()
    assert (task.done_on, task.quality) == (dt.date(2026, 6, 1), "beyond")
    assert "Vượt mức yêu cầu" in client.get("/nhiem-vu/NV-MUC/").content.decode()

    tasks.reopen(task=task, by=staff)
    task.refresh_from_db()
    assert (task.done_on, task.quality) == (None, "")
    with pytest.raises(Refused) as refused:
        tasks.edit(task=task, values={"quality": "beyond"}, today=TODAY, by=staff)
    assert refused.value.field == "quality"


def test_a_decision_and_a_task_stand_at_the_item_that_they_came_from(held, staff) -> None:
    item = held.agenda.create(position=9, title="Phân công nhiệm vụ", theme=Theme.POLITICAL)
    (made,) = decisions.adopt(
        meeting=held,
        items=[Item(one.title, one.theme, decides=one == item) for one in held.agenda.order_by("position")],
        present=5,
        today=TODAY,
        by=staff,
    )
    assert (made.title, made.theme, made.agenda_item, made.votes_for) == (item.title, item.theme, item, 5)
    task = tasks.give(meeting=held, task=NewTask("Việc", None, None, item), by=staff)
    assert task.agenda_item == item
    other = factories.MeetingFactory(body=held.body, held_on=DAY - dt.timedelta(days=90))
    with pytest.raises(Refused, match="không thuộc cuộc họp"):
        decisions.record(source=other, values=values(agenda_item=item), today=TODAY, by=staff)
    with pytest.raises(Refused, match="không thuộc cuộc họp"):
        tasks.give(meeting=other, task=NewTask("Việc", None, None, item), by=staff)
    item.delete()
    made.refresh_from_db()
    assert made.agenda_item is None

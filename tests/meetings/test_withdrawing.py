"""What was recorded by mistake is taken away with a reason, what hangs on it goes too or moves, and the
history keeps all."""

import datetime as dt

import pytest
from pghistory.models import Context

from core import acts
from core.addresses import reverse
from core.errors import Refused
from core.history import changes_where
from meetings.models import ConsultationAnswer, Decision, Meeting, MeetingFile, Task, WrittenConsultation
from meetings.services import decisions, tasks, withdrawals
from meetings.services.tasks import NewTask
from records.codes import next_code
from tests import factories

DAY = dt.date(2026, 3, 12)


def decided(body, **columns) -> Decision:
    return Decision.objects.create(
        **{
            "body": body,
            "decided_on": DAY,
            "title": "Việc chung",
            "theme": "other",
            "outcome": "decided",
            **columns,
        }
    )


@pytest.fixture
def task(held, staff) -> Task:
    return tasks.give(meeting=held, task=NewTask("Rà soát quy chế", None, dt.date(2026, 6, 1)), by=staff)


@pytest.fixture
def decision(held, body_a) -> Decision:
    return decided(body_a, meeting=held, code=f"{held.code}/QN1", title="Giao biên chế", votes_for=5)


@pytest.fixture
def other(body_a, members) -> Meeting:
    return factories.MeetingFactory(body=body_a, code="DD-A/2026-009", held_on=dt.date(2026, 4, 2))


@pytest.fixture
def consultation(body_a, members) -> WrittenConsultation:
    found = WrittenConsultation.objects.create(
        code="DD-A/LYK-2026-01",
        body=body_a,
        subject="Quy chế chi tiêu",
        theme="other",
        sent_on=DAY,
        deadline_on=dt.date(2026, 3, 20),
    )
    ConsultationAnswer.objects.create(consultation=found, person=members[0], answer="agree", answered_on=DAY)
    return found


def test_a_meeting_goes_with_what_hangs_on_it(held, task, decision, staff, as_user) -> None:
    url = reverse("meetings:withdraw", args=[held.code])
    client = as_user(staff)
    asked = client.get(url).content.decode()
    assert "Quyết nghị: Giao biên chế" in asked
    assert "Nhiệm vụ: Rà soát quy chế" in asked
    answer = client.post(url, {"reason": "Nhập hai lần"}, follow=True).content.decode()
    held.refresh_from_db()
    assert (held.status, held.status_reason) == ("cancelled", "Ghi nhầm: Nhập hai lần")
    assert not Task.objects.exists()
    assert not Decision.objects.exists()
    assert "Đã gỡ cuộc họp ghi nhầm." in answer


def test_without_a_reason_nothing_is_withdrawn(held, task, staff, as_user) -> None:
    answer = as_user(staff).post(reverse("meetings:withdraw", args=[held.code]), {"reason": ""})
    assert answer.status_code == 422
    assert "Nhập lý do gỡ" in answer.content.decode()
    assert Task.objects.get() == task


def test_what_hangs_on_a_meeting_moves_to_another(held, other, task, decision, staff, as_user) -> None:
    as_user(staff).post(
        reverse("meetings:withdraw", args=[held.code]), {"reason": "Nhập hai lần", "move_to": other.pk}
    )
    task.refresh_from_db()
    decision.refresh_from_db()
    assert (task.meeting, task.given_on, decision.meeting, decision.decided_on) == (
        other,
        other.held_on,
        other,
        other.held_on,
    )
    held.refresh_from_db()
    assert held.status == "cancelled"


def test_a_task_due_before_the_other_meeting_keeps_all_as_it_was(held, body_a, task, decision, staff) -> None:
    later = factories.MeetingFactory(body=body_a, code="DD-A/2026-010", held_on=dt.date(2026, 7, 1))
    with pytest.raises(Refused, match="Rà soát quy chế") as refused:
        withdrawals.withdraw_meeting(meeting=held, reason="Nhập hai lần", move_to=later, by=staff)
    assert refused.value.field == "move_to"
    decision.refresh_from_db()
    held.refresh_from_db()
    assert (decision.meeting, held.status) == (held, "held")


def test_nothing_moves_to_a_meeting_of_another_body(held, task, body_b, staff, as_user) -> None:
    foreign = factories.MeetingFactory(body=body_b, code="DD-B/2026-001", held_on=DAY)
    assert (
        as_user(staff)
        .post(reverse("meetings:withdraw", args=[held.code]), {"reason": "Nhầm", "move_to": foreign.pk})
        .status_code
        == 422
    )
    with pytest.raises(Refused, match="cùng tổ chức"):
        withdrawals.withdraw_meeting(meeting=held, reason="Nhầm", move_to=foreign, by=staff)


def test_a_consultation_goes_with_all_of_it(consultation, body_a, staff, as_user) -> None:
    made = decided(body_a, consultation=consultation, code=f"{consultation.code}/QN1")
    MeetingFile.objects.create(
        consultation=consultation,
        name="a.pdf",
        kind="pdf",
        size=1,
        sha256="0" * 64,
        added_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
        added_by=staff,
    )
    url = reverse("meetings:withdraw_consultation", args=[consultation.code])
    client = as_user(staff)
    asked = client.get(url).content.decode()
    assert f"Quyết nghị: {made.title}" in asked
    assert "1 ý kiến trả lời, gỡ theo" in asked
    assert "1 tài liệu, gỡ theo" in asked
    assert client.post(url, {"reason": "Nhầm tổ chức"}).status_code == 303
    for model in (WrittenConsultation, ConsultationAnswer, Decision, MeetingFile):
        assert not model.objects.exists(), model


def test_history_keeps_what_was_withdrawn(held, task, body_b, staff, secretary_of_b, as_user) -> None:
    client = as_user(staff)
    client.post(reverse("meetings:withdraw_task", args=[task.code]), {"reason": "Nhập nhầm tổ chức"})
    (gone,) = changes_where(Task, title="code", pgh_label="delete")
    assert (gone.record, gone.reason, gone.by) == (task.code, "Nhập nhầm tổ chức", str(staff))
    assert {item.before for item in gone.differences} >= {"Rà soát quy chế", "12/03/2026"}
    listed = client.get(reverse("meetings:withdrawn")).content.decode()
    assert "Nhập nhầm tổ chức" in listed
    acts.take_back(acts.read(Context.objects.latest("created_at").pk))
    assert Task.objects.get() == task
    assert "Nhập nhầm tổ chức" not in client.get(reverse("meetings:withdrawn")).content.decode(), "it is back"
    assert (
        "Nhập nhầm tổ chức" not in as_user(secretary_of_b).get(reverse("meetings:withdrawn")).content.decode()
    )


def test_a_code_is_never_given_again(held, task, staff) -> None:
    tasks.withdraw(task=task, reason="Nhầm", by=staff)
    again = tasks.give(meeting=held, task=NewTask("Việc khác", None, None), by=staff)
    assert (task.code, again.code) == (f"{held.code}/NV1", f"{held.code}/NV2")
    assert next_code(Task, f"{held.code}/NV", digits=1) == f"{held.code}/NV3"


def test_a_reason_with_a_secrecy_mark_is_refused(task, staff) -> None:
    with pytest.raises(Refused, match="117/2025"):
        tasks.withdraw(task=task, reason="(Mật)", by=staff)
    assert Task.objects.exists()


def test_meetings_too_are_listed_as_taken_away(held, other, body_b, staff, secretary_of_b, as_user) -> None:
    client = as_user(staff)
    client.post(reverse("meetings:withdraw", args=[held.code]), {"reason": "Nhập hai lần"})
    listed = client.get(reverse("meetings:withdrawn")).content.decode()
    assert held.code in listed
    assert "Nhập hai lần" in listed
    assert other.code not in listed
    assert held.code not in as_user(secretary_of_b).get(reverse("meetings:withdrawn")).content.decode()


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_a_cancelled_meeting_decides_nothing(held, status, staff, as_user) -> None:
    Meeting.objects.filter(pk=held.pk).update(status=status)
    held.refresh_from_db()
    with pytest.raises(Refused, match="trạng thái"):
        tasks.give(meeting=held, task=NewTask("Rà soát quy chế", None, None), by=staff)
    with pytest.raises(Refused, match="trạng thái"):
        decisions.record(
            source=held,
            values={"title": "Việc chung", "theme": "other", "outcome": "decided"},
            today=dt.date(2026, 6, 1),
            by=staff,
        )
    page = as_user(staff).get(reverse("meetings:page", args=[held.code])).content.decode()
    for act in ("give_task", "attendance", "minutes", "invite"):
        assert reverse(f"meetings:{act}", args=[held.code]) not in page
    assert not Task.objects.exists()
    assert not Decision.objects.exists()


def test_the_way_back_is_a_form_that_holds_what_changed(held, staff, as_user) -> None:
    client = as_user(staff)
    client.post(reverse("meetings:withdraw", args=[held.code]), {"reason": "Nhập hai lần"})
    page = client.get(reverse("meetings:meeting_history", args=[held.code])).content.decode()
    assert "Nhập hai lần" in page
    assert "Khôi phục</a>" not in page
    Meeting.objects.filter(pk=held.pk).update(minutes_text="Chép lại")
    page = client.get(reverse("meetings:meeting_history", args=[held.code])).content.decode()
    assert f"{reverse('meetings:edit', args=[held.code])}?khoi-phuc=" in page
    Meeting.objects.filter(pk=held.pk).update(place="Phòng 2")
    page = client.get(reverse("meetings:meeting_history", args=[held.code])).content.decode()
    assert f"{reverse('meetings:edit', args=[held.code])}?khoi-phuc=" in page

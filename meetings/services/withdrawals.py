"""Take away meetings and consultations that were recorded by mistake, with what hangs on them, or after
moving that to another meeting."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core import dates, editing
from core.errors import Refused
from core.signals import facts_changed
from meetings.enums import MeetingStatus
from meetings.models import Decision, Meeting, MeetingFile, Task, WrittenConsultation
from meetings.queries import members
from meetings.services import tasks


@transaction.atomic
def withdraw_meeting(*, meeting: Meeting, reason: str, move_to: Meeting | None = None, by: User) -> None:
    """Take back that a meeting was held: it stays as cancelled, with the reason. Its decisions and tasks go
    too, or to `move_to`. Raises Refused."""
    check_can_edit_body(by, meeting.body_id)
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if meeting.status != MeetingStatus.HELD:
        raise Refused(
            _("Cuộc họp đang ở trạng thái “%(status)s” nên không có gì để gỡ.")
            % {"status": meeting.get_status_display()}
        )
    decisions, given = list(meeting.decisions.select_for_update()), list(meeting.tasks.select_for_update())
    if move_to is not None:
        _check_target(move_to, meeting.body_id)
        _move(decisions, to=move_to)
        tasks.move(given=given, to=move_to)
        decisions, given = [], []
    files = MeetingFile.objects.filter(Q(decision__in=decisions) | Q(task__in=given))
    editing.withdraw(*files, *decisions, *given, reason=reason)
    editing.change(
        meeting,
        {"status": MeetingStatus.CANCELLED, "status_reason": _("Ghi nhầm: %(reason)s") % {"reason": reason}},
    )
    facts_changed.send(sender=None, body_ids=[meeting.body_id])


@transaction.atomic
def withdraw_consultation(
    *, consultation: WrittenConsultation, reason: str, move_to: Meeting | None = None, by: User
) -> None:
    """Take away a consultation with its answers and papers. Its decisions go too, or to the meeting
    `move_to`. Raises Refused."""
    check_can_edit_body(by, consultation.body_id)
    consultation = WrittenConsultation.objects.select_for_update().get(pk=consultation.pk)
    decisions = list(consultation.decisions.select_for_update())
    if move_to is not None:
        _check_target(move_to, consultation.body_id)
        _move(decisions, to=move_to)
        decisions = []
    files = MeetingFile.objects.filter(Q(decision__in=decisions) | Q(consultation=consultation))
    editing.withdraw(*files, *decisions, *consultation.answers.all(), consultation, reason=reason)
    facts_changed.send(sender=None, body_ids=[consultation.body_id])


def hanging_on(record: Meeting | WrittenConsultation) -> list[Any]:
    """Return the decisions and tasks that hang on a record. At most two queries."""
    given = record.tasks.order_by("code") if isinstance(record, Meeting) else Task.objects.none()
    return [*record.decisions.order_by("code"), *given]


def papers_of(record: Meeting | WrittenConsultation) -> int:
    """Return how many papers hang on a record. One query."""
    return record.files.filter(removed_at=None).count()


def _check_target(to: Meeting, body_id: int) -> None:
    if to.body_id != body_id or to.status != MeetingStatus.HELD or to.held_on is None:
        raise Refused(_("Chỉ chuyển sang được cuộc họp đã họp của cùng tổ chức."), field="move_to")


def _move(decisions: list[Decision], *, to: Meeting) -> None:
    """Let another meeting have decided, on its day. Raises Refused where more votes were counted than there
    were members."""
    assert to.held_on is not None
    there = len(members.on_day(to.body, to.held_on))
    for decision in decisions:
        votes = sum(
            vote or 0 for vote in (decision.votes_for, decision.votes_against, decision.votes_abstaining)
        )
        if there and votes > there:
            words = _(
                "Quyết nghị “%(title)s” có %(votes)s phiếu, nhiều hơn %(members)s thành viên ngày họp"
                " %(day)s. Hãy chọn cuộc họp khác, hoặc sửa số phiếu trước."
            )
            raise Refused(
                words
                % {
                    "title": decision.title,
                    "votes": votes,
                    "members": there,
                    "day": dates.day(to.held_on),
                },
                field="move_to",
            )
        editing.change(
            decision,
            {
                "meeting_id": to.pk,
                "agenda_item_id": None,
                "consultation_id": None,
                "decided_on": to.held_on,
            },
        )

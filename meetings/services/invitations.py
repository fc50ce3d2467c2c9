"""Invitations by mail: rows of the outbox, looked at again before they go out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from email.utils import parseaddr
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core import clock
from core.errors import Refused
from core.secrecy import check_not_secret
from meetings.documents import calendars
from meetings.documents.papers import calling
from meetings.enums import MeetingStatus
from meetings.models import Invitation, Meeting
from meetings.queries import members
from outbox.documents import composing
from outbox.enums import MessageKind, MessageState
from outbox.models import MailPolicy, Message
from outbox.queries.policy import policy as mail_policy
from outbox.services.checks import Objection

# Quiet hours do not hold back an invitation whose meeting begins sooner than this after their end.
NOTICE = dt.timedelta(hours=3)


class Invitee(NamedTuple):
    """Someone to invite: a member (by key of person), or a guest."""

    name: str
    email: str
    person_id: int | None = None


def invitees(meeting: Meeting) -> tuple[list[Invitee], list[str]]:
    """Return the members on the meeting's day who have an address, and the names of those who have none."""
    if meeting.held_on is None:
        return [], []
    there = members.on_day(meeting.body, meeting.held_on)
    reachable = [
        Invitee(member.person.full_name, member.person.email, member.person.pk)
        for member in there
        if member.person.email
    ]
    return reachable, [member.person.full_name for member in there if not member.person.email]


@transaction.atomic
def queue(*, meeting: Meeting, to: Sequence[Invitee], message: str, now: dt.datetime, by: User) -> int:
    """Put one mail for each address into the outbox and return how many are new; an address that has this
    version gets none.

    Raises Refused for a held meeting, for one without a day, and for a message that carries a secrecy mark.
    """
    check_can_edit_body(by, meeting.body_id)
    meeting = (
        Meeting.objects.select_for_update(no_key=True, of=("self",))
        .select_related("body__kind", "chair")
        .get(pk=meeting.pk)
    )
    check_not_secret(message, field="message")
    if meeting.status == MeetingStatus.HELD:
        raise Refused(_("Cuộc họp đã diễn ra nên không gửi giấy mời nữa."))
    if meeting.held_on is None:
        raise Refused(_("Cuộc họp chưa có ngày nên chưa gửi giấy mời được."))
    there = members.on_day(meeting.body, meeting.held_on)
    invited = set(
        meeting.invitations.filter(sequence=meeting.invitation_sequence).values_list("email", flat=True)
    )
    fresh: dict[str, Invitee] = {}
    for invitee in to:
        if invitee.email.lower() not in invited:
            fresh.setdefault(invitee.email.lower(), invitee)
    invitations = [
        Invitation(
            meeting=meeting,
            person_id=invitee.person_id,
            name=invitee.name,
            email=email,
            sequence=meeting.invitation_sequence,
            message=message,
            queued_by=by,
        )
        for email, invitee in fresh.items()
    ]
    by_policy = mail_policy()
    for invitation in invitations:
        invitation.mail = composing.letter(
            MessageKind.INVITATION,
            "giay-moi",
            f"{invitation.meeting_id}.{invitation.sequence}",
            address=invitation.email,
            name=invitation.name,
            day=now.astimezone(clock.ZONE).date(),
            now=now,
            policy=by_policy,
            reply_to=meeting.body.email,
            leaves_by=calendars.begins_at(meeting) - NOTICE,
        )
        compose(invitation, there, policy=by_policy, now=now)
    Message.objects.bulk_create([invitation.mail for invitation in invitations])
    Invitation.objects.bulk_create(invitations)
    return len(invitations)


def check_again(messages: Sequence[Message], now: dt.datetime) -> dict[int, Objection]:
    """Return which invitations no longer hold; the others say what the meeting's page says now. Four queries
    a meeting, two a mail."""
    rows = Invitation.objects.filter(mail__in=messages)
    rows = rows.select_related("meeting__body__kind", "meeting__chair")
    of_mail = {invitation.mail_id: invitation for invitation in rows}
    there: dict[int, list[members.Member]] = {}
    by_policy = mail_policy()
    objections = {}
    for message in messages:
        invitation = of_mail[message.pk]
        meeting = invitation.meeting
        if meeting.pk not in there and meeting.held_on is not None:
            there[meeting.pk] = members.on_day(meeting.body, meeting.held_on)
        if reason := _why_not(invitation, there.get(meeting.pk, []), now=now):
            objections[message.pk] = Objection(reason)
            continue
        invitation.mail = message
        compose(invitation, there[meeting.pk], policy=by_policy, now=now)
        message.save(update_fields=["subject", "text", "html", "calendar", "calendar_method"])
    return objections


def _why_not(invitation: Invitation, there: Sequence[members.Member], *, now: dt.datetime) -> str:
    """Return why an invitation is not sent after all, or ""."""
    meeting = invitation.meeting
    if meeting.status == MeetingStatus.HELD:
        return _("Cuộc họp đã diễn ra nên không gửi giấy mời nữa.")
    if meeting.held_on is None or invitation.sequence != meeting.invitation_sequence:
        # The meeting has changed since: its newer invitation says more than this one.
        return _("Cuộc họp đã thay đổi trước khi thư được gửi; cần gửi lại giấy mời mới.")
    if meeting.held_on < now.astimezone(clock.ZONE).date():
        return _("Đã qua ngày họp nên không gửi nữa.")
    addresses = {member.person.pk: member.person.email.lower() for member in there}
    if invitation.person_id is not None and addresses.get(invitation.person_id) != invitation.email:
        return _("Người được mời không còn là thành viên hoặc đã đổi địa chỉ thư.")
    return ""


def compose(
    invitation: Invitation, there: Sequence[members.Member], *, policy: MailPolicy, now: dt.datetime
) -> None:
    """Write the invitation's mail: words, the same as on paper, and the calendar file, which programs answer
    by a button."""
    meeting, message = invitation.meeting, invitation.mail
    invitee = (invitation.name, invitation.email)
    message.calendar, message.calendar_method = calendars.invitation(
        meeting, organiser=_organiser(meeting), invitee=invitee, now=now
    )
    earlier = Invitation.objects.filter(
        meeting=meeting, email=invitation.email, mail__state=MessageState.SENT
    ).exclude(sequence=invitation.sequence)
    context = context_of(invitation, there, method=message.calendar_method, first_time=not earlier.exists())
    composing.put(message, words(invitation, there, context, policy=policy))


def context_of(
    invitation: Invitation, there: Sequence[members.Member], *, method: str, first_time: bool
) -> dict[str, Any]:
    """Return what the words of an invitation are made from, those of the paper among them."""
    meeting = invitation.meeting
    return {
        "invitation": invitation,
        "meeting": meeting,
        "said": calling.words(meeting, meeting.agenda.order_by("position"), there),
        "url": calendars.address(meeting),
        "method": method,
        "first_time": first_time,
    }


def words(
    invitation: Invitation,
    there: Sequence[members.Member],
    context: Mapping[str, Any],
    *,
    policy: MailPolicy,
) -> composing.Composed:
    """Return the words of an invitation, signed by the body that invites."""
    body = invitation.meeting.body
    offices = [
        f"{member.role.label} {body.name}" for member in there if member.person.pk == invitation.person_id
    ]
    return composing.compose(
        "meetings/mail/invitation",
        context,
        to=composing.Addressee(invitation.name, offices),
        policy=policy,
        signed=body.name,
    )


def _organiser(meeting: Meeting) -> str:
    address: str = meeting.body.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address

"""Invitations by mail: rows of the outbox, looked at again before they go out."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from email.utils import parseaddr
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core import clock, mail
from core.errors import Refused
from core.secrecy import check_not_secret
from meetings import documents
from meetings.enums import MeetingStatus
from meetings.models import Invitation, Meeting
from meetings.queries import members
from outbox.enums import MessageKind, MessageState
from outbox.models import Message
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
        .select_related("body", "chair")
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
    for invitation in invitations:
        invitation.mail = Message(
            address=invitation.email,
            recipient_name=invitation.name,
            kind=MessageKind.INVITATION,
            day=now.astimezone(clock.ZONE).date(),
            headers=mail.automatic("giay-moi")
            | ({"Reply-To": meeting.body.email} if meeting.body.email else {}),
            message_id=_message_id(invitation),
            created_at=now,
            leaves_by=documents.begins_at(meeting) - NOTICE,
        )
        compose(invitation, there, now=now)
    Message.objects.bulk_create([invitation.mail for invitation in invitations])
    Invitation.objects.bulk_create(invitations)
    return len(invitations)


def check_again(messages: Sequence[Message], now: dt.datetime) -> dict[int, Objection]:
    """Return which invitations no longer hold; the others say what the meeting's page says now. Four queries
    a meeting, two a mail."""
    rows = Invitation.objects.filter(mail__in=messages).select_related("meeting__body", "meeting__chair")
    of_mail = {invitation.mail_id: invitation for invitation in rows}
    there: dict[int, list[members.Member]] = {}
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
        compose(invitation, there[meeting.pk], now=now)
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


def compose(invitation: Invitation, there: Sequence[members.Member], *, now: dt.datetime) -> None:
    """Write the invitation's mail: words, the same as a page, and the calendar file, which programs answer by
    a button."""
    meeting, message = invitation.meeting, invitation.mail
    invitee = (invitation.name, invitation.email)
    message.calendar, message.calendar_method = documents.invitation(
        meeting, organiser=_organiser(meeting), invitee=invitee, now=now
    )
    offices = [
        f"{member.role.label} {meeting.body.name}"
        for member in there
        if member.person.pk == invitation.person_id
    ]
    earlier = Invitation.objects.filter(
        meeting=meeting, email=invitation.email, mail__state=MessageState.SENT
    ).exclude(sequence=invitation.sequence)
    with override("vi"):
        context = {
            "invitation": invitation,
            "meeting": meeting,
            "agenda": meeting.agenda.order_by("position"),
            "url": documents.address(meeting),
            "method": message.calendar_method,
            "salutation": mail.salutation(invitation.name, offices=offices),
            "trial": bool(mail.reach()),
            "first_time": not earlier.exists(),
        }
        subject, message.text, message.html = (
            render_to_string(f"meetings/mail/invitation{part}", context)
            for part in ("_subject.txt", ".txt", ".html")
        )
    message.subject = " ".join(subject.split())[:250]


def _message_id(invitation: Invitation) -> str:
    """Return the Message-ID: the same however often the mail is made or sent."""
    recipient = hashlib.sha256(invitation.email.encode()).hexdigest()[:32]
    return f"<giay-moi.{invitation.meeting_id}.{invitation.sequence}.{recipient}@{mail.domain()}>"


def _organiser(meeting: Meeting) -> str:
    address: str = meeting.body.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address

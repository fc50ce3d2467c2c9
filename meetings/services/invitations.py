"""Invitations by mail: a row first, claimed by a conditional UPDATE, then sent. A broker that is down loses nothing."""

import datetime as dt
import smtplib
from collections.abc import Sequence
from email.utils import parseaddr
from typing import NamedTuple

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core import clock, mail
from core.errors import Refused
from core.secrecy import check_not_secret
from meetings import documents
from meetings.enums import DeliveryState, MeetingStatus
from meetings.models import Invitation, Meeting
from meetings.queries import members

# A sender that died in the middle is presumed dead after this long; the mail may then go out twice, never not at all.
ABANDONED_AFTER = dt.timedelta(minutes=15)
RETRY_AFTER = dt.timedelta(minutes=5)
ATTEMPTS = 6


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
    reachable = [Invitee(member.person.full_name, member.person.email, member.person.pk) for member in there if member.person.email]
    return reachable, [member.person.full_name for member in there if not member.person.email]


@transaction.atomic
def queue(*, meeting: Meeting, to: Sequence[Invitee], message: str, now: dt.datetime, by: User) -> int:
    """Put one mail for each address into the outbox and return how many are new; an address that has this version gets none.

    Raises Refused for a held meeting, for one without a day, and for a message that carries a secrecy mark.
    """
    check_can_edit_body(by, meeting.body_id)
    meeting = Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("body").get(pk=meeting.pk)
    check_not_secret(message, field="message")
    if meeting.status == MeetingStatus.HELD:
        raise Refused(_("Cuộc họp đã diễn ra nên không gửi giấy mời nữa."))
    if meeting.held_on is None:
        raise Refused(_("Cuộc họp chưa có ngày nên chưa gửi giấy mời được."))
    rows = [
        Invitation(
            meeting=meeting,
            person_id=invitee.person_id,
            name=invitee.name,
            email=invitee.email.lower(),
            sequence=meeting.invitation_sequence,
            message=message,
            queued_at=now,
            queued_by=by,
        )
        for invitee in to
    ]
    before = Invitation.objects.filter(meeting=meeting).count()
    Invitation.objects.bulk_create(rows, ignore_conflicts=True)
    # Robust: with the broker gone the rows wait for the next beat.
    transaction.on_commit(lambda: current_app.send_task("reminders.send_invitations"), robust=True)
    return Invitation.objects.filter(meeting=meeting).count() - before


def waiting(now: dt.datetime) -> list[int]:
    """Return the keys of the mails to send: queued ones, and those whose sender died."""
    due = Q(state=DeliveryState.QUEUED) & (Q(claimed_at=None) | Q(claimed_at__lte=now - RETRY_AFTER))
    abandoned = Q(state=DeliveryState.CLAIMED, claimed_at__lte=now - ABANDONED_AFTER)
    return list(Invitation.objects.filter(due | abandoned).order_by("queued_at", "pk").values_list("pk", flat=True))


def send(key: int, *, sender_name: str, now: dt.datetime) -> bool:
    """Claim a mail, send it, write down what became of it; return whether it went out. Someone else's claim is left alone."""
    due = Q(state=DeliveryState.QUEUED) & (Q(claimed_at=None) | Q(claimed_at__lte=now - RETRY_AFTER))
    abandoned = Q(state=DeliveryState.CLAIMED, claimed_at__lte=now - ABANDONED_AFTER)
    claimed = Invitation.objects.filter(due | abandoned, pk=key).update(state=DeliveryState.CLAIMED, claimed_at=now, attempts=F("attempts") + 1)
    if not claimed:
        return False
    invitation = Invitation.objects.select_related("meeting__body", "meeting__chair").get(pk=key)
    if invitation.sequence != invitation.meeting.invitation_sequence:
        # The meeting has changed since: its newer invitation says more than this one.
        Invitation.objects.filter(pk=key).update(state=DeliveryState.FAILED, error=_("Cuộc họp đã thay đổi trước khi thư được gửi; cần gửi lại giấy mời mới."))
        return False
    try:
        compose(invitation, sender_name=sender_name, now=now).send()
    except (smtplib.SMTPException, OSError, mail.BadHeader) as error:
        again = invitation.attempts < ATTEMPTS and not isinstance(error, smtplib.SMTPRecipientsRefused | mail.BadHeader)
        Invitation.objects.filter(pk=key).update(state=DeliveryState.QUEUED if again else DeliveryState.FAILED, error=str(error)[:500])
        return False
    Invitation.objects.filter(pk=key).update(state=DeliveryState.SENT, sent_at=now, error="")
    return True


def compose(invitation: Invitation, *, sender_name: str, now: dt.datetime) -> mail.ReadyMail:
    """Return the mail: words, the same as a page, and the calendar file, which programs answer by a button."""
    meeting = invitation.meeting
    url = documents.address(meeting)
    calendar = documents.invitation(meeting, organiser=_organiser(meeting), invitee=(invitation.name, invitation.email), now=now)
    with override("vi"):
        context = {
            "invitation": invitation,
            "meeting": meeting,
            "agenda": meeting.agenda.order_by("position"),
            "url": url,
            "method": calendar[1],
            "salutation": mail.salutation(invitation.name, offices=_offices(invitation)),
            "trial": bool(mail.reach()),
            "first_time": not Invitation.objects.filter(meeting=meeting, email=invitation.email, state=DeliveryState.SENT).exists(),
        }
        subject, text, html = (render_to_string(f"meetings/mail/invitation{part}", context) for part in ("_subject.txt", ".txt", ".html"))
    content = mail.content(
        sender=(sender_name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        recipient=(invitation.name, invitation.email),
        subject=" ".join(subject.split()),
        message_id=f"<giay-moi.{invitation.pk}.{invitation.sequence}@{mail.domain()}>",
        sent_at=now.astimezone(clock.ZONE),
        headers=mail.automatic("giay-moi") | ({"Reply-To": meeting.body.email} if meeting.body.email else {}),
        text=text,
        html=html,
        calendar=calendar,
    )
    return mail.ReadyMail(content, to=invitation.email)


def _offices(invitation: Invitation) -> list[str]:
    """Return the office that a member holds in the body on the day of the meeting; of a guest none is known."""
    meeting = invitation.meeting
    if invitation.person_id is None or meeting.held_on is None:
        return []
    there = members.on_day(meeting.body, meeting.held_on)
    return [f"{member.role.label} {meeting.body.name}" for member in there if member.person.pk == invitation.person_id]


def _organiser(meeting: Meeting) -> str:
    address: str = meeting.body.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address

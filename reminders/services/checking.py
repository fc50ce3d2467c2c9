"""The last look before a mail goes out: what was settled meanwhile drops out, and so does who is no longer to be told."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from core.mail import is_allowed
from obligations.queries import records, sentences
from reminders import schedule
from reminders.enums import Audience, MessageEventKind, MessageState
from reminders.models import MailPolicy, Message, MessageEvent, Reminder
from reminders.queries import inputs
from reminders.services import planning


def check_again(messages: Sequence[Message], *, day: dt.date, now: dt.datetime, policy: MailPolicy) -> list[Message]:
    """Return the mails that may go out, with their words made anew where something dropped out of them.

    The others are marked as skipped, with the reason. What drops out leaves the ledger: should it hold again, it is told again.
    """
    reminders = defaultdict(list)
    for reminder in Reminder.objects.filter(message__in=messages).select_related("flag").defer("flag__evidence", "flag__parameters"):
        reminders[reminder.message_id].append(reminder)
    flags = {reminder.flag_id for group in reminders.values() for reminder in group}
    look = planning.picture(day, flag_ids=flags)
    findings = {finding.flag: finding for finding in look.findings}
    leaders = {address.lower() for address, _name, _all_clear in inputs.leaders()}
    reached = {(body, audience): {recipient.address.lower() for recipient in group} for (body, audience), group in look.people.items()}
    ready = []
    for message in messages:
        address = message.address.lower()
        if address in look.stopped:
            _skip(message, _("Địa chỉ đã bị ngừng do thư bị trả lại."), now=now)
            continue
        if not is_allowed(address):
            _skip(message, _("Hệ thống chưa vận hành chính thức: địa chỉ không nằm trong danh sách được phép (MAIL_ALLOW)."), now=now)
            continue
        group = reminders.get(message.pk, [])
        why = {reminder.pk: _why_not(reminder, findings, look, reached, leaders) for reminder in group}
        dropped = [reminder for reminder in group if why[reminder.pk]]
        kept = [reminder for reminder in group if not why[reminder.pk]]
        if dropped and not _rewrite(message, kept, [(reminder, why[reminder.pk]) for reminder in dropped], look, day=day, now=now, policy=policy):
            continue
        ready.append(message)
    return ready


def _why_not(
    reminder: Reminder,
    findings: dict[int, schedule.Finding],
    look: planning.Picture,
    reached: dict[tuple[int | None, str], set[str]],
    leaders: set[str],
) -> str:
    """Return why a finding is not told to this address after all, or ""."""
    finding = findings.get(reminder.flag_id)
    if finding is None or finding.opening != reminder.opening:
        return _("đã khắc phục hoặc tổ chức đã kết thúc")
    silent = schedule.is_silent(finding, look.snoozes, look.day)
    if silent:
        return _("được miễn, hoãn") if silent == "waived" else _("đang tạm dừng nhắc")
    address = reminder.address.lower()
    if reminder.audience == Audience.BRIEF:
        return "" if address in leaders else _("không còn nhận tin tuần")
    if reminder.audience == Audience.ASKED:
        return "" if address in reached.get((finding.flag, reminder.audience), ()) else _("đã trả lời phiếu lấy ý kiến")
    key = (None if reminder.audience == Audience.OFFICE else finding.body, reminder.audience)
    return "" if address in reached.get(key, ()) else _("không còn là người nhận")


@transaction.atomic
def _rewrite(
    message: Message,
    kept: list[Reminder],
    dropped: list[tuple[Reminder, str]],
    look: planning.Picture,
    *,
    day: dt.date,
    now: dt.datetime,
    policy: MailPolicy,
) -> bool:
    """Take findings out of a mail; return False when nothing is left and the mail is skipped."""
    detail = "; ".join(f"{sentences.title(reminder.flag.rule)} ({reminder.flag.subject}): {reason}" for reminder, reason in dropped)
    Reminder.objects.filter(pk__in=[reminder.pk for reminder, _reason in dropped]).delete()
    if not kept:
        _skip(message, detail, now=now)
        return False
    MessageEvent.objects.create(message=message, kind=MessageEventKind.DROPPED, at=now, detail=detail)
    findings = {finding.flag: finding for finding in look.findings}
    entries = schedule.in_order(schedule.Entry(findings[reminder.flag_id], reminder.step, reminder.audience) for reminder in kept)
    rows = planning.rows_of({entry.finding.flag: entry.finding.body for entry in entries})
    rendered = planning.words(
        message.kind,
        entries,
        rows,
        on=day,
        name=message.recipient_name,
        address=message.address,
        policy=policy,
        open_of_body=Counter(),
        names=records.known(rows.values(), links=False).names,
    )
    message.subject, message.text, message.html = rendered.subject, rendered.text, rendered.html
    message.save(update_fields=["subject", "text", "html"])
    return True


def _skip(message: Message, detail: str, *, now: dt.datetime) -> None:
    Message.objects.filter(pk=message.pk).update(state=MessageState.SKIPPED, claimed_by="", last_error=detail)
    MessageEvent.objects.create(message=message, kind=MessageEventKind.SKIPPED, at=now, detail=detail)

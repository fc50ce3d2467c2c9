"""The last look before a mail goes out: what was settled meanwhile drops out, and so does who is no longer to
be told."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.clock import ZONE
from obligations.queries import sentences
from outbox.documents import composing
from outbox.enums import MessageEventKind
from outbox.models import Message, MessageEvent
from outbox.queries import policy as mail_policy
from outbox.services.checks import Objection
from reminders import schedule
from reminders.documents import mails
from reminders.enums import Audience
from reminders.models import Forewarning, Reminder
from reminders.queries import coming, given, inputs
from reminders.queries import names as names_of
from reminders.services import planning


def check_again(messages: Sequence[Message], now: dt.datetime) -> dict[int, Objection]:
    """Return which mails may not go out: with nothing left in them, or on a day off.

    Where something dropped out of a mail its words are made anew. What drops out leaves the ledger: should it
    hold again, it is told again.
    """
    day = now.astimezone(ZONE).date()
    policy, days_off = inputs.policy(), inputs.days_off()
    if not policy.mail_on_days_off and not schedule.is_working_day(day, days_off):
        resumes = dt.datetime.combine(
            schedule.next_sending_day(day, days_off, on_days_off=False), dt.time(), tzinfo=ZONE
        )
        return {message.pk: Objection(not_before=resumes) for message in messages}
    reminders = defaultdict(list)
    for reminder in Reminder.objects.filter(message__in=messages).select_related("flag"):
        reminders[reminder.message_id].append(reminder)
    flags = {reminder.flag_id for group in reminders.values() for reminder in group}
    look = planning.picture(day, flag_ids=flags)
    findings = {finding.flag: finding for finding in look.findings}
    leaders = {address.lower() for address, _name, _all_clear in inputs.leaders()}
    reached = {
        (body, audience): {recipient.address.lower() for recipient in group}
        for (body, audience), group in look.people.items()
    }
    telling_ahead = set(Forewarning.objects.filter(message__in=messages).values_list("message_id", flat=True))
    objections = {}
    for message in messages:
        group = reminders.get(message.pk, [])
        why = {reminder.pk: _why_not(reminder, findings, look, reached, leaders) for reminder in group}
        dropped = [reminder for reminder in group if why[reminder.pk]]
        remaining = [reminder for reminder in group if not why[reminder.pk]]
        ahead = coming.of_message(message, day) if message.pk in telling_ahead else coming.NOTHING
        if dropped or ahead.gone:
            detail = "; ".join(
                [
                    *(
                        f"{sentences.title(reminder.flag.rule)} ({reminder.flag.subject}): {why[reminder.pk]}"
                        for reminder in dropped
                    ),
                    *(
                        [_("%(n)s việc báo trước hạn đã xong hoặc có hạn mới") % {"n": ahead.gone}]
                        if ahead.gone
                        else []
                    ),
                ]
            )
            Reminder.objects.filter(pk__in=[reminder.pk for reminder in dropped]).delete()
            tasks = given.of_message(message, day)
            if remaining or tasks or ahead.ahead:
                lines = planning.lines_ahead(ahead.ahead, ahead.words, day)
                _rewrite(message, remaining, look, tasks=tasks, ahead=lines, detail=detail, day=day, now=now)
            else:
                objections[message.pk] = Objection(detail)
    return objections


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
    resting = schedule.reason_to_rest(finding, look.snoozes, look.day)
    if resting:
        return _("được miễn, hoãn") if resting == "waived" else _("đang tạm dừng nhắc")
    address = reminder.address.lower()
    if reminder.audience == Audience.BRIEF:
        return "" if address in leaders else _("không còn nhận tin tuần")
    if reminder.audience in {Audience.CONSULTED, Audience.ASSIGNED}:
        if address in reached.get((finding.flag, reminder.audience), ()):
            return ""
        is_asked = reminder.audience == Audience.CONSULTED
        return _("đã trả lời phiếu lấy ý kiến") if is_asked else _("không còn là người nhận")
    key = (None if reminder.audience == Audience.OFFICE else finding.body, reminder.audience)
    return "" if address in reached.get(key, ()) else _("không còn là người nhận")


def _rewrite(
    message: Message,
    remaining: list[Reminder],
    look: planning.Picture,
    *,
    tasks: Sequence[given.Given],
    ahead: Sequence[mails.Ahead],
    detail: str,
    day: dt.date,
    now: dt.datetime,
) -> None:
    """Render a mail anew from the findings that are left in it; its log says what dropped out."""
    MessageEvent.objects.create(message=message, kind=MessageEventKind.DROPPED, at=now, detail=detail)
    findings = {finding.flag: finding for finding in look.findings}
    entries = schedule.in_order(
        schedule.DigestEntry(findings[reminder.flag_id], reminder.step, reminder.audience)
        for reminder in remaining
    )
    rows = planning.rows_of({entry.finding.flag for entry in entries}, day)
    words = planning.render(
        message.kind,
        entries,
        rows,
        tasks=tasks,
        ahead=ahead,
        on=day,
        name=message.recipient_name,
        address=message.address,
        office=planning.offices_for([message.kind]).get(message.address.lower(), ""),
        policy=mail_policy.policy(),
        week=planning.week_for(message.kind, entries, day),
        open_of_body=Counter(),
        names=names_of.of_rows(rows.values()),
    )
    composing.put(message, words)
    message.save(update_fields=["subject", "text", "html"])

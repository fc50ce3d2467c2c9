"""Making the mails of a day: the same function gives the preview and what is sent."""

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core import signing
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import override

from core.addresses import absolute
from core.clock import ZONE
from core.locks import AdvisoryLock
from core.mail import automatic, domain
from delegations.models import Body
from obligations.enums import Rule
from obligations.models import Flag
from obligations.queries import findings as finding_queries
from obligations.queries import records
from obligations.queries.findings import Row
from obligations.services import outlook
from outbox.enums import MessageEventKind, MessageKind, MessageState, RunKind
from outbox.models import MailRun, Message, MessageEvent
from outbox.queries import policy as mail_policy
from outbox.services import runs
from reminders import schedule
from reminders.documents import links, mails
from reminders.enums import Audience
from reminders.models import Hold, Reminder, ReminderPolicy
from reminders.queries import inputs

BODIES_AT_ONCE = 500
STOP_SALT = "reminders.brief.stop"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it will be sent, not yet a row."""

    address: str
    name: str
    kind: str
    day: dt.date
    entries: tuple[schedule.DigestEntry, ...]
    rendered: mails.Rendered
    held: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """The mails of a day, what is skipped, and who cannot be told."""

    mails: tuple[Mail, ...]
    skips: tuple[schedule.Skip, ...]
    faults: tuple[schedule.Fault, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that decides about the mails of a day."""

    day: dt.date
    policy: ReminderPolicy
    findings: tuple[schedule.Finding, ...]
    ladders: schedule.Ladders
    people: Mapping[tuple[int | None, str], Sequence[schedule.Recipient]]
    snoozes: tuple[schedule.Snooze, ...]
    stopped: frozenset[str]
    expected: Mapping[int, Row] = field(default_factory=dict)


def picture(
    day: dt.date, *, flag_ids: Collection[int] | None = None, today: dt.date | None = None
) -> Picture:
    """Return what decides about the mails of a day, about all open findings or the given ones. At most eleven
    queries.

    A later day than `today` is judged for itself, so that what opens or clears by then counts: see
    `_expected`.
    """
    policy = inputs.policy()
    expected: dict[int, Row] = {}
    found = inputs.open_flags(day, flag_ids=flag_ids)
    if today is not None and day > today:
        found, expected = _expected(day, found)
    bodies = None if flag_ids is None else {finding.body for finding in found}
    people = {
        **inputs.people(day, policy.office_address, body_ids=bodies),
        **inputs.consulted(_of_consultations(found, expected)),
    }
    return Picture(
        day,
        policy,
        found,
        inputs.ladders(),
        people,
        inputs.snoozes(day),
        frozenset(mail_policy.stopped_addresses()),
        expected,
    )


def _of_consultations(found: Iterable[schedule.Finding], expected: Mapping[int, Row]) -> dict[int, Any]:
    """Return the evidence of open consultations, by flag: that of a day to come, else as it is stored."""
    flags = {finding.flag for finding in found if finding.rule == Rule.CONSULTATION_OPEN}
    if not flags or expected:
        return {flag: expected[flag].evidence for flag in flags if flag in expected}
    return dict(Flag.objects.filter(pk__in=flags).values_list("pk", "evidence"))


def _expected(
    day: dt.date, stored: Iterable[schedule.Finding]
) -> tuple[tuple[schedule.Finding, ...], dict[int, Row]]:
    """Return the findings that the first sweep of a day to come will leave, as the records stand now; new
    ones get numbers below zero."""
    keys = dict(Flag.objects.filter(pk__in=[finding.flag for finding in stored]).values_list("pk", "subject"))
    open_findings = {
        (finding.body, finding.rule, keys[finding.flag]): finding
        for finding in stored
        if finding.flag in keys
    }
    active = set(Body.objects.active_on(day).values_list("pk", flat=True))
    opening = dt.datetime.combine(day, dt.time(0, 5), tzinfo=ZONE)
    found: list[schedule.Finding] = []
    rows: dict[int, Row] = {}
    for number, row in enumerate(outlook.judged(day), start=1):
        if row.body_id not in active:
            continue
        old = open_findings.get((row.body_id, row.rule, row.subject))
        flag, opened_on, at = (old.flag, old.opened_on, old.opening) if old else (-number, day, opening)
        found.append(
            schedule.Finding(flag, row.body_id, row.rule, row.status, row.severity, row.due_on, opened_on, at)
        )
        rows[flag] = replace(row, flag_id=flag, opened_at=at)
    return tuple(sorted(found)), rows


def prepare(day: dt.date, *, today: dt.date | None = None) -> Prepared:
    """Return the mails that planning on this day makes, as the records stand now; writes nothing.

    With `today` before the day, the findings are those that the day will have.
    """
    now = picture(day, today=today)
    ledger = (
        schedule.LedgerLine(*values)
        for values in (
            Reminder.objects.filter(flag__closed_at__isnull=True)
            .values_list("flag_id", "opening", "step", "address", "day")
            .iterator(2000)
        )
    )
    plan = schedule.plan_digests(
        now.findings,
        ladders=now.ladders,
        people=now.people,
        ledger=ledger,
        snoozes=now.snoozes,
        stopped=now.stopped,
        today=day,
    )
    wanted: list[tuple[schedule.Recipient, str, dt.date, tuple[schedule.DigestEntry, ...]]] = [
        (digest.recipient, MessageKind.DIGEST.value, day, tuple(digest.entries)) for digest in plan.digests
    ]
    wanted += _briefs(now)
    taken = {
        (address.lower(), kind, on)
        for address, kind, on in Message.objects.filter(day__gte=day - dt.timedelta(days=7)).values_list(
            "address", "kind", "day"
        )
    }
    wanted = [mail for mail in wanted if (mail[0].address.lower(), mail[1], mail[2]) not in taken]
    held = {
        (address.lower(), kind, on)
        for address, kind, on in Hold.objects.filter(day__gte=day - dt.timedelta(days=7)).values_list(
            "address", "kind", "day"
        )
    }
    rows = now.expected or rows_of(
        {entry.finding.flag: entry.finding.body for _, _, _, entries in wanted for entry in entries}
    )
    names = records.references(rows.values(), links=False).names
    sender_name = mail_policy.policy().sender_name
    open_of_body = Counter(
        finding.body for finding in now.findings if not schedule.reason_to_rest(finding, now.snoozes, day)
    )
    made = [
        Mail(
            recipient.address,
            recipient.name,
            kind,
            on,
            entries,
            render(
                kind,
                entries,
                rows,
                on=day,
                name=recipient.name,
                address=recipient.address,
                policy=now.policy,
                sender_name=sender_name,
                open_of_body=open_of_body,
                names=names,
            ),
            (recipient.address.lower(), kind, on) in held,
        )
        for recipient, kind, on, entries in wanted
    ]
    named = {(entry.finding.flag, mail.address.lower()) for mail in made for entry in mail.entries}
    skips = tuple(skip for skip in plan.skips if (skip.finding.flag, skip.address.lower()) in named)
    return Prepared(tuple(made), skips, plan.faults)


def coming_day(today: dt.date) -> dt.date:
    """Return the day whose mails are planned next: today, where that is still to be done, else the next
    sending day."""
    policy, days_off = inputs.policy(), inputs.days_off()
    run = MailRun.objects.filter(kind=RunKind.PLAN).first()
    planned = run is not None and run.counts.get("day") == today.isoformat()
    before = today if planned else today - dt.timedelta(days=1)
    return schedule.next_sending_day(before, days_off, on_days_off=policy.mail_on_days_off)


@dataclass(frozen=True, slots=True)
class NamedFault:
    """Somebody who should be mailed and cannot be, with the names that a screen shows."""

    body_code: str
    body_name: str
    audience: str
    address: str
    stopped: bool


def faults(day: dt.date) -> list[NamedFault]:
    """Return who should be mailed about a finding on the day and has no address, or a stopped one. Eleven
    queries."""
    now = picture(day)
    plan = schedule.plan_digests(
        now.findings,
        ladders=now.ladders,
        people=now.people,
        ledger=(),
        snoozes=now.snoozes,
        stopped=now.stopped,
        today=day,
    )
    bodies = {
        pk: (code, name)
        for pk, code, name in Body.objects.in_protocol_order().values_list("pk", "code", "name")
    }
    place = {pk: number for number, pk in enumerate(bodies)}
    found = sorted(
        plan.faults, key=lambda fault: (fault.audience != Audience.OFFICE, place[fault.body], fault.audience)
    )
    named = []
    for fault in found:
        code, name = ("", "") if fault.audience == Audience.OFFICE else bodies[fault.body]
        named.append(
            NamedFault(code, name, str(Audience(fault.audience).label), fault.address, fault.why == "stopped")
        )
    return list(dict.fromkeys(named))


def _briefs(now: Picture) -> list[tuple[schedule.Recipient, str, dt.date, tuple[schedule.DigestEntry, ...]]]:
    """Return the leaders' weekly briefs, where this week's day has come."""
    brief_day = schedule.brief_due_for(now.day, now.policy.brief_weekday)
    if brief_day is None:
        return []
    entries = tuple(
        schedule.brief_entries(now.findings, ladders=now.ladders, snoozes=now.snoozes, today=now.day)
    )
    step = f"brief {brief_day:%G-W%V}"
    entries = tuple(entry._replace(step=step) for entry in entries)
    return [
        (schedule.Recipient(address, name), MessageKind.BRIEF.value, brief_day, entries)
        for address, name, all_clear in inputs.leaders()
        if (entries or all_clear) and address.lower() not in now.stopped
    ]


def rows_of(body_of_flag: Mapping[int, int]) -> dict[int, Row]:
    """Return the findings with their evidence, by flag; two queries for every 500 bodies."""
    bodies = sorted(set(body_of_flag.values()))
    rows: dict[int, Row] = {}
    for start in range(0, len(bodies), BODIES_AT_ONCE):
        for row in finding_queries.stored(body_ids=bodies[start : start + BODIES_AT_ONCE]).rows:
            if row.flag_id is not None and row.flag_id in body_of_flag:
                rows[row.flag_id] = row
    return rows


def render(
    kind: str,
    entries: Iterable[schedule.DigestEntry],
    rows: Mapping[int, Row],
    *,
    on: dt.date,
    name: str,
    address: str,
    policy: ReminderPolicy,
    sender_name: str,
    open_of_body: Mapping[int, int],
    names: Mapping[str, str],
) -> mails.Rendered:
    """Return one mail, rendered in Vietnamese whatever language the user has."""
    by_body: dict[int, list[schedule.DigestEntry]] = defaultdict(list)
    for entry in entries:
        if entry.finding.flag in rows:
            by_body[entry.finding.body].append(entry)
    with override("vi"):
        sections = [
            mails.Section(
                rows[group[0].finding.flag].body_name,
                str(mails.WHY[group[0].audience]),
                str(group[0].audience),
                tuple(
                    mails.item(
                        rows[entry.finding.flag],
                        on,
                        _act_url(rows[entry.finding.flag], entry.audience, address, on),
                        names,
                    )
                    for entry in group
                ),
            )
            for group in by_body.values()
        ]
        others = (
            sum(open_of_body.get(body, 0) - len(group) for body, group in by_body.items())
            if kind == MessageKind.DIGEST
            else 0
        )
        return mails.render(
            kind,
            sections=sections,
            on=on,
            recipient_name=name,
            sender_name=sender_name,
            contact=policy.contact or policy.reply_to or policy.office_address,
            others=max(others, 0),
            stop_url=stop_url(address) if kind == MessageKind.BRIEF else "",
        )


def _act_url(row: Row, audience: str, address: str, day: dt.date) -> str:
    """Return where the recipient acts: a body answers by link, without an account; the office opens the
    finding."""
    if audience in {Audience.CONTACT, Audience.SECRETARY}:
        return links.url(
            body_code=row.body_code, rule=row.rule, subject=row.subject, address=address, day=day
        )
    return mails.finding_url(row)


def stop_url(address: str) -> str:
    """Return the address at which a leader stops the weekly brief without logging in."""
    return absolute(
        reverse("reminders:brief-stop", args=[signing.Signer(salt=STOP_SALT).sign_object(address.lower())])
    )


def message_id(address: str, kind: str, day: dt.date) -> str:
    """Return the Message-ID of a mail: the same however often it is made or sent."""
    digest = hashlib.sha256(f"{kind}|{day}|{address.lower()}".encode()).hexdigest()[:32]
    return f"<{kind}.{day:%Y%m%d}.{digest}@{domain()}>"


def headers(kind: str, policy: ReminderPolicy, address: str) -> dict[str, str]:
    """Return the headers that tell other machines what this mail is.

    Only the leaders' brief can be declined: a duty's reminder is not a subscription.
    """
    found = automatic("tin-tuan" if kind == MessageKind.BRIEF else "nhac-viec")
    if kind == MessageKind.BRIEF:
        found["List-Unsubscribe"] = f"<{stop_url(address)}>"
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if policy.reply_to:
        found["Reply-To"] = policy.reply_to
    return found


def plan_if_due(*, now: dt.datetime) -> dict[str, Any]:
    """Plan today's mails once the hour of the office's settings has come, unless that was done already.

    Asked every few minutes: so a worker that was away at that hour does it when it is back.
    """
    run = MailRun.objects.filter(kind=RunKind.PLAN).first()
    if now.time() < inputs.policy().plan_at or (
        run is not None and run.counts.get("day") == now.date().isoformat()
    ):
        return {}
    return plan(day=now.date(), now=now)


@transaction.atomic
def plan(*, day: dt.date, now: dt.datetime) -> dict[str, Any]:
    """Write the mails of the day as queued rows with their lines in the ledger; return what was counted.

    Doing it twice, or by two at once, changes nothing the second time: one plans at a time, and the ledger's
    keys are unique. On a day off nothing is planned, unless the office mails on days off.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [AdvisoryLock.PLANNING_REMINDERS])
    policy = inputs.policy()
    if not policy.mail_on_days_off and not schedule.is_working_day(day, inputs.days_off()):
        counts: dict[str, Any] = {"day": day.isoformat(), "mails": 0, "quiet": True}
        runs.finished(RunKind.PLAN, started_at=now, finished_at=now, counts=counts)
        return counts
    prepared = prepare(day)
    messages = Message.objects.bulk_create(
        [
            Message(
                address=mail.address,
                recipient_name=mail.name,
                kind=mail.kind,
                day=mail.day,
                state=MessageState.HELD if mail.held else MessageState.QUEUED,
                subject=mail.rendered.subject,
                text=mail.rendered.text,
                html=mail.rendered.html,
                headers=headers(mail.kind, policy, mail.address),
                message_id=message_id(mail.address, mail.kind, mail.day),
                created_at=now,
            )
            for mail in prepared.mails
        ],
        batch_size=500,
    )
    Reminder.objects.bulk_create(
        [
            Reminder(
                flag_id=entry.finding.flag,
                opening=entry.finding.opening,
                step=entry.step,
                address=mail.address,
                audience=entry.audience,
                day=day,
                message=message,
                created_at=now,
            )
            for message, mail in zip(messages, prepared.mails, strict=True)
            for entry in mail.entries
        ]
        + [
            Reminder(
                flag_id=skip.finding.flag,
                opening=skip.finding.opening,
                step=skip.step,
                address=skip.address,
                audience=skip.audience,
                day=day,
                skipped=True,
                created_at=now,
            )
            for skip in prepared.skips
        ],
        batch_size=1000,
    )
    MessageEvent.objects.bulk_create(
        [
            MessageEvent(message=message, kind=MessageEventKind.HELD, at=now)
            for message, mail in zip(messages, prepared.mails, strict=True)
            if mail.held
        ]
    )
    counts = {
        "day": day.isoformat(),
        "mails": len(messages),
        "skipped": len(prepared.skips),
        "faults": len(prepared.faults),
    }
    runs.finished(RunKind.PLAN, started_at=now, finished_at=now, counts=counts)
    return counts

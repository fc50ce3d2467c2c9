"""Making the mails of a day: the same function gives the preview and what is sent."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import connection, transaction
from django.utils.translation import override

from core.addresses import absolute, reverse
from core.locks import AdvisoryLock
from delegations.models import Body
from directions import documents as directions
from obligations.enums import FlagStatus, Rule, Severity
from obligations.models import Flag
from obligations.queries import findings, sentences
from obligations.queries.findings import Row
from outbox.documents import composing
from outbox.documents.composing import Composed
from outbox.enums import MessageEventKind, MessageKind, MessageState, RunKind
from outbox.models import MailPolicy, MailRun, Message, MessageEvent
from outbox.queries import policy as mail_policy
from outbox.services import runs
from reminders import schedule
from reminders.documents import links, mails
from reminders.enums import Audience
from reminders.models import Forewarning, Hold, Reminder, ReminderPolicy, TaskTold
from reminders.queries import coming, given, inputs, weeks
from reminders.queries import names as names_of

STOP_SALT = "reminders.brief.stop"
GIVEN = (Rule.ACTION_OVERDUE.value, Rule.DIRECTION_OVERDUE.value)
# A mail has so many findings in full; who reads the office's or the leaders' has the rest on screen.
IN_FULL, WORST = 10, 5
WATCHING = {Audience.OFFICE.value, Audience.BRIEF.value}


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it will be sent, not yet a row."""

    address: str
    name: str
    kind: str
    day: dt.date
    entries: tuple[schedule.DigestEntry, ...]
    tasks: tuple[given.Given, ...]
    ahead: tuple[schedule.Ahead, ...]
    rendered: Composed
    held: bool = False

    @property
    def matters(self) -> int:
        """How many findings, tasks and duties not yet due it tells of."""
        return len(self.entries) + len(self.tasks) + len(self.ahead)


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


def picture(day: dt.date, *, flag_ids: Collection[int] | None = None) -> Picture:
    """Return what decides about the mails of a day, about all findings that it has or the given ones. At most
    sixteen queries.

    A later day than today has what opens or ends by then, as the records stand now.
    """
    policy = inputs.policy()
    found = inputs.open_findings(day, flag_ids=flag_ids)
    bodies = None if flag_ids is None else {finding.body for finding in found}
    people = {
        **inputs.people(day, policy.office_address, body_ids=bodies),
        **inputs.consulted(_of_consultations(found, day)),
        **_assigned(found),
    }
    return Picture(
        day,
        policy,
        found,
        inputs.ladders(),
        people,
        inputs.snoozes(day),
        frozenset(mail_policy.stopped_addresses()),
    )


def _of_consultations(found: Iterable[schedule.Finding], day: dt.date) -> dict[int, Any]:
    """Return the evidence of open consultations, by flag. One query, none where there are none."""
    flags = [finding.flag for finding in found if finding.rule == Rule.CONSULTATION_OPEN]
    return {row.flag_id: row.evidence for row in findings.of_flags(flags, day)} if flags else {}


def _assigned(found: Iterable[schedule.Finding]) -> inputs.People:
    """Return who was given the tasks and directions that findings are about, by (flag, "assigned"). At most
    three queries, none where no finding is about one."""
    rules = {finding.flag: finding.rule for finding in found if finding.rule in GIVEN}
    codes: dict[str, dict[str, int]] = {rule: {} for rule in GIVEN}
    if rules:
        for flag, code in Flag.objects.filter(pk__in=rules).values_list("pk", "subject"):
            codes[rules[flag]][code] = flag
    return inputs.assigned(codes[Rule.ACTION_OVERDUE], codes[Rule.DIRECTION_OVERDUE])


def prepare(day: dt.date) -> Prepared:
    """Return the mails that planning on this day makes, as the records stand now; writes nothing."""
    now = picture(day)
    ledger = (
        schedule.LedgerLine(*values)
        for values in (
            Reminder.objects.filter(flag__in=[finding.flag for finding in now.findings])
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
    new_tasks = given.untold(day, stopped=now.stopped)
    ahead, words = _ahead(now)
    reached = {recipient.address.lower() for recipient, *_mail in wanted}
    others = {address: found[0].recipient for address, found in ahead.items()}
    others |= {address: tasks[0].recipient for address, tasks in new_tasks.items()}
    wanted += [
        (recipient, MessageKind.DIGEST.value, day, ())
        for address, recipient in others.items()
        if address not in reached
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
    rows = rows_of({entry.finding.flag for _, _, _, entries in wanted for entry in entries}, day)
    names = names_of.of_rows(rows.values())
    office = mail_policy.policy()
    # A brief that goes out late tells of the day on which it does, as all else in it.
    week = weeks.of(day) if any(needs_week(kind, entries) for _, kind, _, entries in wanted) else None
    offices = offices_for(kind for _, kind, _, _ in wanted)
    open_of_body = Counter(
        finding.body for finding in now.findings if not schedule.reason_to_rest(finding, now.snoozes, day)
    )
    digest = MessageKind.DIGEST.value
    tasks_of = {(address, digest): tuple(tasks) for address, tasks in new_tasks.items()}
    ahead_of = {(address, digest): tuple(found) for address, found in ahead.items()}
    made = [
        Mail(
            recipient.address,
            recipient.name,
            kind,
            on,
            entries,
            tasks_of.get((recipient.address.lower(), kind), ()),
            ahead_of.get((recipient.address.lower(), kind), ()),
            render(
                kind,
                entries,
                rows,
                tasks=tasks_of.get((recipient.address.lower(), kind), ()),
                ahead=lines_ahead(ahead_of.get((recipient.address.lower(), kind), ()), words, day),
                on=day,
                name=recipient.name,
                office=offices.get(recipient.address.lower(), "") if kind == MessageKind.BRIEF else "",
                address=recipient.address,
                policy=office,
                week=week if needs_week(kind, entries) else None,
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


def _ahead(now: Picture) -> tuple[dict[str, list[schedule.Ahead]], Mapping[tuple[str, str], coming.Words]]:
    """Return what each address is told of before its due day, with the words for it. Four queries, none where
    no ladder has a step before a due day."""
    days = now.ladders.longest_ahead
    if not days:
        return {}, {}
    found = coming.within(now.day, days)
    plan = schedule.plan_ahead(
        found.duties,
        ladders=now.ladders,
        people=now.people,
        assigned=found.assigned,
        told=coming.told(found.duties),
        snoozes=now.snoozes,
        stopped=now.stopped,
        today=now.day,
    )
    return plan, found.words


def lines_ahead(
    ahead: Iterable[schedule.Ahead], words: Mapping[tuple[str, str], coming.Words], day: dt.date
) -> list[mails.Ahead]:
    """Return what is not due yet as a mail of the day says it."""
    lines = []
    with override("vi"):
        for one in ahead:
            duty = one.coming
            title, body_name, _assigned = words[duty.rule, duty.subject]
            left = sentences.time_left((duty.due_on - day).days)
            lines.append(mails.Ahead(one.audience, title, body_name, duty.due_on, left, coming.url(one, day)))
    return lines


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
    """Return who should be mailed about a finding on the day and has no address, or a stopped one. At most
    fourteen queries."""
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


def rows_of(flag_ids: Collection[int], day: dt.date) -> dict[int, Row]:
    """Return the findings as they stand on the day with their evidence, by flag. One query."""
    return {row.flag_id: row for row in findings.of_flags(flag_ids, day)}


def needs_week(kind: str, entries: Iterable[schedule.DigestEntry]) -> bool:
    """Return whether a mail opens with the numbers of the week: the leaders' and the office's."""
    return kind == MessageKind.BRIEF or any(entry.audience == Audience.OFFICE for entry in entries)


def offices_for(kinds: Iterable[str]) -> dict[str, str]:
    """Return the leaders' offices by address, where any of the mails is theirs."""
    return inputs.offices_of_leaders() if MessageKind.BRIEF in set(kinds) else {}


def week_for(kind: str, entries: Iterable[schedule.DigestEntry], on: dt.date) -> weeks.Week | None:
    """Return the numbers of the week for a mail that opens with them."""
    return weeks.of(on) if needs_week(kind, entries) else None


def render(
    kind: str,
    entries: Iterable[schedule.DigestEntry],
    rows: Mapping[int, Row],
    *,
    tasks: Sequence[given.Given] = (),
    ahead: Sequence[mails.Ahead] = (),
    on: dt.date,
    name: str,
    address: str,
    office: str = "",
    policy: MailPolicy,
    week: weeks.Week | None = None,
    open_of_body: Mapping[int, int],
    names: Mapping[str, str],
) -> Composed:
    """Return one mail, rendered in Vietnamese whatever language the user has."""
    found = [entry for entry in entries if entry.finding.flag in rows]
    with override("vi"):
        contents = _contents(found, rows, on=on, address=address, names=names)
        of_bodies = Counter(entry.finding.body for entry in found)
        others = sum(open_of_body.get(body, 0) - number for body, number in of_bodies.items())
        return mails.render(
            kind,
            contents,
            tasks=tasks,
            ahead=ahead,
            on=on,
            name=name,
            office=office,
            policy=policy,
            week=week,
            others=max(others, 0) if kind == MessageKind.DIGEST else 0,
            stop_url=stop_url(address) if kind == MessageKind.BRIEF else "",
        )


def _contents(
    entries: Sequence[schedule.DigestEntry],
    rows: Mapping[int, Row],
    *,
    on: dt.date,
    address: str,
    names: Mapping[str, str],
) -> mails.Contents:
    """Return what a mail says: the worst of what its reader has to do in full, the worst of what they only
    watch in a line each, the rest as numbers or links."""

    def item(entry: schedule.DigestEntry) -> mails.Item:
        row = rows[entry.finding.flag]
        return mails.item(row, on, act_url(row, entry.audience, address, on), names)

    watched = [entry for entry in entries if entry.audience in WATCHING]
    own = [entry for entry in entries if entry.audience not in WATCHING]
    worst_first = sorted(own, key=lambda entry: schedule.rank(entry.finding))
    in_full = {entry.finding.flag for entry in worst_first[:IN_FULL]}
    by_body: dict[int, list[schedule.DigestEntry]] = defaultdict(list)
    for entry in own:
        if entry.finding.flag in in_full:
            by_body[entry.finding.body].append(entry)
    worst = _worst([rows[entry.finding.flag] for entry in watched], on)
    states = [rows[entry.finding.flag] for entry in entries]
    body_names = {row.body_name for row in states}
    return mails.Contents(
        sections=tuple(
            mails.Section(
                rows[group[0].finding.flag].body_name,
                str(mails.WHY[group[0].audience]),
                str(group[0].audience),
                tuple(item(entry) for entry in group),
            )
            for group in by_body.values()
        ),
        rest=tuple(item(entry) for entry in worst_first[IN_FULL:]),
        worst=worst,
        total=len(states),
        overdue=sum(row.status == FlagStatus.OVERDUE for row in states),
        serious=sum(row.severity == Severity.SERIOUS for row in states),
        bodies=len(body_names),
        body_name=next(iter(body_names)) if len(body_names) == 1 else "",
        watched=len(watched),
        unnamed=len(watched) - sum(one.number for one in worst),
    )


def _worst(rows: Iterable[Row], on: dt.date) -> tuple[mails.Watched, ...]:
    """Return the worst of what somebody watches, the latest first, a line for those of one rule and body."""
    of_duty: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (schedule.SEVERITIES[row.severity], -(row.days_late(on) or 0))):
        of_duty[row.body_id, row.rule].append(row)
    return tuple(
        mails.Watched(
            same[0],
            sentences.title(same[0].rule),
            sentences.status(same[0], on),
            len(same),
            mails.finding_url(same[0]),
        )
        for same in list(of_duty.values())[:WORST]
    )


def act_url(row: Row, audience: str, address: str, day: dt.date) -> str:
    """Return where the recipient acts: who has no account answers by link; the office, a leader and the
    officer who follows a direction up open a page."""
    if row.rule == Rule.DIRECTION_OVERDUE:
        if audience == Audience.ASSIGNED:
            return absolute(reverse("directions:page", args=[row.subject]))
        if audience not in WATCHING:
            return directions.link(code=row.subject, address=address, day=day, due_on=row.due_on or day)
    if audience in WATCHING:
        return mails.finding_url(row)
    return links.url(body_code=row.body_code, rule=row.rule, subject=row.subject, address=address, day=day)


def stop_url(address: str) -> str:
    """Return the address at which a leader stops the weekly brief without logging in."""
    return absolute(
        reverse("reminders:brief-stop", args=[signing.Signer(salt=STOP_SALT).sign_object(address.lower())])
    )


def letter(mail: Mail, *, day: dt.date, now: dt.datetime, policy: MailPolicy) -> Message:
    """Return the row of a mail, not yet stored.

    Only the leaders' brief can be declined: a duty's reminder is not a subscription.
    """
    is_brief = mail.kind == MessageKind.BRIEF
    stop = {
        "List-Unsubscribe": f"<{stop_url(mail.address)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    made = composing.letter(
        mail.kind,
        "tin-tuan" if is_brief else "nhac-viec",
        f"{mail.kind}.{mail.day:%Y%m%d}",
        address=mail.address,
        name=mail.name,
        day=mail.day,
        now=now,
        policy=policy,
        headers=stop if is_brief else {},
        state=MessageState.HELD if mail.held else MessageState.QUEUED,
    )
    composing.put(made, mail.rendered)
    return made


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
    office = mail_policy.policy()
    messages = Message.objects.bulk_create(
        [letter(mail, day=day, now=now, policy=office) for mail in prepared.mails], batch_size=500
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
    TaskTold.objects.bulk_create(
        TaskTold(task_id=task.pk, address=task.email.lower(), message=message)
        for message, mail in zip(messages, prepared.mails, strict=True)
        for task in mail.tasks
    )
    Forewarning.objects.bulk_create(
        Forewarning(
            rule=one.coming.rule,
            subject=one.coming.subject,
            due_on=one.coming.due_on,
            step=one.step,
            address=mail.address.lower(),
            message=message,
        )
        for message, mail in zip(messages, prepared.mails, strict=True)
        for one in mail.ahead
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

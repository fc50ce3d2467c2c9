"""Which mails drafted law would cause: those of a coming day planned twice, without and with what the draft's
simulation found."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from core.clock import ZONE
from delegations.models import LawSimulation
from obligations.models import Flag
from obligations.services.simulating import states_on
from reminders import schedule
from reminders.models import Reminder
from reminders.queries import inputs
from reminders.services import planning

Key = tuple[int, str, str]


class Told(NamedTuple):
    """What a mail would say more or no more: a finding of a body."""

    body: str
    rule: str
    subject: str


class Foreseen(NamedTuple):
    """Somebody whose mail of the day would be another: lines that come, lines that fall away, and whether the
    whole mail comes or falls away."""

    address: str
    name: str
    more: list[Told]
    fewer: list[Told]
    is_new: bool
    is_gone: bool


class Foresight(NamedTuple):
    """The mails of a sending day that would differ, and how many bodies have nobody who can be told."""

    day: dt.date
    mails: list[Foreseen]
    unreached: int


def mails_of(simulation: LawSimulation, *, today: dt.date) -> Foresight:
    """Return how the mails would differ on the first sending day on which the draft changes anything. Some
    twenty queries, however many bodies there are."""
    outcome = simulation.outcome
    day = _sending_day(outcome, today)
    now = planning.picture(day)
    changes = {(body, change["rule"], change["subject"]): change for body, change in states_on(outcome, day)}
    flags = {
        (body, rule, subject): flag
        for flag, body, rule, subject in Flag.objects.filter(
            body__in={body for body, _rule, _subject in changes}
        ).values_list("pk", "body", "rule", "subject")
    }
    then, subjects = _changed(now.findings, changes, flags, day=day, today=today)
    before, after = _digests(now, now.findings), _digests(now, then)
    names = {body["id"]: body["name"] for body in outcome["bodies"]}
    subjects |= {flag: key[2] for key, flag in flags.items()}

    def told(entries: Iterable[schedule.Finding]) -> list[Told]:
        return [Told(names.get(one.body, ""), one.rule, subjects.get(one.flag, "")) for one in entries]

    mails = []
    for address in sorted({*before.mails, *after.mails}):
        old, new = before.mails.get(address), after.mails.get(address)
        digest = new or old
        assert digest is not None
        had = {entry.finding.flag: entry.finding for entry in old.entries} if old else {}
        has = {entry.finding.flag: entry.finding for entry in new.entries} if new else {}
        more = told(one for flag, one in has.items() if flag not in had)
        fewer = told(one for flag, one in had.items() if flag not in has)
        if more or fewer:
            mails.append(
                Foreseen(digest.recipient.address, digest.recipient.name, more, fewer, not old, not new)
            )
    return Foresight(day, mails, len(after.unreached - before.unreached))


class _Planned(NamedTuple):
    mails: dict[str, schedule.Digest]
    unreached: set[tuple[int, str]]


def _sending_day(outcome: Mapping[str, Any], today: dt.date) -> dt.date:
    """Return the next sending day, or the first one on which anything would be otherwise."""
    coming = planning.coming_day(today)
    firsts = [change["first"] for body in outcome["bodies"] for change in body["changes"]]
    first = dt.date.fromisoformat(min(firsts)) if firsts else coming
    if first <= coming:
        return coming
    on_days_off = inputs.policy().mail_on_days_off
    return schedule.next_sending_day(first - dt.timedelta(days=1), inputs.days_off(), on_days_off=on_days_off)


def _changed(
    findings: Iterable[schedule.Finding],
    changes: Mapping[Key, Mapping[str, Any]],
    flags: Mapping[Key, int],
    *,
    day: dt.date,
    today: dt.date,
) -> tuple[list[schedule.Finding], dict[int, str]]:
    """Return the findings of the day as they would be, and the subjects of those that have no flag yet."""
    touched = {flags[key] for key in changes if key in flags}
    found = [one for one in findings if one.flag not in touched]
    opened = {one.flag: one for one in findings if one.flag in touched}
    subjects: dict[int, str] = {}
    for number, (key, change) in enumerate(changes.items(), start=1):
        if change["new"] is None:
            continue
        status, severity, due = change["new"]
        flag = flags.get(key, -number)
        subjects[flag] = key[2]
        # What would already stand opens when the draft is put in force, and that is today at the earliest.
        first = max(dt.date.fromisoformat(change["first"]), today)
        before = opened.get(flag)
        opening = before.opening if before else dt.datetime.combine(first, dt.time.min, ZONE)
        opened_on = before.opened_on if before else first
        due_on = dt.date.fromisoformat(due) if due else None
        found.append(
            schedule.Finding(flag, key[0], key[1], status, severity, due_on, min(opened_on, day), opening)
        )
    return found, subjects


def _digests(now: planning.Picture, findings: Iterable[schedule.Finding]) -> _Planned:
    chosen = list(findings)
    ledger = (
        schedule.LedgerLine(*values)
        for values in Reminder.objects.filter(flag__in={one.flag for one in chosen if one.flag > 0})
        .values_list("flag_id", "opening", "step", "address", "day")
        .iterator(2000)
    )
    plan = schedule.plan_digests(
        chosen,
        ladders=now.ladders,
        people=now.people,
        ledger=ledger,
        snoozes=now.snoozes,
        stopped=now.stopped,
        today=now.day,
    )
    mails = {digest.recipient.address.lower(): digest for digest in plan.digests}
    return _Planned(mails, {(fault.body, fault.audience) for fault in plan.faults})

"""Who is told what today: plain decisions. No Django, no clock, no database; days and instants are passed in.

A step of a ladder falls due so many days after a finding's due day. It goes out on the first sending day on
which `due <= today` and it was not told yet, so that a pause of any length loses nothing; after a pause a
recipient gets only the latest step that names them, and the earlier ones are noted as skipped.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

CONTACT, SECRETARY, OFFICE, BRIEF, LETTER = "contact", "secretary", "office", "brief", "letter"
# Members who owe an answer to the written consultation that a finding is about, and who was given the task or
# the direction that it is about: mailed whenever the body's contact is; found under the finding's key.
CONSULTED, ASSIGNED = "asked", "assigned"
# In this order a reason is named when one address is reached in several ways.
MAILED = (CONTACT, SECRETARY, CONSULTED, ASSIGNED, OFFICE)
SEVERITIES = {"serious": 0, "warning": 1, "info": 2}


class Finding(NamedTuple):
    """An open finding; `opening` tells one opening of it from the next, `body` and `flag` are keys of
    records."""

    flag: int
    body: int
    rule: str
    status: str
    severity: str
    due_on: dt.date | None
    opened_on: dt.date
    opening: dt.datetime


class Step(NamedTuple):
    """A rung: `days` after the due day (None: as soon as the finding is seen), and who is told."""

    days: int | None
    audiences: frozenset[str]

    @property
    def name(self) -> str:
        return "opened" if self.days is None else f"{self.days:+d}"

    def falls_on(self, finding: Finding) -> dt.date:
        """Return the day from which this step is due."""
        if self.days is None:
            return finding.opened_on
        return (finding.due_on or finding.opened_on) + dt.timedelta(days=self.days)


class Ladder(NamedTuple):
    """Steps that hold from a day on, for a rule ("" is every rule) and a body (None is every body)."""

    rule: str
    body: int | None
    starts_on: dt.date
    steps: tuple[Step, ...]


class Recipient(NamedTuple):
    address: str
    name: str


class Coming(NamedTuple):
    """A duty that is not due yet, and so no finding: `rule` judges it once it is late, `subject` is the code
    of its record, `known_on` the day on which it was given or promised."""

    rule: str
    body: int
    subject: str
    due_on: dt.date
    known_on: dt.date


class ToldAhead(NamedTuple):
    """A step before a due day that was already mailed to an address."""

    rule: str
    subject: str
    due_on: dt.date
    step: str
    address: str


class Ahead(NamedTuple):
    """A duty that an address is told of before its due day, at which step and why."""

    coming: Coming
    step: str
    audience: str
    recipient: Recipient


class LedgerLine(NamedTuple):
    """A step of one opening of a finding that was already mailed to an address, or skipped for it."""

    flag: int
    opening: dt.datetime
    step: str
    address: str
    day: dt.date


class Snooze(NamedTuple):
    """No reminder about a body (flag None) or one finding, until a day, included."""

    body: int
    flag: int | None
    until: dt.date


class DigestEntry(NamedTuple):
    """One finding told at one step, and why this address."""

    finding: Finding
    step: str
    audience: str


class Skip(NamedTuple):
    """A step that an address was not told because a later one had come."""

    finding: Finding
    step: str
    address: str
    audience: str


class Fault(NamedTuple):
    """Somebody should have been told and cannot be: `why` is "missing" or "stopped"."""

    body: int
    audience: str
    why: str
    address: str = ""


@dataclass(slots=True)
class Digest:
    """One mail: everything that one address is told on one day, most serious body first."""

    recipient: Recipient
    entries: list[DigestEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    digests: tuple[Digest, ...]
    skips: tuple[Skip, ...]
    faults: tuple[Fault, ...]


class Ladders:
    """All ladders, by what they are for. The most particular one in force decides alone."""

    def __init__(self, ladders: Iterable[Ladder]) -> None:
        self._by_scope: dict[tuple[str, int | None], list[Ladder]] = defaultdict(list)
        for ladder in ladders:
            self._by_scope[ladder.rule, ladder.body].append(ladder)
        for dated in self._by_scope.values():
            dated.sort(key=lambda ladder: ladder.starts_on, reverse=True)

    def steps(self, rule: str, body: int, on: dt.date) -> tuple[Step, ...]:
        """Return the steps in force on the day; none where no ladder is."""
        for scope in ((rule, body), ("", body), (rule, None), ("", None)):
            for ladder in self._by_scope.get(scope, ()):
                if ladder.starts_on <= on:
                    return ladder.steps
        return ()

    @property
    def longest_ahead(self) -> int:
        """How many days before a due day the earliest step of any ladder lies."""
        ladders = (ladder for dated in self._by_scope.values() for ladder in dated)
        return max((-(step.days or 0) for ladder in ladders for step in ladder.steps), default=0)

    def reached(self, finding: Finding, on: dt.date) -> list[Step]:
        """Return the steps that have fallen due by the day, the highest rung first.

        The rung, not the day, makes the order: a finding that is seen late has passed "as soon as it is seen"
        on its way up.
        """
        steps = [step for step in self.steps(finding.rule, finding.body, on) if step.falls_on(finding) <= on]
        return sorted(steps, key=lambda step: (step.days is not None, step.days or 0), reverse=True)


def reason_to_rest(finding: Finding, snoozes: Collection[Snooze], on: dt.date) -> str:
    """Return why nobody is reminded of this finding on the day ("waived", "snoozed"), or "" if they are."""
    if finding.status == "waived":
        return "waived"
    if any(
        snooze.body == finding.body and snooze.flag in (None, finding.flag) and on <= snooze.until
        for snooze in snoozes
    ):
        return "snoozed"
    return ""


def plan_digests(
    findings: Iterable[Finding],
    *,
    ladders: Ladders,
    people: Mapping[tuple[int | None, str], Sequence[Recipient]],
    ledger: Iterable[LedgerLine],
    snoozes: Collection[Snooze],
    stopped: Collection[str],
    today: dt.date,
) -> Plan:
    """Return the mails of the day, the steps that are skipped, and who could not be told.

    `people` maps (body, audience) to recipients; the office is (None, "office"),
    those who owe an answer to a consultation (flag, "asked"). Addresses are compared without case.
    """
    by_recipient: dict[tuple[int, dt.datetime, str], list[LedgerLine]] = defaultdict(list)
    for line in ledger:
        by_recipient[line.flag, line.opening, line.address.lower()].append(line)
    snoozes_of: dict[int, list[Snooze]] = defaultdict(list)
    for snooze in snoozes:
        snoozes_of[snooze.body].append(snooze)
    digests: dict[str, Digest] = {}
    skips: list[Skip] = []
    faults: dict[Fault, None] = {}
    for finding in findings:
        if reason_to_rest(finding, snoozes_of.get(finding.body, ()), today):
            continue
        steps = ladders.reached(finding, today)
        for recipient, audience, named in _named(finding, steps, people, stopped, faults):
            address = recipient.address.lower()
            lines = by_recipient.get((finding.flag, finding.opening, address), [])
            latest, *earlier = named
            noted = {line.step for line in lines}
            if latest.name in noted or any(line.day >= latest.falls_on(finding) for line in lines):
                continue
            digests.setdefault(address, Digest(recipient)).entries.append(
                DigestEntry(finding, latest.name, audience)
            )
            skips += [
                Skip(finding, step.name, recipient.address, audience)
                for step in earlier
                if step.name not in noted
            ]
    for digest in digests.values():
        digest.entries = in_order(digest.entries)
    return Plan(tuple(digests[address] for address in sorted(digests)), tuple(skips), tuple(faults))


def _named(
    finding: Finding,
    steps: Sequence[Step],
    people: Mapping[tuple[int | None, str], Sequence[Recipient]],
    stopped: Collection[str],
    faults: dict[Fault, None],
) -> list[tuple[Recipient, str, list[Step]]]:
    """Return each address that the reached steps name, why, and those steps, the latest first; note who has
    no address."""
    named: dict[str, tuple[Recipient, str, list[Step]]] = {}
    for audience in MAILED:
        is_personal = audience in {CONSULTED, ASSIGNED}
        of_audience = [step for step in steps if (CONTACT if is_personal else audience) in step.audiences]
        if not of_audience:
            continue
        key = finding.flag if is_personal else None if audience == OFFICE else finding.body
        recipients = people.get((key, audience), ())
        if not recipients and not is_personal:
            faults[Fault(finding.body, audience, "missing")] = None
        for recipient in recipients:
            address = recipient.address.lower()
            if address not in stopped:
                _, _, seen = named.setdefault(address, (recipient, audience, []))
                seen += [step for step in of_audience if step not in seen]
            elif not is_personal:
                faults[Fault(finding.body, audience, "stopped", recipient.address)] = None
    for _, _, seen in named.values():
        seen.sort(key=steps.index)
    return list(named.values())


def plan_ahead(
    coming: Iterable[Coming],
    *,
    ladders: Ladders,
    people: Mapping[tuple[int | None, str], Sequence[Recipient]],
    assigned: Mapping[tuple[str, str], Sequence[Recipient]],
    told: Collection[ToldAhead],
    snoozes: Collection[Snooze],
    stopped: Collection[str],
    today: dt.date,
) -> dict[str, list[Ahead]]:
    """Return what each address, in lower case, is told of before it is due, the earliest due day first: the
    latest step of the ladder that names them and has come, once for each due day.

    A step that fell before the duty was known is none: who was given it then was told of it then. `assigned`
    are those to whom a duty was given, by its rule and subject.
    """
    known = set(told)
    resting = {snooze.body for snooze in snoozes if snooze.flag is None and today <= snooze.until}
    found: dict[str, list[Ahead]] = defaultdict(list)
    for one in sorted(coming, key=lambda one: (one.due_on, one.rule, one.subject)):
        steps = [
            step
            for step in ladders.steps(one.rule, one.body, today)
            if step.days is not None
            and step.days <= 0
            and one.known_on < one.due_on + dt.timedelta(step.days) <= today <= one.due_on
        ]
        if one.body in resting or not steps:
            continue
        seen: set[str] = set()
        for audience in (CONTACT, SECRETARY, ASSIGNED, OFFICE):
            of_audience = [
                step for step in steps if (CONTACT if audience == ASSIGNED else audience) in step.audiences
            ]
            if not of_audience:
                continue
            latest = max(of_audience, key=lambda step: step.days or 0).name
            key = (None if audience == OFFICE else one.body, audience)
            reached = (
                assigned.get((one.rule, one.subject), ()) if audience == ASSIGNED else people.get(key, ())
            )
            for recipient in reached:
                address = recipient.address.lower()
                line = ToldAhead(one.rule, one.subject, one.due_on, latest, address)
                if address not in seen and address not in stopped and line not in known:
                    found[address].append(Ahead(one, latest, audience, recipient))
                seen.add(address)
    return dict(found)


def brief_entries(
    findings: Iterable[Finding], *, ladders: Ladders, snoozes: Collection[Snooze], today: dt.date
) -> list[DigestEntry]:
    """Return what the leaders' weekly brief lists: every finding that has reached a step for it, most serious
    body first."""
    return in_order(
        DigestEntry(finding, "brief", BRIEF)
        for finding in findings
        if not reason_to_rest(finding, snoozes, today)
        and any(BRIEF in step.audiences for step in ladders.reached(finding, today))
    )


def for_letter(
    findings: Iterable[Finding], *, ladders: Ladders, snoozes: Collection[Snooze], today: dt.date
) -> list[Finding]:
    """Return the findings that have reached the step of an official letter."""
    return [
        finding
        for finding in findings
        if not reason_to_rest(finding, snoozes, today)
        and any(LETTER in step.audiences for step in ladders.reached(finding, today))
    ]


def in_order(entries: Iterable[DigestEntry]) -> list[DigestEntry]:
    """Return the entries grouped by body, the body with the most serious finding first, the longest overdue
    first within it."""
    entries = list(entries)
    worst: dict[int, tuple[int, dt.date]] = {}
    for entry in entries:
        own = rank(entry.finding)
        worst[entry.finding.body] = min(own, worst.get(entry.finding.body, own))
    return sorted(
        entries,
        key=lambda entry: (
            worst[entry.finding.body],
            entry.finding.body,
            rank(entry.finding),
            entry.finding.flag,
        ),
    )


def rank(finding: Finding) -> tuple[int, dt.date]:
    """Return the place of a finding among others: the worst first."""
    return SEVERITIES[finding.severity], finding.due_on or finding.opened_on


def is_working_day(day: dt.date, days_off: Mapping[dt.date, bool]) -> bool:
    """Return whether offices work on the day; `days_off` maps a day to True (off) or False (a weekend day
    worked in exchange)."""
    return not days_off.get(day, day.weekday() >= 5)


def next_sending_day(after: dt.date, days_off: Mapping[dt.date, bool], *, on_days_off: bool) -> dt.date:
    """Return the first day after a day on which mails are planned."""
    day = after + dt.timedelta(days=1)
    while not (on_days_off or is_working_day(day, days_off)):
        day += dt.timedelta(days=1)
    return day


def brief_due_for(today: dt.date, weekday: int) -> dt.date | None:
    """Return the day of this week's brief once it has come, also when it is late; None before it."""
    day = today - dt.timedelta(days=today.weekday() - weekday)
    return day if day <= today else None

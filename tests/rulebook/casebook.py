"""Reads cases a lawyer can read: facts in short form, and the findings expected on days.

Spans are written `2021-01-01..2024-11-16`, without a last day `2021-01-01..`. `strength: 6` stands for six
seats S1 (secretary) to S6 held by P1 to P6 since the foundation. A row of the office's law is written `kind /
rule or parameter = value / span`, with `Mọi loại` for every kind. A finding is written `rule subject status
due-day severity`, `-` for no due day.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rulebook.duties import RULE_CODES
from rulebook.engine import judge
from rulebook.facts import (
    BodyFacts,
    CadenceDecision,
    Consultation,
    CoordinationRegulation,
    Decision,
    Direction,
    DirectionStep,
    Event,
    Handover,
    KindRow,
    Meeting,
    Membership,
    Office,
    PeriodicReport,
    Regime,
    Replacement,
    Report,
    Roll,
    Seat,
    Submission,
    Task,
    Waiver,
    WorkingRegulation,
)
from rulebook.findings import Finding
from rulebook.law import RULEBOOK, Law, LawRow, load_law
from rulebook.succession import DUTIES

DEFAULT_OFFICE = Office(dt.date(2024, 1, 1))


@dataclass(frozen=True)
class CaseOfLaw:
    """One case: facts, and for each day the lines expected from the file's rules."""

    name: str
    rules: frozenset[str]
    facts: BodyFacts
    office: Office
    law: Law
    expected: Mapping[dt.date, list[str]]

    def judged(self, on: dt.date) -> list[str]:
        found = judge(self.facts, on, self.office, self.law)
        return [line(finding) for finding in found if finding.rule in self.rules]


def line(finding: Finding) -> str:
    """Return a finding as cases write it."""
    return f"{finding.rule} {finding.subject} {finding.status} {finding.due_on or '-'} {finding.severity}"


@cache
def read_cases() -> list[CaseOfLaw]:
    """Return every case of every file, read once for all modules."""
    return [case for path in sorted(RULEBOOK.glob("duties/*/cases.yaml")) for case in _read(path)]


def _read(path: Path) -> Iterable[CaseOfLaw]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    rules = frozenset(content.pop("rules"))
    cases = content.pop("cases")
    assert not content, f"{path.parent.name}: unknown keys {set(content)}"
    for raw in cases:
        findings = raw.pop("findings")
        office = _office(raw.pop("office", {}))
        law = load_law((), tuple(law_row(text) for text in raw.pop("law", ())))
        name = f"{path.parent.name}: {raw.pop('name')}"
        only = frozenset(raw.pop("only", ())) or rules
        facts = build_facts(raw.pop("body"))
        assert not raw, f"{name}: unknown keys {set(raw)}"
        yield CaseOfLaw(name, only, facts, office, law, {day: lines or [] for day, lines in findings.items()})


def law_row(text: str) -> LawRow:
    """Read a row of the office's law: `Đảng uỷ / minutes-missing = no / 2025-01-01..2025-06-30`."""
    kind, decision, span = (part.strip() for part in re.split(r"\s/\s", text))
    subject, value = (part.strip() for part in decision.split("="))
    rule, parameter = (subject, "") if subject in RULE_CODES else ("", subject)
    assert not rule or value in ("yes", "no"), text
    return LawRow("" if kind == "Mọi loại" else kind, rule, parameter, value, *_span(span), "12-QĐ/TU")


def _office(raw: dict[str, Any]) -> Office:
    off = dict.fromkeys(raw.pop("days_off", ()), True) | dict.fromkeys(raw.pop("worked", ()), False)
    office = Office(
        raw.pop("tracking_from", DEFAULT_OFFICE.tracking_from),
        off,
        raw.pop("shift_due_days", False),
        tuple(_regime(row) for row in raw.pop("regimes", ())),
        tuple(_kind_row(text) for text in raw.pop("kind_rows", ())),
    )
    assert not raw, f"unknown keys {set(raw)}"
    return office


def build_facts(raw: dict[str, Any]) -> BodyFacts:
    """Build a body's facts from their short form."""
    raw = dict(raw)
    founded, ended = raw.pop("founded", dt.date(2010, 1, 1)), raw.pop("ended", None)
    if parent := raw.pop("organ_of", None):
        first, last = _span(parent)
        founded, ended = max(founded, first), min((day for day in (ended, last) if day), default=None)
    seats, memberships = _strength(raw.pop("strength", 0), founded)
    seats += [_seat(code, text) for code, text in raw.pop("seats", {}).items()]
    memberships += [_membership(text) for text in raw.pop("members", ())]
    facts = BodyFacts(
        code=raw.pop("code", "DD"),
        founded_on=founded,
        ended_on=ended,
        kind=raw.pop("kind", "Đảng đoàn"),
        is_organ=parent is not None,
        coordination_kinds=tuple(raw.pop("kinds", ("bodies", "localities", "agency"))),
        cadences=tuple(_cadence(text) for text in raw.pop("cadences", ())),
        seats=tuple(seats),
        memberships=tuple(memberships),
        meetings=tuple(meeting_from_rows(row, seats, memberships) for row in raw.pop("meetings", ())),
        reports=tuple(_report(text) for text in raw.pop("reports", ())),
        periodic_reports=tuple(_periodic_report(text) for text in raw.pop("periodic_reports", ())),
        working_regulations=tuple(_regulation(row) for row in raw.pop("regulations", ())),
        coordination_regulations=tuple(_coordination(text) for text in raw.pop("coordination", ())),
        events=tuple(_event(text) for text in raw.pop("events", ())),
        decisions=tuple(_decision(row) for row in raw.pop("decisions", ())),
        tasks=tuple(_task(text) for text in raw.pop("tasks", ())),
        handovers=tuple(_handover(row) for row in raw.pop("handovers", ())),
        directions=tuple(_direction(row) for row in raw.pop("directions", ())),
        consultations=tuple(_consultation(text) for text in raw.pop("consultations", ())),
        submissions=tuple(_submission(text) for text in raw.pop("submissions", ())),
        waivers=tuple(_waiver(text) for text in raw.pop("waivers", ())),
    )
    assert not raw, f"unknown keys {set(raw)}"
    return facts


def members_on(day: dt.date, seats: Iterable[Seat], memberships: Iterable[Membership]) -> frozenset[str]:
    """Return the people whose membership covers the day, of a seat in force on it."""
    standing = {seat.code for seat in seats if covers(seat, day)}
    return frozenset(
        membership.person
        for membership in memberships
        if membership.seat in standing and covers(membership, day)
    )


def covers(span: Seat | Membership, day: dt.date) -> bool:
    """Return whether the span covers the day, both ends included."""
    return span.starts_on <= day and (span.ends_on is None or day <= span.ends_on)


def meeting_from_rows(
    row: dict[str, Any], seats: Iterable[Seat], memberships: Iterable[Membership]
) -> Meeting:
    """Build a meeting from raw attendance rows (`rows: {person: present|excused|absent}`), as the words of
    the catalogue define it."""
    row = dict(row)
    held_on, rows = row.pop("day"), row.pop("rows", {})
    members = members_on(held_on, seats, memberships)
    named = {person: state for person, state in rows.items() if person in members}
    sitting = {membership.person for membership in memberships}
    present, excused = (
        frozenset(p for p, s in rows.items() if s == state and p in sitting)
        for state in ("present", "excused")
    )
    roll = Roll(present, excused) if named else None
    themes = row.pop("agenda", ())
    meeting = Meeting(
        code=row.pop("code", f"M-{held_on}"),
        kind=row.pop("kind", "periodic"),
        status=row.pop("status", "held"),
        held_on=held_on,
        head_count=row.pop("present", None),
        named_present=sum(state == "present" for state in named.values()) if named else None,
        members=len(members),
        minutes_number=row.pop("minutes_number", ""),
        minutes_signed_on=row.pop("signed", None),
        concluded=row.pop("concluded", False),
        agenda=(
            len(themes),
            sum(theme in ("organisation", "personnel") for theme in themes),
            sum(theme == "political" for theme in themes),
        ),
        roll=roll,
    )
    assert not row, f"unknown keys {set(row)}"
    return meeting


def _strength(count: int, founded: dt.date) -> tuple[list[Seat], list[Membership]]:
    seats = [Seat(f"S{n}", "secretary" if n == 1 else "member", founded, None) for n in range(1, count + 1)]
    return seats, [Membership(seat.code, f"P{seat.code[1:]}", founded, None) for seat in seats]


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _span(text: str) -> tuple[dt.date, dt.date | None]:
    first, last = text.split("..")
    return _day(first), _day(last) if last else None


def _seat(code: str, text: str) -> Seat:
    role, span = text.split()
    return Seat(code, role, *_span(span))


def _membership(text: str) -> Membership:
    seat, person, span = text.split()
    return Membership(seat, person, *_span(span))


def _cadence(text: str) -> CadenceDecision:
    match = re.fullmatch(r"(\d+) months from (\S+)", text)
    assert match, text
    return CadenceDecision(int(match[1]), _day(match[2]), "QC, Điều 6")


def _words(text: str, first: int) -> tuple[list[str], dict[str, dt.date]]:
    words = text.split()
    pairs = words[first:]
    return words[:first], {pairs[n]: _day(pairs[n + 1]) for n in range(0, len(pairs), 2)}


def _report(text: str) -> Report:
    (year,), days = _words(text, 1)
    return Report(
        int(year), f"BC-{days['submitted']}", days["submitted"], days.get("returned"), days.get("again")
    )


def _periodic_report(text: str) -> PeriodicReport:
    (regime, period), days = _words(text, 2)
    handed_in = days["submitted"], days.get("returned"), days.get("again")
    return PeriodicReport(regime, period, f"BC-{days['submitted']}", *handed_in)


def _regime(row: dict[str, Any]) -> Regime:
    row = dict(row)
    regime = Regime(
        row.pop("code"),
        "Báo cáo định kỳ",
        tuple(row.pop("kinds", ())),
        row.pop("rhythm"),
        row.pop("due"),
        row.pop("notice", None),
        *_span(row.pop("span", "2020-01-01..")),
        "15-QĐ/TU",
    )
    assert not row, f"unknown keys {set(row)}"
    return regime


def _kind_row(text: str) -> KindRow:
    """Read a row on a kind of body: `Đảng đoàn / agency bodies / 2026-03-01..`, `-` for no kind of
    coordination regulation."""
    kind, kinds, span = (part.strip() for part in re.split(r"\s/\s", text))
    return KindRow(kind, () if kinds == "-" else tuple(kinds.split()), *_span(span), "12-QĐ/TU")


def _handover(row: dict[str, Any]) -> Handover:
    """`{old: A, new: DD, from: 2025-07-01, life: 2010-01-01..2025-06-30}`, with `duties` (all if not given),
    `kind`, and `bare: true` for a bare link."""
    row = dict(row)
    bare = row.pop("bare", False)
    handover = Handover(
        row.pop("old"),
        row.pop("new", "DD"),
        row.pop("from"),
        tuple(row.pop("duties", DUTIES)),
        bare,
        row.pop("kind", "Đảng đoàn"),
        *_span(row.pop("life")),
    )
    assert not row, f"unknown keys {set(row)}"
    return handover


def _direction(row: dict[str, Any]) -> Direction:
    """`{code: Y, given: 2025-01-01, due: 2025-02-01}`, with `closed` and `steps` (`2025-01-20 further due
    2025-03-01`)."""
    row = dict(row)
    steps = []
    for text in row.pop("steps", ()):
        (on, kind), days = _words(text, 2)
        steps.append(DirectionStep(_day(on), kind, days.get("due")))
    direction = Direction(
        row.pop("code"), row.pop("given"), row.pop("due"), row.pop("closed", None), tuple(steps)
    )
    assert not row, f"unknown keys {set(row)}"
    return direction


def _regulation(row: dict[str, Any]) -> WorkingRegulation:
    row = dict(row)
    issued = row.pop("issued")
    replacements = []
    for text in row.pop("replaced", ()):
        old, by, new, from_, day = text.split()
        assert (by, from_) == ("by", "from"), text
        replacements.append(Replacement(old, new, _day(day), _day(day)))
    bases = tuple(row.pop("bases", sorted({replacement.replaced for replacement in replacements})))
    regulation = WorkingRegulation(
        row.pop("number", f"QC-{issued}"),
        issued,
        row.pop("effective", issued),
        row.pop("lapses", None),
        bases,
        tuple(replacements),
    )
    assert not row, f"unknown keys {set(row)}"
    return regulation


def _coordination(text: str) -> CoordinationRegulation:
    number, kind, span = text.split()
    return CoordinationRegulation(number, kind, *_span(span))


def _event(text: str) -> Event:
    (day, kind), days = _words(text, 2)
    return Event(_day(day), kind, f"{kind} {day}", days.get("kept"))


def _decision(row: dict[str, Any]) -> Decision:
    row = dict(row)
    opinion = row.pop("opinion", None)
    decision = Decision(
        code=row.pop("code"),
        decided_on=row.pop("day"),
        theme=row.pop("theme", "political"),
        outcome=row.pop("outcome", "submitted"),
        adopted=row.pop("adopted", True),
        votes_for=row.pop("votes", None),
        members=row.pop("members", 0),
        matter=row.pop("matter", ""),
        reserved=row.pop("reserved", False),
        reference=row.pop("reference", ""),
        committee_opinion_on=opinion if isinstance(opinion, dt.date) else None,
        has_committee_opinion=opinion is not None,
        by_consultation=row.pop("by_consultation", False),
    )
    assert not row, f"unknown keys {set(row)}"
    return decision


def _task(text: str) -> Task:
    text, _comma, quality = text.partition(", ")
    text, _sep, of_body = text.partition(" of ")
    (code,), days = _words(text, 1)
    exceeded = {"": None, "beyond": True, "as required": False}[quality]
    return Task(code, days["given"], days.get("due"), days.get("done"), of_body, exceeded)


def _submission(text: str) -> Submission:
    text, _sep, of_body = text.partition(" of ")
    (code,), days = _words(text, 1)
    return Submission(code, days["recorded"], days.get("promised"), days.get("sent"), of_body)


def _consultation(text: str) -> Consultation:
    (code,), days = _words(text, 1)
    return Consultation(code, days["sent"], days["deadline"], days.get("closed"))


def _waiver(text: str) -> Waiver:
    (rule, subject), days = _words(text, 2)
    return Waiver(rule, subject, days["granted"], days["until"], "300-CV/TU", "Chờ Ban Thường vụ cho ý kiến")

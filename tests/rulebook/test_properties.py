"""What must hold of judging whatever the facts are."""

import datetime as dt
from dataclasses import fields, replace
from random import Random
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.calendar import MONTHS_OF, report_periods
from rulebook.duties import RULE_CODES
from rulebook.engine import judge
from rulebook.facts import (
    Asked,
    BodyFacts,
    CadenceDecision,
    Consultation,
    CoordinationRegulation,
    Decision,
    Direction,
    DirectionStep,
    Event,
    Handover,
    Membership,
    Office,
    PeriodicReport,
    Regime,
    Replacement,
    Report,
    Seat,
    Submission,
    Task,
    Waiver,
    WorkingRegulation,
)
from rulebook.findings import Finding
from rulebook.law import LawRow, load_law
from rulebook.rhythm import cells
from rulebook.succession import DUTIES
from tests.rulebook.casebook import covers, meeting_from_rows, members_on

D = dt.date
Rows = tuple[LawRow, ...]
FIRST, LAST = D(2022, 1, 1), D(2027, 6, 30)
DAYS = st.dates(FIRST, LAST)
JUDGED = st.dates(D(2023, 6, 1), D(2026, 12, 31)) | st.sampled_from(
    [D(2024, 2, 29), D(2025, 12, 31), D(2026, 1, 1), D(2026, 3, 31), D(2025, 1, 15)]
)
REGIMES = st.lists(
    st.builds(
        Regime,
        st.sampled_from(["R1", "R2", "R3"]),
        st.just("Báo cáo"),
        st.sampled_from([(), ("Đảng uỷ",), ("Đảng đoàn", "Đảng uỷ")]),
        st.sampled_from(list(MONTHS_OF)),
        st.sampled_from([0, 5, 30]),
        st.sampled_from([None, 0, 10, 100]),
        DAYS,
        st.none() | DAYS,
        st.just("15-QĐ"),
    ),
    max_size=2,
    unique_by=lambda regime: regime.code,
)
OFFICES = st.builds(
    Office,
    st.sampled_from([D(2023, 1, 1), D(2024, 1, 1), D(2024, 2, 15)]),
    st.dictionaries(DAYS, st.booleans(), max_size=10),
    st.booleans(),
    REGIMES.map(tuple),
)
VALUES = {
    "meeting_cadence_months": ["1", "2", "6", "12"],
    "own_cadence": ["free", "stricter"],
    "bare_link_duties": ["none", "all"],
    "quorum_share": ["1/2", "1/1"],
    "look_back_months": ["1", "24"],
    "term_ending_days": ["1", "365"],
    "minutes_working_days": ["1", "40"],
    "annual_report_founded_by": ["31/1", "30/11"],
    "attendance_window": ["3", "9"],
}


@st.composite
def law_rows(draw: st.DrawFn) -> LawRow:
    """A row of the office on any rule, or on a parameter that turns much."""
    rule = draw(st.just("") | st.sampled_from(RULE_CODES))
    parameter = "" if rule else draw(st.sampled_from(list(VALUES)))
    value = draw(st.sampled_from(["yes", "no", "no"] if rule else VALUES[parameter]))
    starts_on, days = draw(DAYS), draw(st.none() | st.integers(0, 500))
    ends_on = None if days is None else starts_on + dt.timedelta(days)
    return LawRow(draw(st.sampled_from(["", "Đảng uỷ"])), rule, parameter, value, starts_on, ends_on, "7-QĐ")


# Of every sort and kind, on days about those that are judged; two of a kind on one subject begin on two days.
ROWS = st.lists(law_rows(), max_size=8, unique_by=lambda row: (row.kind, *row[1:3], row.starts_on)).map(tuple)
quick = settings(max_examples=60)
thorough = settings(max_examples=200)
KINDS = ("bodies", "localities", "agency")


class Raw(NamedTuple):
    """A body's records before members and attendance are counted; `meetings` are rows as `meeting_from_rows`
    reads them."""

    body: BodyFacts
    meetings: tuple[dict[str, Any], ...]

    def facts(self) -> BodyFacts:
        meetings = tuple(
            meeting_from_rows(row, self.body.seats, self.body.memberships) for row in self.meetings
        )
        return replace(self.body, meetings=meetings)


@st.composite
def bodies(draw: st.DrawFn, code: str = "DD") -> Raw:
    founded = draw(st.sampled_from([D(1999, 5, 1), D(2020, 1, 1), D(2024, 4, 1), D(2024, 7, 1)]))
    seats, memberships = draw(staff(founded))
    events = draw(
        st.lists(
            st.builds(
                Event,
                DAYS,
                st.sampled_from(["election", "congress"]),
                st.sampled_from("ab"),
                st.none() | DAYS,
            ),
            max_size=3,
        )
    )
    coordination = st.builds(
        CoordinationRegulation, st.sampled_from("cd"), st.sampled_from(KINDS), DAYS, st.none() | DAYS
    )
    body = BodyFacts(
        code=code,
        founded_on=founded,
        ended_on=draw(st.none() | st.dates(D(2024, 12, 1), LAST)),
        kind=draw(st.sampled_from(["Đảng đoàn", "Đảng uỷ"])),
        is_organ=draw(st.sampled_from([False, False, True])),
        coordination_kinds=tuple(draw(st.lists(st.sampled_from(KINDS), unique=True))),
        cadences=tuple(
            draw(
                st.lists(
                    st.builds(CadenceDecision, st.sampled_from([1, 2, 3, 4, 6, 12]), DAYS, st.just("QC")),
                    max_size=2,
                )
            )
        ),
        seats=seats,
        memberships=memberships,
        reports=tuple(draw(st.lists(reports(), max_size=3, unique_by=lambda r: (r.year, r.submitted_on)))),
        working_regulations=tuple(draw(st.lists(regulations(), max_size=2, unique_by=lambda r: r.number))),
        coordination_regulations=tuple(
            draw(st.lists(coordination, max_size=2, unique_by=lambda r: r.number))
        ),
        events=tuple(events),
        decisions=tuple(draw(st.lists(decisions(), max_size=2, unique_by=lambda d: d.code))),
        tasks=tuple(
            draw(
                st.lists(
                    st.builds(
                        Task, st.sampled_from("tuvw"), DAYS, st.none() | DAYS, st.none() | DAYS, OF_BODY
                    ),
                    max_size=2,
                    unique_by=lambda t: t.code,
                )
            )
        ),
        submissions=tuple(
            draw(
                st.lists(
                    st.builds(
                        Submission, st.sampled_from("xyz"), DAYS, st.none() | DAYS, st.none() | DAYS, OF_BODY
                    ),
                    max_size=2,
                    unique_by=lambda s: s.code,
                )
            )
        ),
        periodic_reports=tuple(draw(st.lists(periodic_reports(), max_size=3, unique_by=lambda r: r[:4:3]))),
        handovers=tuple(draw(st.lists(handovers(code), max_size=3, unique_by=lambda h: h.old))),
        directions=tuple(draw(st.lists(directions(), max_size=2, unique_by=lambda d: d.code))),
        consultations=tuple(draw(st.lists(consultations(), max_size=2, unique_by=lambda c: c.code))),
        waivers=tuple(draw(st.lists(waivers(), max_size=2))),
    )
    return Raw(body, tuple(draw(st.lists(meetings(), max_size=8, unique_by=lambda row: row["code"]))))


def consultations() -> st.SearchStrategy[Consultation]:
    asked = st.lists(
        st.builds(Asked, st.sampled_from(["P1", "P2", "P3"]), st.none() | st.just(D.min) | DAYS),
        max_size=3,
        unique_by=lambda a: a.person,
    )
    return st.builds(Consultation, st.sampled_from("lm"), DAYS, DAYS, st.none() | DAYS, asked.map(tuple))


@st.composite
def staff(draw: st.DrawFn, founded: D) -> tuple[tuple[Seat, ...], tuple[Membership, ...]]:
    seats, memberships = [], []
    for number in range(draw(st.integers(0, 4))):
        seat = Seat(
            f"S{number}",
            "secretary" if number == 0 else "member",
            draw(st.just(founded) | DAYS),
            draw(st.none() | DAYS),
        )
        seats.append(seat)
        starts_on = seat.starts_on
        for turn in range(draw(st.integers(0, 3))):
            days = draw(st.none() | st.integers(0, 900))
            ends_on = None if days is None else starts_on + dt.timedelta(days)
            memberships.append(Membership(seat.code, f"P{number}{turn}", starts_on, ends_on))
            if ends_on is None:
                break
            starts_on = ends_on + dt.timedelta(draw(st.integers(1, 120)))
    return tuple(seats), tuple(memberships)


@st.composite
def meetings(draw: st.DrawFn) -> dict[str, Any]:
    people = [f"P{number}{turn}" for number in range(4) for turn in range(3)]
    return {
        "code": f"M{draw(st.integers(0, 30))}",
        "day": draw(DAYS),
        "kind": draw(st.sampled_from(["periodic", "periodic", "thematic", "extraordinary"])),
        "status": draw(st.sampled_from(["held", "held", "held", "planned", "postponed", "cancelled"])),
        "present": draw(st.none() | st.integers(0, 5)),
        "signed": draw(st.none() | DAYS),
        "concluded": draw(st.booleans()),
        "agenda": draw(
            st.lists(st.sampled_from(["political", "organisation", "personnel", "other"]), max_size=3)
        ),
        "rows": draw(
            st.dictionaries(
                st.sampled_from(people), st.sampled_from(["present", "excused", "absent"]), max_size=4
            )
        ),
    }


@st.composite
def reports(draw: st.DrawFn) -> Report:
    return Report(
        draw(st.integers(2023, 2026)),
        draw(st.sampled_from("pq")),
        draw(DAYS),
        draw(st.none() | DAYS),
        draw(st.none() | DAYS),
    )


def periodic_reports() -> st.SearchStrategy[PeriodicReport]:
    periods = [one.name for months in MONTHS_OF for one in report_periods(months, 2025)]
    return st.builds(
        PeriodicReport,
        st.sampled_from(["R1", "R2", "R3"]),
        st.sampled_from(periods),
        st.sampled_from("pq"),
        DAYS,
        st.none() | DAYS,
        st.none() | DAYS,
    )


OF_BODY = st.sampled_from(["", "", "O1", "O2"])


@st.composite
def handovers(draw: st.DrawFn, code: str) -> Handover:
    """From one of two old bodies to the body or to the other old one, or from the body on."""
    old, new = draw(st.sampled_from([("O1", code), ("O2", code), ("O1", "O2"), (code, "N")]))
    return Handover(
        old,
        new,
        draw(DAYS),
        tuple(draw(st.lists(st.sampled_from(DUTIES), min_size=1, unique=True))),
        draw(st.booleans()),
        draw(st.sampled_from(["Đảng đoàn", "Đảng uỷ"])),
        draw(st.sampled_from([D(1999, 5, 1), D(2024, 4, 1), D(2024, 9, 1)])),
        draw(st.dates(D(2024, 10, 1), LAST)),
    )


@st.composite
def directions(draw: st.DrawFn) -> Direction:
    steps = []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["report", "proposal", "further", "reopened"]))
        due_on = draw(st.none() | DAYS) if kind in ("further", "reopened") else None
        steps.append(DirectionStep(draw(DAYS), kind, due_on))
    return Direction(
        draw(st.sampled_from("fg")), draw(DAYS), draw(DAYS), draw(st.none() | DAYS), tuple(steps)
    )


@st.composite
def regulations(draw: st.DrawFn) -> WorkingRegulation:
    replacements = draw(
        st.lists(st.builds(Replacement, st.just("A"), st.sampled_from("BC"), DAYS, DAYS), max_size=2)
    )
    return WorkingRegulation(
        draw(st.sampled_from("rs")),
        draw(DAYS),
        draw(DAYS),
        draw(st.none() | DAYS),
        ("A",),
        tuple(replacements),
    )


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    opinion = draw(st.none() | DAYS)
    return Decision(
        code=draw(st.sampled_from("kl")),
        decided_on=draw(DAYS),
        theme=draw(st.sampled_from(["personnel", "political"])),
        outcome=draw(st.sampled_from(["decided", "submitted"])),
        adopted=draw(st.booleans()),
        votes_for=draw(st.none() | st.integers(0, 7)),
        members=draw(st.integers(0, 7)),
        matter="bổ nhiệm",
        reserved=draw(st.booleans()),
        reference="Phụ lục",
        committee_opinion_on=opinion,
        has_committee_opinion=opinion is not None or draw(st.booleans()),
        by_consultation=draw(st.booleans()),
    )


@st.composite
def waivers(draw: st.DrawFn) -> Waiver:
    subject = draw(
        st.sampled_from(
            [
                "2024-Q1",
                "2024-Q4",
                "2025-M03",
                "2024",
                "2025",
                "S0",
                "S1",
                "regulation",
                "coordination",
                "agenda",
                "M1",
            ]
        )
    )
    granted, until = sorted((draw(DAYS), draw(DAYS)))  # the database refuses others
    return Waiver(
        draw(st.sampled_from(RULE_CODES)),
        subject,
        granted,
        until,
        draw(st.sampled_from(["1-CV", "2-CV"])),
        "lý do",
    )


@quick
@given(bodies(), JUDGED, OFFICES, ROWS)
def test_judging_twice_gives_the_same(raw: Raw, on: D, office: Office, rows: Rows) -> None:
    law = load_law((), rows)
    first = judge(raw.facts(), on, office, law)
    assert judge(raw.facts(), on, office, law) == first
    assert list(first) == sorted(first, key=lambda finding: (finding.rule, finding.subject))
    assert len({finding.key for finding in first}) == len(first)


@quick
@given(bodies(), JUDGED, OFFICES, ROWS, st.randoms(use_true_random=False))
def test_order_changes_nothing(raw: Raw, on: D, office: Office, rows: Rows, luck: Random) -> None:
    law, facts = load_law((), rows), raw.facts()
    assert judge(_shuffled(facts, luck), on, office, law) == judge(facts, on, office, law)
    assert cells(_shuffled(facts, luck), on, office, law) == cells(facts, on, office, law)


def _shuffled(facts: BodyFacts, luck: Random) -> BodyFacts:
    rows = {field.name: getattr(facts, field.name) for field in fields(facts)}
    shuffled: dict[str, Any] = {
        name: tuple(luck.sample(value, len(value)))
        for name, value in rows.items()
        if isinstance(value, tuple)
    }
    return replace(facts, **shuffled)


@thorough
@given(bodies(), JUDGED, OFFICES, ROWS)
def test_a_later_fact_changes_nothing(raw: Raw, on: D, office: Office, rows: Rows) -> None:
    """Plans apart: planned meetings, last days of terms, seats and the body, a later membership of a seat."""
    law = load_law((), rows)
    with_future = judge(raw.facts(), on, office, law)
    assert judge(_as_known_on(raw, on).facts(), on, office, law) == with_future


def _as_known_on(raw: Raw, on: D) -> Raw:
    """Strike out everything dated after the day that is not a plan."""
    body = raw.body

    def by(day: D | None) -> D | None:
        return day if day is not None and day <= on else None

    known = replace(
        body,
        cadences=tuple(c for c in body.cadences if c.starts_on <= on),
        reports=tuple(
            r._replace(returned_on=by(r.returned_on), resubmitted_on=by(r.resubmitted_on))
            for r in body.reports
            if r.submitted_on <= on
        ),
        working_regulations=tuple(
            r._replace(
                replacements=tuple(p for p in r.replacements if max(p.issued_on, p.effective_on) <= on)
            )
            for r in body.working_regulations
            if r.issued_on <= on
        ),
        coordination_regulations=tuple(r for r in body.coordination_regulations if r.effective_on <= on),
        events=tuple(
            e._replace(kept_unchanged_on=by(e.kept_unchanged_on)) for e in body.events if e.occurred_on <= on
        ),
        decisions=tuple(
            (
                d._replace(has_committee_opinion=False, committee_opinion_on=None)
                if d.committee_opinion_on and d.committee_opinion_on > on
                else d
            )
            for d in body.decisions
            if d.decided_on <= on
        ),
        periodic_reports=tuple(
            r._replace(returned_on=by(r.returned_on), resubmitted_on=by(r.resubmitted_on))
            for r in body.periodic_reports
            if r.submitted_on <= on
        ),
        directions=tuple(
            d._replace(closed_on=by(d.closed_on), steps=tuple(step for step in d.steps if step.on <= on))
            for d in body.directions
            if d.given_on <= on
        ),
        tasks=tuple(t._replace(done_on=by(t.done_on)) for t in body.tasks if t.given_on <= on),
        submissions=tuple(s._replace(sent_on=by(s.sent_on)) for s in body.submissions if s.recorded_on <= on),
        consultations=tuple(
            c._replace(
                closed_on=by(c.closed_on),
                asked=tuple(Asked(person, by(answered_on)) for person, answered_on in c.asked),
            )
            for c in body.consultations
            if c.sent_on <= on
        ),
        waivers=tuple(w for w in body.waivers if w.granted_on <= on),
    )
    rows = tuple(
        {**row, "signed": by(row["signed"])}
        for row in raw.meetings
        if row["day"] <= on or row["status"] == "planned"
    )
    return Raw(known, rows)


@quick
@given(bodies(), JUDGED, OFFICES, ROWS)
def test_a_later_membership_ends_the_warning(raw: Raw, on: D, office: Office, rows: Rows) -> None:
    law, facts = load_law((), rows), raw.facts()
    started = tuple(m for m in facts.memberships if m.starts_on <= on)
    found = judge(replace(facts, memberships=started), on, office, law)
    with_plans = judge(facts, on, office, law)
    assert [f for f in with_plans if f.rule != "term-ending"] == [f for f in found if f.rule != "term-ending"]
    assert {f.key for f in with_plans} <= {f.key for f in found}


@thorough
@given(bodies(), JUDGED, OFFICES, ROWS, DAYS)
def test_a_meeting_adds_no_overdue(raw: Raw, on: D, office: Office, rows: Rows, held_on: D) -> None:
    law, facts = load_law((), rows), raw.facts()
    members = len(members_on(held_on, facts.seats, facts.memberships))
    extra = meeting_from_rows(
        {"code": "extra", "day": held_on, "present": members}, facts.seats, facts.memberships
    )
    before = _overdue(judge(facts, on, office, law))
    after = _overdue(judge(replace(facts, meetings=(*facts.meetings, extra)), on, office, law))
    assert len(after) <= len(before)
    if after:
        assert after[0].evidence["run"] <= before[0].evidence["run"]
        assert (after[0].due_on or D.min) >= (before[0].due_on or D.max)


def _overdue(found: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in found if finding.rule == "meeting-overdue"]


@quick
@given(bodies("A"), bodies("B"), JUDGED, OFFICES, ROWS)
def test_a_body_is_judged_alone(one: Raw, other: Raw, on: D, office: Office, rows: Rows) -> None:
    law = load_law((), rows)
    alone = judge(one.facts(), on, office, law)
    judge(other.facts(), on, office, law)
    assert judge(one.facts(), on, office, law) == alone
    assert {finding.body for finding in alone} <= {"A"}


@quick
@given(bodies(), JUDGED, OFFICES, ROWS)
def test_status_follows_the_due_day(raw: Raw, on: D, office: Office, rows: Rows) -> None:
    for finding in judge(raw.facts(), on, office, load_law((), rows)):
        if finding.status == "due":
            assert finding.due_on is not None
            assert on <= finding.due_on
        elif finding.status == "overdue" and finding.due_on is not None:
            assert on > finding.due_on


@quick
@given(bodies(), JUDGED, OFFICES, ROWS)
def test_the_heat_map_shows_what_the_rules_say(raw: Raw, on: D, office: Office, rows: Rows) -> None:
    law, facts = load_law((), rows), raw.facts()
    shown = cells(facts, on, office, law, count=80)
    assert [cell.in_progress for cell in shown] == [False] * 79 + [True]
    states = {cell.period.name: cell.state for cell in shown}
    found = {finding.rule: finding for finding in judge(facts, on, office, law)}
    if overdue := found.get("meeting-overdue"):
        assert states[overdue.subject] in ("missed", "held-without-quorum")
        assert shown[-1].state not in ("held", "held-unrecorded")
        assert all(
            states[period["name"]] == "waived" for period in overdue.evidence["periods"] if period["waived"]
        )
    if due := found.get("meeting-due"):
        assert states[due.subject] in ("due", "held-without-quorum")


@quick
@given(bodies())
def test_generated_seats_have_one_holder_at_a_time(raw: Raw) -> None:
    """Guards the generator: overlapping memberships cannot be stored, so no property may rest on them."""
    for one in raw.body.memberships:
        assert [
            other for other in raw.body.memberships if other.seat == one.seat and covers(other, one.starts_on)
        ] == [one]

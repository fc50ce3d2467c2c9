"""What must hold of judging whatever the facts are."""

import datetime as dt
from dataclasses import fields, replace
from random import Random
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.duties import RULE_CODES
from rulebook.engine import judge
from rulebook.facts import (
    Asked,
    BodyFacts,
    CadenceDecision,
    Consultation,
    CoordinationRegulation,
    Decision,
    Event,
    Membership,
    Office,
    Replacement,
    Report,
    Seat,
    Submission,
    Task,
    Waiver,
    WorkingRegulation,
)
from rulebook.findings import Finding
from rulebook.law import load_law
from rulebook.rhythm import cells
from tests.rulebook.casebook import covers, meeting_from_rows, members_on

D = dt.date
Profiles = tuple[str, ...]
FIRST, LAST = D(2022, 1, 1), D(2027, 6, 30)
DAYS = st.dates(FIRST, LAST)
JUDGED = st.dates(D(2023, 6, 1), D(2026, 12, 31)) | st.sampled_from(
    [D(2024, 2, 29), D(2025, 12, 31), D(2026, 1, 1), D(2026, 3, 31), D(2025, 1, 15)]
)
OFFICES = st.builds(
    Office,
    st.sampled_from([D(2023, 1, 1), D(2024, 1, 1), D(2024, 2, 15)]),
    st.dictionaries(DAYS, st.booleans(), max_size=10),
    st.booleans(),
)
PROFILES = st.sampled_from([(), ("146-QĐ/TW",)])
quick = settings(max_examples=60, deadline=None)
thorough = settings(max_examples=200, deadline=None)
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
                    st.builds(Task, st.sampled_from("tu"), DAYS, st.none() | DAYS, st.none() | DAYS),
                    max_size=2,
                    unique_by=lambda t: t.code,
                )
            )
        ),
        submissions=tuple(
            draw(
                st.lists(
                    st.builds(Submission, st.sampled_from("xy"), DAYS, st.none() | DAYS, st.none() | DAYS),
                    max_size=2,
                    unique_by=lambda s: s.code,
                )
            )
        ),
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
    return Waiver(
        draw(st.sampled_from(RULE_CODES)),
        subject,
        draw(DAYS),
        draw(DAYS),
        draw(st.sampled_from(["1-CV", "2-CV"])),
        "lý do",
    )


@quick
@given(bodies(), JUDGED, OFFICES, PROFILES)
def test_judging_twice_gives_the_same(raw: Raw, on: D, office: Office, profiles: Profiles) -> None:
    law = load_law(profiles)
    first = judge(raw.facts(), on, office, law)
    assert judge(raw.facts(), on, office, law) == first
    assert list(first) == sorted(first, key=lambda finding: (finding.rule, finding.subject))
    assert len({finding.key for finding in first}) == len(first)


@quick
@given(bodies(), JUDGED, OFFICES, PROFILES, st.randoms(use_true_random=False))
def test_order_changes_nothing(raw: Raw, on: D, office: Office, profiles: Profiles, luck: Random) -> None:
    law, facts = load_law(profiles), raw.facts()
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
@given(bodies(), JUDGED, OFFICES, PROFILES)
def test_a_later_fact_changes_nothing(raw: Raw, on: D, office: Office, profiles: Profiles) -> None:
    """Plans apart: planned meetings, last days of terms, seats and the body, a later membership of a seat."""
    law = load_law(profiles)
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
@given(bodies(), JUDGED, OFFICES, PROFILES)
def test_a_later_membership_ends_the_warning(raw: Raw, on: D, office: Office, profiles: Profiles) -> None:
    law, facts = load_law(profiles), raw.facts()
    started = tuple(m for m in facts.memberships if m.starts_on <= on)
    found = judge(replace(facts, memberships=started), on, office, law)
    with_plans = judge(facts, on, office, law)
    assert [f for f in with_plans if f.rule != "term-ending"] == [f for f in found if f.rule != "term-ending"]
    assert {f.key for f in with_plans} <= {f.key for f in found}


@thorough
@given(bodies(), JUDGED, OFFICES, PROFILES, DAYS)
def test_a_meeting_adds_no_overdue(raw: Raw, on: D, office: Office, profiles: Profiles, held_on: D) -> None:
    law, facts = load_law(profiles), raw.facts()
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
@given(bodies("A"), bodies("B"), JUDGED, OFFICES, PROFILES)
def test_a_body_is_judged_alone(one: Raw, other: Raw, on: D, office: Office, profiles: Profiles) -> None:
    law = load_law(profiles)
    alone = judge(one.facts(), on, office, law)
    judge(other.facts(), on, office, law)
    assert judge(one.facts(), on, office, law) == alone
    assert {finding.body for finding in alone} <= {"A"}


@quick
@given(bodies(), JUDGED, OFFICES, PROFILES)
def test_status_follows_the_due_day(raw: Raw, on: D, office: Office, profiles: Profiles) -> None:
    for finding in judge(raw.facts(), on, office, load_law(profiles)):
        if finding.status == "due":
            assert finding.due_on is not None
            assert on <= finding.due_on
        elif finding.status == "overdue" and finding.due_on is not None:
            assert on > finding.due_on


@quick
@given(bodies(), JUDGED, OFFICES, PROFILES)
def test_the_heat_map_shows_what_the_rules_say(raw: Raw, on: D, office: Office, profiles: Profiles) -> None:
    law, facts = load_law(profiles), raw.facts()
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

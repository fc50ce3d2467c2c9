"""The criteria of the annual grade: each turns a body's year into units, of which each has a credit from 0 to
1.

A unit without a credit is not counted: waived, not yet due, or outside the body's part of the year. `best` is
the credit that a unit may still come to. Where no unit counts there is nothing to judge the criterion by.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from rulebook.calendar import working_days_after
from rulebook.case import Evidence, attendance, days_after, meeting_evidence
from rulebook.duties.annual_report.rule import owes
from rulebook.findings import Finding
from rulebook.reporting import is_valid
from rulebook.rhythm import counted, excused, held_in, planned_in, satisfied, waiver_of
from rulebook.succession import of_submissions, of_tasks
from rulebook.year import YearCase

FULL, NOTHING = Fraction(1), Fraction(0)


class Unit(NamedTuple):
    """One thing that a criterion counts: `state` says how it stands, `size` how many of the others it
    weighs."""

    state: str
    credit: Fraction | None
    best: Fraction | None
    evidence: Evidence
    size: int = 1


def meetings(year: YearCase) -> Iterator[Unit]:
    """A quorate periodic meeting is held in every period of the year.

    Periods that are waived, not yet ended or not counted for the body are left out. Article: as for the rule
    meeting-overdue.

    Evidence: `name`, `first`, `last`, `cadence`, `meetings` (held in the period, as in `meeting_evidence`),
    `planned` (codes), `waiver` (until and reason of the one in force, or None), `lapsed` (until of waivers of
    the period that are not in force any more).
    """
    case = year.case
    for period in year.periods():
        waiver = waiver_of(case, period) or waiver_of(year.later, period)
        planned = planned_in(case, period) if case.on < period.ends_before and not year.over else []
        evidence: Evidence = {
            "name": period.name,
            "first": period.starts_on,
            "last": period.last_day,
            "cadence": period.cadence,
            "meetings": [
                meeting_evidence(case, meeting, held_on) for meeting, held_on in held_in(case, period)
            ][::-1],
            "planned": [
                {"record": "meeting", "code": meeting.code, "held_on": meeting.held_on} for meeting in planned
            ],
            "waiver": (
                {"until": waiver.until, "reason": waiver.reason, "document": waiver.document}
                if waiver
                else None
            ),
            "lapsed": [
                w.until
                for w in year.facts.waivers
                if (w.rule, w.subject) == ("meeting-overdue", period.name) and w.until < case.on
            ],
        }
        if not counted(case, period):
            yield Unit("not-counted", None, None, evidence)
        elif satisfied(case, period):
            yield Unit("held", FULL, FULL, evidence)
        elif waiver:
            yield Unit("waived", None, None, evidence)
        elif excused(case, period):
            yield Unit("not-counted", None, None, evidence)
        elif year.later.late(period.last_day):
            without = any(meeting["kind"] == "periodic" for meeting in evidence["meetings"])
            yield Unit("without-quorum" if without else "missed", NOTHING, NOTHING, evidence)
        else:
            yield Unit("planned" if planned else "pending", None, FULL, evidence)


def discipline(year: YearCase) -> Iterator[Unit]:
    """Every meeting held in the year has a quorum, and minutes signed in time.

    Where attendance was not recorded only the minutes are looked at. Minutes signed late earn a part.
    Article: as for the rules quorum-failed and minutes-missing.

    Evidence: `meeting` (as in `meeting_evidence`), `due_on` (of the minutes), `signed_on` (or None),
    `working_days`, `finding` ({`rule`, `subject`, `on`} or None).
    """
    waivers = year.later.waivers
    for meeting, held_on in year.held():
        use = year.law.use("minutes_working_days", held_on)
        due_on = working_days_after(held_on, use.value, year.office.days_off)[-1]
        signed_on = (
            meeting.minutes_signed_on
            if meeting.minutes_signed_on and meeting.minutes_signed_on <= year.as_of
            else None
        )
        evidence: Evidence = {
            "meeting": meeting_evidence(year.case, meeting, held_on),
            "due_on": due_on,
            "signed_on": signed_on,
            "working_days": use.value,
            "finding": None,
        }
        if not year.case.quorate(meeting, held_on):
            evidence["finding"] = {"rule": "quorum-failed", "subject": meeting.code, "on": year.last}
            waived = ("quorum-failed", meeting.code) in year.case.waivers
            yield (
                Unit("waived", None, None, evidence)
                if waived
                else Unit("without-quorum", NOTHING, NOTHING, evidence)
            )
        elif signed_on and signed_on <= due_on:
            yield Unit("kept", FULL, FULL, evidence)
        elif signed_on:
            yield Unit("late", year.late_share, year.late_share, evidence)
        elif ("minutes-missing", meeting.code) in waivers:
            yield Unit("waived", None, None, evidence)
        elif year.as_of > due_on:
            evidence["finding"] = {"rule": "minutes-missing", "subject": meeting.code, "on": year.as_of}
            yield Unit("missing", NOTHING, year.late_share, evidence)
        else:
            yield Unit("pending", None, FULL, evidence)


def report(year: YearCase) -> Iterator[Unit]:
    """The annual report for the year is sent in time, and stands.

    One sent late, or sent again late after it was returned, earns a part. A body that owes none has nothing
    to judge, nor has a quarter. Article: as for the rule annual-report-missing.

    Evidence: `year`, `due_on`, `report` ({`record`, `code`, `submitted_on`, `returned_on`, `resubmitted_on`}
    or None), `finding` ({`rule`, `subject`, `on`} or None).
    """
    case, name = year.later, str(year.year)
    end = year.period.last_day
    if year.period.quarter:
        return
    if not owes(case, year.year) or end < year.office.tracking_from:
        return
    base = days_after(end, "year-end", year.law.use("annual_report_due_days", end)).lawful
    evidence: Evidence = {"year": year.year, "due_on": case.deadline(base), "report": None, "finding": None}
    best: tuple[bool, bool] = (False, False)
    due = base
    returns: list[
        tuple[dt.date, bool]
    ] = []  # of those before: the day, and whether all was in time until then
    for found in sorted(
        (r for r in year.facts.reports if r.year == year.year and r.submitted_on <= year.as_of),
        key=lambda r: (r.submitted_on, r.number),
    ):
        returned = found.returned_on if found.returned_on and found.returned_on <= year.as_of else None
        again = found.resubmitted_on if found.resubmitted_on and found.resubmitted_on <= year.as_of else None
        answers = max((one for one in returns if one[0] <= found.submitted_on), default=None)
        by = max(base, answers[0] + _days(year, "annual_report_return_days", answers[0])) if answers else base
        own = max(base, returned + _days(year, "annual_report_return_days", returned)) if returned else by
        due = max(due, own)
        in_time = found.submitted_on <= case.deadline(by) and (answers is None or answers[1])
        on_time = in_time and (again or found.submitted_on) <= case.deadline(own)
        if returned:
            returns.append((returned, in_time))
        standing = is_valid(found, year.as_of)
        if evidence["report"] is None or (standing, standing and on_time) > best:
            best = standing, standing and on_time
            shown = {"submitted_on": found.submitted_on, "returned_on": returned, "resubmitted_on": again}
            evidence["report"] = {"record": "report", "code": found.number, **shown}
            # Sent in time and returned, it is late only against the day by which it had to come again.
            evidence["due_on"] = case.deadline(own if in_time else by if answers and answers[1] else base)
    if best[0]:
        yield (
            Unit("on-time", FULL, FULL, evidence)
            if best[1]
            else Unit("late", year.late_share, year.late_share, evidence)
        )
        return
    evidence["due_on"] = case.deadline(due)
    if ("annual-report-missing", name) in case.waivers:
        yield Unit("waived", None, None, evidence)
    elif case.late(due):
        evidence["finding"] = {"rule": "annual-report-missing", "subject": name, "on": year.as_of}
        yield Unit("missing", NOTHING, year.late_share, evidence)
    else:
        yield Unit("pending", None, FULL, evidence)


def strength(year: YearCase) -> Iterator[Unit]:
    """On the last day every seat in force is filled, and the staffing was looked at again after an election
    or congress.

    A vacancy within the days allowed for it is not counted. Article: as for the rules understaffed and
    restaff-due.

    Evidence of a seat: `record`, `code`, `role`, `holder` ({`record`, `code`} or None), `due_on` (of the
    vacancy, or None), `finding` (or None). Of an event: `events` (its day), `due_on`, `finding`.
    """
    vacancies = year.findings.get("understaffed", {})
    for seat in sorted(year.case.seats, key=lambda seat: seat.code):
        holder = year.case.holders.get(seat.code)
        evidence: Evidence = {
            "record": "seat",
            "code": seat.code,
            "role": seat.role,
            "holder": {"record": "person", "code": holder.person} if holder else None,
            "due_on": None,
            "finding": None,
        }
        if holder:
            yield Unit("filled", FULL, FULL, evidence)
        elif seat.code in vacancies:
            yield _standing(year, vacancies[seat.code], "vacant", "vacant-in-time", evidence)
        else:
            yield Unit("ending", None, None, evidence)
    for subject, finding in year.findings.get("restaff-due", {}).items():
        yield _standing(
            year,
            finding,
            "not-restaffed",
            "restaff-in-time",
            {"events": subject, "due_on": None, "finding": None},
        )


def regulation(year: YearCase) -> Iterator[Unit]:
    """On the last day a working regulation is in force and abreast of its legal bases.

    One that should have been amended earns a part. Article: as for the rules regulation-missing and
    regulation-stale.

    Evidence: `regulations` (in force on the last day: {`record`, `code`, `effective_on`}), `due_on`,
    `finding` (or None).
    """
    last = year.last
    standing = [
        r
        for r in year.facts.working_regulations
        if max(r.issued_on, r.effective_on) <= last and (r.lapses_on is None or last <= r.lapses_on)
    ]
    known = [
        {"record": "working-regulation", "code": r.number, "effective_on": r.effective_on}
        for r in sorted(standing, key=lambda r: (r.effective_on, r.number))
    ]
    evidence: Evidence = {"regulations": known, "due_on": None, "finding": None}
    for rule, state, credit in (
        ("regulation-missing", "missing", NOTHING),
        ("regulation-stale", "stale", year.late_share),
    ):
        for finding in year.findings.get(rule, {}).values():
            yield _standing(year, finding, state, "pending", evidence, credit)
            return
    yield Unit("kept", FULL, FULL, evidence)


def coordination(year: YearCase) -> Iterator[Unit]:
    """On the last day a coordination regulation of every kind that applies to the body is in force.

    Article: as for the rule coordination-missing.

    Evidence: `kind`, `regulations` (in force: {`record`, `code`}), `due_on`, `finding` (or None).
    """
    last = year.last
    standing = [
        r
        for r in year.facts.coordination_regulations
        if r.effective_on <= last and (r.lapses_on is None or last <= r.lapses_on)
    ]
    finding = next(iter(year.findings.get("coordination-missing", {}).values()), None)
    kinds = year.office.coordination_kinds(year.facts, last)
    for kind in ("bodies", "localities", "agency"):
        if kind not in kinds:
            continue
        of_kind = sorted(r.number for r in standing if r.kind == kind)
        evidence: Evidence = {
            "kind": kind,
            "regulations": [{"record": "coordination-regulation", "code": number} for number in of_kind],
            "due_on": None,
            "finding": None,
        }
        if of_kind or finding is None:
            yield Unit("kept", FULL, FULL, evidence)
        else:
            yield _standing(year, finding, "missing", "pending", evidence)


def agenda(year: YearCase) -> Iterator[Unit]:
    """The latest periodic meetings deal with the political task too, and not mostly with organisation and
    personnel.

    Judged where enough meetings with an agenda are known, one of them in the year; each of the two faults
    costs half. Article: as for the rule agenda-narrow.

    Evidence: `meetings` ({`record`, `code`, `held_on`}), `items`, `personnel`, `political`, `grounds` (any of
    `share`, `no-political`), `finding` (or None).
    """
    with_items = [
        m
        for m in year.case.held
        if m.agenda[0] and m.kind == "periodic" and m.held_on and m.held_on >= year.office.tracking_from
    ]
    if not with_items or not (latest := with_items[-1].held_on) or latest < year.first:
        return
    chosen = with_items[-year.law.value("agenda_window", latest) :]
    if len(chosen) < year.law.value("agenda_min_meetings", latest):
        return
    finding = next(iter(year.findings.get("agenda-narrow", {}).values()), None)
    grounds = finding.evidence["grounds"] if finding else []
    evidence: Evidence = {
        "meetings": [{"record": "meeting", "code": m.code, "held_on": m.held_on} for m in chosen],
        **{
            part: sum(m.agenda[place] for m in chosen)
            for place, part in enumerate(("items", "personnel", "political"))
        },
        "grounds": grounds,
        "finding": {"rule": "agenda-narrow", "subject": "agenda", "on": year.last} if finding else None,
    }
    if finding and finding.status == "waived":
        yield Unit("waived", None, None, evidence)
        return
    credit = FULL - Fraction(len(grounds), 2)
    yield Unit("narrow" if grounds else "balanced", credit, credit if year.over else FULL, evidence)


def participation(year: YearCase) -> Iterator[Unit]:
    """Members come to the meetings: those present of all members on the day, over the meetings of the year
    with recorded attendance.

    Article: the office's own setting.

    Evidence: `meeting` (as in `meeting_evidence`). A unit's size is the number of members, its credit the
    share that came.
    """
    for meeting, held_on in year.held():
        present = attendance(meeting)
        if present is not None:
            share = Fraction(min(present, meeting.members), meeting.members)
            yield Unit(
                "counted",
                share,
                share,
                {"meeting": meeting_evidence(year.case, meeting, held_on)},
                meeting.members,
            )


class Given(NamedTuple):
    """Something that was to be done: from which rule, known since when, due and done on which day; `exceeded`
    as for a task."""

    record: str
    rule: str
    code: str
    known_on: dt.date
    due_on: dt.date | None
    done_on: dt.date | None
    exceeded: bool | None = None


def follow_up(year: YearCase) -> Iterator[Unit]:
    """Tasks given by meetings, submissions promised to the Standing Board and directions of the leaders, due
    in the year, are done by their day.

    Asked of the body that holds them on the last day. One done late earns a part. Article: as for the rules
    action-overdue, submission-overdue and direction-overdue.

    Evidence: `record` (task, submission or direction), `code`, `due_on`, `done_on` (or None), `exceeded`
    (whether a task was done beyond what was required; None where nobody wrote it down), `finding` (or None).
    """
    for given in sorted([*_tasks(year), *_submissions(year), *_directions(year)], key=_by_due_day):
        due_on = given.due_on
        if due_on is None or not year.holds(due_on) or given.known_on > year.as_of:
            continue
        done_on = given.done_on if given.done_on and given.done_on <= year.as_of else None
        evidence: Evidence = {
            "record": given.record,
            "code": given.code,
            "due_on": due_on,
            "done_on": done_on,
            "exceeded": given.exceeded,
            "finding": None,
        }
        if done_on:
            late = done_on > max(due_on, year.later.deadline(due_on))
            yield (
                Unit("late", year.late_share, year.late_share, evidence)
                if late
                else Unit("on-time", FULL, FULL, evidence)
            )
        elif (given.rule, given.code) in year.later.waivers:
            yield Unit("waived", None, None, evidence)
        elif year.later.late(due_on):
            evidence["finding"] = {"rule": given.rule, "subject": given.code, "on": year.as_of}
            yield Unit("missing", NOTHING, year.late_share, evidence)
        else:
            yield Unit("pending", None, FULL, evidence)


def _tasks(year: YearCase) -> Iterator[Given]:
    holdings = year.case.shared(of_tasks)
    for t in year.facts.tasks:
        if holdings.holds(t.of_body, year.last):
            yield Given("task", "action-overdue", t.code, t.given_on, t.due_on, t.done_on, t.exceeded)


def _submissions(year: YearCase) -> Iterator[Given]:
    holdings = year.case.shared(of_submissions)
    for s in year.facts.submissions:
        if holdings.holds(s.of_body, year.last):
            yield Given("submission", "submission-overdue", s.code, s.recorded_on, s.promised_on, s.sent_on)


def _directions(year: YearCase) -> Iterator[Given]:
    """A direction is due on the day that the leader set last, and done on the day of the proposal that the
    leader did not answer by asking for more, else on the day on which it was closed."""
    for d in year.facts.directions:
        steps = [step for step in d.steps if step.on <= year.as_of]
        due_on = next((step.due_on for step in reversed(steps) if step.due_on), d.due_on)
        done_on = None
        for step in steps:
            if step.kind in {"further", "reopened"}:
                done_on = None
            elif step.kind == "proposal":
                done_on = done_on or step.on
        yield Given("direction", "direction-overdue", d.code, d.given_on, due_on, done_on or d.closed_on)


def _by_due_day(given: Given) -> tuple[bool, dt.date, str, str]:
    return given.due_on is None, given.due_on or given.known_on, given.record, given.code


def _days(year: YearCase, name: str, day: Any) -> Any:
    return days_after(day, "", year.law.use(name, day)).lawful - day


def _standing(
    year: YearCase, finding: Finding, state: str, in_time: str, evidence: Evidence, credit: Fraction = NOTHING
) -> Unit:
    """Return the unit of a state that a finding of the last day speaks of: waived and not yet overdue ones
    are not counted."""
    evidence["due_on"] = finding.due_on
    evidence["finding"] = {"rule": finding.rule, "subject": finding.subject, "on": year.last}
    if finding.status == "waived":
        return Unit("waived", None, None, evidence)
    if finding.status == "due":
        return Unit(in_time, None, FULL, evidence)
    return Unit(state, credit, credit if year.over else FULL, evidence)


class Criterion(NamedTuple):
    """A criterion: its code, the function that gives its units, the parameter that holds its points, and
    those that the function rests on.

    `of_records` tells that no unit means nothing recorded; of the others, that the body does not have the
    duty.
    """

    code: str
    units: Callable[[YearCase], Iterator[Unit]]
    points: str
    rests_on: tuple[str, ...] = ()
    of_records: bool = True


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "meetings", meetings, "grade_points_meetings", ("meeting_cadence_months", "quorum_share"), False
    ),
    Criterion(
        "discipline",
        discipline,
        "grade_points_discipline",
        ("quorum_share", "minutes_working_days", "grade_late_share"),
    ),
    Criterion(
        "report",
        report,
        "grade_points_report",
        (
            "annual_report_due_days",
            "annual_report_founded_by",
            "annual_report_return_days",
            "grade_late_share",
        ),
        False,
    ),
    Criterion("strength", strength, "grade_points_strength", ("restaff_days",)),
    Criterion("regulation", regulation, "grade_points_regulation", ("regulation_days", "grade_late_share")),
    Criterion("coordination", coordination, "grade_points_coordination", ("coordination_days",), False),
    Criterion(
        "agenda",
        agenda,
        "grade_points_agenda",
        ("agenda_window", "agenda_min_meetings", "personnel_share_max"),
    ),
    Criterion("participation", participation, "grade_points_participation"),
    Criterion("follow-up", follow_up, "grade_points_follow_up", ("grade_late_share",)),
)
CRITERIA_BY_CODE = {criterion.code: criterion for criterion in CRITERIA}
CRITERION_CODES: tuple[str, ...] = tuple(criterion.code for criterion in CRITERIA)

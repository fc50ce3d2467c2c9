"""The grade of a body for a year or a quarter: points by criteria under the scheme of the time, the
conditions of each grade, what bars the best one, what would lead to a better one.

The scheme in force on the last day judges. A proposal is worked out, never typed; the office's corrections
are laid over it here, so that screens, files and papers reckon alike.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from rulebook.calendar import ONE_DAY, add_months
from rulebook.conditions import ConditionResult, results
from rulebook.criteria import CRITERIA, CRITERIA_BY_CODE, FULL, NOTHING, Criterion, Unit
from rulebook.facts import BodyFacts, Office
from rulebook.law import Law, ParameterUse
from rulebook.year import ReviewPeriod, YearCase

Grade = Literal["excellent", "good", "fulfilled", "failed", "not-graded", "unsettled"]
Answer = Literal["yes", "no", "unknown"]
Base = Literal["good", "good-or-better", "graded"]
Reason = Literal["", "inactive", "untracked", "too-short", "no-data"]
GRADES: tuple[Grade, ...] = ("excellent", "good", "fulfilled", "failed", "not-graded", "unsettled")
ASKED: tuple[Grade, ...] = ("excellent", "good", "fulfilled")  # those that ask for something, the best first
NOTHING_SETTLED: Mapping[str, bool] = {}
WHOLE = 100
# The figure that a condition measures by, and those conditions that work after the day may still meet.
FIGURES = {"tasks-beyond": "grade_beyond_share_min", "few-tasks-late": "grade_late_tasks_share_max"}
REMEDIED = frozenset({"tasks-done"})
# What the conditions on tasks speak of: said once, and settled once where the office settles it.
ASKED_BY_CONDITIONS = frozenset({"action-overdue", "submission-overdue", "direction-overdue"})
# Findings on something that happened: nothing takes them back.
OF_A_DAY = {"decision": "decided_on", "meeting": "held_on"}


class Scheme(NamedTuple):
    """What a year or quarter is judged by: the points of each criterion, the points and the conditions of
    each grade, how many may be excellent of whom (`share_max` of `share_base`), and where all this comes
    from. Without any condition it is the office's convention of points alone."""

    period: ReviewPeriod
    points: Mapping[str, int]
    excellent: int
    good: int
    fulfilled: int
    late_share: Fraction
    months_min: int
    bars: tuple[str, ...]
    share_max: Fraction
    share_base: Base
    conditions: Mapping[str, tuple[str, ...]]
    confirm_from: dt.date
    uses: tuple[ParameterUse, ...]

    def needed(self, grade: str) -> int:
        """Return the points from which a grade is given; none for those that ask for nothing."""
        return {"excellent": self.excellent, "good": self.good, "fulfilled": self.fulfilled}.get(grade, 0)

    @property
    def asks_conditions(self) -> bool:
        return any(self.conditions.values())


class Mark(NamedTuple):
    """A criterion judged: points possible, given (None: nothing to judge by), and those still to be reached
    if all that can be is done.

    `done` of `of` is what was counted, `counts` the number of units by state; `uses` the law that it rests
    on, in force in that year.
    """

    criterion: str
    possible: int
    given: Decimal | None
    best: Decimal | None
    done: Fraction
    of: int
    counts: Mapping[str, int]
    units: tuple[Unit, ...]
    uses: tuple[ParameterUse, ...]


class Bar(NamedTuple):
    """A finding that bars the best grade; `removable` where the body can still set it right within the year's
    judgement."""

    rule: str
    subject: str
    on: dt.date
    severity: str
    removable: bool


class Appraisal(NamedTuple):
    """A body's year or quarter: the days of it that were judged, the marks, the conditions, the bars;
    `reason` says why no grade is given."""

    code: str
    period: ReviewPeriod
    as_of: dt.date
    first: dt.date
    last: dt.date
    over: bool
    reason: Reason
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    conditions: tuple[ConditionResult, ...] = ()

    def in_short(self) -> "Appraisal":
        """Return the same without the units: what a list of thousands of bodies needs."""
        return self._replace(
            marks=tuple([mark._replace(units=(), uses=()) for mark in self.marks]),
            conditions=tuple([one._replace(units=()) for one in self.conditions]),
        )


class Verdict(NamedTuple):
    """Whether a grade is reached: the points that lack to it (`open` of them may still come from what is not
    judged), the conditions that are not met and those of which nothing is known, and whether findings bar
    it."""

    grade: Grade
    answer: Answer
    lacking: Decimal
    open: bool
    unmet: tuple[str, ...]
    unknown: tuple[str, ...]
    barred: bool


class GradeResult(NamedTuple):
    """The sum: points given of those possible, the points of 100 (None: no grade), and the grade.

    `barred` tells that the points would do for the best grade, yet a finding or a condition bars it or
    criteria are `unjudged`: not due yet, or nothing recorded. `most` is what the points come to if all that
    is unjudged is given in full; `verdicts` tell of each grade why or why not, the best first. Both only
    where the scheme has conditions.
    """

    given: Decimal
    possible: int
    points: Decimal | None
    grade: Grade
    barred: bool
    unjudged: tuple[str, ...] = ()
    most: Decimal | None = None
    verdicts: tuple[Verdict, ...] = ()


class Lever(NamedTuple):
    """What one criterion would still bring: its points then, and the points of 100."""

    criterion: str
    given: Decimal
    points: Decimal
    gain: Decimal


class Outlook(NamedTuple):
    """The next better grade (None: there is none above), the points lacking to it, what would bring points,
    and the most that can be reached."""

    grade: Grade | None
    lacking: Decimal
    levers: tuple[Lever, ...]
    best: GradeResult


def scheme(period: ReviewPeriod, law: Law) -> Scheme:
    """Return the scheme that judges the year or quarter: the one in force on its last day. Raises MissingLaw
    for years before the first one.

    Figures of conditions are read only where a grade asks for the condition.
    """
    end = period.last_day
    conditions: dict[str, tuple[str, ...]] = {
        grade: law.value(f"grade_{grade}_conditions", end) for grade in ASKED
    }
    asked = {code for codes in conditions.values() for code in codes}
    months = "grade_quarter_months_min" if period.quarter else "grade_months_min"
    names = [criterion.points for criterion in CRITERIA if criterion.code in _judged_in(period)]
    names += ["grade_late_share"]
    for grade in ASKED:
        names += [f"grade_{grade}_from", f"grade_{grade}_conditions"]
    names += [name for code, name in FIGURES.items() if code in asked]
    names += ["grade_excellent_bars", "grade_excellent_share_max", "grade_excellent_share_base", months]
    names += [] if period.quarter else ["grade_confirm_from"]
    return Scheme(
        period=period,
        points={code: law.value(CRITERIA_BY_CODE[code].points, end) for code in _judged_in(period)},
        excellent=law.value("grade_excellent_from", end),
        good=law.value("grade_good_from", end),
        fulfilled=law.value("grade_fulfilled_from", end),
        late_share=law.value("grade_late_share", end),
        months_min=law.value(months, end),
        bars=law.value("grade_excellent_bars", end),
        share_max=law.value("grade_excellent_share_max", end),
        share_base=law.value("grade_excellent_share_base", end),
        conditions=conditions,
        confirm_from=_confirm_from(period, law),
        uses=tuple(law.use(name, end) for name in names),
    )


def _judged_in(period: ReviewPeriod) -> list[str]:
    """The report is of a year: a quarter has no points for it."""
    return [c.code for c in CRITERIA if not (period.quarter and c.code == "report")]


def _confirm_from(period: ReviewPeriod, law: Law) -> dt.date:
    """A quarter may be confirmed from its last day on, a year from the scheme's day on."""
    if period.quarter:
        return period.last_day
    month, day = law.value("grade_confirm_from", period.last_day)
    return dt.date(period.year, month, day)


def appraise(facts: BodyFacts, period: ReviewPeriod, as_of: dt.date, office: Office, law: Law) -> Appraisal:
    """Return the body's year or quarter as known on the day: marks by criteria, conditions and bars, or the
    reason why it is not graded."""
    of = YearCase(facts, period, as_of, office, law)
    by = scheme(period, law)
    reason = _reason(of, by)
    if reason:
        return Appraisal(facts.code, period, as_of, of.first, of.last, of.over, reason, (), ())
    marks = tuple(
        [
            mark(code, points, CRITERIA_BY_CODE[code].units(of), _uses(of, CRITERIA_BY_CODE[code]))
            for code, points in by.points.items()
        ]
    )
    if all(found.given is None for found in marks):
        reason = "no-data"
    due = next(found.units for found in marks if found.criterion == "follow-up")
    asked = tuple(dict.fromkeys(code for grade in ASKED for code in by.conditions[grade]))
    return Appraisal(
        facts.code,
        period,
        as_of,
        of.first,
        of.last,
        of.over,
        reason,
        marks,
        _bars(of, by, marks),
        results(of, asked, due),
    )


def mark(criterion: str, possible: int, units: Iterable[Unit], uses: tuple[ParameterUse, ...] = ()) -> Mark:
    """Return the mark of a criterion from its units."""
    units = tuple(units)
    done, of = _sum((unit.credit, unit.size) for unit in units)
    best, best_of = _sum((unit.best, unit.size) for unit in units)
    counts = Counter(unit.state for unit in units)
    return Mark(
        criterion,
        possible,
        _points(possible, done, of),
        _points(possible, best, best_of),
        done,
        of,
        counts,
        units,
        uses,
    )


class Sums(NamedTuple):
    """What the marks come to: points given, points possible of what was judged, points of the criteria that
    were not, and which these are. A criterion whose duty the body does not have is in none of them."""

    given: Decimal
    judged: int
    open: int
    unjudged: tuple[str, ...]


def outcome(
    appraisal: Appraisal,
    by: Scheme,
    corrections: Mapping[str, Decimal],
    *,
    settled: Mapping[str, bool] = NOTHING_SETTLED,
    at_best: bool = False,
    best_of: str = "",
) -> GradeResult:
    """Return points and grade with the office's corrections of criteria laid over the marks, and its word on
    conditions (`settled`) over theirs.

    `at_best` takes what every criterion may still come to, `best_of` only what that one may.
    """
    sums = _sums(appraisal, corrections, at_best, best_of)
    possible = sums.judged + sums.open if by.asks_conditions else sums.judged
    if appraisal.reason in {"inactive", "untracked", "too-short"} or not possible:
        return GradeResult(sums.given, possible, None, "not-graded", False)
    bars = any(not (at_best and bar.removable) for bar in appraisal.bars)
    if not by.asks_conditions:
        return _by_points(sums, by, bars=bars)
    return _by_conditions(sums, by, _answers(appraisal, settled, at_best), bars=bars)


def _sums(appraisal: Appraisal, corrections: Mapping[str, Decimal], at_best: bool, best_of: str) -> Sums:
    given, judged, still_open, unjudged = Decimal(0), 0, 0, []
    for found in appraisal.marks:
        points = corrections.get(found.criterion)
        if points is None:
            points = found.best if at_best or best_of == found.criterion else found.given
        if points is not None:
            given += points
            judged += found.possible
        elif found.best is not None or CRITERIA_BY_CODE[found.criterion].of_records:
            still_open += found.possible
            unjudged.append(found.criterion)
    return Sums(given, judged, still_open, tuple(unjudged))


def _by_points(sums: Sums, by: Scheme, *, bars: bool) -> GradeResult:
    """The office's convention, for what ended before 30/8/2025.

    The points of criteria that nothing can be judged by are shared out among the rest: the sum is brought to
    100. That sum may speak for the lower grades; the best one is proposed only where every criterion was
    judged or given points by the office, but for duties that the body does not have.
    """
    points = hundredths(Fraction(sums.given) * WHOLE / sums.judged)
    barred = bars or bool(sums.unjudged)
    return GradeResult(
        sums.given,
        sums.judged,
        points,
        grade_of(points, by, barred=barred),
        barred and points >= by.excellent,
        sums.unjudged,
    )


def _by_conditions(sums: Sums, by: Scheme, answers: Mapping[str, Answer], *, bars: bool) -> GradeResult:
    """366-QĐ/TW, Điều 11, for what ended on 30/8/2025 or later: the conditions first, then the points.

    What is not recorded gives no points and takes none away: the best grade that is certain is proposed.
    Where none is and some may be, nothing is proposed: `unsettled`.
    """
    possible = sums.judged + sums.open
    least = hundredths(Fraction(sums.given) * WHOLE / possible)
    most = hundredths((Fraction(sums.given) + sums.open) * WHOLE / possible)
    verdicts = tuple(
        [_verdict(grade, by, least, most, answers, bars=bars and grade == "excellent") for grade in ASKED]
    )
    certain = next((one.grade for one in verdicts if one.answer == "yes"), None)
    open_ = any(one.answer == "unknown" for one in verdicts)
    grade: Grade = certain or ("unsettled" if open_ else "failed")
    barred = least >= by.excellent and grade != "excellent"
    return GradeResult(sums.given, possible, least, grade, barred, sums.unjudged, most, verdicts)


def _verdict(
    grade: Grade, by: Scheme, least: Decimal, most: Decimal, answers: Mapping[str, Answer], *, bars: bool
) -> Verdict:
    needed = by.needed(grade)
    unmet = tuple([code for code in by.conditions[grade] if answers[code] == "no"])
    unknown = tuple([code for code in by.conditions[grade] if answers[code] == "unknown"])
    answer: Answer = "yes"
    if unmet or bars or most < needed:
        answer = "no"
    elif unknown or least < needed:
        answer = "unknown"
    lacking = max(needed - least, Decimal(0))
    return Verdict(grade, answer, lacking, least < needed <= most, unmet, unknown, bars)


def _answers(appraisal: Appraisal, settled: Mapping[str, bool], at_best: bool) -> dict[str, Answer]:
    """The office's word first; at best what is unknown turns out well, and open tasks are done, late."""
    found: dict[str, Answer] = {}
    for one in appraisal.conditions:
        met = one.state in {"met", "so-far"} or (at_best and (one.state == "unknown" or one.code in REMEDIED))
        known: Answer = "yes" if met else "unknown" if one.state == "unknown" else "no"
        found[one.code] = ("yes" if settled[one.code] else "no") if one.code in settled else known
    return found


def grade_of(points: Decimal, by: Scheme, *, barred: bool) -> Grade:
    """Return the grade of so many points; a bar keeps the best grade away."""
    if points >= by.excellent and not barred:
        return "excellent"
    if points >= by.good:
        return "good"
    return "fulfilled" if points >= by.fulfilled else "failed"


def outlook(
    appraisal: Appraisal,
    by: Scheme,
    corrections: Mapping[str, Decimal],
    settled: Mapping[str, bool] = NOTHING_SETTLED,
) -> Outlook:
    """Return what would have to happen for a better grade: by criteria, the most worthwhile first."""
    now = outcome(appraisal, by, corrections, settled=settled)
    best = outcome(appraisal, by, corrections, settled=settled, at_best=True)
    levers = []
    for found in appraisal.marks:
        if found.criterion in corrections or found.best is None or found.best == found.given:
            continue
        then = outcome(appraisal, by, corrections, settled=settled, best_of=found.criterion)
        if then.points is not None:
            levers.append(
                Lever(found.criterion, found.best, then.points, then.points - (now.points or Decimal(0)))
            )
    levers.sort(key=lambda lever: -lever.gain)
    above = _above(now)
    lacking = max(Decimal(by.needed(above or "")) - (now.points or Decimal(0)), Decimal(0))
    return Outlook(above, lacking, tuple(levers), best)


def _above(now: GradeResult) -> Grade | None:
    """The next better grade than what is proposed; of what is unsettled, the lowest that asks for
    something."""
    if now.grade == "unsettled":
        return ASKED[-1]
    place = GRADES.index(now.grade)
    return GRADES[place - 1] if 0 < place <= len(ASKED) else None


def hundredths(value: Fraction) -> Decimal:
    """Return an exact share as points with two decimals, a half rounded up."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _uses(of: YearCase, criterion: Criterion) -> tuple[ParameterUse, ...]:
    """The values in force on the first and on the last day: two where the law changed within the year."""
    return tuple(
        dict.fromkeys(of.law.duty(name, day) for name in criterion.rests_on for day in (of.first, of.last))
    )


def _sum(credits: Iterable[tuple[Fraction | None, int]]) -> tuple[Fraction, int]:
    """Return the sum of what is credited and of the sizes that count. Nearly all is full or nothing, which
    needs no arithmetic of fractions."""
    full, part, of = 0, NOTHING, 0
    for credit, size in credits:
        if credit is None:
            continue
        of += size
        if credit is FULL:
            full += size
        elif credit is not NOTHING:
            part += credit * size
    return (part + full if part else Fraction(full)), of


def _points(possible: int, done: Fraction, of: int) -> Decimal | None:
    return _share_of(possible, done.numerator, done.denominator * of) if of else None


@lru_cache(maxsize=4096)
def _share_of(possible: int, done: int, of: int) -> Decimal:
    return hundredths(Fraction(possible * done, of))


def _reason(of: YearCase, by: Scheme) -> Reason:
    if of.first > of.last:
        stood = of.facts.founded_on <= of.last and (
            of.facts.ended_on is None or of.facts.ended_on >= of.period.first_day
        )
        return "untracked" if stood and of.office.tracking_from > of.last else "inactive"
    if add_months(of.first, by.months_min) - ONE_DAY > of.lives_to:
        return "too-short"
    return ""


def _bars(of: YearCase, by: Scheme, marks: tuple[Mark, ...]) -> tuple[Bar, ...]:
    """Serious findings of the last day, and of any severity those that the scheme names; waived and coming
    ones bar nothing, nor does what a condition asks already."""
    found = []
    for rule, findings in of.findings.items():
        if by.asks_conditions and rule in ASKED_BY_CONDITIONS:
            continue
        for subject, finding in findings.items():
            happened = next(
                (
                    finding.evidence[kind][day]
                    for kind, day in OF_A_DAY.items()
                    if kind in finding.evidence and day in finding.evidence[kind]
                ),
                None,
            )
            barring = finding.status == "overdue" and (finding.severity == "serious" or rule in by.bars)
            if barring and (happened is None or happened >= of.first or rule == "minutes-missing"):
                removable = rule == "minutes-missing" or (happened is None and not of.over)
                found.append(Bar(rule, subject, of.last, finding.severity, removable))
    late = next((m for m in marks if m.criterion == "report" and "missing" in m.counts), None)
    if late and "annual-report-missing" in by.bars:
        found.append(Bar("annual-report-missing", str(of.year), of.as_of, "", True))
    return tuple(sorted(found))

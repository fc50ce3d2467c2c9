"""The annual grade of a body: points by criteria under the year's scheme, what bars the best grade, what
would lead to a better one.

The scheme in force on 31 December judges the year. A proposal is worked out, never typed; the office's
corrections are laid over it here, so that screens, files and papers reckon alike.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from rulebook.calendar import ONE_DAY, add_months
from rulebook.criteria import CRITERIA, CRITERIA_BY_CODE, FULL, NOTHING, Criterion, Unit
from rulebook.facts import BodyFacts, Office
from rulebook.law import Law, ParameterUse
from rulebook.year import YearCase, last_day_of

Grade = Literal["excellent", "good", "fulfilled", "failed", "not-graded"]
Reason = Literal["", "inactive", "untracked", "too-short", "no-data"]
GRADES: tuple[Grade, ...] = ("excellent", "good", "fulfilled", "failed", "not-graded")
WHOLE = 100
# Findings on something that happened: nothing takes them back.
OF_A_DAY = {"decision": "decided_on", "meeting": "held_on"}


class Scheme(NamedTuple):
    """What a year is judged by: the points of each criterion, the points from which each grade is given, and
    where all this comes from."""

    year: int
    points: Mapping[str, int]
    excellent: int
    good: int
    fulfilled: int
    late_share: Fraction
    months_min: int
    bars: tuple[str, ...]
    share_max: Fraction
    confirm_from: dt.date
    uses: tuple[ParameterUse, ...]


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
    """A body's year: the days of it that were judged, the marks, the bars; `reason` says why no grade is
    given."""

    code: str
    year: int
    as_of: dt.date
    first: dt.date
    last: dt.date
    over: bool
    reason: Reason
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]

    def in_short(self) -> "Appraisal":
        """Return the same without the units: what a list of thousands of bodies needs."""
        return self._replace(marks=tuple([mark._replace(units=(), uses=()) for mark in self.marks]))


class GradeResult(NamedTuple):
    """The sum: points given of those possible over the criteria that were judged, the points of 100 (None: no
    grade), and the grade.

    `barred` tells that the points would do for the best grade, yet a finding bars it or criteria are
    `unjudged`: not due yet, or nothing recorded.
    """

    given: Decimal
    possible: int
    points: Decimal | None
    grade: Grade
    barred: bool
    unjudged: tuple[str, ...] = ()


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


def scheme(year: int, law: Law) -> Scheme:
    """Return the scheme that judges the year: the one in force on its last day. Raises MissingLaw for years
    before the first one."""
    end = last_day_of(year)
    names = [criterion.points for criterion in CRITERIA] + [
        "grade_late_share",
        "grade_excellent_from",
        "grade_good_from",
        "grade_fulfilled_from",
    ]
    names += ["grade_excellent_bars", "grade_months_min", "grade_confirm_from", "grade_excellent_share_max"]
    month, day = law.value("grade_confirm_from", end)
    return Scheme(
        year=year,
        points={criterion.code: law.value(criterion.points, end) for criterion in CRITERIA},
        excellent=law.value("grade_excellent_from", end),
        good=law.value("grade_good_from", end),
        fulfilled=law.value("grade_fulfilled_from", end),
        late_share=law.value("grade_late_share", end),
        months_min=law.value("grade_months_min", end),
        bars=law.value("grade_excellent_bars", end),
        share_max=law.value("grade_excellent_share_max", end),
        confirm_from=dt.date(year, month, day),
        uses=tuple(law.use(name, end) for name in names),
    )


def appraise(facts: BodyFacts, year: int, as_of: dt.date, office: Office, law: Law) -> Appraisal:
    """Return the body's year as known on the day: marks by criteria and bars, or the reason why it is not
    graded."""
    of = YearCase(facts, year, as_of, office, law)
    by = scheme(year, law)
    reason = _reason(of, by)
    if reason:
        return Appraisal(facts.code, year, as_of, of.first, of.last, of.over, reason, (), ())
    marks = tuple(
        [
            mark(criterion.code, by.points[criterion.code], criterion.units(of), _uses(of, criterion))
            for criterion in CRITERIA
        ]
    )
    if all(found.given is None for found in marks):
        reason = "no-data"
    return Appraisal(facts.code, year, as_of, of.first, of.last, of.over, reason, marks, _bars(of, by, marks))


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


def outcome(
    appraisal: Appraisal,
    by: Scheme,
    corrections: Mapping[str, Decimal],
    *,
    at_best: bool = False,
    best_of: str = "",
) -> GradeResult:
    """Return points and grade with the office's corrections of criteria laid over the marks.

    The points of criteria that nothing can be judged by are shared out among the rest: the sum is brought to
    100. That sum may speak for the lower grades; the best one is proposed only where every criterion was
    judged or given points by the office, but for duties that the body does not have. `at_best` takes what
    every criterion may still come to, `best_of` only what that one may.
    """
    given, possible, unjudged = Decimal(0), 0, []
    for found in appraisal.marks:
        points = corrections.get(found.criterion)
        if points is None:
            points = found.best if at_best or best_of == found.criterion else found.given
        if points is not None:
            given += points
            possible += found.possible
        elif found.best is not None or CRITERIA_BY_CODE[found.criterion].of_records:
            unjudged.append(found.criterion)
    if appraisal.reason in {"inactive", "untracked", "too-short"} or not possible:
        return GradeResult(given, possible, None, "not-graded", False)
    points = hundredths(Fraction(given) * WHOLE / possible)
    bars = [bar for bar in appraisal.bars if not (at_best and bar.removable)]
    barred = bool(bars or unjudged)
    return GradeResult(
        given,
        possible,
        points,
        grade_of(points, by, barred=barred),
        barred and points >= by.excellent,
        tuple(unjudged),
    )


def grade_of(points: Decimal, by: Scheme, *, barred: bool) -> Grade:
    """Return the grade of so many points; a bar keeps the best grade away."""
    if points >= by.excellent and not barred:
        return "excellent"
    if points >= by.good:
        return "good"
    return "fulfilled" if points >= by.fulfilled else "failed"


def outlook(appraisal: Appraisal, by: Scheme, corrections: Mapping[str, Decimal]) -> Outlook:
    """Return what would have to happen for a better grade: by criteria, the most worthwhile first."""
    now = outcome(appraisal, by, corrections)
    best = outcome(appraisal, by, corrections, at_best=True)
    levers = []
    for found in appraisal.marks:
        if found.criterion in corrections or found.best is None or found.best == found.given:
            continue
        then = outcome(appraisal, by, corrections, best_of=found.criterion)
        if then.points is not None:
            levers.append(
                Lever(found.criterion, found.best, then.points, then.points - (now.points or Decimal(0)))
            )
    levers.sort(key=lambda lever: -lever.gain)
    place = GRADES.index(now.grade)
    above = GRADES[place - 1] if 0 < place < len(GRADES) - 1 else None
    needed = {"excellent": by.excellent, "good": by.good, "fulfilled": by.fulfilled}.get(above or "", 0)
    return Outlook(above, max(Decimal(needed) - (now.points or Decimal(0)), Decimal(0)), tuple(levers), best)


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
            of.facts.ended_on is None or of.facts.ended_on >= dt.date(of.year, 1, 1)
        )
        return "untracked" if stood and of.office.tracking_from > of.last else "inactive"
    if add_months(of.first, by.months_min) - ONE_DAY > of.lives_to:
        return "too-short"
    return ""


def _bars(of: YearCase, by: Scheme, marks: tuple[Mark, ...]) -> tuple[Bar, ...]:
    """Serious findings of the last day, and of any severity those that the scheme names; waived and coming
    ones bar nothing."""
    found = []
    for rule, findings in of.findings.items():
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

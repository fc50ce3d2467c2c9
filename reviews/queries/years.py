"""A year or a quarter of many bodies, or of one: the proposal worked out from the records, the office's
corrections over it, what was confirmed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import QuerySet

from accounts.models import User
from accounts.queries import bodies_of
from delegations.models import Body
from obligations.services import appraisals
from obligations.services.appraisals import (
    Appraisal,
    ConditionResult,
    GradeResult,
    Mark,
    Outlook,
    ReviewPeriod,
    Scheme,
)
from reviews.enums import Answer, Criterion, Grade
from reviews.models import Correction, Review
from reviews.queries import periods

NO_CORRECTIONS: Mapping[str, Decimal] = {}
NOTHING_SETTLED: Mapping[str, bool] = {}


class Subject(NamedTuple):
    """The body that a year is about."""

    pk: int
    code: str
    name: str
    kind_id: int
    kind: str
    position: int
    search_text: str


class ConfirmedMark(NamedTuple):
    """A criterion's points as they were when the year was confirmed."""

    possible: int
    given: Decimal | None


class Row(NamedTuple):
    """A criterion of a body's period: what the records give, what the office corrected, what stood when the
    year was confirmed."""

    criterion: str
    label: str
    possible: int
    proposed: Decimal | None
    correction: Correction | None
    confirmed: ConfirmedMark | None
    mark: Mark

    @property
    def given(self) -> Decimal | None:
        return self.correction.points if self.correction else self.proposed

    @property
    def lost(self) -> Decimal:
        return Decimal(0) if self.given is None else self.possible - self.given

    @property
    def changed(self) -> bool:
        """Whether the criterion gives other points now than when the year was confirmed."""
        return self.confirmed is not None and (self.confirmed.possible, self.confirmed.given) != (
            self.possible,
            self.given,
        )


class ConditionRow(NamedTuple):
    """A condition of a grade: the grades that ask for it, what the records tell, what the office says."""

    code: str
    label: str
    grades: tuple[str, ...]
    result: ConditionResult
    correction: Correction | None

    @property
    def state(self) -> str:
        """How it stands: the office's word, else what the records tell."""
        return self.correction.answer if self.correction else self.result.state


@dataclass
class Line:
    """A body's year or quarter. `appraisal` is None where its records cannot be read, `scheme` where no
    scheme was in force."""

    body: Subject
    period: ReviewPeriod
    scheme: Scheme | None
    appraisal: Appraisal | None
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    review: Review | None = None

    @cached_property
    def corrected_points(self) -> Mapping[str, Decimal]:
        return {
            code: one.points for code, one in self.corrections.items() if one.points is not None
        } or NO_CORRECTIONS

    @cached_property
    def settled(self) -> Mapping[str, bool]:
        """The office's word on conditions."""
        return {
            code: one.answer == Answer.MET for code, one in self.corrections.items() if one.answer
        } or NOTHING_SETTLED

    @property
    def words(self) -> str:
        return periods.words(self.period)

    @cached_property
    def proposal(self) -> GradeResult | None:
        """What the records propose, untouched."""
        return (
            appraisals.outcome(self.appraisal, self.scheme, NO_CORRECTIONS)
            if self.appraisal and self.scheme
            else None
        )

    @cached_property
    def corrected(self) -> GradeResult | None:
        """The same with the office's points of criteria and its word on conditions laid over it."""
        nothing = not self.corrected_points and not self.settled
        if nothing or self.appraisal is None or self.scheme is None:
            return self.proposal
        return appraisals.outcome(self.appraisal, self.scheme, self.corrected_points, settled=self.settled)

    @property
    def whole(self) -> Correction | None:
        """The office's correction of the grade as a whole."""
        return self.corrections.get(Criterion.GRADE)

    @property
    def open_grade(self) -> str:
        """The grade that would be confirmed now."""
        if self.whole:
            return self.whole.grade
        return self.corrected.grade if self.corrected else Grade.NOT_GRADED.value

    @property
    def open_points(self) -> Decimal | None:
        return self.corrected.points if self.corrected else None

    @property
    def grade(self) -> str:
        """The grade that stands: the confirmed one, else the one proposed and corrected."""
        return self.review.grade if self.review else self.open_grade

    @property
    def points(self) -> Decimal | None:
        return self.review.points if self.review else self.open_points

    @property
    def grade_label(self) -> str:
        return str(Grade(self.grade).label)

    @property
    def open_label(self) -> str:
        return str(Grade(self.open_grade).label)

    @property
    def corrected_label(self) -> str:
        """The grade that points and bars give, before the office's word on the grade as a whole."""
        return str(Grade(self.corrected.grade).label) if self.corrected else ""

    @property
    def changed(self) -> bool:
        """Whether the records say something else now than what was confirmed."""
        return (
            self.review is not None
            and self.appraisal is not None
            and (self.review.grade, self.review.points) != (self.open_grade, self.open_points)
        )

    @property
    def rank(self) -> int:
        return appraisals.GRADES.index(self.grade)

    @cached_property
    def rows(self) -> list[Row]:
        """The criteria in the order of the scheme; none where the year is not graded."""
        confirmed = breakdown(self.review) if self.review else {}
        return [
            Row(
                m.criterion,
                str(Criterion(m.criterion).label),
                m.possible,
                m.given,
                self.corrections.get(m.criterion),
                confirmed.get(m.criterion),
                m,
            )
            for m in (self.appraisal.marks if self.appraisal else ())
        ]

    @cached_property
    def conditions(self) -> list[ConditionRow]:
        """The conditions that the scheme asks for, those of the best grade first; none under a convention of
        points."""
        if self.appraisal is None or self.scheme is None:
            return []
        asked = self.scheme.conditions
        return [
            ConditionRow(
                one.code,
                str(Criterion(one.code).label),
                tuple(grade for grade, codes in asked.items() if one.code in codes),
                one,
                self.corrections.get(one.code),
            )
            for one in self.appraisal.conditions
        ]

    @property
    def is_settled(self) -> bool:
        """Whether there is a grade that could be confirmed."""
        return self.open_grade != Grade.UNSETTLED

    @property
    def losses(self) -> list[Row]:
        """The criteria that cost most, the worst first; at most two."""
        return sorted((row for row in self.rows if row.lost > 0), key=lambda row: -row.lost)[:2]

    @cached_property
    def outlook(self) -> Outlook | None:
        """What would lead to a better grade."""
        return (
            appraisals.outlook(self.appraisal, self.scheme, self.corrected_points, self.settled)
            if self.appraisal and self.scheme
            else None
        )

    @property
    def seal(self) -> str:
        """What somebody saw before confirming: another seal means that the proposal has changed since."""
        conditions = ";".join(f"{row.code} {row.state}" for row in self.conditions)
        return f"{self.open_grade}:{self.open_points}:" + ";".join(written(self)) + conditions


def written(line: Line) -> list[str]:
    """Return the points of the criteria as a confirmed review stores them."""
    return [f"{row.criterion} {row.possible} {'-' if row.given is None else row.given}" for row in line.rows]


def breakdown(review: Review) -> dict[str, ConfirmedMark]:
    """Return the points of the criteria that a review stores; what cannot be read is left out."""
    found = {}
    for text in review.breakdown:
        code, _blank, rest = text.partition(" ")
        possible, _blank, given = rest.partition(" ")
        if (
            code in Criterion.values
            and possible.isdecimal()
            and (given == "-" or given.replace(".", "", 1).isdecimal())
        ):
            found[code] = ConfirmedMark(int(possible), None if given == "-" else Decimal(given))
    return found


def bodies(user: User, period: ReviewPeriod, on: dt.date) -> QuerySet[Body]:
    """Return the bodies that a user may see which stood on some day of the period that has come by `on`, in
    protocol order."""
    found = Body.objects.visible_to(user).standing_in(period.first_day, min(period.last_day, on))
    return found.in_protocol_order()


def lines(
    user: User, period: ReviewPeriod, *, on: dt.date, chosen: QuerySet[Body] | None = None
) -> list[Line]:
    """Return the period of every body that the user may see, in protocol order (`chosen`: of these only).

    Ten queries and four for each further thousand bodies; five where the list of that period was worked out
    before and no record of these bodies changed since.
    """
    found = bodies(user, period, on) if chosen is None else chosen
    subjects = [
        Subject(*row)
        for row in found.values_list("pk", "code", "name", "kind_id", "kind__name", "position", "search_text")
    ]
    if not subjects:
        return []
    by = appraisals.scheme(period)
    worked_out = appraisals.of_period(period, on=on, body_ids=bodies_of(user)) if by else {}
    of = {"year": period.year, "quarter": periods.stored_quarter(period)}
    corrected = _corrections(Correction.objects.filter(**of, made_on__lte=on))
    confirmed = {review.body_id: review for review in Review.objects.filter(**of, confirmed_on__lte=on)}
    return [
        Line(s, period, by, worked_out.get(s.pk), corrected.get(s.pk, {}), confirmed.get(s.pk))
        for s in subjects
    ]


def line(body: Body, period: ReviewPeriod, *, on: dt.date) -> Line:
    """Return the period of one body with every unit that was counted. About ten queries."""
    by = appraisals.scheme(period)
    subject = Subject(
        body.pk, body.code, body.name, body.kind_id, body.kind.name, body.position, body.search_text
    )
    of = {"body": body, "year": period.year, "quarter": periods.stored_quarter(period)}
    corrected = _corrections(Correction.objects.filter(**of, made_on__lte=on))
    review = Review.objects.filter(**of, confirmed_on__lte=on).first()
    appraisal = appraisals.of_body(body.pk, period, on=on) if by else None
    return Line(subject, period, by, appraisal, corrected.get(body.pk, {}), review)


def confirmed_quarters(body: Body, period: ReviewPeriod, *, on: dt.date) -> list[tuple[ReviewPeriod, Review]]:
    """Return the quarters of a year that were confirmed by the day, in their order; none for a quarter. One
    query."""
    if period.quarter:
        return []
    found = Review.objects.filter(body=body, year=period.year, confirmed_on__lte=on).exclude(quarter="")
    return [(ReviewPeriod(period.year, int(one.quarter)), one) for one in found.order_by("quarter")]


def _corrections(rows: Iterable[Correction]) -> dict[int, dict[str, Correction]]:
    found: dict[int, dict[str, Correction]] = defaultdict(dict)
    for row in rows:
        found[row.body_id][row.criterion] = row
    return found

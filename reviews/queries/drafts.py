"""What a draft of law would change in the grades of a year: those of now beside those by the draft."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from accounts.models import User
from accounts.queries import bodies_of
from obligations.services import appraisals
from obligations.services.appraisals import ReviewPeriod
from obligations.services.drafted import Drafted
from reviews.enums import Grade
from reviews.queries import years
from reviews.queries.years import Line


class GradeCount(NamedTuple):
    """How many bodies have a grade now, and how many would have it."""

    label: str
    now: int
    drafted: int


class Foreseen(NamedTuple):
    """The grades of a period now and by the draft: counted, and the bodies whose grade would be another.
    `confirmed` bodies keep theirs whatever is drafted."""

    period: ReviewPeriod
    counts: Sequence[GradeCount]
    changed: Sequence[tuple[Line, Line]]
    confirmed: int


def grades(user: User, lines: Drafted, *, on: dt.date) -> Foreseen:
    """Return what the draft would make of the running year, or of the latest that its rows rule, as the
    records stand. As many queries as two lists of a year."""
    latest = max((row.ends_on or on for row in lines.rows), default=on)
    period = ReviewPeriod(min(on, latest).year)
    now = years.lines(user, period, on=on)
    scheme, found = appraisals.as_drafted(lines, period, on=on, body_ids=bodies_of(user))
    pairs = [
        (line, Line(line.body, period, scheme, found.get(line.body.pk), line.corrections))
        for line in now
        if line.review is None
    ]
    counts_now, counts_then = (Counter(pair[place].open_grade for pair in pairs) for place in (0, 1))
    return Foreseen(
        period,
        [GradeCount(str(label), counts_now[value], counts_then[value]) for value, label in Grade.choices],
        [pair for pair in pairs if pair[0].open_grade != pair[1].open_grade],
        len(now) - len(pairs),
    )

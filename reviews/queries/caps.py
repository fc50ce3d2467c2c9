"""How many may be graded excellent, beside how many are: shown while grades are proposed, changes none."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from obligations.enums import ShareBase
from obligations.services.appraisals import Scheme
from reviews.enums import Grade
from reviews.queries.years import Line

COUNTED_IN = {
    "good": (Grade.GOOD,),
    "good-or-better": (Grade.EXCELLENT, Grade.GOOD),
    "graded": (Grade.EXCELLENT, Grade.GOOD, Grade.FULFILLED, Grade.FAILED),
}


class Cap(NamedTuple):
    """The largest share of excellent of a base, what it comes to, and how many there are now."""

    share: Fraction
    base: str
    base_words: str
    base_count: int
    excellent: int
    reference: str

    @property
    def most(self) -> int:
        return int(self.base_count * self.share)

    @property
    def percent(self) -> str:
        percent = self.share * 100
        return f"{int(percent)}%" if percent.denominator == 1 else str(self.share)

    @property
    def too_many(self) -> bool:
        return self.excellent > self.most


def cap(scheme: Scheme | None, lines: Iterable[Line]) -> Cap | None:
    """Return the limit over these lines; None where the scheme sets none."""
    if scheme is None or scheme.share_max >= 1:
        return None
    counts = Counter(line.grade for line in lines)
    reference = next(use.reference for use in scheme.uses if use.name == "grade_excellent_share_max")
    return Cap(
        scheme.share_max,
        scheme.share_base,
        str(ShareBase(scheme.share_base).label),
        sum(counts[grade] for grade in COUNTED_IN[scheme.share_base]),
        counts[Grade.EXCELLENT],
        reference,
    )

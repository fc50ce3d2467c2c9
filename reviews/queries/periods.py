"""What a review is about, in words and in addresses: a year, or a quarter of it."""

import datetime as dt

from django.utils.translation import gettext as _

from delegations.models import Province
from obligations.services.appraisals import ReviewPeriod
from reviews.enums import Quarter

FIRST_YEAR, LAST_YEAR = 1930, 2200


class PeriodConverter:
    """`<period:period>` of an address: `2025`, or `2025-Q3` for a quarter."""

    regex = "[0-9]{4}(?:-Q[1-4])?"

    def to_python(self, value: str) -> ReviewPeriod:
        year, _dash, quarter = value.partition("-Q")
        return ReviewPeriod(int(year), int(quarter or 0))

    def to_url(self, value: ReviewPeriod | int) -> str:
        return value.code if isinstance(value, ReviewPeriod) else str(value)


def words(period: ReviewPeriod) -> str:
    """Return "năm 2025", or "quý III/2025"."""
    if not period.quarter:
        return _("năm %(year)s") % {"year": period.year}
    quarter = str(Quarter(str(period.quarter)).label)
    return f"{quarter[:1].lower()}{quarter[1:]}/{period.year}"


def stored_quarter(period: ReviewPeriod) -> str:
    """Return the quarter as rows store it; "" for a whole year."""
    return str(period.quarter) if period.quarter else ""


def before(period: ReviewPeriod) -> ReviewPeriod:
    """Return the period of the same kind that ended before it."""
    if not period.quarter:
        return ReviewPeriod(period.year - 1)
    if period.quarter == 1:
        return ReviewPeriod(period.year - 1, len(Quarter))
    return ReviewPeriod(period.year, period.quarter - 1)


def list_address(period: ReviewPeriod) -> str:
    """Return the address of the period's list."""
    return f"/danh-gia/?nam={period.year}" + (f"&quy={period.quarter}" if period.quarter else "")


def can_be_looked_at(period: ReviewPeriod, on: dt.date) -> bool:
    """Return whether the period has begun by the day and lies within the years that can be stored."""
    return FIRST_YEAR <= period.year <= LAST_YEAR and period.first_day <= on


def years(on: dt.date) -> list[int]:
    """Return the years that can be reviewed on the day, latest first: from the one in which tracking began.
    One query."""
    since = Province.objects.values_list("tracking_from", flat=True).first()
    first = max(since.year, FIRST_YEAR) if since else on.year
    return list(range(on.year, min(first, on.year) - 1, -1))


def of_year(year: int, on: dt.date) -> list[ReviewPeriod]:
    """Return the year and those of its quarters that have begun by the day."""
    found = [ReviewPeriod(year), *(ReviewPeriod(year, quarter) for quarter in range(1, len(Quarter) + 1))]
    return [period for period in found if period.first_day <= on]

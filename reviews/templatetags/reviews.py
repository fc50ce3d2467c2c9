"""Words of the reviews: what is reviewed, grades in short, how a condition stands."""

from django import template

from obligations.services.appraisals import ReviewPeriod
from reviews.enums import Grade
from reviews.queries import periods, reasons

register = template.Library()


@register.filter
def period_words(period: ReviewPeriod) -> str:
    """What is reviewed, in words: năm 2025, quý III/2025."""
    return periods.words(period)


@register.filter
def grade_short(grade: str) -> str:
    """A grade that asks for something, in short: xuất sắc, tốt."""
    return str(reasons.SHORT[Grade(grade)])


@register.filter
def condition_state(state: str) -> str:
    """How a condition stands: Đạt, Không đạt, Chưa đủ dữ liệu."""
    return str(reasons.STATES[state])

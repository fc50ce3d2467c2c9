"""What changed since a day, and the last twelve months at a glance."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from accounts.models import User
from accounts.queries import bodies_of
from core.clock import ZONE
from desk.queries.brief import REPORTS, SEATS
from desk.queries.periods import month_ends, year_before
from obligations.enums import FlagStatus, Rule
from obligations.queries import findings, news
from obligations.queries.findings import Filters

HIGH = 72
"""The height of the tallest bar."""

WIDE = 390
"""The width of a chart."""


class Bar(NamedTuple):
    """A month of a chart: where its bar stands, and how tall."""

    on: dt.date
    number: int
    left: int
    top: int
    height: int
    middle: int

    @property
    def middle_share(self) -> float:
        """Return where its middle stands, in hundredths of the chart's width."""
        return self.middle / WIDE * 100


class Chart(NamedTuple):
    """A rule over twelve months and today; `last_year` is the same day a year before."""

    rule: str
    title: str
    bars: list[Bar]
    now: int
    last_year: int

    @property
    def change(self) -> int:
        return self.now - self.last_year


def since(user: User, *, first: dt.date, on: dt.date, filters: Filters) -> list[news.News]:
    """Return what became true after the end of the first day and by the end of the day looked at: both days
    by the same records. Two queries."""
    found = news.compare(*findings.moved(first, on, filters=filters, body_ids=bodies_of(user)), first)
    return news.told_apart(found, on)


class Log(NamedTuple):
    """What was recorded of findings, and when the first of it was."""

    news: list[news.News]
    begins_at: dt.datetime | None


def logged(user: User, *, first: dt.date, on: dt.date, filters: Filters) -> Log:
    """Return what reviews recorded after the end of the first day and by the end of the day looked at. Four
    queries."""
    begin, end = (dt.datetime.combine(day, dt.time.max, ZONE) for day in (first, on))
    scope = bodies_of(user)
    found = news.between(begin, end, filters=filters, body_ids=scope)
    return Log(news.told_apart(found, on), findings.first_at(scope))


def charts(user: User, *, on: dt.date, filters: Filters) -> list[Chart]:
    """Return missing reports and vacant seats at the end of each month and on the day; meetings have a bar a
    period: `rhythm.course`. One query."""
    rules = (REPORTS, SEATS)
    counted = replace(filters, rules=rules, statuses=(FlagStatus.DUE.value, FlagStatus.OVERDUE.value))
    days, last_year = month_ends(on), year_before(on)
    numbers = findings.numbers([*days, last_year], filters=counted, body_ids=bodies_of(user))
    return [_chart(rule, days, numbers, numbers[last_year].get(rule, 0)) for rule in rules]


def _chart(
    rule: str, days: list[dt.date], numbers: Mapping[dt.date, Mapping[str, int]], last_year: int
) -> Chart:
    of_rule = [numbers[day].get(rule, 0) for day in days]
    most = max([1, *of_rule])
    bars = []
    for place, (day, number) in enumerate(zip(days, of_rule, strict=True)):
        height = round(HIGH * number / most)
        bars.append(Bar(day, number, place * 30 + 3, 14 + HIGH - height, height, place * 30 + 15))
    return Chart(rule, str(Rule(rule).label), bars, of_rule[-1], last_year)

"""What changed since a day, and the last twelve months at a glance."""

import datetime as dt
from typing import NamedTuple

from accounts.models import User
from accounts.queries import bodies_of
from core.clock import ZONE
from desk.queries.brief import REPORTS, SEATS
from desk.queries.periods import year_before
from obligations.enums import Rule
from obligations.queries import news
from obligations.queries.findings import Filters
from obligations.services import outlook, trends

HIGH = 72
"""The height of the tallest bar."""


class Bar(NamedTuple):
    """A month of a chart: where its bar stands, and how tall."""

    on: dt.date
    number: int
    left: int
    top: int
    height: int
    middle: int


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


def since(user: User, *, first: dt.date, on: dt.date, today: dt.date, filters: Filters) -> list[news.News]:
    """Return what became true after the end of the first day and by the end of the day looked at: both days
    judged by the same records."""
    states = outlook.states_of([first, on], today=today, filters=filters, body_ids=bodies_of(user))
    return news.compare(states[first], states[on])


class Log(NamedTuple):
    """What was recorded of findings, and when the first of it was."""

    news: list[news.News]
    begins_at: dt.datetime | None


def logged(user: User, *, first: dt.date, on: dt.date, filters: Filters) -> Log:
    """Return what reviews recorded after the end of the first day and by the end of the day looked at. Three
    queries."""
    begin, end = (dt.datetime.combine(day, dt.time.max, ZONE) for day in (first, on))
    scope = bodies_of(user)
    return Log(news.between(begin, end, filters=filters, body_ids=scope), news.log_begins_at(scope))


def charts(user: User, *, on: dt.date, today: dt.date, filters: Filters) -> list[Chart]:
    """Return missing reports and vacant seats at the end of each month and on the day; meetings have a bar a
    period: `rhythm.course`."""
    scope = bodies_of(user)
    course = trends.course(on=on, today=today, filters=filters, body_ids=scope)
    last_year = trends.course(on=year_before(on), today=today, months=0, filters=filters, body_ids=scope)[
        0
    ].counts
    return [_chart(rule, course, last_year.by_rule.get(rule, 0)) for rule in (REPORTS, SEATS)]


def _chart(rule: str, course: list[trends.Point], last_year: int) -> Chart:
    numbers = [point.counts.by_rule.get(rule, 0) for point in course]
    most = max([1, *numbers])
    bars = []
    for place, (point, number) in enumerate(zip(course, numbers, strict=True)):
        height = round(HIGH * number / most)
        bars.append(Bar(point.on, number, place * 30 + 3, 14 + HIGH - height, height, place * 30 + 15))
    return Chart(rule, str(Rule(rule).label), bars, numbers[-1], last_year)

"""Competence and democratic centralism: what was decided outside authority or without the numbers, with the
articles."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.queries import bodies_of
from delegations.models import Body
from delegations.queries import law
from desk.queries.periods import year_before
from meetings.enums import Theme
from meetings.models import Decision, Meeting
from obligations.enums import FlagStatus, Rule
from obligations.queries import findings, grounds
from obligations.queries.findings import Filters, Row
from rulebook.law import Law

# Each rule's duty in the words of the page.
DUTIES = {
    Rule.COMPETENCE_EXCEEDED: gettext_lazy(
        "Không tự quyết định việc mà bảng thẩm quyền dành cho Ban Thường vụ Tỉnh uỷ."
    ),
    Rule.MAJORITY_FAILED: gettext_lazy("Quyết nghị được thông qua khi quá nửa tổng số thành viên tán thành."),
    Rule.QUORUM_FAILED: gettext_lazy("Cuộc họp có đủ số thành viên theo quy định."),
    Rule.SECRET_PERSONNEL_ROUND: gettext_lazy("Không lấy ý kiến bằng văn bản về công tác cán bộ."),
    Rule.COMMITTEE_OPINION_MISSING: gettext_lazy("Quyết nghị về cán bộ có ý kiến của cấp uỷ cơ quan."),
}
# The figure of the law that the others measure by.
MEASURED_BY = {Rule.MAJORITY_FAILED: "majority_share", Rule.QUORUM_FAILED: "quorum_share"}


class Group(NamedTuple):
    """A rule, the duty in plain words, the articles that lay it down, and the findings; waived ones are
    counted apart."""

    rule: str
    title: str
    duty: str
    articles: list[str]
    bodies: int
    number: int
    waived: int
    rows: list[Row]


class Centralism(NamedTuple):
    """The groups, and how much was looked at: decisions and meetings held in the twelve months before the
    day."""

    first: dt.date
    groups: list[Group]
    decisions: int
    personnel: int
    meetings: int

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]


def centralism(user: User, *, on: dt.date, filters: Filters) -> Centralism:
    """Return the findings of the five rules on the day: a fixed number of queries."""
    first = year_before(on) + dt.timedelta(days=1)
    of_duties = Filters(rules=[rule.value for rule in DUTIES], kind_ids=filters.kind_ids)
    rows = findings.listing(on, filters=of_duties, body_ids=bodies_of(user)).rows
    ruling = law.in_force()
    groups = [
        _group(rule, str(duty), [row for row in rows if row.rule == rule], on, ruling)
        for rule, duty in DUTIES.items()
    ]
    bodies = (
        Body.objects.visible_to(user)
        .filter(Q(kind__in=filters.kind_ids) if filters.kind_ids else Q())
        .values("pk")
    )
    decisions = Decision.objects.filter(body__in=bodies, decided_on__range=(first, on))
    meetings = Meeting.objects.held_by(on).filter(body__in=bodies, held_on__gte=first)
    return Centralism(
        first, groups, decisions.count(), decisions.filter(theme=Theme.PERSONNEL).count(), meetings.count()
    )


def _group(rule: Rule, duty: str, rows: list[Row], on: dt.date, ruling: Law) -> Group:
    counted = [row for row in rows if row.status != FlagStatus.WAIVED]
    value = ruling.figure(MEASURED_BY[rule], on) if rule in MEASURED_BY else None
    laid_down = [str(grounds.LAID_DOWN[rule])] if rule in grounds.LAID_DOWN else []
    articles = list(
        dict.fromkeys(
            [
                *([value.reference] if value else []),
                *(article for row in rows for article in grounds.of(row)),
                *laid_down,
            ]
        )
    )
    return Group(
        rule.value,
        str(rule.label),
        duty,
        articles,
        len({row.body_id for row in counted}),
        len(counted),
        len(rows) - len(counted),
        rows,
    )

"""Findings rolled up by the level of their bodies: the province, the communes."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count, Q

from delegations.enums import BodyLevel
from delegations.models import Body
from obligations.enums import FlagStatus, Severity
from obligations.queries.findings.filters import NOTHING, Filters, on_day


class OfLevel(NamedTuple):
    """What the bodies of a level have to do on a day; waived findings are not counted."""

    open: int = 0
    overdue: int = 0
    serious: int = 0
    late_bodies: int = 0
    """Bodies that stand with a finding past its due day; one that has ended may still have one."""


def by_level(
    on: dt.date, *, filters: Filters = NOTHING, body_ids: Collection[int] | None = None
) -> dict[str, OfLevel]:
    """Return the findings of the day by the level of the kinds of their bodies ("": of kinds without one);
    a level without any is left out. One query."""
    overdue, serious = Q(status=FlagStatus.OVERDUE), Q(severity=Severity.SERIOUS)
    found = (
        on_day(on, filters, body_ids)
        .exclude(status=FlagStatus.WAIVED)
        .values_list("body__kind__level")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=overdue),
            serious=Count("pk", filter=serious),
            late_bodies=Count("body", filter=overdue & Q(body__in=Body.objects.active_on(on)), distinct=True),
        )
        .order_by()
    )
    return {level: OfLevel(*numbers) for level, *numbers in found}


def label(level: str) -> str:
    """Return the word for a level; "" where there is none."""
    return str(BodyLevel(level).label) if level else ""

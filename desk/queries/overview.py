"""The overview's heat map: a page of bodies and their last periods."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from delegations.models import Body
from obligations.services import outlook

PERIODS = 12


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A body's periods; `same` tells whether they are those of the heading, else each cell names its own."""

    body: Body
    cells: Sequence[Any]
    same: bool


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The names of the periods that most bodies share, and the bodies' rows."""

    names: Sequence[str]
    rows: list[HeatRow]


def bodies(user: User, on: dt.date, kind_ids: Collection[int]) -> QuerySet[Body]:
    """Return the bodies that stand on the day, that the user may see, in protocol order."""
    found = Body.objects.visible_to(user).active_on(on).in_protocol_order()
    return found.filter(kind_id__in=kind_ids) if kind_ids else found


def heat_map(shown: Sequence[Body], on: dt.date) -> HeatMap:
    """Return the last twelve periods of these bodies. As many queries as outlook.heat_map, whatever the number of bodies."""
    cells = outlook.heat_map(on=on, body_ids=[body.pk for body in shown], count=PERIODS)
    named = {key: tuple(cell.period.name for cell in row) for key, row in cells.items()}
    common = Counter(named.values()).most_common(1)
    names: Sequence[str] = common[0][0] if common else ()
    return HeatMap(names, [HeatRow(body, cells.get(body.pk, ()), named.get(body.pk) == names) for body in shown])

"""The overview rolled up by level: how the bodies of the province and of the communes stand."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from accounts.models import User
from delegations.enums import BodyLevel
from desk.queries import overview
from desk.queries.rhythm import Ended, Tally, tally
from obligations.queries import levels
from obligations.queries.findings import Filters
from obligations.queries.levels import OfLevel


class LevelRow(NamedTuple):
    """A level ("": kinds without one): its bodies that stand, the periods that they ended last, their
    findings."""

    level: str
    label: str
    bodies: int
    ended: Tally
    findings: OfLevel


def rows(
    user: User, *, on: dt.date, filters: Filters, body_ids: Collection[int] | None, ended: Sequence[Ended]
) -> list[LevelRow]:
    """Return a row for each level, none where all bodies are of one. Two queries."""
    standing = overview.bodies(user, on, filters.kind_ids)
    level_of = dict(standing.order_by().values_list("pk", "kind__level"))
    numbers, found = Counter(level_of.values()), levels.by_level(on, filters=filters, body_ids=body_ids)
    shown = [level for level in (*BodyLevel.values, "") if numbers[level] or level in found]
    if len(shown) < len(BodyLevel.values):
        return []
    return [
        LevelRow(
            level,
            levels.label(level),
            numbers[level],
            tally(one for one in ended if level_of.get(one.body_id) == level),
            found.get(level, OfLevel()),
        )
        for level in shown
    ]

"""The kinds of body as filters offer them: one by one, and all those of a level at once."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.enums import BodyLevel, BodyRelation
from delegations.models import Body, BodyKind, KindRow, covers

_OF_LEVEL = {BodyLevel.PROVINCE.value: _("Tất cả cấp tỉnh"), BodyLevel.COMMUNE.value: _("Tất cả cấp xã")}


def coordination_on(day: dt.date) -> dict[int, list[str]]:
    """Return the kinds of coordination regulation that rows of the day demand, by the key of the kind of body
    that they are on. One query."""
    rows = KindRow.objects.covering(day).order_by("starts_on")
    return dict(rows.values_list("kind_id", "coordination_kinds"))


def rows_from(kind: BodyKind, day: dt.date) -> list[KindRow]:
    """Return the rows on a kind that have not ended by the day, by their first day. One query."""
    return list(kind.kindrows.filter(covers(day) | Q(starts_on__gt=day)).order_by("starts_on"))


def owed_coordination(body: Body, of_kinds: Mapping[int, list[str]]) -> list[str]:
    """Return the kinds of coordination regulation that the body owes: as the rows on its kind say (see
    `coordination_on`), else as it was recorded; an organ owes none, its parent does."""
    if body.relation == BodyRelation.ORGAN:
        return []
    return of_kinds.get(body.kind_id, body.coordination_kinds)


class KindChoices(NamedTuple):
    """The kinds in their order, each with its level."""

    kinds: tuple[tuple[int, str, str], ...]

    def options(self, everything: Any) -> list[tuple[str, Any]]:
        """Return the choices of a filter: all (in these words), the levels that kinds have, the kinds."""
        levels = {level for _pk, _name, level in self.kinds}
        return [
            ("", everything),
            *((level, words) for level, words in _OF_LEVEL.items() if level in levels),
            *((str(pk), name) for pk, name, _level in self.kinds),
        ]

    def ids_of(self, chosen: str | None) -> tuple[int, ...]:
        """Return the kinds that a choice means; none for all."""
        return tuple(pk for pk, _name, level in self.kinds if chosen and chosen in (level, str(pk)))

    def name_of(self, chosen: str | None) -> str:
        """Return the words of a choice; "" for all."""
        return str(dict(self.options("")).get(chosen or "", ""))


def choices() -> KindChoices:
    """Return the kinds to choose from. One query."""
    found: Iterable[tuple[int, str, str]] = BodyKind.objects.order_by("position", "name").values_list(
        "pk", "name", "level"
    )
    return KindChoices(tuple(found))

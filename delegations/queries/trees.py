"""The tree of bodies by what they are under (Thuộc): each followed by its organs, then by those under it."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, IntegerField, QuerySet, Value

from delegations.enums import BodyRelation
from delegations.models import Body

DEEPEST = 3
"""How far rows are indented."""


class _Place(Func):
    function = "ARRAY_POSITION"
    output_field = IntegerField()


@dataclass(frozen=True)
class Tree:
    """All bodies in the order of the tree, each with how many stand above it."""

    depths: dict[int, int]

    def depth(self, pk: int) -> int:
        """Return how far the body's row is indented."""
        return min(self.depths.get(pk, 0), DEEPEST)

    def sort(self, bodies: QuerySet[Body]) -> QuerySet[Body]:
        """Return the bodies in the order of the tree. No query."""
        order = Value(list(self.depths), output_field=ArrayField(IntegerField()))
        return bodies.order_by(_Place(order, F("pk")), "pk")


def tree() -> Tree:
    """Return the tree as the records have it now, in protocol order beside each other. One query."""
    below: dict[int | None, list[int]] = defaultdict(list)
    found = Body.objects.in_protocol_order().values_list("pk", "parent", "relation")
    # An organ comes before the bodies under the same one.
    for pk, parent, _relation in sorted(found, key=lambda row: row[2] != BodyRelation.ORGAN):
        below[parent].append(pk)
    depths: dict[int, int] = {}
    waiting = [(pk, 0) for pk in reversed(below[None])]
    while waiting:
        pk, depth = waiting.pop()
        depths[pk] = depth
        waiting += [(child, depth + 1) for child in reversed(below[pk])]
    return Tree(depths)

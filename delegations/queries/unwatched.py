"""Records whose rule does not watch them: by the office's rows of law it does not apply on the day on which
their duty arose, under the law of the body in whose name they stand (rules.md §3). They are late, and no
finding says so."""

import datetime as dt

from django.db.models import Q

from delegations.models import BodyKind
from delegations.queries import law


def unwatched(rule: str, arose: str) -> Q:
    """Return the condition on records of a body whose duty arose, by the field `arose`, while the rule did
    not apply to the body's kind. One query; a second one where any row of law speaks of the rule."""
    found = Q(pk__in=[])
    in_force = law.in_force()
    if not any(row.rule == rule for row in in_force.rows):
        return found
    for pk, kind in BodyKind.objects.values_list("pk", "name"):
        for first, last in in_force.of_kind(kind).days_off(rule):
            found |= Q(body__kind=pk, **{f"{arose}__gte": first, f"{arose}__lte": last})
    return found


class Unwatched:
    """By which row of law a rule does not watch a record. Two queries when first asked, then none."""

    def __init__(self, rule: str) -> None:
        self._rule = rule
        self._law = law.in_force()
        speaks = any(row.rule == rule for row in self._law.rows)
        self._kinds = dict(BodyKind.objects.values_list("pk", "name")) if speaks else {}

    def by(self, kind_id: int | None, arose_on: dt.date) -> str:
        """Return the document that says that the rule did not apply to the kind on the day; "": it did."""
        if kind_id not in self._kinds:
            return ""
        row = self._law.of_kind(self._kinds[kind_id]).row_on(self._rule, arose_on)
        return row.reference if row and not row.applies else ""

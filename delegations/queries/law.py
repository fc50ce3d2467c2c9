"""The law as the office's settings have it."""

import datetime as dt
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject

from core.prepared import prepared
from delegations.enums import LawDraftState
from delegations.models import LawDraft, LawRow, Province
from rulebook import law
from rulebook.law import Law, Parameter, load_law

# What the office decides for all at once: how it grades a year, how long records may be behind.
OF_THE_OFFICE = frozenset({"annual_grade", "records"})


def in_force() -> Law:
    """Return the law under the sets of regulations that the office switched on, and its own rows; that of a
    kind of body is `of_kind` of it. One query: who asks for many figures asks once and gives it on."""
    for profiles, own in _profiles_and_rows():
        return load_law(tuple(profiles), tuple(_row(**one) for one in own))
    return load_law()


@prepared
def _profiles_and_rows() -> Any:
    rows = LawRow.objects.order_by("id").values(
        row=JSONObject(
            kind=Coalesce("kind__name", Value("")),
            **{name: F(name) for name in ("rule", "parameter", "value", "starts_on", "ends_on", "reference")},
        )
    )
    return Province.objects.order_by("pk").values_list("profiles", ArraySubquery(rows))[:1]


def open_drafts() -> QuerySet[LawDraft]:
    """Return the drafts into which a change may still be written, the latest first."""
    return LawDraft.objects.filter(state=LawDraftState.DRAFT).order_by("-drafted_at", "-pk")


def _row(*, starts_on: str, ends_on: str | None, **texts: Any) -> law.LawRow:
    day = dt.date.fromisoformat
    return law.LawRow(starts_on=day(starts_on), ends_on=day(ends_on) if ends_on else None, **texts)


@lru_cache(maxsize=1)
def parameters() -> dict[str, Parameter]:
    """Return the parameters that a row of law may set, by name. No query."""
    return {one.name: one for one in load_law().catalogue()}


def is_of_the_office(parameter: str) -> bool:
    """Return whether a parameter is set for all bodies at once, never for a kind: how a year is graded, how
    long records may be behind. No query."""
    return parameter in parameters() and parameters()[parameter].topic in OF_THE_OFFICE

"""The log of changes: who wrote what, when, from which page, over all tables that keep a history."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import pghistory.models
from django.apps import apps
from django.db.models import Count, QuerySet

from core.history import names_of


class WriteSummary(NamedTuple):
    """One request or command that wrote: when, who, where, how many records of what."""

    at: dt.datetime
    who: str
    where: str
    counts: list[tuple[str, int]]


def contexts(*, user_id: int | None = None, day: dt.date | None = None) -> QuerySet[Any]:
    """Return the requests and commands that wrote, latest first, narrowed to a user and a day."""
    found = pghistory.models.Context.objects.order_by("-created_at", "-id")
    if user_id is not None:
        found = found.filter(metadata__user=user_id)
    if day is not None:
        found = found.filter(created_at__date=day)
    return found


def entries(rows: Iterable[Any]) -> list[WriteSummary]:
    """Return the entries of a page of contexts: one query for the names, one for each table with a
    history."""
    rows = list(rows)
    authors = {
        row.pk: (row.metadata["user"], row.metadata.get("deputy")) for row in rows if row.metadata.get("user")
    }
    names = names_of(set(authors.values()))
    written: dict[Any, list[tuple[str, int]]] = defaultdict(list)
    for model in event_models():
        title = str(model.pgh_tracked_model._meta.verbose_name)
        counted = model._default_manager.filter(pgh_context_id__in=[row.pk for row in rows])
        for context, number in (
            counted.values_list("pgh_context_id").annotate(n=Count("pgh_obj_id", distinct=True)).order_by()
        ):
            written[context].append((title, number))
    return [
        WriteSummary(
            row.created_at,
            names.get(authors.get(row.pk), ""),
            row.metadata.get("url", "") or row.metadata.get("command", ""),
            written[row.pk],
        )
        for row in rows
    ]


def event_models() -> list[Any]:
    """Return every model that holds a history."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event) and not model._meta.proxy and model._meta.managed
    ]

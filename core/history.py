"""History of every change, written by database triggers: bulk writes and SQL by hand leave a trace too."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import pghistory
import pghistory.middleware
import pghistory.runtime
import pgtrigger
from django.contrib.auth import get_user_model
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core import known
from core.addresses import masked
from core.dates import day, moment

ModelClass = TypeVar("ModelClass", bound=type[models.Model])


def tracked(*, exclude: Collection[str] = ()) -> Callable[[ModelClass], ModelClass]:
    """Return a class decorator that keeps a row's state after each insert and update, and the last one before
    a delete.

    Generated columns are generated in the history too. One trigger call a statement, whatever the number of
    rows.
    """
    trackers = [
        kind(level=pgtrigger.Statement)
        for kind in (pghistory.InsertEvent, pghistory.UpdateEvent, pghistory.DeleteEvent)
    ]
    return pghistory.track(
        *trackers, exclude=list(exclude) or None, obj_field=pghistory.ObjForeignKey(related_name="history")
    )


def is_noting(connection: Any) -> bool:
    """Tell whether the history's context is put in front of every statement of a connection, as within a
    request that writes."""
    return pghistory.runtime._inject_history_context in connection.execute_wrappers


class HistoryMiddleware(pghistory.middleware.HistoryMiddleware):
    """Records with each change who made it and on which page; secrets in the page's address are masked."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "url": masked(request.path)}


# Reading history -----------------------------------------------------------------------------

INSERT, UPDATE, DELETE = "insert", "update", "delete"


@dataclass(frozen=True)
class Difference:
    """One column before and after, as texts for a reader."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One write to a record: when, by whom (empty: the system, an import or SQL by hand), what."""

    id: int
    record_id: Any
    kind: str
    at: dt.datetime
    by: str
    record: str
    differences: list[Difference]
    reason: str = ""
    """Why the record was withdrawn (`core.editing.withdraw`)."""


def changes(record: models.Model) -> list[Change]:
    """Return the readable changes of one record, newest first."""
    return changes_where(type(record), pgh_obj_id=record.pk)


def changes_where(model: type[models.Model], *, title: str = "", **lookups: Any) -> list[Change]:
    """Return the readable changes of the model's records that match the lookups, deleted records too, newest
    first; inside `known.at_end_of` those made by the end of that day.

    `title` names the columns, separated by spaces, that identify a record to a reader. Costs one query for
    the events, one for the users' names and one for each foreign key.
    """
    event_model: Any = model._meta.get_field("history").related_model
    if until := known.until():
        lookups["pgh_created_at__lt"] = until
    events = list(
        event_model.objects.filter(**lookups).select_related("pgh_context").order_by("pgh_obj_id", "pgh_id")
    )
    return sorted(_read(model, events, title), key=lambda change: (change.at, change.id), reverse=True)


def taken_away(model: type[models.Model], *, title: str, **lookups: Any) -> list[Change]:
    """Return the deletions of records that are not there again: undone, a record has its key back. A query
    more than `changes_where`."""
    found = changes_where(model, title=title, pgh_label="delete", **lookups)
    there = model._default_manager.filter(pk__in={change.record_id for change in found})
    back = set(there.values_list("pk", flat=True))
    return [change for change in found if change.record_id not in back]


def _read(model: type[models.Model], events: list[Any], title: str) -> Iterator[Change]:
    columns = [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.editable and _has(events, field.attname)
    ]
    names = _related_names(columns, events)
    users = user_names(events)
    titles = {field.name: field for field in columns}
    previous: dict[Any, Any] = {}
    for event in events:
        before = previous.get(event.pgh_obj_id)
        kind = event.pgh_label
        differences = [
            Difference(
                field.name,
                str(field.verbose_name),
                _display(field, before, names),
                _display(field, event, names),
            )
            for field in columns
            if _value(before, field) != _value(event, field) and kind != DELETE
        ]
        if kind == DELETE:
            differences = [
                Difference(field.name, str(field.verbose_name), words, "")
                for field in columns
                if (words := _display(field, event, names))
            ]
        if kind != UPDATE or differences:
            metadata = event.pgh_context.metadata if event.pgh_context else {}
            record = " · ".join(_display(titles[name], event, names) for name in title.split())
            by = users.get(author(event), "")
            reason = str(metadata.get("reason", "")) if kind == DELETE else ""
            yield Change(
                event.pgh_id, event.pgh_obj_id, kind, event.pgh_created_at, by, record, differences, reason
            )
        previous[event.pgh_obj_id] = event


def set_along(record: models.Model, rows: Iterable[Any], column: str) -> list[tuple[Any, Any]]:
    """Return those of some records whose column got the value that it has in an act that wrote this record
    too, each with the state before: what was set because of the record. A query, and one for each row."""
    written = set(_events_of(record).values_list("pgh_created_at", flat=True))
    found = []
    for row in rows:
        events = list(_events_of(row).order_by("pgh_id"))
        changes = [
            (before, after)
            for before, after in pairwise(events)
            if getattr(before, column) != getattr(after, column)
        ]
        if changes and changes[-1][1].pgh_created_at in written:
            found.append((row, changes[-1][0]))
    return found


def _events_of(record: models.Model) -> Any:
    event_model: Any = record._meta.get_field("history").related_model
    return event_model.objects.filter(pgh_obj_id=record.pk)


def values_before(record: models.Model, event_id: int) -> dict[str, Any]:
    """Return a record's column values before one of its updates, by field name; empty when there is no such
    update.

    An edit form that starts with them undoes that update through the same checks as any edit.
    """
    events = _events_of(record)
    if not events.filter(pgh_id=event_id, pgh_label=UPDATE).exists():
        return {}
    before = events.filter(pgh_id__lt=event_id).order_by("-pgh_id").first()
    after = events.filter(pgh_id=event_id).first()
    if before is None:
        return {}
    columns = [
        field
        for field in type(record)._meta.concrete_fields
        if not field.primary_key and not field.generated and hasattr(before, field.attname)
    ]
    return {
        field.name: getattr(before, field.attname)
        for field in columns
        if getattr(before, field.attname) != getattr(after, field.attname)
    }


def initial_from_history(request: HttpRequest, record: models.Model) -> dict[str, Any]:
    """Return the values of a record before the change that `?khoi-phuc=` names, as an edit form's `initial`:
    saving that form undoes the change. Empty for a POST."""
    event_id = request.GET.get("khoi-phuc", "")
    return (
        values_before(record, int(event_id))
        if request.method != "POST" and event_id.isdecimal() and len(event_id) < 19
        else {}
    )


Undo = Callable[[Change], str]
"""Gives the address of the form that undoes an update; nothing where the form cannot."""
SHOWN = 300


def undo_through_form(address: str, fields: Collection[str]) -> Undo:
    """Return a function that gives the address for undoing an update in the record's edit form; an empty text
    for updates of none of the form's `fields`."""
    return lambda change: (
        f"{address}?khoi-phuc={change.id}" if any(item.name in fields for item in change.differences) else ""
    )


def history_rows(title: str, found: list[Change], undo: Undo | None = None) -> list[dict[str, Any]]:
    """Return rows for `history_page`: each change with the kind of its record (`title`), and for an update of
    a record that still exists the address that undoes it."""
    deleted = {change.record_id for change in found if change.kind == DELETE}
    return [
        {
            "what": title,
            "change": change,
            "undo_url": (
                undo(change) if undo and change.kind == UPDATE and change.record_id not in deleted else ""
            ),
        }
        for change in found
    ]


def history_page(
    request: HttpRequest, title: str, back_url: str, rows: list[dict[str, Any]], *, heading: str = ""
) -> HttpResponse:
    """Return a page of `history_rows`, the newest first; `heading` replaces the page's heading."""
    rows = sorted(rows, key=lambda entry: (entry["change"].at, entry["change"].id), reverse=True)
    context = {
        "title": title,
        "back_url": back_url,
        "heading": heading,
        "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN,
    }
    return render(request, "components/history.html", context)


def _has(events: list[Any], attname: str) -> bool:
    return bool(events) and hasattr(events[0], attname)


def _value(event: Any, field: "models.Field[Any, Any]") -> Any:
    value = None if event is None else getattr(event, field.attname)
    return None if value in ("", [], None) else value


def _display(field: "models.Field[Any, Any]", event: Any, names: Mapping[str, Mapping[Any, str]]) -> str:
    value = _value(event, field)
    if value is None:
        return ""
    if field.name in names:
        return names[field.name].get(value, _("bản ghi đã xoá"))
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list):
        choices = dict(getattr(getattr(field, "base_field", None), "choices", None) or [])
        return ", ".join(str(choices.get(item, item)) for item in value)
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(value)


def _related_names(columns: list[Any], events: list[Any]) -> dict[str, dict[Any, str]]:
    names = {}
    for field in columns:
        if field.is_relation:
            keys = {getattr(event, field.attname) for event in events} - {None}
            names[field.name] = (
                {row.pk: str(row) for row in field.related_model._default_manager.filter(pk__in=keys)}
                if keys
                else {}
            )
    return names


def author(event: Any) -> tuple[Any, Any] | None:
    """Return the keys of who wrote, and of who did it for them (None: they themselves)."""
    told = event.pgh_context.metadata if event.pgh_context else {}
    return (told["user"], told.get("deputy")) if told.get("user") else None


def user_names(events: list[Any]) -> dict[Any, str]:
    """Return the name of each author of the events. One query."""
    return names_of({author(event) for event in events} - {None})


def names_of(authors: Collection[Any]) -> dict[Any, str]:
    """Return the name of each author: of a deputy's write both. One query."""
    keys = {key for one in authors for key in one if key is not None}
    users = {user.pk: str(user) for user in get_user_model().objects.filter(pk__in=keys)} if keys else {}
    return {
        (user, deputy): on_behalf(users.get(deputy, ""), users.get(user, ""))
        if deputy
        else users.get(user, "")
        for user, deputy in authors
    }


def on_behalf(deputy: str, user: str) -> str:
    """Return how a trace names a write of somebody for somebody else."""
    return _("%(deputy)s thay mặt %(user)s") % {"deputy": deputy, "user": user}

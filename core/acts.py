"""What one act wrote to the records, read from their history, and taking it back. See ADR 26.

Every write of a request bears the same history context, so a request that says "saved" is one act, however
many records it wrote. `core.htmx.saved` makes it undoable; nothing else is needed.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

import pghistory
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _
from pghistory.models import Context

from core.editing import refusals
from core.errors import Refused
from core.history import DELETE, INSERT, UPDATE, author, user_names

ModelClass = type[models.Model]


def describe(words: str, *, body_code: str = "") -> uuid.UUID | None:
    """Note in words (their first sentence) what the act of this request did, and to which body, and return
    what identifies the act; None where nothing was written that has a history. One query."""
    with pghistory.context(done=words.partition(". ")[0].rstrip("."), body=body_code) as act:
        # The triggers wrote the context when the records were written: before the words were known.
        return act.id if Context.objects.filter(pk=act.id).update(metadata=act.metadata) else None


def mark_taken_back(act: uuid.UUID, now: dt.datetime) -> None:
    """Note of an act that it was taken back: it is offered no more, and what it recorded counts as never
    recorded. Two queries."""
    for entry in Context.objects.filter(pk=act):
        entry.metadata["undone_at"] = now.isoformat()
        entry.save(update_fields=["metadata"])


# Reading an act ----------------------------------------------------------------------------------


class Step(NamedTuple):
    """One write to one record: insert, update or delete, and the column values before it (None: no record; no
    values: they are not known)."""

    key: Any
    kind: str
    before: dict[str, Any] | None


@dataclass(frozen=True)
class Written:
    """A record that an act wrote: its column values before (None: the act made it), whether the act deleted
    it, and the act's last event of it."""

    model: ModelClass
    key: Any
    before: dict[str, Any] | None
    is_gone: bool
    last_event: int

    @property
    def is_new(self) -> bool:
        return self.before is None


@dataclass(frozen=True)
class Act:
    """What one act wrote, by kind of record in the order of the writes, and record by record."""

    steps: dict[ModelClass, list[Step]]
    written: list[Written]

    def made(self, model: ModelClass) -> list[Any]:
        """Return the keys of the records of a kind that the act made."""
        return [one.key for one in self.written if one.model is model and one.is_new and not one.is_gone]

    def keys(self, model: ModelClass) -> list[Any]:
        return [one.key for one in self.written if one.model is model]


def tracked() -> dict[ModelClass, Any]:
    """Return every model that keeps a history, with the model of its history."""
    histories: dict[ModelClass, Any] = {}
    for events in apps.get_models():
        if "pgh_obj" in {field.name for field in events._meta.fields}:
            model: Any = events._meta.get_field("pgh_obj").related_model
            histories[model] = events
    return histories


def read(act: uuid.UUID, *, without: Collection[ModelClass] = ()) -> Act:
    """Return what was written under a history context, but for the models `without`; one query, and one or
    two for each kind of record that was written."""
    steps: dict[ModelClass, list[Step]] = {}
    written: list[Written] = []
    for model in _models_written(act, without):
        groups: dict[Any, list[Any]] = {}
        events = list(_events_of(model).filter(pgh_context_id=act))
        for event in events:
            groups.setdefault(event.pgh_obj_id, []).append(event)
        earlier = _earlier(model, {key: group[0] for key, group in groups.items()})
        previous = {key: _columns(model, event) for key, event in earlier.items()}
        first = {key: _before(model, group[0], previous.get(key)) for key, group in groups.items()}
        steps[model] = []
        for event in events:
            before = _before(model, event, previous.get(event.pgh_obj_id))
            steps[model].append(Step(event.pgh_obj_id, event.pgh_label, before))
            previous[event.pgh_obj_id] = _columns(model, event)
        written += [
            Written(model, key, first[key], group[-1].pgh_label == DELETE, group[-1].pgh_id)
            for key, group in groups.items()
        ]
    return Act(steps, written)


def _models_written(act: uuid.UUID, without: Collection[ModelClass]) -> list[ModelClass]:
    """Return the kinds of records that an act wrote, in the order of their tables. One query."""
    pairs = sorted(
        ((model, events) for model, events in tracked().items() if model not in without),
        key=lambda pair: pair[0]._meta.db_table,
    )
    there = ", ".join(
        f"EXISTS (SELECT FROM {connection.ops.quote_name(events._meta.db_table)} WHERE pgh_context_id = %s)"
        for _model, events in pairs
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {there}", [act] * len(pairs))
        found = cursor.fetchone()
    return [model for (model, _events), is_there in zip(pairs, found, strict=True) if is_there]


def _earlier(model: ModelClass, first: dict[Any, Any]) -> dict[Any, Any]:
    """Return of each record that the act updated first the event before that. One query, where there is
    any."""
    changed = [key for key, event in first.items() if event.pgh_label == UPDATE]
    if not changed:
        return {}
    events = _events_of(model).filter(pgh_obj_id__in=changed)
    return {event.pgh_obj_id: event for event in events if event.pgh_id < first[event.pgh_obj_id].pgh_id}


def _before(model: ModelClass, event: Any, previous: dict[str, Any] | None) -> dict[str, Any] | None:
    if event.pgh_label == INSERT:
        return None
    return _columns(model, event) if event.pgh_label == DELETE else previous or {}


def _columns(model: ModelClass, event: Any) -> dict[str, Any]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key and not field.generated]
    return {field.attname: getattr(event, field.attname) for field in fields if hasattr(event, field.attname)}


def _events_of(model: ModelClass) -> "models.QuerySet[Any]":
    rows: models.QuerySet[Any] = tracked()[model]._default_manager.select_related("pgh_context")
    return rows.order_by("pgh_id")


# What was done since -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Since:
    """What somebody did with a record: what kind it is, which, who (empty: the system) and when; the record
    itself, where it is still there."""

    what: str
    record: str
    by: str
    at: dt.datetime
    found: models.Model | None = None

    @property
    def words(self) -> str:
        """What the record is called: by its own name, its title, else by what it joins. Reads what it refers
        to."""
        if self.found is None:
            return self.record
        own = (getattr(self.found, name, "") for name in ("name", "full_name", "number", "code"))
        if words := next((str(one) for one in own if one), ""):
            return words
        title = getattr(self.found, "title", "")
        if callable(title):
            return str(title())
        links = [field.name for field in self.found._meta.concrete_fields if field.many_to_one]
        return " · ".join(str(one) for name in links if (one := getattr(self.found, name))) or self.record


def lock(act: Act) -> None:
    """Lock the act's records that are still there, to the end of the transaction. A query a kind."""
    for model in act.steps:
        rows = model._default_manager.filter(pk__in=act.keys(model)).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk"))


def since(act: Act) -> list[Since]:
    """Return what others did with these records after the act, or with records that refer to those the act
    made, the oldest first. A few queries for each kind of record."""
    own = {(one.model, one.key) for one in act.written}
    found: list[tuple[ModelClass, Any]] = []
    for model in act.steps:
        last = {one.key: one.last_event for one in act.written if one.model is model}
        events = _events_of(model).filter(pgh_obj_id__in=last, pgh_id__gt=min(last.values()))
        found += [(model, event) for event in events if event.pgh_id > last[event.pgh_obj_id]]
        found += _referring(model, act.made(model), own)
    users = user_names([event for _model, event in found])
    records = _records_of(found)
    rows = [
        Since(
            str(model._meta.verbose_name),
            str(records.get((model, event.pgh_obj_id), "")) or _name_in(event),
            users.get(author(event), ""),
            event.pgh_created_at,
            records.get((model, event.pgh_obj_id)),
        )
        for model, event in found
    ]
    return sorted(rows, key=lambda row: row.at)


def _referring(
    model: ModelClass, keys: list[Any], own: Collection[tuple[ModelClass, Any]]
) -> Iterator[tuple[ModelClass, Any]]:
    """Generate the latest event of each tracked record that refers to one of these and is not `own`."""
    histories = tracked()
    for relation in model._meta.related_objects if keys else ():
        other, field = relation.related_model, relation.field
        if field.many_to_many or other not in histories:
            continue
        found = other._default_manager.filter(**{f"{field.name}__in": keys}).values_list("pk", flat=True)
        strangers = [key for key in found if (other, key) not in own]
        latest = {event.pgh_obj_id: event for event in _events_of(other).filter(pgh_obj_id__in=strangers)}
        yield from ((other, event) for event in latest.values())


def _records_of(found: Collection[tuple[ModelClass, Any]]) -> dict[tuple[ModelClass, Any], models.Model]:
    """Return each record that is still there: one query a kind of record."""
    records: dict[tuple[ModelClass, Any], models.Model] = {}
    for model in {model for model, _event in found}:
        keys = {event.pgh_obj_id for one, event in found if one is model}
        records |= {(model, key): row for key, row in model._default_manager.in_bulk(keys).items()}
    return records


def _name_in(event: Any) -> str:
    """Return what names a record that is gone, by the last that its history says."""
    named = (getattr(event, name, "") for name in ("name", "full_name", "title", "number", "code"))
    return next((str(words) for words in named if words), str(event.pgh_obj_id))


# Taking it back ----------------------------------------------------------------------------------


@transaction.atomic
def take_back(act: Act) -> None:
    """Put the records of an act back as they were before it, the last write first: what was made goes, what
    was changed has its values of before, what was deleted is there again under its key.

    Each table goes back the way it came, so its constraints hold at every step; foreign keys are checked at
    the end. Raises Refused where something else refers to what goes, or took the place of what comes back.
    """
    try:
        for model, steps in act.steps.items():
            with refusals(model):
                _take_back(model, steps)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise Refused(
            _("Chưa hoàn tác được: đã có %(what)s gắn với bản ghi này.") % {"what": _what_refers(error)}
        ) from error


def _take_back(model: ModelClass, steps: list[Step]) -> None:
    rows: Any = model._default_manager
    for kind, group in groupby(reversed(steps), key=lambda step: step.kind):
        taken = list(group)
        keys = [step.key for step in taken]
        if kind == INSERT:
            for field in model._meta.local_many_to_many:
                through: Any = field.remote_field.through
                if through._meta.auto_created:
                    through._default_manager.filter(**{f"{field.m2m_field_name()}__in": keys}).delete()
            # Not by Django's own deletion, which looks for what refers to them before the end is reached.
            rows.filter(pk__in=keys)._raw_delete(rows.db)
        elif kind == DELETE:
            rows.bulk_create([model(pk=step.key, **(step.before or {})) for step in taken])
        else:
            for step in taken:
                if not step.before:
                    raise Refused(_("Không rõ bản ghi này trước đó thế nào nên không hoàn tác được."))
                rows.filter(pk=step.key).update(**step.before)


def _what_refers(error: IntegrityError) -> str:
    table = getattr(getattr(error.__cause__, "diag", None), "table_name", None)
    kinds = [str(model._meta.verbose_name) for model in apps.get_models() if model._meta.db_table == table]
    return kinds[0] if kinds else _("bản ghi khác")

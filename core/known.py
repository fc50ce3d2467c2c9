"""Read the records as they were recorded by the end of a past day ("what was known").

A schema of its own has a view for each table of facts, with the table's name and columns, over the table's
history. With that schema first in PostgreSQL's `search_path`, the same queries read what had been recorded by
an instant: see ADR 0010 and docs/what-was-known.md.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.apps import apps as installed
from django.core.exceptions import BadRequest
from django.db import connection, connections, models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core import clock, dates
from core.locks import AdvisoryLock

SCHEMA = "known"
UNTIL = "nennep.known_until"
PARAMETER, VALUE = "ho-so", "khi-do"  # ?ngay=2025-12-31&ho-so=khi-do


class Unavailable(Exception):
    """The views do not exist now, because migrations are running."""


class PresentOnly(Exception):
    """A page cannot be shown as known on its day: it writes, or its content is of today."""


# The sense of a request --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sense:
    """The past day of a request, and in which of two senses it is looked at: by the records as they are now
    (`until` is None), or by what had been recorded before `until`."""

    day: dt.date
    until: dt.datetime | None = None


_sense: ContextVar[Sense | None] = ContextVar("sense", default=None)


def end_of(day: dt.date) -> dt.datetime:
    """Return the first instant after the day, in the office's zone."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, clock.ZONE)


def until() -> dt.datetime | None:
    """Return the instant before which the records that queries now see were recorded; None where queries see
    the records as they are now."""
    sense = _sense.get()
    return sense.until if sense else None


def remark() -> str:
    """Return the phrase for lists and papers that names the sense of this request's past day; an empty text
    for today and the future."""
    sense = _sense.get()
    if sense is None:
        return ""
    if sense.until is None:
        return _("theo hồ sơ hiện có")
    return _("chỉ theo những gì đã ghi đến hết ngày %(day)s") % {"day": dates.day(sense.day)}


def with_remark(text: str) -> str:
    """Return a paper's line about its day, followed by `remark()`."""
    phrase = remark()
    return f"{text}, {phrase}" if text and phrase else text or phrase.capitalize()


def file_suffix() -> str:
    """Return the ending of a file's name (before the dot) that tells the two senses of a day apart."""
    return "-ho-so-khi-do" if until() else ""


def is_requested(request: HttpRequest) -> bool:
    """Return whether the address requests what was known on its day."""
    return request.GET.get(PARAMETER) == VALUE


def is_shown(request: HttpRequest) -> bool:
    """Return whether this page shows what was known on its day; some pages are of today, even on request."""
    return getattr(request, "shows_known", False)


def require_present() -> None:
    """Raise PresentOnly inside `at_end_of`: the middleware then makes the page of the records as they are
    now, and the page says so."""
    if until():
        raise PresentOnly


def _past_day(request: HttpRequest) -> dt.date | None:
    if request.method not in {"GET", "HEAD"}:
        return None
    try:
        day = dates.requested_day(request)
    except BadRequest:  # the view says it
        return None
    return day if day < clock.today() else None


def looks_back(view: Callable[..., Any]) -> bool:
    """Return whether this request is for a past day of a page that shows facts."""
    return _sense.get() is not None and _shows_facts(view)


def _shows_facts(view: Callable[..., Any]) -> bool:
    return bool(getattr(installed.app_configs.get(view.__module__.partition(".")[0]), "shows_facts", False))


class KnownMiddleware:
    """Answers a GET for a past day in the sense that its address requests. Must be the last middleware:
    sessions and messages write outside."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        day = _past_day(request)
        token = _sense.set(Sense(day) if day else None)
        try:
            return self.get_response(request)
        finally:
            _sense.reset(token)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer with what was known, where that is requested; None leaves the request to Django. Runs after
        the log-in was checked."""
        sense = _sense.get()
        if sense is None or not is_requested(request) or not _shows_facts(view):
            return None
        request.shows_known = True  # type: ignore[attr-defined]
        try:
            with at_end_of(sense.day):
                began = first_recorded()
                if began is None or began >= end_of(sense.day):
                    began_on = began.astimezone(clock.ZONE).date() if began else None
                    return render(
                        request, "known/before.html", {"day": sense.day, "began_on": began_on}, status=404
                    )
                return _with_everything_read(view(request, *args, **kwargs))
        except PresentOnly:
            request.shows_known = False  # type: ignore[attr-defined]
            return None
        except Unavailable:
            return render(request, "known/away.html", status=503)


def _with_everything_read(response: Any) -> HttpResponse:
    """Return the response, rendered and not streaming, so that sending it needs no query."""
    if callable(getattr(response, "render", None)) and not response.is_rendered:
        response = response.render()
    if response.streaming and not hasattr(response, "file_to_stream"):
        response.streaming_content = list(response.streaming_content)
    return response


# Reading -----------------------------------------------------------------------------------------


@contextmanager
def at_end_of(day: dt.date) -> Iterator[None]:
    """Let queries in the block see every record as it was recorded at the end of the day. Two queries;
    PostgreSQL refuses writes.

    Raises Unavailable where the views do not exist.
    """
    with _reading(Sense(day, end_of(day))):
        yield


@contextmanager
def as_recorded_now() -> Iterator[None]:
    """Let queries in the block see the records as they are now, also inside `at_end_of`."""
    sense = _sense.get()
    if sense is None or sense.until is None:
        yield
        return
    with _reading(Sense(sense.day)):
        yield


# The lock first, in a statement of its own: what the second one sees then holds until the end.
_LOCK_SHARED = f"SELECT pg_advisory_xact_lock_shared({AdvisoryLock.VIEWS_OF_HISTORY:d})"
_ENTER = f"""
    SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '{SCHEMA}'),
        set_config('search_path', '{SCHEMA}, ' || current_setting('search_path'), true),
        set_config('{UNTIL}', %s, true), set_config('transaction_read_only', 'on', true)
"""
_LEAVE = (
    f"SELECT set_config('search_path', regexp_replace(current_setting('search_path'), '^{SCHEMA}, ', ''),"
    " true)"
)
_later: ContextVar[list[Callable[[], object]] | None] = ContextVar("later", default=None)


@contextmanager
def _reading(sense: Sense) -> Iterator[None]:
    features, later = connection.features, []  # type: ignore[var-annotated]
    by_key = features.allows_group_by_selected_pks
    tokens = _sense.set(sense), _later.set(later)
    try:
        with transaction.atomic():
            _set_search_path(sense)
            # A view has no primary key: PostgreSQL does not know that a row's other columns follow from it.
            features.allows_group_by_selected_pks = (
                sense.until is None and type(features).allows_group_by_selected_pks
            )
            yield
            # Nothing was written. Going back takes the settings back where a transaction stands around this
            # one.
            transaction.set_rollback(True)
    finally:
        features.allows_group_by_selected_pks = by_key
        _sense.reset(tokens[0])
        _later.reset(tokens[1])
    for act in later:
        after_reading(act)


def _set_search_path(sense: Sense) -> None:
    with connection.cursor() as cursor:
        if sense.until is None:
            cursor.execute(_LEAVE)
            return
        cursor.execute(_LOCK_SHARED)
        cursor.execute(_ENTER, [sense.until.isoformat()])
        if not cursor.fetchone()[0]:
            raise Unavailable


def after_reading(act: Callable[[], object]) -> None:
    """Call a function that writes: now, or inside `at_end_of` when the block has ended."""
    later = _later.get()
    if later is None:
        act()
    else:
        later.append(act)


def first_recorded() -> dt.datetime | None:
    """Return when the first record was written of the model that `history_begins_with` names (bodies, which
    all other facts are about); None where there is none. One query."""
    for config in installed.get_app_configs():
        if name := getattr(config, "history_begins_with", ""):
            events = event_model(config.get_model(name))
            return events._default_manager.aggregate(first=models.Min("pgh_created_at"))["first"]
    return None


def is_recorded(day: dt.date) -> bool:
    """Return whether anything had been recorded by the end of the day. One query."""
    began = first_recorded()
    return began is not None and began < end_of(day)


def event_model(model: Any) -> Any:
    """Return the model of a tracked model's history."""
    return model._meta.get_field("history").related_model


# The views ---------------------------------------------------------------------------------------

_VIEW_OF_HISTORY = """
CREATE VIEW {schema}.{table} AS SELECT {columns} FROM {events} e
WHERE e.pgh_created_at < {until} AND e.pgh_label <> 'delete'
    AND NOT EXISTS (SELECT FROM {events} n WHERE n.pgh_obj_id = e.pgh_obj_id AND n.pgh_id > e.pgh_id
        AND n.pgh_created_at < {until})"""
# As a subquery it is worked out once a query, not once a row.
_INSTANT = f"(SELECT current_setting('{UNTIL}')::timestamptz)"
# Every record's last event by an instant: the views above, by record and by whatever else their reader
# filters.
_LATEST = "CREATE INDEX IF NOT EXISTS {name} ON {events} (pgh_obj_id, pgh_id) INCLUDE (pgh_created_at)"
# Pages address records by what is unique in them, which in a history is not.
_NAMED = "CREATE INDEX IF NOT EXISTS {name} ON {events} ({column})"


def tracked_models(registry: Any) -> list[tuple[Any, Any]]:
    """Return the models of facts that keep a history, each with the model of its history, of a registry of
    models (a migration's too)."""
    return sorted(
        (
            (events._meta.get_field("pgh_obj").related_model, events)
            for events in registry.get_models()
            if "pgh_obj" in {field.name for field in events._meta.fields}
            and getattr(installed.app_configs.get(events._meta.app_label), "keeps_facts", False)
        ),
        key=lambda pair: pair[0]._meta.db_table,
    )


def definitions(registry: Any) -> list[str]:
    """Return the statements that make the indexes and views of the registry's models of facts."""
    return [
        statement
        for model, events in tracked_models(registry)
        for statement in (*_indexes(model, events), _view(model, events))
    ]


def _indexes(model: Any, events: Any) -> Iterator[str]:
    table = events._meta.db_table
    yield _LATEST.format(name=f"{table}_known", events=table)
    for field in _columns(model):
        if field.unique and not field.primary_key:
            yield _NAMED.format(name=f"{table}_{field.column}_known", events=table, column=field.column)


def _columns(model: Any) -> list[Any]:
    # By name: a migration's model has its columns in another order than the model itself.
    return sorted(model._meta.local_concrete_fields, key=lambda field: field.column)


def _view(model: Any, events: Any) -> str:
    columns = [
        f"e.pgh_obj_id AS {field.column}" if field.primary_key else f"e.{field.column}"
        for field in _columns(model)
    ]
    return _VIEW_OF_HISTORY.format(
        schema=SCHEMA,
        table=model._meta.db_table,
        columns=", ".join(columns),
        events=events._meta.db_table,
        until=_INSTANT,
    )


def drop_views(*, using: str = "default", plan: Any = (), **_signal: Any) -> None:
    """Drop the views before migrations change their tables; a receiver of pre_migrate."""
    if plan:
        with transaction.atomic(using), connections[using].cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock({AdvisoryLock.VIEWS_OF_HISTORY:d})")
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def create_views(
    *, sender: Any = None, using: str = "default", apps: Any = installed, **_signal: Any
) -> None:
    """Create the views again unless they are up to date; a receiver of post_migrate, which comes once for
    each app: the work is done for the last one."""
    if (
        sender is not None
        and sender != [config for config in installed.get_app_configs() if config.models_module][-1]
    ):
        return
    statements = definitions(apps)
    digest = blake2b("\n".join(statements).encode(), digest_size=16).hexdigest()
    with transaction.atomic(using), connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = '{SCHEMA}'"
        )
        if cursor.fetchone() == (digest,):
            return
        cursor.execute(f"SELECT pg_advisory_xact_lock({AdvisoryLock.VIEWS_OF_HISTORY:d})")
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute(f"COMMENT ON SCHEMA {SCHEMA} IS '{digest}'")

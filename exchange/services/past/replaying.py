"""Building up a sample province as an office would have: entry day by entry day, judged on each.

The workbook is imported, its rows are read and the import is taken back. Then the rows come in again, each
version on its day, through the tables and their triggers; the history and the spans say that day. All of it
is one transaction.
"""

import datetime as dt
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import pghistory
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from accounts.models import User
from core import clock, known
from exchange.services import imports
from exchange.services.past import recording
from exchange.services.past.recording import Version
from obligations.queries import touched
from obligations.services import judging

ANALYSE_EACH = 25  # entry days: by then the tables are others than the database took them for

Rows = dict[type[Model], dict[Any, dict[str, Any]]]


class Built(NamedTuple):
    """What came of it: warnings of the import, entry days, versions of records."""

    warnings: list[str]
    days: int
    versions: int


@transaction.atomic
def bring_in(*, path: Path, today: dt.date, now: dt.datetime, by: User | None) -> Built:
    """Import a sample workbook into a database without bodies, with the past of its records.

    `by` is the user who typed everything in. Raises what `imports.commit` raises. About half a minute for
    fifty bodies and three years.
    """
    before = _rows()
    after, warnings = _imported(path)
    steps = defaultdict(list)
    for version in recording.versions(before, after, today):
        steps[version.on].append(version)
    present = {(model, key) for model, rows in before.items() for key in rows}
    for number, day in enumerate(sorted(steps)):
        at = min(dt.datetime.combine(day, recording.HOUR, clock.ZONE), now)
        with pghistory.context(**({"user": by.pk} if by else {})):
            written = _write(steps[day], present)
        # What the installation came with was there from the first day.
        _date_history(written if number else set(before), at, everything=not number)
        if number % ANALYSE_EACH == 0:
            imports.take_statistics()
        _judge(today, at)
    return Built(warnings, len(steps), sum(map(len, steps.values())))


def _rows() -> Rows:
    """Return all rows of facts by model and key, without generated columns."""
    return {
        model: {
            row["id"]: row
            for row in model._base_manager.order_by("pk").values(
                *(field.attname for field in model._meta.concrete_fields if not field.generated)
            )
        }
        for model, _events in known.tracked_models(apps)
    }


def _imported(path: Path) -> tuple[Rows, list[str]]:
    """Return what the workbook makes of the tables, and what the import remarks; the tables stay as they
    were."""
    with transaction.atomic():
        written = imports.commit(path=path, by=None)
        rows = _rows()
        transaction.set_rollback(True)
    return rows, [remark.message for remark in written.outcome.warnings]


def _write(versions: list[Version], present: set[tuple[type[Model], Any]]) -> set[type[Model]]:
    """Write a day's versions, what changes or goes before what comes; return the models written to."""
    new: dict[type[Model], list[Model]] = defaultdict(list)
    for version in versions:
        model, key, row = version.model, version.key, version.row
        if row is None:
            model._base_manager.filter(pk=key).delete()
        elif (model, key) in present:
            model._base_manager.filter(pk=key).update(**{name: row[name] for name in row if name != "id"})
        else:
            present.add((model, key))
            new[model].append(model(**row))
    for model, records in new.items():
        model._base_manager.bulk_create(records)
    return {version.model for version in versions}


def _date_history(models: set[type[Model]], at: dt.datetime, *, everything: bool) -> None:
    """Say of the events of this step that they were at the instant: until now they say when the transaction
    began. `everything`: of all events that there are."""
    these = "TRUE" if everything else "pgh_created_at = transaction_timestamp()"
    with connection.cursor() as cursor:
        for model in models:
            table = known.event_model(model)._meta.db_table
            cursor.execute(f"UPDATE {table} SET pgh_created_at = %s WHERE {these}", [at])
        # A judging counts back to the touch; here nothing waited.
        cursor.execute("UPDATE obligations_touch SET at = clock_timestamp()")


def _judge(today: dt.date, at: dt.datetime) -> None:
    """Bring the spans of the bodies that were touched up to date, as recorded at the instant."""
    judging.refresh(on=today, at=at, body_ids=touched.bodies())
    # What holds for all bodies leaves a touch of no body, which only a sweep takes.
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM obligations_touch WHERE body_id IS NULL")

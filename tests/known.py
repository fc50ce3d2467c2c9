"""Moving what was recorded to other days: the history's instants come from the database's clock, which no test sets."""

import datetime as dt
from typing import Any

from django.apps import apps
from django.db import connection, models

from core import clock, known

BEGAN = dt.datetime(2019, 1, 1, 8, tzinfo=clock.ZONE)


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), clock.ZONE)


def settle(day: dt.date | None = None, since: int = 0) -> None:
    """Say that everything recorded so far (after the events of that number) was recorded in the morning of the day, else long ago."""
    instant = at(day) if day else BEGAN
    with connection.cursor() as cursor:
        for _model, events in known.tracked_models(apps):
            table = events._meta.db_table
            cursor.execute(f"UPDATE {table} SET pgh_created_at = %s WHERE pgh_created_at > now() - interval '1 day'", [instant])


def history_of(record: models.Model) -> Any:
    return known.event_model(type(record)).objects.filter(pgh_obj_id=record.pk).order_by("pgh_id")

"""Moving what was recorded to other days: the history's instants come from the database's clock, which no
test sets."""

import datetime as dt

from django.apps import apps
from django.db import connection

from core import clock, known


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    """Return an hour of the day in the office's zone."""
    return dt.datetime.combine(day, dt.time(hour), clock.ZONE)


def settle(instant: dt.datetime | dt.date) -> None:
    """Say that all that was recorded since the last call (or since the database was made) was recorded at the
    instant, or on the day."""
    moment = instant if isinstance(instant, dt.datetime) else at(instant)
    with connection.cursor() as cursor:
        for _model, events in known.tracked_models(apps):
            cursor.execute(
                f"UPDATE {events._meta.db_table} SET pgh_created_at = %s WHERE pgh_created_at > now() -"
                " interval '2 days'",
                [moment],
            )

"""Moving what was recorded to other days: the history's instants come from the database's clock, which no
test sets."""

import datetime as dt

from django.apps import apps
from django.db import connection

from core import clock, known
from obligations.services import judging

# Spans that began and ended since the last call were never there.
_SETTLE_SPANS = """
    UPDATE {table} SET recorded = tstzrange(
        CASE WHEN lower(recorded) > now() - interval '2 days' THEN %(moment)s ELSE lower(recorded) END,
        CASE WHEN upper(recorded) > now() - interval '2 days' THEN %(moment)s ELSE upper(recorded) END
    ) WHERE {which}
        AND (lower(recorded) > now() - interval '2 days' OR upper(recorded) > now() - interval '2 days')
"""


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    """Return an hour of the day in the office's zone."""
    return dt.datetime.combine(day, dt.time(hour), clock.ZONE)


def settle(instant: dt.datetime | dt.date) -> None:
    """Say that all that was recorded since the last call (or since the database was made) was recorded at the
    instant, or on the day; what the records then gave of findings too."""
    moment = instant if isinstance(instant, dt.datetime) else at(instant)
    judging.sweep(on=clock.today(), at=clock.now())
    with connection.cursor() as cursor:
        for table in ("obligations_findingspan", "obligations_periodspan"):
            # What ended first: what began in its place must find the place free.
            for ended in ("NOT upper_inf(recorded)", "upper_inf(recorded)"):
                cursor.execute(_SETTLE_SPANS.format(table=table, which=ended), {"moment": moment})
        for _model, events in known.tracked_models(apps):
            cursor.execute(
                f"UPDATE {events._meta.db_table} SET pgh_created_at = %s WHERE pgh_created_at > now() -"
                " interval '2 days'",
                [moment],
            )

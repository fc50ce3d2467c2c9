"""Ranges and instants in the database, as constraints, generated columns and defaults need them."""

from typing import Any

from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.db.models import DateTimeField, F, Func, IntegerField

from core import clock


class ClockInstant(Func):
    """The instant at which a row is written, not that at which its transaction began."""

    template = "clock_timestamp()"
    arity = 0
    output_field = DateTimeField()


class OneNumber(Func):
    """A number as a range that holds it alone. Only the constraints of 1.0 have it: their steps stay."""

    template = "int8range(%(expressions)s, %(expressions)s, '[]')"
    arity = 1
    output_field = IntegerField()

    def __init__(self, name: str) -> None:
        super().__init__(F(name))


class FirstToLast(Func):
    """The days from a first to a last one, both included."""

    template = "daterange(%(expressions)s, '[]')"
    arity = 2
    output_field = DateRangeField()

    def __init__(self, first: str, last: str) -> None:
        super().__init__(F(first), F(last))


class InstantsOn(Func):
    """The part of a range of instants that lies on a range of days, in the office's zone."""

    template = (
        f"(%(instants)s * tstzrange(timezone('{clock.ZONE.key}', lower(%(days)s)::timestamp),"
        f" timezone('{clock.ZONE.key}', upper(%(days)s)::timestamp)))"
    )
    output_field = DateTimeRangeField()

    def __init__(self, instants: str, days: str) -> None:
        super().__init__(F(instants), F(days))

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        (instants, _given), (days, _given) = map(compiler.compile, self.get_source_expressions())
        return self.template % {"instants": instants, "days": days}, ()

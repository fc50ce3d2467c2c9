"""Statements of SQL over spans that a query set chose."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from obligations.models import FindingSpan


def over(
    spans: QuerySet[FindingSpan],
    statement: str,
    columns: Sequence[str],
    *,
    before: Sequence[Any] = (),
    after: Sequence[Any] = (),
) -> Iterator[tuple[Any, ...]]:
    """Return the rows of a statement in which `{found}` stands for the columns of these spans; `before` and
    `after` are the values of its places before and after that. One query; none where no span can be meant."""
    try:
        sql, values = spans.order_by().values(*columns).query.sql_with_params()
    except EmptyResultSet:
        return iter(())
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("{found}", sql), [*before, *values, *after])
        return iter(cursor.fetchall())

"""What an address names, within the scope of who asks: anything else answers 404."""

from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

Record = TypeVar("Record", bound=models.Model)


def look_up(rows: type[Record] | QuerySet[Record], **lookup: Any) -> Record:
    """Return the one record, or 404, without a lock: to show it, or to hang something on it, where the
    service locks."""
    return get_object_or_404(rows, **lookup)


def one(request: HttpRequest, rows: QuerySet[Record], **lookup: Any) -> Record:
    """Return the one record that a screen is about, or 404. A POST to a view that is `core.htmx.writing`
    locks it until the view has answered, so that what its form compares with is what is stored."""
    if request.method == "POST" and transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update(of=("self",))
    return look_up(rows, **lookup)

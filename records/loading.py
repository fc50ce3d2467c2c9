"""Find the record that an address names among those that the user may see; anything else answers 404."""

from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

Record = TypeVar("Record", bound=models.Model)


def look_up(rows: type[Record] | QuerySet[Record], **lookup: Any) -> Record:
    """Return the record, without a lock, else raise Http404: to show it, or to add to it by a service that
    locks."""
    return get_object_or_404(rows, **lookup)


def load(request: HttpRequest, rows: QuerySet[Record], **lookup: Any) -> Record:
    """Return the record that a screen is about, else raise Http404. A POST to a view decorated with
    `core.htmx.writing` locks it to the end of the transaction, so that the form compares with what is
    stored."""
    if request.method == "POST" and transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update(of=("self",))
    return look_up(rows, **lookup)

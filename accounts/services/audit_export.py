"""The log of changes as a file that a third party checks without us: each line holds the digest of the line
before it, and the end is signed. See ADR 38, and `deploy/verify_audit.py`, which checks one.

Lines of the same days come out the same whenever they are written, so whoever noted the head of an earlier
file sees whether anything was altered since.
"""

import datetime as dt
import hashlib
import heapq
import json
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

import pghistory.models
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_administer
from accounts.queries.audit import event_models
from core import clock
from core.errors import Refused

FORMAT = "nen-nep-audit/1"
MOST_DAYS = 400
_ROWS_AT_ONCE = 2000
# Of the history's own columns a line says what matters in words of its own.
_OWN = {"pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pgh_context_id"}


class Written(NamedTuple):
    """A file of the log: how many changes it holds, and the digest of its last line but the signature."""

    changes: int
    head: str


def check_period(first: dt.date, last: dt.date, *, today: dt.date) -> None:
    """Raise Refused unless the days are over: what is still being written would come out otherwise later."""
    if last >= today:
        raise Refused(_("Chỉ xuất những ngày đã qua: ngày cuối phải trước hôm nay."), field="den_ngay")
    if first > last:
        raise Refused(_("Ngày đầu sau ngày cuối. Hãy đổi lại."), field="tu_ngay")
    if (last - first).days >= MOST_DAYS:
        raise Refused(
            _("Mỗi tệp nhiều nhất %(days)s ngày. Hãy chia thành nhiều tệp.") % {"days": MOST_DAYS},
            field="tu_ngay",
        )


def write(target: IO[bytes], *, first: dt.date, last: dt.date, by: User | None) -> Written:
    """Write the changes of the days, signed, and return how many there are and the head. `by` is None on the
    command line. Raises Refused. One query for each table with a history, whatever the number of rows."""
    if by is not None:
        check_can_administer(by)
    check_period(first, last, today=clock.today())
    previous, number = "0" * 64, 0

    def put(line: dict[str, Any]) -> None:
        nonlocal previous
        text = json.dumps(
            line | {"prev": previous}, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True
        ).encode()
        previous = hashlib.sha256(text).hexdigest()
        target.write(text + b"\n")

    put({"format": FORMAT, "from": first, "to": last})
    with transaction.atomic():  # in which cursors of the server stay open
        for number, line in enumerate(_changes(first, last), 1):
            put({"n": number} | line)
    put({"end": True, "changes": number})
    signer, signature = import_string(settings.SIGNER)(bytes.fromhex(previous)).decode().split()
    closing = {"head": previous, "signer": signer, "signature": signature}
    target.write(json.dumps(closing, sort_keys=True).encode() + b"\n")
    return Written(number, previous)


def _changes(first: dt.date, last: dt.date) -> Iterator[dict[str, Any]]:
    """Yield the changes of the days in the order of their instants, tables and numbers."""
    begins, ends = (
        dt.datetime.combine(day, dt.time(), clock.ZONE) for day in (first, last + dt.timedelta(days=1))
    )
    contexts: dict[Any, dict[str, Any]] = {}

    def rows(model: Any) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
        table = model.pgh_tracked_model._meta.db_table
        found = model._default_manager.filter(pgh_created_at__gte=begins, pgh_created_at__lt=ends)
        # What the database works out of other columns is in those.
        columns = [field.attname for field in model._meta.concrete_fields if not field.generated]
        for row in found.order_by("pgh_created_at", "pgh_id").values(*columns).iterator(_ROWS_AT_ONCE):
            yield (row["pgh_created_at"], table, row["pgh_id"]), row

    for (at, table, _number), row in heapq.merge(*map(rows, event_models()), key=lambda pair: pair[0]):
        act = row["pgh_context_id"]
        if act is not None and act not in contexts:
            if len(contexts) > _ROWS_AT_ONCE:
                contexts.clear()
            contexts[act] = pghistory.models.Context.objects.values_list("metadata", flat=True).get(pk=act)
        told = contexts.get(act, {})
        yield {
            "at": at.astimezone(dt.UTC).isoformat(),
            "table": table,
            "id": row["pgh_obj_id"],
            "change": row["pgh_label"],
            "act": act,
            "by": told.get("user"),
            "deputy": told.get("deputy"),
            "on": told.get("url") or told.get("command"),
            "values": {
                name: value for name, value in row.items() if name not in _OWN and value not in (None, "")
            },
        }

"""Writing the whole Popolo file of a day."""

import datetime as dt
import io
import json
from collections.abc import Callable, Iterable
from typing import IO, Any

from django.db import connection, transaction

from accounts.models import User
from exchange.documents import popolo
from exchange.queries import open_data

ROWS = 2_000


def popolo_file(*, user: User, on: dt.date) -> IO[bytes]:
    """Return what the user may see of the day as one Popolo file, read at one moment, its rows streamed.
    Eleven queries and few more for each 2,000 bodies."""
    alone = not connection.in_atomic_block
    file = io.BytesIO()
    with transaction.atomic():
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        province = open_data.province()
        bodies = (
            popolo.organization(body, on, has_parent=province is not None)
            for body in open_data.at_work(user, on).iterator(chunk_size=ROWS)
        )
        file.write(b'{"meta":' + json.dumps(popolo.meta(on), ensure_ascii=False).encode())
        _write(file, "organizations", _chain([popolo.parent(province)] if province else [], bodies))
        _write(file, "posts", _made(popolo.post, open_data.posts(user, on)))
        _write(file, "memberships", _made(popolo.membership, open_data.memberships(user, on)))
        _write(file, "persons", _made(popolo.person, open_data.persons(user, on)))
        file.write(b"}\n")
    file.seek(0)
    return file


def _made(make: Callable[[Any], Any], rows: Any) -> Iterable[Any]:
    return (make(row) for row in rows.iterator(chunk_size=ROWS))


def _chain(first: Iterable[Any], rest: Iterable[Any]) -> Iterable[Any]:
    yield from first
    yield from rest


def _write(file: IO[bytes], name: str, items: Iterable[Any]) -> None:
    file.write(f',"{name}":['.encode())
    between = "\n"
    for item in items:
        file.write((between + item.model_dump_json()).encode())
        between = ",\n"
    file.write(b"]")

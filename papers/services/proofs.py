"""Codes of papers and prints, behind which a page says which one it is."""

import datetime as dt
import hashlib
import json
import secrets
from typing import Any

from django.db import transaction

from accounts.models import User
from core import known
from core.replica import on_database
from papers.documents import printed
from papers.models import Paper, Proof

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 10


def of_print(*, title: str, day: dt.date, said: Any, now: dt.datetime, by: User) -> dict[str, str] | None:
    """Return the seal of a print that says this: it has one code however often it is printed. None for what
    was known on another day, whose reading writes nothing."""
    if known.until():
        return None
    content = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode()
    with on_database():
        return printed.seal(issue(title=title, day=day, content=content, now=now, by=by))


@transaction.atomic
def issue(
    *,
    title: str,
    day: dt.date,
    content: bytes,
    number_line: str = "",
    paper: Paper | None = None,
    now: dt.datetime,
    by: User,
) -> Proof:
    """Return the code of a paper or a print: the one that it has, or a new one. A print with the same title,
    day and content is the same print."""
    digest = hashlib.sha256(content).hexdigest()
    same = (
        Proof.objects.filter(paper=paper)
        if paper
        else Proof.objects.filter(paper=None, sha256=digest, day=day, title=title)
    )
    return same.first() or Proof.objects.create(
        code="".join(secrets.choice(ALPHABET) for _place in range(LENGTH)),
        title=title[:400],
        number_line=number_line,
        day=day,
        sha256=digest,
        issued_at=now,
        issued_by=by,
        paper=paper,
    )

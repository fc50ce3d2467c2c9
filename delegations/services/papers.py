"""Hang files on the records of bodies, and take them off."""

import datetime as dt
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core import files
from core.files import StoredFile
from records.papers import owner, record_of

Stored = TypeVar("Stored", bound=StoredFile)


@transaction.atomic
def add(
    *, model: type[Stored], to: Any, upload: UploadedFile, now: dt.datetime, by: User, **more: Any
) -> Stored:
    """Check an upload and keep it as a file of the record `to`; `more` are other columns. Raises Refused."""
    check_can_edit_body(by, to.body_id)
    return files.add(model, upload=upload, at=now, by=by, **owner(model, to), **more)


@transaction.atomic
def take_off(paper: StoredFile, *, now: dt.datetime, by: User) -> None:
    """Take a file off its record; the row and the bytes stay, so that history can be answered for."""
    check_can_edit_body(by, record_of(paper).body_id)
    files.take_off(paper, at=now)

"""Hang files on the records of bodies, and take them off."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core import files
from core.files import StoredFile
from delegations.models import Body, CoordinationRegulation, Membership
from delegations.services.coordination import check_can_edit_coordination
from records.papers import owner, record_of


@transaction.atomic
def add(*, to: Any, upload: UploadedFile, now: dt.datetime, by: User, **more: Any) -> StoredFile:
    """Check an upload and keep it as a file of the record `to`; `more` are other columns. Raises Refused."""
    check_can_edit(by, to)
    model: type[StoredFile] = to._meta.get_field("files").related_model
    return files.add(model, upload=upload, at=now, by=by, **owner(model, to), **more)


@transaction.atomic
def take_off(paper: StoredFile, *, now: dt.datetime, by: User) -> None:
    """Take a file off its record; the row and the bytes stay, so that history can be answered for."""
    check_can_edit(by, record_of(paper))
    files.take_off(paper, at=now)


def can_edit(user: User, record: Any) -> bool:
    """Return whether the user may hang files on the record and take them off."""
    try:
        check_can_edit(user, record)
    except PermissionDenied:
        return False
    return True


def check_can_edit(user: User, record: Any) -> None:
    """Raise PermissionDenied or Http404 for who may not edit the record."""
    if isinstance(record, CoordinationRegulation):
        parties = Body.objects.filter(coordination_parties__regulation=record)
        check_can_edit_coordination(user, parties)
    else:
        of = record.seat if isinstance(record, Membership) else record
        check_can_edit_body(user, of.body_id)

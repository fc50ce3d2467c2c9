"""Hang files on the records of bodies, and take them off."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core import dates, files
from core.errors import Refused
from core.files import StoredFile
from delegations.models import Body, CoordinationRegulation, Membership
from delegations.services.coordination import check_can_edit_coordination
from records.papers import owner, record_of


@dataclass(frozen=True, slots=True)
class Added:
    """What became of several uploads: the names of those kept, and in sentences why the others were not."""

    names: list[str]
    left_out: list[str]

    @property
    def sentence(self) -> str:
        if len(self.names) == 1:
            return _("Đã thêm tệp “%(name)s”.") % {"name": self.names[0]}
        words = _("Đã thêm %(n)s tệp: %(names)s.")
        return words % {"n": len(self.names), "names": ", ".join(f"“{name}”" for name in self.names)}


@transaction.atomic
def add(*, to: Any, upload: UploadedFile, now: dt.datetime, by: User, **more: Any) -> StoredFile:
    """Check an upload and keep it as a file of the record `to`; `more` are other columns. Raises Refused."""
    check_can_edit(by, to)
    model: type[StoredFile] = to._meta.get_field("files").related_model
    return files.add(model, upload=upload, at=now, by=by, **owner(model, to), **more)


@transaction.atomic
def add_all(*, to: Any, uploads: Sequence[UploadedFile], now: dt.datetime, by: User, **more: Any) -> Added:
    """Keep each upload as a file of the record `to`, without those that it has already or that may not be
    kept. Raises Refused where none is left."""
    done = Added([], [])
    for upload in uploads:
        try:
            _check_new(to, upload)
            done.names.append(add(to=to, upload=upload, now=now, by=by, **more).name)
        except Refused as refusal:
            done.left_out.append(refusal.message)
    if not done.names:
        raise Refused(" ".join(done.left_out), field="upload")
    return done


def _check_new(to: Any, upload: UploadedFile) -> None:
    """Raise Refused for a file that is on the record already, under whatever name."""
    digest = hashlib.sha256()
    for piece in upload.chunks():
        digest.update(piece)
    upload.seek(0)
    there = to.files.filter(removed_at=None, sha256=digest.hexdigest()).order_by("added_at").first()
    if there is None:
        return
    words = _("Tệp “%(name)s” đã có ở đây, thêm ngày %(day)s; không thêm lần nữa.")
    if there.name != files.clean_name(upload.name or ""):
        words = _("Tệp “%(name)s” đã có ở đây dưới tên “%(there)s”, thêm ngày %(day)s; không thêm lần nữa.")
    raise Refused(
        words
        % {
            "name": files.clean_name(upload.name or ""),
            "there": there.name,
            "day": dates.day(there.added_at),
        },
        field="upload",
    )


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

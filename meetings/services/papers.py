"""Hang papers on meetings and consultations, and take them off."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core import files
from meetings.models import AgendaItem, Meeting, Paper, WrittenConsultation


@transaction.atomic
def add(*, to: Meeting | WrittenConsultation, upload: UploadedFile, item: AgendaItem | None = None, now: dt.datetime, by: User) -> Paper:
    """Check an upload and keep it as a paper of the record. Raises Refused for what may not be kept."""
    check_can_edit_body(by, to.body_id)
    owner = {"meeting" if isinstance(to, Meeting) else "consultation": to}
    return files.add(Paper, upload=upload, at=now, by=by, agenda_item=item, **owner)


@transaction.atomic
def take_off(*, paper: Paper, now: dt.datetime, by: User) -> None:
    """Take a paper off its record; the row and the bytes stay, so that history can be answered for."""
    owner = paper.meeting or paper.consultation
    assert owner is not None
    check_can_edit_body(by, owner.body_id)
    files.take_off(paper, at=now)

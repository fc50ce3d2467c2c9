"""What is done with a paper, by who may do it, with what follows for the record that it is about."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from desk.queries import owners
from papers.blocks import Block, as_json, from_json
from papers.documents import printed
from papers.models import Paper, SignedCopy
from papers.services import copies, drafts, numbers, proofs


def check_can_edit(by: User, paper: Paper) -> None:
    """Raise PermissionDenied unless the user may work on the paper."""
    if not owners.can_edit(by, paper):
        raise PermissionDenied(_("Đồng chí xem được văn bản này nhưng không được sửa."))


def save(paper: Paper, *, now: dt.datetime, by: User, **values: Any) -> Paper:
    """Store a draft as it was edited. Raises what `papers.services.drafts.save` does."""
    check_can_edit(by, paper)
    return drafts.save(paper, **values, now=now, by=by)


def facts_now(paper: Paper) -> list[Block]:
    """Return the parts of a draft as its record would have them now. Raises Refused where it is gone, or has
    nothing left that the paper is to say."""
    owner = owners.owner_of(paper)
    made = owner.build(paper) if owner else None
    if made is None:
        raise Refused(
            _(
                "Việc mà văn bản này nói đến không còn, đã khắc phục hoặc được miễn, hoãn, nên không có số"
                " liệu để cập nhật."
            )
        )
    return from_json(as_json(made.blocks))


def refresh(paper: Paper, *, now: dt.datetime, by: User) -> tuple[Paper, list[tuple[Block, Block]]]:
    """Bring the facts in a draft up to date. Raises Refused as `facts_now`."""
    check_can_edit(by, paper)
    return drafts.refresh(paper, blocks=facts_now(paper), now=now, by=by)


@transaction.atomic
def take_number(paper: Paper, *, number: int | None = None, now: dt.datetime, by: User) -> Paper:
    """Give the paper its number and its code, and tell its record. Raises Refused."""
    check_can_edit(by, paper)
    owner = owners.owner_of(paper)
    recorded = owner.number(paper) if owner and number is None else None
    paper = numbers.take(paper, number=number or recorded, now=now, by=by)
    proofs.issue(
        title=printed.heading(paper),
        number_line=printed.number_of(paper),
        day=paper.dated_on,
        content=numbers.said(paper),
        paper=paper,
        now=now,
        by=by,
    )
    if owner:
        owner.numbered(paper, by)
    return paper


def discard(paper: Paper, *, by: User) -> None:
    """Throw a draft away. Raises Refused."""
    check_can_edit(by, paper)
    drafts.discard(paper, by=by)


def replace(paper: Paper, *, dated_on: dt.date, now: dt.datetime, by: User) -> Paper:
    """Begin a draft that is to replace the paper. Raises Refused."""
    check_can_edit(by, paper)
    return drafts.replace(paper, dated_on=dated_on, now=now, by=by)


@transaction.atomic
def attach(
    paper: Paper, *, upload: "UploadedFile[bytes]", signed_on: dt.date, now: dt.datetime, by: User
) -> SignedCopy:
    """Keep the paper as it came back signed, and tell its record. Raises Refused."""
    check_can_edit(by, paper)
    copy = copies.attach(paper, upload=upload, signed_on=signed_on, now=now, by=by)
    if owner := owners.owner_of(paper):
        owner.signed(copy.paper, by)
    return copy

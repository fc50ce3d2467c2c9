"""Papers as they came back signed: kept with the paper, their digital signatures checked off-line."""

import datetime as dt
import tempfile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import files
from core.errors import Refused
from core.strangers.limits import MEGABYTE, Limits
from core.strangers.parent import ChildFailed, answer_from_child
from papers.enums import State
from papers.models import Paper, SignedCopy, TrustedCertificate

LIMITS = Limits(seconds=20, memory=1536 * MEGABYTE, output=64 * 1024)
ACCEPTED = {files.FileKind.PDF, files.FileKind.PNG, files.FileKind.JPEG}


@transaction.atomic
def attach(
    paper: Paper, *, upload: "UploadedFile[bytes]", signed_on: dt.date, now: dt.datetime, by: User
) -> SignedCopy:
    """Keep a scan or a digitally signed PDF with a paper that has its number. Raises Refused."""
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.is_draft:
        raise Refused(_("Dự thảo chưa có bản ký. Hãy lấy số, ký rồi đính bản đã ký."), field="upload")
    if signed_on > now.date():
        raise Refused(_("Ngày ký không thể ở sau hôm nay."), field="signed_on")
    if signed_on < paper.dated_on - dt.timedelta(days=366):
        raise Refused(_("Ngày ký cách ngày văn bản hơn một năm; hãy xem lại."), field="signed_on")
    stored = files.store(upload)
    if stored["kind"] not in ACCEPTED:
        raise Refused(_("Bản đã ký là tệp PDF hoặc ảnh chụp (PNG, JPEG)."), field="upload")
    upload.seek(0)
    signatures = check(upload.read(), now=now) if stored["kind"] == files.FileKind.PDF else []
    copy = SignedCopy.objects.create(
        **stored, paper=paper, signed_on=signed_on, signatures=signatures, added_at=now, added_by=by
    )
    if paper.state == State.NUMBERED:
        paper.state = State.SIGNED
        paper.save(update_fields=["state"])
    return copy


def check(content: bytes, *, now: dt.datetime) -> list[dict[str, Any]]:
    """Return what the digital signatures of a PDF are found to be, by the certificates that the office trusts
    now. In a child with limits; nothing is asked of the network. One query."""
    trusted = list(TrustedCertificate.objects.filter(removed_at=None).values_list("pem", flat=True))
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        try:
            answer = answer_from_child(
                "papers.documents.signatures:inspect", file, trusted, now.isoformat(), limits=LIMITS
            )
        except ChildFailed as failure:
            raise Refused(
                _(
                    "Không đọc được chữ ký số trong tệp này. Hãy in ra PDF thường, hoặc quét bản giấy đã ký"
                    " rồi chọn lại."
                ),
                field="upload",
            ) from failure
    return list(answer["signatures"])


@transaction.atomic
def check_again(copy: SignedCopy, *, now: dt.datetime, by: User) -> SignedCopy:
    """Check the signatures of a kept copy by the certificates of now. Raises Refused."""
    with files.vault().open(files.path_in_vault(copy.key)) as stored:
        copy.signatures = check(stored.read(), now=now)
    copy.save(update_fields=["signatures"])
    return copy


def take_off(copy: SignedCopy, *, now: dt.datetime, by: User) -> None:
    """Take a copy off a paper that was attached by mistake; the paper is signed as long as one is left."""
    with transaction.atomic():
        files.take_off(copy, at=now)
        if not copy.paper.copies.filter(removed_at=None).exists():
            Paper.objects.filter(pk=copy.paper_id, state=State.SIGNED).update(state=State.NUMBERED)

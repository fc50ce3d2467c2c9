"""The certificates that the office trusts: of authorities that issue signatures, or of a signer."""

import datetime as dt
import tempfile

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.strangers.limits import MEGABYTE, Limits
from core.strangers.parent import ChildFailed, answer_from_child
from papers.models import TrustedCertificate

LIMITS = Limits(seconds=5, memory=1024 * MEGABYTE, output=64 * 1024)
MOST_BYTES = 100_000


@transaction.atomic
def add(*, upload: "UploadedFile[bytes]", now: dt.datetime, by: User) -> TrustedCertificate:
    """Trust the certificate of a file (.cer, .crt, .pem). Raises Refused."""
    content = upload.read(MOST_BYTES + 1)
    told = _read(content) if len(content) <= MOST_BYTES else None
    if told is None:
        raise Refused(
            _("Tệp này không phải chứng thư số. Hãy chọn tệp .cer, .crt hoặc .pem của một chứng thư."),
            field="upload",
        )
    valid_until = dt.date.fromisoformat(told["until"])
    if valid_until < now.date():
        raise Refused(_("Chứng thư này đã hết giá trị; hãy chọn chứng thư đang dùng."), field="upload")
    if TrustedCertificate.objects.filter(fingerprint=told["fingerprint"], removed_at=None).exists():
        raise Refused(_("Chứng thư này đã có trong danh sách."), field="upload")
    return TrustedCertificate.objects.create(
        pem=told["pem"],
        subject=told["subject"][:300],
        fingerprint=told["fingerprint"],
        valid_until=valid_until,
        added_at=now,
        added_by=by,
    )


@transaction.atomic
def remove(certificate: TrustedCertificate, *, now: dt.datetime, by: User) -> None:
    """Trust a certificate no longer; what was checked by it stays as it was found."""
    TrustedCertificate.objects.filter(pk=certificate.pk, removed_at=None).update(removed_at=now)


def _read(content: bytes) -> dict[str, str] | None:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        try:
            answer = answer_from_child("papers.documents.signatures:certificate", file, limits=LIMITS)
        except ChildFailed:
            return None
    return answer if isinstance(answer, dict) and "pem" in answer else None

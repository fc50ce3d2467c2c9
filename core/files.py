"""Uploaded files: recognised by content, stored outside the web root, sent out only as attachments."""

import datetime as dt
import hashlib
import re
import shutil
import tempfile
import unicodedata
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import scanner
from core.errors import Refused, is_full
from core.fields import LineField
from core.secrecy import name_carries_mark, rule_text
from core.strangers.limits import Limits
from core.strangers.parent import ChildFailed, answer_from_child
from core.text import normalise

MEGABYTE = 1024 * 1024
FREE_SPACE_MARGIN = (
    100 * MEGABYTE
)  # what an upload must leave free on the disk: records need little room, but need it first
NAME_LIMIT = 150
# A paper of 20 MB takes two or three seconds; what takes ten was made to.
PAPER_LIMITS = Limits(seconds=15, memory=1536 * MEGABYTE, output=64 * 1024)


class FileKind(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word (DOCX)"
    XLSX = "xlsx", "Excel (XLSX)"
    PNG = "png", gettext_lazy("Ảnh PNG")
    JPEG = "jpg", gettext_lazy("Ảnh JPEG")


CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}
_ENDINGS = {
    "pdf": FileKind.PDF,
    "docx": FileKind.DOCX,
    "xlsx": FileKind.XLSX,
    "png": FileKind.PNG,
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
}
ACCEPTED_ENDINGS = ",".join(f".{ending}" for ending in _ENDINGS)
_SHORT_OF = gettext_lazy(
    "cần quá nhiều thời gian hoặc bộ nhớ để kiểm tra; có thể là tệp phá hoại. Hãy in ra PDF thường hoặc lưu"
    " lại tệp rồi chọn lại"
)
# What a child says of a file, as the end of the sentence "Tệp … ".
_SENTENCES = {
    "pdf-cut": gettext_lazy("là PDF không trọn vẹn (thiếu phần cuối); hãy xuất hoặc quét lại"),
    "pdf-locked": gettext_lazy(
        "là PDF đặt mật khẩu hoặc khoá quyền nên không kiểm tra được; hãy bỏ khoá rồi chọn lại"
    ),
    "pdf-damaged": gettext_lazy("là PDF hỏng, không đọc được; hãy xuất hoặc quét lại"),
    "pdf-active": gettext_lazy(
        "là PDF có mã lệnh, biểu mẫu động hoặc tệp đính kèm bên trong; hãy in ra PDF thường rồi chọn lại"
    ),
    "inflates": gettext_lazy("phình quá lớn khi mở; có thể là tệp phá hoại"),
    "archive-damaged": gettext_lazy("là tệp nén hỏng, không mở được; hãy lưu lại từ Word hoặc Excel"),
    "archive-odd": gettext_lazy("có cấu trúc bên trong bất thường (quá nhiều phần hoặc phần trùng tên)"),
    "archive-locked": gettext_lazy("đặt mật khẩu nên không kiểm tra được; hãy bỏ mật khẩu rồi chọn lại"),
    "archive-outside": gettext_lazy("có phần bên trong trỏ ra ngoài tệp"),
    "archive-plain": gettext_lazy("là tệp nén ZIP, không phải Word hay Excel; hãy chọn từng tệp bên trong"),
    "xml": gettext_lazy("có cấu trúc XML không hợp lệ hoặc nguy hiểm; hãy lưu lại từ Word hoặc Excel"),
    "office-active": gettext_lazy(
        "có macro, đối tượng nhúng hoặc mã lệnh; hãy lưu lại dạng thường không có macro"
    ),
    "office-other": gettext_lazy(
        "không phải Word (DOCX) hay Excel (XLSX) thường; mẫu, trình chiếu và tệp có macro không được nhận"
    ),
    "office-fetches": gettext_lazy(
        "nạp nội dung từ nơi khác khi mở (mẫu, ảnh, liên kết ngoài, trường DDE); hãy ngắt liên kết rồi"
        " lưu lại"
    ),
    "png-damaged": gettext_lazy("là ảnh PNG hỏng"),
    "png-tail": gettext_lazy("là ảnh PNG hỏng hoặc có dữ liệu lạ nối phía sau"),
    "jpeg-damaged": gettext_lazy("là ảnh JPEG hỏng"),
    "picture-size": gettext_lazy("là ảnh có kích thước bất thường (%(width)s × %(height)s điểm)"),
    "picture-tail": gettext_lazy("có dữ liệu lạ nối sau ảnh"),
    "time": _SHORT_OF,
    "memory": _SHORT_OF,
    "output": _SHORT_OF,
    "failed": gettext_lazy("hỏng hoặc có cấu trúc lạ nên không kiểm tra được; hãy lưu lại hoặc quét lại"),
    "busy": gettext_lazy(
        "chưa kiểm tra được vì máy chủ đang kiểm tra nhiều tệp khác; hãy gửi lại sau ít phút"
    ),
}


class StoredFile(models.Model):
    """A file attached to a record. Its bytes are in the vault under a random name; a removed file keeps its
    row and its bytes."""

    owner_paths: tuple[str, ...] = ()
    """The lookup paths from a file to the records that it may be attached to: one of them is set."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = LineField(gettext_lazy("tên tệp"), max_length=NAME_LIMIT)
    kind = models.CharField(gettext_lazy("loại tệp"), max_length=8, choices=FileKind.choices)
    size = models.PositiveIntegerField(gettext_lazy("dung lượng (byte)"))
    sha256 = models.CharField(gettext_lazy("mã kiểm SHA-256"), max_length=64)
    added_at = models.DateTimeField(gettext_lazy("thêm lúc"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("người thêm"),
    )
    removed_at = models.DateTimeField(gettext_lazy("gỡ lúc"), null=True, blank=True)

    class Meta:
        abstract = True


View = TypeVar("View", bound=Callable[..., Any])
Stored = TypeVar("Stored", bound=StoredFile)


def takes_files(view: View) -> View:
    """Mark a view without log-in that takes a file: the length of its request is limited as a file's, not as
    a form's."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def vault() -> Storage:
    """Return the storage of files, which FILES_URL names: a folder that no web server reads, or a bucket."""
    return storages["default"]


def is_folder() -> bool:
    """Return whether the vault is a folder, whose disk may be full."""
    return isinstance(vault(), FileSystemStorage)


def bucket_answers() -> bool | None:
    """Return whether the bucket of files answers; None where the vault is a folder."""
    found = vault()
    return None if isinstance(found, FileSystemStorage) else bool(found.answers())  # type: ignore[attr-defined]


@contextmanager
def on_disk(key: uuid.UUID) -> Iterator[Path]:
    """Give the path of a file's bytes on this machine: where they are, or a copy that ends with the block.
    Raises FileNotFoundError."""
    if is_folder():
        yield Path(vault().path(path_in_vault(key)))
        return
    with vault().open(path_in_vault(key)) as stored, tempfile.NamedTemporaryFile() as copy:
        shutil.copyfileobj(stored, copy, MEGABYTE)
        copy.flush()
        yield Path(copy.name)


def path_in_vault(key: uuid.UUID) -> str:
    """Return the path of a file's bytes in the vault: no part of it was chosen by a user."""
    return f"{key.hex[:2]}/{key.hex}"


def disk() -> tuple[int, int]:
    """Return how many bytes this machine's disk has on which the vault is (a bucket is on none: then that of
    logs and temporary files), and how many of these are free."""
    folder = Path(settings.MEDIA_ROOT)
    found = shutil.disk_usage(next(path for path in (folder, *folder.parents) if path.exists()))
    return found.total, found.free


def write_to_vault(key: uuid.UUID, content: "File[Any]") -> None:
    """Write bytes to the vault, whole or not at all; raises Refused where the disk has no room, or the bucket
    is away."""
    if is_folder() and disk()[1] < content.size + FREE_SPACE_MARGIN:
        raise _no_room()
    try:
        vault().save(path_in_vault(key), content)
    except OSError as error:
        vault().delete(path_in_vault(key))
        if is_full(error):
            raise _no_room() from error
        raise


def _no_room() -> Refused:
    return Refused(
        _(
            "Máy chủ sắp hết chỗ lưu nên chưa nhận tệp; những gì đã lưu vẫn còn. Báo quản trị dọn hoặc thêm"
            " đĩa rồi gửi lại."
        ),
        field="upload",
    )


def store(upload: UploadedFile) -> dict[str, Any]:
    """Check an upload, write its bytes to the vault and return the columns of its row.

    Raises Refused. Where the row is never written, the bytes stay without one: harmless.
    """
    name, kind, content = inspect(upload)
    key = uuid.uuid4()
    write_to_vault(key, ContentFile(content))
    return {
        "key": key,
        "name": name,
        "kind": kind,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def add(model: type[Stored], *, upload: UploadedFile, at: dt.datetime, by: Any, **owner: Any) -> Stored:
    """Check an upload and store it with a row of the model; `owner` is the foreign key to its record. Raises
    Refused."""
    return model._default_manager.create(**store(upload), added_at=at, added_by=by, **owner)


def take_off(stored: StoredFile, *, at: dt.datetime) -> None:
    """Remove a file from its record; its row and its bytes stay, for the history."""
    type(stored)._default_manager.filter(pk=stored.pk, removed_at=None).update(removed_at=at)


def hand_out(stored: StoredFile) -> FileResponse:
    """Return a response with a stored file as an attachment: never shown inside a page, its type never
    guessed, never cached.

    Raises Http404, which says what to do, where the vault has lost its bytes.
    """
    try:
        content = vault().open(path_in_vault(stored.key))
    except FileNotFoundError as error:
        raise Http404(_("Tệp không còn trong kho; báo quản trị khôi phục từ bản sao lưu.")) from error
    response = FileResponse(
        content, as_attachment=True, filename=stored.name, content_type=CONTENT_TYPES[FileKind(stored.kind)]
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def inspect(upload: UploadedFile) -> tuple[str, FileKind, bytes]:
    """Return the clean name, the kind and the bytes of an upload that may be kept; raises Refused."""
    name = clean_name(upload.name or "")
    if name_carries_mark(name):
        raise Refused(
            _("Tên tệp “%(name)s” mang dấu chỉ độ mật nên tệp không được nhận. %(rule)s")
            % {
                "name": name,
                "rule": rule_text(),
            },
            field="upload",
        )
    limit = int(settings.UPLOAD_MAX_BYTES)
    if upload.size is not None and upload.size > limit:
        raise _refused(
            name, _("nặng %(size)s MB, quá mức %(limit)s MB; hãy nén ảnh hoặc tách tệp") % _sizes(upload.size)
        )
    content = upload.read(limit + 1)
    if len(content) > limit:
        raise _refused(name, _("nặng quá mức %(limit)s MB; hãy nén ảnh hoặc tách tệp") % _sizes(len(content)))
    if not content:
        raise _refused(name, _("là tệp rỗng; hãy kiểm tra lại tệp gốc"))
    kind = kind_of(name, content)
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if _ENDINGS.get(ending) != kind:
        raise _refused(
            name,
            _("có nội dung là %(kind)s nhưng đuôi tên là “.%(ending)s”; hãy đặt lại tên đúng loại")
            % {
                "kind": kind.label,
                "ending": ending,
            },
        )
    return name, kind, content


def clean_name(raw: str) -> str:
    """Return a file name without folders, control or direction marks, in NFC; raises Refused when nothing is
    left."""
    tail = raw.replace("\\", "/").rsplit("/", 1)[-1]
    tail = "".join(symbol for symbol in tail if unicodedata.category(symbol)[0] != "C")
    name = re.sub(r'[<>:"|?*]', "_", normalise(tail)).strip(". ")
    if not name or name.startswith("."):
        raise Refused(_("Tệp không có tên dùng được. Hãy đặt tên tệp rồi chọn lại."), field="upload")
    if len(name) > NAME_LIMIT:
        stem, dot, ending = name.rpartition(".")
        name = (
            f"{stem[: NAME_LIMIT - len(ending) - 1]}{dot}{ending}"
            if dot and len(ending) <= 5
            else name[:NAME_LIMIT]
        )
    return name


def kind_of(name: str, content: bytes) -> FileKind:
    """Return the kind of a file by its content alone; raises Refused for other kinds and for content that
    could do harm.

    A child process with little time and memory reads the content, and then the virus scanner, where the
    office has one.
    """
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        try:
            answer = answer_from_child("core.strangers.papers:inspect", file, limits=PAPER_LIMITS)
        except ChildFailed as failure:
            raise _refused(name, str(_SENTENCES[failure.why])) from failure
        if "refused" in answer:
            raise _refusal_for(name, str(answer["refused"]), dict(answer["figures"]))
        scanner.check(name, file)
    return FileKind(answer["kind"])


def _refusal_for(name: str, code: str, figures: dict[str, Any]) -> Refused:
    if code == "secret":
        return Refused(
            _("Tệp “%(name)s” mang dấu chỉ độ mật nên không được nhận. %(rule)s")
            % {
                "name": name,
                "rule": rule_text(),
            },
            field="upload",
        )
    if code == "kind":
        seen = {"seen": figures["seen"] or _("không rõ loại")}
        return _refused(name, _("có nội dung %(seen)s; hệ thống chỉ nhận PDF, DOCX, XLSX, PNG, JPEG") % seen)
    return _refused(name, str(_SENTENCES.get(code, _SENTENCES["failed"])) % figures)


def _refused(name: str, reason: str) -> Refused:
    return Refused(_("Tệp “%(name)s” %(reason)s.") % {"name": name, "reason": reason}, field="upload")


def _sizes(size: int) -> dict[str, str]:
    return {
        "size": f"{size / 1_000_000:.1f}".replace(".", ","),
        "limit": str(settings.UPLOAD_MAX_BYTES // 1_000_000),
    }

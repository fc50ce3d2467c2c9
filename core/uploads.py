"""A chosen file outlives the error of another field: it waits in the vault until its form is sent again.

It waits under a random name; the page carries a signed handle that counts only in the same session and on the
same form. A file that was itself refused, or whose sender has not signed that it is no secret, never waits.
"""

import contextlib
import datetime as dt
import io
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse

from core import files
from core.errors import Refused

FOLDER = "cho"
LASTS = dt.timedelta(hours=12)
"""As long as a session."""

_owner: ContextVar[str] = ContextVar("owner", default="")


class OwnerMiddleware:
    """Remembers whose form is being answered: waiting files are given back to no other session and no other
    form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _owner.set(f"{request.session.session_key or ''}:{request.path}")
        try:
            return self.get_response(request)
        finally:
            _owner.reset(token)


class WaitingFile(UploadedFile):
    """A file that was sent with an earlier try of the same form."""

    def __init__(self, content: bytes, *, name: str, content_type: str, handle: str) -> None:
        super().__init__(file=io.BytesIO(content), name=name, content_type=content_type, size=len(content))
        self.handle = handle


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"core.uploads:{_owner.get()}")


def keep_upload(upload: UploadedFile) -> str:
    """Store an upload until the form is valid and return its handle; an empty text where it may not be
    stored (empty, too large, no usable name) or cannot be now."""
    if isinstance(upload, WaitingFile):
        return upload.handle
    if not upload.size or upload.size > settings.UPLOAD_MAX_BYTES:
        return ""
    try:
        name = files.clean_name(upload.name or "")
    except Refused:
        return ""
    key = uuid.uuid4().hex
    upload.seek(0)
    try:
        files.vault().save(f"{FOLDER}/{key}", File(upload.file))
    except Refused:  # the bucket is away: the form says what else was wrong, and the file is chosen again
        return ""
    return _signer().sign_object({"key": key, "name": name, "type": upload.content_type or ""})


def waiting(handle: str) -> WaitingFile | None:
    """Return the file that waits under a handle of this session and form, or None."""
    try:
        signed = _signer().unsign_object(handle, max_age=LASTS)
        with files.vault().open(f"{FOLDER}/{signed['key']}") as stored:
            return WaitingFile(stored.read(), name=signed["name"], content_type=signed["type"], handle=handle)
    except (signing.BadSignature, FileNotFoundError):
        return None


def clear(*, now: dt.datetime) -> int:
    """Delete the waiting files whose session is over by `now`; return how many."""
    until = now - LASTS
    vault = files.vault()
    names: list[str] = []
    with contextlib.suppress(FileNotFoundError):
        names = vault.listdir(FOLDER)[1]
    old = [
        name for name in names if vault.get_modified_time(f"{FOLDER}/{name}").timestamp() < until.timestamp()
    ]
    for name in old:
        vault.delete(f"{FOLDER}/{name}")
    return len(old)


class ChosenFileInput(forms.FileInput):
    """Takes a file, or the one that was chosen in an earlier try; shown by its name, and may be taken
    away."""

    refused = False
    """Whether this file may not wait: it was refused itself, or nobody signed yet that it is no secret."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        upload = super().value_from_datadict(data, files, name)
        return upload or next(iter(_waiting(data, name)), None)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}-giu" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-most"] = settings.UPLOAD_MAX_BYTES
        sent = value if isinstance(value, list) else [value]
        kept = [
            {"name": upload.name, "handle": handle}
            for upload in sent
            if isinstance(upload, UploadedFile) and not self.refused and (handle := keep_upload(upload))
        ]
        if kept:
            context["widget"]["attrs"].pop("required", None)
            context["widget"]["kept"] = {
                "files": kept,
                "handle_name": f"{name}-giu",
                "drop_name": f"{name}-bo",
            }
        return context


class ChosenFilesInput(ChosenFileInput):
    """Takes several files at once, with those that were chosen in an earlier try."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return [*_waiting(data, name), *files.getlist(name)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-most-in-all"] = most_in_all()
        return context


def most_in_all() -> int:
    """Return how many bytes the files of one form have together at most."""
    return 2 * int(settings.UPLOAD_MAX_BYTES)


def _waiting(data: Any, name: str) -> list[WaitingFile]:
    """Return the files that a form brings along from an earlier try, without those taken away."""
    given, taken_away = (
        data.getlist(key) if hasattr(data, "getlist") else [data[key]] if data.get(key) else []
        for key in (f"{name}-giu", f"{name}-bo")
    )
    return [found for handle in given if handle not in taken_away and (found := waiting(handle))]

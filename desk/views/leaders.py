"""What every page for leaders starts from: who asks, for which day, about which kind of bodies."""

import datetime as dt
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from accounts.models import User, UserRequest
from core import clock, known
from core.dates import day, requested_day
from desk.forms.kinds import KindFilter

# The tabs of the pages for leaders, in the order of their questions: name of the address, words.
TABS = (
    ("desk:brief", gettext_lazy("Tóm tắt một trang")),
    ("desk:directions", gettext_lazy("Chỉ đạo")),
    ("desk:changes", gettext_lazy("Thay đổi, xu hướng")),
    ("desk:forecast", gettext_lazy("90 ngày tới")),
    ("desk:themes", gettext_lazy("Nội dung sinh hoạt")),
    ("desk:participation", gettext_lazy("Tham gia")),
    ("desk:centralism", gettext_lazy("Thẩm quyền")),
    ("desk:records", gettext_lazy("Cập nhật hồ sơ")),
    ("desk:reviews", gettext_lazy("Đánh giá năm")),
)


class Asked(NamedTuple):
    """A page asked for."""

    user: User
    on: dt.date
    today: dt.date
    form: KindFilter
    path: str
    body_code: str
    """The one body that a page is narrowed to by `?to_chuc=`, where the page knows how; empty: all."""

    @property
    def context(self) -> dict[str, Any]:
        return {"on": self.on, "kind_form": self.form, "body_code": self.body_code, "tabs": tabs(self.path)}


def tabs(path: str) -> list[dict[str, Any]]:
    """Return the tabs of the pages for leaders, the one of the path marked."""
    return [{"url": (url := reverse(name)), "words": words, "here": url == path} for name, words in TABS]


def asked(request: UserRequest) -> Asked:
    """Return who asks what. Raises BadRequest for what is no day."""
    assert isinstance(request.user, User)
    return Asked(
        request.user,
        requested_day(request),
        clock.today(),
        KindFilter(request.GET),
        request.path,
        request.GET.get("to_chuc", "").replace("\x00", ""),
    )


def file(content: bytes, mime: str, name: str, on: dt.date, *, inline: bool = False) -> HttpResponse:
    """Return a file that a browser saves (or shows, `inline`) under a name with its day."""
    response = HttpResponse(content, content_type=mime)
    stem, _dot, ending = name.rpartition(".")
    response["Content-Disposition"] = (
        f"{'inline' if inline else 'attachment'};"
        f' filename="{slugify(stem)}-{on.isoformat()}{known.file_suffix()}.{ending}"'
    )
    return response


def made_words(now: dt.datetime) -> str:
    """Return "10:40 23/11/2026": when a paper was made."""
    return f"{now:%H:%M} {day(now)}"

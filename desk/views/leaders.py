"""What every page for leaders starts from: the user, the day, the kind of bodies."""

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

# The tabs of the pages for leaders, in the order of their questions: name of the address, label.
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


class PageQuery(NamedTuple):
    """What a page for leaders is asked to show: to whom, of which day, of which kind of bodies."""

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
    return [{"url": (url := reverse(name)), "label": label, "here": url == path} for name, label in TABS]


def page_query(request: UserRequest) -> PageQuery:
    """Return what the address asks a page to show. Raises BadRequest where its day is none."""
    assert isinstance(request.user, User)
    return PageQuery(
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


def made_at(now: dt.datetime) -> str:
    """Return "10:40 23/11/2026": when a paper was made."""
    return f"{now:%H:%M} {day(now)}"

"""What every page for leaders starts from: the user, the day, the kind of bodies."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from accounts.models import User, UserRequest
from core import clock, known
from core.addresses import reverse
from core.dates import day
from desk.forms.kinds import KindFilter
from obligations.queries import horizon
from papers.services import proofs

# The pages for leaders in four groups, in the order of their questions: how things stand, what leaders asked
# for, why, how it is graded. Of each page the name of its address and its label.
GROUPS = (
    (
        gettext_lazy("Tình hình"),
        (
            ("desk:overview", gettext_lazy("Tổng quan")),
            ("desk:brief", gettext_lazy("Tóm tắt một trang")),
            ("desk:changes", gettext_lazy("Thay đổi, xu hướng")),
            ("desk:forecast", gettext_lazy("90 ngày tới")),
        ),
    ),
    (
        gettext_lazy("Chỉ đạo"),
        (
            ("desk:directions", gettext_lazy("Ý kiến chỉ đạo")),
            ("desk:directions-summary", gettext_lazy("Tổng hợp")),
        ),
    ),
    (
        gettext_lazy("Phân tích"),
        (
            ("desk:themes", gettext_lazy("Nội dung sinh hoạt")),
            ("desk:participation", gettext_lazy("Tham gia")),
            ("desk:centralism", gettext_lazy("Thẩm quyền")),
            ("desk:records", gettext_lazy("Cập nhật hồ sơ")),
        ),
    ),
    (gettext_lazy("Đánh giá"), (("desk:reviews", gettext_lazy("Đánh giá")),)),
)
# Pages that stand behind a tab.
BEHIND = {
    "desk:periods": "desk:overview",
    "desk:day-line": "desk:overview",
    "desk:glance": "desk:changes",
    "desk:reports": "desk:brief",
}


class Tab(NamedTuple):
    """A tab: of a page, or of a group with the tabs within it (none where it has one page only)."""

    label: Any
    url: str
    here: bool
    tabs: tuple["Tab", ...] = ()


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


def tabs(path: str) -> list[Tab]:
    """Return the groups of the pages for leaders, the group and the tab of the path marked."""
    here = next((reverse(front) for name, front in BEHIND.items() if reverse(name) == path), path)
    found = []
    for label, pages in GROUPS:
        within = tuple(Tab(words, url := reverse(name), url == here) for name, words in pages)
        group = Tab(label, within[0].url, any(tab.here for tab in within))
        found.append(group._replace(tabs=within) if len(within) > 1 else group)
    return found


def page_query(request: UserRequest, *, ahead: int = 0) -> PageQuery:
    """Return what the address asks a page to show, one that tells of so many days `ahead` of its day. Raises
    BadRequest where its day is none, or too far ahead."""
    assert isinstance(request.user, User)
    return PageQuery(
        request.user,
        horizon.requested_day(request, ahead=ahead),
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


def prover(request: UserRequest, on: dt.date) -> Callable[[str, Any], dict[str, str] | None]:
    """Return what gives a print of the day its seal, by its title and all that it says."""
    return lambda title, said: proofs.of_print(
        title=title, day=on, said=said, now=clock.now(), by=request.user
    )

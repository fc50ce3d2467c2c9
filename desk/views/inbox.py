"""Tin mới: what is new for the user, and up to when they have read."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User, UserRequest
from accounts.services.inbox import mark_read
from core import clock, known
from core.addresses import reverse
from core.htmx import clicked
from core.lists import page_size, sliced
from desk.queries import inbox
from desk.queries.inbox import Item
from obligations.queries import sentences


class Sort(NamedTuple):
    """How a kind of item is told: its icon, its label, the page it leads to (`#` before its anchor there)."""

    icon: str
    label: Any
    address: str


SORTS = {
    inbox.DIRECTION: Sort("message-circle", gettext_lazy("Ý kiến chỉ đạo mới"), "directions:page"),
    inbox.PROPOSAL: Sort("clock-pause", gettext_lazy("Đề nghị kết thúc chỉ đạo"), "directions:page"),
    inbox.REQUEST: Sort("calendar-plus", gettext_lazy("Xin gia hạn chỉ đạo"), "directions:page"),
    inbox.ANSWER: Sort("mail-forward", gettext_lazy("Trả lời qua thư"), ""),
    inbox.MAIL: Sort("mail-off", gettext_lazy("Thư không gửi được"), "reminders:message"),
    inbox.LAW: Sort("gavel", gettext_lazy("Dự thảo quy định chờ người thứ hai"), "obligations:law-draft"),
    inbox.PAPER: Sort("file-text", gettext_lazy("Dự thảo văn bản"), "desk:paper"),
    inbox.RETURNED: Sort("arrow-back-up", gettext_lazy("Báo cáo bị trả lại"), "reports:page"),
}


class Row(NamedTuple):
    """An item as the page shows it. `mark` is the instant that a button sends: this item and what is older
    has been read, or `unmark`, has not."""

    item: Item
    sort: Sort
    text: str
    url: str
    unread: bool
    mark: str
    unmark: str


@require_safe
def page(request: UserRequest) -> HttpResponse:
    known.require_present()
    user, now = request.user, clock.now()
    assert isinstance(user, User)
    until = inbox.read_until(user)

    def fetch(offset: int, limit: int) -> tuple[list[Row], int]:
        found, total = inbox.items(user, now=now, offset=offset, limit=limit)
        titles = inbox.titles_of_reports(found)
        return [_row(item, until, titles) for item in found], total

    context = {
        "page": sliced(request, fetch, page_size(request)),
        "unread": inbox.unread(user, now=now),
        "now": now.isoformat(),
    }
    return render(request, "desk/inbox.html", context)


@require_POST
def read(request: UserRequest) -> HttpResponse:
    """Note up to when the user has read: `until`, an instant that the page was made with."""
    user = request.user
    assert isinstance(user, User)
    try:
        until = dt.datetime.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        until = clock.now()
    until = until if until.tzinfo else until.replace(tzinfo=clock.ZONE)
    return clicked(
        request,
        lambda: mark_read(until=until, now=clock.now(), by=user),
        done=_("Đã ghi chỗ đọc đến."),
        to=reverse("desk:inbox"),
    )


def _row(item: Item, until: dt.datetime, titles: Mapping[str, str]) -> Row:
    sort, text = SORTS[item.kind], item.text
    url = reverse(sort.address, args=[item.key]) if sort.address else ""
    if item.kind == inbox.ANSWER:
        text = sentences.title(item.text)
        url = f"{reverse('reminders:answers')}{'' if item.waits else '?trang_thai=all'}#tra-loi-{item.key}"
    elif item.kind == inbox.RETURNED:
        text = ": ".join(filter(None, (titles.get(item.key, ""), item.text)))
    just_before = item.at - dt.timedelta(microseconds=1)
    return Row(
        item, sort, text, url, item.waits and item.at > until, item.at.isoformat(), just_before.isoformat()
    )

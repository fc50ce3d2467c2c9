"""The log of mails, one mail, and what can be done with it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from accounts.queries.lists import listed, shown
from core import clock
from core.addresses import masked, reverse
from core.htmx import clicked
from core.lists import ordering, paged
from core.templatetags.nennep import moment
from directions.models import Direction
from meetings.models import Meeting, Task
from obligations.queries import findings, sentences
from outbox.enums import MessageState
from outbox.models import Message
from outbox.queries import status
from outbox.services import outbox
from papers.services import annexes
from records.loading import look_up
from records.tables import Cell, Table
from reminders.documents import mails
from reminders.forms.filters import LogFilter
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails
from reminders.queries import log
from reminders.services import planning

MAILS = Table(
    "reminders:log",
    {
        "ngay": _lazy("Ngày"),
        "nguoi_nhan": _lazy("Người nhận"),
        "tieu_de": _lazy("Tiêu đề"),
        "so_viec": _lazy("Số việc"),
        "trang_thai": _lazy("Trạng thái"),
        "gui_luc": _lazy("Gửi lúc"),
    },
    always={"tieu_de"},
)
SORTS = {
    "ngay": ("-day", "-id"),
    "nguoi-nhan": ("address", "-day", "-id"),
    "trang-thai": ("state", "-day", "-id"),
}


@require_safe
@listed(MAILS)
def listing(request: UserRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    form = LogFilter(request.GET)
    context = {
        "page": paged(request, _narrowed(request, form)),
        "export_url": reverse("reminders:log-export"),
        "filter_form": form,
        "counts": status.state_counts(),
        "runs": status.runs(),
        "faults": planning.faults(clock.today()),
        "can_steer": can_steer_mails(request.user),
    }
    return render(request, "reminders/log.html", context)


def _narrowed(request: UserRequest, form: LogFilter) -> QuerySet[Message]:
    wanted = form.wanted()
    rows = log.listing(
        log.Wanted(
            wanted.get("q", ""),
            wanted.get("trang_thai", ""),
            wanted.get("loai", ""),
            wanted.get("tu"),
            wanted.get("den"),
        )
    )
    return rows.order_by(*ordering(request, SORTS, default="ngay"))


@require_safe
@listed(MAILS)
def export(request: UserRequest) -> HttpResponse:
    """The log, as filtered, as an Excel file: who got what, when."""
    check_can_see_mails(request.user)
    cells = [
        Cell("ngay", _("Ngày"), lambda mail: mail.day),
        Cell("nguoi_nhan", _("Người nhận"), lambda mail: mail.recipient_name),
        Cell("nguoi_nhan", _("Địa chỉ"), lambda mail: mail.address),
        Cell("tieu_de", _("Loại thư"), lambda mail: mail.get_kind_display()),
        Cell("tieu_de", _("Tiêu đề"), lambda mail: mail.subject),
        Cell("so_viec", _("Số việc"), lambda mail: mail.findings),
        Cell("trang_thai", _("Trạng thái"), lambda mail: mail.get_state_display()),
        Cell("gui_luc", _("Gửi lúc"), lambda mail: moment(mail.sent_at)),
        Cell("trang_thai", _("Lý do"), lambda mail: mail.last_error),
    ]
    found = _narrowed(request, LogFilter(request.GET)).iterator(2000)
    on = clock.today()
    return annexes.answer(request, _("Sổ thư nhắc"), cells, found, shown=shown(request), on=on)


@require_safe
def message(request: UserRequest, pk: int) -> HttpResponse:
    check_can_see_mails(request.user)
    found = look_up(Message, pk=pk)
    can_steer = can_steer_mails(request.user)
    told = log.reminders_of(found)
    ended = findings.ended([reminder.flag_id for reminder in told])
    reminders = [
        {
            "reminder": reminder,
            "title": sentences.title(reminder.flag.rule),
            "step": log.step_label(reminder.step),
            "closed_at": ended.get(reminder.flag_id),
            "url": mails.finding_path(reminder.flag.body.code, reminder.flag.rule, reminder.flag.subject),
        }
        for reminder in told
    ]
    context = {
        "message": found,
        "text": masked(found.text),
        "reminders": reminders,
        "tasks": Task.objects.filter(told__message=found).select_related("body").order_by("code"),
        "direction": Direction.objects.filter(notices__mail=found).select_related("body").first(),
        "meeting": Meeting.objects.filter(invitations__mail=found).select_related("body").first(),
        "events": found.events.select_related("by").order_by("-at", "-id"),
        "can_send_again": (
            can_steer and found.state in {MessageState.FAILED, MessageState.SKIPPED, MessageState.SENT}
        ),
        "can_hold": can_steer and found.state == MessageState.QUEUED,
        "can_release": can_steer and found.state == MessageState.HELD,
    }
    return render(request, "reminders/message.html", context)


def _act(request: UserRequest, pk: int, act: Callable[..., Any], done: str) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    found = look_up(Message, pk=pk)
    return clicked(
        request,
        lambda: act(found, by=user, now=clock.now()),
        done=done,
        to=reverse("reminders:message", args=[pk]),
    )


@require_POST
def send_again(request: UserRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        outbox.send_again,
        _("Đã đưa thư vào hàng đợi. Thư sẽ được gửi trong lượt tới, ngoài giờ nghỉ."),
    )


@require_POST
def hold(request: UserRequest, pk: int) -> HttpResponse:
    return _act(request, pk, outbox.hold, _("Đã giữ thư lại. Thư chỉ được gửi khi có người cho gửi."))


@require_POST
def release(request: UserRequest, pk: int) -> HttpResponse:
    return _act(request, pk, outbox.release, _("Đã cho gửi. Thư sẽ được gửi trong lượt tới, ngoài giờ nghỉ."))

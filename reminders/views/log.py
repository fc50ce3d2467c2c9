"""The log of mails, one mail, and what can be done with it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core import clock
from core.addresses import masked
from core.htmx import clicked
from core.lists import ordering, paged
from core.templatetags.nennep import moment
from meetings.models import Meeting
from obligations.queries import sentences
from outbox.enums import MessageState
from outbox.models import Message
from outbox.queries import status
from outbox.services import outbox
from records import workbooks
from records.loading import look_up
from reminders.documents import mails
from reminders.forms.filters import LogFilter
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails
from reminders.queries import log
from reminders.services import planning

SORTS = {
    "ngay": ("-day", "-id"),
    "nguoi-nhan": ("address", "-day", "-id"),
    "trang-thai": ("state", "-day", "-id"),
}


@require_safe
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
def export(request: UserRequest) -> HttpResponse:
    """The log, as filtered, as an Excel file: who got what, when."""
    check_can_see_mails(request.user)
    headings = [
        _("Ngày"),
        _("Người nhận"),
        _("Địa chỉ"),
        _("Loại thư"),
        _("Tiêu đề"),
        _("Số việc"),
        _("Trạng thái"),
        _("Gửi lúc"),
        _("Lý do"),
    ]
    rows = (
        [
            mail.day,
            mail.recipient_name,
            mail.address,
            mail.get_kind_display(),
            mail.subject,
            mail.findings,  # type: ignore[attr-defined]
            mail.get_state_display(),
            moment(mail.sent_at),
            mail.last_error,
        ]
        for mail in _narrowed(request, LogFilter(request.GET)).iterator(2000)
    )
    response = HttpResponse(
        workbooks.workbook("", [workbooks.Sheet(_("Sổ thư nhắc"), headings, rows)]),
        content_type=workbooks.MIME,
    )
    response["Content-Disposition"] = 'attachment; filename="so-thu-nhac.xlsx"'
    return response


@require_safe
def message(request: UserRequest, pk: int) -> HttpResponse:
    check_can_see_mails(request.user)
    found = look_up(Message, pk=pk)
    can_steer = can_steer_mails(request.user)
    reminders = [
        {
            "reminder": reminder,
            "title": sentences.title(reminder.flag.rule),
            "step": log.step_label(reminder.step),
            "url": mails.finding_path(reminder.flag.body.code, reminder.flag.rule, reminder.flag.subject),
        }
        for reminder in log.reminders_of(found)
    ]
    context = {
        "message": found,
        "text": masked(found.text),
        "reminders": reminders,
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

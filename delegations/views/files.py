"""Files of regulations, of decisions about who holds a seat, and of reviews after an election: hang one on,
hand it out, take it off."""

import uuid
from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock, files
from core.addresses import reverse
from core.editing import attempt
from core.forms import UploadsForm
from core.htmx import confirmed, form_page, saved, see_other, writing
from delegations.models import (
    BodyFile,
    CoordinationRegulation,
    EventBody,
    Membership,
    WorkingRegulation,
)
from delegations.services import papers
from delegations.views.loading import body_of
from records.loading import load
from records.papers import record_of, stored


@writing
def add_to_regulation(request: UserRequest, code: str, pk: int) -> HttpResponse:
    return _add(request, load(request, WorkingRegulation.objects.filter(body=body_of(request, code)), pk=pk))


@writing
def add_to_membership(request: UserRequest, code: str, pk: int) -> HttpResponse:
    rows = Membership.objects.filter(seat__body=body_of(request, code)).select_related("seat__body")
    return _add(request, load(request, rows, pk=pk))


@writing
def add_to_review(request: UserRequest, code: str, pk: int) -> HttpResponse:
    return _add(request, load(request, EventBody.objects.filter(body=body_of(request, code)), pk=pk))


@writing
def add_to_coordination(request: UserRequest, pk: int) -> HttpResponse:
    return _add(request, load(request, CoordinationRegulation.objects.visible_to(request.user), pk=pk))


def _add(request: UserRequest, to: Any) -> HttpResponse:
    papers.check_can_edit(request.user, to)
    leave = _page_of(to)
    form = UploadsForm(request.POST or None, request.FILES or None)
    if form.is_valid() and attempt(
        form, papers.add_all, to=to, uploads=form.cleaned_data["upload"], now=clock.now(), by=request.user
    ):
        saved(request, form.made.sentence, left_out=form.made.left_out)
        return see_other(request, leave)
    context = {
        "form": form,
        "heading": _("Thêm tệp"),
        "intro": _(
            "Chỉ nhận tài liệu thường. Tài liệu Mật, Tối mật, Tuyệt mật không được đưa vào hệ thống, kể cả"
            " trích yếu (Luật Bảo vệ bí mật nhà nước số 117/2025/QH15, Điều 5)."
        ),
        "leave_url": leave,
    }
    return form_page(request, "delegations/plain_form.html", context)


def _page_of(record: Any) -> str:
    """Return the address of the page that shows a record with its files."""
    if isinstance(record, WorkingRegulation):
        return reverse("delegations:body", args=[record.body.code]) + "#quy-che"
    if isinstance(record, CoordinationRegulation):
        return reverse("delegations:coordination")
    if isinstance(record, Membership):
        return reverse("delegations:body", args=[record.seat.body.code])
    return reverse("delegations:event", args=[record.event_id])


@require_safe
def hand_out(request: UserRequest, key: uuid.UUID) -> FileResponse:
    return files.hand_out(stored(BodyFile, key, user=request.user))


@writing
def take_off(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    paper = stored(BodyFile, key, user=request.user)
    record = record_of(paper)
    papers.check_can_edit(request.user, record)
    leave = _page_of(record)
    return confirmed(
        request,
        lambda: papers.take_off(paper, now=clock.now(), by=request.user),
        question=_("Gỡ tệp “%(name)s”?") % {"name": paper.name},
        confirm_label=_("Gỡ"),
        danger=True,
        done=_("Đã gỡ tệp “%(name)s”.") % {"name": paper.name},
        to=leave,
        leave_url=leave,
    )

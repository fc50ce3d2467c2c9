"""What is done with a paper: facts brought up to date, numbers, signed copies, replacement."""

import datetime as dt
import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core import clock, files, htmx
from core.addresses import reverse
from core.editing import attempt
from desk.forms.papers import NumberForm, SignedCopyForm
from desk.queries import owners
from desk.services import papers
from desk.views.papers import load
from papers.blocks import Block
from papers.documents import printed
from papers.models import Paper, SignedCopy
from papers.services import copies
from records.loading import look_up


@require_POST
def refresh(request: UserRequest, pk: int) -> HttpResponse:
    found = load(request, pk)
    address = reverse("desk:paper", args=[pk])
    kept: list[tuple[Block, Block]] = []

    def act() -> None:
        kept.extend(papers.refresh(found, now=clock.now(), by=request.user)[1])

    def done(_made: None) -> str:
        if kept:
            return _(
                "Đã cập nhật số liệu. %(n)s phần đồng chí đã sửa nay có số liệu khác: xem ở từng phần, lấy"
                " hoặc để nguyên."
            ) % {"n": len(kept)}
        return _("Đã cập nhật số liệu theo hồ sơ hiện nay.")

    answer = htmx.clicked(request, act, done=done, to=address, undo=False)
    if not kept:
        return answer
    return htmx.see_other(request, f"{address}?doi={','.join(block.key for block, _fact in kept)}")


@require_POST
def number(request: UserRequest, pk: int) -> HttpResponse:
    found, form = load(request, pk), NumberForm(request.POST)
    address = reverse("desk:paper", args=[pk])
    if not form.is_valid():
        messages.error(request, _("Số văn bản là số nguyên, ví dụ 12."))
        return htmx.see_other(request, address)

    def done(taken: Paper) -> str:
        if not taken.number:
            return _("Đã chốt văn bản. Nội dung từ nay không đổi.")
        return _("Đã lấy %(number)s.") % {"number": printed.number_of(taken).replace("Số", _("số"), 1)}

    act = partial(
        papers.take_number, found, number=form.cleaned_data["number"], now=clock.now(), by=request.user
    )
    return htmx.clicked(request, act, done=done, to=address, undo=False)


@require_POST
def discard(request: UserRequest, pk: int) -> HttpResponse:
    found = load(request, pk)
    owner, (_words, url) = owners.owner_of(found), owners.about(found)
    if owner and owner.discarded_to:
        url = reverse(owner.discarded_to)
    return htmx.clicked(
        request,
        partial(papers.discard, found, by=request.user),
        done=_("Đã bỏ dự thảo."),
        to=url or reverse("desk:papers"),
        leave_url=reverse("desk:paper", args=[pk]),
        undo=False,
    )


@require_POST
def replace(request: UserRequest, pk: int) -> HttpResponse:
    found = load(request, pk)
    made: list[Paper] = []

    def act() -> None:
        made.append(papers.replace(found, dated_on=clock.today(), now=clock.now(), by=request.user))

    answer = htmx.clicked(
        request,
        act,
        done=_("Đã lập dự thảo thay thế. Văn bản cũ còn giá trị đến khi văn bản này có số."),
        to=reverse("desk:paper", args=[pk]),
        undo=False,
    )
    return htmx.see_other(request, "desk:paper", made[0].pk) if made else answer


@htmx.writing
def attach(request: UserRequest, pk: int) -> HttpResponse:
    """Take the paper as it came back signed."""
    found = load(request, pk)
    papers.check_can_edit(request.user, found)
    leave = reverse("desk:paper", args=[pk])
    form = SignedCopyForm(
        request.POST or None, request.FILES or None, initial={"signed_on": _first_day(found.dated_on)}
    )
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("upload", "signed_on")}
        if attempt(form, papers.attach, found, **values, now=clock.now(), by=request.user):
            htmx.saved(request, _("Đã đính bản đã ký."), undo=False)
            return htmx.see_other(request, leave)
    context = {"form": form, "paper": found, "leave_url": leave, "submit_label": _("Đính bản đã ký")}
    return htmx.form_page(request, "desk/paper_attach.html", context)


def _first_day(dated_on: dt.date) -> dt.date:
    return min(dated_on, clock.today())


def _copy(request: UserRequest, key: uuid.UUID) -> SignedCopy:
    copy = look_up(SignedCopy.objects.filter(removed_at=None).select_related("paper"), key=key)
    load(request, copy.paper_id)
    return copy


@require_safe
def signed_copy(request: UserRequest, key: uuid.UUID) -> HttpResponseBase:
    return files.hand_out(_copy(request, key))


@require_POST
def check_copy(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    """Check the signatures of a copy again, by the certificates of now."""
    copy = _copy(request, key)
    papers.check_can_edit(request.user, copy.paper)
    act = partial(copies.check_again, copy, now=clock.now(), by=request.user)
    to = reverse("desk:paper", args=[copy.paper_id])
    return htmx.clicked(request, act, done=_("Đã kiểm tra lại chữ ký số."), to=to, undo=False)


@require_POST
def take_off_copy(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    copy = _copy(request, key)
    papers.check_can_edit(request.user, copy.paper)
    act = partial(copies.take_off, copy, now=clock.now(), by=request.user)
    to = reverse("desk:paper", args=[copy.paper_id])
    return htmx.clicked(request, act, done=_("Đã gỡ bản đã ký."), to=to, undo=False)

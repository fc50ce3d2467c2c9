"""Changes of report regimes, drafted: they bind once the draft is put in force."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import UserRequest
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.htmx import clicked, form_page, saved, see_other, writing
from delegations.permissions import check_can_edit_registers
from records.loading import load, look_up
from reports.forms.regimes import RegimeEndForm, RegimeForm
from reports.models import DraftedRegime, DraftedRegimeEnd, ReportRegime
from reports.services import regime_drafts

LIST = "reports:regimes"
DRAFT = "obligations:law-draft"


@writing
def add(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    form = RegimeForm(request.POST or None)
    return _new(request, form, None, _("Chế độ báo cáo mới"))


@writing
def amend(request: UserRequest, pk: int) -> HttpResponse:
    """A new regime in the place of one: it gets its own code, and the old one ends the day before."""
    check_can_edit_registers(request.user)
    regime = load(request, ReportRegime.objects.all(), pk=pk)
    initial = {name: getattr(regime, name) for name in ("name", "rhythm", "due_days", "notice_days")}
    form = RegimeForm(request.POST or None, initial=initial | {"kinds": list(regime.kinds.all())})
    heading = _("Sửa đổi chế độ %(code)s") % {"code": regime.code}
    intro = _("Chế độ mới có mã mới; kỳ đã kết thúc trước ngày đầu vẫn theo chế độ cũ.")
    return _new(request, form, regime, heading, intro)


def _new(
    request: UserRequest, form: RegimeForm, replaces: ReportRegime | None, heading: str, intro: str = ""
) -> HttpResponse:
    def save() -> DraftedRegime:
        return regime_drafts.add(
            draft=form.cleaned_data.get("draft"),
            values=form.values(),
            kinds=list(form.cleaned_data["kinds"]),
            replaces=replaces,
            today=clock.today(),
            by=request.user,
        )

    if form.is_valid() and attempt(form, save):
        return _written(request, form.made.draft_id)
    return _form(request, form, heading, reverse(LIST), intro=intro, submit_label=_("Ghi vào dự thảo"))


@writing
def change(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    row = load(request, DraftedRegime.objects.all(), pk=pk)
    form = RegimeForm(request.POST or None, instance=row)

    def save() -> None:
        regime_drafts.edit(
            row=row,
            values=form.values(),
            kinds=list(form.cleaned_data["kinds"]),
            today=clock.today(),
            by=request.user,
        )

    if form.is_valid() and attempt(form, save):
        return _written(request, row.draft_id)
    return _form(request, form, row.name, reverse(DRAFT, args=[row.draft_id]))


@writing
def end(request: UserRequest, pk: int) -> HttpResponse:
    """The last day of a regime."""
    check_can_edit_registers(request.user)
    regime = load(request, ReportRegime.objects.all(), pk=pk)
    form = RegimeEndForm(request.POST or None, initial={"ends_on": regime.ends_on})

    def save() -> DraftedRegimeEnd:
        return regime_drafts.add_end(
            draft=form.cleaned_data.get("draft"),
            regime=regime,
            ends_on=form.cleaned_data["ends_on"],
            reference=form.cleaned_data["reference"],
            today=clock.today(),
            by=request.user,
        )

    if form.is_valid() and attempt(form, save):
        return _written(request, form.made.draft_id)
    heading = _("Ngày cuối của chế độ %(code)s") % {"code": regime.code}
    return _form(request, form, heading, reverse(LIST), submit_label=_("Ghi vào dự thảo"))


@writing
def change_end(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    row = load(request, DraftedRegimeEnd.objects.all(), pk=pk)
    initial = {"ends_on": row.ends_on, "reference": row.reference}
    form = RegimeEndForm(request.POST or None, is_new=False, initial=initial)

    def save() -> None:
        days = form.cleaned_data
        regime_drafts.edit_end(
            row=row,
            ends_on=days["ends_on"],
            reference=days["reference"],
            today=clock.today(),
            by=request.user,
        )

    if form.is_valid() and attempt(form, save):
        return _written(request, row.draft_id)
    heading = _("Ngày cuối của chế độ %(code)s") % {"code": row.regime.code}
    return _form(request, form, heading, reverse(DRAFT, args=[row.draft_id]))


def _written(request: UserRequest, draft: int) -> HttpResponse:
    saved(request, _("Đã ghi vào dự thảo. Chưa có gì được áp dụng; hãy mô phỏng."))
    return see_other(request, DRAFT, draft)


def _form(request: UserRequest, form: Any, heading: str, leave_url: str, **more: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "leave_url": leave_url, **more}
    return form_page(request, "reports/regime_form.html", context)


@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    return _removed(request, look_up(DraftedRegime, pk=pk))


@require_POST
def remove_end(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    return _removed(request, look_up(DraftedRegimeEnd, pk=pk))


def _removed(request: UserRequest, row: DraftedRegime | DraftedRegimeEnd) -> HttpResponse:
    return clicked(
        request,
        lambda: regime_drafts.remove(row=row, by=request.user),
        done=_("Đã bỏ dòng khỏi dự thảo."),
        to=reverse(DRAFT, args=[row.draft_id]),
    )

"""The law of a kind of body on a day, and its history."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_see_all, check_can_see_all
from core.addresses import reverse
from core.dates import requested_day
from core.history import Change, Difference, changes_where, history_page, history_rows
from core.htmx import page
from delegations.models import BodyKind, DraftedKind, DraftedRow, KindRow, LawDraft, LawRow
from delegations.permissions import can_edit_registers
from delegations.queries.kinds import rows_from
from obligations.queries import law_of_kind
from obligations.queries.law_words import line_title
from records.loading import look_up
from reports.models import DraftedRegime, DraftedRegimeEnd, ReportRegime

_LINKS = ("law_row", "kind_row", "regime")

# What stands in an address for every kind.
EVERY = 0


def kind_of(pk: int) -> BodyKind | None:
    """Return the kind that an address names; None: every kind. Raises Http404."""
    return None if pk == EVERY else look_up(BodyKind, pk=pk)


@require_safe
def of_kind(request: UserRequest, pk: int) -> HttpResponse:
    kind = kind_of(pk)
    on = requested_day(request)
    context = {
        "kind": kind,
        "key": pk,
        "kinds": BodyKind.objects.order_by("position", "name"),
        "law": law_of_kind.of_kind(kind, on),
        "kind_rows": rows_from(kind, on) if kind else [],
        "on": on,
        "may_draft": can_edit_registers(request.user),
        "sees_drafts": can_see_all(request.user),
    }
    return page(request, "obligations/law_kind.html", context)


@require_safe
def course(request: UserRequest, pk: int, name: str) -> HttpResponse:
    """All values of one rule or parameter for a kind, before and to come."""
    kind = kind_of(pk)
    on = requested_day(request)
    one = law_of_kind.of_kind(kind, on).find(name)
    if one is None:
        raise Http404(_("Không có quy tắc hoặc tham số này."))
    context = {
        "kind": kind,
        "key": pk,
        "course": one,
        "on": on,
        "may_draft": can_edit_registers(request.user),
    }
    return page(request, "obligations/law_course.html", context)


@require_safe
def history(request: UserRequest) -> HttpResponse:
    check_can_see_all(request.user)
    rows = [
        *history_rows(_("Dòng đang áp dụng"), _in_words(changes_where(LawRow, title="reference"))),
        *history_rows(_("Dự thảo"), changes_where(LawDraft, title="title")),
        *history_rows(_("Dòng dự thảo"), _in_words(changes_where(DraftedRow, title="reference"))),
        *history_rows(_("Loại tổ chức, đang áp dụng"), changes_where(KindRow, title="reference")),
        *history_rows(_("Loại tổ chức, dự thảo"), _in_words(changes_where(DraftedKind, title="reference"))),
        *history_rows(_("Chế độ báo cáo"), changes_where(ReportRegime, title="name")),
        *history_rows(_("Chế độ báo cáo, dự thảo"), _in_words(changes_where(DraftedRegime, title="name"))),
        *history_rows(_("Ngày cuối của chế độ, dự thảo"), changes_where(DraftedRegimeEnd, title="reference")),
    ]
    return history_page(request, _("Quy định"), reverse("obligations:rules"), rows)


def _in_words(changes: list[Change]) -> list[Change]:
    """Return changes of rows with rules and parameters by their titles, without the link from a drafted row
    to the one that it became: that row stands in the list itself."""

    def told(one: Difference) -> Difference:
        if one.name not in ("rule", "parameter"):
            return one
        before, after = (line_title(name) if name else name for name in (one.before, one.after))
        return replace(one, before=before, after=after)

    return [
        replace(change, differences=[told(one) for one in change.differences if one.name not in _LINKS])
        for change in changes
    ]

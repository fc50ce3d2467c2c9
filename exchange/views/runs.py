"""Handing in a workbook: upload, preview, commit or discard, the history."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import UserRequest
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.errors import Refused
from core.htmx import clicked, form_page, page, see_other
from core.lists import paged
from exchange.enums import RunState
from exchange.forms.uploads import UploadForm
from exchange.importers.sheets import SHEETS
from exchange.models import ImportRun
from exchange.permissions import check_can_exchange
from exchange.queries.runs import listing
from exchange.services import runs
from records.loading import look_up

_PLACES = {sheet.title: place for place, sheet in enumerate(SHEETS)}
MOVING = {RunState.WAITING, RunState.READING, RunState.QUEUED, RunState.WRITING}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def home(request: UserRequest) -> HttpResponse:
    check_can_exchange(request.user)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, runs.upload, file=form.cleaned_data["upload"], by=request.user)
    ):
        runs.start_preview(form.made)
        return see_other(request, "exchange:run", form.made.key)
    return form_page(request, "exchange/home.html", {"form": form, "page": paged(request, listing())})


@require_safe
@never_cache
def detail(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    check_can_exchange(request.user)
    run = look_up(ImportRun.objects.select_related("uploaded_by", "committed_by"), key=key)
    return page(request, "exchange/run.html", _context(request, run), partial="state")


def _in_order(counts: dict[str, dict[str, int]]) -> list[tuple[str, dict[str, int]]]:
    """Return the counts of the sheets that have any, in the order of the workbook, which the database's JSON
    forgets."""
    found = [(sheet, count) for sheet, count in counts.items() if any(count.values())]
    return sorted(found, key=lambda pair: _PLACES.get(pair[0], -1))


def _context(request: UserRequest, run: ImportRun) -> dict[str, Any]:
    report = run.result or run.preview
    law = report.get("law", {})
    counts = report.get("counts", {})
    totals = (
        {
            name: sum(count[name] for count in counts.values())
            for name in ("new", "changed", "same", "faulty", "removed")
        }
        if counts
        else {}
    )
    return {
        "run": run,
        "moving": run.state in MOVING,
        "forgotten": runs.is_forgotten(run, now=clock.now()),
        "percent": min(99, run.rows_done * 100 // run.rows_total) if run.rows_total else None,
        "report": report,
        "counts": _in_order(counts),
        "totals": totals,
        "nothing_new": bool(totals)
        and not (totals["new"] or totals["changed"] or totals["removed"] or any(law.values())),
        "page": paged(request, report.get("faults", [])) if run.state == RunState.FAULTY else None,
        "differs": bool(run.result) and run.result.get("counts") != run.preview.get("counts"),
        "before": run.preview.get("counts", {}),
        "form": UploadForm() if run.state in {RunState.FAULTY, RunState.FAILED} else None,
        "here": reverse("exchange:run", args=[run.key]),
    }


@require_POST
def commit(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    check_can_exchange(request.user)
    run = look_up(ImportRun, key=key)
    try:
        runs.confirm(run, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        runs.start_commit(run)
    return see_other(request, "exchange:run", run.key)


@require_POST
def discard(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    check_can_exchange(request.user)
    run = look_up(ImportRun, key=key)
    return clicked(
        request,
        lambda: runs.discard(run, by=request.user),
        done=_("Đã bỏ tệp %(name)s; không ghi gì.") % {"name": run.name},
        to="exchange:home",
        leave_url=reverse("exchange:run", args=[run.key]),
    )

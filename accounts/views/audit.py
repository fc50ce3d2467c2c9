"""Nhật ký thay đổi: who wrote what and when, and the same as a file that a third party checks."""

import datetime as dt
import tempfile

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.forms.audit import AuditFilter, ExportForm
from accounts.models import UserRequest
from accounts.permissions import check_can_administer
from accounts.queries import audit
from accounts.services import audit_export
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.htmx import download, form_page
from core.lists import paged


@require_safe
def log(request: UserRequest) -> HttpResponse:
    check_can_administer(request.user)
    form = AuditFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    user = wanted.get("nguoi")
    page = paged(request, audit.contexts(user_id=user.pk if user else None, day=wanted.get("ngay_ghi")))
    return render(
        request, "accounts/audit.html", {"page": page, "entries": audit.entries(page), "filter_form": form}
    )


@never_cache
def export(request: UserRequest) -> HttpResponseBase:
    """Say what the file is, and give it for the days of the form. Not a GET: the first one makes the key that
    signs."""
    check_can_administer(request.user)
    yesterday = clock.today() - dt.timedelta(days=1)
    form = ExportForm(
        request.POST or None, initial={"tu_ngay": yesterday.replace(day=1), "den_ngay": yesterday}
    )
    if form.is_valid():
        first, last = form.cleaned_data["tu_ngay"], form.cleaned_data["den_ngay"]
        file = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
        if attempt(form, audit_export.write, file, first=first, last=last, by=request.user):
            file.seek(0)
            name = f"nhat-ky-{first:%Y%m%d}-{last:%Y%m%d}.jsonl"
            return FileResponse(file, as_attachment=True, filename=name, content_type="application/jsonl")
        file.close()
    context = {"form": form, "leave_url": reverse("accounts:audit"), "submit_label": _("Tải tệp nhật ký")}
    return form_page(request, "accounts/audit_export.html", context)


@require_safe
def checker(request: UserRequest) -> HttpResponse:
    """Give the program that checks such a file."""
    check_can_administer(request.user)
    program = settings.BASE_DIR / "deploy" / "verify_audit.py"
    return download(program.read_bytes(), "text/x-python", program.name)

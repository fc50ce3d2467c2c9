"""Nhật ký: who wrote what and when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.forms.audit import AuditFilter
from accounts.models import UserRequest
from accounts.permissions import check_can_administer
from accounts.queries import audit
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

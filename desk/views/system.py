"""Tình trạng hệ thống: for administrators a page, for the office's monitoring its figures."""

import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest

from accounts.models import UserRequest
from accounts.permissions import can_administer, check_can_administer
from core import clock, known, logs
from desk.documents.metrics import Metrics
from desk.queries import system


@require_safe
def page(request: UserRequest) -> HttpResponse:
    check_can_administer(request.user)
    known.require_present()
    found = system.system(clock.now())
    context = {"parts": system.parts(found), "host": found.host, "versions": system.versions(found)}
    return render(request, "desk/system.html", context | {"slow": logs.slow_statements(10)})


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to who shows METRICS_TOKEN as a bearer, or to an administrator; to nobody else does
    this page exist."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    known_token = bool(settings.METRICS_TOKEN) and secrets.compare_digest(
        shown.encode(), settings.METRICS_TOKEN.encode()
    )
    if not known_token and not can_administer(request.user):
        raise Http404(_("Không có trang này."))
    registry = CollectorRegistry()
    registry.register(Metrics(clock.now()))
    return HttpResponse(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")

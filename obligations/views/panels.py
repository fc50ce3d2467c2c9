"""Fragments that other pages show by address: a body's findings, its strip of periods, the heartbeat, what
changed after saving."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_administer, can_see_all
from accounts.queries import bodies_of
from core import clock, known
from core.dates import requested_day
from core.htmx import page
from delegations.models import Body
from obligations.models import FlagEvent
from obligations.queries import freshness, records, touched
from obligations.queries import heartbeat as heartbeats
from obligations.queries import host as hosts
from obligations.queries.findings import Row
from obligations.services import outlook
from records.loading import look_up

PERIODS_KEPT = 36
SINCE_AT_MOST = dt.timedelta(hours=1)


def _body(request: UserRequest, code: str) -> Body:
    return look_up(Body.objects.visible_to(request.user), code=code)


@require_safe
def of_body(request: UserRequest, code: str) -> HttpResponse:
    body, on = _body(request, code), requested_day(request)
    rows = outlook.of_body(body.pk, on=on, today=clock.today())
    alike: dict[str, list[Row]] = {}
    for row in rows:
        alike.setdefault(row.rule, []).append(row)
    context = {
        "body": body,
        "rows": rows,
        "groups": list(alike.values()),
        "on": on,
        "names": records.references(rows, links=False).names,
    }
    context |= freshness.of_body(body.pk, on=on)
    return page(request, "obligations/panel.html", context, partial="panel")


@require_safe
def strip(request: UserRequest, code: str) -> HttpResponse:
    body, on = _body(request, code), requested_day(request)
    cells = outlook.heat_map(on=on, body_ids=[body.pk]).get(body.pk, ())
    return page(request, "obligations/strip.html", {"body": body, "cells": cells, "on": on}, partial="strip")


@require_safe
def period(request: UserRequest, code: str, name: str) -> HttpResponse:
    """One period of a body: its state, and the meetings, waiver and findings behind it."""
    body, on = _body(request, code), requested_day(request)
    cells = outlook.heat_map(on=on, body_ids=[body.pk], count=PERIODS_KEPT).get(body.pk, ())
    found = next((cell for cell in cells if cell.period.name == name), None)
    if found is None:
        raise Http404(_("Tổ chức này không có kỳ họp đó."))
    rows = [row for row in outlook.of_body(body.pk, on=on, today=clock.today()) if name in _periods_of(row)]
    links = records.meeting_links(meeting.code for meeting in (*found.meetings, *found.passed))
    context = {"body": body, "cell": found, "on": on, "rows": rows, "links": links}
    context |= {
        "names": records.references(rows, links=False).names,
        "stale": freshness.stale_of(rows, on=on),
    }
    return render(request, "obligations/period.html", context)


def _periods_of(row: Row) -> set[str]:
    """The periods that a finding on meetings speaks of."""
    evidence = row.evidence
    return {part["name"] for part in evidence.get("periods", ())} | (
        {evidence["period"]["name"]} if "period" in evidence else set()
    )


@require_safe
def heartbeat(request: UserRequest) -> HttpResponse:
    """When the bodies were last judged; the number of open findings for the navigation comes along."""
    known.require_present()
    beat = heartbeats.heartbeat(clock.now())
    counts = outlook.counts(on=clock.today(), today=clock.today(), body_ids=bodies_of(request.user))
    sweeps = heartbeats.recent(20) if not request.htmx and can_see_all(request.user) else []  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "beat": beat,
        "today": clock.today(),
        "counts": counts,
        "sweeps": sweeps,
        "waiting": touched.waiting(),
    }
    if not request.htmx and can_administer(request.user):  # type: ignore[attr-defined]
        context["host"] = hosts.host(clock.now())
    return page(request, "obligations/heartbeat.html", context, partial="beat")


@require_safe
def changed(request: UserRequest) -> HttpResponse:
    """What changed in a body's findings since an instant: said after saving."""
    known.require_present()
    body = _body(request, request.GET.get("to-chuc", ""))
    try:
        since = dt.datetime.fromtimestamp(int(request.GET.get("tu", "")), tz=clock.ZONE)
    except (ValueError, OverflowError, OSError):
        raise Http404(_("Không rõ tính từ lúc nào.")) from None
    since = max(since, clock.now() - SINCE_AT_MOST)
    events = (
        FlagEvent.objects.filter(flag__body=body, at__gte=since).select_related("flag").order_by("at", "id")
    )
    latest = {event.flag_id: event for event in events}
    alike: dict[tuple[str, str], list[FlagEvent]] = {}
    for event in latest.values():
        kind = "opened" if event.kind == "reopened" else event.kind
        alike.setdefault((kind, event.flag.rule), []).append(event)
    groups = [(kind, rule, found) for (kind, rule), found in alike.items()]
    context = {
        "body": body,
        "groups": groups,
        "waiting": bool(touched.bodies([body.pk])),
        "tu": request.GET["tu"],
    }
    return page(request, "obligations/changed.html", context, partial="changed")

"""Fragments that other pages show by address: a body's findings, its strip of periods, the heartbeat, what
changed after saving."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User, UserRequest
from accounts.permissions import can_see_all
from core import clock, known
from core.htmx import MOST_BODIES, asks_for_fragment, page
from delegations.enums import Duty
from delegations.models import Body
from delegations.queries import families, successions
from obligations.enums import FlagEventKind, PeriodState, Rule
from obligations.models import Flag
from obligations.queries import findings, freshness, horizon, news, periods, records, subjects, touched
from obligations.queries import heartbeat as heartbeats
from obligations.queries import lanes as lanes_of
from obligations.queries.findings import Moment, Row
from obligations.queries.rhythm_map import heat_map
from records.loading import look_up

PERIODS_KEPT = 36
SINCE_AT_MOST = dt.timedelta(hours=1)


def _body(request: UserRequest, code: str) -> Body:
    return look_up(Body.objects.visible_to(request.user), code=code)


View = Callable[..., HttpResponse]


def _or_refused(*, says: bool) -> Callable[[View], View]:
    """Decorate a panel's view: where its day is refused, one panel of a page `says` so in its place, the
    others stay empty."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except BadRequest as refusal:
                if not asks_for_fragment(request):
                    raise
                return render(request, "obligations/beyond.html", {"words": str(refusal) if says else ""})

        return answer

    return decorate


@require_safe
@_or_refused(says=True)
def of_body(request: UserRequest, code: str) -> HttpResponse:
    body, on = _body(request, code), horizon.requested_day(request)
    rows = findings.of_body(body.pk, on)
    alike: dict[str, list[Row]] = {}
    for row in rows:
        alike.setdefault(row.rule, []).append(row)
    context = {
        "body": body,
        "rows": rows,
        "groups": [(max(found, key=lambda row: row.days_late(on)), found) for found in alike.values()],
        "on": on,
        "names": records.references(rows, links=False).names,
        "since": findings.since([row.flag_id for row in rows], on),
    }
    context |= freshness.of_body(body.pk, on=on)
    for cell in periods.of_bodies(on, [body.pk], count=1).get(body.pk, []):
        if cell.in_progress and cell.state in (PeriodState.DUE, PeriodState.PLANNED):
            coming = [meeting for meeting in cell.meetings if meeting.held_on >= on]
            context |= {"next": cell, "planned": coming[0] if coming else None}
    return page(request, "obligations/panel.html", context, partial="panel")


@require_safe
@_or_refused(says=False)
def strip(request: UserRequest, code: str) -> HttpResponse:
    body, on = _body(request, code), horizon.requested_day(request)
    shown = families.standing(request.user, body, on)
    context = {"body": body, "on": on}
    if len(shown) > 1:
        context["heat"] = heat_map(shown, on, {one.pk: int(one.pk != shown[0].pk) for one in shown})
    else:
        context["cells"] = periods.of_bodies(on, [body.pk]).get(body.pk, [])
    return page(request, "obligations/strip.html", context, partial="strip")


@require_safe
@_or_refused(says=False)
def lanes(request: UserRequest, code: str) -> HttpResponse:
    """The body's duties over time; with `?tu_dau=1` from the first finding on."""
    body, on = _body(request, code), horizon.requested_day(request)
    whole = request.GET.get("tu_dau") == "1"
    shown = lanes_of.of_body(body.pk, on=on, today=clock.today(), whole=whole)
    context = {"body": body, "shown": shown, "subjects": subjects.of(shown.stretches), "on": on}
    return page(request, "obligations/lanes.html", context, partial="lanes")


@require_safe
def period(request: UserRequest, code: str, name: str) -> HttpResponse:
    """One period of a body: its state, and the meetings, waiver and findings behind it."""
    body, on = _body(request, code), horizon.requested_day(request)
    cells = periods.of_bodies(on, [body.pk], count=PERIODS_KEPT).get(body.pk, ())
    found = next((cell for cell in cells if cell.period.name == name), None)
    if found is None:
        raise Http404(_("Tổ chức này không có kỳ họp đó."))
    rows = [row for row in findings.of_body(body.pk, on) if name in _periods_of(row)]
    links = records.meeting_links(meeting.code for meeting in (*found.meetings, *found.passed))
    context = {"body": body, "cell": found, "on": on, "rows": rows, "links": links}
    context |= {
        "names": records.references(rows, links=False).names,
        "stale": freshness.stale_of(rows, on=on),
    }
    return render(request, "obligations/period.html", context)


def _periods_of(row: Row) -> set[str]:
    """The periods of meetings that a finding speaks of; a periodic report has periods of its own."""
    if row.rule not in {Rule.MEETING_OVERDUE, Rule.MEETING_DUE}:
        return set()
    parts = [*row.evidence.get("periods", ()), row.evidence.get("period")]
    return {part["name"] for part in parts if part}


@require_safe
def heartbeat(request: UserRequest) -> HttpResponse:
    """When the bodies were last judged, and what could not be."""
    known.require_present()
    beat = heartbeats.heartbeat(clock.now())
    context = {
        "beat": beat,
        "warns": heartbeats.is_overdue(beat),
        "sweeps": heartbeats.recent(20) if can_see_all(request.user) else [],
        "waiting": touched.waiting(),
    }
    return render(request, "obligations/heartbeat.html", context)


def _without_renamed(moments: list[Moment], since: dt.datetime) -> list[Moment]:
    """Return what happened to the findings of one body, where a run of missed periods that begins with
    another one now has changed: it is no new one, and none that is over."""
    of_runs = {moment.kind: moment for moment in moments if moment.rule == Rule.MEETING_OVERDUE}
    came = of_runs.get(FlagEventKind.OPENED) or of_runs.get(FlagEventKind.REOPENED)
    began_before = came and came.due_on and came.due_on < since.astimezone(clock.ZONE).date()
    if not (came and began_before and FlagEventKind.CLOSED in of_runs):
        return moments
    others = [moment for moment in moments if moment.rule != Rule.MEETING_OVERDUE]
    return [came._replace(kind=FlagEventKind.CHANGED), *others]


def _deferred_told(moments: list[Moment], today: dt.date) -> list[Moment]:
    """Return what happened to findings, with the runs of missed periods that ended because a period was
    deferred told as that."""
    over = (one for one in moments if one.rule == Rule.MEETING_OVERDUE and one.kind == FlagEventKind.CLOSED)
    ended = {one.flag_id for one in over}
    if not ended:
        return moments
    flags = Flag.objects.filter(pk__in=ended).values_list("pk", "rule", "body__code", "subject")
    keys = {pk: (rule, code, subject) for pk, rule, code, subject in flags}
    put_off = news.deferred(keys.values(), today)
    waived = {pk for pk, key in keys.items() if key in put_off}
    return [one._replace(kind=FlagEventKind.WAIVED) if one.flag_id in waived else one for one in moments]


def _heirs(user: User, bodies: Sequence[Body]) -> list[Body]:
    """Return who holds the tasks and submissions of those that have ended, as far as the user may see them:
    findings about these are theirs."""
    today = clock.today()
    ended = [body for body in bodies if body.last_day and body.last_day < today]
    holders = {
        successions.holding(body, duty, on=today).pk
        for body in ended
        for duty in (Duty.TASKS, Duty.SUBMISSIONS)
    } - {body.pk for body in bodies}
    return list(Body.objects.visible_to(user).filter(pk__in=holders).in_protocol_order()) if holders else []


@require_safe
def changed(request: UserRequest) -> HttpResponse:
    """What changed in the findings of one body, or of several, since an instant: said after saving."""
    known.require_present()
    codes = set(request.GET.getlist("to-chuc")[:MOST_BODIES])
    bodies = list(Body.objects.visible_to(request.user).filter(code__in=codes).in_protocol_order())
    if not codes or len(bodies) < len(codes):
        raise Http404(_("Không có tổ chức này."))
    try:
        since = dt.datetime.fromtimestamp(int(request.GET.get("tu", "")), tz=clock.ZONE)
    except (ValueError, OverflowError, OSError):
        raise Http404(_("Không rõ tính từ lúc nào.")) from None
    since = max(since, clock.now() - SINCE_AT_MOST)
    named, bodies = bodies, [*bodies, *_heirs(request.user, bodies)]
    keys = [body.pk for body in bodies]
    latest = {moment.flag_id: moment for moment in findings.of_bodies_since(keys, since)}
    alike: dict[tuple[str, str], list[Moment]] = {}
    moments = _without_renamed(list(latest.values()), since) if len(bodies) == 1 else list(latest.values())
    for moment in _deferred_told(moments, clock.today()):
        kind = FlagEventKind.OPENED if moment.kind == FlagEventKind.REOPENED else moment.kind
        alike.setdefault((kind, moment.rule), []).append(moment)
    groups = [(kind, rule, found) for (kind, rule), found in alike.items()]
    context = {
        "bodies": bodies,
        "groups": groups,
        "waiting": bool(touched.bodies(keys)),
        "query": urlencode({"to-chuc": [body.code for body in named], "tu": request.GET["tu"]}, doseq=True),
    }
    return page(request, "obligations/changed.html", context, partial="changed")

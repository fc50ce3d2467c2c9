"""Hôm nay: what is to be done, and what changed since the last visit."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User, UserRequest
from accounts.permissions import can_edit_facts
from accounts.queries import bodies_of, sign_ins
from accounts.services import sessions
from core import clock
from core.addresses import reverse
from core.dates import requested_day
from core.htmx import page as page_or_part
from delegations.queries.bodies import choosable
from desk.queries import inbox, today
from desk.queries.setting_up import set_up
from desk.views.changes import CHANGE_LABELS, counts_of
from obligations.queries import news, subjects
from obligations.queries.findings import NOTHING

CHANGES = 6
OWN_BODIES = 6


@require_safe
def page(request: UserRequest) -> HttpResponse:
    """What there is to do today. Of another day the overview tells."""
    user, on = request.user, clock.today()
    assert isinstance(user, User)
    if requested_day(request) != on:
        return redirect(f"{reverse('desk:overview')}?{request.META['QUERY_STRING']}")
    work = today.work(user, today=on)
    context = {
        "on": on,
        "work": work,
        "state": today.state(user, today=on),
        "own_bodies": [] if user.sees_all() else choosable(user)[:OWN_BODIES],
        "set_up": set_up(user) if can_edit_facts(user) else None,
        "next": None if work.lines else today.next_meeting(user, today=on),
    }
    return render(request, "desk/today.html", context)


@require_safe
def since_last_visit(request: UserRequest) -> HttpResponse:
    """What was seen to change in findings since the user's last visit; the page asks for it when it
    stands."""
    user, now = request.user, clock.now()
    assert isinstance(user, User)
    began_at = sessions.started_at(request) or now
    since = sign_ins.before(user, began_at)
    found = news.between(since, now, filters=NOTHING, body_ids=bodies_of(user)) if since else []
    found = news.told_apart(found, clock.today())
    context = {
        "since": since,
        "unread": inbox.unread(user, now=now),
        "counts": [count for count in counts_of(found) if count[2]],
        "news": found[:CHANGES],
        "subjects": subjects.of(one.finding for one in found[:CHANGES]),
        "more": max(len(found) - CHANGES, 0),
        "labels": CHANGE_LABELS,
        "first": _day_before(since),
    }
    return page_or_part(request, "desk/since_last_visit.html", context, partial="since")


def _day_before(since: dt.datetime | None) -> dt.date | None:
    return since.astimezone(clock.ZONE).date() - dt.timedelta(days=1) if since else None

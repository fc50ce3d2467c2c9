"""The log of log-ins and log-outs: receivers of Django's and allauth's signals."""

import contextlib
import datetime as dt
from typing import Any

from django.http import HttpRequest

from accounts.enums import SignInOutcome, SignInWay
from accounts.models import SignIn, User
from accounts.queries import named
from accounts.services import attempts, limits, outside, sessions
from core import clock

RETENTION = dt.timedelta(days=400)


def note(
    request: HttpRequest | None,
    outcome: SignInOutcome,
    *,
    user: User | None,
    way: SignInWay = SignInWay.PASSWORD,
) -> None:
    """Write one row of the log."""
    SignIn.objects.create(
        at=clock.now(), user=user, outcome=outcome, way=way, **(sessions.arrival(request) if request else {})
    )


def entered(sender: object, request: HttpRequest, user: User, **_signal: Any) -> None:
    """A log-in that went all the way: the session's longest age begins."""
    sessions.begin(request, now=clock.now())
    note(request, SignInOutcome.ENTERED, user=user, way=outside.way_of(request, user))


def left(sender: object, request: HttpRequest, user: User | None, **_signal: Any) -> None:
    """A log-out; the answer tells the browser to forget what it keeps."""
    request.has_left = True  # type: ignore[attr-defined]
    if user is not None:
        note(request, SignInOutcome.LEFT, user=user, way=outside.way_of(request, user))


def failed(
    sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: Any
) -> None:
    """A name and password that do not fit."""
    user = named(str(credentials.get("username", "")))
    stopped = user is not None and not user.is_active
    outcome = (
        SignInOutcome.UNKNOWN_NAME
        if user is None
        else SignInOutcome.STOPPED
        if stopped
        else SignInOutcome.WRONG_PASSWORD
    )
    note(request, outcome, user=user)


def refused(request: HttpRequest, name: str) -> None:
    """A try that a limit refused before the password was looked at; while the limit holds once for a user and
    address, and once for all unknown names."""
    user = named(name)
    with contextlib.suppress(limits.TooMany):
        limits.count(
            attempts.NOTED,
            f"{user.pk if user else ''} {limits.network(request.META['REMOTE_ADDR'])}",
            now=clock.now(),
        )
        note(request, SignInOutcome.REFUSED, user=user)


def code_failed(sender: object, request: HttpRequest, user: User, **_signal: Any) -> None:
    """A wrong code of the second factor."""
    note(request, SignInOutcome.WRONG_CODE, user=user)


def clear_old(*, now: dt.datetime) -> int:
    """Delete the rows older than RETENTION; return how many."""
    return SignIn.objects.filter(at__lt=now - RETENTION).delete()[0]

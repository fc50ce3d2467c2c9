"""Sessions as rows that know their user: they end when idle or old, are listed, and can be ended from
elsewhere.

Django loads this module by the setting SESSION_ENGINE.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.http import HttpRequest

from accounts.models import Session, User
from core import clock

_BEGUN = "begun"
NOTED = dt.timedelta(minutes=1)


def _ends_at(started_at: dt.datetime, seen_at: dt.datetime) -> dt.datetime:
    return min(
        seen_at + dt.timedelta(seconds=settings.SESSION_IDLE_SECONDS),
        started_at + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )


class SessionStore(db.SessionStore):
    """Django's sessions in the database, with who, since when and from where beside the sealed data. No query
    more than Django's."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def _get_session_from_db(self) -> Any:
        self.row = super()._get_session_from_db()  # type: ignore[misc]
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        now = clock.now()
        begun = data.get(_BEGUN, {})
        started_at = (
            dt.datetime.fromisoformat(begun["at"]) if begun else self.row.started_at if self.row else now
        )
        return Session(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=_ends_at(started_at, now),
            user_id=data.get(SESSION_KEY),
            started_at=started_at,
            seen_at=now,
            address=begun.get("address"),
            agent=begun.get("agent", ""),
        )


def begin(request: HttpRequest, *, now: dt.datetime) -> None:
    """Note at a log-in when and from where: the longest age counts from here."""
    request.session[_BEGUN] = {"at": now.isoformat(), **arrival(request)}


def arrival(request: HttpRequest) -> dict[str, Any]:
    """Return the columns of `Arrival` for a request."""
    return {
        "address": request.META.get("REMOTE_ADDR") or None,
        "agent": request.headers.get("User-Agent", "")[:200],
    }


def started_at(request: HttpRequest) -> dt.datetime | None:
    """Return when this session was logged in."""
    begun = request.session.get(_BEGUN)
    return dt.datetime.fromisoformat(begun["at"]) if begun else None


def seen(request: HttpRequest, *, now: dt.datetime) -> None:
    """Put off the idle end of a session that is used; one query, at most once a minute."""
    row = getattr(request.session, "row", None)
    if row is not None and now - row.seen_at >= NOTED:
        Session.objects.filter(pk=row.pk).update(seen_at=now, expire_date=_ends_at(row.started_at, now))


def end(*, user: User, mark: str) -> bool:
    """End the session of the user that `mark` names; return whether there was one."""
    keys = [
        session.pk
        for session in Session.objects.filter(user=user).only("session_key")
        if session.mark == mark
    ]
    return bool(Session.objects.filter(pk__in=keys).delete()[0])


def end_others(*, user: User, key: str | None) -> int:
    """Log the user out everywhere but here; return how many sessions that ended."""
    return Session.objects.filter(user=user).exclude(pk=key).delete()[0]


def end_all(*, user: User) -> None:
    """Log a user out everywhere."""
    Session.objects.filter(user=user).delete()


def clear_ended(*, now: dt.datetime) -> int:
    """Delete the sessions that are over; return how many."""
    return Session.objects.filter(expire_date__lte=now).delete()[0]

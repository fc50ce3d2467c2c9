"""Who there is, and which bodies a user may see."""

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Q, QuerySet

from accounts.enums import RemovalState, Role
from accounts.models import Deputy, FactorRemoval, Session, User
from accounts.queries import posts
from core.characters import clean
from core.prepared import prepared
from core.text import fold


def bodies_of(user: User) -> frozenset[int] | None:
    """Return the keys of the bodies that a user may see; None means all of them.

    Costs one query for who does not see all, asked once in a request.
    """
    scope = user.bodies_in_scope()
    if scope is None:
        return None
    if not hasattr(user, "_granted_bodies"):
        user._granted_bodies = frozenset(_keys(scope))  # type: ignore[attr-defined]
    granted: frozenset[int] = user._granted_bodies  # type: ignore[attr-defined]
    return granted


def _keys(scope: QuerySet[Any, Any] | list[int]) -> list[int]:
    return scope if isinstance(scope, list) else [key for row in scope for key in row.values()]


def listing(*, on: dt.date, text: str = "", role: str = "", state: str = "") -> QuerySet[User]:
    """Return the users narrowed to words in their names, a role and a state (`active`, `inactive`, bound to a
    post that was `left`, `waiting` for a password), with their number of grants, of bodies and of kinds."""
    users = User.objects.annotate(grant_count=Count("grants", distinct=True) + Count("kinds", distinct=True))
    if role:
        users = users.filter(role=role)
    if state == "left":
        users = users.filter(posts.left(on), is_active=True)
    elif state == "waiting":
        users = users.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    elif state:
        users = users.filter(is_active=state == "active")
    if words := fold(text):
        # A few hundred users at most: folding them here keeps the table without a stored key.
        found = [
            pk
            for pk, *names in User.objects.values_list("pk", "username", "full_name", "email")
            if words in fold(" ".join(names))
        ]
        users = users.filter(pk__in=found)
    return users


def officers(*, current: int | None = None) -> QuerySet[User]:
    """Return the users of the office to whom work can be given; `current` is one who has it already, whatever
    their role is now."""
    of_office = Q(is_active=True, role__in=[Role.STAFF, Role.ADMINISTRATOR])
    return User.objects.filter(of_office | Q(pk=current) if current else of_office).order_by(
        "full_name", "username"
    )


@prepared
def officer_choices() -> Any:
    """Return `officers` for a list to choose from."""
    return officers()


def named(name: str) -> User | None:
    """Return whom a name typed at the log-in means: letters count the same in either case, as they do
    there."""
    return User.objects.filter(username__iexact=clean(name).strip()).first()


def administrators() -> QuerySet[User]:
    """Return the users who can administer and log in."""
    return User.objects.filter(Q(role=Role.ADMINISTRATOR) | Q(is_superuser=True), is_active=True)


def has_factor(user: User) -> bool:
    """Return whether the user has set up a second factor."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def open_removals(*, since: dt.datetime) -> QuerySet[FactorRemoval]:
    """Return the requests to take off a second factor that wait for a second administrator, the oldest
    first."""
    asked = FactorRemoval.objects.filter(state=RemovalState.REQUESTED, asked_at__gt=since)
    return asked.select_related("user", "asked_by").order_by("asked_at", "pk")


def sessions_of(user: User, *, now: dt.datetime) -> QuerySet[Session]:
    """Return the sessions in which a user is logged in now, the last used first."""
    return (
        Session.objects.filter(user=user, expire_date__gt=now)
        .defer("session_data")
        .order_by("-seen_at", "session_key")
    )


def deputies_of(user: User, *, today: dt.date, everybodys: bool) -> QuerySet[Deputy]:
    """Return who works for the user and for whom the user works, today or later; or everybody's."""
    rows = Deputy.objects.filter(ends_on__gte=today).select_related("user", "deputy")
    own = rows if everybodys else rows.filter(Q(user=user) | Q(deputy=user))
    return own.order_by("starts_on", "pk")

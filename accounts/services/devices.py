"""Devices on which somebody has logged in before: a signed cookie that opens nothing, but keeps wrong tries
of others from shutting its user out."""

import datetime as dt
import secrets
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.models import User

COOKIE = "nennep_device"
SALT = "accounts.device"
GOOD_FOR = dt.timedelta(days=365)
MOST_USERS = 8  # of one shared computer, the latest first


class Device(NamedTuple):
    """A browser: its random name, and the users who have logged in with it."""

    name: str
    users: tuple[int, ...]


def of(request: HttpRequest) -> Device | None:
    """Return the device that a request shows, or None for one that never logged in, or whose cookie was
    altered or is too old."""
    shown = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=GOOD_FOR)
    if shown is None:
        return None
    name, *users = shown.split(".")
    return Device(name, tuple(int(user) for user in users))


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the browser be known for a user who has just logged in."""
    device = of(request) or Device(secrets.token_hex(16), ())
    users = (user.pk, *(other for other in device.users if other != user.pk))[:MOST_USERS]
    response.set_signed_cookie(
        COOKIE,
        ".".join([device.name, *map(str, users)]),
        salt=SALT,
        max_age=GOOD_FOR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )

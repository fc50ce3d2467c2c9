"""Guessing passwords is slow, and nobody's wrong tries shut anybody else out.

| who tries | what is counted | |---|---| | a browser with which the user logged in before | its own wrong
tries only | | a user with a second factor | wrong tries for the name from this address: a password alone
opens nothing | | anybody else | wrong tries from this address; wrong tries for the name from this address,
fewer of them while the name is being guessed from everywhere |

So a name alone is never refused: from a new address it has its first tries whatever others do.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries import named
from accounts.services import limits
from accounts.services.devices import Device
from accounts.services.limits import Limit

SPAN = dt.timedelta(minutes=15)
_HERE = _(
    "Tên đăng nhập này đã bị nhập sai mật khẩu %(most)s lần từ địa chỉ mạng này nên tạm dừng. Chờ %(minutes)s"
    " phút rồi thử lại."
)
# One office behind one address: all its people may mistype on the first day.
ADDRESS = Limit(
    "log-in",
    100,
    SPAN,
    _("Từ địa chỉ mạng này đã có %(most)s lần đăng nhập sai nên tạm dừng. Chờ %(minutes)s phút rồi thử lại."),
)
HERE = Limit("log-in-here", 5, SPAN, _HERE)
HERE_WHILE_GUESSED = Limit("log-in-here", 2, SPAN, _HERE)
SECOND_FACTOR = Limit("log-in-mfa", 30, SPAN, _HERE)
DEVICE = Limit(
    "log-in-device",
    10,
    SPAN,
    _("Đã nhập sai mật khẩu %(most)s lần trên máy này. Chờ %(minutes)s phút rồi thử lại."),
)
# Never refused by: it tells that a name is being guessed.
NAME = Limit("log-in-name", 1_000_000, SPAN, "")
GUESSED = 20
# A refusal is noted among the sign-ins once in a span: a flood of tries writes no flood of lines.
NOTED = Limit("log-in-refused", 1, SPAN, "")
ALL = (ADDRESS, HERE, SECOND_FACTOR, DEVICE, NAME, NOTED)


def guarded(
    check: Callable[[], User | None], *, name: str, address: str, device: Device | None, now: dt.datetime
) -> User | None:
    """Return whom `check` finds to have shown the right password, or None; raises limits.TooMany, without
    asking it, where tries are used up.

    The address is counted before the password is checked and given back when it was right: many tries at once
    get no more than one after the other.
    """
    name = unicodedata.normalize("NFKC", name).strip().casefold()
    network = limits.network(address)
    limit, who = _counted(name, network, device, now)
    by_address = limit.name == HERE.name
    if by_address:
        limits.count(ADDRESS, network, now=now)
    try:
        with limits.one_at_a_time(f"{limit.name} {who}"):
            limits.check(limit, who, now=now)
            user = check()
            if user is None:
                limits.count(limit, who, now=now)
                limits.count(NAME, name, now=now)
            else:
                limits.forget(limit, who)
    except Exception:  # a limit struck, or whom to ask was away: nobody mistyped
        if by_address:
            limits.give_back(ADDRESS, network, now=now)
        raise
    if by_address and user is not None:
        limits.give_back(ADDRESS, network, now=now)
    return user


def _counted(name: str, network: str, device: Device | None, now: dt.datetime) -> tuple[Limit, str]:
    here = f"{name} {network}"
    user = named(name)
    if user is not None and device is not None and user.pk in device.users:
        return DEVICE, f"{device.name} {user.pk}"
    if user is not None and is_mfa_enabled(user):
        return SECOND_FACTOR, here
    return (HERE_WHILE_GUESSED if limits.number(NAME, name, now=now) >= GUESSED else HERE), here

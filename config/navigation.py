"""The navigation: the product's places in the order of the office's work, by the names of their addresses."""

import functools
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.addresses import reverse
from core.templatetags.nennep import ngay
from desk.views.readers import may_look_at


class Place(NamedTuple):
    """A place in the navigation, for the roles that may go there (empty: everyone).

    Its pages are those whose addresses begin with the same part as its own or as those of `further`.
    """

    name: str
    icon: str
    label: Any
    short: Any = ""
    roles: tuple[str, ...] = ()
    gap: bool = False
    further: tuple[str, ...] = ()
    counted: bool = False
    of_now: bool = False
    """Tells of now, whatever day is looked at."""


OFFICE = (Role.STAFF, Role.LEADER, Role.ADMINISTRATOR)
# The first five are the bottom bar of a phone. What serves rarely is reached from the page that it serves: a
# past day from the day at the top, files in and out from the list of bodies.
PLACES = (
    Place("desk:today", "checklist", _("Hôm nay"), further=("desk:inbox",), of_now=True),
    Place(
        "desk:overview",
        "layout-dashboard",
        _("Tổng quan"),
        further=("desk:directions", "desk:reviews", "obligations:lookup"),
    ),
    Place(
        "delegations:bodies",
        "building-bank",
        _("Tổ chức đảng"),
        _("Tổ chức"),
        further=("desk:reforms", "exchange:home"),
    ),
    Place("meetings:list", "users", _("Họp")),
    Place("obligations:worklist", "list-check", _("Việc phải làm"), _("Phải làm"), counted=True),
    Place("reports:board", "report", _("Báo cáo, đề xuất"), gap=True, further=("reports:submissions",)),
    Place("delegations:matrix", "grid-dots", _("Quy chế")),
    Place("delegations:documents", "books", _("Văn bản"), further=("desk:papers",)),
    Place("delegations:directory", "address-book", _("Danh bạ")),
    Place("desk:month", "calendar", _("Lịch")),
    Place("reminders:log", "bell-ringing", _("Nhắc việc"), roles=OFFICE, gap=True),
    Place("obligations:rules", "gavel", _("Quy định")),
    Place("desk:settings", "settings", _("Quản trị"), roles=(Role.ADMINISTRATOR,)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give templates `navigation`, the places for this user, put together only where they are shown."""
    return {"navigation": SimpleLazyObject(lambda: places_for(request))}


def places_for(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the places that the user may go to: address (with the day looked at), icon, labels, whether the
    page is in it; a leader's overview comes first. No query."""
    role = getattr(getattr(request, "user", None), "role", "")
    here, day = _first_part(request.path), ngay({"request": request})
    places = [
        {
            "url": _address(place.name) + ("" if place.of_now else day),
            "icon": place.icon,
            "label": place.label,
            "short": place.short or place.label,
        }
        | {
            "gap": place.gap,
            "counted": place.counted,
            "here": any(here == _first_part(_address(name)) for name in (place.name, *place.further)),
        }
        for place in PLACES
        if (not place.roles or role in place.roles)
        and (role != Role.READER or may_look_at(request.user, place.name))  # type: ignore[arg-type]
    ]
    return [places[1], places[0], *places[2:]] if role == Role.LEADER else places


@functools.cache
def _address(name: str) -> str:
    """Return the address of a name: it is asked for twenty times a page."""
    return reverse(name)


def _first_part(path: str) -> str:
    """Return what stands between the first two slashes of a path."""
    return path.split("/", 2)[1]

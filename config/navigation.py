"""The navigation: the product's places in the order of the office's work, by the names of their addresses."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.templatetags.nennep import ngay


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


OFFICE = (Role.STAFF, Role.LEADER, Role.ADMINISTRATOR)
# The first five are the bottom bar of a phone.
PLACES = (
    Place(
        "desk:overview",
        "layout-dashboard",
        _("Tổng quan"),
        further=("desk:brief", "desk:directions", "desk:reviews"),
    ),
    Place("delegations:bodies", "building-bank", _("Tổ chức đảng"), _("Tổ chức")),
    Place("meetings:list", "users", _("Họp")),
    Place("reports:board", "report", _("Báo cáo")),
    Place("obligations:worklist", "list-check", _("Cần xử lý"), counted=True),
    Place("delegations:matrix", "grid-dots", _("Ma trận phối hợp"), gap=True),
    Place("reports:submissions", "send", _("Đề xuất")),
    Place("reminders:log", "bell", _("Nhắc việc"), roles=OFFICE),
    Place("desk:month", "calendar", _("Lịch")),
    Place("delegations:directory", "address-book", _("Danh bạ")),
    Place("delegations:documents", "books", _("Văn bản")),
    Place("obligations:rules", "gavel", _("Quy định theo dõi"), gap=True),
    Place("obligations:lookup", "history", _("Tra cứu")),
    Place(
        "exchange:home", "database-import", _("Nhập, xuất dữ liệu"), roles=(Role.STAFF, Role.ADMINISTRATOR)
    ),
    Place("desk:settings", "settings", _("Quản trị"), roles=(Role.ADMINISTRATOR,)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give templates `navigation`, the places for this user, put together only where they are shown."""
    return {"navigation": SimpleLazyObject(lambda: places_for(request))}


def places_for(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the places that the user may go to: address (with the day looked at), icon, labels, whether the
    page is in it. No query."""
    role = getattr(getattr(request, "user", None), "role", "")
    here, day = _first_part(request.path), ngay({"request": request})
    return [
        {
            "url": reverse(place.name) + day,
            "icon": place.icon,
            "label": place.label,
            "short": place.short or place.label,
        }
        | {
            "gap": place.gap,
            "counted": place.counted,
            "here": here in {_first_part(reverse(name)) for name in (place.name, *place.further)},
        }
        for place in PLACES
        if not place.roles or role in place.roles
    ]


def _first_part(path: str) -> str:
    """Return what stands between the first two slashes of a path: nothing for the overview's own."""
    return path.split("/", 2)[1]

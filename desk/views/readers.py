"""What a reader (Ban Tổ chức, Uỷ ban Kiểm tra) reaches: chosen parts of the product, and nothing to write.

One gate before every page, so that no page need think of it: which part a page belongs to is the table of the
manual's places, which has all of them.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.enums import Area
from accounts.models import User
from accounts.permissions import check_can_write
from desk.documents import help_places

# What everybody has: their own account, the way home, the manual.
_OWN = ("account_", "mfa_", "choose_", "desk:home", "desk:help", "desk:pulse", "obligations:heartbeat")
# These find records of every part.
_OF_ALL_PARTS = ("desk:search",)
_SAFE = {"GET", "HEAD", "OPTIONS"}


def may_look_at(user: User, view_name: str) -> bool:
    """Return whether the address of that name is in a part that the reader was given."""
    if view_name.startswith(_OWN):
        return True
    if view_name.startswith(_OF_ALL_PARTS):
        return set(Area.values) <= set(user.areas)
    place = help_places.place_of(view_name)
    return place is not None and place.chapter in user.areas


class ReaderMiddleware:
    """Lets a reader look at the parts that were chosen, and write nowhere but in their own account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> None:
        user = request.user
        if not isinstance(user, User) or not user.only_reads() or not getattr(view, "login_required", True):
            return
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not may_look_at(user, name):
            raise Http404(_("Phần này không nằm trong phạm vi được xem."))
        if request.method not in _SAFE and not name.startswith(("account_", "mfa_", "choose_")):
            check_can_write(user)

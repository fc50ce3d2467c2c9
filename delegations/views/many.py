"""What is done with many bodies at once: each act is a page of its own, which takes bodies by number."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_facts
from core.addresses import reverse
from core.lists import CHOSEN, chosen, list_address
from delegations.forms.bodies import BodyFilter
from delegations.queries import trees
from delegations.views.bodies import body_rows

MOST = 200
"""So many bodies go into one address: a server takes no longer one."""


@require_safe
def plan(request: UserRequest) -> HttpResponse:
    """Go to the plan of a year for the bodies that are chosen in the list."""
    return _hand_on(request, "desk:plan-year")


@require_safe
def remind(request: UserRequest) -> HttpResponse:
    """Go to the preview of mails about what the chosen bodies are late with."""
    return _hand_on(request, "obligations:remind-bodies")


def _hand_on(request: UserRequest, name: str) -> HttpResponse:
    """Redirect to a page that takes bodies by their numbers, and knows no filters of the list."""
    check_can_edit_facts(request.user)
    rows = chosen(request, body_rows(request, BodyFilter(request.GET, by=request.user), trees.tree()))
    keys = [body.pk for body in rows]
    if not keys:
        messages.error(request, _("Chưa chọn dòng nào. Đánh dấu các dòng cần làm rồi bấm lại."))
        return redirect(list_address(request, reverse("delegations:bodies")))
    if len(keys) > MOST:
        words = _("Đang chọn %(n)s tổ chức; đây là %(most)s tổ chức đầu. Làm xong thì chọn tiếp.")
        messages.warning(request, words % {"n": len(keys), "most": MOST})
    return redirect(f"{reverse(name)}?{urlencode({CHOSEN: keys[:MOST]}, doseq=True)}")

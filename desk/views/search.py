"""The search over everything: a page, and the short list under the search box while one types."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.models import User, UserRequest
from core.dates import requested_day
from core.htmx import page
from core.lists import paged
from core.text import normalise
from desk.queries import search

LONGEST = 100


@require_safe
def find(request: UserRequest) -> HttpResponse:
    """Show what holds every word of `?q=`; with `?loai=` all records of one kind, in pages."""
    user = request.user
    assert isinstance(user, User)
    text = normalise(request.GET.get("q", "").replace("\x00", ""))[:LONGEST]
    context: dict[str, object] = {
        "text": text,
        "too_short": 0 < len(text) < search.SHORTEST,
        "shortest": search.SHORTEST,
    }
    wanted = request.GET.get("loai", "")
    if wanted:
        kind = next((kind for kind in search.KINDS if kind.key == wanted), None)
        if kind is None:
            raise Http404
        rows = paged(request, search.found(kind, text, user=user)) if len(text) >= search.SHORTEST else None
        context |= {
            "kind": kind,
            "page": rows,
            "hits": list(kind.hits(rows, requested_day(request))) if rows else [],
        }
    elif len(text) >= search.SHORTEST:
        context["groups"] = search.everywhere(text, user=user, on=requested_day(request))
    return page(request, "desk/search.html", context, partial="hits")

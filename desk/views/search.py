"""The search over everything: a page, and what the palette shows while one types."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.models import User, UserRequest
from core.dates import requested_day
from core.htmx import page
from core.lists import paged
from core.text import normalise
from desk.queries import palette, search

LONGEST = 100


@require_safe
def find(request: UserRequest) -> HttpResponse:
    """Show what holds every word of `?q=`, and the pages and acts that its words name; with `?loai=` all
    records of one kind, in pages."""
    assert isinstance(request.user, User)
    text = normalise(request.GET.get("q", "").replace("\x00", ""))[:LONGEST]
    asked = search.asked(text, user=request.user, on=requested_day(request))
    context: dict[str, object] = {"text": text, "asked": asked, "shortest": search.SHORTEST}
    if wanted := request.GET.get("loai", ""):
        kind = next((kind for kind in search.KINDS if kind.key == wanted), None)
        if kind is None:
            raise Http404
        rows = paged(request, search.found(kind, asked)) if asked.words else None
        context |= {"kind": kind, "page": rows, "hits": [kind.hit(words) for words in rows or ()]}
        return page(request, "desk/search.html", context)
    context["groups"] = search.together(palette.named(asked), search.everywhere(asked), text)
    return page(request, "desk/search.html", context, partial="hits")

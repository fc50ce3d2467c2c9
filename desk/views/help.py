"""Trợ giúp: the manual in the application, its contents, one chapter, one part beside the page."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core.htmx import asks_for_fragment, page
from core.text import normalise
from desk.documents import help_places, manual

LONGEST = 100


@require_safe
def contents(request: UserRequest) -> HttpResponse:
    """Show the chapters, the user's own first; with `?tim=` the parts that hold the words."""
    text = normalise(request.GET.get("tim", "").replace("\x00", ""))[:LONGEST]
    own = help_places.own_chapter(request.user.role)
    rows = sorted(manual.chapters().values(), key=lambda chapter: chapter.slug != own)
    context = {"chapters": rows, "own": own, "text": text, "hits": manual.search(text) if text else []}
    return page(request, "desk/help.html", context, partial="contents")


@require_safe
def chapter(request: UserRequest, slug: str) -> HttpResponse:
    """Show a chapter; beside a page only the part that `?phan=` names."""
    found = manual.chapters().get(slug)
    if found is None:
        raise Http404
    part = found.part(request.GET.get("phan", ""))
    if asks_for_fragment(request) and part is None:
        part = found.parts[0]
    context = {"chapter": found, "part": part, "chapters": manual.chapters().values()}
    return page(request, "desk/help_chapter.html", context, partial="panel")

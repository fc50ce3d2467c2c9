"""Where the help of this page is, and the card of the first tour, for the shell. No query."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.template import Library

from core.addresses import reverse
from desk.documents import help_places, tour

register = Library()


@register.simple_tag(takes_context=True)
def help_addresses(context: Mapping[str, Any]) -> dict[str, str]:
    """The part of the manual that belongs to this page, the contents where none does: `beside` the page for
    htmx (which takes no anchor), and as a `page`."""
    match = getattr(context.get("request"), "resolver_match", None)
    place = help_places.place_of(match.view_name) if match else None
    if place is None:
        contents = reverse("desk:help-contents")
        return {"beside": contents, "page": contents}
    anchor = quote(place.anchor)
    beside = f"{reverse('desk:help', args=[place.chapter])}?phan={anchor}"
    return {"beside": beside, "page": f"{beside}#{anchor}"}


@register.simple_tag(takes_context=True)
def tour_card(context: Mapping[str, Any]) -> tour.Card | None:
    """The step of the tour that the address asks for on this page."""
    request = context["request"]
    number = request.GET.get(tour.PARAMETER)
    return tour.card(request.user.role, request.resolver_match.view_name, number) if number else None


@register.simple_tag(takes_context=True)
def tour_offered(context: Mapping[str, Any]) -> bool:
    """Whether the tour offers itself here: on the page where it begins, until it was ended once."""
    request = context["request"]
    first = tour.steps_for(request.user.role)[0].place
    if request.user.only_reads():
        return False  # of the parts that a reader has, the tours show few
    return request.user.tour_ended_at is None and request.resolver_match.view_name == first

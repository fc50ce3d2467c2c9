"""Addresses within the overview for templates."""

from collections.abc import Mapping
from typing import Any

from django.template import Library

register = Library()


@register.simple_tag(takes_context=True)
def heat_page(context: Mapping[str, Any], number: int) -> str:
    """This page's query string with another page of the heat map, the list of findings staying where it
    is."""
    query = context["request"].GET.copy()
    query["trang-ban-do"] = str(number)
    return "?" + query.urlencode()

"""Dữ liệu mở: the page of what programs may read, made from the OpenAPI document, so that page and answers
agree."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import TokenScope
from accounts.models import UserRequest
from accounts.services import tokens
from core.dates import requested_day
from exchange.permissions import can_exchange
from exchange.views.api.description import openapi


class Endpoint(NamedTuple):
    """An address of the open data as the page describes it."""

    path: str
    summary: str
    scopes: str
    example: str
    parameters: list[dict[str, Any]]


@require_safe
def page(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    groups: dict[str, list[Endpoint]] = {}
    for path, methods in openapi()["paths"].items():
        operation = methods["get"]
        groups.setdefault(operation["tags"][0], []).append(_endpoint(path, operation))
    context = {
        "groups": groups,
        "on": on,
        "site": settings.SITE_URL,
        "scopes": TokenScope.choices,
        "limit": settings.OPEN_DATA_REQUESTS,
        "minutes": int(tokens.WINDOW.total_seconds()) // 60,
        "may_exchange": can_exchange(request.user),
    }
    return render(request, "exchange/open_data.html", context)


def _endpoint(path: str, operation: Mapping[str, Any]) -> Endpoint:
    parameters = [_parameter(found) for found in operation["parameters"]]
    names = {found["name"] for found in parameters}
    example = "" if "{" in path else f"{path}?per_page=5" if "per_page" in names else path
    return Endpoint(path, operation["summary"], operation["description"], example, parameters)


def _parameter(found: Mapping[str, Any]) -> dict[str, Any]:
    schema = found["schema"]
    inner = schema.get("items", schema)
    return {
        "name": found["name"],
        "description": found.get("description", ""),
        "values": inner.get("enum", []),
        "default": schema.get("default") if schema.get("default") not in ("", [], None) else "",
        "in_path": found["in"] == "path",
    }

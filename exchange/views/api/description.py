"""The OpenAPI document, for readers only: it holds no record, but a stranger has no use for it."""

import json
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse

from accounts.models import UserRequest
from exchange.views.api.gate import NO_ADDRESS, PROBLEM, reader_of
from exchange.views.api.operations import api

ROOT = "api/v1/"


@lru_cache(maxsize=1)
def openapi() -> dict[str, Any]:
    """Return the document. Refusals in it have the media type that they come with, and only what answers
    refer to is described."""
    described: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=ROOT)))
    for path in described["paths"].values():
        for status, answer in path["get"]["responses"].items():
            if int(status) >= 400:
                answer["content"] = {PROBLEM: answer["content"]["application/json"]}
    schemas = described["components"]["schemas"]
    for name in [name for name in schemas if name.endswith("Parameters") or name == "OnDay"]:
        del schemas[name]
    return described


def document(request: UserRequest) -> HttpResponse:
    reader_of(request)
    return JsonResponse(openapi(), json_dumps_params={"ensure_ascii": False})


def nothing(request: UserRequest, **_rest: Any) -> HttpResponse:
    """Answer an address that is none, so that programs get JSON there too; strangers learn no more than
    anywhere else."""
    reader_of(request)
    raise Http404(NO_ADDRESS)

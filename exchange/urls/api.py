"""Addresses under /api/v1/, without a slash at their end. Each stands behind the gate."""

from django.urls import URLPattern, path, re_path

from exchange.views.api import description
from exchange.views.api.gate import gate
from exchange.views.api.operations import api

app_name = "api"
_operations = [
    pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"
]
urlpatterns = [
    path("openapi.json", gate(description.document), name="openapi"),
    *(path(str(pattern.pattern), gate(pattern.callback), name=pattern.name) for pattern in _operations),
    re_path(r"^.*$", gate(description.nothing), name="nothing"),
]

"""Showing a mail's HTML inside a page."""

from collections.abc import Callable
from typing import Any

from csp.decorators import csp
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe


def as_a_mail(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Decorate a view that answers a mail's HTML, so that a frame shows it as a mail program does: its own
    styles, no script, nothing from elsewhere."""
    policy = {
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "frame-ancestors": ["'self'"],
        "sandbox": ["allow-popups"],
    }
    framed: Any = csp(policy)(view)
    return require_safe(xframe_options_sameorigin(framed))

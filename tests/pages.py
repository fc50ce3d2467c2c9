"""Reading pages without depending on how their templates are laid out."""

import re
from typing import Any

from django import test
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from accounts.services.sessions import SessionStore

_BLOCKS = "div|section|article|header|footer|nav|main|aside|ul|ol|li|table|thead|tbody|tfoot|tr|td|th|caption"
_BLOCKS += "|p|h[1-6]|dl|dt|dd|form|fieldset|legend|details|summary|figure|hr|body|html|head|meta|link"
_BESIDE_BLOCK = re.compile(rf" ?(</?(?:{_BLOCKS})(?: [^<>]*)?>) ?")
_AS_TYPED = re.compile(r"(<(textarea|pre|script)\b.*?</\2>)", re.S)


def tight(html: str) -> str:
    """Return the page as a browser takes its white space: one blank for many, none at the edges of blocks."""
    parts = _AS_TYPED.split(html)
    # Every third part is text; then comes what stays as it was typed, then the name of its tag.
    return "".join(
        _tight(part) if place % 3 == 0 else part for place, part in enumerate(parts) if place % 3 != 2
    )


def _tight(html: str) -> str:
    return _BESIDE_BLOCK.sub(r"\1", re.sub(r"\s+", " ", html))


class Client(test.Client):
    """A client that reads pages as a browser takes their white space."""

    def force_login(self, user: Any, backend: str | None = None) -> None:
        """Log in with one new session; Django's own makes, loads and throws away another before it."""
        entry = HttpRequest()
        entry.session = SessionStore()
        login(entry, user, backend or settings.AUTHENTICATION_BACKENDS[0])
        entry.session.save()
        self._set_login_cookies(entry)  # type: ignore[attr-defined]  # left out by the stubs

    def request(self, **request: Any) -> Any:
        answer: Any = super().request(**request)
        if not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/html"):
            answer.content = tight(answer.content.decode()).encode()
        return answer

"""Characters that no text can keep are made harmless at the door: the database and Word files refuse them,
people never type them."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

# NUL and halves of a character: what carries them is damaged, and stays so to the eye, so that nothing takes
# it for something else.
_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")
_DAMAGED = "\ufffd"
# What is copied out of a PDF or a Word table brings such marks unseen; some stood for the end of a line or of
# half a word.
_UNSEEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_STOOD_FOR = {"\x0b": "\n", "\x0c": "\n", "\x1e": "-"}
_EITHER = re.compile(f"{_IMPOSSIBLE.pattern}|{_UNSEEN.pattern}")


class CharactersMiddleware:
    """Cleans the path, the cookies and every name and value that is asked or posted, before any view reads
    them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path, request.path_info = clean(request.path), clean(request.path_info)
        request.COOKIES = {name: clean(value) for name, value in request.COOKIES.items()}
        request.GET = _cleaned(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_what: object) -> None:
        if request.method == "POST":
            request.POST = _cleaned(request.POST)  # type: ignore[assignment]


def clean(text: str) -> str:
    """Return the text as it can be kept: an impossible character becomes �, an unseen control mark goes; line
    breaks and tabs stay."""
    if not _EITHER.search(text):
        return text
    return _UNSEEN.sub(lambda mark: _STOOD_FOR.get(mark[0], ""), _IMPOSSIBLE.sub(_DAMAGED, text))


def _cleaned(values: QueryDict) -> QueryDict:
    """Return the values cleaned: the same object where there is nothing to clean."""
    texts = (text for name, found in values.lists() for text in (name, *found) if isinstance(text, str))
    if not any(_EITHER.search(text) for text in texts):
        return values
    kept = QueryDict(mutable=True)
    for name, found in values.lists():
        kept.setlist(clean(name), [clean(text) if isinstance(text, str) else text for text in found])
    kept._mutable = False
    return kept

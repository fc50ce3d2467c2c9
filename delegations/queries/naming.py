"""Whom a typed name means among the people of the directory."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from core.text import fold, same_name
from delegations.models import Person
from delegations.queries.people import directory
from records.querysets import contains_all_words

_WITH_CODE = re.compile(r"^(?P<name>.*)\((?P<code>[^()]+)\)\s*$")
_SHORT = 2
"""Up to so many words may be half a name."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a name means: the one `person`, or those of like name among whom one chooses (`alike`). With
    neither nobody is called so; with `new_first` somebody new is meant unless one of `alike` is chosen."""

    person: Person | None = None
    alike: tuple[Person, ...] = ()
    new_first: bool = False


def named(texts: Collection[str], *, user: Any, day: dt.date) -> dict[str, Named]:
    """Return whom each of the texts means: a name, half a name, or a name with the code in brackets. Two
    queries, however many names."""
    wanted = {text: _parts(text) for text in texts if text.strip()}
    condition = Q(pk__in=())
    for name, code in wanted.values():
        condition |= Q(code__iexact=code) if code else contains_all_words(name, "search_text")
    people = list(directory(user, day).filter(condition).order_by("sort_key", "code"))
    return {text: _one(name, code, people) for text, (name, code) in wanted.items()}


def _parts(text: str) -> tuple[str, str]:
    match = _WITH_CODE.match(text.strip())
    if match:
        return match["name"].strip(), match["code"].strip()
    is_code = any(map(str.isdigit, text)) and len(text.split()) == 1
    return text.strip(), text.strip() if is_code else ""


def _one(name: str, code: str, people: Collection[Person]) -> Named:
    if code:
        found = [person for person in people if person.code.lower() == code.lower()]
        return Named(person=found[0]) if len(found) == 1 else Named(alike=tuple(found))
    exact = [person for person in people if same_name(person.full_name) == same_name(name)]
    if exact:
        return Named(person=exact[0]) if len(exact) == 1 else Named(alike=tuple(exact))
    is_plain = fold(name) == name.lower()
    called = [person for person in people if fold(person.full_name) == fold(name)]
    if called and not is_plain:
        return Named(alike=tuple(called), new_first=True)  # Ân and An are two names
    words = set(fold(name).split())
    if not called and (is_plain or len(words) <= _SHORT):
        called = [person for person in people if words <= set(fold(person.full_name).split())]
    if is_plain or len(words) < _SHORT:
        return Named(person=called[0]) if len(called) == 1 else Named(alike=tuple(called))
    return Named(alike=tuple(called), new_first=True)

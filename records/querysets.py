"""Query sets of records: those that can be searched, and those that a user sees through bodies."""

import datetime as dt
from collections.abc import Collection
from typing import Any, Protocol, Self, TypeVar

from django.db import models
from django.db.models import Q

from core.text import fold, word_pattern

Record = TypeVar("Record", bound=models.Model)
OF_BODY = ("body__search_text",)
"""What is searched of a record's body; it ends with the initials of the body's name."""


class ScopedUser(Protocol):
    """A user of the records, as far as this package needs to know one: `accounts.User`."""

    def bodies_in_scope(self) -> Any:
        """Return the keys of the bodies that the user may see, as a subquery; None means all."""


def holds(column: str, word: str, *, initials: bool = False) -> Q:
    """Return the condition that a folded column has a word, as `core.text.has_word` says it of a text."""
    return Q((f"{column}__regex", word_pattern(word, initials=initials, begins=r"\m")))


def contains_all_words(text: str, *columns: str, initials: Collection[str] = OF_BODY) -> Q:
    """Return the condition that every word of the text begins a word in one of the folded columns, blind to
    accents and case; `initials` are the columns that end with those of a name."""
    condition = Q()
    for word in fold(text).split():
        held = (holds(column, word, initials=column in initials) for column in columns)
        condition &= Q(*held, _connector=Q.OR)
    return condition


class Searched(models.QuerySet[Record]):
    """Records that can be searched by words."""

    searched: tuple[str, ...] = ("search_text",)
    """The columns to search, which hold folded text (`core.text.fold`)."""
    initials: tuple[str, ...] = OF_BODY
    """Those of them that end with the initials of a name."""

    def matching(self, text: str) -> Self:
        """Keep records that contain every word of the text, blind to accents and case."""
        return self.filter(contains_all_words(text, *self.searched, initials=self.initials))


class InScope(Searched[Record]):
    """Records that a user sees because of the bodies they belong to."""

    body = "body"
    """The lookup path from a record to its body."""

    def visible_to(self, user: ScopedUser) -> Self:
        """Keep what the user may see: a body's secretary the records of the bodies granted, others all."""
        bodies = user.bodies_in_scope()
        return self if bodies is None else self.touching(bodies)

    def touching(self, bodies: Any) -> Self:
        """Keep the records of these bodies; a query set whose records belong to several bodies overrides
        this."""
        return self.filter(**{f"{self.body}__in": bodies})


class OfBody(InScope[Record]):
    """Records of one body, which the body's name finds too, and of a day."""

    searched = ("search_text", *OF_BODY)
    date_field: str
    """The column with the day from which on a record exists."""

    def of_body(self, body: models.Model) -> Self:
        return self.filter(body=body)

    def existing_on(self, day: dt.date) -> Self:
        """Keep the records that existed by the day."""
        return self.filter(**{f"{self.date_field}__lte": day})

"""Query sets of records: those that are searched, and those that lie in the scope of bodies."""

import datetime as dt
from typing import Any, Protocol, Self, TypeVar

from django.db import models
from django.db.models import Q

from core.text import fold

Record = TypeVar("Record", bound=models.Model)


class Viewer(Protocol):
    """Who looks at records; `accounts.User` is one."""

    def bodies_in_scope(self) -> Any:
        """Return the keys of the bodies that may be seen, as a subquery; None means all."""


def holds_all_words(text: str, *columns: str) -> Q:
    """Return the condition that every word of the text is in one of the folded columns, blind to accents and
    case."""
    condition = Q()
    for word in fold(text).split():
        condition &= Q(*((f"{column}__contains", word) for column in columns), _connector=Q.OR)
    return condition


class Searched(models.QuerySet[Record]):
    """Records that are found by their words."""

    searched: tuple[str, ...] = ("search_text",)
    """The folded columns that hold the words."""

    def matching(self, text: str) -> Self:
        """Keep records that hold every word of the text, blind to accents and case."""
        return self.filter(holds_all_words(text, *self.searched))


class InScope(Searched[Record]):
    """Records that somebody sees because of the bodies they touch."""

    body = "body"
    """The way from a record to its body."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep what the viewer may see: a body's secretary what touches the bodies granted, others all."""
        bodies = viewer.bodies_in_scope()
        return self if bodies is None else self.touching(bodies)

    def touching(self, bodies: Any) -> Self:
        """Keep the records of these bodies; records that touch several bodies ask in their own way."""
        return self.filter(**{f"{self.body}__in": bodies})


class OfBody(InScope[Record]):
    """Records of one body: found by the body's words too, and recorded for a day."""

    searched = ("search_text", "body__search_text")
    dated: str
    """The day on which a record came to be."""

    def of_body(self, body: models.Model) -> Self:
        return self.filter(body=body)

    def known_on(self, day: dt.date) -> Self:
        """Keep the records that were there by the day."""
        return self.filter(**{f"{self.dated}__lte": day})

"""What the bodies speak of: the agenda's themes in the twelve months before a day, beside the average of all
bodies shown."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import TruncQuarter

from accounts.models import User
from desk.queries import overview
from desk.queries.periods import year_before
from meetings.enums import MeetingStatus, Theme
from meetings.models import AgendaItem

FEW = 6
"""Of fewer items than so many the shares say little."""


class Part(NamedTuple):
    """A theme's items and their share; `more` is the share beyond the average in points of a hundred. `left`
    and `width` draw it, of 100."""

    theme: str
    title: str
    number: int
    share: float
    more: int
    left: float
    width: float

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


class Mix(NamedTuple):
    """What was spoken of: in a body, in a quarter, or by all."""

    code: str
    name: str
    total: int
    parts: list[Part]

    @property
    def is_small(self) -> bool:
        return self.total < FEW

    @property
    def never(self) -> list[str]:
        """The themes that never stood on an agenda; nothing is said of who has no agenda recorded."""
        return (
            [part.title for part in self.parts if not part.number and part.theme != Theme.OTHER]
            if self.total
            else []
        )


@dataclass(frozen=True, slots=True)
class Themes:
    first: dt.date
    average: Mix
    bodies: list[Mix]
    quarters: list[Mix]

    @property
    def unrecorded(self) -> int:
        return sum(not mix.total for mix in self.bodies)


def themes(user: User, *, on: dt.date, kind_ids: tuple[int, ...], body_code: str = "") -> Themes:
    """Return the mix of every body that stands on the day, in protocol order, and of each quarter: three
    queries.

    With `body_code` of that body alone, beside the same average of all.
    """
    first = year_before(on) + dt.timedelta(days=1)
    bodies = {
        pk: (code, name)
        for pk, code, name in overview.bodies(user, on, kind_ids).values_list("pk", "code", "name")
    }
    items = AgendaItem.objects.filter(
        meeting__body__in=bodies, meeting__status=MeetingStatus.HELD, meeting__held_on__range=(first, on)
    )
    by_body: dict[int, Counter[str]] = defaultdict(Counter)
    for body, theme, number in items.values_list("meeting__body", "theme").annotate(n=Count("id")).order_by():
        by_body[body][theme] += number
    by_quarter: dict[dt.date, Counter[str]] = defaultdict(Counter)
    of_quarters = items.filter(meeting__body__code=body_code) if body_code else items
    for quarter, theme, number in (
        of_quarters.annotate(q=TruncQuarter("meeting__held_on"))
        .values_list("q", "theme")
        .annotate(n=Count("id"))
        .order_by()
    ):
        by_quarter[quarter][theme] += number
    whole = sum(by_body.values(), Counter[str]())
    average = _mix("", "", whole, whole)
    return Themes(
        first,
        average,
        [_mix(*words, by_body[pk], whole) for pk, words in bodies.items() if body_code in ("", words[0])],
        [_mix(f"{q.year}-Q{(q.month + 2) // 3}", "", by_quarter[q], whole) for q in sorted(by_quarter)],
    )


def _mix(code: str, name: str, counts: Counter[str], whole: Counter[str]) -> Mix:
    total, everything, left, parts = counts.total(), whole.total(), 0.0, []
    for theme in Theme:
        share = counts[theme.value] / total if total else 0.0
        usual = whole[theme.value] / everything if everything else 0.0
        parts.append(
            Part(
                theme.value,
                str(theme.label),
                counts[theme.value],
                share,
                round((share - usual) * 100),
                round(left, 2),
                round(share * 100, 2),
            )
        )
        left += share * 100
    return Mix(code, name, total, parts)

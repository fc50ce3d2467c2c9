"""A body's life laid out as a picture: seats down, time across. Plain numbers for an SVG template."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.dates import day as day_text
from delegations.queries.timeline import Life, vacancies

WIDTH, LEFT, RIGHT = 1120, 190, 12
TOP, ROW, BAR = 46, 30, 20


@dataclass(frozen=True)
class Bar:
    """A span drawn as a box; `kind` names its look: held, vacant, regulation, closed."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    label: str
    title: str


@dataclass(frozen=True)
class Marker:
    """An upright line: a year, an event, the day looked at."""

    kind: str
    x: float
    label: str
    title: str
    label_y: float = 14


@dataclass(frozen=True)
class Label:
    y: float
    text: str
    below: str


@dataclass
class Picture:
    """Everything the template draws, in pixels of its own view box."""

    width: int
    height: int
    left: int
    first: dt.date
    last: dt.date
    labels: list[Label] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    lines: list[Marker] = field(default_factory=list)
    body_top: int = TOP


def picture(
    life: Life, *, today: dt.date, first: dt.date | None = None, last: dt.date | None = None
) -> Picture:
    """Return the layout of a body's life between two days (default: its whole life up to half a year ahead,
    at most 12 years)."""
    start = first or max(_first_day(life), dt.date(today.year - 11, 1, 1))
    end = last or max(
        start + dt.timedelta(days=180), min(life.body.last_day or dt.date.max, today + dt.timedelta(days=180))
    )
    rows = len(life.seats) + 1
    drawn = Picture(WIDTH, TOP + rows * ROW + 14, LEFT, start, end)
    scale = _Scale(start, end)
    drawn.lines += [
        _year(scale, year) for year in range(start.year, end.year + 1) if start <= dt.date(year, 1, 1) <= end
    ]
    for place, seat in enumerate(life.seats):
        y = TOP + place * ROW
        drawn.labels.append(
            Label(y + 13, f"{seat.get_role_display()} · {seat.code}", seat.office.name if seat.office else "")
        )
        for membership in seat.memberships.all():
            words = f"{membership.person.full_name}: {_span(membership.starts_on, membership.ends_on)}"
            drawn.bars += scale.bar(
                "held", y, membership.starts_on, membership.ends_on, membership.person.full_name, words
            )
        for gap_start, gap_end in vacancies(
            seat, first=start, last=min(end, max(today, start), life.body.last_day or end)
        ):
            words = _("Khuyết %(span)s, %(days)s ngày") % {
                "span": _span(gap_start, gap_end),
                "days": (gap_end - gap_start).days + 1,
            }
            drawn.bars += scale.bar("vacant", y, gap_start, gap_end, _("khuyết"), f"{seat.code}: {words}")
    y = TOP + len(life.seats) * ROW
    drawn.labels.append(Label(y + 13, _("Quy chế làm việc"), ""))
    for regulation in life.regulations:
        words = f"{regulation.number}: {_span(regulation.effective_on, regulation.lapses_on)}"
        drawn.bars += scale.bar(
            "regulation", y, regulation.effective_on, regulation.lapses_on, regulation.number, words
        )
    for touched in life.events:
        event = touched.event
        if start <= event.occurred_on <= end:
            drawn.lines.append(
                Marker(
                    "event",
                    scale.x(event.occurred_on),
                    str(event.get_kind_display()),
                    f"{event.name}, {day_text(event.occurred_on)}",
                    28,
                )
            )
    for day, words in ((life.body.founded_on, _("Thành lập")), (life.body.last_day, _("Kết thúc"))):
        if day is not None and start <= day <= end:
            drawn.lines.append(Marker("border", scale.x(day), words, f"{words} {day_text(day)}", 40))
    if start <= today <= end:
        drawn.lines.append(
            Marker("today", scale.x(today), "", _("Ngày đang xem %(day)s") % {"day": day_text(today)})
        )
    return drawn


class _Scale:
    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.first, self.last = first, last
        self.per_day = (WIDTH - LEFT - RIGHT) / max(1, (last - first).days + 1)

    def x(self, day: dt.date) -> float:
        return round(LEFT + (day - self.first).days * self.per_day, 1)

    def bar(
        self, kind: str, y: float, starts_on: dt.date, ends_on: dt.date | None, label: str, title: str
    ) -> list[Bar]:
        """Return the part of a span that lies in the picture; the label is cut to what fits."""
        start, end = max(starts_on, self.first), min(ends_on or self.last, self.last)
        if start > end:
            return []
        width = round((end - start).days * self.per_day + self.per_day, 1)
        fits = int((width - 8) / 6.4)
        shown = (
            label
            if len(label) <= fits
            else (label.split(" ")[-1] if len(label.split(" ")[-1]) <= fits else "")
        )
        return [Bar(kind, self.x(start), y, max(1.5, width - 0.5), BAR, shown, title)]


def _year(scale: _Scale, year: int) -> Marker:
    return Marker("year", scale.x(dt.date(year, 1, 1)), str(year), str(year))


def _first_day(life: Life) -> dt.date:
    return min(
        [
            life.body.founded_on,
            *(seat.starts_on for seat in life.seats),
            *(row.effective_on for row in life.regulations),
        ]
    )


def _span(starts_on: dt.date, ends_on: dt.date | None) -> str:
    if ends_on is None:
        return _("từ %(first)s") % {"first": day_text(starts_on)}
    return f"{day_text(starts_on)} – {day_text(ends_on)}"

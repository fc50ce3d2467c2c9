"""What the database holds of the records that a workbook names, by natural key. Each kind of record costs one
query."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Max

from delegations.models import Body, BodyKind, CoordinationParty, Membership, Province
from exchange.importers.records import LINKS, RECORDS, Key
from meetings.models import Attendance
from obligations.models import DayOff
from reports.models import Report

# Above this many keys the whole table is read: one scan beats a list of parameters that long.
MOST_KEYS = 5_000


def _settled(value: Any, blank: Any) -> Any:
    """Return a stored value as a cell's kind gives it: no list, no None where the kind's blank is text."""
    if value is None:
        return blank
    return tuple(value) if isinstance(value, list) else value


class Existing:
    """The database as natural keys and plain values; remembers what it read."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[Key, int]] = {}
        self._last_place: int | None = None

    def ids(self, record: str) -> dict[Key, int]:
        """Return the primary key of every record of this kind by its natural key."""
        if record not in self._ids:
            spec = RECORDS[record]
            rows = spec.model._default_manager.values_list("pk", *(spec.path(name) for name in spec.key))
            self._ids[record] = {tuple(row[1:]): row[0] for row in rows.iterator(chunk_size=5_000)}
        return self._ids[record]

    def values(
        self, record: str, fields: Sequence[str], blanks: Sequence[Any], keys: Collection[Key]
    ) -> dict[Key, tuple[int, tuple[Any, ...]]]:
        """Return primary key and `fields` of the records with these keys."""
        spec = RECORDS[record]
        rows = spec.model._default_manager.values_list(
            "pk", *(spec.path(name) for name in (*spec.key, *fields))
        )
        firsts = {key[0] for key in keys}
        if len(firsts) <= MOST_KEYS:
            rows = rows.filter(**{f"{spec.path(spec.key[0])}__in": firsts})
        split = 1 + len(spec.key)
        found = {}
        for row in rows.iterator(chunk_size=5_000):
            key = tuple(row[1:split])
            if key in keys:
                found[key] = (
                    row[0],
                    tuple(_settled(value, blank) for value, blank in zip(row[split:], blanks, strict=True)),
                )
        return found

    def linked(self, link: str, sources: Collection[Key] | None) -> dict[Key, set[str]]:
        """Return the keys of the targets for each source key; None asks for all sources."""
        spec = LINKS[link]
        rows = spec.model._default_manager.values_list(*spec.source_key, spec.target_key)
        firsts = {key[0] for key in sources} if sources is not None else None
        if firsts is not None and len(firsts) <= MOST_KEYS:
            rows = rows.filter(**{f"{spec.source_key[0]}__in": firsts})
        found: dict[Key, set[str]] = {}
        for row in rows.iterator(chunk_size=5_000):
            found.setdefault(tuple(row[:-1]), set()).add(row[-1])
        return found

    def parties(self) -> dict[Key, tuple[tuple[str, str], ...]]:
        """Return the parties of every coordination regulation in order, each as (body code, name)."""
        found: dict[Key, list[tuple[str, str]]] = {}
        for number, code, name in CoordinationParty.objects.order_by("regulation", "position").values_list(
            "regulation__number", "body__code", "name"
        ):
            found.setdefault((number,), []).append((code or "", name))
        return {key: tuple(parties) for key, parties in found.items()}

    def reported(self, regimes: Collection[str]) -> set[str]:
        """Return those of the regimes, by code, that have a report. One query."""
        rows = Report.objects.filter(regime__code__in=regimes).values_list("regime__code", flat=True)
        return {str(code) for code in rows.distinct()}

    def last_place(self) -> int:
        """Return the last place of the protocol order that a body holds, 0 where there is none."""
        if self._last_place is None:
            self._last_place = Body.objects.aggregate(last=Max("position"))["last"] or 0
        return self._last_place

    def body_names(self) -> Iterable[tuple[str, str]]:
        return RECORDS["body"].model._default_manager.values_list("code", "name")

    def kinds(self) -> list[str]:
        return list(BodyKind.objects.values_list("name", flat=True))

    def province(self) -> Province | None:
        return Province.objects.first()

    def held(self, seats: Collection[str]) -> list[tuple[str, str, dt.date, dt.date | None]]:
        """Return the memberships of these seats as (person, seat, first day, last day)."""
        rows = Membership.objects.values_list("person__code", "seat__code", "starts_on", "ends_on")
        if len(seats) <= MOST_KEYS:
            rows = rows.filter(seat__code__in=seats)
        return [row for row in rows if row[1] in seats]

    def seats(self) -> dict[str, tuple[str, dt.date, dt.date | None]]:
        """Return body, first and last day of every seat."""
        rows = RECORDS["seat"].model._default_manager.values_list(
            "code", "body__code", "starts_on", "ends_on"
        )
        return {code: (body, first, last) for code, body, first, last in rows}

    def roll(self, meeting: str) -> set[str]:
        """Return the persons with a row of attendance at a meeting. One query."""
        return set(Attendance.objects.filter(meeting__code=meeting).values_list("person__code", flat=True))

    def days_off(self, years: Collection[int]) -> dict[dt.date, DayOff]:
        """Return every day off in these years."""
        found = DayOff.objects.filter(day__year__in=years).order_by("day") if years else ()
        return {one.day: one for one in found}

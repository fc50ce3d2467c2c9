"""The law of a kind of body: what a parameter is on a day, whether a rule applies on it, and who says so.

Three layers, of which the later beats the earlier: the files, the profiles that the office switched on, the
office's own rows, those of a kind before those of every kind.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any, NamedTuple

from rulebook.calendar import ONE_DAY, Steps


class LawError(Exception):
    """The law cannot be read, or does not say what is asked of it."""


class MissingLaw(LawError):
    """No value of the parameter is in force on the day."""


class DatedValue(NamedTuple):
    """A value of a parameter from `since` on; `profile` is "" for the law itself; `in_use` tells whether
    these profiles let it rule."""

    since: dt.date
    value: Any  # JSON-ready: int, or text such as "2/3"
    reference: str
    profile: str
    in_use: bool


class LawValue(NamedTuple):
    """A value that rules from a first day on, as `Law.value` gives it, and the article it rests on."""

    since: dt.date
    value: Any
    reference: str


class ParameterUse(NamedTuple):
    """A parameter value that a finding rests on, and where it comes from; `kind` is None for a value of the
    files, else the value is the office's: "" for every kind, or the kind of body that its row names."""

    name: str
    value: Any  # JSON-ready: int, or text such as "2/3"
    since: dt.date
    reference: str
    kind: str | None = None


class LawRow(NamedTuple):
    """A row by which the office sets the law for bodies of a kind ("": of every kind) from its first day to
    its last, if it has one, that day included.

    It is on a rule, and then `value` says `yes` or `no`, or on a parameter, and then `value` is written as
    `Law.read_value` reads it. The other of the two is "".
    """

    kind: str
    rule: str
    parameter: str
    value: str
    starts_on: dt.date
    ends_on: dt.date | None
    reference: str

    @property
    def applies(self) -> bool:
        return self.value == "yes"

    def covers(self, day: dt.date) -> bool:
        """Return whether the day is one of the row's."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Parameter(NamedTuple):
    """A parameter as the Rules screen shows it: its title in Vietnamese and English, its unit, every dated
    value, and the values that alone are possible (none named: all of its unit)."""

    name: str
    title: str
    english: str
    topic: str
    unit: str
    values: tuple[DatedValue, ...]
    among: tuple[Any, ...] = ()


class Value(NamedTuple):
    """A dated value as it was read: how a finding quotes it, what it means, and the profile that switches it
    on ("": the law itself)."""

    use: ParameterUse
    meaning: Any
    profile: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A parameter as it was read from its file."""

    name: str
    title: str
    english: str
    topic: str
    unit: str
    values: tuple[Value, ...]
    read: Callable[[str], tuple[Any, Any]]
    """Reads a value as the office writes it: how it is shown, and what it means. Raises LawError."""
    among: tuple[Any, ...]


class _Course(NamedTuple):
    """How a parameter runs: its values in force from each of the days on. Before the first of them the first
    one is taken for duties; for all else the law begins on `begins_on`."""

    begins_on: dt.date
    days: list[dt.date]
    uses: list[ParameterUse]
    meanings: list[Any]
    steps: Steps


class _Courses(dict[str, _Course]):
    """The courses of all parameters; one that no file has is a fault."""

    def __missing__(self, name: str) -> _Course:
        raise LawError(f"No law file has a parameter {name!r}.")


class Law:
    """The law of one kind of body under the profiles and rows of the office; `of_kind` gives that of another.

    That of the kind "" is what holds for every kind.
    """

    def __init__(
        self, entries: Iterable[Entry], profiles: tuple[str, ...], rows: tuple[LawRow, ...] = ()
    ) -> None:
        self._entries = {entry.name: entry for entry in entries}
        self.known_profiles = tuple(
            sorted(
                {value.profile for entry in self._entries.values() for value in entry.values if value.profile}
            )
        )
        self.profiles = profiles
        if unknown := set(profiles) - set(self.known_profiles):
            raise LawError(
                f"No law file knows the profile {', '.join(sorted(unknown))}. Known profiles:"
                f" {', '.join(self.known_profiles) or 'none'}."
            )
        self.kind = ""
        self.rows = rows
        self._files = {name: _course(_ruling(entry, profiles)) for name, entry in self._entries.items()}
        self._courses = self._with_own_rows()
        self._switches = self._switched()
        self._kinds = {"": self}

    def with_rows(self, rows: tuple[LawRow, ...]) -> "Law":
        """Return the same law under other rows of the office. Raises LawError for one on an unknown
        parameter, or with a value that it cannot have."""
        return Law(self._entries.values(), self.profiles, rows)

    def of_kind(self, kind: str) -> "Law":
        """Return the law of a kind of body."""
        found = self._kinds.get(kind)
        if found is None:
            found = self._kinds[kind] = copy(self)
            found.kind = kind
            found._courses = found._with_own_rows()
            found._switches = found._switched()
        return found

    def _own(self, rows: Iterable[LawRow]) -> list[LawRow]:
        return [row for row in rows if row.kind in ("", self.kind)]

    def _with_own_rows(self) -> _Courses:
        courses = _Courses(self._files)
        for name in {row.parameter for row in self._own(self.rows) if row.parameter}:
            own = [row for row in self._own(self.rows) if row.parameter == name]
            courses[name] = _amended(courses[name], own, self._entries[name].read)
        return courses

    def _switched(self) -> dict[str, tuple[list[dt.date], list[LawRow | None]]]:
        switches = {}
        for rule in {row.rule for row in self._own(self.rows) if row.rule}:
            own = [row for row in self._own(self.rows) if row.rule == rule]
            days = [dt.date.min, *_turns(own)]
            switches[rule] = days, [_deciding(own, day) for day in days]
        return switches

    @property
    def decided(self) -> Collection[str]:
        """The rules on which the office has any row; another one applies on every day."""
        return self._switches.keys()

    def applies(self, rule: str, day: dt.date) -> bool:
        """Return whether the rule applies to a duty that arose on the day."""
        switch = self._switches.get(rule)
        if switch is None:
            return True
        row = switch[1][bisect_right(switch[0], day) - 1]
        return row is None or row.applies

    def row_on(self, rule: str, day: dt.date) -> LawRow | None:
        """Return the office's row that decides whether the rule applies on the day; None: no row does, and it
        applies."""
        switch = self._switches.get(rule)
        return switch[1][bisect_right(switch[0], day) - 1] if switch else None

    def days_off(self, rule: str) -> list[tuple[dt.date, dt.date]]:
        """Return the first and last day of each span in which the rule does not apply."""
        days, rows = self._switches.get(rule, ([dt.date.min], [None]))
        ends = [day - dt.timedelta(days=1) for day in days[1:]] + [dt.date.max]
        return [
            (first, last)
            for first, last, row in zip(days, ends, rows, strict=True)
            if row and not row.applies
        ]

    def read_value(self, name: str, text: str) -> Any:
        """Return a parameter's value, written as the office writes it, as findings show it: a whole number,
        or text such as "2/3", "30/6", "free". Raises LawError for one that the parameter cannot have."""
        if name not in self._entries:
            raise LawError(f"No law file has a parameter {name!r}.")
        return self._entries[name].read(text)[0]

    def _index(self, name: str, day: dt.date) -> tuple[_Course, int]:
        course = self._courses[name]
        if day < course.begins_on:
            raise MissingLaw(
                f"{name}: no value is in force on {day}; the first one begins on {course.begins_on}. Add the"
                " older law to the file that holds it."
            )
        return course, _place(course.days, day)

    def value(self, name: str, day: dt.date) -> Any:
        """Return the value in force on the day: an int, a Fraction for a share or majority, (month, day) for
        a day of the year, a tuple of codes for a list of rules."""
        course, index = self._index(name, day)
        return course.meanings[index]

    def use(self, name: str, day: dt.date) -> ParameterUse:
        """Return the value in force on the day as a finding quotes it, with its first day and reference."""
        course, index = self._index(name, day)
        return course.uses[index]

    def measure(self, name: str, day: dt.date) -> Any:
        """Return the value that governs a duty that arose on the day, as it is reckoned with; a duty older
        than the law falls under the law's first value."""
        course = self._courses[name]
        days = course.days
        # The hot way: most duties arose under the latest law.
        return course.meanings[-1 if day >= days[-1] else _place(days, day)]

    def duty(self, name: str, day: dt.date) -> ParameterUse:
        """Return what governs a duty that arose on the day; as `measure`, but as a finding quotes it."""
        course = self._courses[name]
        days = course.days
        return course.uses[-1 if day >= days[-1] else _place(days, day)]

    def figure(self, name: str, day: dt.date) -> LawValue:
        """Return the value that governs a duty that arose on the day, with its article; as `duty`, but as the
        value is reckoned with."""
        course = self._courses[name]
        index = _place(course.days, day)
        use = course.uses[index]
        return LawValue(use.since, course.meanings[index], use.reference)

    def steps(self, name: str) -> Steps:
        """Return the whole course of a parameter as (first day, value), ascending; before the first day the
        first value is taken."""
        return self._courses[name].steps

    def largest(self, name: str) -> int:
        """Return the largest value that a whole-number parameter has on any day, for any kind of body."""
        values = [meaning for _, meaning in self._files[name].steps]
        own = [self._entries[name].read(row.value)[1] for row in self.rows if row.parameter == name]
        return max(values + own)

    def catalogue(self) -> tuple[Parameter, ...]:
        """Return every parameter with all dated values, profiles that are off included, in the order of files
        and lines."""
        return tuple(
            Parameter(
                entry.name,
                entry.title,
                entry.english,
                entry.topic,
                entry.unit,
                tuple(self._shown(entry.name, value) for value in entry.values),
                entry.among,
            )
            for entry in self._entries.values()
        )

    def _shown(self, name: str, value: Value) -> DatedValue:
        in_use = any(use is value.use for use in self._files[name].uses)
        return DatedValue(value.use.since, value.use.value, value.use.reference, value.profile, in_use)


def _ruling(entry: Entry, profiles: tuple[str, ...]) -> list[Value]:
    """A profile's values replace the law's from the day on which the profile's first one begins."""
    chosen = sorted((value for value in entry.values if value.profile in profiles), key=_since)
    if len({_since(value) for value in chosen}) < len(chosen):
        raise LawError(
            f"{entry.name}: two of the profiles {', '.join(profiles)} give a value from the same day on."
        )
    law = [
        value
        for value in entry.values
        if not value.profile and (not chosen or _since(value) < _since(chosen[0]))
    ]
    return law + chosen


def _since(value: Value) -> dt.date:
    return value.use.since


def _course(values: list[Value]) -> _Course:
    days = [_since(value) for value in values]
    meanings = [value.meaning for value in values]
    steps = tuple(zip(days, meanings, strict=True))
    return _Course(days[0], days, [value.use for value in values], meanings, steps)


def _place(days: list[dt.date], day: dt.date) -> int:
    """Return the place of the day that rules on this one: the latest by it, else the first of all."""
    if day >= days[-1]:
        return -1
    return max(bisect_right(days, day) - 1, 0)


def _turns(rows: Iterable[LawRow]) -> list[dt.date]:
    """Return the days on which another of the rows may decide."""
    days = {row.starts_on for row in rows}
    days |= {row.ends_on + ONE_DAY for row in rows if row.ends_on is not None and row.ends_on < dt.date.max}
    return sorted(days)


def _deciding(rows: Iterable[LawRow], day: dt.date) -> LawRow | None:
    """Return the row that decides on the day: one of the kind before one of every kind, then the latest."""
    covering = [row for row in rows if row.covers(day)]
    return max(covering, key=lambda row: (row.kind != "", row.starts_on), default=None)


def _amended(files: _Course, rows: list[LawRow], read: Callable[[str], tuple[Any, Any]]) -> _Course:
    """Return the course of a parameter with the office's rows laid over it."""
    values = [Value(files.uses[0], files.meanings[0], "")]
    days = [dt.date.min]
    for day in sorted({*files.days, *_turns(rows)}):
        if row := _deciding(rows, day):
            shown, meaning = read(row.value)
            use = ParameterUse(row.parameter, shown, row.starts_on, row.reference, row.kind)
            value = Value(use, meaning, "")
        else:
            place = _place(files.days, day)
            value = Value(files.uses[place], files.meanings[place], "")
        if value != values[-1]:
            values.append(value)
            days.append(day)
    meanings = [value.meaning for value in values]
    begins_on = min([files.begins_on, *[row.starts_on for row in rows]])
    uses = [value.use for value in values]
    return _Course(begins_on, days, uses, meanings, tuple(zip(days, meanings, strict=True)))

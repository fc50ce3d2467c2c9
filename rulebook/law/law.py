"""The law under an office's profiles: what a parameter is on a day, and every value that it had and will
have."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from rulebook.calendar import Steps


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
    """A parameter value that a finding rests on, and where it comes from."""

    name: str
    value: Any  # JSON-ready: int, or text such as "2/3"
    since: dt.date
    reference: str


class Parameter(NamedTuple):
    """A parameter as the Rules screen shows it: its title in Vietnamese and English, its unit and every dated
    value."""

    name: str
    title: str
    english: str
    topic: str
    unit: str
    values: tuple[DatedValue, ...]


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


class Law:
    """The law in force under the profiles that the office switched on."""

    def __init__(self, entries: Iterable[Entry], profiles: tuple[str, ...]) -> None:
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
        ruling = {name: _ruling(entry, profiles) for name, entry in self._entries.items()}
        self._days = {name: [value.use.since for value in values] for name, values in ruling.items()}
        self._uses = {name: [value.use for value in values] for name, values in ruling.items()}
        self._meanings = {name: [value.meaning for value in values] for name, values in ruling.items()}

    def _index(self, name: str, day: dt.date) -> int:
        try:
            days = self._days[name]
        except KeyError:
            raise LawError(f"No law file has a parameter {name!r}.") from None
        if day >= days[-1]:
            return -1
        if day < days[0]:
            raise MissingLaw(
                f"{name}: no value is in force on {day}; the first one begins on {days[0]}. Add the older law"
                " to the file that holds it."
            )
        return bisect_right(days, day) - 1

    def value(self, name: str, day: dt.date) -> Any:
        """Return the value in force on the day: an int, a Fraction for a share or majority, (month, day) for
        a day of the year, a tuple of codes for a list of rules."""
        index = self._index(name, day)
        return self._meanings[name][index]

    def use(self, name: str, day: dt.date) -> ParameterUse:
        """Return the value in force on the day as a finding quotes it, with its first day and reference."""
        index = self._index(name, day)
        return self._uses[name][index]

    def duty(self, name: str, day: dt.date) -> ParameterUse:
        """Return what governs a duty that arose on the day; a duty older than the law falls under the law's
        first value."""
        if name in self._days and day < self._days[name][0]:
            return self._uses[name][0]
        return self.use(name, day)

    def figure(self, name: str, day: dt.date) -> LawValue:
        """Return the value that governs a duty that arose on the day, with its article; as `duty`, but as the
        value is reckoned with."""
        self._check_exists(name)
        index = max(bisect_right(self._days[name], day) - 1, 0)
        use = self._uses[name][index]
        return LawValue(use.since, self._meanings[name][index], use.reference)

    def _check_exists(self, name: str) -> None:
        if name not in self._days:
            raise LawError(f"No law file has a parameter {name!r}.")

    def steps(self, name: str) -> Steps:
        """Return the whole course of a whole-number parameter as (first day, value), ascending."""
        self._check_exists(name)
        return tuple(zip(self._days[name], self._meanings[name], strict=True))

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
            )
            for entry in self._entries.values()
        )

    def _shown(self, name: str, value: Value) -> DatedValue:
        in_use = any(use is value.use for use in self._uses[name])
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

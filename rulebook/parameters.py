"""The law as dated parameters: a strict loader of law/*.yaml, and the law that rules ask.

A file is refused rather than guessed at: duplicate or unknown keys, a value of the wrong kind, a day out of order,
a missing reference. A day on which no law is in force raises; it is never a zero.
"""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from rulebook.calendar import Steps
from rulebook.findings import ParameterUse

LAW_FOLDER = Path(__file__).parent / "law"


class LawError(Exception):
    """The law cannot be read, or does not say what is asked of it."""


class MissingLaw(LawError):
    """No value of the parameter is in force on the day."""


class DatedValue(NamedTuple):
    """A value of a parameter from `since` on; `profile` is "" for the law itself; `in_use` tells whether these profiles let it rule."""

    since: dt.date
    value: Any  # JSON-ready: int, or text such as "2/3"
    reference: str
    profile: str
    in_use: bool


class Parameter(NamedTuple):
    """A parameter as the Rules screen shows it: its Vietnamese title, its unit and every dated value."""

    name: str
    title: str
    topic: str
    unit: str
    values: tuple[DatedValue, ...]


class _Value(NamedTuple):
    use: ParameterUse
    meaning: Any
    profile: str


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    title: str
    topic: str
    unit: str
    values: tuple[_Value, ...]


class Law:
    """The law in force under the profiles that the office switched on."""

    def __init__(self, entries: Iterable[_Entry], profiles: tuple[str, ...]) -> None:
        self._entries = {entry.name: entry for entry in entries}
        self.known_profiles = tuple(sorted({value.profile for entry in self._entries.values() for value in entry.values if value.profile}))
        self.profiles = profiles
        if unknown := set(profiles) - set(self.known_profiles):
            raise LawError(f"No law file knows the profile {', '.join(sorted(unknown))}. Known profiles: {', '.join(self.known_profiles) or 'none'}.")
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
            raise MissingLaw(f"{name}: no value is in force on {day}; the first one begins on {days[0]}. Add the older law to rulebook/law.")
        return bisect_right(days, day) - 1

    def value(self, name: str, day: dt.date) -> Any:
        """Return the value in force on the day: an int, a Fraction for a share or majority, (month, day) for a day of the year,
        a tuple of codes for a list of rules."""
        index = self._index(name, day)
        return self._meanings[name][index]

    def use(self, name: str, day: dt.date) -> ParameterUse:
        """Return the value in force on the day as a finding quotes it, with its first day and reference."""
        index = self._index(name, day)
        return self._uses[name][index]

    def duty(self, name: str, day: dt.date) -> ParameterUse:
        """Return what governs a duty that arose on the day; a duty older than the law falls under the law's first value."""
        if name in self._days and day < self._days[name][0]:
            return self._uses[name][0]
        return self.use(name, day)

    def steps(self, name: str) -> Steps:
        """Return the whole course of a whole-number parameter as (first day, value), ascending."""
        if name not in self._days:
            raise LawError(f"No law file has a parameter {name!r}.")
        return tuple(zip(self._days[name], self._meanings[name], strict=True))

    def catalogue(self) -> tuple[Parameter, ...]:
        """Return every parameter with all dated values, profiles that are off included, in the order of files and lines."""
        return tuple(
            Parameter(entry.name, entry.title, entry.topic, entry.unit, tuple(self._shown(entry.name, value) for value in entry.values))
            for entry in self._entries.values()
        )

    def _shown(self, name: str, value: _Value) -> DatedValue:
        in_use = any(use is value.use for use in self._uses[name])
        return DatedValue(value.use.since, value.use.value, value.use.reference, value.profile, in_use)


def _ruling(entry: _Entry, profiles: tuple[str, ...]) -> list[_Value]:
    """A profile's values replace the law's from the day on which the profile's first one begins."""
    chosen = sorted((value for value in entry.values if value.profile in profiles), key=_since)
    if len({_since(value) for value in chosen}) < len(chosen):
        raise LawError(f"{entry.name}: two of the profiles {', '.join(profiles)} give a value from the same day on.")
    law = [value for value in entry.values if not value.profile and (not chosen or _since(value) < _since(chosen[0]))]
    return law + chosen


def _since(value: _Value) -> dt.date:
    return value.use.since


@lru_cache(maxsize=16)
def load_law(profiles: tuple[str, ...] = ()) -> Law:
    """Return the law of rulebook/law under the profiles, read once a process."""
    return read_law(LAW_FOLDER, profiles)


def read_law(folder: Path, profiles: tuple[str, ...] = ()) -> Law:
    """Read and check every *.yaml of the folder; raise LawError naming the file and the fault."""
    entries: dict[str, _Entry] = {}
    for path in sorted(folder.glob("*.yaml")):
        for entry in _read_file(path):
            if entry.name in entries:
                raise LawError(f"{path.name}: {entry.name} is already given in {entries[entry.name].topic}.yaml.")
            entries[entry.name] = entry
    if not entries:
        raise LawError(f"{folder} holds no law: no *.yaml file with a parameter was found.")
    return Law(entries.values(), tuple(sorted(set(profiles))))


class _StrictLoader(yaml.SafeLoader):
    """SafeLoader that refuses a key given twice; PyYAML would keep the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise LawError(f"line {key_node.start_mark.line + 1}: the key {key!r} is given twice.")
            seen.add(key)
        return super().construct_mapping(node, deep)


def _read_file(path: Path) -> list[_Entry]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _StrictLoader)  # a SafeLoader itself
        if not isinstance(content, dict):
            raise LawError("a law file is a mapping of parameter names.")
        return [_read_entry(path.stem, name, raw) for name, raw in content.items()]
    except (yaml.YAMLError, LawError) as error:
        raise LawError(f"{path.name}: {error}") from error


def _read_entry(topic: str, name: Any, raw: Any) -> _Entry:
    if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z_]*", name):
        raise LawError(f"{name!r} is no parameter name: small letters and underscores.")
    _check_keys(name, raw, {"title", "unit", "values"}, {"profiles", "one_of"})
    unit = raw["unit"]
    if unit not in UNITS:
        raise LawError(f"{name}: unit {unit!r} is not one of {', '.join(UNITS)}.")
    dated = [("", raw["values"]), *_mapping(name, "profiles", raw.get("profiles", {})).items()]
    for profile, _ in dated[1:]:
        _text(name, "profile", profile)
    values = [value for profile, rows in dated for value in _read_values(name, unit, profile, rows)]
    if "one_of" in raw:
        _check_allowed(name, values, raw["one_of"])
    return _Entry(name, _text(name, "title", raw["title"]), topic, unit, tuple(values))


def _check_allowed(name: str, values: list[_Value], allowed: Any) -> None:
    if not isinstance(allowed, list) or not allowed:
        raise LawError(f"{name}: one_of must be a list of the values that are possible, not {allowed!r}.")
    for value in values:
        if value.meaning not in allowed:
            raise LawError(f"{name}: {value.use.value} is not one of {allowed}.")


def _read_values(name: str, unit: str, profile: str, rows: Any) -> list[_Value]:
    if not isinstance(rows, list) or not rows:
        raise LawError(f"{name}: values must be a list with at least one dated value.")
    values: list[_Value] = []
    for row in rows:
        _check_keys(name, row, {"since", "value", "reference"}, set())
        since = row["since"]
        if not isinstance(since, dt.date) or isinstance(since, dt.datetime):
            raise LawError(f"{name}: since {since!r} is no day; write 2024-05-14.")
        if values and since <= _since(values[-1]):
            raise LawError(f"{name}: {since} does not come after {_since(values[-1])}; values run from old to new.")
        shown, meaning = UNITS[unit](name, row["value"])
        use = ParameterUse(name, shown, since, _text(name, "reference", row["reference"]))
        values.append(_Value(use, meaning, profile))
    return values


def _check_keys(name: str, raw: Any, required: set[str], optional: set[str]) -> None:
    keys = set(_mapping(name, "entry", raw))
    if missing := required - keys:
        raise LawError(f"{name}: {', '.join(sorted(missing))} is missing.")
    if unknown := keys - required - optional:
        raise LawError(f"{name}: unknown key {', '.join(sorted(map(str, unknown)))}; known are {', '.join(sorted(required | optional))}.")


def _mapping(name: str, key: str, raw: Any) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise LawError(f"{name}: {key} must be a mapping, not {raw!r}.")
    return raw


def _text(name: str, key: str, raw: Any) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise LawError(f"{name}: {key} must be a text, not {raw!r}.")
    return raw.strip()


def _whole_number(name: str, raw: Any) -> tuple[int, int]:
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 1:
        raise LawError(f"{name}: {raw!r} is no whole number above zero.")
    return raw, raw


def _share(name: str, raw: Any) -> tuple[str, Fraction]:
    if not isinstance(raw, str) or not re.fullmatch(r"[1-9][0-9]*/[1-9][0-9]*", raw):
        raise LawError(f'{name}: {raw!r} is no exact share; write "2/3".')
    share = Fraction(raw)
    if share > 1:
        raise LawError(f"{name}: {raw} is more than the whole.")
    return raw, share


def _majority(name: str, raw: Any) -> tuple[str, Fraction]:
    match = re.fullmatch(r"more than (\S+) of all members", raw) if isinstance(raw, str) else None
    if not match:
        raise LawError(f'{name}: {raw!r} is no majority; write "more than 1/2 of all members".')
    return _share(name, match[1])


def _day_of_year(name: str, raw: Any) -> tuple[str, tuple[int, int]]:
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})", raw) if isinstance(raw, str) else None
    try:
        day = dt.date(2023, int(match[2]), int(match[1])) if match else None
    except ValueError:
        day = None
    if day is None:
        raise LawError(f'{name}: {raw!r} is no day of every year; write day and month, "30/6".')
    return str(raw), (day.month, day.day)


def _points(name: str, raw: Any) -> tuple[int, int]:
    if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw <= 100:
        raise LawError(f"{name}: {raw!r} is no number of points from 0 to 100.")
    return raw, raw


def _rules(name: str, raw: Any) -> tuple[str, tuple[str, ...]]:
    if not isinstance(raw, list) or not all(isinstance(code, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in raw):
        raise LawError(f"{name}: {raw!r} is no list of codes of rules.")
    if len(set(raw)) < len(raw):
        raise LawError(f"{name}: a rule is named twice in {raw!r}.")
    return "; ".join(raw), tuple(raw)


UNITS: dict[str, Callable[[str, Any], tuple[Any, Any]]] = {
    "days": _whole_number,
    "working-days": _whole_number,
    "months": _whole_number,
    "meetings": _whole_number,
    "periods": _whole_number,
    "share": _share,
    "majority": _majority,
    "day-of-year": _day_of_year,
    "points": _points,
    "rules": _rules,
}

"""A strict loader of the law's files.

A file is refused rather than guessed at: duplicate or unknown keys, a value of the wrong kind, a day out of
order, a missing reference.
"""

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import yaml

from rulebook.law.law import Entry, Law, LawError, LawRow, ParameterUse, Value
from rulebook.law.units import UNITS, written

RULEBOOK = Path(__file__).parent.parent


@lru_cache(maxsize=16)
def load_law(profiles: tuple[str, ...] = (), rows: tuple[LawRow, ...] = ()) -> Law:
    """Return the law under the profiles and rows of the office; the files are read once a process."""
    return load_law(profiles).with_rows(rows) if rows else read_law(RULEBOOK, profiles)


def read_law(folder: Path, profiles: tuple[str, ...] = ()) -> Law:
    """Read and check the law of a rulebook's folder, law/*.yaml and duties/*/law.yaml; raise LawError naming
    the file and the fault."""
    entries: dict[str, Entry] = {}
    files = sorted([*folder.glob("law/*.yaml"), *folder.glob("duties/*/law.yaml")], key=_topic)
    for path in files:
        for entry in _read_file(path):
            if entry.name in entries:
                raise LawError(
                    f"{_place(path)}: {entry.name} is already given under {entries[entry.name].topic}."
                )
            entries[entry.name] = entry
    if not entries:
        raise LawError(
            f"{folder} holds no law: no law/*.yaml and no duties/*/law.yaml with a parameter was found."
        )
    return Law(entries.values(), tuple(sorted(set(profiles))))


def _topic(path: Path) -> str:
    """A duty's file is known by its folder, a common one by its name."""
    return path.parent.name if path.name == "law.yaml" else path.stem


def _place(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


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


def _read_file(path: Path) -> list[Entry]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _StrictLoader)  # a SafeLoader itself
        if not isinstance(content, dict):
            raise LawError("a law file is a mapping of parameter names.")
        return [_read_entry(_topic(path), name, raw) for name, raw in content.items()]
    except (yaml.YAMLError, LawError) as error:
        raise LawError(f"{_place(path)}: {error}") from error


def _read_entry(topic: str, name: Any, raw: Any) -> Entry:
    if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z_]*", name):
        raise LawError(f"{name!r} is no parameter name: small letters and underscores.")
    _check_keys(name, raw, {"title", "english", "unit", "values"}, {"profiles", "one_of"})
    unit = raw["unit"]
    if unit not in UNITS:
        raise LawError(f"{name}: unit {unit!r} is not one of {', '.join(UNITS)}.")
    dated = [("", raw["values"]), *_mapping(name, "profiles", raw.get("profiles", {})).items()]
    for profile, _ in dated[1:]:
        _text(name, "profile", profile)
    values = [value for profile, rows in dated for value in _read_values(name, unit, profile, rows)]
    allowed = raw.get("one_of")
    if "one_of" in raw and (not isinstance(allowed, list) or not allowed):
        raise LawError(f"{name}: one_of must be a list of the values that are possible, not {allowed!r}.")
    for value in values:
        _check_allowed(name, value.meaning, allowed)
    return Entry(
        name,
        _text(name, "title", raw["title"]),
        _text(name, "english", raw["english"]),
        topic,
        unit,
        tuple(values),
        partial(_read_written, name, unit, allowed),
        tuple(allowed or ()),
    )


def _check_allowed(name: str, meaning: Any, allowed: list[Any] | None) -> None:
    for one in meaning if isinstance(meaning, tuple) and allowed else [meaning]:
        if allowed and one not in allowed:
            raise LawError(f"{name}: {one} is not one of {allowed}.")


def _read_written(name: str, unit: str, allowed: list[Any] | None, text: str) -> tuple[Any, Any]:
    shown, meaning = UNITS[unit](name, written(unit, text))
    _check_allowed(name, meaning, allowed)
    return shown, meaning


def _read_values(name: str, unit: str, profile: str, rows: Any) -> list[Value]:
    if not isinstance(rows, list) or not rows:
        raise LawError(f"{name}: values must be a list with at least one dated value.")
    values: list[Value] = []
    for row in rows:
        _check_keys(name, row, {"since", "value", "reference"}, set())
        since = row["since"]
        if not isinstance(since, dt.date) or isinstance(since, dt.datetime):
            raise LawError(f"{name}: since {since!r} is no day; write 2024-05-14.")
        if values and since <= values[-1].use.since:
            raise LawError(
                f"{name}: {since} does not come after {values[-1].use.since}; values run from old to new."
            )
        shown, meaning = UNITS[unit](name, row["value"])
        use = ParameterUse(name, shown, since, _text(name, "reference", row["reference"]))
        values.append(Value(use, meaning, profile))
    return values


def _check_keys(name: str, raw: Any, required: set[str], optional: set[str]) -> None:
    keys = set(_mapping(name, "entry", raw))
    if missing := required - keys:
        raise LawError(f"{name}: {', '.join(sorted(missing))} is missing.")
    if unknown := keys - required - optional:
        raise LawError(
            f"{name}: unknown key {', '.join(sorted(map(str, unknown)))}; known are"
            f" {', '.join(sorted(required | optional))}."
        )


def _mapping(name: str, key: str, raw: Any) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise LawError(f"{name}: {key} must be a mapping, not {raw!r}.")
    return raw


def _text(name: str, key: str, raw: Any) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise LawError(f"{name}: {key} must be a text, not {raw!r}.")
    return raw.strip()

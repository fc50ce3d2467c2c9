"""The kinds of value that a parameter may have: each reads what is written and gives what is shown
(JSON-ready) and what it means."""

import datetime as dt
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from rulebook.law.law import LawError


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


def _choice(name: str, raw: Any) -> tuple[str, str]:
    """One of the words that `one_of` lists."""
    if not isinstance(raw, str) or not re.fullmatch(r"[a-z]+(-[a-z]+)*", raw):
        raise LawError(f"{name}: {raw!r} is no word of small letters.")
    return raw, raw


def _rules(name: str, raw: Any) -> tuple[str, tuple[str, ...]]:
    if not isinstance(raw, list) or not all(
        isinstance(code, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in raw
    ):
        raise LawError(f"{name}: {raw!r} is no list of codes.")
    if len(set(raw)) < len(raw):
        raise LawError(f"{name}: a code is named twice in {raw!r}.")
    return "; ".join(raw), tuple(raw)


def written(unit: str, text: str) -> Any:
    """Return what a law file would hold for a value that the office writes: `45`, `2/3`, `30/6`, `free`."""
    text = text.strip()
    if unit == "majority":
        return f"more than {text} of all members"
    if unit in {"rules", "conditions"}:
        return [code for code in re.split(r"\s*;\s*", text) if code]
    return int(text) if unit in _WHOLE and re.fullmatch(r"[0-9]{1,4}", text) else text


_WHOLE = {"days", "working-days", "months", "meetings", "periods", "points"}
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
    "conditions": _rules,
    "choice": _choice,
}

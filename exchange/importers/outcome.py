"""What an import says: faults, warnings, counts. Values are ready for JSON."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from core.dates import day

# A broken file of a million rows must not fill the memory with sentences about itself.
MOST_REMARKS = 5_000
MOST_CHANGES = 300


class Remark(NamedTuple):
    """A fault or a warning at one cell; `row` and `column` are empty where it concerns the whole sheet or
    file."""

    sheet: str
    row: int | None
    column: str
    value: str | int | float | bool | None
    message: str


class Change(NamedTuple):
    """A cell of a known record that the file changes, in words."""

    sheet: str
    row: int
    key: str
    column: str
    before: str
    after: str


@dataclass(slots=True)
class Count:
    """Rows of one sheet. `removed` counts records that the sheet replaces (days off of the years it
    names)."""

    new: int = 0
    changed: int = 0
    same: int = 0
    faulty: int = 0
    removed: int = 0

    def as_json(self) -> dict[str, int]:
        return {
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "faulty": self.faulty,
            "removed": self.removed,
        }


class LawLines(NamedTuple):
    """Lines on the law that are drafted rather than written, and those that an open draft has already."""

    drafted: int = 0
    waiting: int = 0


@dataclass(slots=True)
class Outcome:
    """Everything that reading and planning found; `faults` beyond the first 5,000 are only counted."""

    faults: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    counts: dict[str, Count] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    faults_total: int = 0
    warnings_total: int = 0
    changes_total: int = 0
    faulty_rows: set[tuple[str, int]] = field(default_factory=set)
    law: LawLines = field(default_factory=LawLines)

    def fault(self, sheet: str, row: int | None, column: str, value: Any, message: str) -> None:
        """Record a fault; its row counts as faulty once."""
        self.faults_total += 1
        if row is not None and (sheet, row) not in self.faulty_rows:
            self.faulty_rows.add((sheet, row))
            self.count(sheet).faulty += 1
        if len(self.faults) < MOST_REMARKS:
            self.faults.append(Remark(sheet, row, column, plain(value), message))

    def warn(self, sheet: str, row: int | None, column: str, value: Any, message: str) -> None:
        self.warnings_total += 1
        if len(self.warnings) < MOST_REMARKS:
            self.warnings.append(Remark(sheet, row, column, plain(value), message))

    def change(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self.changes_total += 1
            if len(self.changes) < MOST_CHANGES:
                self.changes.append(change)

    def count(self, sheet: str) -> Count:
        return self.counts.setdefault(sheet, Count())

    def settle(self) -> None:
        """Put remarks into the order of the sheets' rows, for people who mend top down."""
        place = {title: number for number, title in enumerate(self.counts)}
        for remarks in (self.faults, self.warnings):
            remarks.sort(key=lambda remark: (place.get(remark.sheet, -1), remark.row or 0))

    def as_json(self) -> dict[str, Any]:
        """Return exactly what `import_workbook --format json` prints."""
        return {
            "faults": [remark._asdict() for remark in self.faults],
            "warnings": [remark._asdict() for remark in self.warnings],
            "counts": {sheet: count.as_json() for sheet, count in self.counts.items()},
        }


def plain(value: Any) -> str | int | float | bool | None:
    """Return a cell's value as JSON can carry it, days as they are read in Viet Nam."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else str(value)
    if isinstance(value, dt.datetime):
        return day(value) if value.time() == dt.time() else f"{day(value)} {value:%H:%M}"
    if isinstance(value, dt.date):
        return day(value)
    return str(getattr(value, "text", value))[:500]

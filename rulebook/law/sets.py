"""Ready-made sets: rows of law that an office adds in one act, for a document known from public texts.

Until then there are none. The office says on which day the set ends, and may add none of it.
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from rulebook.law.law import LawRow


class ReadyMade(NamedTuple):
    """A set: the number of the document that it rests on, what it lays down, and its rows, open at their
    end."""

    number: str
    title: str
    rows: tuple[LawRow, ...]

    def until(self, ends_on: dt.date | None) -> tuple[LawRow, ...]:
        """Return the rows with the office's last day; None: without an end."""
        return tuple(row._replace(ends_on=ends_on) for row in self.rows)


def _rows(
    kinds: Iterable[str], parameter: str, value: str, starts_on: dt.date, reference: str
) -> tuple[LawRow, ...]:
    return tuple(LawRow(kind, "", parameter, value, starts_on, None, reference) for kind in kinds)


READY_MADE: tuple[ReadyMade, ...] = (
    ReadyMade(
        "146-QĐ/TW",
        "Đảng đoàn, ban cán sự đảng họp định kỳ mỗi tháng một lần",
        _rows(
            ("Đảng đoàn", "Ban cán sự đảng"),
            "meeting_cadence_months",
            "1",
            dt.date(2024, 5, 14),
            "146-QĐ/TW, Điều 6",
        ),
    ),
)
"""In the order of their documents' days."""

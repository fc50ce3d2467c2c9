"""The table of a list: its columns, which of them a reader sees, and the same columns as an Excel file."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.http import HttpResponse

from core.addresses import reverse
from records import workbooks


class Cell(NamedTuple):
    """A column of the Excel file: the column of the list that it belongs to, its heading, and its value from
    a row; whether its values add up to a total; whether they are the product's codes, which no paper has."""

    column: str
    heading: str
    value: Callable[[Any], Any]
    sums: bool = False
    is_code: bool = False


@dataclass(frozen=True)
class Table:
    """The columns of the list of this URL name, by key; those `always` there cannot be left out, those
    `aside` are seen only by who chose them, those `of_office` only by who sees every body."""

    url: str
    columns: Mapping[str, Any]
    always: Collection[str] = field(default_factory=frozenset)
    aside: Collection[str] = field(default_factory=frozenset)
    of_office: Collection[str] = field(default_factory=frozenset)

    @property
    def path(self) -> str:
        return reverse(self.url)

    def there(self, is_office: bool) -> list[str]:
        """Return the keys of the columns that may be shown, in the table's order."""
        return [key for key in self.columns if is_office or key not in self.of_office]

    def shown(self, chosen: Collection[str] | None, *, is_office: bool) -> list[str]:
        """Return the keys of the columns to show; `chosen` is None where nobody chose."""
        if chosen is None:
            return [key for key in self.there(is_office) if key not in self.aside]
        return [key for key in self.there(is_office) if key in chosen or key in self.always]


def answer(
    title: str,
    cells: Sequence[Cell],
    rows: Iterable[Any],
    *,
    shown: Collection[str],
    on: dt.date,
    name: str = "",
) -> HttpResponse:
    """Return a list as an Excel file with the columns that its reader sees; `workbooks.answer` of these."""
    seen = [cell for cell in cells if cell.column in shown]
    return workbooks.answer(
        title,
        [str(cell.heading) for cell in seen],
        ([cell.value(row) for cell in seen] for row in rows),
        on=on,
        name=name,
    )

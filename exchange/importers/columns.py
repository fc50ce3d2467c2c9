"""The columns of a workbook's sheets. What a cell may hold, and whether it must hold something, is the model
field's: kind, length and choices never disagree."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from exchange.importers.cells import (
    Clock,
    Code,
    Day,
    Email,
    Items,
    Kind,
    Line,
    LongText,
    Number,
    Points,
    YesNo,
    choices,
)
from exchange.importers.records import LINKS, RECORDS, Record

Check = Callable[[Mapping[str, Any]], Iterator[tuple[str, str]]]
SHORT = 60  # a line of so many characters is a code or a number of a document


@dataclass(frozen=True, slots=True)
class Column:
    """`refers` names the record whose key the cell holds; `link` the list that the cell stands for;
    `of` another record that the cell describes (a person's name in the sheet of members);
    `at_birth` says that the cell counts for a new record alone: afterwards the product keeps it itself;
    `aliases` are other headings that are read."""

    heading: str
    field: str
    kind: Kind
    required: bool = False
    refers: str = ""
    link: str = ""
    of: str = ""
    at_birth: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook. `may_repeat`: rows of one key add up instead of being a fault."""

    title: str
    record: str
    columns: tuple[Column, ...]
    checks: tuple[Check, ...] = ()
    extends: bool = False
    may_repeat: bool = False


ColumnOf = Callable[[Record], Column]


def sheet(
    title: str,
    record: str,
    columns: tuple[ColumnOf, ...],
    checks: tuple[Check, ...] = (),
    *,
    extends: bool = False,
    may_repeat: bool = False,
) -> Sheet:
    """Return a sheet whose columns are those of the record."""
    found = tuple(column_of(RECORDS[record]) for column_of in columns)
    return Sheet(title, record, found, checks, extends, may_repeat)


def column(
    heading: str,
    field: str,
    kind: Kind | type[Line] | None = None,
    *,
    required: bool | None = None,
    empty: str = "",
    refers: str = "",
    link: str = "",
    of: str = "",
    at_birth: bool = False,
    aliases: tuple[str, ...] = (),
) -> ColumnOf:
    """Return the column of a record's field; only what the model does not say is named.

    `empty` is the word for an empty value in a cell that must not be empty; a class as `kind` takes the
    field's length.
    """

    def column_of(record: Record) -> Column:
        source = RECORDS[of] if of else record
        target = LINKS[field].target if field in LINKS and LINKS[field].source == source.name else ""
        holds: Kind
        if target:
            holds = Items(kind_of(RECORDS[target].stored(RECORDS[target].key[0])))
        elif isinstance(kind, Kind):
            holds = kind
        else:
            stored = source.stored(field)
            holds = kind(stored.max_length or 0) if kind else kind_of(stored)
        if empty:
            holds = replace(holds, empty=empty)  # type: ignore[call-arg]
        listed = field if target else link
        needed = required
        if needed is None:
            needed = bool(empty) or (not listed and _is_needed(source.field(field)))
        names = refers or target or source.refers(field)
        return Column(heading, field, holds, needed, names, listed, of, at_birth, aliases)

    return column_of


def kind_of(field: "models.Field[Any, Any]") -> Kind:
    """Return the kind of cell that holds what the model's field holds."""
    if isinstance(field, ArrayField):
        return Items(kind_of(field.base_field))
    if field.choices and isinstance(field, models.IntegerField):
        return Number(among=tuple(number for number, _label in field.flatchoices))
    if field.choices:
        return choices(field.choices)
    for stored, kind in _KINDS:
        if isinstance(field, stored):
            return kind
    longest = field.max_length or 0
    if isinstance(field, models.EmailField):
        return Email(longest)
    return Code(longest) if longest <= SHORT else Line(longest)


_KINDS: tuple[tuple[type["models.Field[Any, Any]"], Kind], ...] = (
    (models.BooleanField, YesNo()),
    (models.DateField, Day()),
    (models.TimeField, Clock()),
    (models.DecimalField, Points()),
    (models.PositiveSmallIntegerField, Number(most=32_000)),
    (models.IntegerField, Number()),
    (models.TextField, LongText()),
)


def _is_needed(field: "models.Field[Any, Any]") -> bool:
    return not field.blank and not (isinstance(field, models.BooleanField) and field.has_default())

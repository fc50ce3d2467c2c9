"""The blocks of a paper, and how what people wrote in them meets facts that have changed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

KINDS = ("heading", "centred", "paragraph", "item", "table", "chart", "annex")
MOST_BLOCKS, LONGEST_TEXT, MOST_ROWS, MOST_COLUMNS = 1_000, 20_000, 2_000, 16


class NotBlocks(ValueError):
    """What came is no list of blocks; `code` names what is wrong: shape, kind, length, table or chart."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a paper. Its text has two marks only: **bold** and *italic*."""

    kind: str
    """heading, centred (a line such as QUYẾT ĐỊNH:), paragraph, item, table, chart or annex; the text of a
    heading or an annex is its title."""
    text: str = ""
    key: str = ""
    """The stable name of a block that is made of facts; "" = a person wrote it."""
    level: int = 1
    """Of a heading: 1 = I., 2 = 1., 3 = a). The number is in the text."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table: the first row is its head."""
    widths: tuple[int, ...] = ()
    """Of a table: the shares of its columns in the width."""
    total: bool = False
    """Of a table: the last row is the total."""
    across: bool = False
    """Of an annex: the page lies across from here on."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """Of a chart: `bars`, each a label and a number for each word of `legend`."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Blocks with the facts as they are now, and those that a person changed while their facts changed too:
    each pair is the block as it stays and the block as the facts would have it."""

    blocks: list[Block]
    kept: list[tuple[Block, Block]]


def as_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Return the blocks as they are stored: what a block does not have is left out."""
    plain = Block("paragraph")
    return [
        {"kind": block.kind}
        | {
            name: _listed(value)
            for name in _FIELDS
            if (value := getattr(block, name)) != getattr(plain, name)
        }
        for block in blocks
    ]


def from_json(stored: Any) -> list[Block]:
    """Return the blocks that `as_json` gave; raises NotBlocks for anything else."""
    if not isinstance(stored, list):
        raise NotBlocks("shape")
    if len(stored) > MOST_BLOCKS:
        raise NotBlocks("length")
    return [_block(one) for one in stored]


def differ(before: Sequence[Block], now: Sequence[Block]) -> int:
    """Return the number of facts that are no longer as they were: changed, new or gone."""
    old, new = ({block.key: block for block in blocks if block.key} for blocks in (before, now))
    return sum(old.get(key) != new.get(key) for key in old | new)


def refresh(stored: Sequence[Block], before: Sequence[Block], now: Sequence[Block]) -> Refreshed:
    """Return the stored blocks with facts that were `before` brought to what they are `now`.

    A block that stands as it was built takes the new facts, or goes with them. What a person changed or wrote
    stays behind the block that it stood behind; what a person took out stays out. New facts come in at their
    place.
    """
    old, new = ({block.key: block for block in blocks if block.key} for blocks in (before, now))
    first: list[Block] = []
    groups: dict[str, list[Block]] = {}
    kept: list[tuple[Block, Block]] = []
    current = first
    for block in stored:
        is_as_built = bool(block.key) and old.get(block.key) == block
        if block.key in new and block.key not in groups:
            fact = new[block.key]
            current = groups[block.key] = [fact if is_as_built else block]
            if not is_as_built and fact not in (block, old.get(block.key)):
                kept.append((block, fact))
        elif not is_as_built:
            current.append(block)
    order = list(groups)
    if order == [key for key in old if key in groups]:  # nobody moved them: they follow the facts
        order = [key for key in new if key in groups]
    for key, place in _places(order, old, new):
        order.insert(place, key)
        groups[key] = [new[key]]
    return Refreshed(first + [block for key in order for block in groups[key]], kept)


def _places(
    order: Sequence[str], old: Mapping[str, Block], new: Mapping[str, Block]
) -> Iterable[tuple[str, int]]:
    """Generate the facts that were not there before, each with its place behind the one that precedes it."""
    seen = list(order)
    place = 0
    for key in new:
        if key in seen:
            place = seen.index(key) + 1
        elif key not in old:
            yield key, place
            seen.insert(place, key)
            place += 1


_FIELDS = ("text", "key", "level", "rows", "widths", "total", "across", "data")


def _listed(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_listed(one) for one in value]
    return {name: _listed(one) for name, one in value.items()} if isinstance(value, Mapping) else value


def _block(stored: Any) -> Block:
    if not isinstance(stored, dict) or not stored.keys() <= {"kind", *_FIELDS}:
        raise NotBlocks("shape")
    block = Block(**{"kind": "", **stored})
    if block.kind not in KINDS:
        raise NotBlocks("kind")
    if not (isinstance(block.text, str) and isinstance(block.key, str) and isinstance(block.data, dict)):
        raise NotBlocks("shape")
    if len(block.text) > LONGEST_TEXT or len(block.key) > 80:
        raise NotBlocks("length")
    if block.level not in (1, 2, 3) or not {type(block.total), type(block.across)} <= {bool}:
        raise NotBlocks("shape")
    if block.data:
        _check_chart(block.data)
    return replace(block, rows=_rows(block.rows), widths=_widths(block.widths))


def _rows(rows: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(rows, list | tuple) or not all(isinstance(row, list | tuple) for row in rows):
        raise NotBlocks("table")
    if len(rows) > MOST_ROWS or any(not 1 <= len(row) <= MOST_COLUMNS for row in rows):
        raise NotBlocks("length")
    if len({len(row) for row in rows}) > 1 or not all(isinstance(cell, str) for row in rows for cell in row):
        raise NotBlocks("table")
    if any(len(cell) > LONGEST_TEXT for row in rows for cell in row):
        raise NotBlocks("length")
    return tuple(tuple(row) for row in rows)


def _widths(widths: Any) -> tuple[int, ...]:
    if not isinstance(widths, list | tuple) or not all(type(one) is int and 0 < one < 1000 for one in widths):
        raise NotBlocks("table")
    return tuple(widths)


def _check_chart(data: Mapping[str, Any]) -> None:
    legend, bars = data.get("legend", []), data.get("bars", [])
    whole = (
        data.keys() <= {"legend", "bars"}
        and isinstance(legend, list)
        and isinstance(bars, list)
        and all(isinstance(one, str) and len(one) <= 200 for one in legend)
        and len(legend) <= MOST_COLUMNS
        and len(bars) <= MOST_ROWS
        and all(
            isinstance(bar, list)
            and len(bar) == len(legend) + 1
            and isinstance(bar[0], str)
            and all(type(number) in (int, float) and 0 <= number < 1e9 for number in bar[1:])
            for bar in bars
        )
    )
    if not whole:
        raise NotBlocks("chart")


def plain(text: str) -> str:
    """Return text in which no asterisk is a mark."""
    return text.replace("*", r"\*")


def runs(text: str) -> list[tuple[str, bool, bool]]:
    """Return the text without its marks, in pieces, each with whether it is bold, italic. A mark without its
    other half is a mere asterisk."""
    found: list[tuple[str, bool, bool]] = []
    place, bold, italic = 0, False, False
    marks = _paired(text)
    for start, mark in [*marks, (len(text), "")]:
        if piece := text[place:start].replace(r"\*", "*"):
            found.append((piece, bold, italic))
        bold, italic = bold ^ (mark == "**"), italic ^ (mark == "*")
        place = start + len(mark)
    return found


def without_marks(text: str) -> str:
    """Return the text alone."""
    return "".join(piece for piece, _bold, _italic in runs(text))


_MARK = re.compile(r"\\\*|\*\*|\*")


def _paired(text: str) -> list[tuple[int, str]]:
    """Return the places of the marks that come in pairs: an opening one stands before a word, a closing one
    behind one."""
    opened: dict[str, int] = {}
    pairs: list[tuple[int, str]] = []
    for match in _MARK.finditer(text):
        mark, start, end = match[0], match.start(), match.end()
        if mark == r"\*":
            continue
        if mark in opened:
            if not text[start - 1].isspace():
                pairs += [(opened.pop(mark), mark), (start, mark)]
        elif end < len(text) and not text[end].isspace():
            opened[mark] = start
    return sorted(pairs)

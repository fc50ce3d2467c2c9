"""The blocks of a paper as fields of a page: what was sent, and what a button beside a block does without a
script."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from papers.blocks import Block, NotBlocks, from_json

STYLES = {
    "paragraph": _("Đoạn văn"),
    "item": _("Gạch đầu dòng"),
    "heading-1": _("Mục I, II"),
    "heading-2": _("Mục 1, 2"),
    "heading-3": _("Mục a, b"),
    "centred": _("Dòng giữa trang"),
    "annex": _("Phụ lục (trang dọc)"),
    "annex-across": _("Phụ lục (trang ngang)"),
}
OTHERS = {"table": _("Bảng"), "chart": _("Biểu đồ")}
EMPTY_TABLE = Block("table", rows=(("", ""), ("", "")))


class Field(NamedTuple):
    """A block on the page: `token` names its fields, `fact` is what the facts say where it was changed."""

    token: int
    block: Block
    style: str
    label: Any
    fact: Block | None
    is_new: bool

    @property
    def columns(self) -> int:
        return len(self.block.rows[0]) if self.block.rows else 0

    @property
    def widths(self) -> str:
        return ",".join(str(share) for share in self.block.widths)

    @property
    def data(self) -> str:
        return json.dumps(dict(self.block.data), ensure_ascii=False)


def style_of(block: Block) -> str:
    """Return the name under which the kind of a block is chosen."""
    if block.kind == "heading":
        return f"heading-{block.level}"
    return "annex-across" if block.kind == "annex" and block.across else block.kind


def fields(
    blocks: Sequence[Block], built: Sequence[Block], *, just_changed: Sequence[str] = ()
) -> list[Field]:
    """Return the fields of these blocks; those whose facts have `just_changed` are marked."""
    facts = {block.key: block for block in built if block.key}
    found = []
    for token, block in enumerate(blocks):
        style, fact = style_of(block), facts.get(block.key)
        label = (STYLES | OTHERS)[style]
        shown = fact if fact is not None and fact != block else None
        found.append(Field(token, block, style, label, shown, block.key in just_changed))
    return found


def read(data: Any) -> list[Block]:
    """Return the blocks that a page sent, in its order; raises NotBlocks for what no page of ours sends."""
    found: list[dict[str, Any]] = []
    seen: set[str] = set()
    for token in data.getlist("block"):
        block = _read(data, token)
        if block["key"] in seen:  # a copy is a person's
            block["key"] = ""
        seen.add(block["key"])
        found.append(block)
    return from_json(found)


def _read(data: Any, token: str) -> dict[str, Any]:
    style = data.get(f"kind-{token}", "")
    kind, _dash, variant = style.partition("-")
    level = int(variant) if kind == "heading" and variant in ("1", "2", "3") else 1
    lines = data.get(f"text-{token}", "").replace("\r\n", "\n").strip().split("\n")
    block = {
        "kind": kind,
        "level": level,
        "across": style == "annex-across",
        "key": data.get(f"key-{token}", ""),
        "text": "\n".join(line.rstrip() for line in lines),
    }
    if kind == "table":
        cells = [cell.replace("\r\n", "\n").strip() for cell in data.getlist(f"cell-{token}")]
        columns = _whole(data.get(f"columns-{token}", ""))
        if columns and len(cells) % columns:
            raise NotBlocks("table")
        widths = [_whole(share) for share in data.get(f"widths-{token}", "").split(",") if share]
        block |= {
            "rows": [cells[start : start + columns] for start in range(0, len(cells), columns or 1)],
            "widths": widths if len(widths) == columns else [],
            "total": data.get(f"total-{token}") == "1",
        }
    if kind == "chart":
        block["data"] = _chart(data.get(f"data-{token}", ""))
    return block


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 4):
        raise NotBlocks("table")
    return int(text)


def _chart(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise NotBlocks("chart") from error


# What a button does ---------------------------------------------------------------------------


def act(blocks: list[Block], name: str, place: int, facts: Mapping[str, Block]) -> list[Block]:
    """Return the blocks after a button beside the one at `place` was pressed; one that is not there, or not
    of these, changes nothing."""
    if not 0 <= place < len(blocks):
        return [*blocks, Block("paragraph")] if name == "add" else blocks
    block, others = blocks[place], [*blocks[:place], *blocks[place + 1 :]]
    if name in ("add", "table"):
        added = EMPTY_TABLE if name == "table" else Block("item" if block.kind == "item" else "paragraph")
        return [*blocks[: place + 1], added, *blocks[place + 1 :]]
    if name in ("up", "down"):
        to = max(0, place + (-1 if name == "up" else 1))
        return [*others[:to], block, *others[to:]]
    if name == "remove":
        return others
    changed = facts.get(block.key) if name == "fact" else _table_act(block, name)
    return [*blocks[:place], changed or block, *blocks[place + 1 :]]


def _table_act(block: Block, name: str) -> Block | None:
    rows = block.rows
    if not rows or block.kind != "table":
        return None
    if name == "row":
        empty = ("",) * len(rows[0])
        return replace(block, rows=(*rows[:-1], empty, rows[-1]) if block.total else (*rows, empty))
    if name == "row-less" and len(rows) > 1:
        return replace(block, rows=rows[:-1])
    if name == "column":
        return replace(block, rows=tuple((*row, "") for row in rows), widths=())
    if name == "column-less" and len(rows[0]) > 1:
        return replace(block, rows=tuple(row[:-1] for row in rows), widths=())
    return None

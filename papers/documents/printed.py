"""All that a paper says, as plain values: the Word file, the PDF and the office's own templates are made from
the same."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import segno
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from papers.blocks import Block, runs, without_marks
from papers.documents.wording import bound, long_date, number_line, short_dates, with_ends
from papers.enums import Kind, Profile, Signatures

if TYPE_CHECKING:  # what tries a template has no models
    from papers.models import Paper, Proof

_NUMBER = re.compile(r"[-+]?[\d.,/%\s]*\d[\d.,/%\s]*|[–—-]|")
LEAST_SHARE, MOST_SHARE = 5, 40

_BLANK = "……"
MOST_OF_LABEL, WORDS_BEFORE = 40, 5


def heading(paper: "Paper") -> str:
    """Return the name and title of a paper in one line."""
    named = paper.traits.name or str(Kind(paper.kind).label)
    return " ".join(filter(None, (named.capitalize(), paper.title)))


def number_of(paper: "Paper") -> str:
    """Return "Số 05-BC/VPTU", or nothing for a kind without numbers."""
    if not paper.traits.numbered:
        return ""
    return number_line(paper.number, paper.document_type, paper.frame["symbol"])


def content(paper: "Paper") -> dict[str, Any]:
    """Return what is printed of a paper, with the code that it has. One query."""
    proof = None if paper.is_draft else getattr(paper, "proof", None)
    frame, traits = paper.frame, paper.traits
    is_new = paper.profile == Profile.HD05_2026
    blocks, annexes = parts(paper.as_blocks())
    second = frame.get("second") if traits.signatures == Signatures.TWO else None
    line = number_of(paper)
    date = long_date(paper.dated_on)
    whole = filter(None, (traits.name.capitalize() or "Công văn", f"{line[:1].lower()}{line[1:]}"))
    belongs = f"(Kèm theo {' '.join(whole)}, {date})"
    return {
        "kind": paper.kind,
        "letter": not traits.name,
        "new_form": is_new,
        "across": traits.across,
        "file_title": " ".join(filter(None, (traits.name, paper.title))) or str(Kind(paper.kind).label),
        "superior": frame["superior"],
        "issuer": frame["issuer"],
        "number": line,
        "place": frame["place"].strip(" .…") or "…………",
        "date": date,
        "name": traits.name,
        "subject": bound(short_dates(paper.title)),
        "salutation": traits.salutation,
        "addressees": _addressees(frame["addressees"]) if traits.addressed or not is_new else [],
        "blocks": _drawn(blocks),
        "annexes": [
            {
                "name": "PHỤ LỤC" if len(annexes) == 1 else f"PHỤ LỤC {place}",
                "runs": runs(short_dates(annex.text)),
                "across": annex.across,
                "belongs": belongs,
                "blocks": _drawn(inside),
            }
            for place, (annex, inside) in enumerate(annexes, start=1)
        ],
        "signatures": str(traits.signatures),
        "signed": {name: frame[name] for name in ("authority", "office", "signer")},
        "second": second,
        "recipients": with_ends(frame["recipients"], between=","),
        "proof": seal(proof) if proof else None,
    }


def blanks(paper: "Paper") -> list[str]:
    """Return what a paper still lacks, in words, for who gives it its number: in its head and foot and, of a
    paper with a number, in its text, where lines are left to be filled in by hand."""
    frame, signed = paper.frame, paper.traits.signatures != Signatures.NONE and paper.traits.numbered
    text = spread(parts(paper.as_blocks())[0]) if paper.traits.numbered else ()
    in_text = [_what_is_blank(block.text) for block in text if _BLANK in block.text]
    in_frame = [
        str(words)
        for words, lacks in (
            (_("địa danh"), not frame["place"].strip(" .…")),
            (_("họ tên người ký"), signed and not frame["signer"]),
            (_("ký hiệu của tổ chức"), paper.traits.numbered and not frame["symbol"].strip(" .…")),
        )
        if lacks
    ]
    return list(dict.fromkeys(in_frame + in_text))


def _what_is_blank(line: str) -> str:
    """Return what a line with a blank is about: its words before the colon, else before the blank."""
    label, colon, _rest = without_marks(line).partition(":")
    if colon and _BLANK not in label and len(label) <= MOST_OF_LABEL:
        return label[:1].lower() + label[1:]
    before = without_marks(line).partition(_BLANK)[0].split()
    return f"“{' '.join(before[-WORDS_BEFORE:])} …”"


def parts(blocks: Sequence[Block]) -> tuple[list[Block], list[tuple[Block, list[Block]]]]:
    """Return the blocks above the signature, and each annex with its own."""
    body: list[Block] = []
    annexes: list[tuple[Block, list[Block]]] = []
    for block in blocks:
        if block.kind == "annex":
            annexes.append((block, []))
        else:
            (annexes[-1][1] if annexes else body).append(block)
    return body, annexes


def _drawn(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return the blocks as they are drawn: each printed one with whether its text `has_blanks` to fill in by
    hand, which justified lines would pull apart, and a heading with whether it `leads` to words of its own,
    which stay on its page; headings of matters without words may part."""
    shown = list(spread(blocks))
    made = []
    for block, after in zip(shown, [*shown, None][1:], strict=True):
        is_empty = after is None or (after.kind == "heading" and after.level <= block.level)
        has_blanks = _BLANK in block.text
        made.append(printed_block(block) | {"has_blanks": has_blanks, "leads": not is_empty})
    return made


def spread(blocks: Sequence[Block]) -> Iterator[Block]:
    """Generate the blocks with every line of a paragraph or an item as one of its own; what has no words is
    not printed."""
    for block in blocks:
        if block.kind in {"table", "chart"}:
            yield block
        else:
            yield from (replace(block, text=line) for line in block.text.splitlines() if line.strip())


def printed_block(block: Block) -> dict[str, Any]:
    """Return a block with its marks read and its days as papers write them."""
    made: dict[str, Any] = {
        "kind": block.kind,
        "level": block.level,
        "runs": runs(short_dates(block.text)),
    }
    if block.kind == "table":
        made |= {
            "columns": len(block.rows[0]) if block.rows else 0,
            "widths": shares(block),
            "total": block.total,
            "rows": [[_cell(cell) for cell in row] for row in block.rows],
        }
    if block.kind == "chart":
        made["data"] = {"legend": [], "bars": [], **block.data}
    return made


def shares(block: Block) -> list[int]:
    """Return the shares of a table's columns: as given, else by the longest words in them."""
    columns = len(block.rows[0]) if block.rows else 0
    if len(block.widths) == columns:
        return list(block.widths)
    longest = [max(len(without_marks(row[place])) for row in block.rows) for place in range(columns)]
    return [min(max(length, LEAST_SHARE), MOST_SHARE) for length in longest]


def seal(proof: "Proof") -> dict[str, str]:
    """Return the code of a paper or print, with its picture and where it is looked up."""
    return seal_of(proof.code, f"{settings.SITE_URL}/xac-thuc/")


def seal_of(code: str, address: str) -> dict[str, str]:
    """Return a code with its picture and the page on which it is looked up."""
    picture = io.BytesIO()
    link = f"{address}?ma={code}"
    segno.make(link, error="m").save(picture, kind="svg", border=0)
    return {
        "code": spaced(code),
        "words": "Mã xác thực",
        "address": address.split("://", 1)[-1],
        "link": link,
        "svg": picture.getvalue().decode(),
    }


def spaced(code: str) -> str:
    """Return a code as people read it: ABCDE-FGHJK."""
    return f"{code[:5]}-{code[5:]}"


def _cell(text: str) -> dict[str, Any]:
    words = without_marks(text).strip()
    return {"runs": runs(short_dates(text)), "number": bool(_NUMBER.fullmatch(words))}


def _addressees(lines: list[str]) -> list[str]:
    return [lines[0].rstrip(".;, ")] if len(lines) == 1 else with_ends(lines)

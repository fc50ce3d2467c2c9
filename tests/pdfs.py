"""The words of a PDF as a reader sees them, by the tables from glyphs to letters that it carries."""

import io
import re
from typing import Any

import pikepdf

_CHARS = re.compile(r"beginbfchar(.*?)endbfchar", re.S)
_RANGES = re.compile(r"beginbfrange(.*?)endbfrange", re.S)
_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_TRIPLE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def text_of(content: bytes) -> str:
    """Return the text of all pages, a blank between two pieces that are set apart."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return "\n".join(_page(page) for page in document.pages)


def _page(page: Any) -> str:
    fonts = {str(name): _letters(font) for name, font in page.resources.get("/Font", {}).items()}
    found: list[str] = []
    _read(page, fonts, found)
    return "".join(found)


def _read(holder: Any, fonts: dict[str, dict[int, str]], found: list[str]) -> None:
    letters: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(holder):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Tf":
            letters = fonts.get(str(operands[0]), {})
        elif operator in {"Tm", "Td", "T*"}:
            found.append(" ")
        elif operator in {"Tj", "TJ"}:
            pieces = operands[0] if operator == "TJ" else [operands[0]]
            for piece in pieces:
                if isinstance(piece, pikepdf.String):
                    codes = bytes(piece)
                    pairs = zip(codes[::2], codes[1::2], strict=False)
                    found.extend(letters.get(high * 256 + low, "") for high, low in pairs)


def _letters(font: Any) -> dict[int, str]:
    """Return which letters the glyphs of a font stand for."""
    if "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode.read_bytes().decode("latin-1")
    made = {}
    for part in _CHARS.findall(table):
        made |= {int(glyph, 16): _decoded(letter) for glyph, letter in _PAIR.findall(part)}
    for part in _RANGES.findall(table):
        for first, last, letter in _TRIPLE.findall(part):
            for step in range(int(last, 16) - int(first, 16) + 1):
                made[int(first, 16) + step] = chr(ord(_decoded(letter)) + step)
    return made


def _decoded(letter: str) -> str:
    return bytes.fromhex(letter).decode("utf-16-be")

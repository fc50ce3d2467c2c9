"""The manual (docs/manual/*.md) as the application's help: chapters, their parts, and a search over them.

Read once a process; no query. The text is ours, yet HTML in it is not passed through.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.addresses import reverse
from core.text import fold

FOLDER: Path = settings.BASE_DIR / "docs" / "manual"
# README.md is the index for whoever reads the files; the help has a page of contents of its own.
ORDER = (
    "bat-dau",
    "chuyen-vien",
    "to-chuc",
    "hop",
    "bao-cao",
    "giay-to",
    "quy-che",
    "nhac-viec",
    "quy-dinh",
    "nhap-xuat",
    "thu-ky",
    "lanh-dao",
    "dang-uy",
    "quan-tri",
)
_READER = MarkdownIt("commonmark", {"html": False}).enable("table")
_NO_LETTER = re.compile(r"[^\w\- ]")


class Part(NamedTuple):
    """What stands under one heading of a chapter; the first part, without a heading, opens the chapter."""

    anchor: str
    title: str
    html: SafeString
    text: str


class Chapter(NamedTuple):
    """One file of the manual."""

    slug: str
    title: str
    parts: tuple[Part, ...]

    def part(self, anchor: str) -> Part | None:
        """Return the part of that anchor, None where there is none."""
        return next((part for part in self.parts if part.anchor == anchor), None)


class Hit(NamedTuple):
    """A part that holds all words that were looked for."""

    chapter: Chapter
    part: Part
    excerpt: str


@cache
def chapters() -> dict[str, Chapter]:
    """Return the chapters by their names in addresses, in the order of the contents."""
    return {slug: _chapter(slug, (FOLDER / f"{slug}.md").read_text(encoding="utf-8")) for slug in ORDER}


def search(text: str) -> list[Hit]:
    """Return the parts that hold every word of the text, blind to accents; those whose title holds them all
    come first."""
    words = fold(text).split()
    found = [
        Hit(chapter, part, _excerpt(part.text, words))
        for chapter in chapters().values()
        for part in chapter.parts
        if words and all(word in fold(f"{part.title} {part.text}") for word in words)
    ]
    return sorted(found, key=lambda hit: not all(word in fold(hit.part.title) for word in words))


def anchor_of(title: str) -> str:
    """Return the anchor of a heading as GitHub makes it, so that one link serves the file and the help."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFC", title).lower()).replace(" ", "-")


def _chapter(slug: str, source: str) -> Chapter:
    tokens = _READER.parse(source)
    title = tokens[1].content
    parts: list[Part] = []
    start, heading = 3, ""  # behind the title's three tokens
    for at, token in enumerate([*tokens, Token("heading_open", "h2", 1)]):
        if token.type == "heading_open" and token.tag == "h2":
            if at > start or heading:
                parts.append(_part(heading, tokens[start:at]))
            heading, start = (tokens[at + 1].content, at + 3) if at + 1 < len(tokens) else ("", at)
    return Chapter(slug, title, tuple(parts))


def _part(heading: str, tokens: Sequence[Token]) -> Part:
    for token in tokens:
        if token.type == "table_open":
            token.attrSet("class", "table")
        for inner in token.children or ():
            if inner.type == "image":
                inner.attrSet("src", static(f"manual/{PurePosixPath(str(inner.attrGet('src'))).name}"))
                inner.attrSet("loading", "lazy")
        if token.children:
            token.children = list(_with_addresses(token.children))
    html = _READER.renderer.render(tokens, _READER.options, {})
    html = html.replace("<table ", '<div class="table-responsive"><table ').replace(
        "</table>", "</table></div>"
    )
    text = " ".join(
        inner.content
        for token in tokens
        for inner in token.children or ()
        if inner.type in {"text", "code_inline"}
    )
    return Part(anchor_of(heading), heading, mark_safe(html), text)


def _with_addresses(tokens: Sequence[Token]) -> Iterator[Token]:
    """Generate the tokens of a line with the links of the manual leading to chapters of the help; where a
    link leads to another file of docs/, its words alone stay."""
    dropped = False
    for token in tokens:
        if token.type == "link_open":
            path, mark, anchor = str(token.attrGet("href")).partition("#")
            slug = path.removesuffix(".md")
            dropped = slug not in ORDER
            if not dropped:
                token.attrSet("href", reverse("desk:help", args=[slug]) + mark + anchor)
        if not dropped or token.type not in {"link_open", "link_close"}:
            yield token


def _excerpt(text: str, words: Sequence[str]) -> str:
    """Return some words of the text around the first word that was looked for."""
    at = max(fold(text).find(words[0]), 0)
    start = text.rfind(" ", 0, max(at - 60, 0)) + 1
    return ("… " if start else "") + text[start : start + 180].rsplit(" ", 1)[0] + " …"

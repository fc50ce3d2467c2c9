"""Papers as PDF, and as pictures of their pages."""

from typing import Any

from papers.documents import pages, printed, typesetting, word
from papers.models import Paper


def pdf(paper: Paper) -> bytes:
    """Return a paper as PDF: of the built-in form as it is, of an office's own template by the Word file."""
    if paper.template:
        return pages.pdf(word.docx(paper))
    return built_in(printed.content(paper))


def pictures(paper: Paper, *, ppi: int = 96) -> list[bytes]:
    """Return the pages of a paper as PNG."""
    if paper.template:
        return pages.pictures(word.docx(paper), ppi=ppi)
    return typesetting.pictures("paper.typ", ppi=ppi, content=printed.content(paper))


def built_in(content: dict[str, Any]) -> bytes:
    """Return a paper in the built-in form of its day. About 0.1 s."""
    return typesetting.pdf("paper.typ", content=content)

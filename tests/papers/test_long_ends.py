"""Nothing of a paper is cut, however long its last part is."""

import datetime as dt

import pytest

from papers.blocks import Block, as_json
from papers.documents import pdf
from papers.enums import Kind, Profile
from papers.models import Paper
from tests import pdfs


@pytest.mark.parametrize("words", [3, 400, 2000])
@pytest.mark.parametrize("kind", [Kind.MINUTES, Kind.CONCLUSION])
def test_a_long_last_part_breaks(words, kind) -> None:
    names = ("superior", "issuer", "symbol", "place", "authority", "office", "signer")
    frame = dict.fromkeys(names, "X") | {"second": None, "addressees": [], "recipients": []}
    text = " ".join(f"chữ{place}" for place in range(words))
    blocks = as_json([Block("paragraph", text), Block("paragraph", f"{text} hết")])
    day = dt.date(2026, 3, 1)
    paper = Paper(
        kind=kind, document_type="BB", dated_on=day, profile=Profile.on(day), frame=frame, blocks=blocks
    )
    read = pdfs.text_of(pdf.pdf(paper)).replace("\n", " ")
    assert " ".join(read.split()).count(f"chữ{words - 1}") == 2
    assert "hết" in read

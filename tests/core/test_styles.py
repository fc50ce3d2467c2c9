"""Colours have names by what they are for, so that each theme gives them its own value."""

import re

import pytest
from django.conf import settings

SHEETS = sorted((settings.BASE_DIR / "static/nennep").glob("*.css"))
# White words on a strong colour are white in both themes; a category's colour is the same in both.
SAME_IN_BOTH = re.compile(
    r"color: #fff\b|\.nn-theme-\w+ \{[^}]*\}|\.nn-asof \{ background: #2b2f63;|::backdrop \{[^}]*\}"
)
COLOUR = re.compile(r"[^{};]*:[^;{}]*(?:#[0-9a-fA-F]{3,8}\b|rgba?\()[^;{}]*")


def for_the_screen(sheet: str) -> str:
    """Return the sheet without what is for paper alone, and without the block that gives the names."""
    kept, start = "", sheet.find("html { scroll-padding") if "--nn-surface: " in sheet else 0
    while (paper := sheet.find("@media print", start)) >= 0:
        kept += sheet[start:paper]
        depth, start = 0, sheet.index("{", paper)
        while True:
            depth += {"{": 1, "}": -1}.get(sheet[start], 0)
            start += 1
            if not depth:
                break
    return kept + sheet[start:]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_screens_take_colours_by_name(sheet):
    text = SAME_IN_BOTH.sub("", for_the_screen(sheet.read_text()))

    assert [found.strip() for found in COLOUR.findall(text)] == [], "use a --nn-… colour of nennep.css"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_narrow_sheet_of_paper_is_no_phone(sheet) -> None:
    """What a rule for narrow widths lays out anew must say that it means a screen: A4 is 718 pixels wide."""
    queries = re.findall(r"@media ([^{]*max-width[^{]*)\{", sheet.read_text())
    assert [query for query in queries if not query.startswith(("screen and ", "print, screen and "))] == []

"""Habits of the templates that no linter knows."""

import re

from django.conf import settings


def test_no_attribute_holds_a_filter_that_gives_marks():
    """`unbroken` wraps its text in an element: inside an attribute that would end it."""
    faults = [
        f"{path.relative_to(settings.BASE_DIR)}: {found}"
        for folder in ("templates", "rulebook/duties")
        for path in (settings.BASE_DIR / folder).rglob("*.html")
        for found in re.findall(r'\s[\w-]+="[^"]*\|unbroken[^"]*"', path.read_text(encoding="utf-8"))
    ]
    assert faults == []


def blank_cells(template: str) -> list[str]:
    """Return the beginnings of cells that may have no content but always have white space."""
    inner = r"\s+\{% (?:if|for) (?:(?!</?td|\{% (?:else|empty)).)*\{% end(?:if|for) %\}\s+"
    return re.findall(rf"(<td[^>]*>)(?={inner}</td>)", template, re.S)


def test_a_cell_without_content_is_empty():
    """A phone leaves out the cells that are empty, which a cell with a line break is not."""
    cell = '<td data-label="A">'
    assert blank_cells(cell + "\n  {% if a %}{{ a }}{% endif %}\n</td>") == [cell]
    assert blank_cells("<td>{% if a %}\n  {{ a }}\n{% endif %}</td>") == []
    assert blank_cells("<td>\n{% if a %}{{ a }}{% else %}–{% endif %}\n</td>") == []
    assert {
        str(path.relative_to(settings.BASE_DIR)): found
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        if (found := blank_cells(path.read_text(encoding="utf-8")))
    } == {}


# Those that may not lean on anything that can fail are whole pages of their own.
HEADS = {"components/page.html", "base_entrance.html", "500.html", "503.html", "507.html"}


def test_every_head_of_a_page_is_the_one_component():
    """`components/page.html` writes that of the pages inside, `base_entrance.html` that of those at the
    entrance; the others fill its blocks."""
    templates = settings.BASE_DIR / "templates"
    by_hand = {
        str(path.relative_to(templates))
        for path in templates.rglob("*.html")
        if re.search(r'<h1\b|class="nn-head[ "]', path.read_text(encoding="utf-8"))
    }
    assert by_hand == HEADS

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

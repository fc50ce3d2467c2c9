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

"""Findings in plain words, one line each: the templates findings/<rule>.txt rendered for files and mails."""

from collections.abc import Iterable, Mapping

from django.template.loader import get_template

from obligations.enums import Rule
from obligations.queries.findings import Row


def title(rule: str) -> str:
    """Return a rule's title; the code itself where no rule has it."""
    return str(Rule(rule).label) if rule in Rule.values else rule


def of(rows: Iterable[Row], *, names: Mapping[str, str]) -> dict[tuple[str, str, str], str]:
    """Return each finding's sentence as plain text, by its key. No query; `names` comes from obligations.queries.records."""
    wrapped = get_template("findings/plain.txt")
    return {row.key: wrapped.render({"finding": row, "names": names, "sentence": f"words/{row.rule}.txt"}).strip() for row in rows}

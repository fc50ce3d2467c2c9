"""Findings in plain words, one line each: the templates findings/<rule>.txt rendered for files and mails."""

import re
from collections.abc import Iterable, Mapping

from django.template.loader import get_template

from obligations.enums import Rule
from obligations.queries.findings import Row
from obligations.queries.records import mentioned

# Codes of records are the system's own; a document's number and a person's name are everybody's.
_CODED = {"meeting", "seat", "decision", "task", "submission"}
_TITLED = {"task", "submission"}


def title(rule: str) -> str:
    """Return a rule's title; the code itself where no rule has it."""
    return str(Rule(rule).label) if rule in Rule.values else rule


def of(rows: Iterable[Row], *, names: Mapping[str, str]) -> dict[tuple[str, str, str], str]:
    """Return each finding's sentence as plain text, by its key. No query; `names` comes from obligations.queries.records."""
    wrapped = get_template("findings/plain.txt")
    return {row.key: wrapped.render({"finding": row, "names": names, "sentence": f"words/{row.rule}.txt"}).strip() for row in rows}


def without_codes(sentence: str, row: Row, *, names: Mapping[str, str]) -> str:
    """Return a finding's sentence as it goes to others, in a mail or an official paper: a record by its title or its day, not by its code."""
    for kind, code in mentioned(row.evidence):
        if kind in _CODED:
            title = names.get(f"{kind}:{code}", "") if kind in _TITLED else ""
            sentence = re.sub(rf"\s*\({re.escape(code)}\)", "", sentence)
            sentence = re.sub(rf"\s+{re.escape(code)}(?!\w)", lambda _found, title=title: f" “{title}”" if title else "", sentence)  # type: ignore[misc]
    return sentence

"""Answers what the law says, for the apps below that may not look into the rulebook."""

import datetime as dt
from typing import Any

from obligations import facts
from rulebook.parameters import load_law


def course(sender: Any, *, name: str, **kwargs: Any) -> list[tuple[dt.date, Any, str]] | None:
    """Return a parameter's dated values under the office's profiles, ascending; None for what no law file knows. One query."""
    law = load_law(facts.profiles())
    known = next((parameter for parameter in law.catalogue() if parameter.name == name), None)
    if known is None:
        return None
    return [(step.since, law.value(name, step.since), step.reference) for step in known.values if step.in_use]

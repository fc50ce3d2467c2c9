"""What stands behind a code."""

import re

from core.text import fold
from papers.models import Proof

_BETWEEN = re.compile(r"[\s\-–.]+")


def find(code: str, number: str) -> Proof | None:
    """Return the proof of a code where the number of the paper was typed too, or the day of one without a
    number. One query."""
    wanted = _BETWEEN.sub("", code).upper()
    if not wanted or len(wanted) > 16:
        return None
    found = Proof.objects.select_related("paper").filter(code=wanted).first()
    if found is None or _plain(number) not in _answers(found):
        return None
    return found


def _answers(proof: Proof) -> set[str]:
    """Return what may be typed beside the code."""
    if proof.number_line:
        line = _plain(proof.number_line)
        return {line, line.removeprefix("so")}
    day = proof.day
    return {f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day.day:02d}/{day.month}/{day.year}"}


def _plain(text: str) -> str:
    return re.sub(r"[\s]+", "", fold(text))

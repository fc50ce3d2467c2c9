"""A criterion in one sentence: the templates reviews/criteria/<code>.txt, for the page and the papers
alike."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.template.loader import get_template

from obligations.services.appraisals import Mark


def units_by_state(mark: Mark) -> Mapping[str, list[Any]]:
    """Return the units of a criterion by state, a dash written as an underscore."""
    found: dict[str, list[Any]] = defaultdict(list)
    for unit in mark.units:
        found[unit.state.replace("-", "_")].append(unit)
    return dict(found)


def sentence(mark: Mark) -> str:
    """Return what was counted, in one line of plain text. No query."""
    context = {
        "mark": mark,
        "by": units_by_state(mark),
        "done": plain(mark.done),
        "of": mark.of,
        "sentence": f"reviews/criteria/{mark.criterion}.txt",
    }
    text = get_template("findings/plain.txt").render(context)
    return " ".join(text.split())


def plain(value: Decimal | Fraction | int | None) -> Any:
    """Return a number without needless decimals: 25, 18.75, 4/3."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Fraction):
        if 100 % value.denominator:
            return str(value)
        value = Decimal(value.numerator) / Decimal(value.denominator)
    return int(value) if value == value.to_integral_value() else value.normalize()

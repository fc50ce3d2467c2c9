"""Words of the rules and of the law for templates."""

from typing import Any

from django.template import Library
from django.utils.translation import get_language, gettext_lazy

from obligations.queries import sentences
from rulebook.law import Parameter

register = Library()


@register.filter
def rule_title(rule: str) -> str:
    """Return the title of a rule, by its code."""
    return sentences.title(rule)


@register.filter
def parameter_title(parameter: Parameter) -> str:
    """Return the title of a parameter of the law in the reader's language."""
    return parameter.english if get_language() == "en" else parameter.title


_UNITS = {
    "days": gettext_lazy("%s ngày"),
    "working-days": gettext_lazy("%s ngày làm việc"),
    "months": gettext_lazy("%s tháng"),
    "meetings": gettext_lazy("%s cuộc họp"),
    "periods": gettext_lazy("%s kỳ"),
    "points": gettext_lazy("%s điểm"),
    "majority": gettext_lazy("quá %s tổng số thành viên"),
}


@register.simple_tag
def law_value(value: Any, unit: str = "") -> str:
    """A parameter's value in words: 15 ngày, 2/3, quá 1/2 tổng số thành viên."""
    if unit == "majority":
        value = str(value).removeprefix("more than ").removesuffix(" of all members")
    if unit == "rules":
        return "; ".join(rule_title(code) for code in str(value).split("; "))
    return str(_UNITS[unit]) % value if unit in _UNITS else str(value)

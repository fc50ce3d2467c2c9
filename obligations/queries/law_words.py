"""The words of the law: titles and values of rules and parameters."""

from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from delegations.enums import Applies
from delegations.queries.law import parameters
from obligations.enums import GradeCondition, ShareBase
from obligations.queries.sentences import title
from rulebook.law import Parameter

_UNITS = {
    "days": gettext_lazy("%s ngày"),
    "working-days": gettext_lazy("%s ngày làm việc"),
    "months": gettext_lazy("%s tháng"),
    "meetings": gettext_lazy("%s cuộc họp"),
    "periods": gettext_lazy("%s kỳ"),
    "points": gettext_lazy("%s điểm"),
    "majority": gettext_lazy("quá %s tổng số thành viên"),
}


_CHOICES = {
    "stricter": gettext_lazy("chỉ áp dụng khi chặt hơn quy định"),
    "free": gettext_lazy("áp dụng như tổ chức tự quy định"),
    "none": gettext_lazy("không nghĩa vụ nào"),
    "all": gettext_lazy("mọi nghĩa vụ"),
    **dict(ShareBase.choices),
}


def parameter_title(parameter: Parameter) -> str:
    """Return the title of a parameter of the law in the reader's language."""
    return parameter.english if get_language() == "en" else parameter.title


def line_title(name: str) -> str:
    """Return the title of the rule or parameter of that name in the reader's language. No query."""
    about = parameters().get(name)
    return parameter_title(about) if about else title(name)


def unit(name: str) -> str:
    """Return a parameter's unit, "" for a rule. No query."""
    about = parameters().get(name)
    return about.unit if about else ""


def line_value(value: Any, name: str) -> str:
    """Return a value of the rule or parameter of that name in words: áp dụng, 15 ngày."""
    if its_unit := unit(name):
        return law_value(value, its_unit)
    return _("không áp dụng") if value == Applies.NO else _("áp dụng")


def law_value(value: Any, unit: str = "") -> str:
    """A parameter's value in words: 15 ngày, 2/3, quá 1/2 tổng số thành viên."""
    if unit == "majority":
        value = str(value).removeprefix("more than ").removesuffix(" of all members")
    if unit == "choice":
        return str(_CHOICES.get(str(value), value))
    if unit == "rules":
        return "; ".join(title(code) for code in str(value).split("; "))
    if unit == "conditions":
        titles = [str(GradeCondition(code).label) for code in str(value).split("; ") if code]
        return "; ".join(titles) or _("không có")
    return str(_UNITS[unit]) % value if unit in _UNITS else str(value)

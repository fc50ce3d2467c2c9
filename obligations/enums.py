"""Closed lists of the obligations app."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rulebook.duties import RULES


class DayOffKind(models.TextChoices):
    OFF = "off", _("Nghỉ")
    WORKED = "worked", _("Làm bù")


class FlagStatus(models.TextChoices):
    DUE = "due", _("sắp đến hạn")
    OVERDUE = "overdue", _("quá hạn")
    WAIVED = "waived", _("được miễn, hoãn")


class Severity(models.TextChoices):
    INFO = "info", _("lưu ý")
    WARNING = "warning", _("cảnh báo")
    SERIOUS = "serious", _("nghiêm trọng")


class FlagEventKind(models.TextChoices):
    OPENED = "opened", pgettext_lazy("diễn biến", "phát hiện")
    CHANGED = "changed", _("thay đổi")
    WAIVED = "waived", _("được miễn, hoãn")
    CLOSED = "closed", _("đã khắc phục")
    REOPENED = "reopened", _("phát hiện lại")


class SweepScope(models.TextChoices):
    ALL = "all", _("toàn bộ")
    TOUCHED = "touched", _("tổ chức có thay đổi")


Rule: Any = models.TextChoices(  # type: ignore[call-overload]  # its members are the rulebook's, which the type checker cannot see
    "Rule", [(rule.code.replace("-", "_").upper(), (rule.code, gettext_lazy(rule.title))) for rule in RULES]
)
"""The rules by the titles that screens, mails and filters use; `Rule.MEETING_OVERDUE` and so on, in the rulebook's order."""

MAIN_RULES = (Rule.MEETING_OVERDUE.value, Rule.ANNUAL_REPORT_MISSING.value, Rule.UNDERSTAFFED.value)
"""The three main duties: meeting, reporting, keeping the required strength."""

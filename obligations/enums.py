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


class PeriodState(models.TextChoices):
    """What became of a period in which a body has to meet (rulebook.rhythm.State)."""

    HELD = "held", _("Đã họp")
    HELD_UNRECORDED = "held-unrecorded", _("Đã họp, chưa ghi nhận thành phần")
    HELD_WITHOUT_QUORUM = "held-without-quorum", _("Họp không đủ thành phần")
    MISSED = "missed", _("Không họp định kỳ")
    WAIVED = "waived", _("Được miễn, hoãn")
    PLANNED = "planned", _("Đã lên lịch")
    DUE = "due", _("Chưa đến hạn")
    NOT_COUNTED = "not-counted", _("Không tính")


class SweepScope(models.TextChoices):
    ALL = "all", _("toàn bộ")
    TOUCHED = "touched", _("tổ chức có thay đổi")


Rule: Any = models.TextChoices(  # type: ignore[call-overload]  # its members are the rulebook's, which the type checker cannot see
    "Rule", [(rule.code.replace("-", "_").upper(), (rule.code, gettext_lazy(rule.title))) for rule in RULES]
)
"""The rules by the titles that screens, mails and filters use; `Rule.MEETING_OVERDUE` and so on, in the
rulebook's order."""

MAIN_RULES = (Rule.MEETING_OVERDUE.value, Rule.ANNUAL_REPORT_MISSING.value, Rule.UNDERSTAFFED.value)
"""The three main duties: meeting, reporting, keeping the required strength."""

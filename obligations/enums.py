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
    EXCUSED = "excused", _("Không áp dụng")
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


class GradeCondition(models.TextChoices):
    """What a grade asks for besides points, by the codes of the law: the Rules page and the reviews say it
    alike."""

    TASKS_DONE = "tasks-done", _("Hoàn thành mọi nhiệm vụ được giao")
    TASKS_ON_TIME = "tasks-on-time", _("Hoàn thành mọi nhiệm vụ đúng hạn")
    FEW_TASKS_LATE = "few-tasks-late", _("Số nhiệm vụ chậm tiến độ trong mức cho phép")
    TASKS_BEYOND = "tasks-beyond", _("Đủ số nhiệm vụ hoàn thành vượt mức yêu cầu")
    NOBODY_PUNISHED = "nobody-punished", _("Không có thành viên bị kỷ luật")
    FAULTS_REPAIRED = "faults-repaired", _("Đã khắc phục hạn chế, khuyết điểm trước đó")


class ShareBase(models.TextChoices):
    """The bodies of which the largest share of excellent is taken."""

    GOOD = "good", _("tổ chức được xếp loại hoàn thành tốt nhiệm vụ")
    GOOD_OR_BETTER = "good-or-better", _("tổ chức được xếp loại tốt trở lên")
    GRADED = "graded", _("tổ chức được xếp loại")

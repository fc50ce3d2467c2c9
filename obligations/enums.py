"""Closed lists of the obligations app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
    OPENED = "opened", _("phát hiện")
    CHANGED = "changed", _("thay đổi")
    WAIVED = "waived", _("được miễn, hoãn")
    CLOSED = "closed", _("đã khắc phục")
    REOPENED = "reopened", _("phát hiện lại")


class SweepScope(models.TextChoices):
    ALL = "all", _("toàn bộ")
    TOUCHED = "touched", _("tổ chức có thay đổi")

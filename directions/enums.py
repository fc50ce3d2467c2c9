"""Closed lists of the directions app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """How a direction ended. Only a leader takes one back; the others are what staff may propose."""

    DONE = "done", _("đã thực hiện")
    NOT_DONE = "not-done", _("không thực hiện")
    REPLACED = "replaced", _("thay bằng ý kiến khác")
    WITHDRAWN = "withdrawn", _("đã rút lại")


PROPOSED = [(outcome.value, outcome.label) for outcome in (Outcome.DONE, Outcome.NOT_DONE, Outcome.REPLACED)]


class StepKind(models.TextChoices):
    REPORT = "report", _("báo cáo tiến độ")
    PROPOSAL = "proposal", _("đề nghị kết thúc")
    FURTHER = "further", _("ý kiến thêm của lãnh đạo")
    REOPENED = "reopened", _("mở lại")


class State(models.TextChoices):
    """Where a direction stands on a day. One that waits for the leader's word is not overdue: the staff's
    part is done."""

    OPEN = "open", _("đang thực hiện")
    OVERDUE = "overdue", _("quá hạn")
    WAITING = "waiting", _("chờ xác nhận")
    CLOSED = "closed", _("đã kết thúc")

"""Closed lists of the reports app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    ANNUAL = "annual", _("Năm")


class BoardState(models.TextChoices):
    """How far a body's annual report has come."""

    WAITED_FOR = "waited", _("Chưa đến hạn")
    MISSING = "missing", _("Chưa nộp, quá hạn")
    SUBMITTED = "submitted", _("Đã nộp, chờ xem xét")
    RETURNED = "returned", _("Bị trả lại")
    RESUBMITTED = "resubmitted", _("Đã nộp lại, chờ xem xét")
    ACCEPTED = "accepted", _("Đã chấp nhận")
    NOT_OWED = "not-owed", _("Không phải nộp")

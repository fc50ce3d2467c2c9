"""Closed lists of the reports app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    """How often a regime asks for a report; its periods are those of the calendar."""

    MONTH = "month", _("Tháng")
    QUARTER = "quarter", _("Quý")
    HALF_YEAR = "half-year", _("6 tháng")
    YEAR = "year", _("Năm")

    @property
    def periods(self) -> str:
        """The pattern of the names of this rhythm's periods."""
        return r"\d{4}" + {"month": r"-M(0[1-9]|1[0-2])", "quarter": "-Q[1-4]", "half-year": "-H[12]"}.get(
            self.value, ""
        )

    @property
    def example(self) -> str:
        """The name of one of this rhythm's periods."""
        return "2026" + {"month": "-M03", "quarter": "-Q2", "half-year": "-H1"}.get(self.value, "")


class BoardState(models.TextChoices):
    """How far a body's annual report has come."""

    WAITED_FOR = "waited", _("Chưa đến hạn")
    DEFERRED = "deferred", _("Được miễn, hoãn")
    MISSING = "missing", _("Chưa nộp, quá hạn")
    SUBMITTED = "submitted", _("Đã nộp, chờ xem xét")
    RETURNED = "returned", _("Bị trả lại")
    ANSWERED = "answered", _("Đã trả lại, có lần nộp sau")
    RESUBMITTED = "resubmitted", _("Đã nộp lại, chờ xem xét")
    ACCEPTED = "accepted", _("Đã chấp nhận")
    FORGOTTEN = "forgotten", _("Tổ chức đã kết thúc, không theo dõi nữa")
    NOT_OWED = "not-owed", _("Không phải nộp")


class ReportState(models.TextChoices):
    """What the register of reports is narrowed to."""

    WAITING = "waiting", _("Chờ xem xét")
    RETURNED = "returned", _("Bị trả lại")
    ACCEPTED = "accepted", _("Đã chấp nhận")

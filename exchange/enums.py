"""Closed lists of the exchange app."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from delegations.enums import BodyState

# A body's state in the words of the open data.
BODY_STATES = {
    "active": BodyState.ACTIVE.value,
    "ended": BodyState.ENDED.value,
    "planned": BodyState.PLANNED.value,
}


class RunState(models.TextChoices):
    """Where an uploaded workbook stands on its way into the records."""

    WAITING = "waiting", _("chờ đọc")
    READING = "reading", _("đang đọc")
    READY = "ready", _("chờ xác nhận")
    FAULTY = "faulty", _("có lỗi")
    QUEUED = "queued", _("chờ ghi")
    WRITING = "writing", _("đang ghi")
    DONE = "done", _("đã nhập")
    DISCARDED = "discarded", _("đã bỏ")
    FAILED = "failed", _("không đọc được")

"""Closed lists of the directions app."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class Urgency(models.TextChoices):
    """How soon a direction must be acknowledged; the working days are parameters of the law. What bears no
    mark of urgency is ordinary."""

    ORDINARY = "", pgettext_lazy("độ khẩn", "thường")
    URGENT = "urgent", _("khẩn")
    PRESSING = "pressing", _("thượng khẩn")
    AT_ONCE = "at-once", _("hoả tốc")


class ReceiptState(models.TextChoices):
    """Where the acknowledgement of a direction stands on a day."""

    NOT_ASKED = "not-asked", _("không yêu cầu xác nhận")
    WAITING = "waiting", _("chưa xác nhận tiếp nhận")
    LATE = "late", _("chậm xác nhận tiếp nhận")
    RECEIVED = "received", _("đã tiếp nhận")
    RECEIVED_LATE = "received-late", _("đã tiếp nhận, chậm")


class FindingState(models.TextChoices):
    """What became of the finding that a direction is about."""

    OPEN = "open", _("hiện vẫn còn")
    WAIVED = "waived", _("được miễn, hoãn")
    CLEARED = "cleared", _("đã khắc phục")
    GONE = "gone", _("không còn trong danh sách theo dõi")


class Decision(models.TextChoices):
    """What a leader said to a request for more time."""

    GRANTED = "granted", _("đồng ý gia hạn")
    REFUSED = "refused", _("không đồng ý gia hạn")


class NoticeKind(models.TextChoices):
    """Why a mail about a direction was written."""

    GIVEN = "given", _("ý kiến chỉ đạo mới")
    UNRECEIVED = "unreceived", _("chậm xác nhận tiếp nhận")
    EXTENSION = "extension", _("trả lời xin gia hạn")
    FURTHER = "further", _("ý kiến thêm của lãnh đạo")


class State(models.TextChoices):
    """Where a direction stands on a day. One that waits for the leader's word is not overdue: the staff's
    part is done. Nor is one whose carrying out was waived or deferred (miễn, hoãn),
    or that was left by a body which has ended."""

    OPEN = "open", _("đang thực hiện")
    OVERDUE = "overdue", _("quá hạn")
    DEFERRED = "deferred", _("được miễn, hoãn")
    LEFT = "left", _("tổ chức đã kết thúc")
    WAITING = "waiting", _("chờ xác nhận")
    CLOSED = "closed", _("đã kết thúc")


class LinkAct(models.TextChoices):
    """What a body can do by the link in a mail; the values stand in addresses."""

    RECEIVE = "tiep-nhan", _("xác nhận tiếp nhận")
    REPORT = "bao-cao", _("báo cáo thực hiện")
    EXTEND = "gia-han", _("xin gia hạn")

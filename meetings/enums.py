"""Closed lists of the meetings app. Values are stable codes, labels are the office's words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingKind(models.TextChoices):
    PERIODIC = "periodic", _("Định kỳ")
    THEMATIC = "thematic", _("Chuyên đề")
    EXTRAORDINARY = "extraordinary", _("Bất thường")


class MeetingStatus(models.TextChoices):
    HELD = "held", _("Đã họp")
    PLANNED = "planned", _("Dự kiến")
    POSTPONED = "postponed", pgettext_lazy("trạng thái", "Hoãn")
    CANCELLED = "cancelled", pgettext_lazy("trạng thái", "Huỷ")


class Theme(models.TextChoices):
    POLITICAL = "political", _("Nhiệm vụ chính trị")
    ORGANISATION = "organisation", _("Tổ chức bộ máy")
    PERSONNEL = "personnel", pgettext_lazy("nội dung", "Cán bộ")
    INSPECTION = "inspection", _("Kiểm tra giám sát")
    OTHER = "other", _("Khác")


class TaskQuality(models.TextChoices):
    """How well a task was done, where somebody wrote it down: a grade asks for it."""

    BEYOND = "beyond", _("Vượt mức yêu cầu")
    AS_REQUIRED = "as-required", _("Đạt yêu cầu")


class AttendanceState(models.TextChoices):
    PRESENT = "present", _("Có mặt")
    EXCUSED = "excused", _("Vắng có lý do")
    ABSENT = "absent", _("Vắng")


class Outcome(models.TextChoices):
    DECIDED = "decided", _("Quyết định theo thẩm quyền")
    SUBMITTED = "submitted", _("Đề xuất Ban Thường vụ Tỉnh uỷ")


class VotingMethod(models.TextChoices):
    SHOW_OF_HANDS = "show-of-hands", _("Biểu quyết giơ tay")
    SECRET_BALLOT = "secret-ballot", _("Bỏ phiếu kín")
    ELECTRONIC = "electronic", _("Biểu quyết điện tử")
    WRITTEN = "written", _("Lấy ý kiến bằng văn bản")


class Answer(models.TextChoices):
    AGREED = "agreed", _("Đồng ý")
    DISAGREED = "disagreed", _("Không đồng ý")
    OTHER = "other", _("Ý kiến khác")

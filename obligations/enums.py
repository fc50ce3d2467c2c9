"""Closed lists of the obligations app."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class Rule(models.TextChoices):
    """The rules by the titles that screens, mails and filters use; the rulebook holds the duties themselves."""

    MEETING_OVERDUE = "meeting-overdue", _("Quá hạn họp định kỳ")
    MEETING_DUE = "meeting-due", _("Sắp đến hạn họp định kỳ")
    ANNUAL_REPORT_MISSING = "annual-report-missing", _("Chưa gửi báo cáo năm")
    ANNUAL_REPORT_DUE = "annual-report-due", _("Sắp đến hạn gửi báo cáo năm")
    UNDERSTAFFED = "understaffed", _("Khuyết vị trí")
    RESTAFF_DUE = "restaff-due", _("Chưa rà soát, kiện toàn sau bầu cử, đại hội")
    REGULATION_MISSING = "regulation-missing", _("Chưa có quy chế làm việc")
    REGULATION_STALE = "regulation-stale", _("Quy chế làm việc chưa được sửa đổi, bổ sung")
    COORDINATION_MISSING = "coordination-missing", _("Thiếu quy chế phối hợp")
    AGENDA_NARROW = "agenda-narrow", _("Nội dung sinh hoạt chưa cân đối")
    MINUTES_MISSING = "minutes-missing", _("Chưa hoàn thành biên bản")
    QUORUM_FAILED = "quorum-failed", _("Họp không đủ thành phần")
    MAJORITY_FAILED = "majority-failed", _("Thông qua không quá nửa tổng số thành viên")
    MEMBER_INACTIVE = "member-inactive", _("Thành viên ít tham gia sinh hoạt")
    TERM_ENDING = "term-ending", _("Sắp hết thời hạn")
    ACTION_OVERDUE = "action-overdue", _("Nhiệm vụ quá hạn")
    SUBMISSION_OVERDUE = "submission-overdue", _("Chậm đề xuất với Ban Thường vụ")
    COMPETENCE_EXCEEDED = "competence-exceeded", _("Quyết định vượt thẩm quyền")
    COMMITTEE_OPINION_MISSING = "committee-opinion-missing", _("Thiếu ý kiến cấp uỷ cơ quan")
    SECRET_PERSONNEL_ROUND = "secret-personnel-round", _("Lấy ý kiến bằng văn bản về công tác cán bộ")


MAIN_RULES = (Rule.MEETING_OVERDUE.value, Rule.ANNUAL_REPORT_MISSING.value, Rule.UNDERSTAFFED.value)
"""The three main duties: meeting, reporting, keeping the required strength."""

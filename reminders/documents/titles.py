"""The rules' names as people say them."""

from django.utils.translation import gettext_lazy as _

TITLES = {
    "meeting-overdue": _("Quá hạn họp định kỳ"),
    "meeting-due": _("Sắp đến hạn họp định kỳ"),
    "annual-report-missing": _("Chưa gửi báo cáo năm"),
    "annual-report-due": _("Sắp đến hạn gửi báo cáo năm"),
    "understaffed": _("Khuyết vị trí"),
    "restaff-due": _("Chưa rà soát, kiện toàn sau bầu cử, đại hội"),
    "regulation-missing": _("Chưa có quy chế làm việc"),
    "regulation-stale": _("Quy chế làm việc chưa được sửa đổi, bổ sung"),
    "coordination-missing": _("Thiếu quy chế phối hợp"),
    "agenda-narrow": _("Nội dung sinh hoạt chưa cân đối"),
    "minutes-missing": _("Chưa hoàn thành biên bản"),
    "quorum-failed": _("Họp không đủ thành phần"),
    "majority-failed": _("Thông qua không quá nửa tổng số thành viên"),
    "member-inactive": _("Thành viên ít tham gia sinh hoạt"),
    "term-ending": _("Sắp hết thời hạn"),
    "action-overdue": _("Nhiệm vụ quá hạn"),
    "submission-overdue": _("Chậm đề xuất với Ban Thường vụ"),
    "competence-exceeded": _("Quyết định vượt thẩm quyền"),
    "committee-opinion-missing": _("Thiếu ý kiến cấp uỷ cơ quan"),
    "secret-personnel-round": _("Lấy ý kiến bằng văn bản về công tác cán bộ"),
}


def title(rule: str) -> str:
    """Return the rule's name, or its code where it has none."""
    return str(TITLES.get(rule, rule))

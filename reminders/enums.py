"""Closed lists of the reminders app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who is told at a step. The order is the order in which a reason is named when several apply."""

    CONTACT = "contact", _("địa chỉ của tổ chức")
    SECRETARY = "secretary", _("Bí thư")
    CONSULTED = "asked", _("người chưa trả lời phiếu lấy ý kiến")
    ASSIGNED = "assigned", _("người được giao thực hiện, theo dõi")
    OFFICE = "office", _("văn phòng")
    BRIEF = "brief", _("tin tuần cho lãnh đạo")
    LETTER = "letter", _("dự thảo công văn đôn đốc")


class AnswerKind(models.TextChoices):
    """What a body says by the link in a mail; services/answer_kinds.py has which rule takes which."""

    MEETING = "meeting", _("đã họp")
    REPORT = "report", _("đã gửi báo cáo")
    MINUTES = "minutes", _("đã ký biên bản")
    REGULATION = "rules", _("đã ban hành quy chế")
    COORDINATION = "coord", _("đã ký quy chế phối hợp")
    STAFFED = "staffed", _("đã chỉ định")
    EXTENDED = "extended", _("đã kéo dài thời hạn")
    KEPT = "kept", _("giữ nguyên nhân sự")
    DONE = "done", _("đã thực hiện nhiệm vụ")
    SENT = "sent", _("đã gửi tờ trình")
    COUNTED = "counted", _("đã tổng hợp ý kiến")
    OPINION = "opinion", _("trả lời phiếu lấy ý kiến")
    COMMITTEE = "agreed", _("đã có ý kiến cấp uỷ cơ quan")
    PROMISE = "promise", _("nêu lý do và hẹn ngày")
    EXPLANATION = "explain", _("giải trình")


class AnswerState(models.TextChoices):
    PROPOSED = "proposed", _("chờ văn phòng xem")
    ACCEPTED = "accepted", _("đã nhận")
    REFUSED = "refused", _("không nhận")


class Signing(models.TextChoices):
    """Who signs a letter: as the office's papers are signed, a deputy in the chief's stead, the chief by
    order of the Standing Board, or one of the Board on its behalf."""

    HEAD = "", _("Theo thể thức của văn phòng")
    DEPUTY = "kt", _("K/T Chánh Văn phòng")
    BY_ORDER = "tl", _("T/L Ban Thường vụ")
    ON_BEHALF = "tm", _("T/M Ban Thường vụ")

    @property
    def series(self) -> str:
        """The series that numbers it: the office's, or the committee's."""
        return COMMITTEE if self in {Signing.BY_ORDER, Signing.ON_BEHALF} else ""


COMMITTEE = "TU"
"""The series, and the symbol, of papers of the committee."""

"""Closed lists of the reminders app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who is told at a step. The order is the order in which a reason is named when several apply."""

    CONTACT = "contact", _("địa chỉ của tổ chức")
    SECRETARY = "secretary", _("Bí thư")
    CONSULTED = "asked", _("người chưa trả lời phiếu lấy ý kiến")
    OFFICE = "office", _("văn phòng")
    BRIEF = "brief", _("tin tuần cho lãnh đạo")
    LETTER = "letter", _("dự thảo công văn đôn đốc")


class AnswerKind(models.TextChoices):
    """What a body says by the link in a mail."""

    MEETING = "meeting", _("đã họp")
    REPORT = "report", _("đã gửi báo cáo")
    PROMISE = "promise", _("nêu lý do và hẹn ngày")
    EXPLANATION = "explain", _("giải trình")


class AnswerState(models.TextChoices):
    PROPOSED = "proposed", _("chờ văn phòng xem")
    ACCEPTED = "accepted", _("đã nhận")
    REFUSED = "refused", _("không nhận")


class LetterProfile(models.TextChoices):
    """The Party's standard of form that a letter follows, by its day."""

    HD36_2018 = "HD36_2018", _("Hướng dẫn 36-HD/VPTW (2018)")
    HD05_2026 = "HD05_2026", _("Hướng dẫn 05-HD/VPTW (2026)")


class LetterState(models.TextChoices):
    DRAFT = "draft", _("dự thảo")
    NUMBERED = "numbered", _("đã lấy số")

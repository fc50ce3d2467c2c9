"""Closed lists of the annual reviews: the rulebook's codes by the titles that screens, papers and workbooks
use."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Grade(models.TextChoices):
    EXCELLENT = "excellent", _("Hoàn thành xuất sắc nhiệm vụ")
    GOOD = "good", _("Hoàn thành tốt nhiệm vụ")
    FULFILLED = "fulfilled", pgettext_lazy("đánh giá năm", "Hoàn thành nhiệm vụ")
    FAILED = "failed", _("Không hoàn thành nhiệm vụ")
    NOT_GRADED = "not-graded", _("Không xếp loại")


class Criterion(models.TextChoices):
    """What a correction is about: a criterion of the scheme, or the grade as a whole."""

    MEETINGS = "meetings", _("Họp định kỳ")
    DISCIPLINE = "discipline", _("Thành phần họp và biên bản")
    REPORT = "report", _("Báo cáo năm")
    STRENGTH = "strength", _("Kiện toàn vị trí")
    REGULATION = "regulation", _("Quy chế làm việc")
    COORDINATION = "coordination", _("Quy chế phối hợp")
    AGENDA = "agenda", _("Nội dung sinh hoạt")
    PARTICIPATION = "participation", _("Tham gia sinh hoạt")
    FOLLOW_UP = "follow-up", _("Nhiệm vụ, đề xuất đúng hạn")
    GRADE = "grade", pgettext_lazy("đánh giá năm", "Xếp loại")

"""Closed lists of the annual reviews: the rulebook's codes by the titles that screens, papers and workbooks
use."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from obligations.enums import GradeCondition


class Grade(models.TextChoices):
    EXCELLENT = "excellent", _("Hoàn thành xuất sắc nhiệm vụ")
    GOOD = "good", _("Hoàn thành tốt nhiệm vụ")
    FULFILLED = "fulfilled", pgettext_lazy("đánh giá năm", "Hoàn thành nhiệm vụ")
    FAILED = "failed", _("Không hoàn thành nhiệm vụ")
    NOT_GRADED = "not-graded", _("Không xếp loại")
    UNSETTLED = "unsettled", _("Chưa đủ dữ liệu để xếp loại")


class Criterion(models.TextChoices):
    """What a correction is about: a criterion of the scheme, a condition of a grade, or the grade as a
    whole."""

    MEETINGS = "meetings", _("Họp định kỳ")
    DISCIPLINE = "discipline", _("Thành phần họp và biên bản")
    REPORT = "report", _("Báo cáo năm")
    STRENGTH = "strength", _("Kiện toàn vị trí")
    REGULATION = "regulation", _("Quy chế làm việc")
    COORDINATION = "coordination", _("Quy chế phối hợp")
    AGENDA = "agenda", _("Nội dung sinh hoạt")
    PARTICIPATION = "participation", _("Tham gia sinh hoạt")
    FOLLOW_UP = "follow-up", _("Nhiệm vụ, đề xuất đúng hạn")
    TASKS_DONE = GradeCondition.TASKS_DONE.value, GradeCondition.TASKS_DONE.label
    TASKS_ON_TIME = GradeCondition.TASKS_ON_TIME.value, GradeCondition.TASKS_ON_TIME.label
    FEW_TASKS_LATE = GradeCondition.FEW_TASKS_LATE.value, GradeCondition.FEW_TASKS_LATE.label
    TASKS_BEYOND = GradeCondition.TASKS_BEYOND.value, GradeCondition.TASKS_BEYOND.label
    NOBODY_PUNISHED = GradeCondition.NOBODY_PUNISHED.value, GradeCondition.NOBODY_PUNISHED.label
    FAULTS_REPAIRED = GradeCondition.FAULTS_REPAIRED.value, GradeCondition.FAULTS_REPAIRED.label
    GRADE = "grade", pgettext_lazy("đánh giá năm", "Xếp loại")


class Quarter(models.TextChoices):
    """A quarter that is reviewed; without one it is the whole year."""

    FIRST = "1", _("Quý I")
    SECOND = "2", _("Quý II")
    THIRD = "3", _("Quý III")
    FOURTH = "4", _("Quý IV")


class Answer(models.TextChoices):
    """The office's word on a condition of which the records tell nothing, or not enough."""

    MET = "met", _("Đạt")
    NOT_MET = "not-met", _("Không đạt")


class SheetForm(models.TextChoices):
    """The form that a sheet is filed as. What the forms of 43-HD/BTCTW ask for is known from secondary
    sources only, so that a sheet names its form and says that it is to be compared with the original. Forms
    2A to 2C are about one member of the Party, not about a body: earlier sheets have them, no new one."""

    OFFICE = "", _("Phiếu của văn phòng")
    WHOLE = "01", _("Mẫu 01, Hướng dẫn 43-HD/BTCTW; đối chiếu bản gốc")
    FIRST = "2A", _("Mẫu 2A, Hướng dẫn 43-HD/BTCTW; đối chiếu bản gốc")
    SECOND = "2B", _("Mẫu 2B, Hướng dẫn 43-HD/BTCTW; đối chiếu bản gốc")
    THIRD = "2C", _("Mẫu 2C, Hướng dẫn 43-HD/BTCTW; đối chiếu bản gốc")

    @classmethod
    def of_bodies(cls) -> "list[SheetForm]":
        """Return the forms that a body's sheet can be begun in."""
        return [cls.OFFICE, cls.WHOLE]


CONDITIONS = tuple(GradeCondition.values)
SETTLED_GRADES = [(value, label) for value, label in Grade.choices if value != Grade.UNSETTLED]


def corrected_by(criterion: str) -> str:
    """Return the field by which a correction of it speaks: grade, answer (of a condition) or points."""
    if criterion == Criterion.GRADE:
        return "grade"
    return "answer" if criterion in CONDITIONS else "points"

"""Reviews of a year or a quarter: what the office corrected in a proposal, and what was confirmed. The
proposal itself is worked out from the records each time."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import LineField
from core.history import tracked
from delegations.models import Body
from papers.models import Paper
from reviews.enums import CONDITIONS, SETTLED_GRADES, Answer, Criterion, Grade, Quarter, SheetForm

_IN_RANGE = Q(points__isnull=True) | Q(points__gte=0, points__lte=100)


@tracked()
class Correction(models.Model):
    """The office gives a criterion of a body's year or quarter other points than the records propose, settles
    a condition, or gives another grade, and says why."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="grade_corrections", verbose_name=_("tổ chức đảng")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    quarter = models.CharField(_("quý"), max_length=1, choices=Quarter.choices, blank=True)
    criterion = models.CharField(_("tiêu chí"), max_length=16, choices=Criterion.choices)
    points = models.DecimalField(_("điểm"), max_digits=5, decimal_places=2, null=True, blank=True)
    grade = models.CharField(_("xếp loại"), max_length=16, choices=SETTLED_GRADES, blank=True)
    answer = models.CharField(_("điều kiện"), max_length=8, choices=Answer.choices, blank=True)
    reason = LineField(_("lý do"), max_length=500)
    document = LineField(_("văn bản"), max_length=60, blank=True)
    made_on = models.DateField(_("ngày sửa"))
    made_by = LineField(_("người sửa"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("sửa đánh giá năm")
        verbose_name_plural = _("sửa đánh giá năm")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "quarter", "criterion"],
                name="one_correction_per_body_period_and_criterion",
                violation_error_message=_("Tiêu chí này của kỳ đã được sửa. Hãy mở lại bản sửa ấy."),
            ),
            models.CheckConstraint(
                condition=Q(criterion=Criterion.GRADE, points__isnull=True, answer="") & ~Q(grade="")
                | Q(criterion__in=CONDITIONS, points__isnull=True, grade="") & ~Q(answer="")
                | ~Q(criterion__in=[Criterion.GRADE, *CONDITIONS])
                & Q(points__isnull=False, grade="", answer=""),
                name="a_correction_gives_points_an_answer_or_a_grade",
            ),
            models.CheckConstraint(condition=_IN_RANGE, name="corrected_points_are_of_a_hundred"),
            models.CheckConstraint(
                condition=Q(year__gte=1930, year__lte=2200), name="corrected_year_is_a_year"
            ),
        ]
        # the list of a period: the corrections of all bodies
        indexes = [models.Index(fields=["year", "quarter", "body"], name="corrections_of_a_year")]

    def __str__(self) -> str:
        return f"{self.body_id} · {self.year} {self.quarter} · {self.criterion}"


@tracked()
class Review(models.Model):
    """A body's year or quarter as it was confirmed, kept as it was whatever the records say later.

    `proposed_grade` and `proposed_points` are those of the records, `grade` and `points` those that stood
    after the office's corrections. `breakdown` holds the points of each criterion then: `meetings 25 18.75`
    (code, possible, given or `-`).
    """

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("tổ chức đảng")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    quarter = models.CharField(_("quý"), max_length=1, choices=Quarter.choices, blank=True)
    grade = models.CharField(_("xếp loại"), max_length=16, choices=SETTLED_GRADES)
    points = models.DecimalField(_("điểm"), max_digits=5, decimal_places=2, null=True, blank=True)
    proposed_grade = models.CharField(_("xếp loại đề xuất"), max_length=16, choices=Grade.choices)
    proposed_points = models.DecimalField(
        _("điểm đề xuất"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    breakdown = ArrayField(
        models.CharField(max_length=40), verbose_name=_("điểm từng tiêu chí"), default=list, blank=True
    )
    document = LineField(_("văn bản"), max_length=60)
    confirmed_on = models.DateField(_("ngày văn bản"))
    confirmed_by = LineField(_("người ghi nhận"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("kết quả đánh giá năm")
        verbose_name_plural = _("kết quả đánh giá năm")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "quarter"],
                name="one_review_per_body_and_period",
                violation_error_message=_("Kỳ này của tổ chức đã được xác nhận."),
            ),
            models.CheckConstraint(condition=_IN_RANGE, name="confirmed_points_are_of_a_hundred"),
            models.CheckConstraint(
                condition=Q(proposed_points__isnull=True)
                | Q(proposed_points__gte=0, proposed_points__lte=100),
                name="proposed_points_are_of_a_hundred",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1930, year__lte=2200), name="reviewed_year_is_a_year"
            ),
        ]
        # the list of a period: what was confirmed of all bodies
        indexes = [models.Index(fields=["year", "quarter", "body"], name="reviews_of_a_year")]

    def __str__(self) -> str:
        return f"{self.body_id} · {self.year} {self.quarter}"


@tracked()
class ReviewPaper(models.Model):
    """The sheet of a body's year or quarter as an official paper."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="review_papers", verbose_name=_("tổ chức đảng")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    quarter = models.CharField(_("quý"), max_length=1, choices=Quarter.choices, blank=True)
    form = models.CharField(_("mẫu"), max_length=2, choices=SheetForm.choices, blank=True)
    paper = models.OneToOneField(
        Paper, on_delete=models.CASCADE, related_name="review", verbose_name=_("văn bản")
    )

    class Meta:
        verbose_name = _("phiếu đánh giá")
        verbose_name_plural = _("phiếu đánh giá")
        indexes = [models.Index(fields=["body", "year", "quarter"], name="sheets_of_a_review")]

    def __str__(self) -> str:
        return str(self.paper)

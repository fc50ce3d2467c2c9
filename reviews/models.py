"""Annual reviews: what the office corrected in a proposal, and what was confirmed. The proposal itself is
worked out from the records each time."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import LineField
from core.history import tracked
from delegations.models import Body
from reviews.enums import Criterion, Grade

_IN_RANGE = Q(points__isnull=True) | Q(points__gte=0, points__lte=100)


@tracked()
class Correction(models.Model):
    """The office gives a criterion of a body's year other points than the records propose, or the year
    another grade, and says why."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="grade_corrections", verbose_name=_("tổ chức đảng")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    criterion = models.CharField(_("tiêu chí"), max_length=16, choices=Criterion.choices)
    points = models.DecimalField(_("điểm"), max_digits=5, decimal_places=2, null=True, blank=True)
    grade = models.CharField(_("xếp loại"), max_length=16, choices=Grade.choices, blank=True)
    reason = LineField(_("lý do"), max_length=500)
    document = LineField(_("văn bản"), max_length=60, blank=True)
    made_on = models.DateField(_("ngày sửa"))
    made_by = LineField(_("người sửa"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("sửa đánh giá năm")
        verbose_name_plural = _("sửa đánh giá năm")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "criterion"],
                name="one_correction_per_body_year_and_criterion",
                violation_error_message=_("Tiêu chí này của năm đã được sửa. Hãy mở lại bản sửa ấy."),
            ),
            models.CheckConstraint(
                condition=Q(criterion=Criterion.GRADE, points__isnull=True) & ~Q(grade="")
                | ~Q(criterion=Criterion.GRADE) & Q(points__isnull=False, grade=""),
                name="a_correction_gives_points_or_a_grade",
            ),
            models.CheckConstraint(condition=_IN_RANGE, name="corrected_points_are_of_a_hundred"),
            models.CheckConstraint(
                condition=Q(year__gte=1930, year__lte=2200), name="corrected_year_is_a_year"
            ),
        ]
        # the list of a year: the corrections of all bodies
        indexes = [models.Index(fields=["year", "body"], name="corrections_of_a_year")]

    def __str__(self) -> str:
        return f"{self.body_id} · {self.year} · {self.criterion}"


@tracked()
class Review(models.Model):
    """A body's year as it was confirmed, kept as it was whatever the records say later.

    `proposed_grade` and `proposed_points` are those of the records, `grade` and `points` those that stood
    after the office's corrections. `breakdown` holds the points of each criterion then: `meetings 25 18.75`
    (code, possible, given or `-`).
    """

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("tổ chức đảng")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    grade = models.CharField(_("xếp loại"), max_length=16, choices=Grade.choices)
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
                fields=["body", "year"],
                name="one_review_per_body_and_year",
                violation_error_message=_("Năm này của tổ chức đã được xác nhận."),
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
        # the list of a year: what was confirmed of all bodies
        indexes = [models.Index(fields=["year", "body"], name="reviews_of_a_year")]

    def __str__(self) -> str:
        return f"{self.body_id} · {self.year}"

"""Reports to the Standing Board and submissions (tờ trình) promised to it."""

import datetime as dt
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from core.fields import LineField, TextField
from core.files import StoredFile
from core.history import tracked
from core.keys import search_key
from delegations.models import Body
from records.papers import PaperQuerySet
from records.querysets import OfBody
from reports.enums import ReportKind


class ReportQuerySet(OfBody["Report"]):
    date_field = "submitted_on"

    def handed_in_on(self, day: dt.date) -> Self:
        """Keep reports that are handed in on the day: submitted by then, and not returned without having been
        submitted again by then."""
        return self.existing_on(day).exclude(
            Q(returned_on__lte=day) & (Q(resubmitted_on__isnull=True) | Q(resubmitted_on__gt=day))
        )


class SubmissionQuerySet(OfBody["Submission"]):
    date_field = "recorded_on"

    def overdue(self, *, today: dt.date) -> Self:
        """Keep submissions promised for a day that has passed and not sent by today."""
        return (
            self.existing_on(today)
            .filter(promised_on__lt=today)
            .filter(Q(sent_on__isnull=True) | Q(sent_on__gt=today))
        )


@tracked()
class Report(models.Model):
    """A body's report for a period. It is handed in on D when it was submitted by D
    and not returned by D without having been submitted again by D."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="reports", verbose_name=_("tổ chức đảng")
    )
    kind = models.CharField(_("loại"), max_length=16, choices=ReportKind.choices, default=ReportKind.ANNUAL)
    year = models.PositiveSmallIntegerField(_("kỳ"))
    number = LineField(_("số ký hiệu"), max_length=60, blank=True)
    submitted_on = models.DateField(_("ngày nộp"))
    returned_on = models.DateField(_("ngày trả lại"), null=True, blank=True)
    return_remarks = TextField(_("ý kiến trả lại"), blank=True)
    resubmitted_on = models.DateField(_("ngày nộp lại"), null=True, blank=True)
    accepted_on = models.DateField(_("ngày chấp nhận"), null=True, blank=True)
    political_results = TextField(_("kết quả thực hiện nhiệm vụ chính trị"), blank=True)
    personnel_results = TextField(_("kết quả công tác tổ chức, cán bộ"), blank=True)
    acceptance_remarks = TextField(_("nhận xét khi chấp nhận"), blank=True)
    search_text = search_key("number", Cast("year", models.TextField()))

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo")
        verbose_name_plural = _("báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "year", "submitted_on"],
                name="one_report_per_body_kind_period_and_day",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("submitted_on")),
                name="report_returned_after_it_is_submitted",
            ),
            models.CheckConstraint(
                condition=Q(resubmitted_on__isnull=True)
                | (Q(returned_on__isnull=False) & Q(resubmitted_on__gte=F("returned_on"))),
                name="report_submitted_again_after_it_is_returned",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(accepted_on__gte=F("submitted_on")),
                name="report_accepted_after_it_is_submitted",
            ),
            models.CheckConstraint(condition=Q(year__gte=1930, year__lte=2200), name="report_year_is_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} · {self.year}"


@tracked()
class Submission(models.Model):
    """A submission (tờ trình, đề xuất) to the Standing Board: promised, sent, answered."""

    code = LineField(_("mã đề xuất"), max_length=60, unique=True)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("tổ chức đảng")
    )
    subject = LineField(_("nội dung đề xuất"), max_length=500)
    recorded_on = models.DateField(_("ngày ghi nhận"))
    promised_on = models.DateField(_("hẹn gửi ngày"), null=True, blank=True)
    number = LineField(_("số tờ trình"), max_length=60, blank=True)
    sent_on = models.DateField(_("ngày gửi"), null=True, blank=True)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    answer = TextField(_("nội dung trả lời"), blank=True)
    answer_number = LineField(_("số văn bản trả lời"), max_length=60, blank=True)
    search_text = search_key("code", "subject", "number")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("đề xuất")
        verbose_name_plural = _("đề xuất")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True)
                | (Q(sent_on__isnull=False) & Q(answered_on__gte=F("sent_on"))),
                name="submission_answered_after_it_is_sent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["body", "promised_on"],
                name="unsent_submission_by_promise",
                condition=Q(sent_on__isnull=True),
            ),
            GinIndex(fields=["search_text"], name="submission_search", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.code


@tracked()
class ReportFile(StoredFile):
    """A file of a report or of a submission."""

    owner_paths = ("report", "submission")
    report = models.ForeignKey(
        Report,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("báo cáo"),
    )
    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("đề xuất"),
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp của báo cáo, đề xuất")
        verbose_name_plural = _("tệp của báo cáo, đề xuất")
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=True) ^ Q(submission__isnull=True),
                name="a_file_is_of_a_report_or_a_submission",
            ),
        ]

    def __str__(self) -> str:
        return self.name

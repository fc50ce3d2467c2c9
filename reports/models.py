"""Reports to the Standing Board and submissions (tờ trình) promised to it."""

import datetime as dt
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Cast, Coalesce, Left
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import dates
from core.fields import LineField, TextField
from core.files import StoredFile
from core.history import tracked
from core.keys import search_key
from delegations.models import Body, BodyKind, LawDraft
from records.papers import PaperQuerySet
from records.querysets import OfBody
from reports.enums import Rhythm


class ReportQuerySet(OfBody["Report"]):
    date_field = "submitted_on"

    def handed_in_on(self, day: dt.date) -> Self:
        """Keep reports that are handed in on the day: submitted by then, and not returned without having been
        submitted again by then."""
        return self.existing_on(day).exclude(_returned_by(day))

    def returned_by(self, day: dt.date) -> Self:
        """Keep reports that lie with their bodies on the day: returned and not submitted again, nor
        followed by another report of their period."""
        return self.existing_on(day).filter(_returned_by(day)).exclude(answered_by(day))

    def waiting_on(self, day: dt.date) -> Self:
        """Keep reports that are handed in on the day and not accepted by then."""
        return self.handed_in_on(day).exclude(accepted_on__lte=day)


def _returned_by(day: dt.date) -> Q:
    return Q(returned_on__lte=day) & (Q(resubmitted_on__isnull=True) | Q(resubmitted_on__gt=day))


def answered_by(day: dt.date) -> Exists:
    """Whether another report of the same body, regime and period was submitted by the day, since a report was
    returned: a condition on reports."""
    same = Report.objects.alias(regime_key=Coalesce("regime_id", 0)).filter(
        body=OuterRef("body"),
        period=OuterRef("period"),
        regime_key=Coalesce(OuterRef("regime_id"), 0),
        submitted_on__gte=OuterRef("returned_on"),
        submitted_on__lte=day,
    )
    return Exists(same.exclude(pk=OuterRef("pk")))


class SubmissionQuerySet(OfBody["Submission"]):
    date_field = "recorded_on"

    def overdue(self, *, today: dt.date) -> Self:
        """Keep submissions promised for a day that has passed and not sent by today."""
        return (
            self.existing_on(today)
            .filter(promised_on__lt=today)
            .filter(Q(sent_on__isnull=True) | Q(sent_on__gt=today))
        )


class RegimeTerms(models.Model):
    """What a regime of periodic reports asks for, drafted or in force."""

    code = LineField(_("mã chế độ báo cáo"), max_length=40)
    name = LineField(_("tên chế độ báo cáo"), max_length=200)
    rhythm = models.CharField(_("kỳ"), max_length=10, choices=Rhythm.choices)
    due_days = models.PositiveSmallIntegerField(_("hạn"), help_text=_("Số ngày sau ngày cuối của kỳ."))
    notice_days = models.PositiveSmallIntegerField(
        _("báo trước"),
        null=True,
        blank=True,
        help_text=_("Số ngày trước hạn; để trống thì không báo trước."),
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)
    reference = LineField(_("căn cứ"), max_length=300)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


@tracked()
class ReportRegime(RegimeTerms):
    """A regime of periodic reports (chế độ báo cáo): the bodies of its kinds, or of every kind where none is
    named, owe a report for each period whose last day lies in its days. An amended regime gets a new code."""

    code = LineField(_("mã chế độ báo cáo"), max_length=40, unique=True)
    kinds = models.ManyToManyField(
        BodyKind,
        through="RegimeKind",
        related_name="report_regimes",
        verbose_name=_("loại tổ chức"),
    )

    class Meta(RegimeTerms.Meta):
        abstract = False
        verbose_name = _("chế độ báo cáo")
        verbose_name_plural = _("chế độ báo cáo")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_report_regime_ends_after_it_starts",
                violation_error_message=_("Ngày cuối phải từ ngày đầu trở đi."),
            )
        ]


@tracked()
class RegimeKind(models.Model):
    """A report regime names a kind of body."""

    regime = models.ForeignKey(
        ReportRegime,
        on_delete=models.CASCADE,
        related_name="named_kinds",
        verbose_name=_("chế độ báo cáo"),
    )
    kind = models.ForeignKey(
        BodyKind, on_delete=models.PROTECT, related_name="+", verbose_name=_("loại tổ chức")
    )

    class Meta:
        verbose_name = _("loại tổ chức phải báo cáo")
        verbose_name_plural = _("loại tổ chức phải báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["regime", "kind"],
                name="a_regime_names_a_kind_once",
                violation_error_message=_("Chế độ báo cáo đã áp dụng cho loại tổ chức này."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.regime_id} · {self.kind_id}"


@tracked()
class DraftedRegime(RegimeTerms):
    """A new regime in a draft of law, in the place of an old one or beside all others; once in force, with
    the regime that it became."""

    draft = models.ForeignKey(
        LawDraft, on_delete=models.CASCADE, related_name="regimes", verbose_name=_("dự thảo")
    )
    kinds = models.ManyToManyField(
        BodyKind, through="DraftedRegimeKind", related_name="+", verbose_name=_("loại tổ chức")
    )
    # It ends on the day before the new one begins.
    replaces = models.ForeignKey(
        ReportRegime,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("thay cho chế độ"),
    )
    regime = models.OneToOneField(
        ReportRegime,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="drafted",
        verbose_name=_("chế độ đang áp dụng"),
    )

    class Meta(RegimeTerms.Meta):
        abstract = False
        verbose_name = _("dự thảo chế độ báo cáo")
        verbose_name_plural = _("dự thảo chế độ báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "code"],
                name="one_drafted_regime_per_code",
                violation_error_message=_("Dự thảo đã có một chế độ báo cáo mang mã này."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_drafted_regime_ends_after_it_starts",
                violation_error_message=_("Ngày cuối phải từ ngày đầu trở đi."),
            ),
        ]


@tracked()
class DraftedRegimeKind(models.Model):
    """A drafted regime names a kind of body."""

    drafted = models.ForeignKey(
        DraftedRegime,
        on_delete=models.CASCADE,
        related_name="named_kinds",
        verbose_name=_("dự thảo chế độ báo cáo"),
    )
    kind = models.ForeignKey(
        BodyKind, on_delete=models.PROTECT, related_name="+", verbose_name=_("loại tổ chức")
    )

    class Meta:
        verbose_name = _("loại tổ chức phải báo cáo, theo dự thảo")
        verbose_name_plural = _("loại tổ chức phải báo cáo, theo dự thảo")
        constraints = [
            models.UniqueConstraint(fields=["drafted", "kind"], name="a_drafted_regime_names_a_kind_once")
        ]

    def __str__(self) -> str:
        return f"{self.drafted_id} · {self.kind_id}"


@tracked()
class DraftedRegimeEnd(models.Model):
    """The last day of a regime, in a draft of law: it asks for no period that ends later."""

    draft = models.ForeignKey(
        LawDraft, on_delete=models.CASCADE, related_name="regime_ends", verbose_name=_("dự thảo")
    )
    regime = models.ForeignKey(
        ReportRegime, on_delete=models.PROTECT, related_name="+", verbose_name=_("chế độ báo cáo")
    )
    ends_on = models.DateField(_("ngày cuối"))
    reference = LineField(_("căn cứ"), max_length=300)

    class Meta:
        verbose_name = _("dự thảo ngày cuối của chế độ báo cáo")
        verbose_name_plural = _("dự thảo ngày cuối của chế độ báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "regime"],
                name="one_drafted_end_per_regime",
                violation_error_message=_("Dự thảo đã ghi ngày cuối của chế độ này."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.regime_id} ({self.ends_on})"


@tracked()
class Report(models.Model):
    """A body's report for a period: of a regime, or without one the annual report.

    It is handed in on D when it was submitted by D and not returned by D without having been submitted again
    by D.
    """

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="reports", verbose_name=_("tổ chức đảng")
    )
    regime = models.ForeignKey(
        ReportRegime,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("chế độ báo cáo"),
        help_text=_("Để trống: báo cáo năm."),
    )
    period = LineField(_("kỳ"), max_length=8)
    """`2026-M03`, `2026-Q2`, `2026-H1`, `2026`."""
    year = models.GeneratedField(
        expression=Cast(Left("period", 4), models.SmallIntegerField()),
        output_field=models.SmallIntegerField(_("năm")),
        db_persist=True,
    )
    number = LineField(_("số ký hiệu"), max_length=60, blank=True)
    submitted_on = models.DateField(_("ngày nộp"))
    returned_on = models.DateField(_("ngày trả lại"), null=True, blank=True)
    return_remarks = TextField(_("ý kiến trả lại"), blank=True)
    resubmitted_on = models.DateField(_("ngày nộp lại"), null=True, blank=True)
    accepted_on = models.DateField(_("ngày chấp nhận"), null=True, blank=True)
    political_results = TextField(_("kết quả thực hiện nhiệm vụ chính trị"), blank=True)
    personnel_results = TextField(_("kết quả công tác tổ chức, cán bộ"), blank=True)
    acceptance_remarks = TextField(_("nhận xét khi chấp nhận"), blank=True)
    search_text = search_key("number", "period")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo")
        verbose_name_plural = _("báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "regime", "period", "submitted_on"],
                nulls_distinct=False,
                name="one_report_per_body_regime_period_and_day",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("submitted_on")),
                name="report_returned_after_it_is_submitted",
                violation_error_message=_("Ngày trả lại không thể trước ngày gửi báo cáo."),
            ),
            models.CheckConstraint(
                condition=Q(resubmitted_on__isnull=True)
                | (Q(returned_on__isnull=False) & Q(resubmitted_on__gte=F("returned_on"))),
                name="report_submitted_again_after_it_is_returned",
                violation_error_message=_("Ngày gửi lại không thể trước ngày trả lại."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(accepted_on__gte=F("submitted_on")),
                name="report_accepted_after_it_is_submitted",
                violation_error_message=_("Ngày chấp nhận không thể trước ngày gửi báo cáo."),
            ),
            models.CheckConstraint(
                condition=Q(
                    period__regex=r"^(19[3-9]\d|20\d\d|21\d\d|2200)(-(M(0[1-9]|1[0-2])|Q[1-4]|H[12]))?$"
                ),
                name="a_report_is_for_a_period_of_the_calendar",
            ),
            models.CheckConstraint(
                condition=Q(regime__isnull=False) | Q(period__regex=r"^\d{4}$"),
                name="an_annual_report_is_for_a_year",
            ),
        ]
        indexes = [GinIndex(fields=["search_text"], name="report_search", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return f"{self.body_id} · {self.period}"

    def title(self) -> str:
        """Return what the report is called: of which regime and period. Wants its regime."""
        if self.regime is None:
            return gettext("Báo cáo năm %(year)s") % {"year": self.period}
        return gettext("%(regime)s, %(period)s") % {
            "regime": self.regime.name,
            "period": dates.period(self.period),
        }


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
                violation_error_message=_(
                    "Ngày trả lời không thể trước ngày gửi; đề xuất chưa gửi thì chưa có trả lời."
                ),
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

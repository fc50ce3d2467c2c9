"""Forms of reports, submissions, and the lists' filters."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core import dates
from core.forms import (
    ColumnsForm,
    DateField,
    Form,
    InTemplate,
    OfBodyFilter,
    OptionalUploads,
)
from reports.enums import ReportState
from reports.models import Report, ReportRegime, Submission

ALL = ("", _("Tất cả"))
ANNUAL = "Năm"
"""The annual report where a filter names a regime's code: no code of a regime."""
REPORT_FIELDS = ("period", "number", "submitted_on", "political_results", "personnel_results")
# Asked only where a report of that period stands already.
_FURTHER = InTemplate("components/when_asked.html", "also")


class ReportFilter(OfBodyFilter):
    che_do = forms.ChoiceField(label=_("Loại báo cáo"), required=False)
    nam = forms.IntegerField(label=_("Năm"), required=False, min_value=1930, max_value=2200)
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=[ALL, *ReportState.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["che_do"].choices = [  # type: ignore[attr-defined]
            ALL,
            (ANNUAL, _("Báo cáo năm")),
            *ReportRegime.objects.order_by("code").values_list("code", "name"),
        ]


class SubmissionFilter(OfBodyFilter):
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[
            ALL,
            ("promised", _("Chưa gửi")),
            ("overdue", _("Quá hẹn, chưa gửi")),
            ("sent", _("Đã gửi, chờ trả lời")),
            ("answered", _("Đã trả lời")),
        ],
    )
    tu = DateField(label=_("Hẹn gửi từ ngày"), required=False)
    den = DateField(label=_("Hẹn gửi đến ngày"), required=False)


class SentForm(Form):
    """On which day submissions went out."""

    sent_on = DateField(label=_("Ngày gửi"))


class ReportForm(ColumnsForm):
    """A report in its two required parts: of a year, or of one of a regime's `periods`; where one of that
    period stands already it asks whether this is a further one."""

    layout = Layout(*REPORT_FIELDS, _FURTHER)
    period = forms.IntegerField(label=_("Năm"), min_value=1930, max_value=2200)
    submitted_on = DateField(label=_("Ngày nộp"))
    also = forms.BooleanField(label=_("Nhận thêm báo cáo này"), required=False)

    def __init__(self, *args: Any, periods: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if periods:
            self.fields["period"] = forms.ChoiceField(
                label=_("Kỳ"), choices=[(name, dates.period(name)) for name in periods]
            )

    def clean_period(self) -> str:
        return str(self.cleaned_data["period"])

    @property
    def is_further(self) -> bool:
        """Whether the person said that it is a further report of that period."""
        return bool(self.cleaned_data.get("also"))

    class Meta:
        model = Report
        fields = REPORT_FIELDS
        widgets = {
            "political_results": forms.Textarea(attrs={"rows": 6}),
            "personnel_results": forms.Textarea(attrs={"rows": 6}),
        }


class ReceiveForm(OptionalUploads, ReportForm):
    """A report that comes in, with its files where there are any."""

    layout = Layout(*REPORT_FIELDS, "upload", "not_secret", _FURTHER)

    class Meta(ReportForm.Meta):
        pass


class ReturnForm(Form):
    on = DateField(label=_("Ngày trả lại"))
    remarks = forms.CharField(label=_("Ý kiến trả lại"), widget=forms.Textarea(attrs={"rows": 4}))


class AgainForm(OptionalUploads, Form):
    """A report that comes again, with its files where there are any."""

    layout = Layout("on", "number", "upload", "not_secret")
    on = DateField(label=_("Ngày nộp lại"))
    number = forms.CharField(
        label=_("Số ký hiệu mới"), required=False, max_length=60, help_text=_("Để trống nếu giữ số cũ.")
    )


class AcceptForm(Form):
    on = DateField(label=_("Ngày chấp nhận"))
    remarks = forms.CharField(label=_("Nhận xét"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class SubmissionForm(ColumnsForm):
    """A submission: what, promised for when, sent, answered."""

    recorded_on = DateField(label=_("Ngày ghi nhận"))
    promised_on = DateField(label=_("Hẹn gửi ngày"), required=False)
    sent_on = DateField(label=_("Ngày gửi"), required=False)
    answered_on = DateField(label=_("Ngày trả lời"), required=False)

    class Meta:
        model = Submission
        fields = (
            "subject",
            "recorded_on",
            "promised_on",
            "number",
            "sent_on",
            "answered_on",
            "answer_number",
            "answer",
        )
        widgets = {"answer": forms.Textarea(attrs={"rows": 3})}

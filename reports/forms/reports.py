"""Forms of reports, submissions, and the lists' filters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.editing import BothTextsKept
from core.errors import Refused
from core.forms import DateField, FileField, Form, Manners, OfBodyFilter, OptionalUpload
from reports.models import Report, Submission

ALL = ("", _("Tất cả"))


class ReportFilter(OfBodyFilter):
    nam = forms.IntegerField(label=_("Năm"), required=False, min_value=1930, max_value=2200)


class SubmissionFilter(OfBodyFilter):
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[ALL, ("promised", _("Chưa gửi")), ("overdue", _("Quá hẹn, chưa gửi")), ("sent", _("Đã gửi, chờ trả lời")), ("answered", _("Đã trả lời"))],
    )


class RecordForm(Manners, BothTextsKept, forms.ModelForm):
    """What both forms of records share."""

    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._teach(self)

    def validate_constraints(self) -> None:
        """The service says in words what the constraints would."""

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields}


class ReportForm(RecordForm):
    """An annual report in its two required parts; where one of that year stands already it asks whether this is a further one."""

    submitted_on = DateField(label=_("Ngày nộp"))
    also = forms.BooleanField(label=_("Nhận thêm báo cáo này"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._further = self.fields["also"]
        if "also" not in self.data:
            del self.fields["also"]

    def refuse(self, refusal: Refused) -> None:
        if refusal.field == "also":
            self.fields["also"] = self._further
        super().refuse(refusal)

    @property
    def is_further(self) -> bool:
        """Whether the person said that it is a further report of that year."""
        return bool(self.cleaned_data.get("also"))

    class Meta:
        model = Report
        fields = ("year", "number", "submitted_on", "political_results", "personnel_results")
        labels = {"year": _("Năm")}
        widgets = {"political_results": forms.Textarea(attrs={"rows": 6}), "personnel_results": forms.Textarea(attrs={"rows": 6})}


class ReceiveForm(OptionalUpload, ReportForm):
    """A report that comes in, with its file where there is one."""

    upload = FileField(label=_("Tệp báo cáo"), required=False, help_text=_("Không bắt buộc. PDF, DOCX, XLSX, PNG, JPEG; tối đa 20 MB."))

    class Meta(ReportForm.Meta):
        pass


class ReturnForm(Form):
    on = DateField(label=_("Ngày trả lại"))
    remarks = forms.CharField(label=_("Ý kiến trả lại"), widget=forms.Textarea(attrs={"rows": 4}))


class AgainForm(Form):
    on = DateField(label=_("Ngày nộp lại"))
    number = forms.CharField(label=_("Số ký hiệu mới"), required=False, max_length=60, help_text=_("Để trống nếu giữ số cũ."))


class AcceptForm(Form):
    on = DateField(label=_("Ngày chấp nhận"))
    remarks = forms.CharField(label=_("Nhận xét"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class SubmissionForm(RecordForm):
    """A submission: what, promised for when, sent, answered."""

    recorded_on = DateField(label=_("Ngày ghi nhận"))
    promised_on = DateField(label=_("Hẹn gửi ngày"), required=False)
    sent_on = DateField(label=_("Ngày gửi"), required=False)
    answered_on = DateField(label=_("Ngày trả lời"), required=False)

    class Meta:
        model = Submission
        fields = ("subject", "recorded_on", "promised_on", "number", "sent_on", "answered_on", "answer_number", "answer")
        widgets = {"answer": forms.Textarea(attrs={"rows": 3})}

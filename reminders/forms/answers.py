"""Forms of answering: what a body types without an account, and what staff say to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, ErrorTextsMixin, FileField, Form
from meetings.enums import MeetingKind
from reminders.enums import AnswerKind


class AnswerForm(Form):
    """Who answers; the fields of each kind come below it."""

    given_by = forms.CharField(label=_("Họ tên, chức vụ người trả lời"), max_length=120)


class MeetingAnswer(AnswerForm):
    held_on = DateField(label=_("Đã họp ngày"))
    meeting_kind = forms.ChoiceField(
        label=_("Cuộc họp này là"), choices=[("", "---------"), *MeetingKind.choices]
    )
    head_count = forms.IntegerField(label=_("Số thành viên có mặt"), min_value=1, max_value=200)
    number = forms.CharField(label=_("Số biên bản"), max_length=60, required=False)
    upload = FileField(
        label=_("Biên bản hoặc kết luận"),
        required=False,
        help_text=_("PDF, Word, Excel hoặc ảnh, không quá 20 MB. Không gửi tài liệu mật."),
    )


class ReportAnswer(AnswerForm):
    submitted_on = DateField(label=_("Đã gửi báo cáo ngày"))
    number = forms.CharField(label=_("Số ký hiệu báo cáo"), max_length=60)
    upload = FileField(
        label=_("Báo cáo"),
        required=False,
        help_text=_("PDF, Word, Excel hoặc ảnh, không quá 20 MB. Không gửi tài liệu mật."),
    )


class PromiseAnswer(AnswerForm):
    reason = forms.CharField(
        label=_("Lý do chưa thực hiện"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    promised_on = DateField(label=_("Hẹn thực hiện xong ngày"))


class ExplanationAnswer(AnswerForm):
    reason = forms.CharField(
        label=_("Ý kiến giải trình"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Nếu hồ sơ ghi chưa đúng, hãy nêu chỗ cần sửa. Không gửi nội dung mật."),
    )


FORMS: dict[str, type[AnswerForm]] = {
    AnswerKind.MEETING: MeetingAnswer,
    AnswerKind.REPORT: ReportAnswer,
    AnswerKind.PROMISE: PromiseAnswer,
    AnswerKind.EXPLANATION: ExplanationAnswer,
}


class RefusalForm(ErrorTextsMixin, forms.Form):
    note = forms.CharField(label=_("Vì sao không nhận"), max_length=300)


class AnswerFilter(ErrorTextsMixin, forms.Form):
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[
            ("", _("Chờ xem")),
            ("accepted", _("Đã nhận")),
            ("refused", _("Không nhận")),
            ("all", _("Tất cả")),
        ],
    )

    @property
    def changed(self) -> bool:
        return bool(self.data.get("trang_thai"))


def values(form: Any) -> dict[str, Any]:
    """Return the columns of an answer from a valid form, without its file."""
    return {name: value for name, value in form.cleaned_data.items() if name != "upload"}

"""What a body types by the link in a mail, without an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, Form
from directions.enums import LinkAct


class LinkForm(Form):
    """Who answers; acknowledging takes no more."""

    given_by = forms.CharField(label=_("Họ tên, chức vụ người trả lời"), max_length=160)


class LinkReport(LinkForm):
    text = forms.CharField(
        label=_("Đã làm gì, kết quả đến đâu"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    evidence = forms.CharField(
        label=_("Văn bản minh chứng"),
        max_length=300,
        required=False,
        help_text=_("Số, ký hiệu, ngày của văn bản thể hiện kết quả; tệp gửi cho chuyên viên theo dõi."),
    )


class LinkExtension(LinkForm):
    until = DateField(label=_("Xin gia hạn đến ngày"))
    reason = forms.CharField(
        label=_("Lý do chưa thực hiện đúng hạn"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


FORMS: dict[Any, type[LinkForm]] = {
    LinkAct.RECEIVE: LinkForm,
    LinkAct.REPORT: LinkReport,
    LinkAct.EXTEND: LinkExtension,
}

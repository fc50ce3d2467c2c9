"""The form of a waiver."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, Form


class WaiverForm(Form):
    """Until when, by which document, why, and who allowed it."""

    until = DateField(label=_("Miễn, hoãn đến hết ngày"))
    document = forms.CharField(
        label=_("Văn bản"), max_length=60, required=False, help_text=_("Số ký hiệu văn bản cho phép.")
    )
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    granted_by = forms.CharField(
        label=_("Người cho phép"), max_length=160, required=False, help_text=_("Ví dụ: Thường trực Tỉnh uỷ.")
    )
    granted_on = DateField(label=_("Ngày cho phép"))

"""By which document, of which day, a year was decided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, Form


class ConfirmForm(Form):
    """The deciding document; `seen` carries what the page showed, so that nothing else is confirmed."""

    document = forms.CharField(
        label=_("Số ký hiệu văn bản"),
        max_length=60,
        help_text=_("Quyết định, thông báo kết luận về kết quả đánh giá."),
    )
    confirmed_on = DateField(label=_("Ngày văn bản"))
    seen = forms.CharField(widget=forms.HiddenInput, max_length=2_000, required=False)

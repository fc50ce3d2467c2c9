"""The day to look at."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, Form


class LookupForm(Form):
    """A day of the past, or of the future for what is planned."""

    ngay = DateField(label=_("Ngày"), help_text=_("Ví dụ 31/12/2025."))
    xem = forms.ChoiceField(
        label=_("Mở trang"), required=False, choices=[("/", _("Tổng quan")), ("/can-xu-ly/", _("Cần xử lý")), ("/to-chuc/", _("Tổ chức đảng"))]
    )

"""Forms of access tokens. They validate; services write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import TokenScope
from core.forms import DateField, ErrorTextsMixin, Form


class TokenForm(Form):
    """What a new key is for, what it may read, and until when."""

    name = forms.CharField(
        label=_("Dùng cho"),
        max_length=80,
        help_text=_("Phần mềm hoặc công việc nào, ví dụ: Kho dữ liệu của tỉnh."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Phạm vi"),
        choices=TokenScope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Khoá chỉ đọc được những tổ chức mà đồng chí được xem. Chỉ chọn những gì cần dùng."),
    )
    expires_on = DateField(label=_("Dùng đến hết ngày"), help_text=_("Nhiều nhất một năm."))


class TokenFilter(ErrorTextsMixin, forms.Form):
    """Filters of the administrators' list of keys, kept in the address."""

    q = forms.CharField(label=_("Tìm"), required=False)
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("Tất cả")), ("live", _("Đang dùng")), ("over", _("Không còn dùng"))],
    )

    @property
    def changed(self) -> bool:
        """Whether the list is narrowed at all."""
        return any(self.data.get(name) for name in self.fields)

    def criteria(self) -> dict[str, Any]:
        """Return the filters; what is not valid narrows nothing."""
        self.is_valid()
        return {"text": self.cleaned_data.get("q", ""), "state": self.cleaned_data.get("tinh_trang", "")}

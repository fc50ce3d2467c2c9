"""The day to look at, and in which sense."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import known
from core.forms import DateField, Form

SENSES = [
    ("", _("Theo hồ sơ hiện có: việc của ngày đó theo mọi điều nay đã ghi, kể cả ghi muộn, sửa sau.")),
    (
        known.VALUE,
        _("Theo hồ sơ lúc đó: chỉ những gì đã ghi đến hết ngày đó, đúng như hệ thống cho thấy khi ấy."),
    ),
]


class LookupForm(Form):
    """A day of the past, or of the future for what is planned."""

    ngay = DateField(label=_("Ngày"), help_text=_("Ví dụ 31/12/2025."))
    xem = forms.ChoiceField(
        label=_("Mở trang"),
        required=False,
        choices=[
            ("/tong-quan/", _("Tổng quan")),
            ("/can-xu-ly/", _("Việc phải làm")),
            ("/to-chuc/", _("Tổ chức đảng")),
        ],
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        sense = forms.ChoiceField(
            label=_("Xem theo"), required=False, choices=SENSES, widget=forms.RadioSelect, initial=""
        )
        self.fields = {"ngay": self.fields["ngay"], known.PARAMETER: sense, "xem": self.fields["xem"]}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get(known.PARAMETER) and values.get("ngay", dt.date.min) >= self.today:
            self.add_error(
                known.PARAMETER,
                _(
                    "Hồ sơ lúc đó chỉ xem được cho ngày đã qua. Hãy chọn ngày trước hôm nay, hoặc xem theo hồ"
                    " sơ hiện có."
                ),
            )
        return values

    @property
    def address(self) -> str:
        """The page that was chosen, on its day."""
        sense = f"&{known.PARAMETER}={known.VALUE}" if self.cleaned_data.get(known.PARAMETER) else ""
        return (
            f"{self.cleaned_data['xem'] or '/tong-quan/'}?ngay={self.cleaned_data['ngay'].isoformat()}{sense}"
        )

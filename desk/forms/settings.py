"""The office's own settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, Form
from obligations.queries.rules import profile_names


class SettingsForm(Form):
    """What holds for the whole province."""

    name = forms.CharField(label=_("Tên tỉnh"), max_length=120)
    tracking_from = DateField(
        label=_("Theo dõi từ ngày"), help_text=_("Kỳ họp, cuộc họp và sự kiện trước ngày này không bị xét.")
    )
    profiles = forms.MultipleChoiceField(
        label=_("Bộ quy định được bật"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Thay giá trị chung từ ngày bộ quy định có hiệu lực."),
    )
    shift_due_days = forms.BooleanField(
        label=_("Hạn rơi vào ngày nghỉ thì lùi sang ngày làm việc kế tiếp"), required=False
    )

    one_person_office = forms.BooleanField(
        label=_("Văn phòng chỉ có một người theo dõi"),
        required=False,
        help_text=_("Người soạn dự thảo quy định được tự cho áp dụng, không cần người thứ hai."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profiles = self.fields["profiles"]
        assert isinstance(profiles, forms.MultipleChoiceField)
        profiles.choices = [(name, name) for name in profile_names()]

"""Filters of the lists, kept in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import DateField
from delegations.models import Body
from meetings.enums import MeetingKind, MeetingStatus, Outcome, Theme

ALL = ("", _("Tất cả"))


class ListFilter(forms.Form):
    """Words and a body; `wanted` holds what is valid of the address, the rest is as if not given."""

    q = forms.CharField(label=_("Tìm"), required=False)
    to_chuc = forms.ModelChoiceField(label=_("Tổ chức"), queryset=Body.objects.none(), required=False, to_field_name="code", empty_label=_("Tất cả"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = self.fields["to_chuc"]
        assert isinstance(bodies, forms.ModelChoiceField)
        bodies.queryset = Body.objects.visible_to(user).in_protocol_order()
        self.is_valid()
        self.wanted: dict[str, Any] = {name: self.cleaned_data.get(name) for name in self.fields}

    @property
    def changed(self) -> bool:
        return any(value not in (None, "") for value in self.wanted.values())


class MeetingFilter(ListFilter):
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[ALL, *MeetingKind.choices])
    trang_thai = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=[ALL, *MeetingStatus.choices])
    tu = DateField(label=_("Từ ngày"), required=False)
    den = DateField(label=_("Đến ngày"), required=False)


class TaskFilter(ListFilter):
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[ALL, ("open", _("Đang làm")), ("overdue", _("Quá hạn")), ("done", _("Đã xong"))]
    )


class DecisionFilter(ListFilter):
    nhom = forms.ChoiceField(label=_("Nhóm"), required=False, choices=[ALL, *Theme.choices])
    hinh_thuc = forms.ChoiceField(label=_("Hình thức"), required=False, choices=[ALL, *Outcome.choices])


class ConsultationFilter(ListFilter):
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=[ALL, ("open", _("Đang lấy ý kiến")), ("closed", _("Đã tổng hợp"))])

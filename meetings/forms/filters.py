"""Filters of the lists, kept in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, OfBodyFilter
from meetings.enums import MeetingKind, MeetingStatus, Outcome, Theme

ALL = ("", _("Tất cả"))


class MeetingFilter(OfBodyFilter):
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[ALL, *MeetingKind.choices])
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[ALL, *MeetingStatus.choices, ("passed", _("Quá ngày dự kiến, chưa ghi nhận"))],
    )
    tu = DateField(label=_("Từ ngày"), required=False)
    den = DateField(label=_("Đến ngày"), required=False)


class TaskFilter(OfBodyFilter):
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[ALL, ("open", _("Đang làm")), ("overdue", _("Quá hạn")), ("done", _("Đã xong"))],
    )
    tu = DateField(label=_("Hạn từ ngày"), required=False)
    den = DateField(label=_("Hạn đến ngày"), required=False)


class DecisionFilter(OfBodyFilter):
    nhom = forms.ChoiceField(label=_("Nhóm"), required=False, choices=[ALL, *Theme.choices])
    hinh_thuc = forms.ChoiceField(label=_("Hình thức"), required=False, choices=[ALL, *Outcome.choices])


class ConsultationFilter(OfBodyFilter):
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[ALL, ("open", _("Đang lấy ý kiến")), ("closed", _("Đã tổng hợp"))],
    )

"""Filters of the logs of changes and of sign-ins."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import SignInOutcome
from accounts.models import User
from accounts.queries.sign_ins import FAILURES
from core.forms import DateField, Form


class AuditFilter(Form):
    """One user, one day."""

    cursor_in_first = False

    nguoi = forms.ModelChoiceField(
        label=_("Người ghi"),
        queryset=User.objects.order_by("full_name", "username"),
        required=False,
        empty_label=_("Tất cả"),
    )
    ngay_ghi = DateField(label=_("Ngày ghi"), required=False)


class ExportForm(Form):
    """The days of a file of the log."""

    saves = False

    tu_ngay = DateField(label=_("Từ ngày"))
    den_ngay = DateField(label=_("Đến hết ngày"), help_text=_("Muộn nhất là hôm qua."))


class SignInFilter(Form):
    """One user, one day, one outcome, one machine."""

    cursor_in_first = False

    nguoi = forms.ModelChoiceField(
        label=_("Người dùng"),
        queryset=User.objects.order_by("full_name", "username"),
        required=False,
        empty_label=_("Tất cả"),
    )
    ket_qua = forms.ChoiceField(
        label=_("Kết quả"),
        required=False,
        choices=[("", _("Tất cả")), (FAILURES, _("không vào được, mọi lý do")), *SignInOutcome.choices],
    )
    ngay_vao = DateField(label=_("Ngày"), required=False)
    dia_chi = forms.CharField(label=_("Địa chỉ máy"), required=False, max_length=45)

    def criteria(self) -> dict[str, Any]:
        """Return the filters; what is not valid narrows nothing."""
        found = self.cleaned_data if self.is_valid() else {}
        user = found.get("nguoi")
        address = found.get("dia_chi", "").strip()
        return {
            "user_id": user.pk if user else None,
            "outcome": found.get("ket_qua", ""),
            "day": found.get("ngay_vao"),
            "address": address,
        }

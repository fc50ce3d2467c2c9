"""Filters of the log of changes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import DateField, Form


class AuditFilter(Form):
    """One user, one day."""

    cursor_in_first = False

    nguoi = forms.ModelChoiceField(label=_("Người ghi"), queryset=User.objects.order_by("full_name", "username"), required=False, empty_label=_("Tất cả"))
    ngay_ghi = DateField(label=_("Ngày ghi"), required=False)

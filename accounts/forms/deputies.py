"""The form that names a deputy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from core.forms import DateField, Form


class DeputyForm(Form):
    """Who works for whom, from when to when."""

    user = forms.ModelChoiceField(
        label=_("Thay cho"),
        queryset=User.objects.filter(is_active=True, is_superuser=False)
        .exclude(role__in=[Role.ADMINISTRATOR, Role.READER])
        .order_by("full_name", "username"),
    )
    deputy = forms.ModelChoiceField(
        label=_("Người thay mặt"),
        queryset=User.objects.filter(is_active=True)
        .exclude(role=Role.READER)
        .order_by("full_name", "username"),
    )
    starts_on = DateField(label=_("Từ ngày"))
    ends_on = DateField(label=_("Đến hết ngày"), help_text=_("Nhiều nhất 90 ngày; hết ngày thì tự hết."))
    reason = forms.CharField(label=_("Lý do"), max_length=200, required=False)

    def __init__(self, *args: Any, for_anybody: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_anybody:
            del self.fields["user"]

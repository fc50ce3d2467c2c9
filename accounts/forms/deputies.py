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

    def __init__(self, *args: Any, whose: User | None, **kwargs: Any) -> None:
        """`whose` deputy is named, or None: the form asks."""
        super().__init__(*args, **kwargs)
        if whose:
            del self.fields["user"]
            self._choices_of("deputy").queryset = self._choices_of("deputy").queryset.exclude(pk=whose.pk)

    def _choices_of(self, name: str) -> Any:
        return self.fields[name]

    def lacks_accounts(self) -> bool:
        """Return whether there is nobody yet to choose. One query a list."""
        names = [name for name in ("user", "deputy") if name in self.fields]
        return not all(self._choices_of(name).queryset.exists() for name in names)

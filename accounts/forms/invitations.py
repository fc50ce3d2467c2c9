"""The form of who chooses a first password."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form


class FirstPasswordForm(Form):
    """A password, typed twice."""

    password1 = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "autofocus": True}),
    )
    password2 = forms.CharField(
        label=_("Mật khẩu mới, lần nữa"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("password1") and typed.get("password2") and typed["password1"] != typed["password2"]:
            self.add_error("password2", _("Hai lần gõ không giống nhau."))
        return typed

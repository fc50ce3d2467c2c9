"""Forms of the entrance: the cursor in the first field, no words twice, no code twice."""

from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from accounts.enums import SignInOutcome
from accounts.services import entrance, sign_ins
from core import clock


def _plain(form: forms.Form) -> None:
    """No labels a second time inside the fields; the cursor in the first."""
    for place, field in enumerate(form.fields.values()):
        field.widget.attrs.pop("placeholder", None)
        if place == 0:
            field.widget.attrs["autofocus"] = True


class LoginForm(AllauthLoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)

    def clean(self) -> Any:
        cleaned = super().clean()
        user = getattr(self, "user", None)
        if user is not None and entrance.password_ended(user, clock.now()):
            sign_ins.note(self.request, SignInOutcome.PASSWORD_ENDED, user=user)
            words = _(
                "Mật khẩu được cấp chỉ dùng được trong %(days)s ngày và đã hết hạn. Đề nghị quản trị của văn"
                " phòng cấp lại."
            )
            raise forms.ValidationError(words % {"days": settings.FIRST_PASSWORD_DAYS})
        return cleaned


class OwnPasswordForm(ChangePasswordForm):
    """A password of one's own. What it must be stands on the page, in the office's words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["password1"].help_text = ""


class _OnceOnly(forms.Form):
    """A code of the second factor that was used opens nothing again, for as long as it would be right."""

    user: Any

    def clean_code(self) -> Any:
        code = super().clean_code()  # type: ignore[misc]
        right_for = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(
            f"second-factor-used:{self.user.pk}:{self.cleaned_data['code'].strip()}", "y", timeout=right_for
        ):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_OnceOnly, AuthenticateForm):
    """The code at the log-in."""


class CodeAgainForm(_OnceOnly, ReauthenticateForm):
    """The code asked for once more."""

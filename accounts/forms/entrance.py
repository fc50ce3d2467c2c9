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

from accounts.enums import SignInOutcome, SignInWay
from accounts.services import entrance, outside, providers, sign_ins
from accounts.services.directory import DirectoryAway, DirectoryBackend
from accounts.services.invitations import SAME_PASSWORD
from accounts.services.outside import NotAdmitted
from core import clock

CAME_AS = "came-as"
"""In the session of nobody yet: the name to log in with."""


def _plain(form: forms.Form) -> None:
    """No labels a second time inside the fields; the cursor in the first to be filled: a password comes back
    empty, a code is typed anew."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    *before, last = form.fields
    first = next((name for name in before if _is_password(form.fields[name]) or not form[name].value()), last)
    form.fields[first].widget.attrs["autofocus"] = True


def _is_password(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.PasswordInput)


class LoginForm(AllauthLoginForm):
    """Name and password, beside the ways in by the province's own accounts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if name := self.request.session.get(CAME_AS):  # who has just chosen a password by an invitation
            self.initial["login"] = name
        _plain(self)

    def buttons(self) -> list[tuple[str, str]]:
        """Return the other ways in, which lead to the page that was asked for."""
        return providers.buttons(self.request.GET.get("next", ""))

    def is_for_administrators(self) -> bool:
        """Return whether passwords are for the day when the province's accounts are away."""
        return settings.LOCAL_SIGN_IN == "administrators" and "ldap" not in settings.OUTSIDE

    def clean(self) -> Any:
        try:
            cleaned = super().clean()
        except NotAdmitted as refused:
            sign_ins.note(self.request, refused.outcome, user=refused.user, way=SignInWay.LDAP)
            raise forms.ValidationError(refused.message) from refused
        except DirectoryAway as away:
            sign_ins.note(self.request, SignInOutcome.AWAY, user=None, way=SignInWay.LDAP)
            words = _(
                "Máy chủ tài khoản của tỉnh không trả lời nên chưa đăng nhập được. Hãy thử lại sau ít phút."
            )
            raise forms.ValidationError(words) from away
        user = getattr(self, "user", None)
        if user is not None and getattr(user, "backend", "").endswith(DirectoryBackend.__name__):
            return cleaned
        outside.forget(self.request)
        if user is not None and not outside.may_use_password(user):
            sign_ins.note(self.request, SignInOutcome.NOT_HERE, user=user)
            raise forms.ValidationError(
                _(
                    "Văn phòng đã quy định đăng nhập bằng tài khoản của tỉnh. Mật khẩu ở đây chỉ dùng"
                    " cho quản trị."
                )
            )
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

    def clean_password1(self) -> str:
        """One's own password is not the one that was issued."""
        typed = str(self.cleaned_data["password1"])
        if self.user is not None and self.user.check_password(typed):
            raise forms.ValidationError(SAME_PASSWORD)
        return typed


class _OnceOnly(forms.Form):
    """A code of the second factor that was used opens nothing again, for as long as it would be right."""

    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

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

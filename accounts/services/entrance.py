"""How people come in: no sign-up, words of the office, each role lands where its work is. allauth calls this by name from the settings."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from accounts.queries import granted_codes
from accounts.services import attempts, devices
from core import clock
from core.addresses import as_address


def landing(user: User) -> str:
    """Return where a user's work begins: leaders on the overview, staff on the work list, a secretary on their own body."""
    if user.role == Role.SECRETARY and not user.is_superuser:
        codes = granted_codes(user)
        return f"/to-chuc/{as_address(codes[0])}/" if len(codes) == 1 else "/to-chuc/"
    return "/can-xu-ly/" if user.role == Role.STAFF else "/"


class OfficeAdapter(DefaultAccountAdapter):
    """Accounts are made by the office's administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Tài khoản này đã ngừng sử dụng. Liên hệ quản trị của văn phòng."),
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu không đúng. Quên mật khẩu thì đề nghị quản trị cấp lại."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng. Quên mật khẩu thì đề nghị quản trị cấp lại."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "enter_current_password": _("Mật khẩu hiện tại không đúng."),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn. Mở ứng dụng xác thực và nhập mã mới."),
        "too_many_login_attempts": _("Đã nhập mã sai 5 lần. Chờ 5 phút rồi thử lại."),
        "rate_limited": _("Đã nhập mã sai 5 lần. Chờ 5 phút rồi thử lại."),
        "same_as_current": _("Mật khẩu mới phải khác mật khẩu hiện tại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave the limits of passwords to accounts.services.attempts."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return whose name and password these are; raises limits.TooMany."""
        return attempts.guarded(
            lambda: super(OfficeAdapter, self).authenticate(request, **credentials),
            name=credentials.get("username", ""),
            address=request.META["REMOTE_ADDR"],
            device=devices.of(request),
            now=clock.now(),
        )

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing(request.user) if isinstance(request.user, User) else "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def set_password(self, user: User, password: str) -> None:
        user.must_change_password = False
        super().set_password(user, password)

"""Log-in: no sign-up, our messages, the page to go to next. allauth loads `OfficeAdapter` by its name in the
settings."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.enums import Area, Role, SignInWay
from accounts.models import User
from accounts.queries import has_factor
from accounts.services import attempts, devices, limits, outside, second_factor, sessions, sign_ins
from core import clock
from core.addresses import reverse

_REQUESTED_PAGE = "wanted"


# Where a reader begins: the first of these that is in a part they were given.
_FIRST_PAGES = {
    Area.OVERVIEW: "desk:overview",
    Area.BODIES: "delegations:bodies",
    Area.MEETINGS: "meetings:list",
    Area.REPORTS: "reports:board",
    Area.REGULATIONS: "delegations:matrix",
    Area.PAPERS: "desk:papers",
    Area.FINDINGS: "obligations:worklist",
    Area.RULES: "obligations:rules",
}


def landing(user: User) -> str:
    """Return the address of a user's first page: a leader's is the overview, a reader's the first that they
    may see, everyone else's what is to be done today."""
    if user.only_reads():
        return reverse(
            next((page for area, page in _FIRST_PAGES.items() if area in user.areas), "account_sessions")
        )
    return reverse("desk:overview" if user.role == Role.LEADER and not user.is_superuser else "desk:today")


def pending_step(request: HttpRequest) -> str:
    """Return the address of the step that the user must take before any other page, or "": change the
    password that an administrator gave, then show a second factor."""
    user = request.user
    if not isinstance(user, User):
        return ""
    # Who came in by the province's account shows nothing of the password that was given here.
    if user.must_change_password and outside.way_of(request, user) == SignInWay.PASSWORD:
        return reverse("account_change_password")
    if second_factor.is_missing(request):
        return (
            reverse("mfa_reauthenticate" if has_factor(user) else "mfa_activate_totp")
            + f"?next={reverse('account_enter')}"
        )
    return ""


def remember_page(request: HttpRequest) -> None:
    """Store the requested page in the session, for `next_page`, while a step is pending."""
    if request.method == "GET" and request.path != "/":
        request.session[_REQUESTED_PAGE] = request.get_full_path()


def next_page(request: HttpRequest) -> str:
    """Return the address to redirect to: the pending step, else the page that was requested, else the user's
    first page."""
    return pending_step(request) or request.session.pop(_REQUESTED_PAGE, "") or landing(request.user)  # type: ignore[arg-type]


def password_ended(user: User, now: dt.datetime) -> bool:
    """Return whether a password given by the administrator was left unchanged for too long."""
    return (
        user.must_change_password
        and user.password_given_at is not None
        and now > ends_at(user.password_given_at)
    )


def ends_at(given_at: dt.datetime) -> dt.datetime:
    """Return the instant when a password given by an administrator expires."""
    return given_at + dt.timedelta(days=settings.FIRST_PASSWORD_DAYS)


class OfficeAdapter(DefaultAccountAdapter):
    """Accounts are made by the office's administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Tài khoản này đã ngừng sử dụng. Liên hệ quản trị của văn phòng."),
        "invalid_login": _(
            "Tên đăng nhập hoặc mật khẩu không đúng. Quên mật khẩu thì đề nghị quản trị cấp lại."
        ),
        "username_password_mismatch": _(
            "Tên đăng nhập hoặc mật khẩu không đúng. Quên mật khẩu thì đề nghị quản trị cấp lại."
        ),
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
        name = credentials.get("username", "")
        try:
            return attempts.guarded(
                lambda: super(OfficeAdapter, self).authenticate(request, **credentials),
                name=name,
                address=request.META["REMOTE_ADDR"],
                device=devices.of(request),
                now=clock.now(),
            )
        except limits.TooMany:
            sign_ins.refused(request, name)
            raise

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user)
        return response

    def get_login_stages(self) -> list[str]:
        """Leave out our second factor where the province's provider has seen one and is trusted in it."""
        stages: list[str] = super().get_login_stages()
        seen = outside.was_factor_seen(self.request)
        return [stage for stage in stages if not (seen and stage.startswith("allauth.mfa."))]

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        by = outside.way_of(request, request.user) if isinstance(request.user, User) else SignInWay.PASSWORD
        return reverse("account_left" if by in {SignInWay.OIDC, SignInWay.SAML} else "account_login")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing(request.user) if isinstance(request.user, User) else "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_enter")

    def is_safe_url(self, url: str) -> bool:
        # "/" is what people type: it asks for no page, each role lands where its work is.
        parts = urlsplit(url or "")
        return super().is_safe_url(url) and (parts.path not in {"", "/"} or bool(parts.query))

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        # Who has just logged in need not type the same password again to set up the second factor.
        since = sessions.started_at(self.request)
        if since is not None and clock.now() - since < dt.timedelta(
            seconds=app_settings.REAUTHENTICATION_TIMEOUT
        ):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def set_password(self, user: User, password: str) -> None:
        user.must_change_password = False
        super().set_password(user, password)

"""The second factor: who must have one, whether this session has shown it, and how one that was lost is taken
off."""

import datetime as dt
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import RemovalState, Role
from accounts.models import FactorRemoval, User
from accounts.permissions import check_can_administer
from accounts.queries import has_factor
from accounts.services import outside, sessions
from core.errors import Refused

_SHOWN = "second_factor"
OPEN_FOR = dt.timedelta(days=3)


def on_trial() -> bool:
    """Return whether nobody must have a second factor: a copy not in real use that holds users of the sample.
    At most one query."""
    return (
        bool(settings.SECOND_FACTOR_ROLES)
        and not settings.MAIL_LIVE
        and User.objects.filter(of_sample=True, is_active=True).exists()
    )


def must_have(user: User) -> bool:
    """Return whether the office's setting asks a second factor of the user."""
    role = Role.ADMINISTRATOR if user.is_superuser else user.role
    return role in settings.SECOND_FACTOR_ROLES


def is_missing(request: HttpRequest, *, for_rights_of: User | None = None) -> bool:
    """Return whether the user must first show a second factor in this session, for their own rights or for
    those of whose deputy they are. No query once it was shown."""
    user = request.user
    if not isinstance(user, User) or not must_have(for_rights_of or user):
        return False
    if request.session.get(_SHOWN) == user.pk or outside.has_factor(request, user):
        return False
    return not on_trial()


def shown(
    sender: object, request: HttpRequest, user: User, authenticator: Authenticator, **signal: Any
) -> None:
    """Note that the session's user just set up or used a second factor; tell who used a recovery code how
    many are left."""
    request.session[_SHOWN] = user.pk
    if authenticator.type == Authenticator.Type.RECOVERY_CODES and "reauthenticated" in signal:
        words = _(
            "Vừa dùng một mã dự phòng, còn %(left)s mã. Đã có điện thoại khác thì bấm tên mình → Xác thực hai"
            " lớp → Chuyển sang điện thoại khác."
        )
        authenticator.refresh_from_db()  # the code was marked as used in the database alone
        messages.warning(request, words % {"left": len(authenticator.wrap().get_unused_codes())})


class FactorAdapter(DefaultMFAAdapter):
    """allauth's second factor in the office's words and under its rule."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy(
            "Văn phòng đòi hỏi xác thực hai lớp đối với vai trò này nên không tắt được."
        ),
        "cannot_generate_recovery_codes": gettext_lazy("Bật ứng dụng xác thực trước khi tạo mã dự phòng."),
        "incorrect_code": gettext_lazy("Mã không đúng hoặc đã hết hạn. Mở ứng dụng xác thực và nhập mã mới."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not must_have(authenticator.user) or on_trial()

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)


def _open(user: User, now: dt.datetime) -> Any:
    return FactorRemoval.objects.filter(user=user, state=RemovalState.REQUESTED, asked_at__gt=now - OPEN_FOR)


@transaction.atomic
def request_removal(*, user: User, reason: str, by: User, now: dt.datetime) -> FactorRemoval:
    """Request the removal of the second factor of a user who lost it. Raises Refused."""
    check_can_administer(by)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not has_factor(user):
        raise Refused(_("Người dùng này chưa bật xác thực hai lớp."))
    if _open(user, now).exists():
        raise Refused(_("Đã có đề nghị đang chờ quản trị thứ hai xác nhận."))
    FactorRemoval.objects.filter(user=user, state=RemovalState.REQUESTED).update(
        state=RemovalState.REFUSED, decided_at=now
    )
    return FactorRemoval.objects.create(user=user, reason=reason, asked_at=now, asked_by=by)


@transaction.atomic
def decide_removal(*, removal: FactorRemoval, agreed: bool, by: User, now: dt.datetime) -> FactorRemoval:
    """Remove the factor and end the user's sessions, or decline. Only an administrator who is not the
    requester, not the user and not a newer account may decide. Raises Refused."""
    check_can_administer(by)
    removal = FactorRemoval.objects.select_for_update(of=("self",)).select_related("user").get(pk=removal.pk)
    if removal.state != RemovalState.REQUESTED or removal.asked_at <= now - OPEN_FOR:
        raise Refused(_("Đề nghị này đã được quyết định hoặc đã quá hạn 3 ngày. Đề nghị lại nếu còn cần."))
    if by.pk == removal.asked_by_id:
        raise Refused(_("Phải do một quản trị khác xác nhận, không phải người đề nghị."))
    if by.pk == removal.user_id:
        raise Refused(_("Không thể tự xác nhận gỡ xác thực hai lớp của chính mình."))
    if by.date_joined >= removal.asked_at or by.must_change_password:
        raise Refused(_("Tài khoản quản trị tạo sau khi có đề nghị thì không được xác nhận đề nghị ấy."))
    if agreed:
        take_off(user=removal.user)
    removal.state, removal.decided_at, removal.decided_by = (
        RemovalState.REMOVED if agreed else RemovalState.REFUSED,
        now,
        by,
    )
    removal.save(update_fields=["state", "decided_at", "decided_by"])
    return removal


@transaction.atomic
def move(*, user: User, secret: str) -> None:
    """Let the app on another telephone make the user's codes, in place of the one before."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)


@transaction.atomic
def take_off(*, user: User) -> None:
    """Delete the user's second factor with its recovery codes and end their sessions: the next log-in sets up
    a new one."""
    Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user=user)

"""Access tokens: made, opened, counted, revoked. The secret is shown once and kept nowhere; a stolen table
opens nothing."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection

import pghistory
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import TokenScope, TokenState
from accounts.models import AccessToken, User
from accounts.permissions import can_administer
from accounts.services import limits
from accounts.services.limits import Limit
from core.dates import day as day_text
from core.editing import insert
from core.errors import Refused

# Told apart from other secrets at a glance, by people and by programs that look for leaked ones.
MARK = "nennep_"
SHOWN = len(MARK) + 5
LONGEST_LIFE = dt.timedelta(days=366)
MOST_KEYS = 20
WINDOW = dt.timedelta(minutes=10)
READ_TOO_OFTEN = gettext_lazy("Đã đọc quá %(most)s lượt trong 10 phút. Chờ %(seconds)s giây rồi đọc tiếp.")
WRONG_KEYS = Limit(
    "wrong-key",
    30,
    WINDOW,
    gettext_lazy("Đã gửi khoá sai %(most)s lần trong 10 phút. Chờ %(seconds)s giây rồi thử lại."),
)
USE_NOTED_EVERY = dt.timedelta(hours=1)


class KeyRefused(Exception):
    """A key is refused; `message` is a sentence for the program that sent it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def make(
    *, name: str, scopes: Collection[str], expires_on: dt.date, by: User, now: dt.datetime
) -> tuple[AccessToken, str]:
    """Create a key for the user and return it with its secret, which is not stored. Raises Refused."""
    today = now.date()
    wanted = [scope for scope in TokenScope.values if scope in scopes]
    if not wanted:
        raise Refused(_("Chọn ít nhất một phạm vi."), field="scopes")
    if not today <= expires_on <= today + LONGEST_LIFE:
        span = {"first": day_text(today), "last": day_text(today + LONGEST_LIFE)}
        raise Refused(_("Ngày hết hạn phải từ %(first)s đến %(last)s.") % span, field="expires_on")
    if by.must_change_password:
        raise Refused(_("Đổi mật khẩu được cấp trước khi lập khoá."))
    # One after the other: two windows cannot both take the last place.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if AccessToken.objects.filter(user=by).live_on(today).count() >= MOST_KEYS:
        raise Refused(
            _("Đã có %(number)s khoá đang dùng. Thu hồi khoá không còn cần rồi lập khoá mới.")
            % {"number": MOST_KEYS}
        )
    if AccessToken.objects.filter(user=by, name=name, revoked_at=None).exists():
        raise Refused(
            _("Đã có khoá chưa thu hồi mang tên “%(name)s”. Đặt tên khác, hoặc thu hồi khoá cũ.")
            % {"name": name},
            field="name",
        )
    secret = MARK + secrets.token_urlsafe(32)
    token = AccessToken(
        user=by,
        name=name,
        prefix=secret[:SHOWN],
        digest=_digest(secret),
        scopes=wanted,
        role=by.role,
        created_at=now,
        expires_on=expires_on,
    )
    insert(token)
    return token, secret


@transaction.atomic
def revoke(*, token: AccessToken, by: User, now: dt.datetime) -> None:
    """Revoke a key for good; revoking it again changes nothing. Raises Http404 for others than its user and
    administrators."""
    if token.user_id != by.pk and not can_administer(by):
        raise Http404
    AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now, revoked_by=by)


def revoke_all(*, user: User, by: User, now: dt.datetime) -> None:
    """End every key of a user."""
    AccessToken.objects.filter(user=user, revoked_at=None).update(revoked_at=now, revoked_by=by)


def authenticate(secret: str, *, address: str, now: dt.datetime) -> AccessToken:
    """Return the live token of a secret, with its user, and count the request. Two queries; one more each
    hour, which stores `last_used_at`.

    Raises KeyRefused for a wrong or ended key and limits.TooMany for one used too often. Wrong keys are
    counted by the `address` that sent them, which does not limit valid keys from there.
    """
    token = AccessToken.objects.filter(digest=_digest(secret)).select_related("user").first()
    if token is None:
        limits.count(WRONG_KEYS, limits.network(address), now=now)
        raise KeyRefused(
            _("Khoá truy cập không đúng. Chép lại nguyên khoá, kể cả phần đầu “%(mark)s”, hoặc lập khoá mới.")
            % {"mark": MARK}
        )
    if refusal := _refusals(token).get(token.state_on(now.date())):
        raise KeyRefused(refusal)
    limits.count(Limit("key", settings.OPEN_DATA_REQUESTS, WINDOW, READ_TOO_OFTEN), str(token.pk), now=now)
    if token.last_used_at is None or now - token.last_used_at >= USE_NOTED_EVERY:
        with pghistory.context(user=token.user_id, token=token.prefix):
            unnoted = Q(last_used_at__isnull=True) | Q(last_used_at__lte=now - USE_NOTED_EVERY)
            AccessToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)
    return token


def _refusals(token: AccessToken) -> dict[TokenState, str]:
    ended = day_text(token.revoked_at), day_text(token.expires_on)
    return {
        TokenState.REVOKED: (
            _("Khoá này đã thu hồi ngày %(day)s. Lập khoá mới ở trang Khoá truy cập dữ liệu.")
            % {"day": ended[0]}
        ),
        TokenState.EXPIRED: (
            _("Khoá này đã hết hạn sau ngày %(day)s. Lập khoá mới ở trang Khoá truy cập dữ liệu.")
            % {"day": ended[1]}
        ),
        TokenState.STOPPED: _("Tài khoản của khoá này đã ngừng sử dụng. Liên hệ quản trị của văn phòng."),
        TokenState.ROLE_CHANGED: _(
            "Vai trò của người dùng đã đổi từ khi lập khoá. Lập khoá mới ở trang Khoá truy cập dữ liệu."
        ),
        TokenState.PASSWORD_GIVEN: _(
            "Người dùng của khoá phải đăng nhập, đổi mật khẩu được cấp rồi khoá mới dùng được."
        ),
    }

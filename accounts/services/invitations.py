"""The link in a mail by which the user of an account chooses a password: good once, for some days."""

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.services import outside
from core.errors import Refused
from core.signals import account_invited

SALT = "accounts.invitation"
SAME_PASSWORD = gettext_lazy("Mật khẩu mới trùng với mật khẩu đang dùng. Hãy đặt mật khẩu khác.")


def send(user: User) -> None:
    """Let a mail invite the user. Raises Refused where it would reach nobody, or open nothing."""
    if not user.email:
        words = _("Tài khoản “%(user)s” chưa có thư điện tử nên không gửi thư mời được.")
        raise Refused(words % {"user": user.username}, field="email")
    if not user.is_active:
        raise Refused(_("Tài khoản này đã ngừng; cho dùng lại trước khi mời."))
    if not outside.may_use_password(user):
        raise Refused(_("Văn phòng đã quy định đăng nhập bằng tài khoản của tỉnh, không đặt mật khẩu ở đây."))
    account_invited.send(sender=User, user=user)


def secret(user: User) -> str:
    """Return what the link bears. Whatever changes the password ends it."""
    return signing.dumps([user.pk, _mark(user)], salt=SALT)


def opened(token: str) -> User:
    """Return whose password the link lets choose. Raises Refused for one that opens nothing, or nothing any
    more."""
    try:
        pk, mark = signing.loads(token, salt=SALT, max_age=settings.FIRST_PASSWORD_DAYS * 24 * 3600)
    except signing.SignatureExpired as error:
        words = _("Liên kết này chỉ dùng được trong %(days)s ngày và đã hết hạn. Đề nghị quản trị mời lại.")
        raise Refused(words % {"days": settings.FIRST_PASSWORD_DAYS}) from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Refused(
            _("Liên kết không đúng hoặc đã bị cắt mất một phần. Hãy mở lại đúng liên kết trong thư.")
        ) from error
    user = User.objects.filter(pk=pk).first()
    if user is None or not constant_time_compare(mark, _mark(user)):
        raise Refused(
            _(
                "Liên kết này đã được dùng, hoặc đã có thư mời mới hơn. Đã đặt mật khẩu thì đăng nhập; chưa"
                " đặt thì mở thư mời mới nhất, hoặc đề nghị quản trị của văn phòng mời lại."
            )
        )
    if not user.is_active:
        raise Refused(_("Tài khoản này đã ngừng sử dụng. Liên hệ quản trị của văn phòng."))
    return user


@transaction.atomic
def choose_password(token: str, password: str) -> User:
    """Give the account the password that its user chose, once for each link. Raises Refused."""
    user = User.objects.select_for_update().get(pk=opened(token).pk)
    opened(token)  # as it is now that nobody else changes it
    if user.check_password(password):
        raise Refused(str(SAME_PASSWORD), field="password1")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field="password1") from error
    user.set_password(password)
    user.must_change_password, user.password_given_at = False, None
    user.save(update_fields=["password", "must_change_password", "password_given_at"])
    return user


def _mark(user: User) -> str:
    return salted_hmac(SALT, f"{user.pk}:{user.password}:{user.email}").hexdigest()[:32]

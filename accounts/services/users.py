"""Making, changing and stopping accounts. Nobody is deleted: what they wrote keeps their name."""

import secrets
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import BodyGrant, User
from accounts.permissions import check_can_administer
from accounts.queries import administrators
from accounts.services import sessions, tokens
from core import clock
from core.errors import Refused
from core.signals import password_given

# Read aloud or copied by hand: no letters that look alike.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def _temporary_password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _place in range(4)) for _group in range(4))


def _grant(user: User, body_ids: Collection[int]) -> None:
    wanted = set(body_ids) if user.role == Role.SECRETARY else set()
    if user.role == Role.SECRETARY and not wanted:
        raise Refused(
            _("Thư ký phải được giao ít nhất một tổ chức đảng, nếu không sẽ không thấy gì."), field="bodies"
        )
    held = set(BodyGrant.objects.filter(user=user).values_list("body_id", flat=True))
    BodyGrant.objects.filter(user=user, body_id__in=held - wanted).delete()
    BodyGrant.objects.bulk_create(
        [BodyGrant(user=user, body_id=body_id) for body_id in sorted(wanted - held)]
    )


def _refuse_losing_the_last_administrator(user: User) -> None:
    # Locked in one order, so that two administrators cannot stop each other at the same moment.
    remaining = [
        pk
        for pk in administrators().order_by("pk").select_for_update().values_list("pk", flat=True)
        if pk != user.pk
    ]
    if not remaining:
        raise Refused(_("Đây là tài khoản quản trị cuối cùng. Hãy giao quyền quản trị cho người khác trước."))


@transaction.atomic
def create(
    *, username: str, full_name: str, email: str, role: str, body_ids: Collection[int], by: User
) -> tuple[User, str]:
    """Make an account and return it with its first password, which is shown once and never kept in clear."""
    check_can_administer(by)
    password = _temporary_password()
    user = User(
        username=username,
        full_name=full_name,
        email=email,
        role=role,
        must_change_password=True,
        password_given_at=clock.now(),
    )
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            _("Đã có người dùng mang tên đăng nhập “%(name)s”.") % {"name": username}, field="username"
        ) from error
    _grant(user, body_ids)
    return user, password


@transaction.atomic
def change(user: User, *, full_name: str, email: str, role: str, body_ids: Collection[int], by: User) -> User:
    """Change who a user is and which bodies they reach."""
    check_can_administer(by)
    if user.role == Role.ADMINISTRATOR and role != Role.ADMINISTRATOR and not user.is_superuser:
        _refuse_losing_the_last_administrator(user)
    user.full_name, user.email, user.role = full_name, email, role
    user.save(update_fields=["full_name", "email", "role"])
    _grant(user, body_ids)
    return user


@transaction.atomic
def deactivate(user: User, *, by: User) -> User:
    """Stop an account: its sessions end at once, its keys open nothing, what it wrote stays."""
    check_can_administer(by)
    if user.pk == by.pk:
        raise Refused(_("Không thể tự ngừng tài khoản của chính mình."))
    if user.role == Role.ADMINISTRATOR or user.is_superuser:
        _refuse_losing_the_last_administrator(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions.end_all(user=user)
    return user


@transaction.atomic
def reactivate(user: User, *, by: User) -> User:
    """Let a stopped account log in again."""
    check_can_administer(by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


@transaction.atomic
def reset_password(user: User, *, by: User) -> str:
    """Give the user a new password, shown once; every session, every key and every calendar address of theirs
    ends."""
    check_can_administer(by)
    now = clock.now()
    password = _temporary_password()
    user.set_password(password)
    user.must_change_password, user.password_given_at = True, now
    user.save(update_fields=["password", "must_change_password", "password_given_at"])
    sessions.end_all(user=user)
    # Whoever had the old password may have made keys and addresses with it.
    tokens.revoke_all(user=user, by=by, now=now)
    password_given.send(sender=User, user=user, at=now)
    return password

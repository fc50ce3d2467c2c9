"""Making, changing and stopping accounts. Nobody is deleted: what they wrote keeps their name."""

import secrets
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import BodyGrant, KindGrant, User
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


class Reach(NamedTuple):
    """What a secretary or a reader is given: bodies; and of a reader kinds of bodies, every body, pages."""

    body_ids: Collection[int] = ()
    kind_ids: Collection[int] = ()
    reads_all: bool = False
    areas: Collection[str] = ()


def _grant(user: User, reach: Reach) -> None:
    """Grant exactly what the reach says, as far as the role has it. Raises Refused for who would see
    nothing."""
    is_reader = user.role == Role.READER
    bodies = set(reach.body_ids) if user.role in {Role.SECRETARY, Role.READER} else set()
    kinds = set(reach.kind_ids) if is_reader else set()
    if user.role == Role.SECRETARY and not bodies:
        raise Refused(
            _("Thư ký phải được giao ít nhất một tổ chức đảng, nếu không sẽ không thấy gì."), field="bodies"
        )
    if is_reader and not (bodies or kinds or reach.reads_all):
        raise Refused(
            _("Chọn tổ chức, loại tổ chức hoặc mọi tổ chức mà cơ quan này được xem."), field="reads_all"
        )
    if is_reader and not reach.areas:
        raise Refused(_("Chọn ít nhất một phần mà cơ quan này được xem."), field="areas")
    user.areas, user.reads_all = (sorted(reach.areas), reach.reads_all) if is_reader else ([], False)
    user.save(update_fields=["areas", "reads_all"])
    granted: tuple[tuple[Any, str, set[int]], ...] = (
        (BodyGrant, "body_id", bodies),
        (KindGrant, "kind_id", kinds),
    )
    for model, column, wanted in granted:
        held = set(model.objects.filter(user=user).values_list(column, flat=True))
        model.objects.filter(user=user, **{f"{column}__in": held - wanted}).delete()
        model.objects.bulk_create([model(user=user, **{column: key}) for key in sorted(wanted - held)])


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
    *, username: str, full_name: str, email: str, role: str, reach: Reach, by: User
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
    _grant(user, reach)
    return user, password


@transaction.atomic
def change(user: User, *, full_name: str, email: str, role: str, reach: Reach, by: User) -> User:
    """Change who a user is and what they reach."""
    check_can_administer(by)
    if user.role == Role.ADMINISTRATOR and role != Role.ADMINISTRATOR and not user.is_superuser:
        _refuse_losing_the_last_administrator(user)
    user.full_name, user.email, user.role = full_name, email, role
    user.save(update_fields=["full_name", "email", "role"])
    _grant(user, reach)
    return user


@transaction.atomic
def take_role(user: User, role: str) -> None:
    """Give the user the role that a group of the province's own accounts says. The last administrator keeps
    theirs: a wrong group must not shut out the office."""
    if user.role == Role.ADMINISTRATOR and not administrators().exclude(pk=user.pk).exists():
        return
    user.role = role
    user.save(update_fields=["role"])
    if role not in {Role.SECRETARY, Role.READER}:
        _grant(user, Reach())


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

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
from accounts.services import invitations, posts, sessions, tokens
from core import clock
from core.errors import Refused
from core.signals import password_given

# Read aloud or copied by hand: no letters that look alike.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def _temporary_password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _place in range(4)) for _group in range(4))


class Reach(NamedTuple):
    """What a secretary or a reader is given: bodies; of a reader kinds of bodies, every body, pages; of a
    secretary who they are and the posts through which they reach bodies."""

    body_ids: Collection[int] = ()
    kind_ids: Collection[int] = ()
    reads_all: bool = False
    areas: Collection[str] = ()
    person_id: int | None = None
    seat_ids: Collection[int] = ()


def _grant(user: User, reach: Reach) -> None:
    """Grant exactly what the reach says, as far as the role has it. Raises Refused for who would see
    nothing."""
    is_reader = user.role == Role.READER
    bodies = set(reach.body_ids) if user.role in {Role.SECRETARY, Role.READER} else set()
    kinds = set(reach.kind_ids) if is_reader else set()
    is_secretary = user.role == Role.SECRETARY
    person_id, seat_ids = (reach.person_id, reach.seat_ids) if is_secretary else (None, ())
    # Who left their post keeps the account, which then opens nothing.
    is_same_person = person_id is not None and person_id == user.person_id
    if is_secretary and not (bodies or seat_ids or is_same_person):
        raise Refused(
            _(
                "Thư ký phải được giao ít nhất một tổ chức đảng hoặc một chức danh, nếu không sẽ không thấy"
                " gì."
            ),
            field="bodies",
        )
    posts.bind(user, person_id=person_id, seat_ids=seat_ids, on=clock.today())
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


def administers(user: User) -> bool:
    """Return whether the account is an administrator's, working or not."""
    return user.is_superuser or user.role == Role.ADMINISTRATOR


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
    *, username: str, full_name: str, email: str, role: str, reach: Reach, by: User, by_mail: bool = False
) -> tuple[User, str]:
    """Make an account and return it with its first password, which is shown once and never kept in clear; or
    `by_mail` without one: a mail invites its user to choose one."""
    check_can_administer(by)
    password = "" if by_mail else _temporary_password()
    user = User(
        username=username,
        full_name=full_name,
        email=email,
        role=role,
        must_change_password=not by_mail,
        password_given_at=None if by_mail else clock.now(),
    )
    user.set_password(password or None)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            _("Đã có người dùng mang tên đăng nhập “%(name)s”.") % {"name": username}, field="username"
        ) from error
    _grant(user, reach)
    if by_mail:
        invitations.send(user)
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


def why_not_stopped(user: User, *, by: User) -> str:
    """Return why the account cannot be stopped together with others, or ""."""
    if not user.is_active:
        return _("đã ngừng rồi")
    if user.pk == by.pk:
        return _("là tài khoản của chính mình")
    return _("tài khoản quản trị thì ngừng từng người") if administers(user) else ""


@transaction.atomic
def deactivate(user: User, *, by: User) -> User:
    """Stop an account: its sessions end at once, its keys open nothing, what it wrote stays."""
    check_can_administer(by)
    if user.pk == by.pk:
        raise Refused(_("Không thể tự ngừng tài khoản của chính mình."))
    if administers(user):
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
    password = _temporary_password()
    user.must_change_password, user.password_given_at = True, clock.now()
    _replace_password(user, password, by=by)
    return password


@transaction.atomic
def invite(user: User, *, by: User) -> None:
    """Mail the user a link by which they choose a new password; the old one, every session, every key and
    every calendar address of theirs ends. Raises Refused for an account without an address."""
    check_can_administer(by)
    if user.pk == by.pk:
        raise Refused(_("Mật khẩu của chính mình thì đổi ở trang Tài khoản."))
    user.must_change_password, user.password_given_at = False, None
    _replace_password(user, None, by=by)
    invitations.send(user)


def _replace_password(user: User, password: str | None, *, by: User) -> None:
    now = clock.now()
    user.set_password(password)
    user.save(update_fields=["password", "must_change_password", "password_given_at"])
    sessions.end_all(user=user)
    # Whoever had the old password may have made keys and addresses with it.
    tokens.revoke_all(user=user, by=by, now=now)
    password_given.send(sender=User, user=user, at=now)

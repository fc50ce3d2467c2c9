"""Who may do what, in pairs: `can_x` answers, `check_can_x` refuses with a sentence.

A body outside a user's scope does not exist for them: `check_can_see_body` raises Http404. While what was
known on a day is read (core.known) nobody may write: a page that must be written on is made of the records as
they are now.
"""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from accounts.queries import bodies_of
from core import known

AnyUser = User | AnonymousUser


def can_see_all(user: AnyUser) -> bool:
    """Staff, leaders and administrators see every body."""
    return isinstance(user, User) and user.sees_all()


def check_can_see_all(user: AnyUser) -> None:
    if not can_see_all(user):
        raise Http404(_("Trang này dành cho văn phòng."))


def check_can_write(user: AnyUser) -> None:
    """Refuse a reader, whatever the page: the last word, after which each page has its own."""
    if isinstance(user, User) and user.only_reads():
        raise PermissionDenied(_("Tài khoản này chỉ được xem, in và xuất, không ghi được gì."))


def can_edit_facts(user: AnyUser) -> bool:
    """Staff and administrators write the facts of every body."""
    return (
        isinstance(user, User)
        and user.is_active
        and (user.is_superuser or user.role in {Role.STAFF, Role.ADMINISTRATOR})
        and not known.until()
    )


def check_can_edit_facts(user: AnyUser) -> None:
    known.require_present()
    check_can_see_all(user)
    if not can_edit_facts(user):
        raise PermissionDenied(
            _(
                "Chỉ chuyên viên văn phòng được ghi nội dung này. Lãnh đạo xem được toàn bộ nhưng không sửa"
                " hồ sơ."
            )
        )


def can_see_body(user: AnyUser, body_id: int) -> bool:
    if not isinstance(user, User) or not user.is_active:
        return False
    scope = bodies_of(user)
    return scope is None or body_id in scope


def check_can_see_body(user: AnyUser, body_id: int) -> None:
    if not can_see_body(user, body_id):
        raise Http404(_("Không có tổ chức này trong phạm vi được giao."))


def can_edit_body(user: AnyUser, body_id: int) -> bool:
    """Staff and administrators edit every body, a secretary the bodies granted."""
    return can_edit_facts(user) or (
        isinstance(user, User)
        and user.role == Role.SECRETARY
        and can_see_body(user, body_id)
        and not known.until()
    )


def can_edit_something(user: AnyUser) -> bool:
    """Whether a list offers to add: the office's staff do, and a body's secretary, for the bodies granted."""
    return can_edit_facts(user) or (
        isinstance(user, User) and user.role == Role.SECRETARY and not known.until()
    )


def check_can_edit_something(user: AnyUser) -> None:
    """Raise PermissionDenied for who may write no body's facts: before a form asks which body they are of."""
    known.require_present()
    if not can_edit_something(user):
        raise PermissionDenied(
            _(
                "Tài khoản này chỉ được xem. Việc ghi hồ sơ do chuyên viên văn phòng hoặc thư ký của tổ chức"
                " thực hiện."
            )
        )


def check_can_edit_body(user: AnyUser, body_id: int) -> None:
    known.require_present()
    check_can_see_body(user, body_id)
    if not can_edit_body(user, body_id):
        raise PermissionDenied(
            _(
                "Tài khoản này chỉ được xem. Việc ghi hồ sơ do chuyên viên văn phòng hoặc thư ký của tổ chức"
                " thực hiện."
            )
        )


def can_administer(user: AnyUser) -> bool:
    """Administrators manage users and the office's settings."""
    return (
        isinstance(user, User)
        and user.is_active
        and (user.is_superuser or user.role == Role.ADMINISTRATOR)
        and not known.until()
    )


def check_can_administer(user: AnyUser) -> None:
    known.require_present()
    if not can_administer(user):
        raise Http404(_("Trang này dành cho quản trị."))

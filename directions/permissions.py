"""Who may do what with a direction, in pairs. Whether its state allows the act is the service's question.

A direction on a body outside a user's scope does not exist for them.
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from accounts.permissions import AnyUser, can_edit_body, can_edit_facts, can_see_body, check_can_see_body
from core import known
from directions.models import Direction


def is_leader(user: AnyUser) -> bool:
    """A leader writes in their own name; everyone else of the office writes down what a leader said."""
    return isinstance(user, User) and user.is_active and user.role == Role.LEADER and not user.is_superuser


def can_direct(user: AnyUser) -> bool:
    """Leaders give, answer and close directions; staff do so on a leader's behalf."""
    return (is_leader(user) and known.until() is None) or can_edit_facts(user)


def check_can_direct(user: AnyUser, body_id: int) -> None:
    check_can_see_body(user, body_id)
    check_can_direct_any(user)


def check_can_direct_any(user: AnyUser) -> None:
    known.require_present()
    if not can_direct(user):
        raise PermissionDenied(
            _(
                "Ý kiến chỉ đạo do lãnh đạo ghi, hoặc chuyên viên văn phòng ghi thay lãnh đạo. Thư ký báo cáo"
                " việc thực hiện."
            )
        )


def can_change(user: AnyUser, direction: Direction) -> bool:
    """The leader who wrote it changes it or takes it back; what staff wrote down for a leader, any of the
    staff."""
    if direction.is_spoken:
        return can_edit_facts(user)
    if not is_leader(user) or known.until():
        return False
    return direction.given_by_id == user.pk or (
        direction.given_by_id is None and direction.leader_name == str(user)
    )


def check_can_change(user: AnyUser, direction: Direction) -> None:
    known.require_present()
    check_can_see_body(user, direction.body_id)
    if not can_change(user, direction):
        if direction.is_spoken:
            raise PermissionDenied(
                _(
                    "Ý kiến này do chuyên viên ghi thay lãnh đạo; việc sửa, rút lại do chuyên viên văn phòng"
                    " ghi."
                )
            )
        raise PermissionDenied(
            _("Ý kiến này do %(name)s ghi; chỉ người ghi được sửa hoặc rút lại.")
            % {"name": direction.leader_name}
        )


def can_report(user: AnyUser, direction: Direction) -> bool:
    """Staff and the body's secretary report what was done; a leader reads it."""
    return can_edit_body(user, direction.body_id)


def check_can_report(user: AnyUser, direction: Direction) -> None:
    known.require_present()
    check_can_see_body(user, direction.body_id)
    if not can_report(user, direction):
        raise PermissionDenied(
            _(
                "Việc thực hiện do chuyên viên văn phòng hoặc thư ký của tổ chức báo cáo. Lãnh đạo ghi ý kiến"
                " thêm."
            )
        )


def can_propose(user: AnyUser, direction: Direction) -> bool:
    """Staff who follow a direction up say that it may be closed."""
    return can_edit_facts(user) and can_see_body(user, direction.body_id)


def check_can_propose(user: AnyUser, direction: Direction) -> None:
    known.require_present()
    check_can_see_body(user, direction.body_id)
    if not can_propose(user, direction):
        raise PermissionDenied(
            _("Đề nghị kết thúc do chuyên viên văn phòng ghi sau khi kiểm tra việc thực hiện.")
        )

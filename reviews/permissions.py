"""Who may correct and confirm: those who write the office's facts. Leaders read; what they decide is recorded
by staff with its document."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can_edit_facts, check_can_see_body
from core import known


def can_review(user: User | AnonymousUser) -> bool:
    return can_edit_facts(user)


def check_can_review(user: User | AnonymousUser, body_id: int) -> None:
    """Raise Http404 for who may not see the body, PermissionDenied for who may only read."""
    check_can_see_body(user, body_id)
    check_can_review_any(user)


def check_can_review_any(user: User | AnonymousUser) -> None:
    known.require_present()
    if not can_review(user):
        raise PermissionDenied(
            _(
                "Chỉ chuyên viên văn phòng ghi nhận đánh giá năm. Lãnh đạo, thư ký xem được kết quả và cách"
                " tính."
            )
        )

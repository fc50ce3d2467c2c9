"""Who works for whom, from a day to a day. A deputy chooses in a session to work for the user and then has
that user's rights and no others; every trace names both."""

import datetime as dt

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Deputy, User
from accounts.permissions import can_administer
from accounts.services import second_factor
from core.dates import day
from core.errors import Refused

_SESSION = "acts_for"
LONGEST = dt.timedelta(days=90)


@transaction.atomic
def name(
    *, user: User, deputy: User, starts_on: dt.date, ends_on: dt.date, reason: str, by: User, today: dt.date
) -> Deputy:
    """Let somebody work for a user on these days. Users name their own deputy, an administrator anybody's.
    Raises Refused."""
    if by.pk != user.pk and not can_administer(by):
        raise Refused(_("Chỉ chính người ấy hoặc quản trị được cử người thay mặt."))
    # A deputy of an administrator could make themselves anything, for good.
    if user.is_superuser or user.role in {Role.ADMINISTRATOR, Role.READER}:
        raise Refused(_("Quản trị và cơ quan chỉ xem không cử người thay mặt; hãy giao đúng vai trò."))
    if deputy.pk == user.pk:
        raise Refused(_("Hãy chọn một người khác."), field="deputy")
    if not deputy.is_active or deputy.role == Role.READER:
        raise Refused(
            _("Người này không thay mặt được: tài khoản đã ngừng hoặc chỉ được xem."), field="deputy"
        )
    if ends_on < starts_on:
        raise Refused(_("Ngày cuối phải từ ngày đầu trở đi."), field="ends_on")
    if ends_on < today or ends_on - starts_on > LONGEST:
        raise Refused(
            _("Thời hạn phải còn, và nhiều nhất %(days)s ngày.") % {"days": LONGEST.days}, field="ends_on"
        )
    return Deputy.objects.create(
        user=user, deputy=deputy, starts_on=starts_on, ends_on=ends_on, reason=reason
    )


@transaction.atomic
def end(row: Deputy, *, by: User, today: dt.date) -> None:
    """End it before its time: today at once. Raises Refused."""
    if by.pk not in {row.user_id, row.deputy_id} and not can_administer(by):
        raise Refused(_("Chỉ người trong cuộc hoặc quản trị được kết thúc."))
    if row.starts_on >= today:
        row.delete()
        return
    row.ends_on = min(row.ends_on, today - dt.timedelta(days=1))
    row.save(update_fields=["ends_on"])


def begin(request: HttpRequest, row: Deputy, *, today: dt.date) -> None:
    """Work for the user from the next page on. Raises Refused where that is not one's own, or not today."""
    if not isinstance(request.user, User) or row.deputy_id != request.user.pk or not holds(row, today):
        raise Refused(_("Việc thay mặt này không còn hiệu lực ngày %(day)s.") % {"day": day(today)})
    if second_factor.is_missing(request, for_rights_of=row.user):
        raise Refused(
            _(
                "Vai trò của người được thay phải xác thực hai lớp: hãy bật xác thực hai lớp, đăng nhập"
                " lại rồi thử."
            )
        )
    request.session[_SESSION] = row.pk


def stop(request: HttpRequest) -> None:
    """Work as oneself again."""
    request.session.pop(_SESSION, None)


def holds(row: Deputy, today: dt.date) -> bool:
    """Return whether the deputy may work for the user on the day: within the days, both accounts in use, and
    the user's role still one that has deputies."""
    return (
        row.starts_on <= today <= row.ends_on
        and row.user.is_active
        and row.deputy.is_active
        and not row.user.is_superuser
        and row.user.role not in {Role.ADMINISTRATOR, Role.READER}
    )


def chosen(request: HttpRequest, *, today: dt.date) -> Deputy | None:
    """Return for whom this session works; None for nobody, also when the days are over. One query where
    somebody was chosen."""
    key = request.session.get(_SESSION)
    if key is None or not isinstance(request.user, User):
        return None
    row = Deputy.objects.select_related("user", "deputy").filter(pk=key, deputy=request.user).first()
    if row is not None and holds(row, today):
        return row
    stop(request)
    return None

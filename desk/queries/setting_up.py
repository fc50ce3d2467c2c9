"""What an office sets up before its first day of work, and how much of it is there."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can_administer
from core.addresses import reverse
from core.dates import day
from delegations.models import Body, Membership, Province


class Step(NamedTuple):
    """Something to set up: whether it is there, what is there, and the page that sets it up (empty: an
    administrator does)."""

    label: str
    done: bool
    note: str
    url: str


class SetUp(NamedTuple):
    """The steps in their order. `begun` tells that there are bodies with members, so that the rest may
    wait."""

    steps: list[Step]
    begun: bool

    @property
    def missing(self) -> int:
        return sum(not step.done for step in self.steps)


def set_up(user: User) -> SetUp:
    """Return the steps for who may write. Two queries."""
    province = Province.objects.first()
    others = User.objects.filter(is_active=True, of_sample=False).exclude(pk=user.pk)
    bodies, members, users = (
        User.objects.filter(pk=user.pk)
        .values_list(Exists(Body.objects.all()), Exists(Membership.objects.all()), Exists(others))
        .get()
    )
    administers = can_administer(user)
    settings_url = reverse("desk:settings") if administers else ""
    steps = [
        Step(_("Tên tỉnh"), province is not None, province.name if province else "", settings_url),
        Step(
            _("Ngày bắt đầu theo dõi"),
            province is not None,
            day(province.tracking_from) if province else "",
            settings_url,
        ),
        Step(_("Tổ chức đảng"), bodies, _("nhập từ Excel hoặc thành lập"), reverse("delegations:found_many")),
        Step(_("Thành viên"), members, _("chỉ định ở trang tổ chức"), reverse("delegations:bodies")),
        Step(
            _("Người dùng"),
            users,
            _("mỗi người một tài khoản"),
            reverse("accounts:users") if administers else "",
        ),
        Step(
            _("Máy chủ thư"),
            not settings.MAIL_STAYS_HERE,
            _("thư đang nằm tại máy này") if settings.MAIL_STAYS_HERE else "",
            reverse("reminders:trial"),
        ),
    ]
    return SetUp(steps, bodies and members)

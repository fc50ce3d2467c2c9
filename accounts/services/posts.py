"""Accounts bound to posts: the person whose account it is, and the seats that open their body to whoever
holds them."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import SeatGrant, User
from accounts.queries import posts
from core.errors import Refused


def holder(seat_ids: Collection[int], *, on: dt.date) -> Any:
    """Return the one person who holds these seats on the day. Raises Refused where one is vacant, or several
    people hold them. One query."""
    rows = posts.memberships().filter(posts.not_over(on), seat__in=seat_ids, starts_on__lte=on)
    people = {row.seat_id: row.person for row in rows}
    if len(people) < len(set(seat_ids)):
        vacant = posts.seats().filter(pk__in=set(seat_ids) - set(people)).order_by("code").first()
        words = _("Vị trí %(seat)s đang khuyết. Ghi mã cán bộ của người sẽ nhận, hoặc bỏ vị trí này.")
        raise Refused(words % {"seat": vacant}, field="seats")
    if len({person.pk for person in people.values()}) > 1:
        names = ", ".join(sorted({person.full_name for person in people.values()}))
        words = _("Các vị trí này do nhiều đồng chí giữ: %(names)s. Mỗi tài khoản là của một người.")
        raise Refused(words % {"names": names}, field="seats")
    return next(iter(people.values()))


def check(*, person: Any, seat_ids: Collection[int], user: User | None, on: dt.date) -> None:
    """Raise Refused where another account is the person's, or they hold one of the seats neither on the day
    nor later. Two queries."""
    other = User.objects.filter(person=person).first()
    if other is not None and other != user:
        words = _("Đồng chí %(person)s đã có tài khoản “%(user)s”. Hãy giao chức danh ở tài khoản đó.")
        raise Refused(words % {"person": person.full_name, "user": other.username}, field="person")
    held = posts.memberships().filter(posts.not_over(on), seat__in=seat_ids, person=person)
    if missing := set(seat_ids) - set(held.values_list("seat", flat=True)):
        seat = posts.seats().filter(pk__in=missing).order_by("code").first()
        words = _("Đồng chí %(person)s không giữ vị trí %(seat)s từ hôm nay trở đi.")
        raise Refused(words % {"person": person.full_name, "seat": seat}, field="seats")


def bind(user: User, *, person_id: int | None, seat_ids: Collection[int], on: dt.date) -> None:
    """Make the account this person's and let these seats open their bodies to whoever holds them; other posts
    that the account had on the day open nothing any more. A few queries."""
    before = posts.held_by(user.person_id, on)
    SeatGrant.objects.filter(seat__in=before - set(seat_ids)).delete()
    if user.person_id != person_id:
        user.person_id = person_id
        user.save(update_fields=["person"])
    missing = sorted(set(seat_ids) - posts.opened(seat_ids))
    SeatGrant.objects.bulk_create([SeatGrant(seat_id=key) for key in missing])

"""Who may still answer for a body by a link that was mailed."""

import datetime as dt

from django.utils.translation import gettext as _

from core import dates
from core.errors import Refused
from delegations.models import Body
from delegations.queries import contacts


def check_not_left(body: Body, address: str, today: dt.date) -> None:
    """Raise Refused where whoever has this address left the body: their work is the successor's."""
    last = contacts.left_on(body.pk, address, today)
    if last is not None:
        words = _(
            "Đồng chí đã thôi giữ chức danh ở %(body)s sau ngày %(day)s nên liên kết này không còn dùng được."
            " Việc đã chuyển cho người kế nhiệm; cần gì xin liên hệ văn phòng."
        )
        raise Refused(words % {"body": body.name, "day": dates.day(last)})

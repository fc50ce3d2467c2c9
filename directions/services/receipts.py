"""Acknowledge a direction: the one who must act says that it has come."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can_edit_facts
from core import dates
from core.editing import change as write
from core.errors import Refused
from directions.models import Direction
from directions.permissions import check_can_report
from directions.services.directions import check_day, check_open, locked


@transaction.atomic
def receive(*, direction: Direction, on: dt.date, name: str = "", today: dt.date, by: User) -> None:
    """Record that the body has acknowledged the direction: its secretary for themselves, today; staff name
    who did so, by paper or telephone, and when. Raises Refused."""
    check_can_report(by, direction)
    if not can_edit_facts(by):
        on, name = today, str(by)
    if not name.strip():
        raise Refused(_("Ghi họ tên, chức vụ người tiếp nhận."), field="name")
    put(direction, on=on, name=name, today=today, by=by)


def put(direction: Direction, *, on: dt.date, name: str, today: dt.date, by: User | None) -> None:
    """Write an acknowledgement once; `by` is None for one by link. Raises Refused."""
    direction = locked(direction)
    check_open(direction)
    if direction.received_on is not None:
        raise Refused(
            _("%(name)s đã xác nhận tiếp nhận ngày %(day)s.")
            % {"name": direction.receiver_name, "day": dates.day(direction.received_on)}
        )
    check_day(direction.given_on, on, today)
    write(direction, {"received_on": on, "receiver_name": name, "received_by": by})

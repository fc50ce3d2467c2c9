"""What a body does by the link in a mail: acknowledge a direction, report on it, ask for more time.

None of it ends the direction, so it is written at once, in the name of who typed it; whether the direction is
carried out is for staff and leaders to say.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.errors import Refused
from delegations.services import contacts
from directions import documents
from directions.enums import LinkAct
from directions.models import Direction, DirectionStep, Extension
from directions.services import extensions, receipts, steps


def opened(secret: str, *, today: dt.date) -> tuple[Any, documents.Grant]:
    """Return the direction that a link is about, with what holds today; raises Refused where nothing can be
    said by it any more. One query."""
    grant = documents.read(secret, today=today)
    found: Any = Direction.objects.filter(code=grant.code)
    direction = (
        found.as_of(today)
        .with_follow_up(today)
        .with_finding(today)
        .select_related("body__kind", "body__parent")
        .first()
    )
    if direction is None:
        raise Refused(_("Không còn ý kiến chỉ đạo này. Hãy liên hệ văn phòng."))
    if direction.closed_on is not None:
        words = _("Ý kiến chỉ đạo này đã kết thúc ngày %(day)s, không cần trả lời nữa. Cảm ơn đồng chí.")
        raise Refused(words % {"day": dates.day(direction.closed_on)})
    ended_on = direction.body.last_day
    if ended_on and ended_on < today:
        words = _("%(body)s đã kết thúc hoạt động ngày %(day)s nên không cần trả lời nữa. Cảm ơn đồng chí.")
        raise Refused(words % {"body": direction.body, "day": dates.day(ended_on)})
    contacts.check_not_left(direction.body, grant.address, today)
    return direction, grant


def acts(direction: Any) -> list[LinkAct]:
    """Return what can be done with a direction from `opened`, the most needed first."""
    found = [] if direction.received_on else [LinkAct.RECEIVE]
    found.append(LinkAct.REPORT)
    return found if direction.is_waiting or direction.asks_extension else [*found, LinkAct.EXTEND]


@transaction.atomic
def do(secret: str, act: str, *, values: dict[str, Any], today: dt.date) -> DirectionStep | Extension | None:
    """Do one of `acts`. A report or a request of a body that had not acknowledged yet acknowledges too.
    Raises Refused, naming the field."""
    direction, _grant = opened(secret, today=today)
    name = str(values["given_by"])
    if act not in acts(direction):
        raise Refused(_("Việc này đã được ghi hoặc không còn làm được qua liên kết."))
    if direction.received_on is None:
        receipts.put(direction, on=today, name=name, today=today, by=None)
    if act == LinkAct.REPORT:
        return steps.by_link(
            direction=direction, text=values["text"], evidence=values["evidence"], name=name, today=today
        )
    if act == LinkAct.EXTEND:
        return extensions.put(
            direction, until=values["until"], reason=values["reason"], name=name, today=today, by=None
        )
    return None

"""The office lets a reminder rest until a day, and says why."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from delegations.models import Body
from obligations.models import Flag
from reminders.models import Snooze
from reminders.permissions import check_can_steer_mails

LONGEST = dt.timedelta(days=366)


@transaction.atomic
def start(
    *, body: Body, flag: Flag | None, until: dt.date, reason: str, today: dt.date, now: dt.datetime, by: User
) -> Snooze:
    """Stop reminding of a finding, or of everything about a body, until a day (included)."""
    check_can_steer_mails(by)
    if until < today:
        raise Refused(_("Ngày cuối phải từ hôm nay trở đi."), field="until")
    if until - today > LONGEST:
        raise Refused(
            _(
                "Tạm dừng dài nhất một năm. Nếu nhiệm vụ được hoãn lâu hơn, hãy ghi “Miễn, hoãn” kèm văn bản"
                " cho phép."
            ),
            field="until",
        )
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do."), field="reason")
    return Snooze.objects.create(
        body=body, flag=flag, until=until, reason=reason, created_at=now, created_by=by
    )


@transaction.atomic
def end(snooze: Snooze, *, now: dt.datetime, by: User) -> Snooze:
    """Remind again from now on."""
    check_can_steer_mails(by)
    if not Snooze.objects.filter(pk=snooze.pk, ended_at__isnull=True).update(ended_at=now):
        raise Refused(_("Việc tạm dừng này đã kết thúc."))
    snooze.refresh_from_db()
    return snooze

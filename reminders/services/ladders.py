"""The office changes its ladder, from a day on; what held before stays readable."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from delegations.models import Body
from outbox.models import MailPolicy
from reminders.models import Ladder, LadderStep, ReminderPolicy
from reminders.permissions import check_can_steer_mails


class Rung(NamedTuple):
    """Days after the due day (None: as soon as it is seen), and who is told."""

    days: int | None
    audiences: Sequence[str]


@transaction.atomic
def put(
    *,
    rule: str,
    body: Body | None,
    starts_on: dt.date,
    note: str,
    rungs: Sequence[Rung],
    today: dt.date,
    by: User,
) -> Ladder:
    """Write the ladder of a rule and body from a day on, replacing one that was to begin on the same day."""
    check_can_steer_mails(by)
    if starts_on < today:
        raise Refused(
            _("Thang nhắc chỉ thay từ hôm nay trở đi, để sổ nhắc việc các ngày trước còn đúng."),
            field="starts_on",
        )
    days = [rung.days for rung in rungs]
    if len(set(days)) < len(days):
        raise Refused(_("Hai bậc có cùng số ngày. Hãy gộp làm một bậc."))
    if not any(rung.audiences for rung in rungs):
        raise Refused(
            _("Thang nhắc phải có ít nhất một bậc có người nhận. Muốn ngừng nhắc, hãy dùng “Tạm dừng nhắc”.")
        )
    ladder, _created = Ladder.objects.update_or_create(
        rule=rule, body=body, starts_on=starts_on, defaults={"note": note}
    )
    ladder.steps.all().delete()
    LadderStep.objects.bulk_create(
        LadderStep(ladder=ladder, days=rung.days, audiences=list(rung.audiences)) for rung in rungs
    )
    return ladder


@transaction.atomic
def withdraw(ladder: Ladder, *, today: dt.date, by: User) -> None:
    """Take back a ladder that has not begun, or a particular one that ends today; the office's general ladder
    in force stays."""
    check_can_steer_mails(by)
    if ladder.starts_on > today:
        ladder.delete()
        return
    if not ladder.rule and ladder.body_id is None:
        raise Refused(_("Không xoá được thang nhắc chung đang áp dụng. Hãy thay bằng thang mới."))
    ladder.delete()


@transaction.atomic
def put_policy(policy: ReminderPolicy, mails: MailPolicy, *, by: User) -> None:
    """Write the office's settings for reminding and for all its mails."""
    check_can_steer_mails(by)
    if policy.plan_at >= mails.quiet_from or policy.plan_at < mails.quiet_until:
        raise Refused(
            _("Giờ lập thư phải nằm ngoài giờ nghỉ, nếu không thư lập xong phải chờ tới sáng hôm sau."),
            field="plan_at",
        )
    policy.pk = mails.pk = 1
    policy.save()
    mails.save()

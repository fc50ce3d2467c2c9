"""Correcting a proposal: other points for a criterion, the office's word on a condition, or another grade,
with the reason. The proposal itself stays what the records give."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.errors import Refused
from delegations.models import Body
from obligations.services import appraisals
from obligations.services.appraisals import ReviewPeriod
from reviews.enums import corrected_by
from reviews.models import Correction, Review
from reviews.permissions import check_can_review
from reviews.queries import periods

WRITTEN = ("points", "grade", "answer", "reason", "document")


def of(body: Body, period: ReviewPeriod) -> dict[str, Any]:
    """Return the columns that name a body's period in both tables."""
    return {"body": body, "year": period.year, "quarter": periods.stored_quarter(period)}


def lock(body: Body, period: ReviewPeriod) -> None:
    """Wait for whoever writes the same body's review; raise Refused where the period is confirmed."""
    Body.objects.select_for_update(no_key=True).only("pk").get(pk=body.pk)
    if Review.objects.filter(**of(body, period)).exists():
        raise Refused(
            _("Kết quả %(when)s đã được xác nhận. Hãy huỷ xác nhận rồi mới sửa.")
            % {"when": periods.words(period)}
        )


@transaction.atomic
def correct(
    *,
    body: Body,
    period: ReviewPeriod,
    criterion: str,
    points: Decimal | None = None,
    grade: str = "",
    answer: str = "",
    reason: str,
    document: str = "",
    today: dt.date,
    by: User,
) -> Correction:
    """Record other points of a criterion, the answer to a condition, or (criterion `grade`) another grade; a
    second correction takes the place of the first, whose history stays.

    Raises Refused where the period is confirmed, the points are more than the criterion has, no grade asks
    for the condition, or no scheme judges the period.
    """
    check_can_review(by, body.pk)
    lock(body, period)
    check(period, criterion, points)
    values = {
        "points": points,
        "grade": grade,
        "answer": answer,
        "reason": reason,
        "document": document,
        "made_on": today,
        "made_by": str(by),
    }
    found = Correction.objects.filter(**of(body, period), criterion=criterion).first()
    if found is None:
        found = Correction(**of(body, period), criterion=criterion, **values)
        editing.insert(found)
    elif any(getattr(found, name) != values[name] for name in WRITTEN):
        editing.change(found, values)
    return found


@transaction.atomic
def withdraw(correction: Correction, *, by: User) -> None:
    """Take a correction back: what the records propose stands again; the history stays."""
    check_can_review(by, correction.body_id)
    lock(correction.body, ReviewPeriod(correction.year, int(correction.quarter or 0)))
    correction.delete()


def check(period: ReviewPeriod, criterion: str, points: Decimal | None) -> None:
    """Raise Refused for a period without a scheme, more points than the criterion has, or a condition that no
    grade asks for."""
    scheme, by = appraisals.scheme(period), corrected_by(criterion)
    if scheme is None:
        raise Refused(_("Chưa có thang điểm nào có hiệu lực cho %(when)s.") % {"when": periods.words(period)})
    if by == "answer" and not any(criterion in asked for asked in scheme.conditions.values()):
        raise Refused(_("Thang điểm của %(when)s không xét điều kiện này.") % {"when": periods.words(period)})
    if by != "points":
        return
    if criterion not in scheme.points:
        raise Refused(_("Thang điểm của %(when)s không có tiêu chí này.") % {"when": periods.words(period)})
    most = scheme.points.get(criterion, 0)
    if points is None or not 0 <= points <= most:
        raise Refused(_("Điểm của tiêu chí này từ 0 đến %(most)s.") % {"most": most}, field="points")

"""Correcting a proposal: other points for a criterion, or another grade, with the reason. The proposal itself
stays what the records give."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.errors import Refused
from delegations.models import Body
from obligations.services import appraisals
from reviews.enums import Criterion
from reviews.models import Correction, Review
from reviews.permissions import check_can_review


def lock(body: Body, year: int) -> None:
    """Wait for whoever writes the same body's review; raise Refused where the year is confirmed."""
    Body.objects.select_for_update(no_key=True).only("pk").get(pk=body.pk)
    if Review.objects.filter(body=body, year=year).exists():
        raise Refused(
            _("Kết quả năm %(year)s đã được xác nhận. Hãy huỷ xác nhận rồi mới sửa.") % {"year": year}
        )


@transaction.atomic
def correct(
    *,
    body: Body,
    year: int,
    criterion: str,
    points: Decimal | None = None,
    grade: str = "",
    reason: str,
    document: str = "",
    today: dt.date,
    by: User,
) -> Correction:
    """Record other points of a criterion, or (criterion `grade`) another grade; a second correction takes the
    place of the first, whose history stays.

    Raises Refused where the year is confirmed, the points are more than the criterion has, or no scheme
    judges the year.
    """
    check_can_review(by, body.pk)
    lock(body, year)
    check(year, criterion, points)
    values = {
        "points": points,
        "grade": grade,
        "reason": reason,
        "document": document,
        "made_on": today,
        "made_by": str(by),
    }
    found = Correction.objects.filter(body=body, year=year, criterion=criterion).first()
    if found is None:
        found = Correction(body=body, year=year, criterion=criterion, **values)
        editing.insert(found)
    elif any(getattr(found, name) != values[name] for name in ("points", "grade", "reason", "document")):
        editing.change(found, values)
    return found


@transaction.atomic
def withdraw(correction: Correction, *, by: User) -> None:
    """Take a correction back: what the records propose stands again; the history stays."""
    check_can_review(by, correction.body_id)
    lock(correction.body, correction.year)
    correction.delete()


def check(year: int, criterion: str, points: Decimal | None) -> None:
    """Raise Refused for a year without a scheme, or more points than the criterion has."""
    scheme = appraisals.scheme(year)
    if scheme is None:
        raise Refused(_("Năm %(year)s chưa có thang điểm nào có hiệu lực.") % {"year": year})
    if criterion == Criterion.GRADE:
        return
    most = scheme.points.get(criterion, 0)
    if points is None or not 0 <= points <= most:
        raise Refused(_("Điểm của tiêu chí này từ 0 đến %(most)s.") % {"most": most}, field="points")

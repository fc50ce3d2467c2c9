"""Confirming a year or a quarter: the grade as it stands is kept with the document that decided it, whatever
the records say later."""

import datetime as dt
from collections.abc import Collection, Iterable
from hashlib import blake2b

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.dates import day as day_text
from core.errors import Refused
from core.secrecy import check_not_secret
from core.templatetags.nennep import vi
from delegations.models import Body
from obligations.services.appraisals import ReviewPeriod
from reviews.models import Review
from reviews.permissions import check_can_review, check_can_review_any
from reviews.queries import periods, years
from reviews.queries.years import Line
from reviews.services.corrections import lock

BATCH = 1_000


@transaction.atomic
def confirm(
    *,
    body: Body,
    period: ReviewPeriod,
    document: str,
    confirmed_on: dt.date,
    seen: str,
    today: dt.date,
    by: User,
) -> Review:
    """Keep the body's period as it stands today. `seen` is the seal of what the user was shown.

    Raises Refused where the period is confirmed already, may not be confirmed yet, or gives something else
    now than what was shown.
    """
    check_can_review(by, body.pk)
    lock(body, period)
    line = years.line(body, period, on=today)
    _check(line, document, confirmed_on, today)
    if seen != line.seal:
        raise Refused(
            _(
                "Đề xuất đã thay đổi từ lúc mở trang: nay là %(grade)s, %(points)s điểm. Hãy xem lại rồi xác"
                " nhận."
            )
            % {
                "grade": line.open_label.lower(),
                "points": "–" if line.open_points is None else vi(line.open_points),
            }
        )
    review = _review(line, document, confirmed_on, by)
    editing.insert(review)
    return review


@transaction.atomic
def confirm_all(
    *,
    period: ReviewPeriod,
    kind_ids: Collection[int] = (),
    document: str,
    confirmed_on: dt.date,
    seen: str,
    today: dt.date,
    by: User,
) -> int:
    """Keep the period of all bodies (of these kinds) that are not confirmed yet and whose grade is settled,
    under one document; return how many.

    `seen` is the seal of the list that the user was shown. As many queries as a list of the year, one lock
    and one insert.
    """
    check_can_review_any(by)
    bodies = years.bodies(by, period, today)
    if kind_ids:
        bodies = bodies.filter(kind_id__in=kind_ids)
    list(
        Body.objects.select_for_update(no_key=True)
        .filter(pk__in=bodies.order_by().values("pk"))
        .order_by("pk")
        .values_list("pk")
    )
    chosen = waiting(years.lines(by, period, on=today, chosen=bodies))
    if not chosen:
        raise Refused(_("Không còn tổ chức nào chờ xác nhận."))
    _check(chosen[0], document, confirmed_on, today)
    if seen != seal(chosen):
        raise Refused(
            _(
                "Đề xuất của một số tổ chức đã thay đổi từ lúc mở trang. Số liệu dưới đây là mới nhất; hãy"
                " xem lại rồi xác nhận."
            )
        )
    Review.objects.bulk_create(
        [_review(line, document, confirmed_on, by) for line in chosen], batch_size=BATCH
    )
    return len(chosen)


def waiting(lines: Iterable[Line]) -> list[Line]:
    """Return those that can be confirmed and are not yet."""
    return [
        line
        for line in lines
        if line.review is None and line.appraisal is not None and line.scheme is not None and line.is_settled
    ]


def seal(lines: Iterable[Line]) -> str:
    """Return a mark of what a list says: another mark means that some proposal has changed."""
    digest = blake2b(digest_size=16)
    for line in lines:
        digest.update(f"{line.body.pk}={line.seal}\n".encode())
    return digest.hexdigest()


@transaction.atomic
def reopen(review: Review, *, by: User) -> None:
    """Take a confirmation back, so that the year can be corrected again; the history stays."""
    check_can_review(by, review.body_id)
    review.delete()


def opens_on(line: Line) -> dt.date | None:
    """Return the first day on which the period may be confirmed; None without a scheme."""
    return line.scheme.confirm_from if line.scheme else None


def _check(line: Line, document: str, confirmed_on: dt.date, today: dt.date) -> None:
    first = opens_on(line)
    if first is None or line.appraisal is None:
        raise Refused(
            _("Không chấm được %(when)s của tổ chức này; chưa xác nhận được.") % {"when": line.words}
        )
    if not line.is_settled:
        raise Refused(
            _(
                "Chưa đủ dữ liệu để xếp loại %(when)s. Hãy ghi nhận hồ sơ còn thiếu, xác định các điều kiện"
                " hoặc sửa xếp loại kèm lý do, rồi xác nhận."
            )
            % {"when": line.words}
        )
    check_not_secret(document, field="document")
    check_day(line.period, confirmed_on, first, today)


def check_day(period: ReviewPeriod, confirmed_on: dt.date, first: dt.date, today: dt.date) -> None:
    """Raise Refused for a confirmation before the first day on which the period may be confirmed, or later
    than today."""
    if confirmed_on > today:
        raise Refused(_("Ngày văn bản không thể sau hôm nay."), field="confirmed_on")
    if confirmed_on < first:
        message = _("Kết quả %(when)s được xác nhận từ ngày %(first)s trở đi.") % {
            "when": periods.words(period),
            "first": day_text(first),
        }
        raise Refused(message, field="confirmed_on")


def _review(line: Line, document: str, confirmed_on: dt.date, by: User) -> Review:
    assert line.proposal is not None
    return Review(
        body_id=line.body.pk,
        year=line.period.year,
        quarter=periods.stored_quarter(line.period),
        grade=line.open_grade,
        points=line.open_points,
        proposed_grade=line.proposal.grade,
        proposed_points=line.proposal.points,
        breakdown=years.written(line),
        document=document,
        confirmed_on=confirmed_on,
        confirmed_by=str(by),
    )

"""The sheet of a body's period as an official paper: begun from the review as it stands."""

import datetime as dt

from django.db import transaction
from django.utils.translation import override

from accounts.models import User
from accounts.permissions import can_see_body
from core import clock
from core.addresses import reverse
from delegations.models import Body, Province
from obligations.services.appraisals import ReviewPeriod
from papers.enums import Kind, State
from papers.models import Paper
from papers.owners import Draft, Owner
from papers.services import drafts, frames
from reviews import documents
from reviews.enums import SheetForm
from reviews.models import ReviewPaper
from reviews.permissions import can_review, check_can_review
from reviews.queries import periods, years


@transaction.atomic
def begin(*, body: Body, period: ReviewPeriod, form: SheetForm, now: dt.datetime, by: User) -> Paper:
    """Return the open draft of the sheet in that form, a new one where there is none. Raises Refused."""
    check_can_review(by, body.pk)
    key = {"body": body, "year": period.year, "quarter": periods.stored_quarter(period), "form": form}
    link = ReviewPaper.objects.filter(**key, paper__state=State.DRAFT).select_related("paper").first()
    if link is not None:
        return link.paper
    today = now.astimezone(clock.ZONE).date()
    made = _draft(body, period, form, today)
    with override("vi"):
        name = _words(body, period)
    paper = drafts.start(
        kind=Kind.REVIEW,
        title=made.title,
        frame=made.frame,
        blocks=made.blocks,
        dated_on=today,
        record_name=name,
        now=now,
        by=by,
    )
    ReviewPaper.objects.create(**key, paper=paper)
    return paper


def _draft(body: Body, period: ReviewPeriod, form: SheetForm, on: dt.date) -> Draft:
    earlier = periods.before(period)
    line = years.line(body, period, on=on)
    before = years.line(body, earlier, on=on) if earlier.year >= periods.FIRST_YEAR else None
    province = Province.objects.values_list("name", flat=True).first() or ""
    with override("vi"):
        frame = frames.of_office(province=province, recipients=["Ban Tổ chức Tỉnh uỷ", body.name])
        return Draft(documents.title(line), frame, documents.sheet(line, before, form=form, on=on))


def of_period(body: Body, period: ReviewPeriod) -> list[ReviewPaper]:
    """Return the sheets of a body's period, the latest first. One query."""
    return list(
        ReviewPaper.objects.filter(body=body, year=period.year, quarter=periods.stored_quarter(period))
        .select_related("paper")
        .order_by("-paper__dated_on", "-pk")
    )


def of_paper(paper: Paper) -> ReviewPaper:
    """Return the review that a paper, or the one that it replaces, is about. One query for each paper before
    it."""
    found = ReviewPaper.objects.select_related("body__kind")
    while (link := found.filter(paper=paper).first()) is None:
        assert paper.replaces is not None, "a sheet has its link"
        paper = paper.replaces
    return link


def _period(link: ReviewPaper) -> ReviewPeriod:
    return ReviewPeriod(link.year, int(link.quarter or 0))


def _words(body: Body, period: ReviewPeriod) -> str:
    return f"{body.name}, {periods.words(period)}"


def _about(paper: Paper) -> tuple[str, str]:
    link = of_paper(paper)
    period = _period(link)
    return _words(link.body, period), reverse("reviews:page", args=[link.body.code, period])


def _build(paper: Paper) -> Draft | None:
    link = of_paper(paper)
    return _draft(link.body, _period(link), SheetForm(link.form), clock.today())


OWNERS = (
    Owner(
        kind=Kind.REVIEW,
        about=_about,
        can_see=lambda user, paper: can_see_body(user, of_paper(paper).body_id),
        can_edit=lambda user, paper: can_review(user),
        build=_build,
    ),
)

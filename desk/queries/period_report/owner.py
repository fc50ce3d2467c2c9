"""The report of a period as a paper: its content from the records, who may see and edit it."""

import datetime as dt

from django.utils.translation import override

from accounts.models import User
from accounts.permissions import can_edit_facts
from core import clock
from core.addresses import reverse
from core.dates import period
from desk.queries import periods
from desk.queries.period_report import facts as queries
from desk.queries.period_report import text
from desk.queries.period_report.facts import PeriodFacts
from desk.queries.periods import Span
from papers.enums import Kind, Profile
from papers.models import Paper
from papers.owners import Draft, Owner
from papers.services import frames
from reviews.enums import Grade

RECIPIENTS = ("Ban Thường vụ Tỉnh uỷ (để báo cáo)", "Các ban đảng Tỉnh uỷ")


def draft(span: Span, *, today: dt.date, dated_on: dt.date, by: User) -> Draft:
    """Return the report as the records stand, in Vietnamese whoever asks for it. The newer standard addresses
    letters only."""
    with override("vi"):
        found = queries.facts(by, span, today=today)
        addressed = Profile.on(dated_on) == Profile.HD36_2018
        frame = frames.of_office(
            province=found.brief.province,
            addressees=["Ban Thường vụ Tỉnh uỷ"] if addressed else [],
            recipients=RECIPIENTS,
        )
        return Draft(text.title(found), frame, text.blocks(found, grades=Grade))


def facts(span: Span, *, today: dt.date, by: User) -> PeriodFacts:
    """Return what the report's Excel file holds; its words are Vietnamese, as the report's are."""
    with override("vi"):
        return queries.facts(by, span, today=today)


def _about(paper: Paper) -> tuple[str, str]:
    return period(paper.about), f"{reverse('desk:periods')}?ky={paper.about}"


def _build(paper: Paper) -> Draft | None:
    span = periods.span(paper.about)
    if span is None:
        return None
    return draft(span, today=clock.today(), dated_on=paper.dated_on, by=paper.edited_by)


OWNERS = (
    Owner(
        kind=Kind.REPORT,
        about=_about,
        can_see=lambda user, paper: user.sees_all(),
        can_edit=lambda user, paper: can_edit_facts(user),
        build=_build,
    ),
)

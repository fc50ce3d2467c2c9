"""The report of a period to the Standing Board: begun from the records, and brought up to date with them."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.permissions import check_can_edit_facts
from core.clock import ZONE
from core.dates import period
from core.errors import Refused
from desk.queries.period_report.owner import draft
from desk.queries.periods import Span
from papers.enums import Kind, State
from papers.models import Paper
from papers.services import drafts


@transaction.atomic
def begin(*, span: Span, now: dt.datetime, by: User) -> Paper:
    """Return the open draft of the period's report, a new one where there is none. Raises Refused for a
    period that has not begun."""
    check_can_edit_facts(by)
    today = now.astimezone(ZONE).date()
    if span.first > today:
        raise Refused(_("%(when)s chưa bắt đầu.") % {"when": period(span.name)})
    found = Paper.objects.filter(kind=Kind.REPORT, about=span.name, state=State.DRAFT).first()
    if found is not None:
        return found
    made = draft(span, today=today, dated_on=today, by=by)
    with override("vi"):
        name = capfirst(period(span.name))
    return drafts.start(
        kind=Kind.REPORT,
        title=made.title,
        frame=made.frame,
        blocks=made.blocks,
        dated_on=today,
        about=span.name,
        record_name=name,
        now=now,
        by=by,
    )


def of_periods(spans: Iterable[Span]) -> dict[str, Paper]:
    """Return the latest report of each of the periods that has one, by the period's name. One query."""
    found = Paper.objects.filter(kind=Kind.REPORT, about__in=[span.name for span in spans])
    return {paper.about: paper for paper in found.order_by("pk")}

"""Reports and submissions for lists, pages and a body's panel."""

import datetime as dt
from typing import Any

from django.db.models import F

from accounts.models import User
from delegations.enums import Duty
from delegations.models import Body
from delegations.queries import deferrals, successions
from delegations.queries.unwatched import unwatched
from reports.enums import ReportState
from reports.models import Report, ReportQuerySet, Submission, SubmissionQuerySet

REPORT_ORDERS = {
    "nop": ("submitted_on", "pk"),
    "nam": ("period", "body__position", "body__code"),
    "to-chuc": ("body__position", "body__code", "-period"),
}
SUBMISSION_ORDERS: dict[str, Any] = {
    "hen": (F("promised_on"), "code"),
    "gui": (F("sent_on"), "code"),
    "ma": ("code",),
    "to-chuc": ("body__position", "body__code", "-recorded_on", "code"),
}


def listing(
    *,
    user: User,
    on: dt.date,
    text: str = "",
    body: Body | None = None,
    year: int | None = None,
    regime: str | None = None,
    state: str = "",
) -> ReportQuerySet:
    """Return the reports submitted by the day that the user may see; `regime` is a regime's code, "" for the
    annual ones, None for all; `state` is a ReportState, empty for all."""
    found: Any = Report.objects.visible_to(user)
    found = found.existing_on(on).select_related("body__kind", "regime")
    if text:
        found = found.matching(text)
    if body is not None:
        found = found.of_body(body)
    if year:
        found = found.filter(year=year)
    if regime is not None:
        found = found.filter(regime__code=regime) if regime else found.filter(regime=None)
    if state == ReportState.WAITING:
        found = found.waiting_on(on)
    elif state == ReportState.RETURNED:
        found = found.returned_by(on)
    elif state == ReportState.ACCEPTED:
        found = found.handed_in_on(on).filter(accepted_on__lte=on)
    result: ReportQuerySet = found
    return result


def of_body(body: Body, *, on: dt.date, limit: int = 6) -> list[Report]:
    """Return the body's latest reports submitted by the day."""
    found: Any = Report.objects.of_body(body)
    found = found.existing_on(on).select_related("body__kind", "regime")
    return list(found.order_by("-year", "-submitted_on")[:limit])


def others_of_period(report: Report, *, on: dt.date) -> list[Report]:
    """Return the other reports of the same body, regime and period that came in by the day, the oldest
    first."""
    same: Any = Report.objects.filter(body=report.body_id, regime=report.regime_id, period=report.period)
    return list(same.existing_on(on).exclude(pk=report.pk).order_by("submitted_on"))


def submissions(
    *,
    user: User,
    on: dt.date,
    text: str = "",
    body: Body | None = None,
    state: str = "",
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> SubmissionQuerySet:
    """Return the submissions recorded by the day; `state` is promised, overdue (not deferred, of
    who stands, watched by the rule), sent, answered or empty for all. Promised for a day from `first` to
    `last`, both included, if given."""
    found: Any = Submission.objects.visible_to(user)
    found = found.existing_on(on).select_related("body")
    if text:
        found = found.matching(text)
    if body is not None:
        found = found.filter(
            body__code__in=successions.held_by(successions.holders(Duty.SUBMISSIONS), body, on)
        )
    if state == "overdue":
        found = found.overdue(today=on).exclude(deferrals.stands("submission-overdue", on))
        found = found.exclude(body__code__in=successions.left_behind(Duty.SUBMISSIONS, on))
        found = found.exclude(unwatched("submission-overdue", "recorded_on"))
    elif state == "promised":
        found = found.exclude(sent_on__lte=on)
    elif state == "sent":
        found = found.filter(sent_on__lte=on).exclude(answered_on__lte=on)
    elif state == "answered":
        found = found.filter(answered_on__lte=on)
    if first:
        found = found.filter(promised_on__gte=first)
    if last:
        found = found.filter(promised_on__lte=last)
    result: SubmissionQuerySet = found
    return result


def open_submissions_of(body: Body, *, on: dt.date) -> list[Submission]:
    """Return the submissions that the body holds and that are not answered on the day, the oldest promise
    first."""
    holders = successions.holders(Duty.SUBMISSIONS)
    held: Any = Submission.objects.filter(body__code__in=successions.held_by(holders, body, on))
    found = list(
        held.existing_on(on)
        .select_related("body")
        .exclude(answered_on__lte=on)
        .order_by(F("promised_on").asc(nulls_last=True), "code")
    )
    successions.put_holders(holders, found, on)
    return found

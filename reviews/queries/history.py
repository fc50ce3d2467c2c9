"""What was corrected and confirmed of a body's period, when and by whom: read from the history, deleted rows
too."""

import datetime as dt
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from core.history import Change, changes_where
from delegations.models import Body
from obligations.services.appraisals import ReviewPeriod
from reviews.models import Correction, Review
from reviews.queries import periods

# What the line itself says already.
_QUIET = {"body", "year", "quarter", "criterion", "breakdown", "made_by", "made_on", "confirmed_by"}
_POINTS = {"points", "proposed_points"}


class Entry(NamedTuple):
    """One write: when, by whom (empty: by an import), what was done, and which values it gave."""

    at: dt.datetime
    by: str
    title: str
    detail: str


def of_period(body: Body, period: ReviewPeriod) -> list[Entry]:
    """Return the period's history, latest first. Eight queries at most."""
    of: dict[str, Any] = {"body": body, "year": period.year, "quarter": periods.stored_quarter(period)}
    found = [(change, _correction(change)) for change in changes_where(Correction, title="criterion", **of)]
    found += [(change, _review(change)) for change in changes_where(Review, **of)]
    found.sort(key=lambda pair: (pair[0].at, pair[0].id), reverse=True)
    return [
        Entry(change.at, change.by, title, "" if change.kind == "delete" else _detail(change))
        for change, title in found
    ]


def _correction(change: Change) -> str:
    title = {"insert": _("%(what)s: sửa"), "delete": _("%(what)s: bỏ sửa")}.get(
        change.kind, _("%(what)s: sửa lại")
    )
    return title % {"what": change.record}


def _review(change: Change) -> str:
    return {"insert": _("Xác nhận kết quả"), "delete": _("Huỷ xác nhận")}.get(
        change.kind, _("Sửa kết quả đã xác nhận")
    )


def _detail(change: Change) -> str:
    parts = []
    for difference in change.differences:
        if difference.name in _QUIET or not difference.after:
            continue
        before, after = difference.before, difference.after
        if difference.name in _POINTS:
            before, after = before.replace(".", ","), after.replace(".", ",")
        parts.append(f"{difference.label}: {before} → {after}" if before else f"{difference.label}: {after}")
    return "; ".join(parts)

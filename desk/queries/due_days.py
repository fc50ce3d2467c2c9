"""What falls due, for whoever reads it in a calendar of their own: each duty with its body and its words."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.queries import bodies_of
from core import dates
from core.addresses import absolute, reverse
from delegations.models import Body
from directions.queries import directions
from meetings.queries import tasks
from obligations.models import Waiver
from obligations.queries import findings, periods, sentences, subjects
from reports.queries import reports

WORDS = {
    "meeting-due": gettext_lazy("Hết kỳ họp định kỳ"),
    "annual-report-due": gettext_lazy("Hạn gửi báo cáo năm"),
    "annual-report-missing": gettext_lazy("Hạn gửi báo cáo năm"),
    "report-due": gettext_lazy("Hạn gửi báo cáo"),
    "report-missing": gettext_lazy("Hạn gửi báo cáo"),
    "minutes-missing": gettext_lazy("Hạn hoàn thành biên bản"),
    "consultation-open": gettext_lazy("Hạn lấy ý kiến bằng văn bản"),
    "action-overdue": gettext_lazy("Hạn nhiệm vụ"),
    "submission-overdue": gettext_lazy("Hẹn gửi đề xuất"),
    "direction-overdue": gettext_lazy("Hạn chỉ đạo"),
    "term-ending": gettext_lazy("Hết thời hạn giữ vị trí"),
}
PERIOD = "meeting-due"
TASK, SUBMISSION = WORDS["action-overdue"], WORDS["submission-overdue"]


class DueDay(NamedTuple):
    """What falls due on a day: `key` names it for good."""

    key: str
    on: dt.date
    summary: str
    details: str
    url: str


def words(rule: str) -> str:
    """Return what falls due under a rule, as calendars have it."""
    return str(WORDS.get(rule) or _("Đến hạn: %(what)s") % {"what": sentences.title(rule).lower()})


def of_user(user: User, body: Body | None, *, today: dt.date, first: dt.date, last: dt.date) -> list[DueDay]:
    """Return what falls due for the bodies that the user may see, or for one of them: periods and reports,
    terms, waivers that end, directions, tasks, submissions. Six queries."""
    scope = bodies_of(user) if body is None else [body.pk]
    found = [*_periods(scope, today, first, last), *_duties(scope, first, last)]
    found += _waivers(user, body, first, last)
    found += _directions(user, body, today, first, last)
    found += _promises(user, body, today, first, last)
    return sorted(found, key=lambda one: (one.on, one.key))


def _periods(
    scope: Collection[int] | None, today: dt.date, first: dt.date, last: dt.date
) -> Iterator[DueDay]:
    for end in periods.ends(first, last, today=today, body_ids=scope):
        yield DueDay(
            f"ky-{end.name}-{end.body_code}",
            end.on,
            f"{words(PERIOD)} · {end.body_name}",
            dates.period(end.name),
            absolute(reverse("delegations:body", args=[end.body_code])),
        )


def _duties(scope: Collection[int] | None, first: dt.date, last: dt.date) -> Iterator[DueDay]:
    due = findings.falling_due(first, last, body_ids=scope)
    due = [state for state in due if state.rule != PERIOD]  # its period has an entry, announced or not
    about = subjects.of(due)
    for state in due:
        assert state.due_on is not None
        path = reverse("obligations:finding", args=[state.body_code, state.rule, state.subject])
        yield DueDay(
            f"han-{state.rule}-{state.body_code}-{state.subject}",
            state.due_on,
            f"{words(state.rule)} · {state.body_name}",
            about.words(state.rule, state.subject),
            absolute(path),
        )


def _waivers(user: User, body: Body | None, first: dt.date, last: dt.date) -> Iterator[DueDay]:
    rows = (
        Waiver.objects.visible_to(user)
        .of_standing()
        .filter(until__range=(first, last))
        .select_related("body")
    )
    if body is not None:
        rows = rows.filter(body=body)
    for waiver in rows.order_by("until", "pk"):
        yield DueDay(
            f"mien-hoan-{waiver.pk}",
            waiver.until,
            _("Hết hạn miễn, hoãn · %(body)s") % {"body": waiver.body.name},
            sentences.title(waiver.rule),
            absolute(reverse("obligations:waivers")),
        )


def _directions(
    user: User, body: Body | None, today: dt.date, first: dt.date, last: dt.date
) -> Iterator[DueDay]:
    for direction in directions.due_in_span(user=user, on=today, first=first, last=last):
        if body is None or direction.body_id == body.pk:
            what = Truncator(direction.text).chars(80)
            yield DueDay(
                f"chi-dao-{direction.pk}",
                direction.due_then,
                _("Hạn chỉ đạo: %(what)s · %(body)s") % {"what": what, "body": direction.body.name},
                direction.text,
                absolute(reverse("directions:page", args=[direction.code])),
            )


def _promises(
    user: User, body: Body | None, today: dt.date, first: dt.date, last: dt.date
) -> Iterator[DueDay]:
    """Generate what bodies have set themselves days for: tasks of meetings, submissions."""
    span: dict[str, Any] = {"user": user, "on": today, "body": body, "first": first, "last": last}
    for task in tasks.listing(**span, state="open"):
        assert task.due_on is not None
        url = absolute(reverse("meetings:task", args=[task.code]))
        yield DueDay(f"nhiem-vu-{task.pk}", task.due_on, f"{TASK} · {task.body.name}", task.title, url)
    for one in reports.submissions(**span, state="promised"):
        assert one.promised_on is not None
        url = absolute(reverse("reports:submission", args=[one.code]))
        words = f"{SUBMISSION} · {one.body.name}"
        yield DueDay(f"de-xuat-{one.pk}", one.promised_on, words, one.subject, url)

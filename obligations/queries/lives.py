"""A finding's whole life: each stretch of days on which it stands unchanged, what changed at its start, and
what comes next."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.dates import day, period
from delegations.models import Province
from obligations.enums import FlagStatus, Rule, Severity
from obligations.queries import findings, horizon, sentences
from obligations.queries.findings import Stretch

_GRAVER = [Severity.INFO.value, Severity.WARNING.value, Severity.SERIOUS.value]


class Chapter(NamedTuple):
    """A stretch of a finding's life, and what is different from the one before."""

    stretch: Stretch
    change: str
    is_now: bool
    """Whether the day looked at is one of its days."""
    is_coming: bool
    """Whether it begins after today."""
    is_from_before: bool
    """Whether it began before monitoring did, nobody knows when: it is told from the first day of that on."""


class Life(NamedTuple):
    """A finding's chapters, oldest first, and what is next in words; empty where it does not stand on the day
    looked at."""

    chapters: list[Chapter]
    next: str


def of_finding(flag_id: int | None, *, on: dt.date, today: dt.date) -> Life:
    """Return the life of a finding (None: of one that never was) up to the last day ahead. What fell due
    before monitoring began is told from there on. Two queries, where a run of missed periods ends three."""
    parts = findings.lives([flag_id]) if flag_id else []
    last = horizon.needed(today)
    parts = [part for part in parts if part.starts_on <= last]
    watched_from = Province.objects.values_list("tracking_from", flat=True).first() or dt.date.min
    before: Stretch | None = None
    chapters = []
    for part in parts:
        unknown = _was_due_before(part, watched_from)
        if unknown and part.ends_before and part.ends_before <= watched_from:
            continue
        change = sentences.before_the_watch() if unknown else _change(before, part)
        shown = part._replace(starts_on=watched_from) if unknown else part
        chapters.append(Chapter(shown, change, part.holds(on), part.starts_on > today, unknown))
        before = part
    return Life(chapters, _next(parts, on, last))


def _run_after(now: Stretch) -> Stretch | None:
    """Return the run of missed periods of the same body, under another name, that stands when one ends: an
    earlier period is judged again, or it begins with a later one. One query."""
    if now.rule != Rule.MEETING_OVERDUE or now.ends_before is None:
        return None
    runs = findings.stretches_beside(now.flag_id, Rule.MEETING_OVERDUE)
    return next((run for run in runs if run.holds(now.ends_before)), None)


def _was_due_before(part: Stretch, watched_from: dt.date) -> bool:
    """Return whether a stretch that began before monitoring did is of what had fallen due by then: the
    stretches' twin of `Row.was_due_before_the_watch`."""
    if part.due_on is None or part.starts_on >= watched_from:
        return False
    return part.due_on < watched_from - dt.timedelta(1)


def _change(before: Stretch | None, part: Stretch) -> str:
    """Return what is different from the stretch before, which may have ended earlier."""
    if before is None:
        return _("bắt đầu")
    if not before.leads_to(part):
        return _("lại phát sinh")
    words = []
    if part.status != before.status:
        words.append(_turned(before, part))
    if part.severity != before.severity:
        graver = _GRAVER.index(part.severity) > _GRAVER.index(before.severity)
        text = _("nặng lên thành %(severity)s") if graver else _("nhẹ đi thành %(severity)s")
        words.append(text % {"severity": part.severity_label})
    if part.due_on != before.due_on and part.due_on:
        words.append(_("hạn mới %(day)s") % {"day": day(part.due_on)})
    return ", ".join(words)


def _turned(before: Stretch, part: Stretch) -> str:
    if part.status == FlagStatus.WAIVED:
        return _("được miễn, hoãn")
    if before.status == FlagStatus.WAIVED:
        return _("hết miễn, hoãn, %(status)s") % {"status": part.status_label}
    return _("chuyển sang %(status)s") % {"status": part.status_label}


def _next(parts: list[Stretch], on: dt.date, last: dt.date) -> str:
    """Return until when the finding stands as it does on the day, and what becomes of it then."""
    now = next((part for part in parts if part.holds(on)), None)
    if now is None:
        return ""
    if now.ends_before is None or now.ends_before > last:
        return _("Nếu không ghi nhận thêm, còn như vậy ít nhất đến hết ngày %(day)s.") % {"day": day(last)}
    later = next((part for part in parts if now.leads_to(part)), None)
    turn = {"day": day(now.ends_before)}
    if later is None and (run := _run_after(now)):
        words = _("Từ ngày %(day)s: tính trong đợt bắt đầu từ %(period)s, %(severity)s.")
        return words % (turn | {"period": period(run.subject), "severity": run.severity_label})
    if later is None:
        return _("Từ ngày %(day)s không còn phát hiện này.") % turn
    return _("Từ ngày %(day)s: %(change)s.") % (turn | {"change": _change(now, later)})

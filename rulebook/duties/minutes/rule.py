"""Whether meetings have signed minutes."""

import datetime as dt
from collections.abc import Iterator

from rulebook.calendar import working_days_after
from rulebook.case import Case, Deadline, Evidence
from rulebook.facts import Meeting
from rulebook.findings import Finding
from rulebook.rule import Act, Rule, _


def minutes_missing(case: Case) -> Iterator[Finding]:
    """The minutes of every meeting are signed within the working days set for it.

    Looked at for 12 months after the meeting. Article: the office's own setting.

    Evidence: `meeting` {`record`, `code`, `kind`, `held_on`, `minutes_number`}, `signed_on` (None: no
    signature by the day), `working_days` (the days counted, the last one is the due day), `skipped` (days off
    between), `due`.
    """
    yield from case.each(case.in_window, _unsigned)


def _unsigned(case: Case, meeting: Meeting) -> Finding | None:
    held_on, signed_on = meeting.held_on, meeting.minutes_signed_on
    if held_on is None:
        return None
    use = case.law.duty("minutes_working_days", held_on)
    if case.on <= held_on + dt.timedelta(use.value) or (signed_on is not None and signed_on <= case.on):
        return None
    counted = working_days_after(held_on, use.value, case.office.days_off)
    if case.on <= counted[-1] or not case.law.applies("minutes-missing", held_on):
        return None
    evidence: Evidence = {
        "meeting": {
            "record": "meeting",
            "code": meeting.code,
            "kind": meeting.kind,
            "held_on": held_on,
            "minutes_number": meeting.minutes_number,
        },
        "signed_on": None,
        "working_days": list(counted),
        "skipped": (counted[-1] - held_on).days - use.value,
    }
    due = Deadline(counted[-1], held_on, "held", use.value, "working-days")
    return case.finding("minutes-missing", meeting.code, "warning", (use,), evidence, due, arose_on=held_on)


MINUTES_MISSING = Rule(
    "minutes-missing",
    minutes_missing,
    ("minutes_working_days", "look_back_months"),
    title=_("Chưa hoàn thành biên bản"),
    act=Act("meetings:minutes", "subject", _("Lập biên bản")),
)

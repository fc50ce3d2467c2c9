"""What findings are about, in words, where what they rest on is not read: in lists of many, and in what only
names a finding (a waiver, a pause of mails)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core import dates
from delegations.enums import SeatRole
from delegations.models import Body, Seat
from meetings.models import Decision, Meeting, Task, WrittenConsultation
from obligations.queries import sentences
from obligations.queries.findings import Row
from reports.models import ReportRegime, Submission

_IN_EVIDENCE = {"seat", "regime"}
"""What a finding that was read whole says of its subject without the records."""
LONGEST = 100
"""So many characters of a title or a direction."""
_NO_NAMES: Mapping[str, str] = {}
Named = dict[str, str]
"""Words by subject; of a record that is gone there are none."""


class Subjects:
    """The words of what some findings are about."""

    def __init__(self, found: Mapping[tuple[str, str], str]) -> None:
        self._found = found

    def words(self, rule: str, subject: str) -> str:
        """Return them; what is not among these findings is told by its code."""
        return self._found.get((rule, subject)) or sentences.subject(subject)

    def about(self, row: Row, names: Mapping[str, str] = _NO_NAMES) -> str:
        """Return what tells a finding from another of its rule and body: who holds the seat, where `names`
        (obligations.queries.records) has it; the seat, the regime and period; else its words."""
        holder, seat = row.evidence.get("holder") or {}, row.evidence.get("seat") or {}
        if name := names.get(f"person:{holder.get('code')}"):
            return name
        if regime := row.evidence.get("regime"):
            return f"{regime['name']}, {dates.period(row.evidence['period'])}"
        role = seat.get("role", "")
        return _seat(role, seat["code"]) if role in SeatRole.values else self.words(row.rule, row.subject)

    def heading(self, row: Row, names: Mapping[str, str] = _NO_NAMES) -> str:
        """Return a finding's title with what it is about, for lists that do not show its sentence."""
        return ", ".join(filter(None, (sentences.title(row.rule), self.about(row, names))))


def _seat(role: str, code: str) -> str:
    """Return a seat in words: by its role, and by its code where there may be several of it."""
    label = str(SeatRole(role).label)
    return label if role == SeatRole.SECRETARY else f"{label} {code}"


def key_of(duty: Any) -> tuple[str, str]:
    """Return the rule and the subject of a finding, stored or simulated, or of what names one."""
    return (duty["rule"], duty["subject"]) if isinstance(duty, Mapping) else (duty.rule, duty.subject)


def of(duties: Iterable[Any]) -> Subjects:
    """Return the words of what these are about: findings, or anything else with a `rule` and a `subject`. At
    most one query for each kind of record that they name."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for duty in duties:
        rule, subject = key_of(duty)
        if not (isinstance(duty, Row) and duty.evidence.keys() & _IN_EVIDENCE):
            wanted[rule].add(subject)
    found: dict[tuple[str, str], str] = {}
    for rules, name in _NAMES.items():
        codes = set().union(*(wanted[rule] for rule in rules))
        named = name(codes) if codes else {}
        found |= {(rule, code): named[code] for rule in rules for code in wanted[rule] & named.keys()}
    return Subjects(found)


def _seats(codes: Collection[str]) -> Named:
    rows = Seat.objects.filter(code__in=codes).values_list("code", "role")
    return {code: _seat(role, code) for code, role in rows if role in SeatRole.values}


def _meetings(codes: Collection[str]) -> Named:
    rows = Meeting.objects.filter(code__in=codes, held_on__isnull=False).values_list("code", "held_on")
    return {code: _("cuộc họp ngày %(day)s") % {"day": dates.day(day)} for code, day in rows}


def _periods(subjects: Collection[str]) -> Named:
    """The regimes and periods of reports."""
    parts = {subject: subject.rpartition("/") for subject in subjects}
    rows = ReportRegime.objects.filter(code__in={code for code, _slash, _period in parts.values()})
    names = dict(rows.values_list("code", "name"))
    return {
        subject: f"{names[code]}, {dates.period(period)}"
        for subject, (code, _slash, period) in parts.items()
        if code in names
    }


def _titles(model: Any, column: str, codes: Collection[str], *, code: str = "code") -> Named:
    rows = model.objects.filter(**{f"{code}__in": codes}).values_list(code, column)
    return {found: Truncator(words).chars(LONGEST) for found, words in rows if words}


_OF_DECISIONS = (
    "majority-failed",
    "competence-exceeded",
    "committee-opinion-missing",
    "secret-personnel-round",
)
_NAMES: Mapping[tuple[str, ...], Callable[[Collection[str]], Named]] = {
    ("understaffed", "member-inactive", "term-ending"): _seats,
    ("minutes-missing", "quorum-failed"): _meetings,
    ("report-missing", "report-due"): _periods,
    _OF_DECISIONS: partial(_titles, Decision, "title"),
    ("action-overdue",): partial(_titles, Task, "title"),
    ("submission-overdue",): partial(_titles, Submission, "subject"),
    ("consultation-open",): partial(_titles, WrittenConsultation, "subject"),
    # directions know of findings, not the other way round
    ("direction-overdue",): partial(_titles, Body, "directions__text", code="directions__code"),
}

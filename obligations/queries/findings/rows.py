"""A finding as pages, mails and papers take it, and how it is read from where it is stored."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.dates import day
from core.prepared import among, prepared
from obligations.enums import FlagStatus, Severity
from obligations.models import FindingEvidence, FindingSpan, LawQuoted
from rulebook.law import ParameterUse

BREACH_OF = {
    "annual-report-due": "annual-report-missing",
    "report-due": "report-missing",
    "meeting-due": "meeting-overdue",
}
"""A duty that comes due, by the rule that finds it broken."""
STATE = ("rule", "subject", "body__code", "body__name", "body__position", "status", "severity", "due_on")
"""The columns of a `State`, in its order."""
_BODY = ("body_id", "body__kind_id")
_LENGTH_OF_DAY = len("2026-11-23")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
# Texts that may look like a day and are none: what people typed, or the code of a record.
_WORDS = {"code", "subject", "number", "name", "document", "reason", "reference", "basis"}


@dataclass(frozen=True, slots=True)
class State:
    """How a finding stands on a day, without what it rests on: enough to set two days side by side."""

    rule: str
    subject: str
    body_code: str
    body_name: str
    body_position: int
    status: str
    severity: str
    due_on: dt.date | None

    @property
    def duty(self) -> tuple[str, str, str]:
        """Return what names the duty: the announcement of one and its breach are the same."""
        return BREACH_OF.get(self.rule, self.rule), self.body_code, self.subject


@dataclass(frozen=True, slots=True)
class Row(State):
    """One finding with what it rests on, as it stands on the day `judged_on`: the one form in which pages,
    mails and papers take it. So it stands from `starts_on`, and no more on `ends_before`, if that is known.
    """

    body_id: int
    body_kind_id: int
    evidence: Mapping[str, Any]
    parameters: tuple[ParameterUse, ...]
    judged_on: dt.date
    flag_id: int
    starts_on: dt.date
    ends_before: dt.date | None
    closed_at: dt.datetime | None = None
    """When it ended, where the day is today and it stands no more."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what names the finding for good: rule, body code, subject."""
        return self.rule, self.body_code, self.subject

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def status_label(self) -> str:
        return str(FlagStatus(self.status).label)

    @property
    def severity_label(self) -> str:
        return str(Severity(self.severity).label)

    @property
    def counted_from(self) -> dt.date | None:
        """Return the last day that is not late: the due day; the day until which it was deferred, or the eve
        of monitoring, where later."""
        if self.due_on is None:
            return None
        watched_from = (self.evidence.get("due") or {}).get("watched_from")
        eve = watched_from - dt.timedelta(1) if watched_from else self.due_on
        return max(self.due_on, eve, (self.evidence.get("deferred") or {}).get("until", self.due_on))

    @property
    def was_due_before_the_watch(self) -> bool:
        """Return whether it fell due before monitoring began, and was deferred to no day since: nobody knows
        how late it is."""
        watched_from = (self.evidence.get("due") or {}).get("watched_from")
        if watched_from is None or self.due_on is None:
            return False
        eve: dt.date = watched_from - dt.timedelta(1)
        return self.due_on < eve and self.counted_from == eve

    def days_late(self, on: dt.date) -> int:
        """Return by how many days what counts as the due day has passed on the day, 0 if it has not or there
        is none."""
        return (
            max((on - self.counted_from).days, 0)
            if self.counted_from and self.status != FlagStatus.DUE
            else 0
        )

    def days_late_known(self, on: dt.date) -> int | None:
        """Return what a column of days late holds: nothing where it is not late or nobody knows how much."""
        return None if self.was_due_before_the_watch else self.days_late(on) or None

    @property
    def due_note(self) -> str:
        """Return what is said beside a due day from which days late are not counted: deferred until when and
        by what, or watched since when."""
        if self.due_on is None or self.counted_from == self.due_on:
            return ""
        deferred = self.evidence.get("deferred") or {}
        if deferred.get("until") != self.counted_from:
            return _("theo dõi từ ngày %(day)s") % {"day": day(self.evidence["due"]["watched_from"])}
        words = _("được hoãn đến %(day)s") % {"day": day(deferred["until"])}
        return f"{words} ({deferred['document']})" if deferred.get("document") else words

    @property
    def due_label(self) -> str:
        """Return "hạn gốc 31/08/2026, được hoãn đến 19/11/2026 (776-CV/TU)": the due day and what is said
        beside it; nothing without one."""
        if self.due_on is None:
            return ""
        words = (
            _("hạn gốc %(day)s") if self.due_note and self.evidence.get("deferred") else _("hạn %(day)s")
        ) % {"day": day(self.due_on)}
        return ", ".join(filter(None, (words, self.due_note)))

    def days_left(self, on: dt.date) -> int | None:
        """Return how many days are left until the due day, None where there is none or it has passed."""
        return (self.due_on - on).days if self.due_on and self.due_on >= on else None


def read(found: QuerySet[FindingSpan], on: dt.date) -> list[Row]:
    """Return spans that hold on a day as rows, in their order: three queries.

    The long texts come second, by key: sorting thousands would carry them along.
    """
    states = list(found.values_list("pk", "flag_id", "days", *STATE, *_BODY))
    said = {pk: rest for pk, *rest in _evidence([pk for pk, *_state in states])}
    quoted = _quoted(list({law_id for _evidence, law_id in said.values()}))
    law = {pk: tuple(map(_parameter, values)) for pk, values in quoted}
    return [
        Row(
            *words,  # type: ignore[call-arg]
            revive(said[pk][0]),
            law[said[pk][1]],
            on,
            flag_id,
            days.lower,
            days.upper,
        )
        for pk, flag_id, days, *words in states
    ]


@prepared
def _evidence(span_ids: list[int]) -> Any:
    stored = FindingEvidence.objects.filter(pk__in=among(span_ids))
    return stored.values_list("pk", "evidence", "law_id")


@prepared
def _quoted(law_ids: list[int]) -> Any:
    return LawQuoted.objects.filter(pk__in=among(law_ids)).values_list("pk", "parameters")


def _parameter(stored: Sequence[Any]) -> ParameterUse:
    name, value, since, *others = stored
    return ParameterUse(name, value, dt.date.fromisoformat(since), *others)


def revive(value: Any) -> Any:
    """Return stored evidence with its days as dates again; lists come back as lists."""
    # By type and length first: tens of thousands of findings stand in a file of a large province.
    kind = type(value)
    if kind is str:
        return dt.date.fromisoformat(value) if len(value) == _LENGTH_OF_DAY and _DAY.match(value) else value
    if kind is dict:
        return {
            name: part if name in _WORDS and type(part) is str else revive(part)
            for name, part in value.items()
        }
    if kind is list or kind is tuple:
        return [revive(part) for part in value]
    if isinstance(value, Mapping):
        return revive(dict(value))
    return revive(list(value)) if isinstance(value, list | tuple) else value

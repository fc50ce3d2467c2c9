"""Who holds a duty of a body that was succeeded: which bodies' reports, tasks and submissions are now this
one's."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Literal

from rulebook.calendar import ReportPeriod
from rulebook.case import Case
from rulebook.facts import BodyFacts, Handover
from rulebook.law import Law

Duty = Literal["reports", "tasks", "submissions"]
DUTIES: tuple[Duty, ...] = ("reports", "tasks", "submissions")


class Holdings:
    """What a body holds of a duty: `since` is the day from which it holds that of each other body, by code,
    from `gone_on` on another body holds its own and theirs."""

    __slots__ = ("_kinds", "_law", "gone_on", "since")

    def __init__(self, facts: BodyFacts, handovers: Mapping[str, Handover], law: Law) -> None:
        self._law = law
        self._kinds = {code: handover.kind for code, handover in handovers.items()}
        self.since = {
            code: day for code in handovers if (day := _held_since(code, facts.code, handovers)) is not None
        }
        on = handovers.get(facts.code)
        self.gone_on = on.starts_on if on else None

    def holds(self, of_body: str, on: dt.date) -> bool:
        """Return whether the body holds on the day what stands in the name of the other ("": its own)."""
        if self.gone_on is not None and on >= self.gone_on:
            return False
        since = self.since.get(of_body) if of_body else None
        return not of_body or (since is not None and on >= since)

    def law_of(self, of_body: str) -> Law:
        """Return the law of what stands in the name of the other ("": its own)."""
        return self._law.of_kind(self._kinds[of_body]) if of_body in self._kinds else self._law


def of_tasks(case: Case) -> Holdings:
    """Return whose tasks the body holds."""
    return Holdings(case.facts, handed_on(case.facts, case.law, "tasks"), case.law)


def of_submissions(case: Case) -> Holdings:
    """Return whose submissions the body holds."""
    return Holdings(case.facts, handed_on(case.facts, case.law, "submissions"), case.law)


def of_reports(case: Case) -> Mapping[str, Handover]:
    """Return the handovers of reports that concern the body, by the old body's code."""
    return handed_on(case.facts, case.law, "reports")


def handed_on(facts: BodyFacts, law: Law, duty: Duty) -> Mapping[str, Handover]:
    """Return by the old body's code the one handover of the duty. A bare link hands on what the law of the
    old body's kind says on the link's first day."""
    return _the_one_of_each(facts.handovers, law, duty) if facts.handovers else {}


def _the_one_of_each(handovers: Iterable[Handover], law: Law, duty: Duty) -> dict[str, Handover]:
    return {
        one.old: one
        for one in sorted(handovers, key=_in_order)
        if duty in one.duties
        and (not one.is_bare or law.of_kind(one.kind).measure("bare_link_duties", one.starts_on) == "all")
    }


def _in_order(handover: Handover) -> tuple[dt.date, str]:
    return handover.starts_on, handover.old


def _held_since(code: str, holder: str, handovers: Mapping[str, Handover]) -> dt.date | None:
    """Return the day from which the holder has what was the other's, through however many bodies; None where
    it never comes to it."""
    since = dt.date.min
    for _ in range(len(handovers)):
        if code == holder or code not in handovers:
            break
        since = max(since, handovers[code].starts_on)
        code = handovers[code].new
    return since if code == holder else None


def carries(
    handovers: Mapping[str, Handover], code: str, founded_on: dt.date, of: ReportPeriod
) -> list[Handover] | None:
    """Return why a body answers for a whole period: the handovers by which it does, none where it was founded
    in time itself; None where it does not answer for it.

    It does by holding, by the period's last day, the reports of one that ended within the period, before that
    day, and itself answers for it.
    """
    if founded_on <= of.founded_by:
        return []
    rest = {old: one for old, one in handovers.items() if old != code}
    for one in rest.values():
        within = one.ended_on is not None and of.starts_on <= one.ended_on < of.ends_on
        if one.new == code and within and one.starts_on <= of.ends_on:
            chain = carries(rest, one.old, one.founded_on, of)
            if chain is not None:
                return [one, *chain]
    return None


class Answering:
    """Who answers for the periods of reports, of all bodies at once: what `carries` says, for those who show
    it and do not judge. `handovers` hold the columns of `Handover`, in its order."""

    __slots__ = ("_handovers",)

    def __init__(self, handovers: Iterable[tuple[object, ...]], law: Law) -> None:
        self._handovers = _the_one_of_each((Handover._make(one) for one in handovers), law, "reports")

    def of(self, code: str, founded_on: dt.date, period: ReportPeriod) -> list[str] | None:
        """Return by which old bodies this one answers for the period, the latest first (none: by itself);
        None where it does not."""
        found = carries(self._handovers, code, founded_on, period)
        return None if found is None else [one.old for one in found]


class Holders:
    """Who holds the tasks, or the submissions, of all bodies at once, by their codes, for those who show it
    and do not judge. `handovers` hold the columns of `Handover`, in its order."""

    __slots__ = ("_handovers",)

    def __init__(self, handovers: Iterable[tuple[object, ...]], law: Law, duty: Duty) -> None:
        self._handovers = _the_one_of_each((Handover._make(one) for one in handovers), law, duty)

    def of(self, code: str, on: dt.date) -> str:
        """Return who holds on the day what stands in the name of a body: itself where it handed nothing
        on."""
        for _ in range(len(self._handovers)):
            one = self._handovers.get(code)
            if one is None or one.starts_on > on:
                break
            code = one.new
        return code

    def names(self, code: str, on: dt.date) -> set[str]:
        """Return in whose names stands what a body holds on the day, beside its own."""
        return {old for old in self._handovers if self.of(old, on) == code} - {code}

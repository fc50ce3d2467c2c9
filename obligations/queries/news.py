"""What became of findings: between two days, as both are judged; from one instant to another, as it was
seen then."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from psycopg.types.range import Range

from core.clock import ZONE
from delegations.enums import BodyState
from delegations.models import Body
from obligations.enums import FlagStatus, Rule, Severity
from obligations.models import FindingSpan
from obligations.queries.findings import Filters, Opening, State, openings
from obligations.queries.findings.rows import STATE

_RANK = {Severity.INFO.value: 0, Severity.WARNING.value: 1, Severity.SERIOUS.value: 2}
_LATE = {FlagStatus.WAIVED.value: 0, FlagStatus.DUE.value: 1, FlagStatus.OVERDUE.value: 2}
# What became of a finding, worst first.
NEW, AGAIN, RESUMED, WORSE, WAIVED, BETTER, DONE, LAPSED, ENDED = (
    "new",
    "again",
    "resumed",
    "worse",
    "waived",
    "better",
    "done",
    "lapsed",
    "ended",
)
ORDER = (NEW, AGAIN, RESUMED, WORSE, WAIVED, BETTER, DONE, LAPSED, ENDED)
_LAPSING = {
    Rule.RESTAFF_DUE,
    Rule.MINUTES_MISSING,
    Rule.QUORUM_FAILED,
    Rule.MAJORITY_FAILED,
    Rule.MEMBER_INACTIVE,
    Rule.TERM_ENDING,
    Rule.COMPETENCE_EXCEEDED,
    Rule.COMMITTEE_OPINION_MISSING,
    Rule.SECRET_PERSONNEL_ROUND,
}
"""Rules that look back for so long only, or ahead to a day: what they found ends by time alone too."""
_Key = tuple[str, str, str]
"""A finding's rule, its body's code, its subject."""


@dataclass(frozen=True, slots=True)
class News:
    """What became of one finding: how it stands after (of a closed one: stood last), and before, if one was
    open then. `at` is the instant of what was recorded, None between two days."""

    what: str
    finding: State
    before: State | None
    at: dt.datetime | None = None


def compare(before: Iterable[State], after: Iterable[State]) -> list[News]:
    """Return what became of the findings of one day by another, worst first. No query."""
    then, now = ({state.duty: state for state in states} for states in (before, after))
    found = []
    for duty in {**then, **now}:
        old, new = then.get(duty), now.get(duty)
        what = _between(old, new)
        told = new or old
        if what and told:
            found.append(News(what, told, old))
    return sorted(found, key=_worst_first)


def _between(old: State | None, new: State | None) -> str:
    if new is None:
        return DONE
    if old is None:
        return WAIVED if new.status == FlagStatus.WAIVED else NEW
    return _moved(new, old)


def told_apart(found: list[News], on: dt.date) -> list[News]:
    """Return the news with the findings that are gone because their body has ended by the day (of which some
    came up again with who took its duties over), or by time alone, told from those that were cleared. Two
    queries at most, none where nothing is gone."""
    gone = [one.finding for one in found if one.what == DONE]
    if not gone:
        return found
    bodies = Body.objects.filter(code__in={state.body_code for state in gone})
    ended = set(bodies.in_state(BodyState.ENDED, on).values_list("code", flat=True))
    vacant = {
        (one.finding.body_code, one.finding.subject)
        for one in found
        if one.what in {NEW, AGAIN} and one.finding.rule == Rule.UNDERSTAFFED
    }
    by_time = lapsed({_key(state) for state in gone}, on)

    def told(one: News) -> News:
        state = one.finding
        if one.what != DONE:
            return one
        if state.body_code in ended:
            return replace(one, what=ENDED)
        ran_out = state.rule == Rule.TERM_ENDING and (state.body_code, state.subject) in vacant
        return replace(one, what=LAPSED) if ran_out or _key(state) in by_time else one

    return sorted(map(told, found), key=_worst_first)


def _key(state: State) -> _Key:
    return state.rule, state.body_code, state.subject


def lapsed(keys: Collection[_Key], on: dt.date) -> set[_Key]:
    """Return those of these findings, which stand no more on the day, that ended by time alone: their last
    day was known before it came, as of what a rule looks back to for a year. One query, none where no rule is
    of that kind."""
    wanted = {key for key in keys if key[0] in _LAPSING}
    if not wanted:
        return set()
    rules, codes, subjects = (set(parts) for parts in zip(*wanted, strict=True))
    spans = FindingSpan.objects.filter(
        recorded__upper_inf=True,
        days__startswith__lte=on,
        rule__in=rules,
        body__code__in=codes,
        subject__in=subjects,
    )
    rows = spans.order_by("days__startswith").values_list("rule", "body__code", "subject", "days", "recorded")
    last = {(rule, code, subject): (days, recorded) for rule, code, subject, days, recorded in rows}
    return {
        key
        for key, (days, recorded) in last.items()
        if key in wanted
        and days.upper is not None
        and days.upper <= on
        and recorded.lower.astimezone(ZONE).date() < days.upper
    }


def between(
    since: dt.datetime, until: dt.datetime, *, filters: Filters, body_ids: Collection[int] | None = None
) -> list[News]:
    """Return what was seen to change after `since` and by `until`, worst first; what opened and ended in
    between is left out. Two queries."""
    spans = FindingSpan.objects.filter(shown__overlap=DateTimeTZRange(since, until, "[]"))
    if body_ids is not None:
        spans = spans.filter(body_id__in=body_ids)
    if filters.kind_ids:
        spans = spans.filter(body__kind_id__in=filters.kind_ids)
    pieces: dict[int, list[tuple[Range[dt.datetime], State]]] = {}
    for flag_id, seen, *state in spans.order_by("shown__startswith").values_list("flag_id", "shown", *STATE):
        pieces.setdefault(flag_id, []).append((seen, State(*state)))
    opened = openings([flag_id for flag_id, parts in pieces.items() if since not in parts[0][0]], until)
    found = [_news(parts, opened.get(flag_id), since, until) for flag_id, parts in pieces.items()]
    return sorted((news for news in found if news), key=_worst_first)


def _news(
    pieces: list[tuple[Range[dt.datetime], State]],
    opening: Opening | None,
    since: dt.datetime,
    until: dt.datetime,
) -> News | None:
    (first_seen, first), (last_seen, last) = pieces[0], pieces[-1]
    before = first if since in first_seen else None
    if until not in last_seen:
        return News(DONE, last, before, last_seen.upper) if before else None
    if before is None and last.status != FlagStatus.WAIVED:
        again = opening is not None and opening.first_at < opening.at
        return News(AGAIN if again else NEW, last, None, last_seen.lower)
    what = _between(before, last)
    return News(what, last, before, last_seen.lower) if what else None


def _moved(now: State, then: State) -> str:
    """Return what an open finding came to, from how it stands now and stood then."""
    if now.status != then.status and FlagStatus.WAIVED in (now.status, then.status):
        return WAIVED if now.status == FlagStatus.WAIVED else RESUMED
    after, before = ((_LATE[state.status], _RANK[state.severity]) for state in (now, then))
    return WORSE if after > before else BETTER if after < before else ""


def _worst_first(news: News) -> tuple[Any, ...]:
    state = news.finding
    due_on = state.due_on or dt.date.max
    return (
        ORDER.index(news.what),
        -_RANK[state.severity],
        -_LATE[state.status],
        due_on,
        state.body_position,
        state.body_code,
        state.rule,
        state.subject,
    )

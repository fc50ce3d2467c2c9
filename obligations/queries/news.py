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
from obligations.models import FindingSpan, Waiver
from obligations.queries.findings import Filters, Opening, State, openings
from obligations.queries.findings.rows import BREACH_OF, STATE

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


def compare(before: Iterable[State], after: Iterable[State], since: dt.date) -> list[News]:
    """Return what became of the findings of one day, `since`, by another, worst first. No query."""
    then, now = ({state.duty: state for state in states} for states in (before, after))
    runs = runs_renamed(then.values(), now.values(), since)
    found = [_renamed(now[duty], old) for duty, old in runs.items()]
    told = {*runs, *(old.duty for old in runs.values())}
    for duty in {**then, **now}.keys() - told:
        old, new = then.get(duty), now.get(duty)
        what = _between(old, new)
        stood = new or old
        if what and stood:
            found.append(News(what, stood, old))
    return sorted(found, key=_worst_first)


def runs_renamed(
    before: Iterable[State], after: Iterable[State], since: dt.date
) -> dict[tuple[str, str, str], State]:
    """Return by the duty of each run of periods without a meeting that now begins with another period the run
    as it was. A run has the name of its first period: where that is deferred, or met after all, the rest of
    the run goes on under another name, and is neither new nor is what it was remedied. No query."""
    after = list(after)
    stands = {state.duty for state in after}
    was = {
        state.body_code: state
        for state in before
        if state.rule == Rule.MEETING_OVERDUE and state.duty not in stands
    }
    return {
        state.duty: was[state.body_code]
        for state in after
        if state.rule == Rule.MEETING_OVERDUE
        and state.body_code in was
        and state.due_on is not None
        and state.due_on < since
        and state.duty not in {one.duty for one in was.values()}
    }


def _renamed(state: State, old: State, at: dt.datetime | None = None) -> News:
    longer = (state.due_on or dt.date.max) < (old.due_on or dt.date.max)
    return News(WORSE if longer else BETTER, state, old, at)


def _between(old: State | None, new: State | None) -> str:
    if new is None:
        return DONE
    if old is None:
        return WAIVED if new.status == FlagStatus.WAIVED else NEW
    return _moved(new, old)


def told_apart(found: list[News], on: dt.date) -> list[News]:
    """Return the news with the findings that are gone because their body ended while they stood (of which
    some came up again with who took its duties over), or by time alone, or because their period was deferred,
    told from those that were cleared. A term that ran out is told as the vacancy that it became. Three
    queries at most, none where nothing is gone."""
    gone = {_key(one.finding) for one in found if one.what == DONE}
    if not gone:
        return found
    bodies = Body.objects.filter(code__in={code for _rule, code, _subject in gone})
    ended = bodies.in_state(BodyState.ENDED, on).select_related("parent")
    last_days = {body.code: body.last_day for body in ended}
    spans = _last_spans({key for key in gone if key[0] in _LAPSING or key[1] in last_days}, on)
    put_off = deferred(gone, on)
    vacant = {
        (one.finding.body_code, one.finding.subject)
        for one in found
        if one.what in {NEW, AGAIN} and one.finding.rule == Rule.UNDERSTAFFED
    }

    def cause(one: News) -> str:
        key = _key(one.finding)
        if one.what != DONE:
            return one.what
        last_day = last_days.get(key[1])
        if last_day and _stood_after(last_day, one, spans.get(key)):
            return ENDED
        if key in put_off:
            return WAIVED
        return LAPSED if key in spans and _by_time(key, *spans[key], on) else DONE

    def became_a_vacancy(one: News) -> bool:
        state = one.finding
        gone = one.what == DONE and state.rule == Rule.TERM_ENDING
        return gone and (state.body_code, state.subject) in vacant

    told = [replace(one, what=cause(one)) for one in found if not became_a_vacancy(one)]
    return sorted(told, key=_worst_first)


def _stood_after(last_day: dt.date, one: News, span: tuple[Any, Any] | None) -> bool:
    """Return whether a finding of a body still stood on the body's last day, so that its end ended it."""
    if one.at is not None:
        return one.at.astimezone(ZONE).date() > last_day
    upper = span[0].upper if span else None
    return upper is None or upper > last_day


def _key(state: State) -> _Key:
    return state.rule, state.body_code, state.subject


def lapsed(keys: Collection[_Key], on: dt.date) -> set[_Key]:
    """Return those of these findings, which stand no more on the day, that ended by time alone: their last
    day was known before it came, as of what a rule looks back to for a year. One query, none where no rule is
    of that kind."""
    spans = _last_spans({key for key in keys if key[0] in _LAPSING}, on)
    return {key for key, span in spans.items() if _by_time(key, *span, on)}


def _by_time(key: _Key, days: Range[dt.date], recorded: Range[dt.datetime], on: dt.date) -> bool:
    last, known_at = days.upper, recorded.lower
    if key[0] not in _LAPSING or last is None or known_at is None:
        return False
    return last <= on and known_at.astimezone(ZONE).date() < last


def _last_spans(keys: Collection[_Key], on: dt.date) -> dict[_Key, tuple[Any, Any]]:
    """Return the days of the last span of each finding by the day, and when it was recorded. One query, none
    for no finding."""
    if not keys:
        return {}
    rules, codes, subjects = (set(parts) for parts in zip(*keys, strict=True))
    spans = FindingSpan.objects.filter(
        recorded__upper_inf=True,
        days__startswith__lte=on,
        rule__in=rules,
        body__code__in=codes,
        subject__in=subjects,
    )
    rows = spans.order_by("days__startswith").values_list("rule", "body__code", "subject", "days", "recorded")
    last = {(rule, code, subject): (days, recorded) for rule, code, subject, days, recorded in rows}
    return {key: span for key, span in last.items() if key in keys}


def deferred(keys: Collection[_Key], on: dt.date) -> dict[_Key, dt.date]:
    """Return those of these findings, which stand no more on the day, whose period was passed over because it
    was deferred, with the last day of that. One query, none where no rule is of that kind."""
    wanted = {key for key in keys if BREACH_OF.get(key[0], key[0]) == Rule.MEETING_OVERDUE}
    if not wanted:
        return {}
    rows = Waiver.objects.filter(
        rule=Rule.MEETING_OVERDUE,
        body__code__in={code for _rule, code, _subject in wanted},
        subject__in={subject for _rule, _code, subject in wanted},
        granted_on__lte=on,
        until__gte=on,
    ).order_by("until")
    last = {
        (code, subject): until for code, subject, until in rows.values_list("body__code", "subject", "until")
    }
    return {key: last[key[1:]] for key in wanted if key[1:] in last}


def days_put_off(body: Body, subject: str) -> list[tuple[dt.date, dt.date]]:
    """Return the first and last day of each deferral that a period of the body ever had, also of those that
    were taken back since: it was passed over while it stood. One query."""
    events: Any = Waiver._meta.get_field("history").related_model
    given = events.objects.filter(rule=Rule.MEETING_OVERDUE, body=body, subject=subject)
    return list(given.order_by("pgh_id").values_list("granted_on", "until"))


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
    return sorted(_with_runs([news for news in found if news], since), key=_worst_first)


def _with_runs(found: list[News], since: dt.datetime) -> list[News]:
    """Return the news with one of each run that only begins with another period now."""
    gone = [one.finding for one in found if one.what == DONE]
    come = {one.finding.duty: one for one in found if one.what in {NEW, AGAIN}}
    runs = runs_renamed(gone, [one.finding for one in come.values()], since.astimezone(ZONE).date())
    told = {*runs, *(old.duty for old in runs.values())}
    return [
        *(one for one in found if one.finding.duty not in told),
        *(_renamed(come[duty].finding, old, come[duty].at) for duty, old in runs.items()),
    ]


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

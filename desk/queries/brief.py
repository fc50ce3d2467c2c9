"""The province on one day in figures, lines and words: one function feeds the page, the PDF, the Word report
and the Excel tables."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from accounts.models import User
from accounts.queries import bodies_of
from delegations.models import Body, Province
from desk.queries import overview, rhythm
from desk.queries.periods import year_before
from desk.queries.records import unrecorded
from directions.queries import directions
from obligations.enums import FlagStatus, Rule, Severity
from obligations.queries import findings, freshness, records, sentences
from obligations.queries.findings import Counts, Filters, Row

# How many directions the one page has room for.
DIRECTIONS = 4
# What the three main duties are: meeting, reporting, keeping the required strength.
MEETINGS, REPORTS, SEATS = (
    Rule.MEETING_OVERDUE.value,
    Rule.ANNUAL_REPORT_MISSING.value,
    Rule.UNDERSTAFFED.value,
)

BEFORE = dt.timedelta(days=30)
"""How long ago the day lies beside which figures are set."""


class FindingSentence(NamedTuple):
    """A finding and the sentence that says what is wrong."""

    row: Row
    sentence: str


class RuleLine(NamedTuple):
    """A rule's findings on the day, and how many there were on an earlier day and a year before; waived ones
    are not counted."""

    rule: str
    title: str
    bodies: int
    number: int
    serious: int
    before: int
    last_year: int

    @property
    def change(self) -> int:
        return self.number - self.before


class BodyLine(NamedTuple):
    """A body's findings on the day, waived ones apart, and what became of its periods that ended in the span
    told of. `streak` is the number of periods missed one after the other up to now, of the finding that is
    still open."""

    code: str
    name: str
    kind: str
    periods: int
    met_periods: int
    missed_periods: int
    without_quorum: int
    waived_periods: int
    streak: int
    meeting_due_on: dt.date | None
    reports: int
    vacancies: int
    others: int
    serious: int
    total: int
    waived: int


@dataclass(frozen=True, slots=True)
class Brief:
    """The province on one day. `bodies` counts the bodies that stand; a finding on a body ended since is
    counted and listed too.

    `worst` are overdue findings, `soon` those that come due: the first ones on a page, all of them in a file.
    `rows` (every finding) and `by_body` are in a file only.
    """

    province: str
    on: dt.date
    before_on: dt.date
    last_year_on: dt.date
    bodies: int
    counts: Counts
    before: Counts
    last_year: Counts
    rules: list[RuleLine]
    worst: list[Row]
    soon: list[Row]
    stale: frozenset[int]
    """The bodies whose records are stale."""
    not_recorded: int
    """Overdue findings on them, which may only be unrecorded."""
    directions: list[Any]
    """The first open directions, those first that ask most for an act; each with `state`."""
    directions_total: int
    just_ended: rhythm.Tally
    """The period that each body ended last."""
    map: rhythm.Map | None = None
    """The last twelve months; on the one page only."""
    rows: list[Row] = field(default_factory=list)
    by_body: list[BodyLine] = field(default_factory=list)
    periods: list[rhythm.Ended] = field(default_factory=list)
    """The periods that ended in the span of the brief, as they stand on the day; in a file only."""
    ended: int = 0
    """Of the bodies with findings that count, those that ended before the day and still owe something; in a
    file only."""
    grace: int = 0
    """After how many days without an entry records are stale; in a file only."""

    @property
    def due(self) -> int:
        return self.counts.by_status.get(FlagStatus.DUE.value, 0)

    @property
    def overdue(self) -> int:
        return self.counts.by_status.get(FlagStatus.OVERDUE.value, 0)

    @property
    def serious(self) -> int:
        return self.counts.by_severity.get(Severity.SERIOUS.value, 0)

    @property
    def late(self) -> int:
        """Bodies that stand with a finding past its due day."""
        return self.counts.late_bodies


def brief(user: User, *, on: dt.date, filters: Filters, worst: int, soon: int) -> Brief:
    """Return the province on the day, as far as the user may see it, beside 30 days before and the same day a
    year before, with the first `worst` overdue findings and the first `soon` that come due. A fixed number of
    queries, none of which reads what is not shown.
    """
    scope = bodies_of(user)
    figures = _figures(user, on, filters, on - BEFORE)

    def first(status: FlagStatus, sort: str, number: int) -> list[Row]:
        return findings.listing(
            on,
            filters=replace(filters, statuses=[status.value]),
            body_ids=scope,
            sort=sort,
            limit=number,
        ).rows

    return replace(
        figures,
        map=rhythm.year_map(user, on=on, kind_ids=filters.kind_ids),
        worst=first(FlagStatus.OVERDUE, "severity", worst),
        soon=first(FlagStatus.DUE, "due", soon),
    )


def whole(
    user: User,
    *,
    on: dt.date,
    filters: Filters,
    before_on: dt.date | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> Brief:
    """Return the same with every finding and every body, for a file; beside `before_on`, if given, instead of
    30 days before. Periods are listed that ended from the first to the last day; if not given, of the year
    so far."""
    figures = _figures(user, on, filters, before_on or on - BEFORE)
    rows = findings.listing(on, filters=filters, body_ids=bodies_of(user)).rows
    late = [row for row in rows if row.status == FlagStatus.OVERDUE]
    soon = sorted(
        (row for row in rows if row.status == FlagStatus.DUE), key=lambda row: row.due_on or dt.date.max
    )
    standing = set(overview.bodies(user, on, filters.kind_ids).values_list("pk", flat=True))
    ended = len({row.body_id for row in rows if row.status != FlagStatus.WAIVED} - standing)
    periods = rhythm.ended_within(
        user, first=first or dt.date(on.year, 1, 1), last=last or on, on=on, kind_ids=filters.kind_ids
    )
    by_body = _bodies(user, rows, periods, on, filters)
    return replace(
        figures,
        worst=late,
        soon=soon,
        rows=rows,
        by_body=by_body,
        periods=periods,
        ended=ended,
        grace=freshness.grace(on),
    )


def _figures(user: User, on: dt.date, filters: Filters, before_on: dt.date) -> Brief:
    days = (on, before_on, year_before(on))
    counts_by_day = findings.counts_of(days, filters=filters, body_ids=bodies_of(user))
    counts, before, last_year = (counts_by_day[day] for day in days)
    province = Province.objects.values_list("name", flat=True).first() or ""
    bodies = overview.bodies(user, on, filters.kind_ids).count()
    maybe_unrecorded = unrecorded(user, on=on, filters=filters)
    shown = open_directions(user, on=on, filters=filters, limit=DIRECTIONS)
    all_directions = directions.counts(user, on=on, kind_ids=filters.kind_ids).open
    rules = _rules(counts, before, last_year)
    return Brief(
        province,
        *days,
        bodies,
        counts,
        before,
        last_year,
        rules,
        [],
        [],
        maybe_unrecorded.body_ids,
        maybe_unrecorded.overdue,
        shown,
        all_directions,
        rhythm.tally(rhythm.just_ended(user, on=on, kind_ids=filters.kind_ids)),
    )


def open_directions(user: User, *, on: dt.date, filters: Filters, limit: int | None = None) -> list[Any]:
    """Return the open directions of the day, those first that ask most for an act; each with `state`. One
    query."""
    found = directions.open_ones(user, on=on, kind_ids=filters.kind_ids, limit=limit)
    for direction in found:
        direction.state = directions.state_of(direction, on)
    return found


def with_sentences(rows: Iterable[Row]) -> list[FindingSentence]:
    """Return findings with their sentences: at most one query for each kind of record that they name."""
    rows = list(rows)
    texts = sentences.of(rows, names=records.references(rows, links=False).names)
    return [FindingSentence(row, texts[row.key]) for row in rows]


def _rules(counts: Counts, before: Counts, last_year: Counts) -> list[RuleLine]:
    return [
        RuleLine(
            rule.value,
            str(rule.label),
            counts.bodies_by_rule.get(rule, 0),
            counts.by_rule.get(rule, 0),
            counts.serious_by_rule.get(rule, 0),
            before.by_rule.get(rule, 0),
            last_year.by_rule.get(rule, 0),
        )
        for rule in Rule
        if any(of_day.by_rule.get(rule) for of_day in (counts, before, last_year))
    ]


def _bodies(
    user: User, rows: list[Row], periods: list[rhythm.Ended], on: dt.date, filters: Filters
) -> list[BodyLine]:
    of_body: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        of_body[row.body_id].append(row)
    ended: dict[int, list[rhythm.Ended]] = defaultdict(list)
    for period in periods:
        ended[period.body_id].append(period)
    standing = overview.bodies(user, on, filters.kind_ids).values_list(
        "pk", "code", "name", "kind__name", "position"
    )
    named = {pk: (position, code, name, kind) for pk, code, name, kind, position in standing}
    # A body that ended since may still owe a report, and had periods.
    others = (of_body.keys() | ended.keys()) - named.keys()
    for pk, code, name, kind, position in Body.objects.filter(pk__in=others).values_list(
        "pk", "code", "name", "kind__name", "position"
    ):
        named[pk] = (position, code, name, kind)
    return [
        _body_line(*texts[1:], of_body[pk], rhythm.tally(ended[pk]))
        for pk, texts in sorted(named.items(), key=lambda item: item[1])
    ]


def _body_line(code: str, name: str, kind: str, rows: list[Row], ended: rhythm.Tally) -> BodyLine:
    counted = [row for row in rows if row.status != FlagStatus.WAIVED]
    by_rule = Counter(row.rule for row in counted)
    meeting = next((row for row in counted if row.rule == MEETINGS), None)
    return BodyLine(
        code=code,
        name=name,
        kind=kind,
        periods=ended.of,
        met_periods=ended.met,
        missed_periods=ended.missed,
        without_quorum=ended.without_quorum,
        waived_periods=ended.waived,
        streak=int(meeting.evidence.get("run", 1)) if meeting else 0,
        meeting_due_on=meeting.due_on if meeting else None,
        reports=by_rule[REPORTS],
        vacancies=by_rule[SEATS],
        others=len(counted) - by_rule[MEETINGS] - by_rule[REPORTS] - by_rule[SEATS],
        serious=sum(row.severity == Severity.SERIOUS for row in counted),
        total=len(counted),
        waived=len(rows) - len(counted),
    )

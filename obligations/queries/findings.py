"""Findings as screens show them: filtered, sorted, counted, a page at a time.

`Row` is the same for a stored flag and for a finding judged for another day, so that a
screen need not know which it shows; `obligations.services.outlook` picks between the two.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from core.dates import day
from core.text import fold
from obligations.enums import FlagStatus, Severity
from obligations.models import Flag, FlagEvent, KeptFinding

_LENGTH_OF_DAY = len("2026-11-23")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
# Texts that may look like a day and are none: what people typed, or the code of a record.
_WORDS = {"code", "subject", "number", "name", "document", "reason", "reference", "basis"}
_SEVERITY_RANK = {Severity.SERIOUS.value: 0, Severity.WARNING.value: 1, Severity.INFO.value: 2}
_STATUS_RANK = {FlagStatus.OVERDUE.value: 0, FlagStatus.DUE.value: 1, FlagStatus.WAIVED.value: 2}
DEFAULT_SORT = "severity"


class Parameter(NamedTuple):
    """A value of the law that a finding rests on."""

    name: str
    value: Any
    since: dt.date
    reference: str


@dataclass(frozen=True, slots=True)
class Row:
    """One finding, with the body it is about. `flag_id` is None for a finding that is not stored."""

    body_id: int
    body_code: str
    body_name: str
    body_kind_id: int
    body_position: int
    body_search: str
    rule: str
    subject: str
    status: str
    severity: str
    due_on: dt.date | None
    evidence: Mapping[str, Any]
    parameters: tuple[Parameter, ...]
    judged_on: dt.date
    flag_id: int | None = None
    opened_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None

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
        """Return the last day that is not late: the due day; the day until which it was deferred, or the eve of monitoring, where later."""
        if self.due_on is None:
            return None
        watched_from = (self.evidence.get("due") or {}).get("watched_from")
        eve = watched_from - dt.timedelta(1) if watched_from else self.due_on
        return max(self.due_on, eve, (self.evidence.get("deferred") or {}).get("until", self.due_on))

    def days_late(self, on: dt.date) -> int:
        """Return by how many days what counts as the due day has passed on the day, 0 if it has not or there is none."""
        return max((on - self.counted_from).days, 0) if self.counted_from and self.status != FlagStatus.DUE else 0

    @property
    def due_note(self) -> str:
        """Return what is said beside a due day from which days late are not counted: deferred until when and by what, or watched since when."""
        if self.due_on is None or self.counted_from == self.due_on:
            return ""
        deferred = self.evidence.get("deferred") or {}
        if deferred.get("until") != self.counted_from:
            return _("theo dõi từ ngày %(day)s") % {"day": day(self.evidence["due"]["watched_from"])}
        words = _("được hoãn đến %(day)s") % {"day": day(deferred["until"])}
        return f"{words} ({deferred['document']})" if deferred.get("document") else words

    @property
    def due_words(self) -> str:
        """Return "hạn gốc 31/08/2026, được hoãn đến 19/11/2026 (776-CV/TU)": the due day and what is said beside it; nothing without one."""
        if self.due_on is None:
            return ""
        words = (_("hạn gốc %(day)s") if self.due_note and self.evidence.get("deferred") else _("hạn %(day)s")) % {"day": day(self.due_on)}
        return ", ".join(filter(None, (words, self.due_note)))

    def days_left(self, on: dt.date) -> int | None:
        """Return how many days are left until the due day, None where there is none or it has passed."""
        return (self.due_on - on).days if self.due_on and self.due_on >= on else None


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of findings is narrowed to; an empty field narrows nothing."""

    rules: Collection[str] = ()
    severities: Collection[str] = ()
    statuses: Collection[str] = ()
    body_codes: Collection[str] = ()
    kind_ids: Collection[int] = ()
    text: str = ""
    recorded: bool | None = None
    """Of overdue findings only: True those on bodies that keep their records, False those that may only be unrecorded."""
    silent_ids: frozenset[int] = frozenset()
    """The bodies whose records are silent; read where `recorded` is set."""
    due: tuple[dt.date, dt.date] | None = None
    """The first and the last due day."""

    def accepts(self, row: Row) -> bool:
        """Return whether the row passes: the Python twin of the stored flags' query."""
        words = fold(self.text)
        return (
            self.accepts_state(row.severity, row.status, row.due_on)
            and (not self.rules or row.rule in self.rules)
            and (not self.body_codes or row.body_code in self.body_codes)
            and (not self.kind_ids or row.body_kind_id in self.kind_ids)
            and (not words or words in row.body_search or words in row.subject.lower())
            and (self.recorded is None or (row.status == FlagStatus.OVERDUE and (row.body_id not in self.silent_ids) == self.recorded))
        )

    def accepts_state(self, severity: str, status: str, due_on: dt.date | None) -> bool:
        """Return whether what may change of a finding from day to day passes."""
        return (
            (not self.severities or severity in self.severities)
            and (not self.statuses or status in self.statuses)
            and (self.due is None or (due_on is not None and self.due[0] <= due_on <= self.due[1]))
        )


NOTHING = Filters()


class Slice(NamedTuple):
    """One page of findings, and how many there are in all."""

    rows: list[Row]
    total: int


class State(NamedTuple):
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
    def key(self) -> tuple[str, str, str]:
        """Return what names the duty: the announcement of one and its breach are the same."""
        return BREACH_OF.get(self.rule, self.rule), self.body_code, self.subject


BREACH_OF = {"annual-report-due": "annual-report-missing", "meeting-due": "meeting-overdue"}
"""A duty that comes due, by the rule that finds it broken."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings there are, for tiles; waived ones are counted in `waived` and nowhere else."""

    total: int = 0
    waived: int = 0
    by_rule: Mapping[str, int] = field(default_factory=dict)
    by_severity: Mapping[str, int] = field(default_factory=dict)
    by_status: Mapping[str, int] = field(default_factory=dict)
    bodies_by_rule: Mapping[str, int] = field(default_factory=dict)
    bodies: int = 0
    """Bodies with at least one finding that is not waived."""
    serious_by_rule: Mapping[str, int] = field(default_factory=dict)
    late_bodies: int = 0
    """Bodies with at least one finding past its due day."""

    @property
    def all(self) -> int:
        """Return every finding, the waived ones too."""
        return self.total + self.waived


class HistoryRow(NamedTuple):
    """What happened to a flag at an instant, and the finding as it was then."""

    kind: str
    kind_label: str
    at: dt.datetime
    judged_on: dt.date
    status: str
    severity: str
    due_on: dt.date | None
    evidence: Mapping[str, Any]


def revive(value: Any) -> Any:
    """Return stored evidence with its days as dates again; lists come back as lists."""
    # By type and length first: tens of thousands of findings stand in a file of a large province.
    kind = type(value)
    if kind is str:
        return dt.date.fromisoformat(value) if len(value) == _LENGTH_OF_DAY and _DAY.match(value) else value
    if kind is dict:
        return {name: part if name in _WORDS and type(part) is str else revive(part) for name, part in value.items()}
    if kind is list or kind is tuple:
        return [revive(part) for part in value]
    if isinstance(value, Mapping):
        return revive(dict(value))
    return revive(list(value)) if isinstance(value, list | tuple) else value


def parameters(stored: Iterable[Sequence[Any]]) -> tuple[Parameter, ...]:
    """Return the law's values as they were stored with a flag."""
    return tuple(Parameter(name, value, dt.date.fromisoformat(since), reference) for name, value, since, reference in stored)


# Sorting by anything else than these would have to be written twice, here and in SQL.
_SORTS: dict[str, tuple[tuple[str, ...], Callable[[Row], tuple[Any, ...]]]] = {
    "severity": (
        ("waived_last", "severity_rank", "status_rank", "due_on", "body__position", "body__code", "rule", "subject"),
        lambda row: (
            row.status == FlagStatus.WAIVED,
            _SEVERITY_RANK[row.severity],
            _STATUS_RANK[row.status],
            row.due_on or dt.date.max,
            row.body_position,
            row.body_code,
            row.rule,
            row.subject,
        ),
    ),
    "due": (
        ("due_on", "severity_rank", "body__position", "body__code", "rule", "subject"),
        lambda row: (row.due_on or dt.date.max, _SEVERITY_RANK[row.severity], row.body_position, row.body_code, row.rule, row.subject),
    ),
    "body": (
        ("body__position", "body__code", "severity_rank", "due_on", "rule", "subject"),
        lambda row: (row.body_position, row.body_code, _SEVERITY_RANK[row.severity], row.due_on or dt.date.max, row.rule, row.subject),
    ),
    "rule": (
        ("rule", "severity_rank", "due_on", "body__position", "body__code", "subject"),
        lambda row: (row.rule, _SEVERITY_RANK[row.severity], row.due_on or dt.date.max, row.body_position, row.body_code, row.subject),
    ),
}
SORTS = tuple(_SORTS)
"""Names a list can be sorted by; `-name` turns the order round. Unknown names fall back to the default."""

_BODY_FIELDS = ("body_id", "body__code", "body__name", "body__kind_id", "body__position", "body__search_text")
_FINDING_FIELDS = ("rule", "subject", "status", "severity", "due_on", "evidence", "parameters")
_FLAG_FIELDS = ("judged_on", "id", "opened_at", "closed_at")
Source = QuerySet[Flag] | QuerySet[KeptFinding]
"""Where findings are stored: the open flags of today, or what was judged for other days and kept."""


def _rows(found: Source) -> list[Row]:
    """Return flags or kept findings as rows: one query."""
    own = _FLAG_FIELDS if found.model is Flag else ("day__judged_on",)
    # A few hundred different ones stand in tens of thousands of findings.
    law: dict[str, tuple[Parameter, ...]] = {}
    columns = (*_BODY_FIELDS, *_FINDING_FIELDS, *own)
    return [Row(*words[:11], revive(words[11]), _parameters(words[12], law), *words[13:]) for words in found.values_list(*columns)]  # type: ignore[call-arg]


def _parameters(stored: Sequence[Sequence[Any]], known: dict[str, tuple[Parameter, ...]]) -> tuple[Parameter, ...]:
    key = repr(stored)
    if key not in known:
        known[key] = parameters(stored)
    return known[key]


def _history_row(event: FlagEvent) -> HistoryRow:
    evidence = revive(event.evidence)
    return HistoryRow(event.kind, str(event.get_kind_display()), event.at, event.judged_on, event.status, event.severity, event.due_on, evidence)


def _open(filters: Filters, body_ids: Collection[int] | None) -> QuerySet[Flag]:
    flags = Flag.objects.filter(closed_at__isnull=True)
    return _narrowed(flags if body_ids is None else flags.filter(body_id__in=body_ids), filters)


def _narrowed(flags: Source, filters: Filters) -> Any:
    for lookup, values in (
        ("rule__in", filters.rules),
        ("severity__in", filters.severities),
        ("status__in", filters.statuses),
        ("body__code__in", filters.body_codes),
        ("body__kind_id__in", filters.kind_ids),
    ):
        if values:
            flags = flags.filter(**{lookup: list(values)})
    if filters.recorded is not None:
        flags = flags.filter(status=FlagStatus.OVERDUE)
        on_silent = Q(body_id__in=filters.silent_ids)
        flags = flags.filter(~on_silent if filters.recorded else on_silent)
    if filters.due:
        flags = flags.filter(due_on__range=filters.due)
    if words := fold(filters.text):
        flags = flags.filter(Q(body__search_text__contains=words) | Q(subject__icontains=words))
    return flags


def _ranked(flags: Source, sort: str) -> Any:
    turned, name = sort.startswith("-"), sort.removeprefix("-")
    fields = _SORTS.get(name, _SORTS[DEFAULT_SORT])[0]
    flags = flags.annotate(
        waived_last=Case(When(status=FlagStatus.WAIVED, then=Value(1)), default=Value(0), output_field=IntegerField()),
        severity_rank=Case(*(When(severity=value, then=Value(rank)) for value, rank in _SEVERITY_RANK.items()), output_field=IntegerField()),
        status_rank=Case(*(When(status=value, then=Value(rank)) for value, rank in _STATUS_RANK.items()), output_field=IntegerField()),
    )
    return flags.order_by(*(F(name).desc(nulls_first=True) if turned else F(name).asc(nulls_last=True) for name in fields))


def stored(
    *, filters: Filters = NOTHING, body_ids: Collection[int] | None = None, sort: str = DEFAULT_SORT, offset: int = 0, limit: int | None = None
) -> Slice:
    """Return a page of the open flags; `body_ids` narrows to the bodies a user may see, None means all. Two queries."""
    return _slice(_open(filters, body_ids), sort, offset, limit)


def kept(found: QuerySet[KeptFinding], *, filters: Filters = NOTHING, sort: str = DEFAULT_SORT, offset: int = 0, limit: int | None = None) -> Slice:
    """Return a page of kept findings: the twin of `stored`. Two queries."""
    return _slice(_narrowed(found, filters), sort, offset, limit)


def stored_states(*, filters: Filters = NOTHING, body_ids: Collection[int] | None = None) -> list[State]:
    """Return how every open flag stands. One query."""
    return [State(*words) for words in _open(filters, body_ids).values_list(*_STATE)]


def kept_states(found: QuerySet[KeptFinding], *, filters: Filters = NOTHING) -> dict[dt.date, list[State]]:
    """Return how kept findings of each day stand: the twin of `stored_states`. One query for all the days."""
    by_day: dict[dt.date, list[State]] = defaultdict(list)
    for on, *words in _narrowed(found, filters).values_list("day__judged_on", *_STATE):
        by_day[on].append(State(*words))
    return by_day


def states(rows: Iterable[Row]) -> list[State]:
    """Return how these findings stand."""
    return [State(row.rule, row.subject, row.body_code, row.body_name, row.body_position, row.status, row.severity, row.due_on) for row in rows]


_STATE = ("rule", "subject", "body__code", "body__name", "body__position", "status", "severity", "due_on")


def by_body_and_rule(found: QuerySet[KeptFinding]) -> list[Row]:
    """Return kept findings in the order in which they were judged: one query."""
    return _rows(found.order_by("body_id", "rule", "subject"))


def latest(found: QuerySet[KeptFinding], *, filters: Filters = NOTHING) -> list[Row]:
    """Return kept findings of several days, each once: as the latest of the days that has it says, if it passes then. Two queries."""
    # What never changes of a finding narrows first.
    same = _narrowed(found, replace(filters, severities=(), statuses=(), due=None, recorded=None))
    last = same.order_by("body_id", "rule", "subject", "-day__judged_on").distinct("body_id", "rule", "subject")
    # Sifted here: nested into one statement, a planner that knows little of fresh tables takes seconds.
    state = last.values_list("pk", "severity", "status", "due_on")
    return _rows(KeptFinding.objects.filter(pk__in=[pk for pk, severity, status, due_on in state if filters.accepts_state(severity, status, due_on)]))


def _slice(flags: Any, sort: str, offset: int, limit: int | None) -> Slice:
    ranked = _ranked(flags, sort)
    rows = _rows(ranked[offset:] if limit is None else ranked[offset : offset + limit])
    total = len(rows) if limit is None and not offset else flags.count()
    return Slice(rows, total)


def stored_counts(*, filters: Filters = NOTHING, body_ids: Collection[int] | None = None) -> Counts:
    """Return how many open flags there are, in three queries."""
    return _counts(_open(filters, body_ids), Value(0)).get(0, Counts())


def kept_counts(found: QuerySet[KeptFinding], *, filters: Filters = NOTHING) -> dict[dt.date, Counts]:
    """Return how many kept findings there are on each day, in three queries for all the days; a day without any is left out."""
    return _counts(_narrowed(found, filters), F("day__judged_on"))


def kept_counts_by_kind(found: QuerySet[KeptFinding]) -> dict[int, Counts]:
    """Return how many kept findings there are on bodies of each kind, in three queries. They can be added up: see `added_up`."""
    return _counts(found, F("body__kind_id"))


def stored_by_body(*, filters: Filters = NOTHING, body_ids: Collection[int] | None = None) -> dict[int, int]:
    """Return how many open flags each body has that has any. One query."""
    return _by_body(_open(filters, body_ids))


def kept_by_body(found: QuerySet[KeptFinding], *, filters: Filters = NOTHING) -> dict[int, int]:
    """Return how many kept findings each body has that has any: the twin of `stored_by_body`."""
    return _by_body(_narrowed(found, filters))


def _by_body(flags: Any) -> dict[int, int]:
    return dict(flags.values_list("body_id").annotate(number=Count("id")).order_by())


def added_up(parts: Iterable[Counts]) -> Counts:
    """Return the sum of counts of which no two speak of the same body."""
    numbers, tallies = dict.fromkeys(_NUMBERS, 0), {name: Counter[str]() for name in _TALLIES}
    for part in parts:
        for name in _NUMBERS:
            numbers[name] += getattr(part, name)
        for name in _TALLIES:
            tallies[name].update(getattr(part, name))
    return Counts(**numbers, **tallies)  # type: ignore[arg-type]


_NUMBERS = ("total", "waived", "bodies", "late_bodies")
_TALLIES = ("by_rule", "by_severity", "by_status", "bodies_by_rule", "serious_by_rule")


def _counts(flags: Any, day: Any) -> dict[Any, Counts]:
    dated = flags.annotate(of=day)
    states: dict[Any, list[tuple[str, str, str, int]]] = defaultdict(list)
    for on, *state in dated.values_list("of", "rule", "severity", "status").annotate(number=Count("id")).order_by():
        states[on].append(tuple(state))
    counted = dated.exclude(status=FlagStatus.WAIVED)
    bodies_by_rule: dict[Any, dict[str, int]] = defaultdict(dict)
    for on, rule, number in counted.values_list("of", "rule").annotate(bodies=Count("body_id", distinct=True)).order_by():
        bodies_by_rule[on][rule] = number
    late = Count("body_id", distinct=True, filter=Q(status=FlagStatus.OVERDUE))
    bodies = {on: numbers for on, *numbers in counted.values_list("of").annotate(bodies=Count("body_id", distinct=True), late=late).order_by()}
    return {on: _told(states[on], bodies_by_rule[on], *bodies.get(on, (0, 0))) for on in states}


def _told(states: Iterable[tuple[str, str, str, int]], bodies_by_rule: Mapping[str, int], bodies: int, late_bodies: int) -> Counts:
    """Return the counts that findings of each rule, severity and status add up to."""
    by_rule, by_severity, by_status, serious = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for rule, severity, status, number in states:
        by_status[status] += number
        if status != FlagStatus.WAIVED:
            by_rule[rule] += number
            by_severity[severity] += number
            if severity == Severity.SERIOUS:
                serious[rule] += number
    waived = by_status[FlagStatus.WAIVED]
    return Counts(by_status.total() - waived, waived, by_rule, by_severity, by_status, bodies_by_rule, bodies, serious, late_bodies)


def stored_of_body(body_id: int) -> list[Row]:
    """Return the body's open flags, worst first. One query."""
    return _rows(_ranked(_open(NOTHING, [body_id]), DEFAULT_SORT))


def stored_one(*, body_code: str, rule: str, subject: str, body_ids: Collection[int] | None = None) -> Row | None:
    """Return a flag, open or closed, or None if there never was one within the scope. One query."""
    flags = Flag.objects.filter(body__code=body_code, rule=rule, subject=subject)
    if body_ids is not None:
        flags = flags.filter(body_id__in=body_ids)
    return next(iter(_rows(flags)), None)


def by_id(flag_id: int, *, body_ids: Collection[int] | None = None) -> Row | None:
    """Return a flag, open or closed, by its number. One query."""
    flags = Flag.objects.filter(id=flag_id)
    if body_ids is not None:
        flags = flags.filter(body_id__in=body_ids)
    return next(iter(_rows(flags)), None)


def history(flag_id: int, *, until: dt.datetime | None = None) -> list[HistoryRow]:
    """Return what happened to a flag (before an instant), latest first. One query."""
    events = FlagEvent.objects.filter(flag_id=flag_id)
    if until:
        events = events.filter(at__lt=until)
    return [_history_row(event) for event in events.order_by("-at", "-id")]


def order(rows: Iterable[Row], sort: str = DEFAULT_SORT) -> list[Row]:
    """Return rows in the same order as the stored list's."""
    key = _SORTS.get(sort.removeprefix("-"), _SORTS[DEFAULT_SORT])[1]
    return sorted(rows, key=key, reverse=sort.startswith("-"))


def count(rows: Iterable[Row]) -> Counts:
    """Return the counts of rows: the Python twin of `stored_counts`."""
    rows = list(rows)
    counted = [row for row in rows if row.status != FlagStatus.WAIVED]
    bodies_by_rule = Counter(rule for rule, _ in {(row.rule, row.body_id) for row in counted})
    late = {row.body_id for row in counted if row.status == FlagStatus.OVERDUE}
    states = ((row.rule, row.severity, row.status, 1) for row in rows)
    return _told(states, bodies_by_rule, len({row.body_id for row in counted}), len(late))

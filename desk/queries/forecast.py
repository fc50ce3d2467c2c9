"""The next 90 days if nothing else is recorded: the same judge, asked about later days."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import bodies_of
from core import dates
from delegations.models import Body, Membership, Seat
from desk.queries import due_days, overview
from obligations.enums import FlagStatus, Rule
from obligations.models import Waiver
from obligations.queries import findings, news, records, sentences, subjects, working_days
from obligations.queries import periods as periods_of
from obligations.queries.findings import BREACH_OF, Counts, Filters, State
from obligations.queries.periods import Cell

DAYS = 90
STEPS = (0, 30, 60, 90)
# Listed from the rhythm itself, period by period, and not as a run that began long ago.
_BY_PERIOD = {Rule.MEETING_OVERDUE.value, Rule.MEETING_DUE.value}
_DUE_OF = {breach: due for due, breach in BREACH_OF.items()}


class Step(NamedTuple):
    """A day ahead and its findings, if nothing else is recorded until then. They are those of now, with the
    `new` ones and those whose waiver has ended by then (`resumed`), without those that are `gone` or waived
    by then; `worse` of them have become graver or overdue.
    """

    days: int
    on: dt.date
    counts: Counts
    new: int = 0
    resumed: int = 0
    worse: int = 0
    gone: int = 0


class RuleAhead(NamedTuple):
    """A rule's findings on each of the days ahead."""

    rule: str
    title: str
    numbers: list[int]


class Item(NamedTuple):
    """Something of a body that comes due; of a period (without a finding) `text` is its name and `state` how
    it stands."""

    body_code: str
    body_name: str
    title: str
    text: str
    planned: bool
    finding: State | None
    state: str = ""
    span: int = 0
    """Where what the finding rests on is read."""


class Group(NamedTuple):
    """Bodies of which the same comes due on the same day: `title`, `text` and `state` as in an item, the
    bodies as (code, name)."""

    title: str
    text: str
    planned: bool
    period: bool
    bodies: list[tuple[str, str]]
    state: str


class DueDay(NamedTuple):
    """A day on which something comes due; `working_day` is the next day that the office works where it does
    not on the day itself."""

    on: dt.date
    working_day: dt.date
    items: list[Item]

    @property
    def groups(self) -> list[Group]:
        """The items in groups, where they differ by the body alone: ends of periods, reports."""
        found: dict[tuple[str, str, str], Group] = {}
        for item in self.items:
            group = found.setdefault(
                (item.title, item.text, item.state),
                Group(item.title, item.text, item.planned, item.finding is None, [], item.state),
            )
            group.bodies.append((item.body_code, item.body_name))
        return list(found.values())


class Ending(NamedTuple):
    """A membership that ends within the days ahead."""

    ends_on: dt.date
    person: str
    role: str
    seat: str
    body_code: str
    body_name: str
    succeeded: bool


class WaiverEnd(NamedTuple):
    """A waiver in force whose last day lies ahead."""

    until: dt.date
    body_code: str
    body_name: str
    rule: str
    subject: str
    document: str


class Strength(NamedTuple):
    """A body whose members fall further below its seats on a day ahead."""

    body_code: str
    body_name: str
    on: dt.date
    seats: int
    members: int
    members_now: int


@dataclass(frozen=True, slots=True)
class Forecast:
    steps: list[Step]
    rules: list[RuleAhead]
    days: list[DueDay]
    endings: list[Ending]
    strength: list[Strength]
    waivers: list[WaiverEnd]
    until: dt.date

    @property
    def items(self) -> int:
        return sum(len(due.items) for due in self.days)


def forecast(user: User, *, on: dt.date, filters: Filters, sentences_a_day: int | None = None) -> Forecast:
    """Return the 90 days after the day, as the records stand; only the first `sentences_a_day` items of a day
    have their sentences.

    A fixed number of queries.
    """
    scope, until = bodies_of(user), on + dt.timedelta(DAYS)
    days = {number: on + dt.timedelta(number) for number in STEPS}
    counts = findings.counts_of(days.values(), filters=filters, body_ids=scope)
    steps = [Step(0, on, counts[on])]
    for number, day in list(days.items())[1:]:
        moved = findings.moved(on, day, filters=filters, body_ids=scope)
        steps.append(Step(number, day, counts[day], *_moves(*moved)))
    standing = overview.bodies(user, on, filters.kind_ids)
    bodies = {pk: (code, name) for pk, code, name in standing.values_list("pk", "code", "name")}
    rules = [
        RuleAhead(rule.value, str(rule.label), [step.counts.by_rule.get(rule, 0) for step in steps])
        for rule in Rule
    ]
    items = [*_findings_due(on, until, filters, scope), *_periods_due(standing, bodies, on, until)]
    due = _with_sentences(_by_day(items), sentences_a_day, until)
    ahead = (
        _endings(standing, bodies, on, until),
        _strength(standing, bodies, on, until),
        _waivers(standing, bodies, on, until, filters, scope),
    )
    return Forecast(steps, [rule for rule in rules if any(rule.numbers)], due, *ahead, until)


def _moves(now: Sequence[State], then: Sequence[State]) -> tuple[int, int, int, int]:
    """Return how many findings are new, resumed, worse and gone on a later day, so that the counted ones of
    both days add up. Those that stand unchanged need not be given."""
    before, after = (
        {state.duty: state for state in now},
        {state.duty for state in then if state.status != FlagStatus.WAIVED},
    )
    counted = {key for key, state in before.items() if state.status != FlagStatus.WAIVED}
    # Of runs that begin with another period the one name is counted as gone, the other as new.
    worse = sum(one.what == news.WORSE for one in news.compare(now, then, since=dt.date.min))
    return len(after - before.keys()), len(after & (before.keys() - counted)), worse, len(counted - after)


def _findings_due(
    on: dt.date, until: dt.date, filters: Filters, scope: Collection[int] | None
) -> list[tuple[dt.date, Item]]:
    """Findings whose due day lies ahead, each once, as it stands last in these days; a duty met by a recorded
    plan is not among them."""
    wanted = Filters(
        rules=[rule.value for rule in Rule if rule not in _BY_PERIOD],
        statuses=[FlagStatus.DUE.value, FlagStatus.OVERDUE.value],
        kind_ids=filters.kind_ids,
        due=(on, until),
    )
    found = findings.last_between(on, until, filters=wanted, body_ids=scope)
    late = {one.duty for one in found.values() if one.rule in _DUE_OF}
    titles = {rule: due_days.words(rule) for rule in {one.rule for one in found.values()}}
    return [
        (one.due_on, Item(one.body_code, one.body_name, titles[one.rule], "", False, one, span=span))
        for span, one in found.items()
        if one.due_on and not (one.rule in BREACH_OF and one.duty in late)
    ]


def _periods_due(
    standing: QuerySet[Body], bodies: dict[int, tuple[str, str]], on: dt.date, until: dt.date
) -> Iterable[tuple[dt.date, Item]]:
    """Periods that end ahead without a meeting yet; the one in progress tells whether a meeting is
    planned."""
    now = periods_of.since(on, on, standing)
    # Meetings of periods to come are planned, though by the last day ahead their days have passed.
    later = periods_of.since(on, until, standing)
    for pk, (code, name) in bodies.items():
        cells = {cell.period.name: cell for cell in (*later.get(pk, ()), *now.get(pk, ()))}
        for cell in cells.values():
            period = cell.period
            if on <= period.last_day <= until and cell.state in {
                "missed",
                "due",
                "planned",
                "held-without-quorum",
            }:
                planned = cell.state == "planned" or any(one.held_on >= on for one in cell.plans)
                state = _("đã lên lịch") if planned else _state_of(cell)
                yield period.last_day, Item(code, name, "", period.name, planned, None, state)


def _state_of(cell: Cell) -> str:
    """Return how a period without its meeting, for which none is planned, stands."""
    if cell.state == "held-without-quorum":
        return _("đã họp, không đủ thành phần")
    if cell.passed_on:
        return _("dự kiến %(day)s, chưa ghi nhận") % {"day": dates.day(cell.passed_on)}
    if cell.others:
        return _("mới họp chuyên đề, bất thường; chưa lên lịch họp định kỳ")
    return _("chưa có cuộc họp, chưa lên lịch")


def _by_day(items: Iterable[tuple[dt.date, Item]]) -> list[DueDay]:
    days: dict[dt.date, list[Item]] = defaultdict(list)
    for on, item in items:
        days[on].append(item)
    working = working_days.next_working_days(days)
    return [DueDay(on, working[on], days[on]) for on in sorted(days)]


def _with_sentences(days: list[DueDay], number: int | None, until: dt.date) -> list[DueDay]:
    """Return the days with the sentences of the first items of each, and of the others, for which is not read
    what they rest on, what they are about."""
    rows = findings.of_spans(
        [item.span for due in days for item in due.items[:number] if item.finding], until
    )
    shown = list(rows.values())
    names = records.references(shown, links=False).names
    text = sentences.of(shown, names=names)
    others = [item.finding for due in days for item in due.items if item.finding and item.span not in rows]
    about = subjects.of(others)

    def told(item: Item) -> str:
        if item.span in rows:
            row = rows[item.span]
            return sentences.without_codes(text.get(row.key, ""), row, names=names)
        return capfirst(about.words(item.finding.rule, item.finding.subject)) if item.finding else item.text

    return [due._replace(items=[item._replace(text=told(item)) for item in due.items]) for due in days]


def _endings(
    standing: QuerySet[Body], bodies: dict[int, tuple[str, str]], on: dt.date, until: dt.date
) -> list[Ending]:
    ending = (
        Membership.objects.active_on(on)
        .filter(seat__body__in=standing, ends_on__range=(on, until))
        .order_by("ends_on", "seat__code")
    )
    rows = list(ending.values_list("ends_on", "person__full_name", "seat__role", "seat__code", "seat__body"))
    later = set(
        Membership.objects.filter(seat__code__in=[row[3] for row in rows], starts_on__gt=on).values_list(
            "seat__code", flat=True
        )
    )
    return [
        Ending(ends_on, person, role, seat, *bodies[body], seat in later)
        for ends_on, person, role, seat, body in rows
        if ends_on
    ]


def _waivers(
    standing: QuerySet[Body],
    bodies: dict[int, tuple[str, str]],
    on: dt.date,
    until: dt.date,
    filters: Filters,
    scope: Collection[int] | None,
) -> list[WaiverEnd]:
    """Return the waivers in force on the day that end before the last day ahead, the soonest first: those of
    a finding that they cover, and of periods."""
    of_waived = replace(filters, statuses=[FlagStatus.WAIVED.value])
    waived = {state.duty for state in findings.states(on, filters=of_waived, body_ids=scope)}
    ending = Waiver.objects.filter(
        body__in=standing, granted_on__lte=on, until__gte=on, until__lt=until
    ).order_by("until", "body__position", "rule", "subject")
    found = [
        WaiverEnd(last, *bodies[body], *text)
        for last, body, *text in ending.values_list("until", "body", "rule", "subject", "document")
    ]
    return [
        one
        for one in found
        if one.rule == Rule.MEETING_OVERDUE
        or (BREACH_OF.get(one.rule, one.rule), one.body_code, one.subject) in waived
    ]


def _strength(
    standing: QuerySet[Body], bodies: dict[int, tuple[str, str]], on: dt.date, until: dt.date
) -> list[Strength]:
    """Bodies that lose members ahead, on the day on which they have fewest; a seat that ends lowers the
    strength too."""
    held = Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=until)
    ahead = (on, until - dt.timedelta(1))
    lost = held.filter(Q(ends_on__range=ahead) | Q(seat__ends_on__range=ahead))
    losing = standing.filter(pk__in=lost.values("seat__body"))
    seats: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for body, first, last in Seat.objects.filter(body__in=losing).values_list("body", "starts_on", "ends_on"):
        seats[body].append((first, last or dt.date.max))
    spans: dict[int, list[tuple[int, dt.date, dt.date]]] = defaultdict(list)
    for body, person, first, last, opens, closes in held.filter(seat__body__in=losing).values_list(
        "seat__body", "person", "starts_on", "ends_on", "seat__starts_on", "seat__ends_on"
    ):
        spans[body].append((person, max(first, opens), min(last or dt.date.max, closes or dt.date.max)))
    worst = (
        _weakest(bodies[pk], seats[pk], spans[pk], on, until) for pk in losing.values_list("pk", flat=True)
    )
    return sorted(
        (found for found in worst if found),
        key=lambda found: (found.members / found.seats, found.on, found.body_code),
    )


def _weakest(
    text: tuple[str, str],
    seats: list[tuple[dt.date, dt.date]],
    spans: list[tuple[int, dt.date, dt.date]],
    on: dt.date,
    until: dt.date,
) -> Strength | None:
    def members(day: dt.date) -> int:
        return len({person for person, first, last in spans if first <= day <= last})

    now = members(on)
    losses = sorted({last + dt.timedelta(1) for _person, _first, last in spans if on <= last < until})
    found = None
    for day in losses:
        left, strength = members(day), sum(first <= day <= last for first, last in seats)
        if left < strength and left < now and (found is None or left < found.members):
            found = Strength(*text, day, strength, left, now)
    return found

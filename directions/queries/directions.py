"""Directions for lists, panels, figures and the calendar; every question takes its day."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, Count, Q, When
from django.utils.text import Truncator

from accounts.enums import Role
from accounts.models import User
from core.clock import ZONE
from core.keys import PersonSortKey
from delegations.models import Body
from directions.enums import FindingState, State
from directions.models import Direction, DirectionQuerySet, DirectionStep, Extension
from directions.queries import receipts
from obligations.enums import FlagStatus
from obligations.queries import findings, records, sentences
from obligations.queries.findings import Row
from records.querysets import ScopedUser

ORDERS = {
    "han": ("due_then", "code"),
    "giao": ("given_on", "code"),
    "lanh-dao": ("leader_key", "due_then", "code"),
    "to-chuc": ("body__position", "body__code", "due_then", "code"),
}
NOBODY, ME = "chua", "toi"
PANEL_ROWS = 12
TITLE = 140
# What a list may be narrowed to beside the states.
UNRECEIVED, RECEIPT_LATE, ASKING, EXTENDED = "unreceived", "receipt-late", "asking", "extended"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of directions is narrowed to; an empty field narrows nothing. `state` empty means the open
    ones, "all" every one."""

    text: str = ""
    state: str = ""
    body: Body | None = None
    kind_ids: Collection[int] = ()
    leader: str = ""
    assigned: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """Directions that are open on a day, and of these the overdue ones, those left by bodies that have ended,
    those that wait for the leader (to close them, to give more time), those given to the user."""

    open: int
    overdue: int
    left: int
    waiting: int
    asking: int
    mine: int


class FindingNow(NamedTuple):
    """The finding of a direction as it is on a day: its state, when it was cleared, and in words what is
    still amiss."""

    state: FindingState
    cleared_on: dt.date | None = None
    sentence: str = ""

    @property
    def remains(self) -> bool:
        """Whether what the direction is about is still to be done."""
        return self.state == FindingState.OPEN


def state_of(direction: Any, on: dt.date) -> State:
    """Return where a direction that `as_of(on)` gave stands on the day."""
    if direction.closed_on is not None and direction.closed_on <= on:
        return State.CLOSED
    if direction.is_waiting:
        return State.WAITING
    if direction.of_ended:
        return State.LEFT
    if direction.counted_from < on:
        return State.OVERDUE
    return State.DEFERRED if direction.due_then < on else State.OPEN


def cleared_on(direction: Any, on: dt.date) -> dt.date | None:
    """Return the day on which the finding of a direction was cleared, None while it is open on the day, and
    where it went with its body. Wants `with_finding`."""
    if not direction.rule or direction.cleared_at is None:
        return None
    day: dt.date = direction.cleared_at.astimezone(ZONE).date()
    ended_on = direction.body.last_day
    return day if day <= on and (ended_on is None or day <= ended_on) else None


def finding_now(direction: Any, *, on: dt.date) -> FindingNow | None:
    """Return what became of the finding of a direction by the day; None where it is about none."""
    if not direction.rule:
        return None
    row = _finding(direction, on)
    if row is None or not row.is_open:
        day = cleared_on(direction, on)
        return FindingNow(FindingState.CLEARED if day else FindingState.GONE, day)
    state = FindingState.WAIVED if row.status == FlagStatus.WAIVED else FindingState.OPEN
    words = sentences.of([row], names=records.references([row], links=False).names)[row.key]
    return FindingNow(state, None, words)


def finding_remains(direction: Direction, *, today: dt.date) -> bool:
    """Return whether the finding of a direction is still to be cleared today; False where it is about
    none, or that is waived."""
    row = _finding(direction, today) if direction.rule else None
    return row is not None and row.is_open and row.status != FlagStatus.WAIVED


def _finding(direction: Direction, on: dt.date) -> Row | None:
    return findings.one(on, body_code=direction.body.code, rule=direction.rule, subject=direction.subject)


def listing(*, user: User, on: dt.date, filters: Filters) -> DirectionQuerySet:
    """Return the directions given by the day that the user may see, narrowed; for `order_by(*ORDERS[…])`."""
    found: Any = _seen(user).existing_on(on).as_of(on).with_follow_up(on)
    if filters.state in {UNRECEIVED, RECEIPT_LATE}:
        late = filters.state == RECEIPT_LATE
        found = found.filter(pk__in=receipts.unreceived(_seen(user), on, late=late))
    elif filters.state == ASKING:
        found = found.open_on(on).filter(is_waiting=False, asks_extension=True)
    elif filters.state == EXTENDED:
        found = found.filter(extensions__gt=0)
    elif filters.state in {"", State.OPEN}:
        found = found.open_on(on)
    elif filters.state == State.OVERDUE:
        found = found.overdue(today=on)
    elif filters.state == State.DEFERRED:
        found = found.deferred(today=on)
    elif filters.state == State.LEFT:
        found = found.left_behind(today=on)
    elif filters.state == State.WAITING:
        found = found.waiting_on(on)
    elif filters.state == State.CLOSED:
        found = found.closed_by(on)
    if filters.text:
        found = found.matching(filters.text)
    if filters.body is not None:
        found = found.of_body(filters.body)
    if filters.kind_ids:
        found = found.filter(body__kind__in=filters.kind_ids)
    if filters.leader:
        found = found.filter(leader_name=filters.leader)
    return (
        _assigned(found, user, filters.assigned)
        .annotate(leader_key=PersonSortKey("leader_name"))
        .with_last_step(on)
        .with_finding(on)
        .select_related("body__kind", "body__parent")
    )


def _assigned(found: DirectionQuerySet, user: User, wanted: str) -> DirectionQuerySet:
    if wanted == ME:
        return found.filter(assigned_to=user)
    if wanted == NOBODY:
        return found.filter(assignee_name="")
    return found.filter(assigned_to=int(wanted)) if wanted.isdecimal() else found


def _seen(user: ScopedUser) -> DirectionQuerySet:
    seen: Any = Direction.objects.visible_to(user)
    return seen


def counts(user: User, *, on: dt.date, kind_ids: Collection[int] = ()) -> Counts:
    """Return how many directions are open on the day. One query."""
    found = _seen(user).open_on(on).as_of(on).with_requests(on)
    if kind_ids:
        found = found.filter(body__kind__in=kind_ids)
    late = Q(is_waiting=False, of_ended=False, counted_from__lt=on)
    return Counts(
        **found.aggregate(
            open=Count("pk"),
            overdue=Count("pk", filter=late),
            left=Count("pk", filter=Q(is_waiting=False, of_ended=True)),
            waiting=Count("pk", filter=Q(is_waiting=True)),
            asking=Count("pk", filter=Q(is_waiting=False, asks_extension=True)),
            mine=Count("pk", filter=Q(assigned_to=user)),
        )
    )


def open_ones(
    user: User, *, on: dt.date, kind_ids: Collection[int] = (), limit: int | None = None
) -> list[Any]:
    """Return the open directions of the day, what asks most for an act first: the overdue ones, those that
    wait for the leader, those that fall due, those of ended bodies. One query."""
    found: Any = still_open(user=user, on=on)
    if kind_ids:
        found = found.filter(body__kind__in=kind_ids)
    rank = Case(
        When(is_waiting=True, then=1),
        When(of_ended=True, then=3),
        When(counted_from__lt=on, then=0),
        default=2,
    )
    return list(found.order_by(rank, "counted_from", "code")[:limit])


def still_open(*, user: ScopedUser, on: dt.date) -> DirectionQuerySet:
    """Return the open directions of the day without what a list tells beside them; for
    `order_by(*ORDERS[…])`."""
    return _seen(user).open_on(on).as_of(on).select_related("body__kind", "body__parent")


def of_body(body: Body, *, on: dt.date, rule: str = "", subject: str = "") -> tuple[list[Any], int]:
    """Return the first directions of a body, or of one of its findings, open ones first, and how many there
    are. Two queries."""
    found: Any = Direction.objects.filter(body=body)
    found = found.existing_on(on).as_of(on).with_follow_up(on)
    if rule:
        found = found.of_finding(rule, subject)
    found = found.annotate(is_closed=Q(closed_on__isnull=False, closed_on__lte=on))
    rows = list(
        found.with_last_step(on)
        .with_finding(on)
        .select_related("body__kind", "body__parent")
        .order_by("is_closed", "due_then", "code")[:PANEL_ROWS]
    )
    return rows, len(rows) if len(rows) < PANEL_ROWS else found.count()


def due_in_span(*, user: User, on: dt.date, first: dt.date, last: dt.date) -> list[Any]:
    """Return the directions, open on the day, that fall due from the first to the last day, both included.
    One query."""
    found: Any = _seen(user).open_on(on).as_of(on)
    found = found.filter(due_then__range=(first, last))
    return list(found.select_related("body__kind", "body__parent").order_by(*ORDERS["han"]))


def one(user: User, code: str, *, on: dt.date) -> DirectionQuerySet:
    """Return the direction of the code with what holds on the day, if the user may see it."""
    return (
        _seen(user)
        .filter(code=code)
        .as_of(on)
        .with_follow_up(on)
        .with_finding(on)
        .select_related("body__kind", "body__parent", "given_by", "received_by", "assigned_to", "closed_by")
    )


def steps_of(direction: Direction, *, on: dt.date) -> list[DirectionStep]:
    """Return what was said about a direction by the day, in order, with its files. Two queries."""
    return list(
        direction.steps.filter(on__lte=on).select_related("by").prefetch_related("files").order_by("number")
    )


def requests_of(direction: Direction, *, on: dt.date) -> list[Extension]:
    """Return the requests for more time by the day, in order; one that was answered later waits then. One
    query."""
    found = list(
        direction.requests.filter(asked_on__lte=on)
        .select_related("asked_by", "decided_by")
        .order_by("number")
    )
    for request in found:
        if request.decided_on and request.decided_on > on:
            request.decision, request.decided_on = "", None
    return found


def titles(codes: Collection[str]) -> dict[str, str]:
    """Return the first words of directions by `direction:code`. One query, none for no codes."""
    if not codes:
        return {}
    rows = Direction.objects.filter(code__in=codes).values_list("code", "text")
    return {f"direction:{code}": Truncator(" ".join(text.split())).chars(TITLE) for code, text in rows}


def leaders(user: User) -> list[str]:
    """Return the names in which directions were given, in the order of names. One query."""
    named = _seen(user).order_by(PersonSortKey("leader_name"), "leader_name")
    return list(named.values_list("leader_name", flat=True).distinct())


def possible_leaders() -> list[tuple[str, str]]:
    """Return name and office of everyone in whose name staff may write: leaders' accounts and those written
    for before. Two queries."""
    named = dict(Direction.objects.order_by("given_on", "pk").values_list("leader_name", "leader_office"))
    accounts = {str(user): "" for user in User.objects.filter(role=Role.LEADER, is_active=True)}
    return sorted((accounts | named).items())

"""Tin mới: what is new for a user, worked out from the records. Nothing of it is stored but the instant up to
which the user has read (`accounts.User.inbox_read_at`)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    Expression,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Left, NullIf

from accounts.models import User
from accounts.permissions import can_edit_facts, can_edit_something
from core import clock
from core.known import event_model
from delegations.enums import LawDraftState
from delegations.models import LawDraft
from directions.enums import StepKind
from directions.models import Direction, DirectionStep, Extension
from directions.permissions import is_leader
from outbox.enums import MessageEventKind, MessageState
from outbox.models import Message, MessageEvent
from papers.enums import State
from papers.models import Paper
from reminders.enums import AnswerState
from reminders.models import Answer
from reports.models import Report, answered_by

KEPT = dt.timedelta(days=365)
"""What is older is history: the records' own pages have it."""
LETTERS = 160

DIRECTION, PROPOSAL, REQUEST = "direction", "proposal", "request"
ANSWER, MAIL, LAW, PAPER, RETURNED = "answer", "mail", "law", "paper", "returned"


class Item(NamedTuple):
    """Something new: since when, of which kind, the record that it is (`key` names it in an address), whose
    it is or of which body, in which words, from whom; whether it still waits for somebody."""

    at: dt.datetime
    kind: str
    key: str
    name: str
    text: str
    by: str
    waits: bool


_COLUMNS = ("came_at", "came_as", "key_text", "about_text", "words", "who", "waits")


def unread(user: User, *, now: dt.datetime) -> int:
    """Return how many things that still wait for somebody came after the user's last reading. One query."""
    sources = [rows.filter(waits=True, came_at__gt=read_until(user)) for rows in _sources(user)]
    return _union(sources, now).count() if sources else 0


def read_until(user: User) -> dt.datetime:
    """Return the instant up to which the user has read: who never did, up to when they got the account."""
    return user.inbox_read_at or user.date_joined


def items(user: User, *, now: dt.datetime, offset: int, limit: int) -> tuple[list[Item], int]:
    """Return a part of what came within a year, the latest first, and how much it is in all. Two queries."""
    sources = list(_sources(user))
    if not sources:
        return [], 0
    found = _union(sources, now)
    ordered = found.order_by("-came_at", "came_as", "key_text")
    return [Item(*row) for row in ordered[offset : offset + limit]], found.count()


def _union(sources: list[Any], now: dt.datetime) -> Any:
    first, *others = (rows.filter(came_at__gte=now - KEPT).values_list(*_COLUMNS) for rows in sources)
    return first.union(*others, all=True) if others else first


def _sources(user: User) -> Iterator[QuerySet[Any]]:
    """Give what may be new for the user, by what they may do about it."""
    if can_edit_facts(user):
        yield _assigned(user)
        yield _answers()
        yield _mails()
        yield _laws(user)
        yield _papers(user)
    elif is_leader(user):
        yield _proposals(user)
        yield _requests(user)
    elif can_edit_something(user):
        yield _on_bodies(user)
        yield _returned(user)


def _as(
    rows: Any, kind: str, *, at: Any, key: str, about: Any, words: str, who: Any, waits: Q
) -> QuerySet[Any]:
    """Put the columns of an item on the rows."""

    def text(of: Any) -> Expression:
        return Cast(F(of) if isinstance(of, str) else of, TextField())

    result: QuerySet[Any] = rows.annotate(
        came_at=at,
        came_as=Value(kind, output_field=CharField()),
        key_text=text(key),
        about_text=text(about),
        words=Left(text(words), LETTERS),
        who=text(who),
        waits=ExpressionWrapper(waits, output_field=BooleanField()),
    )
    return result


def _first_event(model: Any, **of: Any) -> Subquery:
    """Return when a record first was as `of` says, by its history."""
    events = event_model(model).objects.filter(pgh_obj=OuterRef("pk"), **of)
    first = events.order_by().values("pgh_obj").annotate(first=Min("pgh_created_at")).values("first")
    return Subquery(first, output_field=DateTimeField())


def _name_of(user: str) -> Any:
    return Coalesce(NullIf(F(f"{user}__full_name"), Value("")), F(f"{user}__username"))


def _assigned(user: User) -> QuerySet[Any]:
    """Give the directions that somebody else gave the user to follow up."""
    rows = Direction.objects.filter(assigned_to=user).exclude(given_by=user)
    return _as(
        rows,
        DIRECTION,
        at=_first_event(Direction, assigned_to=user.pk),
        key="code",
        about="body__name",
        words="text",
        who="leader_name",
        waits=Q(closed_on__isnull=True),
    )


def _on_bodies(user: User) -> QuerySet[Any]:
    """Give the directions on a secretary's bodies."""
    return _as(
        Direction.objects.visible_to(user),
        DIRECTION,
        at=_first_event(Direction),
        key="code",
        about="body__name",
        words="text",
        who="leader_name",
        waits=Q(closed_on__isnull=True),
    )


def _proposals(user: User) -> QuerySet[Any]:
    """Give what staff propose to close, for the leaders who confirm it."""
    seen = Direction.objects.visible_to(user).values("pk")
    rows = DirectionStep.objects.filter(kind=StepKind.PROPOSAL, direction__in=seen)
    return _as(
        rows,
        PROPOSAL,
        at=_first_event(DirectionStep),
        key="direction__code",
        about="direction__body__name",
        words="text",
        who="by_name",
        waits=Q(direction__closed_on__isnull=True),
    )


def _requests(user: User) -> QuerySet[Any]:
    """Give the requests for more time, for the leaders who answer them."""
    seen = Direction.objects.visible_to(user).values("pk")
    return _as(
        Extension.objects.filter(direction__in=seen),
        REQUEST,
        at=_first_event(Extension),
        key="direction__code",
        about="direction__body__name",
        words="reason",
        who="asker_name",
        waits=Q(decided_on__isnull=True, direction__closed_on__isnull=True),
    )


def _answers() -> QuerySet[Any]:
    return _as(
        Answer.objects.all(),
        ANSWER,
        at=F("given_at"),
        key="pk",
        about="flag__body__name",
        words="flag__rule",
        who="given_by",
        waits=Q(state=AnswerState.PROPOSED),
    )


def _mails() -> QuerySet[Any]:
    """Give the mails that could not be sent, since the last try."""
    failures = MessageEvent.objects.filter(message=OuterRef("pk"), kind=MessageEventKind.FAILED)
    last = failures.order_by().values("message").annotate(last=Max("at")).values("last")
    return _as(
        Message.objects.filter(state=MessageState.FAILED),
        MAIL,
        at=Coalesce(Subquery(last), F("created_at")),
        key="pk",
        about=Coalesce(NullIf(F("recipient_name"), Value("")), F("address")),
        words="subject",
        who="last_error",
        waits=Q(pk__isnull=False),
    )


def _laws(user: User) -> QuerySet[Any]:
    """Give the drafts of law that somebody else wrote: they wait for a second person."""
    return _as(
        LawDraft.objects.exclude(drafted_by=user),
        LAW,
        at=F("drafted_at"),
        key="pk",
        about=Value(""),
        words="title",
        who=_name_of("drafted_by"),
        waits=Q(state=LawDraftState.DRAFT),
    )


def _papers(user: User) -> QuerySet[Any]:
    """Give the papers that somebody else drafted."""
    return _as(
        Paper.objects.exclude(created_by=user),
        PAPER,
        at=F("created_at"),
        key="pk",
        about=Value(""),
        words="title",
        who=_name_of("created_by"),
        waits=Q(state=State.DRAFT),
    )


def titles_of_reports(found: Iterable[Item]) -> dict[str, str]:
    """Return what the reports among the items are called, by their keys. One query, none without reports."""
    keys = [item.key for item in found if item.kind == RETURNED]
    reports = Report.objects.filter(pk__in=keys).select_related("regime") if keys else ()
    return {str(report.pk): report.title() for report in reports}


def _returned(user: User) -> QuerySet[Any]:
    """Give a secretary's reports that the office returned."""
    rows: Any = Report.objects.visible_to(user)
    return _as(
        rows.filter(returned_on__isnull=False).exclude(answered_by(clock.today())),
        RETURNED,
        at=_first_event(Report, returned_on=OuterRef("returned_on")),
        key="pk",
        about="body__name",
        words="return_remarks",
        who=Value(""),
        waits=Q(resubmitted_on__isnull=True),
    )

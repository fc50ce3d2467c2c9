"""Meetings for lists, pages and calendars, with a number of queries that does not grow with them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest

from accounts.models import User
from core.prepared import among, prepared
from delegations.models import Body, Membership
from meetings.enums import AttendanceState, MeetingKind, MeetingStatus
from meetings.models import AgendaItem, Attendance, Meeting, MeetingQuerySet

ORDERS = {
    "ngay": ("held_on", "code"),
    "ma": ("code",),
    "to-chuc": ("body__position", "body__code", "-held_on", "code"),
    "loai": ("kind", "-held_on", "code"),
    "trang-thai": ("status", "-held_on", "code"),
}


SOON = dt.timedelta(days=14)
"""How far ahead of a day what is planned still belongs to its neighbourhood."""


def around(day: dt.date) -> list[Any]:
    """Return an order in which what is near the day comes first: the next two weeks, the soonest first, then
    back from the day, then what lies further ahead, the soonest first."""
    return [
        Case(When(held_on__gt=day + SOON, then=2), When(held_on__gt=day, then=0), default=1),
        Case(When(held_on__gt=day, then="held_on")),
        F("held_on").desc(nulls_last=True),
        "-code",
    ]


PASSED = "passed"
"""Asks a list for the plans whose day has passed without a record."""


def _count(rows: QuerySet[Any], of: str = "pk") -> Coalesce:
    """Return a correlated count that is 0, not null, where there is nothing."""
    counted = rows.order_by().values(_one=F(of)).annotate(n=Count("pk")).values("n")[:1]
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _members_on_the_day(outer: str = "") -> QuerySet[Membership]:
    day = OuterRef(f"{outer}held_on")
    open_end = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    seat_open_end = Q(seat__ends_on__isnull=True) | Q(seat__ends_on__gte=day)
    return Membership.objects.filter(
        open_end,
        seat_open_end,
        starts_on__lte=day,
        seat__starts_on__lte=day,
        seat__body=OuterRef(f"{outer}body"),
    )


FIGURES = ("members_there", "rows_by_name", "present_by_name", "agenda_length")


def with_figures(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """Add to each meeting: members on its day, how many of them have a row by name and are present, and its
    agenda's length.

    `members_there`, `rows_by_name`, `present_by_name`, `agenda_length`.
    """
    members = (
        _members_on_the_day()
        .order_by()
        .values("seat__body")
        .annotate(n=Count("person", distinct=True))
        .values("n")[:1]
    )
    members_with_rows = Attendance.objects.filter(meeting=OuterRef("pk")).filter(Exists(_of_attendance()))
    return meetings.annotate(
        members_there=Coalesce(Subquery(members, output_field=IntegerField()), 0),
        rows_by_name=_count(members_with_rows, "meeting"),
        present_by_name=_count(members_with_rows.filter(state=AttendanceState.PRESENT), "meeting"),
        agenda_length=_count(AgendaItem.objects.filter(meeting=OuterRef("pk")), "meeting"),
    )


def add_figures(meetings: Iterable[Any]) -> None:
    """Set the figures on meetings that are read already. One query."""
    found = list(meetings)
    figures = {pk: rest for pk, *rest in _figures([meeting.pk for meeting in found])}
    for meeting in found:
        for name, number in zip(FIGURES, figures[meeting.pk], strict=True):
            setattr(meeting, name, number)


@prepared
def _figures(keys: list[int]) -> Any:
    return with_figures(Meeting.objects.filter(pk__in=among(keys))).values_list("pk", *FIGURES)


def _of_attendance() -> QuerySet[Membership]:
    """Return the memberships that make a person of an attendance row a member on the meeting's day."""
    return _members_on_the_day("meeting__").filter(person=OuterRef("person"))


def listing(
    *,
    user: User,
    on: dt.date,
    text: str = "",
    body: Body | None = None,
    kind: str = "",
    status: str = "",
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> MeetingQuerySet:
    """Return the meetings that the user may see as of the day, narrowed, with body."""
    found: Any = Meeting.objects.visible_to(user)
    found = found.existing_on(on).select_related("body__kind")
    if text:
        found = found.matching(text)
    if body is not None:
        found = found.of_body(body)
    if kind:
        found = found.filter(kind=kind)
    if status == PASSED:
        found = found.passed_by(on)
    elif status:
        found = found.filter(status=status)
    if first:
        found = found.filter(held_on__gte=first)
    if last:
        found = found.filter(held_on__lte=last)
    return found


def latest_of_body(body: Body, *, on: dt.date, limit: int = 6) -> list[Meeting]:
    """Return the body's latest meetings held by the day, newest first."""
    held: Any = Meeting.objects.of_body(body)
    return list(held.held_by(on).select_related("body__kind").order_by("-held_on", "-code")[:limit])


def next_of_body(body: Body, *, on: dt.date, limit: int = 3) -> list[Meeting]:
    """Return the body's next planned meetings, the soonest first."""
    planned: Any = Meeting.objects.of_body(body)
    return list(planned.planned_from(on).order_by("held_on", "code")[:limit])


def passed_of_body(body: Body, *, on: dt.date) -> list[Meeting]:
    """Return the body's meetings planned for a day that has passed, of which nothing was recorded, the latest
    first."""
    planned: Any = Meeting.objects.of_body(body)
    return list(planned.passed_by(on).order_by("-held_on", "code"))


def passed(*, user: User, on: dt.date) -> int:
    """Return how many meetings that the user may see were planned for a day that has passed, and nothing was
    recorded of them."""
    found: Any = Meeting.objects.visible_to(user)
    return int(found.passed_by(on).count())


def in_span(*, user: User, on: dt.date, first: dt.date, last: dt.date) -> list[Meeting]:
    """Return the meetings of a calendar's span that the user may see, as of the day, by day and hour."""
    found: Any = Meeting.objects.visible_to(user)
    return list(
        found.existing_on(on)
        .between(first, last)
        .select_related("body__kind")
        .order_by("held_on", F("starts_at").asc(nulls_first=True), "body__position", "code")
    )


def for_feed(*, user: User, body: Body | None, since: dt.date) -> list[Meeting]:
    """Return what a calendar address shows: meetings with a day since then, cancelled ones too, so that
    clients strike them out."""
    found: Any = Meeting.objects.visible_to(user)
    if body is not None:
        found = found.of_body(body)
    return list(with_last_change(found.filter(held_on__gte=since)).order_by("held_on", "code"))


def same_day(body: Body, day: dt.date, kind: str, *, besides: Meeting | None = None) -> str:
    """Return the code of another meeting of the body, day and kind that took place or is to; empty where
    there is none. One query."""
    others = Meeting.objects.filter(
        body=body, held_on=day, kind=kind, status__in=[MeetingStatus.HELD, MeetingStatus.PLANNED]
    )
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    return others.order_by("code").values_list("code", flat=True).first() or ""


def with_last_change(meetings: Any) -> Any:
    """Add `changed_at`, the instant of the last change of a meeting or its agenda, and what its calendar
    entry is made from."""
    own: Any = Meeting._meta.get_field("history").related_model
    items: Any = AgendaItem._meta.get_field("history").related_model
    histories = (own.objects.filter(pgh_obj=OuterRef("pk")), items.objects.filter(meeting=OuterRef("pk")))
    last = [Subquery(rows.order_by("-pgh_created_at").values("pgh_created_at")[:1]) for rows in histories]
    return (
        meetings.annotate(changed_at=Greatest(*last))
        .select_related("body__kind", "chair")
        .prefetch_related("agenda")
    )


def periodic_days(bodies: Iterable[Body], year: int) -> dict[int, set[dt.date]]:
    """Return the days of the year on which bodies have a periodic meeting, held or planned, by body; those
    without any too. One query."""
    found: dict[int, set[dt.date]] = {body.pk: set() for body in bodies}
    days = Meeting.objects.filter(
        body__in=list(found),
        kind=MeetingKind.PERIODIC,
        held_on__year=year,
        status__in=[MeetingStatus.HELD, MeetingStatus.PLANNED],
    ).values_list("body_id", "held_on")
    for body_id, day in days:
        if day:
            found[body_id].add(day)
    return found

"""The records of the open data as of a day, within what a user may see. Each list has one stable order;
nothing is read before it is sliced."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from delegations.models import Body, BodyKind, Membership, Person, Province, Seat
from delegations.queries import bodies as body_queries
from meetings.models import Meeting
from reports.models import Report


def province() -> Province | None:
    return Province.objects.first()


def organizations(
    user: User, on: dt.date, *, state: str = "", kinds: Collection[str] = (), text: str = ""
) -> QuerySet[Body]:
    """Return the bodies with their strength on the day and those before and after them in succession, in
    protocol order. Three queries."""
    relatives = Body.objects.visible_to(user).only("code").in_protocol_order()
    rows = body_queries.rows(user, on).prefetch_related(
        Prefetch("predecessors", relatives), Prefetch("successors", relatives)
    )
    if state:
        rows = rows.in_state(state, on)  # type: ignore[attr-defined]
    if kinds:
        rows = rows.filter(kind__name__in=kinds)
    if text:
        rows = rows.matching(text)  # type: ignore[attr-defined]
    return rows.order_by("position", "code")


def at_work(user: User, on: dt.date) -> QuerySet[Body]:
    """Return the bodies that stand on the day, and those that ended but still have a seat in force."""
    seated = Exists(Seat.objects.in_force_on(on).filter(body=OuterRef("pk")))
    return organizations(user, on).filter(Q(pk__in=Body.objects.active_on(on).values("pk")) | seated)


def posts(
    user: User,
    on: dt.date,
    *,
    codes: Collection[str] = (),
    roles: Collection[str] = (),
    every_day: bool = False,
) -> QuerySet[Seat]:
    """Return the seats in force on the day (or all), each with `held`: whether somebody holds it on the
    day."""
    held = Exists(Membership.objects.active_on(on).filter(seat=OuterRef("pk")))
    rows = Seat.objects.visible_to(user).select_related("body", "office").annotate(held=held)
    if not every_day:
        rows = rows.in_force_on(on)
    if codes:
        rows = rows.filter(body__code__in=codes)
    if roles:
        rows = rows.filter(role__in=roles)
    return rows.order_by("body__position", "body__code", "code")


def memberships(
    user: User,
    on: dt.date,
    *,
    codes: Collection[str] = (),
    roles: Collection[str] = (),
    persons: Collection[str] = (),
    seats: Collection[str] = (),
    every_day: bool = False,
) -> QuerySet[Membership]:
    """Return who is a member on the day (or ever), by body, seat and first day."""
    rows = Membership.objects.visible_to(user).select_related("seat__body", "person")
    if not every_day:
        rows = rows.active_on(on)
    for lookup, values in (
        ("seat__body__code__in", codes),
        ("seat__role__in", roles),
        ("person__code__in", persons),
        ("seat__code__in", seats),
    ):
        if values:
            rows = rows.filter(**{lookup: list(values)})
    return rows.order_by(
        "seat__body__position", "seat__body__code", "seat__code", "starts_on", "person__code"
    )


def persons(
    user: User, on: dt.date, *, codes: Collection[str] = (), text: str = "", every_day: bool = False
) -> QuerySet[Person]:
    """Return the people who sit on the day (or all), as the directory shows them, by name."""
    rows = Person.objects.visible_to(user)
    if not every_day or codes:
        sitting = Membership.objects.visible_to(user)
        sitting = sitting if every_day else sitting.active_on(on)
        if codes:
            sitting = sitting.filter(seat__body__code__in=codes)
        rows = rows.filter(pk__in=sitting.values("person"))
    if text:
        rows = rows.matching(text)
    return rows.in_name_order()


def meetings(
    user: User,
    on: dt.date,
    *,
    codes: Collection[str] = (),
    kinds: Collection[str] = (),
    statuses: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> QuerySet[Meeting]:
    """Return the meetings told of on the day: held by then, or planned, postponed, cancelled; the latest
    first."""
    rows = (
        Meeting.objects.existing_on(on)
        .visible_to(user)
        .select_related("body")
        .defer("minutes_text", "guests")
    )
    for lookup, values in (("body__code__in", codes), ("kind__in", kinds), ("status__in", statuses)):
        if values:
            rows = rows.filter(**{lookup: list(values)})
    if since:
        rows = rows.filter(held_on__gte=since)
    if until:
        rows = rows.filter(held_on__lte=until)
    return rows.order_by("-held_on", "code")


def reports(
    user: User, on: dt.date, *, codes: Collection[str] = (), years: Collection[int] = ()
) -> QuerySet[Any]:
    """Return the reports submitted by the day, the latest first, each with `stands`: whether it stands on the
    day."""
    stands = Exists(Report.objects.handed_in_on(on).filter(pk=OuterRef("pk")))
    rows = (
        Report.objects.existing_on(on)
        .visible_to(user)
        .select_related("body", "regime")
        .annotate(stands=stands)
    )
    rows = rows.defer("political_results", "personnel_results", "return_remarks", "acceptance_remarks")
    if codes:
        rows = rows.filter(body__code__in=codes)
    if years:
        rows = rows.filter(year__in=years)
    return rows.order_by("-submitted_on", "body__position", "body__code", "regime__code", "period")


def strangers(user: User, codes: Collection[str]) -> list[str]:
    """Return the codes that name no body which the user may see. One query, none where nothing is asked."""
    visible = (
        set(Body.objects.visible_to(user).filter(code__in=codes).values_list("code", flat=True))
        if codes
        else set()
    )
    return [code for code in codes if code not in visible]


def kind_ids(names: Collection[str]) -> tuple[list[int], list[str]]:
    """Return the keys of the kinds of these names, and the names that no kind has. One query, none where
    nothing is asked."""
    found = dict(BodyKind.objects.filter(name__in=names).values_list("name", "pk")) if names else {}
    return list(found.values()), [name for name in names if name not in found]

"""What the decisions of schedule.py are made from, read in a fixed number of queries however many bodies
there are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q

from accounts.enums import Role
from accounts.models import BodyGrant, User
from core.clock import ZONE
from delegations.enums import SeatRole
from delegations.models import Body, Membership, Person
from obligations.enums import DayOffKind
from obligations.models import DayOff, Flag
from reminders import schedule
from reminders.enums import Audience
from reminders.models import Ladder, LadderStep, ReminderPolicy, Snooze

People = Mapping[tuple[int | None, str], list[schedule.Recipient]]


def policy() -> ReminderPolicy:
    """Return the office's settings for reminding, or the defaults. One query."""
    return ReminderPolicy.objects.filter(pk=1).first() or ReminderPolicy(pk=1)


def days_off() -> dict[dt.date, bool]:
    """Return the table of days off: True off, False worked in exchange. One query."""
    return {day: kind == DayOffKind.OFF for day, kind in DayOff.objects.values_list("day", "kind")}


def open_flags(day: dt.date, *, flag_ids: Collection[int] | None = None) -> tuple[schedule.Finding, ...]:
    """Return the open flags of the bodies that are active on the day. One query."""
    flags = Flag.objects.filter(closed_at__isnull=True, body__in=Body.objects.active_on(day))
    if flag_ids is not None:
        flags = flags.filter(pk__in=flag_ids)
    columns = ("id", "body_id", "rule", "status", "severity", "due_on", "opened_at")
    return tuple(
        schedule.Finding(
            flag, body, rule, status, severity, due_on, opened_at.astimezone(ZONE).date(), opened_at
        )
        for flag, body, rule, status, severity, due_on, opened_at in flags.order_by("id").values_list(
            *columns
        )
    )


def ladders() -> schedule.Ladders:
    """Return every ladder with its steps. Two queries."""
    steps: dict[int, list[schedule.Step]] = defaultdict(list)
    for ladder, days, audiences in LadderStep.objects.order_by("days").values_list(
        "ladder_id", "days", "audiences"
    ):
        steps[ladder].append(schedule.Step(days, frozenset(audiences)))
    rows = Ladder.objects.order_by("pk").values_list("pk", "rule", "body_id", "starts_on")
    return schedule.Ladders(
        schedule.Ladder(rule, body, starts_on, tuple(steps[pk])) for pk, rule, body, starts_on in rows
    )


def snoozes(day: dt.date) -> tuple[schedule.Snooze, ...]:
    """Return the snoozes in force. One query."""
    rows = Snooze.objects.filter(ended_at__isnull=True, until__gte=day).values_list(
        "body_id", "flag_id", "until"
    )
    return tuple(schedule.Snooze(*row) for row in rows)


def people(day: dt.date, office_address: str, *, body_ids: Collection[int] | None = None) -> People:
    """Return who is reached as what on the day: by (body, audience); the office is (None, "office").

    A body's contact is its own address, else its secretaries' accounts; its secretary (Bí thư) is the member
    who holds that seat on the day. The office is its own address, else every active member of staff. Four
    queries.
    """
    found: dict[tuple[int | None, str], list[schedule.Recipient]] = defaultdict(list)
    bodies = Body.objects.active_on(day)
    if body_ids is not None:
        bodies = bodies.filter(pk__in=body_ids)
    without = []
    for body_id, email, name in bodies.values_list("id", "email", "name"):
        if email:
            found[body_id, Audience.CONTACT.value].append(schedule.Recipient(email, name))
        else:
            without.append(body_id)
    if without:
        grants = BodyGrant.objects.filter(
            body_id__in=without, user__is_active=True, user__role=Role.SECRETARY
        ).exclude(user__email="")
        for body_id, email, name in grants.order_by("user_id").values_list(
            "body_id", "user__email", "user__full_name"
        ):
            found[body_id, Audience.CONTACT.value].append(schedule.Recipient(email, name))
    holders = (
        Membership.objects.active_on(day)
        .filter(seat__role=SeatRole.SECRETARY, seat__body__in=bodies)
        .exclude(person__email="")
    )
    for body_id, email, name in holders.order_by("seat__code").values_list(
        "seat__body_id", "person__email", "person__full_name"
    ):
        found[body_id, Audience.SECRETARY.value].append(schedule.Recipient(email, name))
    if office_address:
        found[None, Audience.OFFICE.value].append(schedule.Recipient(office_address, ""))
    else:
        staff = User.objects.filter(role=Role.STAFF, is_active=True).exclude(email="").order_by("pk")
        found[None, Audience.OFFICE.value] += [
            schedule.Recipient(*row) for row in staff.values_list("email", "full_name")
        ]
    return found


def consulted(evidence: Mapping[int, Mapping[str, Any]]) -> People:
    """Return who has not answered the written consultation of a finding, by (flag, "asked"); `evidence` is
    that of the findings, by flag. One query, none where everybody answered."""
    unanswered = {
        flag: [person["code"] for person in found.get("silent", ())] for flag, found in evidence.items()
    }
    codes = {code for group in unanswered.values() for code in group}
    reach = {}
    if codes:
        rows = (
            Person.objects.filter(code__in=codes).exclude(email="").values_list("code", "email", "full_name")
        )
        reach = {code: schedule.Recipient(email, name) for code, email, name in rows}
    return {
        (flag, Audience.CONSULTED.value): [reach[code] for code in group if code in reach]
        for flag, group in unanswered.items()
    }


def leaders() -> list[tuple[str, str, bool]]:
    """Return address, name and "all clear wanted" of each leader who wants the weekly brief. One query."""
    wanting = User.objects.filter(
        Q(brief_choice__isnull=True) | Q(brief_choice__wanted=True), role=Role.LEADER, is_active=True
    ).exclude(email="")
    columns = ("email", "full_name", "brief_choice__all_clear")
    return [
        (email, name, bool(all_clear))
        for email, name, all_clear in wanting.order_by("pk").values_list(*columns)
    ]

"""What the decisions of schedule.py are made from, read in a fixed number of queries however many bodies
there are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q

from accounts.enums import Role
from accounts.models import User
from core.clock import ZONE
from core.known import end_of
from delegations.models import Body, Person
from delegations.queries import contacts
from directions.models import Direction
from meetings.models import Task
from obligations.enums import DayOffKind
from obligations.models import DayOff
from obligations.queries import findings
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


def open_findings(day: dt.date, *, flag_ids: Collection[int] | None = None) -> tuple[schedule.Finding, ...]:
    """Return the findings of the day, as the records stand now, of the bodies that are active on it; of a
    past day only those that had been seen by its end. Two queries."""
    spans = findings.on_day(day).filter(body__in=Body.objects.active_on(day))
    if flag_ids is not None:
        spans = spans.filter(flag_id__in=flag_ids)
    columns = ("flag_id", "body_id", "rule", "status", "severity", "due_on")
    found = list(spans.order_by("flag_id").values_list(*columns))
    openings = findings.openings([flag_id for flag_id, *_state in found], end_of(day))
    seen = [(state, openings[state[0]].at) for state in found if state[0] in openings]
    return tuple(schedule.Finding._make((*state, at.astimezone(ZONE).date(), at)) for state, at in seen)


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
    for body_id, reached in contacts.on_day(day, body_ids=body_ids).items():
        for audience, group in (
            (Audience.CONTACT, reached.office),
            (Audience.SECRETARY, reached.secretary),
        ):
            if group:
                found[body_id, audience.value] = [schedule.Recipient(*contact) for contact in group]
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


def assigned(tasks: Mapping[str, int], directions: Mapping[str, int]) -> People:
    """Return who was given the task, or the direction to follow up, that a finding is about, by (flag,
    "assigned"); the arguments have the flag of each code. Two queries, none where there are no such
    findings."""
    found: dict[tuple[int | None, str], list[schedule.Recipient]] = {}
    if tasks:
        rows = Task.objects.filter(code__in=tasks, assignee__isnull=False).exclude(assignee__email="")
        for code, email, name in rows.values_list("code", "assignee__email", "assignee__full_name"):
            found[tasks[code], Audience.ASSIGNED.value] = [schedule.Recipient(email, name)]
    if directions:
        given = Direction.objects.filter(code__in=directions, assigned_to__is_active=True)
        officers = given.exclude(assigned_to__email="")
        for code, email, name in officers.values_list("code", "assigned_to__email", "assigned_to__full_name"):
            found[directions[code], Audience.ASSIGNED.value] = [schedule.Recipient(email, name)]
    return found


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


def offices_of_leaders() -> dict[str, str]:
    """Return the office that each leader with an account gave with their last direction, by address in lower
    case. One query."""
    given = Direction.objects.filter(given_by__role=Role.LEADER).exclude(leader_office="")
    rows = given.order_by("given_on", "pk").values_list("given_by__email", "leader_office")
    return {email.lower(): office for email, office in rows}

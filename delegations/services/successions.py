"""Duties that pass from one body to another: what may be recorded of them, and recording it."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.dates import day as day_text
from core.errors import Refused
from core.signals import facts_changed
from delegations.enums import BodyRelation, Duty
from delegations.models import Body, DutySuccession, Succession
from delegations.permissions import check_can_edit_registers


@transaction.atomic
def hand_on(
    *, predecessor: Body, successor: Body, starts_on: dt.date, duties: Collection[str], by: User
) -> DutySuccession:
    """Record that from a day on a body holds these duties of another, and that it carries it on (rules.md,
    section 4). Raises Refused for another day, a duty handed on already, reports of or to an organ, and a
    circle."""
    check_can_edit_registers(by)
    check_day(successor, starts_on)
    check_duties(predecessor, successor, duties)
    check_no_circle(predecessor, successor)
    _check_not_taken(predecessor, duties)
    row = DutySuccession(
        predecessor=predecessor,
        successor=successor,
        starts_on=starts_on,
        duties=[duty.value for duty in Duty if duty in duties],
    )
    editing.insert(row)
    link(predecessor, successor)
    facts_changed.send(sender=None, body_ids=[predecessor.pk, successor.pk])
    return row


def _check_not_taken(predecessor: Body, duties: Collection[str]) -> None:
    """Raise Refused where another body holds one of the duties already, or will."""
    for row in DutySuccession.objects.filter(predecessor=predecessor).select_related("successor"):
        if both := [Duty(duty).label for duty in row.duties if duty in duties]:
            raise Refused(
                _("%(duties)s của %(body)s đã giao cho %(holder)s từ %(day)s.")
                % {
                    "duties": ", ".join(map(str, both)),
                    "body": predecessor.name,
                    "holder": row.successor.name,
                    "day": day_text(row.starts_on),
                },
                field="duties",
            )


def duties_between(predecessor: Body, successor: Body) -> list[str]:
    """Return the duties that the one can hand on to the other: reports neither of an organ nor to one."""
    organ = BodyRelation.ORGAN in (predecessor.relation, successor.relation)
    return [duty.value for duty in Duty if not (organ and duty == Duty.REPORTS)]


def left_to_hand_on(predecessor: Body, successor: Body) -> list[str]:
    """Return those of them that nobody has taken yet."""
    taken = DutySuccession.objects.filter(predecessor=predecessor).values_list("duties", flat=True)
    gone = {duty for duties in taken for duty in duties}
    return [duty for duty in duties_between(predecessor, successor) if duty not in gone]


def first_day(last_day: dt.date, successor: Body) -> dt.date:
    """Return from when on a body takes over from one with this last day: not before its own founding."""
    return max(last_day + dt.timedelta(days=1), successor.founded_on)


def link(predecessor: Body, successor: Body) -> None:
    """Record that a body carries another on, once."""
    if not Succession.objects.filter(predecessor=predecessor, successor=successor).exists():
        editing.insert(Succession(predecessor=predecessor, successor=successor))


def check_no_circle(predecessor: Body, successor: Body) -> None:
    """Raise Refused where what comes to the successor goes on, in the end, to the predecessor. Two
    queries."""
    onward: dict[int, set[int]] = {}
    for model in (DutySuccession, Succession):
        for old, new in model._default_manager.values_list("predecessor_id", "successor_id"):
            onward.setdefault(old, set()).add(new)
    seen, waiting = {successor.pk}, [successor.pk]
    while waiting:
        key = waiting.pop()
        if key == predecessor.pk:
            raise Refused(
                _("Việc kế thừa thành vòng: nghĩa vụ của %(body)s quay lại chính tổ chức đó.")
                % {"body": predecessor.name},
                field="successors",
            )
        further = onward.get(key, set()) - seen
        seen |= further
        waiting += further


def check_day(successor: Body, starts_on: dt.date) -> None:
    """Raise Refused unless the first day lies between the successor's founding and its end, as recorded."""
    if starts_on < successor.founded_on:
        raise Refused(
            _("%(body)s thành lập ngày %(day)s; không nhận nghĩa vụ trước ngày đó được.")
            % {"body": successor.name or successor.code, "day": day_text(successor.founded_on)},
            field="starts_on",
        )
    if successor.ended_on and starts_on > successor.ended_on:
        raise Refused(
            _("%(body)s kết thúc ngày %(day)s; không nhận nghĩa vụ sau ngày đó được.")
            % {"body": successor.name or successor.code, "day": day_text(successor.ended_on)},
            field="starts_on",
        )


def check_duties(predecessor: Body, successor: Body, duties: Collection[str]) -> None:
    """Raise Refused for reports that an organ would hand on or take: they are its parent's."""
    organ = next((body for body in (predecessor, successor) if body.relation == BodyRelation.ORGAN), None)
    if organ is not None and Duty.REPORTS in duties:
        raise Refused(
            _("%(body)s là cơ quan của một tổ chức, không giao và không nhận nghĩa vụ báo cáo.")
            % {"body": organ.name or organ.code},
            field="duties",
        )

"""Open, correct and close the seats that make up a body's required strength."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.dates import day as day_text
from core.errors import Refused
from core.signals import facts_changed
from delegations.models import Body, Membership, Office, Seat
from delegations.permissions import check_can_edit_body
from records.codes import next_code


@transaction.atomic
def open_seat(
    *,
    body: Body,
    role: str,
    starts_on: dt.date,
    by: User,
    code: str = "",
    office: Office | None = None,
    ends_on: dt.date | None = None,
) -> Seat:
    """Open a seat; an empty code takes the body's next number. Raises Refused for a code in use or days
    outside the body's life."""
    check_can_edit_body(by, body)
    check_days(body, starts_on, ends_on)
    seat = Seat(
        body=body,
        code=code or next_code(Seat, f"{body.code}-", digits=2),
        role=role,
        office=office,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    editing.insert(seat)
    facts_changed.send(sender=None, body_ids=[body.pk])
    return seat


@transaction.atomic
def edit(*, seat: Seat, changes: Mapping[str, Any], by: User) -> list[str]:
    """Correct a seat; raises Refused when a membership would lie outside it."""
    check_can_edit_body(by, seat.body)
    starts_on, ends_on = changes.get("starts_on", seat.starts_on), changes.get("ends_on", seat.ends_on)
    check_days(seat.body, starts_on, ends_on)
    if ends_on is not None and ends_on != seat.ends_on:
        _check_nobody_stays(seat, ends_on)
    if starts_on != seat.starts_on:
        for person, first, last in (
            Membership.objects.filter(seat=seat)
            .order_by("starts_on")
            .values_list("person__full_name", "starts_on", "ends_on")
        ):
            check_holder(person, first, last, starts_on=starts_on, ends_on=ends_on)
    changed = editing.change(seat, changes)
    facts_changed.send(sender=None, body_ids=[seat.body_id])
    return changed


@transaction.atomic
def close(*, seat: Seat, on: dt.date, by: User) -> None:
    """Close a seat after its last day; raises Refused while somebody holds it beyond that day."""
    edit(seat=seat, changes={"ends_on": on}, by=by)


@transaction.atomic
def delete(*, seat: Seat, by: User) -> None:
    """Delete a seat typed by mistake that nobody ever held."""
    check_can_edit_body(by, seat.body)
    editing.remove(seat, advice=_("Vị trí đã có người giữ thì ghi ngày kết thúc, không xoá."))
    facts_changed.send(sender=None, body_ids=[seat.body_id])


def check_days(body: Body, starts_on: dt.date, ends_on: dt.date | None) -> None:
    """Raise Refused for a seat outside the body's days."""
    if starts_on < body.founded_on:
        raise Refused(
            _("Tổ chức thành lập ngày %(day)s; vị trí không thể có trước ngày đó.")
            % {"day": day_text(body.founded_on)},
            field="starts_on",
        )
    last_day = body.last_day
    if last_day and (starts_on > last_day or (ends_on and ends_on > last_day)):
        raise Refused(
            _("Tổ chức đã kết thúc ngày %(day)s; vị trí không thể kéo dài sau ngày đó.")
            % {"day": day_text(last_day)},
            field="ends_on",
        )


def check_holder(
    person: str, first: dt.date, last: dt.date | None, *, starts_on: dt.date, ends_on: dt.date | None
) -> None:
    """Raise Refused where a seat's days leave out some of those on which a person is recorded in it."""
    words = _(
        "Đồng chí %(person)s giữ vị trí này %(span)s. Hãy sửa thời gian giữ vị trí trước, rồi sửa thời gian"
        " của vị trí."
    )
    message = words % {"person": person, "span": span_text(first, last)}
    if first < starts_on:
        raise Refused(message, field="starts_on")
    if ends_on is not None and (first > ends_on or (last is not None and last > ends_on)):
        raise Refused(message, field="ends_on")


def _check_nobody_stays(seat: Seat, on: dt.date) -> None:
    stays = (
        Membership.objects.filter(seat=seat)
        .overlapping(on + dt.timedelta(days=1), None)
        .select_related("person")
        .order_by("starts_on")
        .first()
    )
    if stays is not None:
        raise Refused(
            _("Đồng chí %(person)s còn giữ vị trí này %(span)s. Hãy cho thôi giữ trước, rồi kết thúc vị trí.")
            % {"person": stays.person.full_name, "span": span_text(stays.starts_on, stays.ends_on)},
            field="ends_on",
        )


def span_text(starts_on: dt.date, ends_on: dt.date | None) -> str:
    """Return the days of a span in words."""
    if ends_on is None:
        return _("từ %(first)s đến nay") % {"first": day_text(starts_on)}
    return _("từ %(first)s đến %(last)s") % {"first": day_text(starts_on), "last": day_text(ends_on)}

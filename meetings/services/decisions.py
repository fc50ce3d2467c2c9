"""Record what a body decided or proposed, with the votes."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core import dates, editing
from core.editing import change, insert
from core.errors import Refused
from core.signals import facts_changed
from delegations.models import Body
from meetings.enums import Outcome, VotingMethod
from meetings.models import Decision, Meeting, WrittenConsultation
from meetings.queries import cautions, members
from meetings.queries.cautions import Caution
from meetings.services import meetings
from meetings.services.agenda import Item
from meetings.services.meetings import ReasonNeeded
from meetings.services.tasks import check_item, check_takes_place
from records.codes import next_code

VOTES = ("votes_for", "votes_against", "votes_abstaining")


@transaction.atomic
def record(
    *, source: Meeting | WrittenConsultation, values: Mapping[str, Any], today: dt.date, by: User
) -> Decision:
    """Record a decision of a meeting or of a written consultation; `values` are columns of Decision.

    Raises ReasonNeeded where the rules will flag it and no reason is given, Refused for what cannot be.
    """
    check_can_edit_body(by, source.body_id)
    locked = type(source)._default_manager.select_for_update(no_key=True).get(pk=source.pk)
    by_consultation = isinstance(locked, WrittenConsultation)
    columns = {
        "decided_on": (
            locked.closed_on or locked.deadline_on
            if isinstance(locked, WrittenConsultation)
            else locked.held_on
        ),
        **values,
    }
    if isinstance(locked, Meeting):
        check_takes_place(locked)
    check_item(columns.get("agenda_item"), None if by_consultation else locked.pk)
    if columns["decided_on"] is None:
        raise Refused(_("Cuộc họp chưa có ngày nên chưa ghi quyết nghị được."))
    _check(columns, source=source, by_consultation=by_consultation, today=today)
    decision = Decision(
        code=next_code(Decision, f"{source.code}/QN", digits=1),
        body_id=source.body_id,
        meeting=None if isinstance(source, WrittenConsultation) else source,
        consultation=source if isinstance(source, WrittenConsultation) else None,
        **columns,
    )
    insert(decision)
    facts_changed.send(sender=None, body_ids=[source.body_id])
    return decision


@transaction.atomic
def adopt(
    *, meeting: Meeting, items: Sequence[Item], present: int | None, today: dt.date, by: User
) -> list[Decision]:
    """Record that a meeting adopted those items of its agenda that say so, by show of hands of all present;
    `items` are the whole agenda in its order. Raises as `record` does."""
    stored = meeting.agenda.order_by("position")
    return [
        record(
            source=meeting,
            values={
                "agenda_item": row,
                "title": item.title,
                "theme": item.theme,
                "outcome": Outcome.DECIDED,
                "method": VotingMethod.SHOW_OF_HANDS,
                "adopted": True,
                "votes_for": present,
                "votes_against": 0,
                "votes_abstaining": 0,
                "exception_reason": meeting.exception_reason,
            },
            today=today,
            by=by,
        )
        for row, item in zip(stored, items, strict=True)
        if item.decides
    ]


@transaction.atomic
def edit(*, decision: Decision, values: Mapping[str, Any], today: dt.date, by: User) -> list[str]:
    """Change a decision and return the names of what changed. Raises ReasonNeeded and Refused as `record`
    does."""
    check_can_edit_body(by, decision.body_id)
    decision = (
        Decision.objects.select_for_update(no_key=True, of=("self",))
        .select_related("meeting__body", "consultation__body", "body")
        .get(pk=decision.pk)
    )
    columns = {name: values.get(name, getattr(decision, name)) for name in {*values, *_JUDGED}}
    _check(
        columns,
        source=decision.meeting or decision.consultation or decision,
        by_consultation=decision.consultation_id is not None,
        today=today,
    )
    check_item(values.get("agenda_item"), decision.meeting_id)
    changed = change(decision, values)
    if changed:
        facts_changed.send(sender=None, body_ids=[decision.body_id])
    return changed


@transaction.atomic
def withdraw(*, decision: Decision, reason: str, by: User) -> None:
    """Take away a decision that was typed by mistake, with its files; its history stays. Raises
    Refused."""
    check_can_edit_body(by, decision.body_id)
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    editing.withdraw(*decision.files.all(), decision, reason=reason)
    facts_changed.send(sender=None, body_ids=[decision.body_id])


_JUDGED = (
    "decided_on",
    "theme",
    "matter",
    "outcome",
    "adopted",
    "votes_for",
    "votes_against",
    "votes_abstaining",
    "committee_opinion",
    "committee_opinion_on",
    "exception_reason",
)


def check_day(body: Body, decided_on: dt.date, since: dt.date | None, today: dt.date) -> None:
    """Raise Refused for a decision outside the body's days, before the meeting or the round of opinions that
    it comes from, or later than today."""
    meetings.check_day(body, decided_on, field="decided_on")
    if since and decided_on < since:
        words = _("Ngày quyết nghị không thể trước ngày họp hoặc ngày gửi lấy ý kiến (%(day)s).")
        raise Refused(words % {"day": dates.day(since)}, field="decided_on")
    if decided_on > today:
        raise Refused(_("Ngày quyết nghị không thể sau hôm nay."), field="decided_on")


def check_source(owner: str, body: str, *, field: str) -> None:
    """Raise Refused for what comes from a meeting or a consultation of another body (both by code)."""
    if owner != body:
        raise Refused(
            _("Cuộc họp hoặc phiếu lấy ý kiến này là của tổ chức %(body)s.") % {"body": owner}, field=field
        )


def check_votes(votes: Iterable[int | None], members_there: int) -> None:
    """Raise Refused for more votes than there were members; of a body without members recorded on the day
    nobody can tell."""
    total = sum(vote or 0 for vote in votes)
    if members_there and total > members_there:
        words = _(
            "Tổng số phiếu (%(votes)s) nhiều hơn số thành viên có quyền biểu quyết ngày đó (%(members)s). Hãy"
            " đếm lại."
        )
        raise Refused(words % {"votes": total, "members": members_there}, field="votes_for")


def _check(columns: Mapping[str, Any], *, source: Any, by_consultation: bool, today: dt.date) -> None:
    there = len(members.on_day(source.body, columns["decided_on"]))
    check_day(
        source.body,
        columns["decided_on"],
        source.sent_on if by_consultation else getattr(source, "held_on", None),
        today,
    )
    check_votes([columns.get(name) for name in VOTES], there)
    found = expected(columns, source=source, by_consultation=by_consultation, members_there=there)
    if found and not str(columns.get("exception_reason") or "").strip():
        raise ReasonNeeded(found)


def expected(
    columns: Mapping[str, Any], *, source: Any, by_consultation: bool, members_there: int | None = None
) -> list[Caution]:
    """Return what the rules will say of a decision with these columns."""
    on: dt.date = columns["decided_on"]
    return cautions.of_decision(
        on=on,
        body=source.body,
        theme=str(columns.get("theme") or ""),
        outcome=str(columns.get("outcome") or ""),
        adopted=bool(columns.get("adopted")),
        votes_for=columns.get("votes_for"),
        members=len(members.on_day(source.body, on)) if members_there is None else members_there,
        matter=columns.get("matter"),
        has_committee_opinion=bool(columns.get("committee_opinion") or columns.get("committee_opinion_on")),
        by_consultation=by_consultation,
    )

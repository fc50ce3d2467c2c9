"""What staff do with answers by link: accept them, which makes them facts through the services that screens
use, or set them aside."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core import dates, files
from core.clock import ZONE
from core.errors import Refused
from core.text import fold
from delegations.enums import CoordinationKind, SeatRole
from delegations.models import Body, EventBody, Membership, Person, Seat
from delegations.services import coordination, events, memberships, papers, people, regulations
from meetings.enums import MeetingStatus
from meetings.models import Decision, Meeting, Task, WrittenConsultation
from meetings.services import consultations, decisions, meetings, tasks
from obligations.enums import Rule
from reminders.enums import AnswerKind, AnswerState
from reminders.models import Answer
from reminders.permissions import check_can_steer_mails
from reminders.services import snoozes
from reminders.services.answer_kinds import reported
from reports.models import Report, ReportRegime, Submission
from reports.services import reports, submissions

Records = Sequence[Any]
"""Records with files of their own."""

COMPLETED = (AnswerKind.STAFFED, AnswerKind.COORDINATION)


class NeedsCompletion(Refused):
    """An answer whose words leave open which record they mean: staff choose it (`Completion`)."""


class Completion(NamedTuple):
    """What staff chose for an answer: the seat and who holds it (no person: somebody new of that name), or
    who is party to a regulation."""

    seat: Seat | None = None
    person: Person | None = None
    full_name: str = ""
    parties: tuple[Body | str, ...] = ()


class Acceptance(NamedTuple):
    """An answer that is being accepted: by whom, when, and what staff chose for it."""

    answer: Answer
    completion: Completion | None
    today: dt.date
    now: dt.datetime
    by: User

    @property
    def body(self) -> Body:
        return self.answer.flag.body

    @property
    def subject(self) -> str:
        """The finding's subject: the code of the record that it is about, where it is about one."""
        return self.answer.flag.subject

    @property
    def done_on(self) -> dt.date:
        assert self.answer.done_on is not None
        return self.answer.done_on


@transaction.atomic
def accept(
    answer: Answer, *, completion: Completion | None = None, today: dt.date, now: dt.datetime, by: User
) -> Answer:
    """Make an answer a fact: a meeting held, a report received, minutes signed …, or a rest for the reminders
    (until the promised day, or as long as they may). The file that came with it becomes a file of the records
    that it made or changed. Raises Refused, and NeedsCompletion where staff must choose first."""
    check_can_steer_mails(by)
    answer = _undecided(answer)
    records = _ACCEPT[AnswerKind(answer.kind)](Acceptance(answer, completion, today, now, by))
    if answer.file:
        for record in records:
            papers.add(to=record, upload=_upload(answer), now=now, by=by)
    return _decide(answer, AnswerState.ACCEPTED, note="", now=now, by=by)


def open_question(answer: Answer) -> str:
    """Return what staff must choose before this answer can be accepted, or "" where nothing. At most three
    queries, of kinds whose words may leave that open."""
    settle = {AnswerKind.STAFFED: staffing, AnswerKind.COORDINATION: coordinated}.get(AnswerKind(answer.kind))
    try:
        if settle:
            settle(answer)
    except NeedsCompletion as open_one:
        return open_one.message
    return ""


@transaction.atomic
def refuse(answer: Answer, *, note: str, now: dt.datetime, by: User) -> Answer:
    """Set an answer aside, with the reason."""
    check_can_steer_mails(by)
    if not note.strip():
        raise Refused(_("Hãy ghi vì sao không nhận."), field="note")
    return _decide(_undecided(answer), AnswerState.REFUSED, note=note, now=now, by=by)


def _undecided(answer: Answer) -> Answer:
    found = Answer.objects.select_for_update(of=("self",)).select_related("flag__body").get(pk=answer.pk)
    if found.state != AnswerState.PROPOSED:
        raise Refused(_("Trả lời này đã được xem."))
    return found


def _decide(answer: Answer, state: str, *, note: str, now: dt.datetime, by: User) -> Answer:
    answer.state, answer.decision_note, answer.decided_at, answer.decided_by = state, note, now, by
    answer.save(update_fields=["state", "decision_note", "decided_at", "decided_by"])
    return answer


def _upload(answer: Answer) -> "UploadedFile[bytes]":
    """Return the answer's file as if it were uploaded now, so that it is checked and kept like any other."""
    assert answer.file is not None
    with files.vault().open(files.path_in_vault(uuid.UUID(answer.file["key"]))) as stored:
        return SimpleUploadedFile(answer.file["name"], stored.read())


# What each kind becomes -----------------------------------------------------------------------------
#
# Each returns the records that it made or changed: the answer's file is theirs.


def _rest(one: Acceptance, *, until: dt.date) -> None:
    with override("vi"):  # what is kept is Vietnamese, whoever accepts
        who = {"who": one.answer.given_by, "reason": one.answer.reason}
        reason = _("%(who)s trả lời qua thư: %(reason)s") % who
    snoozes.start(
        body=one.body,
        flag=one.answer.flag,
        until=until,
        reason=reason[:300],
        today=one.today,
        now=one.now,
        by=one.by,
    )


def _promise(one: Acceptance) -> Records:
    promised = one.answer.promised_on
    if promised and promised >= one.today:  # one whose day is over is noted, and the reminders go on
        _rest(one, until=promised)
    return []


def _explanation(one: Acceptance) -> Records:
    _rest(one, until=one.today + snoozes.LONGEST)
    return []


def _meeting(one: Acceptance) -> Records:
    answer = one.answer
    values = {
        "held_on": answer.done_on,
        "kind": answer.meeting_kind,
        "head_count": answer.head_count,
        "minutes_number": answer.number,
    }
    same_day = Meeting.objects.filter(body=one.body, held_on=answer.done_on).exclude(
        status=MeetingStatus.CANCELLED
    )
    held = same_day.filter(status=MeetingStatus.HELD).first()
    if held is not None:
        words = _(
            "Hồ sơ đã có cuộc họp %(code)s ngày %(day)s của tổ chức này. Nếu là cùng một cuộc họp, hãy chọn"
            " “Không nhận” và ghi lý do."
        )
        raise Refused(words % {"code": held.code, "day": dates.day(held.held_on)})
    planned = same_day.filter(status=MeetingStatus.PLANNED, kind=answer.meeting_kind).first()

    def record(reason: str) -> Meeting:
        return meetings.record(
            body=one.body,
            values=values | {"exception_reason": reason},
            items=[],
            states={},
            reasons={},
            planned=planned,
            today=one.today,
            by=one.by,
        )

    try:
        return [record("")]
    except meetings.ReasonNeeded:
        # The rules will flag what is missing; the office accepts it as the body said it. What is kept is
        # Vietnamese, whoever accepts.
        return [record("Ghi theo trả lời của tổ chức qua thư nhắc.")]


def _report(one: Acceptance) -> Records:
    code, period = reported(one.subject)
    regime = ReportRegime.objects.get(code=code) if code else None
    number = one.answer.number
    of_period = Report.objects.filter(body=one.body, regime=regime, period=period)
    returned = of_period.returned_by(one.done_on).filter(resubmitted_on__isnull=True).first()
    if returned is not None:
        reports.receive_again(report=returned, on=one.done_on, number=number, today=one.today, by=one.by)
        report = returned
    else:
        values = {"regime": regime, "period": period, "number": number, "submitted_on": one.done_on}
        report = reports.receive(body=one.body, values=values, today=one.today, by=one.by)
    return [report]


def _minutes(one: Acceptance) -> Records:
    meeting = Meeting.objects.get(code=one.subject)
    values = {"minutes_number": one.answer.number, "minutes_signed_on": one.done_on}
    meetings.edit(meeting=meeting, values=values, today=one.today, by=one.by)
    return [meeting]


def _regulation(one: Acceptance) -> Records:
    issued = regulations.issue(
        body=one.body,
        number=one.answer.number,
        issued_on=one.done_on,
        effective_on=one.answer.starts_on or one.done_on,
        by=one.by,
    )
    return [issued]


def _task(one: Acceptance) -> Records:
    task = Task.objects.get(code=one.subject)
    tasks.finish(task=task, done_on=one.done_on, result=one.answer.reason, today=one.today, by=one.by)
    return [task]


def _submission(one: Acceptance) -> Records:
    submission = Submission.objects.get(code=one.subject)
    values = {"sent_on": one.done_on, "number": one.answer.number}
    submissions.edit(submission=submission, values=values, today=one.today, by=one.by)
    return [submission]


def _count(one: Acceptance) -> Records:
    consultation = WrittenConsultation.objects.get(code=one.subject)
    consultations.close(consultation=consultation, closed_on=one.done_on, today=one.today, by=one.by)
    return [consultation]


def _opinion(one: Acceptance) -> Records:
    consultation = WrittenConsultation.objects.get(code=one.subject)
    person = Person.objects.get(code=one.answer.names)
    consultations.gather(
        consultation=consultation,
        answers={person.pk: one.answer.choice},
        remarks={person.pk: one.answer.reason},
        answered_on=one.answer.given_at.astimezone(ZONE).date(),
        today=one.today,
        by=one.by,
    )
    return [consultation]


def _committee(one: Acceptance) -> Records:
    decision = Decision.objects.get(code=one.subject)
    values = {"committee_opinion": one.answer.number, "committee_opinion_on": one.done_on}
    decisions.edit(decision=decision, values=values, today=one.today, by=one.by)
    return [decision]


def _kept(one: Acceptance) -> Records:
    day = dt.date.fromisoformat(one.subject)
    touched = EventBody.objects.filter(body=one.body, event__occurred_on=day, kept_unchanged_on=None)
    rows = list(touched.select_related("event", "body"))
    for row in rows:
        events.keep_unchanged(touched=row, on=one.done_on, document=one.answer.number, by=one.by)
    return rows


def _extended(one: Acceptance) -> Records:
    held = Membership.objects.filter(seat__body=one.body, seat__code=one.subject, ends_on__isnull=False)
    membership = held.active_on(one.today).select_related("seat__body").first()
    if membership is None:
        raise Refused(_("Không còn ai giữ vị trí này có thời hạn để kéo dài."))
    memberships.extend(membership=membership, until=one.answer.ends_on, by=one.by, decision=one.answer.number)
    return [membership]


def _staffed(one: Acceptance) -> Records:
    chosen = one.completion or staffing(one.answer)
    answer, seat = one.answer, chosen.seat
    assert seat is not None
    starts_on = answer.starts_on or one.done_on
    person = chosen.person or people.register(full_name=chosen.full_name or answer.names, by=one.by)
    sitting = Membership.objects.select_related("seat").filter(seat=seat, person=person, starts_on=starts_on)
    if recorded := sitting.first():  # meanwhile: the answer says no more than what is on record
        return [recorded]
    designated = memberships.designate(
        seat=seat,
        person=person,
        starts_on=starts_on,
        decision_number=answer.number,
        decided_on=one.done_on,
        relieves=True,
        by=one.by,
    )
    return [designated]


def staffing(answer: Answer) -> Completion:
    """Return whom an answer seats where; raises NeedsCompletion where its words do not settle it alone. At
    most three queries."""
    seats = seats_of(answer)
    if len(seats) != 1:
        raise NeedsCompletion(_("Hãy chọn vị trí được chỉ định trước khi nhận."))
    named = namesakes(answer)
    if len(named) != 1:
        raise NeedsCompletion(
            _("Danh bạ có nhiều đồng chí cùng họ tên này. Hãy chọn người được chỉ định trước khi nhận.")
            if named
            else _("Danh bạ chưa có đồng chí này. Hãy chọn, hoặc thêm vào danh bạ khi nhận.")
        )
    return Completion(seats[0], named[0])


def seats_of(answer: Answer) -> list[Seat]:
    """Return the seats that an answer may mean: that of the finding, or those of the role that it names, the
    vacant ones before the held. One query."""
    day = answer.starts_on or answer.done_on
    assert day is not None
    seats = Seat.objects.in_force_on(day).filter(body=answer.flag.body).select_related("body", "office")
    if answer.flag.rule != Rule.RESTAFF_DUE:
        return list(seats.filter(code=answer.flag.subject))
    found = list(seats.filter(role=answer.choice or SeatRole.MEMBER).order_by("code"))
    held = set(Membership.objects.filter(seat__in=found).active_on(day).values_list("seat_id", flat=True))
    vacant = [seat for seat in found if seat.pk not in held]
    return vacant[:1] or found


def namesakes(answer: Answer) -> list[Person]:
    """Return the people of the directory who have the name that an answer gives. One query."""
    wanted = fold(answer.names)
    return [
        person
        for person in Person.objects.filter(full_name__iexact=answer.names.strip()).order_by("code")
        if fold(person.full_name) == wanted
    ]


def _coordination(one: Acceptance) -> Records:
    chosen = one.completion or coordinated(one.answer)
    issued = coordination.issue(
        number=one.answer.number,
        kind=one.answer.choice,
        effective_on=one.done_on,
        parties=chosen.parties,
        by=one.by,
    )
    return [issued]


def coordinated(answer: Answer) -> Completion:
    """Return the parties that an answer names, the body first; raises NeedsCompletion where a regulation
    among bodies names none that is followed. One query."""
    names = [name.strip() for name in answer.names.split(";") if name.strip()]
    followed = {
        fold(body.name): body for body in Body.objects.exclude(pk=answer.flag.body_id).in_protocol_order()
    }
    parties = [followed.get(fold(name), name) for name in names]
    among = answer.choice == CoordinationKind.BODIES
    if not parties or (among and not all(isinstance(party, Body) for party in parties)):
        raise NeedsCompletion(_("Hãy chọn các bên ký quy chế phối hợp trước khi nhận."))
    return Completion(parties=(answer.flag.body, *parties))


_ACCEPT: dict[AnswerKind, Callable[[Acceptance], Records]] = {
    AnswerKind.MEETING: _meeting,
    AnswerKind.REPORT: _report,
    AnswerKind.MINUTES: _minutes,
    AnswerKind.REGULATION: _regulation,
    AnswerKind.COORDINATION: _coordination,
    AnswerKind.STAFFED: _staffed,
    AnswerKind.EXTENDED: _extended,
    AnswerKind.KEPT: _kept,
    AnswerKind.DONE: _task,
    AnswerKind.SENT: _submission,
    AnswerKind.COUNTED: _count,
    AnswerKind.OPINION: _opinion,
    AnswerKind.COMMITTEE: _committee,
    AnswerKind.PROMISE: _promise,
    AnswerKind.EXPLANATION: _explanation,
}

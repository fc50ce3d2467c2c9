"""All that the papers of a meeting or of a written consultation say, read once."""

import datetime as dt
from dataclasses import dataclass

from delegations.enums import SeatRole
from delegations.models import Body, WorkingRegulation
from meetings.models import Decision, Meeting, MeetingFile, Task, WrittenConsultation
from meetings.queries import agenda, cautions, consultations, members
from meetings.queries.agenda import AtItem
from meetings.queries.attendance import Roll, roll_of
from meetings.queries.cautions import Majority
from meetings.queries.consultations import Reply, Tally
from meetings.queries.members import Member


@dataclass(frozen=True, slots=True)
class MeetingPicture:
    """A meeting as its papers tell of it."""

    meeting: Meeting
    roll: Roll
    agenda: list[AtItem]
    files: list[str]
    regulation: WorkingRegulation | None

    @property
    def body(self) -> Body:
        return self.meeting.body

    @property
    def there(self) -> list[Member]:
        return [member for member, _row in self.roll.rows]

    @property
    def chair(self) -> Member | None:
        return next((one for one in self.there if one.person.pk == self.meeting.chair_id), None)


@dataclass(frozen=True, slots=True)
class ConsultationPicture:
    """A written consultation as its papers tell of it."""

    consultation: WrittenConsultation
    replies: list[Reply]
    tally: Tally
    majority: Majority | None
    regulation: WorkingRegulation | None

    @property
    def body(self) -> Body:
        return self.consultation.body

    @property
    def there(self) -> list[Member]:
        return [reply.member for reply in self.replies]


def of_meeting(meeting: Meeting, *, today: dt.date) -> MeetingPicture:
    """Return what the papers of a meeting say. Seven queries."""
    day = meeting.held_on or today
    return MeetingPicture(
        meeting=meeting,
        roll=roll_of(meeting, members.on_day(meeting.body, day), day),
        agenda=agenda.at_items(meeting),
        files=[file.name for file in files_of(meeting)],
        regulation=_regulation(meeting.body, day),
    )


def files_of(record: Meeting | WrittenConsultation | Decision | Task) -> list[MeetingFile]:
    """Return the files that hang on a record, in the order in which they came. One query."""
    rows = record.files.filter(removed_at=None)
    return list(rows.select_related("added_by", "agenda_item").order_by("added_at"))


def of_consultation(consultation: WrittenConsultation, *, today: dt.date) -> ConsultationPicture:
    """Return what the papers of a consultation say, as it stands today. Four queries."""
    replies = consultations.replies(consultation)
    return ConsultationPicture(
        consultation=consultation,
        replies=replies,
        tally=consultations.tally(consultation, replies, on=today),
        majority=cautions.majority(len(replies), consultation.sent_on, consultation.body),
        regulation=_regulation(consultation.body, consultation.sent_on),
    )


def signer_of(there: list[Member], chair: Member | None) -> Member | None:
    """Return who signs for a body: its secretary, or the deputy who took the chair or stands in for a
    secretary whom it has not."""
    if chair is not None and chair.role in {SeatRole.SECRETARY, SeatRole.DEPUTY}:
        return chair
    heads = {member.role: member for member in reversed(there)}
    return heads.get(SeatRole.SECRETARY) or heads.get(SeatRole.DEPUTY)


def _regulation(body: Body, day: dt.date) -> WorkingRegulation | None:
    found: WorkingRegulation | None = (
        WorkingRegulation.objects.in_force_on(day).filter(body=body).latest_first().first()
    )
    return found

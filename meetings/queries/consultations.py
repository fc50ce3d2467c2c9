"""Written consultations: who agreed, who did not, who said nothing."""

import datetime as dt
from typing import Any, NamedTuple

from accounts.models import User
from delegations.models import Body
from meetings.enums import Answer
from meetings.models import ConsultationAnswer, ConsultationQuerySet, WrittenConsultation
from meetings.queries import members
from meetings.queries.members import Member

ORDERS = {
    "gui": ("sent_on", "code"),
    "han": ("deadline_on", "code"),
    "ma": ("code",),
    "to-chuc": ("body__position", "body__code", "-sent_on", "code"),
}


class Reply(NamedTuple):
    """A member and the answer, or None where the member was silent."""

    member: Member
    answer: ConsultationAnswer | None


class Tally(NamedTuple):
    """The outcome of a consultation. Silence past the deadline counts as agreement and is told apart."""

    members: int
    agreed: int
    disagreed: int
    other: int
    silent: int
    is_over: bool

    @property
    def deemed_agreed(self) -> int:
        """Return how many agree by silence: nobody before the deadline has passed."""
        return self.silent if self.is_over else 0

    @property
    def votes_for(self) -> int:
        return self.agreed + self.deemed_agreed


def listing(
    *, user: User, on: dt.date, text: str = "", body: Body | None = None, state: str = ""
) -> ConsultationQuerySet:
    """Return the consultations sent by the day that the user may see; `state` is open, closed or empty for
    all."""
    found: Any = WrittenConsultation.objects.visible_to(user)
    found = found.existing_on(on).select_related("body")
    if text:
        found = found.matching(text)
    if body is not None:
        found = found.of_body(body)
    if state == "open":
        found = found.exclude(closed_on__lte=on)
    elif state == "closed":
        found = found.filter(closed_on__lte=on)
    result: ConsultationQuerySet = found
    return result


def replies(consultation: WrittenConsultation) -> list[Reply]:
    """Return each member on the day of sending with the answer; two queries."""
    answers = {
        answer.person_id: answer for answer in ConsultationAnswer.objects.filter(consultation=consultation)
    }
    return [
        Reply(member, answers.get(member.person.pk))
        for member in members.on_day(consultation.body, consultation.sent_on)
    ]


def tally(consultation: WrittenConsultation, found: list[Reply], *, on: dt.date) -> Tally:
    """Count the replies as they stand on the day."""
    given = [reply.answer.answer for reply in found if reply.answer]
    return Tally(
        members=len(found),
        agreed=given.count(Answer.AGREED),
        disagreed=given.count(Answer.DISAGREED),
        other=given.count(Answer.OTHER),
        silent=len(found) - len(given),
        is_over=on > consultation.deadline_on
        or (consultation.closed_on is not None and consultation.closed_on <= on),
    )

"""How a record of each kind came to say what it says: what it began with, and what was added on which day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from meetings.enums import MeetingStatus


@dataclass(frozen=True, slots=True)
class Stage:
    """A day that a record got later, in a column, and what its columns said before."""

    column: str
    before: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Life:
    """What a record of one kind tells of its own past.

    `begins` is the column of the day that it began with, `ahead` how many days before that day an office
    knows of it; without a column it came with what it refers to. `takes` is how many days the office took to
    type it in, and `dawdles` whether that was sometimes weeks. `slips` says which columns were now and then
    typed wrong at first, and by how many days.
    """

    begins: str = ""
    ahead: int = 0
    stages: tuple[Stage, ...] = ()
    takes: int = 0
    dawdles: bool = False
    slips: Mapping[str, int] = field(default_factory=dict)


_MINUTES = {"minutes_number": "", "minutes_signed_on": None, "minutes_text": ""}
_ANSWER = {"answered_on": None, "answer": "", "answer_number": ""}
_CLOSED = {"closed_on": None, "outcome": "", "closing_words": "", "closed_by_id": None, "closer_name": ""}
_RETURNED = {"returned_on": None, "return_remarks": "", "resubmitted_on": None}
_ENDS = (Stage("ends_on", {"ends_on": None}),)
_ENDED = Stage("ended_on", {"ended_on": None, "ending_decision": ""})
_LAPSES = (Stage("lapses_on", {"lapses_on": None}),)

LIVES: Mapping[str, Life] = {
    "delegations.body": Life("founded_on", stages=(_ENDED,)),
    "delegations.dutysuccession": Life("starts_on"),
    "delegations.cadencedecision": Life("starts_on", takes=5),
    "delegations.lawrow": Life("starts_on", ahead=10),
    "delegations.governingdocument": Life("issued_on", takes=7),
    "delegations.workingregulation": Life("issued_on", stages=_LAPSES, takes=5),
    "delegations.coordinationregulation": Life("effective_on", stages=_LAPSES, takes=5),
    "delegations.event": Life("occurred_on", ahead=60),
    "delegations.seat": Life("starts_on", stages=_ENDS, takes=3),
    "delegations.membership": Life(
        "starts_on", stages=(Stage("ends_on", {"ends_on": None, "relief_decision": ""}),), takes=3
    ),
    "meetings.meeting": Life(
        "held_on",
        ahead=8,
        stages=(
            Stage(
                "held_on",
                {"head_count": None, "conclusion_number": "", "resolution_number": "", **_MINUTES},
            ),
            Stage("minutes_signed_on", _MINUTES),
        ),
        takes=2,
        dawdles=True,
        slips={"held_on": -2},
    ),
    "meetings.task": Life(
        "given_on",
        stages=(Stage("done_on", {"done_on": None, "result": "", "quality": ""}),),
        takes=3,
        dawdles=True,
        slips={"due_on": 31},
    ),
    "reports.report": Life(
        "submitted_on",
        stages=(
            Stage("returned_on", _RETURNED),
            Stage("resubmitted_on", {"resubmitted_on": None}),
            Stage("accepted_on", {"accepted_on": None, "acceptance_remarks": ""}),
        ),
        takes=2,
        dawdles=True,
        slips={"submitted_on": -5},
    ),
    "reports.submission": Life(
        "recorded_on",
        stages=(
            Stage("sent_on", {"sent_on": None, "number": "", **_ANSWER}),
            Stage("answered_on", _ANSWER),
        ),
        takes=3,
        dawdles=True,
    ),
    "reports.reportregime": Life("starts_on", ahead=10),
    "directions.direction": Life(
        "given_on",
        stages=(
            Stage(
                "closed_on",
                _CLOSED,
            ),
        ),
        takes=1,
    ),
    "directions.directionstep": Life("on", takes=1),
    "obligations.waiver": Life("granted_on", takes=2),
}

# What of a meeting is typed in when it was held, not when it was planned.
OF_HELD_MEETINGS = frozenset({"meetings.agendaitem", "meetings.attendance"})
PLANNED = {"status": MeetingStatus.PLANNED, "status_reason": ""}

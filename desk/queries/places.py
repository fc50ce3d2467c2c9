"""Where the page of a record is, for links from beside it and for the way back once it is gone."""

from typing import Any, NamedTuple

from django.db import models

from core.addresses import reverse
from delegations.models import (
    Body,
    CoordinationRegulation,
    Event,
    GoverningDocument,
    Person,
    Reform,
    SubordinateCommittee,
)
from directions.models import Direction
from meetings.models import Decision, Meeting, Task, WrittenConsultation
from obligations.models import Waiver
from reports.models import Report, Submission


class Place(NamedTuple):
    """The page of a kind of record by the name of its address, the column that it takes, and the list of its
    kind."""

    page: str
    column: str
    listing: str


PLACES: dict[type[models.Model], Place] = {
    Body: Place("delegations:body", "code", "delegations:bodies"),
    Person: Place("delegations:person", "code", "delegations:directory"),
    GoverningDocument: Place("delegations:document", "pk", "delegations:documents"),
    Event: Place("delegations:event", "pk", "delegations:events"),
    CoordinationRegulation: Place("delegations:edit_coordination", "pk", "delegations:coordination"),
    SubordinateCommittee: Place("delegations:edit_committee", "pk", "delegations:committees"),
    Reform: Place("desk:reform", "pk", "desk:reforms"),
    Meeting: Place("meetings:page", "code", "meetings:list"),
    Decision: Place("meetings:decision", "code", "meetings:decisions"),
    Task: Place("meetings:task", "code", "meetings:tasks"),
    WrittenConsultation: Place("meetings:consultation", "code", "meetings:consultations"),
    Report: Place("reports:page", "pk", "reports:board"),
    Submission: Place("reports:submission", "code", "reports:submissions"),
    Waiver: Place("obligations:waiver", "pk", "obligations:waivers"),
    Direction: Place("directions:page", "code", "desk:directions"),
}
# What a record without a page of its own is shown with, the nearest first.
OWNERS = ("meeting", "consultation", "report", "submission", "direction", "seat", "event", "person", "body")


def place_of(record: models.Model | None) -> str:
    """Return the address of the record's page, or of what it is shown with; an empty text where there is
    none. A query for each owner that is not loaded."""
    if record is None:
        return ""
    if place := PLACES.get(type(record)):
        return reverse(place.page, args=[getattr(record, place.column)])
    owners: Any = (getattr(record, name, None) for name in OWNERS)
    return next((found for owner in owners if owner is not None and (found := place_of(owner))), "")

"""The records that a workbook carries: model, natural key, and how one refers to another.

A natural key is a tuple of plain values (codes, days), so that a file and the database
can be compared without primary keys. RECORDS stands in the order of writing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from delegations import models as delegations
from directions import models as directions
from meetings import models as meetings
from obligations import models as obligations
from reports import models as reports
from reviews import models as reviews

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """`key` and all other names are those of columns, the first of the key never NULL.

    `paths` says where the ORM finds one that is no plain field; `links` makes foreign keys from columns:
    {attribute: (record, columns of its key)}. `reaches` is the ORM path to the bodies whose judgement a write
    may change: "*" for all, "" for none.
    """

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    paths: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    reaches: str = ""

    def path(self, column: str) -> str:
        return self.paths.get(column, column)

    def field(self, column: str) -> "models.Field[Any, Any]":
        """Return the record's own field behind a column: a foreign key where the column names another
        record."""
        found: Any = self.model._meta.get_field(self.path(column).partition("__")[0])
        return found

    def stored(self, column: str) -> "models.Field[Any, Any]":
        """Return the field that holds what is written in the column, also of another record."""
        first, *names = self.path(column).split("__")
        found: Any = self.model._meta.get_field(first)
        for name in names:
            found = found.related_model._meta.get_field(name)
        return found

    def refers(self, column: str) -> str:
        """Return the record that the column names by its key alone; nothing where it is a value of this
        one."""
        target, columns = self.links.get(column, ("", ()))
        return target if columns == (column,) else ""


@dataclass(frozen=True, slots=True)
class Link:
    """A list inside a cell that is kept as rows of their own, from `source` (a record) to `target` (a
    record)."""

    name: str
    model: type[models.Model]
    source: str
    source_field: str
    source_key: tuple[str, ...]
    target: str
    target_field: str
    target_key: str


_BODY = {"body": "body__code"}
_BODY_LINK: dict[str, tuple[str, tuple[str, ...]]] = {"body": ("body", ("body",))}
_OF_BODY = "body_id"

RECORDS: dict[str, Record] = {
    record.name: record
    for record in (
        Record("kind", delegations.BodyKind, ("name",), reaches="bodies__pk"),
        Record("office", delegations.Office, ("name",)),
        Record(
            "body",
            delegations.Body,
            ("code",),
            {"kind": "kind__name", "parent": "parent__code"},
            {"kind": ("kind", ("kind",)), "parent": ("body", ("parent",))},
            "pk",
        ),
        Record(
            "law",
            delegations.LawRow,
            ("rule", "parameter", "kind", "starts_on"),
            {"kind": "kind__name"},
            {"kind": ("kind", ("kind",))},
            "*",
        ),
        Record(
            "kind_row",
            delegations.KindRow,
            ("kind", "starts_on"),
            {"kind": "kind__name"},
            {"kind": ("kind", ("kind",))},
            "kind__bodies__pk",
        ),
        Record(
            "duty_succession",
            delegations.DutySuccession,
            ("predecessor", "successor", "starts_on"),
            {"predecessor": "predecessor__code", "successor": "successor__code"},
            {"predecessor": ("body", ("predecessor",)), "successor": ("body", ("successor",))},
            "*",
        ),
        Record("cadence", delegations.CadenceDecision, ("body", "starts_on"), _BODY, _BODY_LINK, _OF_BODY),
        Record(
            "seat",
            delegations.Seat,
            ("code",),
            _BODY | {"office": "office__name"},
            _BODY_LINK | {"office": ("office", ("office",))},
            _OF_BODY,
        ),
        Record("person", delegations.Person, ("code",)),
        Record(
            "membership",
            delegations.Membership,
            ("person", "seat", "starts_on"),
            {"person": "person__code", "seat": "seat__code"},
            {"person": ("person", ("person",)), "seat": ("seat", ("seat",))},
            "seat__body_id",
        ),
        Record("document", delegations.GoverningDocument, ("number",), reaches="*"),
        Record("regulation", delegations.WorkingRegulation, ("body", "number"), _BODY, _BODY_LINK, _OF_BODY),
        Record("committee", delegations.SubordinateCommittee, ("name",)),
        Record("coordination", delegations.CoordinationRegulation, ("number",), reaches="parties__body_id"),
        Record("event", delegations.Event, ("occurred_on", "kind", "name"), reaches="touched__body_id"),
        Record(
            "touched",
            delegations.EventBody,
            ("occurred_on", "kind", "name", "body"),
            {
                "occurred_on": "event__occurred_on",
                "kind": "event__kind",
                "name": "event__name",
                "body": "body__code",
            },
            {"event": ("event", ("occurred_on", "kind", "name")), "body": ("body", ("body",))},
            _OF_BODY,
        ),
        Record("matter", meetings.Matter, ("name",), reaches="*"),
        Record(
            "meeting",
            meetings.Meeting,
            ("code",),
            _BODY | {"chair": "chair__code"},
            _BODY_LINK | {"chair": ("person", ("chair",))},
            _OF_BODY,
        ),
        Record(
            "item",
            meetings.AgendaItem,
            ("meeting", "position"),
            {"meeting": "meeting__code"},
            {"meeting": ("meeting", ("meeting",))},
            "meeting__body_id",
        ),
        Record(
            "attendance",
            meetings.Attendance,
            ("meeting", "person"),
            {"meeting": "meeting__code", "person": "person__code"},
            {"meeting": ("meeting", ("meeting",)), "person": ("person", ("person",))},
            "meeting__body_id",
        ),
        Record("consultation", meetings.WrittenConsultation, ("code",), _BODY, _BODY_LINK, _OF_BODY),
        Record(
            "answer",
            meetings.ConsultationAnswer,
            ("consultation", "person"),
            {"consultation": "consultation__code", "person": "person__code"},
            {"consultation": ("consultation", ("consultation",)), "person": ("person", ("person",))},
            "consultation__body_id",
        ),
        Record(
            "decision",
            meetings.Decision,
            ("code",),
            _BODY
            | {
                "meeting": "meeting__code",
                "consultation": "consultation__code",
                "matter": "matter__name",
                "item": "agenda_item__position",
            },
            _BODY_LINK
            | {
                "meeting": ("meeting", ("meeting",)),
                "consultation": ("consultation", ("consultation",)),
                "matter": ("matter", ("matter",)),
                "agenda_item": ("item", ("meeting", "item")),
            },
            _OF_BODY,
        ),
        Record(
            "task",
            meetings.Task,
            ("code",),
            _BODY
            | {
                "meeting": "meeting__code",
                "assignee": "assignee__code",
                "item": "agenda_item__position",
            },
            _BODY_LINK
            | {
                "meeting": ("meeting", ("meeting",)),
                "assignee": ("person", ("assignee",)),
                "agenda_item": ("item", ("meeting", "item")),
            },
            _OF_BODY,
        ),
        Record("regime", reports.ReportRegime, ("code",), reaches="*"),
        Record(
            "report",
            reports.Report,
            ("body", "regime", "period", "submitted_on"),
            _BODY | {"regime": "regime__code"},
            _BODY_LINK | {"regime": ("regime", ("regime",))},
            _OF_BODY,
        ),
        Record("submission", reports.Submission, ("code",), _BODY, _BODY_LINK, _OF_BODY),
        Record("day_off", obligations.DayOff, ("day",), reaches="*"),
        Record(
            "waiver",
            obligations.Waiver,
            ("body", "rule", "subject", "granted_on"),
            _BODY,
            _BODY_LINK,
            _OF_BODY,
        ),
        Record("direction", directions.Direction, ("code",), _BODY, _BODY_LINK, _OF_BODY),
        Record(
            "direction_step",
            directions.DirectionStep,
            ("direction", "number"),
            {"direction": "direction__code"},
            {"direction": ("direction", ("direction",))},
            "direction__body_id",
        ),
        Record(
            "extension",
            directions.Extension,
            ("direction", "number"),
            {"direction": "direction__code"},
            {"direction": ("direction", ("direction",))},
        ),
        # Nothing is judged by them: what an office decided about a year stands beside what the records
        # propose.
        Record("correction", reviews.Correction, ("body", "year", "quarter", "criterion"), _BODY, _BODY_LINK),
        Record("review", reviews.Review, ("body", "year", "quarter"), _BODY, _BODY_LINK),
    )
}

LINKS: dict[str, Link] = {
    link.name: link
    for link in (
        Link(
            "successors",
            delegations.Succession,
            "body",
            "predecessor",
            ("predecessor__code",),
            "body",
            "successor",
            "successor__code",
        ),
        Link(
            "kinds",
            reports.RegimeKind,
            "regime",
            "regime",
            ("regime__code",),
            "kind",
            "kind",
            "kind__name",
        ),
        Link(
            "replaces",
            delegations.Replacement,
            "document",
            "replacing",
            ("replacing__number",),
            "document",
            "replaced",
            "replaced__number",
        ),
        Link(
            "bases",
            delegations.LegalBasis,
            "regulation",
            "regulation",
            ("regulation__body__code", "regulation__number"),
            "document",
            "document",
            "document__number",
        ),
        Link(
            "bodies",
            delegations.EventBody,
            "event",
            "event",
            ("event__occurred_on", "event__kind", "event__name"),
            "body",
            "body",
            "body__code",
        ),
    )
}

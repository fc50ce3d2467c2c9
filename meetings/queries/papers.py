"""Papers of meetings, of single decisions and of written consultations: which record a paper is about."""

import datetime as dt
from typing import Any

from accounts.models import User
from delegations.models import Body
from meetings.models import Decision, Meeting, WrittenConsultation
from papers.enums import Kind, State
from papers.models import Paper

Record = Meeting | Decision | WrittenConsultation

_MODELS: dict[str, type[Record]] = {"hop": Meeting, "quyet-nghi": Decision, "lay-y-kien": WrittenConsultation}
_NAMES = {model: name for name, model in _MODELS.items()}


def about(record: Record) -> str:
    """Return what a paper about the record is known by: its key, for a code may be mended."""
    return f"{_NAMES[type(record)]}:{record.pk}"


def record_of(paper: Paper) -> Record | None:
    """Return the record that a paper is about, with its body; None where it was taken away. One query."""
    name, _colon, key = paper.about.partition(":")
    if name not in _MODELS or not key.isdecimal():
        return None
    found: Record | None = (
        _MODELS[name]
        ._default_manager.select_related("body__kind", "body__parent")
        .filter(pk=int(key))
        .first()
    )
    return found


def body_of(paper: Paper) -> Body | None:
    """Return the body whose paper it is, also where the record was taken away. At most two queries."""
    record = record_of(paper)
    return record.body if record else Body.objects.filter(code=paper.series).first()


def of_record(record: Record) -> list[Paper]:
    """Return the papers about a record, and those about the decisions of a meeting or a consultation, the
    oldest first. Two queries."""
    keys = [about(record)]
    if not isinstance(record, Decision):
        keys += [f"{_NAMES[Decision]}:{pk}" for pk in record.decisions.values_list("pk", flat=True)]
    return list(Paper.objects.filter(about__in=keys).order_by("created_at", "pk"))


def standing(record: Record, kind: Kind) -> Paper | None:
    """Return the paper of that kind about the record that no other has replaced: a draft that is to replace
    one comes first. One query."""
    rows: Any = Paper.objects.filter(kind=kind, about=about(record)).exclude(state=State.REPLACED)
    found: Paper | None = rows.order_by("-created_at", "-pk").first()
    return found


def drafts_of_minutes(user: User) -> dict[int, Paper]:
    """Return the drafts of minutes that the user was the last to edit, by the key of their meeting. One
    query."""
    rows = Paper.objects.filter(
        kind=Kind.MINUTES, state=State.DRAFT, about__startswith=f"{_NAMES[Meeting]}:", edited_by=user
    )
    return {int(paper.about.partition(":")[2]): paper for paper in rows}


def numbers_typed(body: Body, column: str, *, first: dt.date, last: dt.date | None) -> list[str]:
    """Return what the meetings of a body in these days have in a column of numbers. One query."""
    rows: Any = Meeting.objects.filter(body=body, held_on__gte=first).exclude(**{column: ""})
    if last is not None:
        rows = rows.filter(held_on__lte=last)
    return list(rows.values_list(column, flat=True))

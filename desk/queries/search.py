"""One search over everything that has a name: bodies, people, meetings, documents, decisions, submissions,
tasks."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.dates import day
from core.text import fold
from delegations.models import (
    Body,
    CoordinationRegulation,
    GoverningDocument,
    Membership,
    Person,
    WorkingRegulation,
    covers,
)
from directions.models import Direction
from meetings.models import Decision, Meeting, Task, WrittenConsultation
from records.querysets import contains_all_words
from reports.models import Report, Submission

SHORTEST = 2
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found: its words, a second line, where it is."""

    label: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `more` says that the kind's own list holds further ones."""

    key: str
    title: Any
    hits: list[Hit]
    more: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of record is searched: `rows` narrows to what a user may see, `hit` words a row."""

    key: str
    title: Any
    rows: Callable[[User], "QuerySet[Any]"]
    order: tuple[str, ...]
    hits: Callable[[Iterable[Any], dt.date], Iterator[Hit]]
    column: str = "search_text"


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _bodies(rows: Iterable[Body], on: dt.date) -> Iterator[Hit]:
    for body in rows:
        ended = (
            _("kết thúc %(day)s") % {"day": day(body.ended_on)}
            if body.ended_on and body.ended_on < on
            else ""
        )
        yield Hit(
            body.name, _joined(body.code, body.symbol, ended), reverse("delegations:body", args=[body.code])
        )


def _people(rows: Iterable[Person], on: dt.date) -> Iterator[Hit]:
    people = list(rows)
    seats: dict[int, list[str]] = {}
    held = (
        Membership.objects.filter(covers(on), person__in=people)
        .select_related("seat__body")
        .order_by("starts_on")
    )
    for membership in held:
        seats.setdefault(membership.person_id, []).append(
            f"{membership.seat.get_role_display()} {membership.seat.body.name}"
        )
    for person in people:
        yield Hit(
            person.full_name,
            _joined(person.code, "; ".join(seats.get(person.pk, []))),
            reverse("delegations:person", args=[person.code]),
        )


def _meetings(rows: Iterable[Meeting], on: dt.date) -> Iterator[Hit]:
    for meeting in rows:
        label = meeting.subject or meeting.code
        detail = _joined(
            meeting.code if meeting.subject else "",
            meeting.get_kind_display(),
            day(meeting.held_on),
            meeting.minutes_number,
            meeting.body.name,
        )
        yield Hit(label, detail, reverse("meetings:page", args=[meeting.code]))


def _documents(rows: Iterable[GoverningDocument], on: dt.date) -> Iterator[Hit]:
    for document in rows:
        yield Hit(
            document.number,
            _joined(day(document.issued_on), document.title),
            reverse("delegations:document", args=[document.pk]),
        )


def _working_regulations(rows: Iterable[WorkingRegulation], on: dt.date) -> Iterator[Hit]:
    for regulation in rows:
        url = reverse("delegations:body", args=[regulation.body.code]) + "#quy-che"
        yield Hit(
            regulation.number,
            _joined(_("Quy chế làm việc"), day(regulation.issued_on), regulation.body.name),
            url,
        )


def _coordination_regulations(rows: Iterable[CoordinationRegulation], on: dt.date) -> Iterator[Hit]:
    for regulation in rows:
        url = reverse("delegations:coordination") + "?" + urlencode({"q": regulation.number})
        yield Hit(
            regulation.number,
            _joined(_("Quy chế phối hợp"), regulation.get_kind_display(), regulation.title),
            url,
        )


def _decisions(rows: Iterable[Decision], on: dt.date) -> Iterator[Hit]:
    for decision in rows:
        yield Hit(
            decision.title,
            _joined(decision.number or decision.code, day(decision.decided_on), decision.body.name),
            reverse("meetings:decision", args=[decision.code]),
        )


def _consultations(rows: Iterable[WrittenConsultation], on: dt.date) -> Iterator[Hit]:
    for consultation in rows:
        url = reverse("meetings:consultation", args=[consultation.code])
        yield Hit(
            consultation.subject,
            _joined(consultation.code, day(consultation.sent_on), consultation.body.name),
            url,
        )


def _tasks(rows: Iterable[Task], on: dt.date) -> Iterator[Hit]:
    for task in rows:
        due = _("hạn %(day)s") % {"day": day(task.due_on)} if task.due_on else ""
        yield Hit(
            task.title, _joined(task.code, due, task.body.name), reverse("meetings:task", args=[task.code])
        )


def _reports(rows: Iterable[Report], on: dt.date) -> Iterator[Hit]:
    for report in rows:
        label = report.number or _("Báo cáo năm %(year)s") % {"year": report.year}
        yield Hit(
            str(label),
            _joined(_("Báo cáo năm %(year)s") % {"year": report.year}, report.body.name),
            reverse("reports:page", args=[report.pk]),
        )


def _submissions(rows: Iterable[Submission], on: dt.date) -> Iterator[Hit]:
    for submission in rows:
        yield Hit(
            submission.subject,
            _joined(submission.number or submission.code, submission.body.name),
            reverse("reports:submission", args=[submission.code]),
        )


def _directions(rows: Iterable[Direction], on: dt.date) -> Iterator[Hit]:
    for direction in rows:
        yield Hit(
            Truncator(direction.text).chars(120),
            _joined(direction.code, direction.leader_name, day(direction.given_on), direction.body.name),
            reverse("directions:page", args=[direction.code]),
        )


KINDS = (
    Kind(
        "to-chuc",
        _("Tổ chức đảng"),
        lambda user: Body.objects.visible_to(user),
        ("position", "code"),
        _bodies,
    ),
    Kind("can-bo", _("Cán bộ"), lambda user: Person.objects.visible_to(user), ("sort_key", "code"), _people),
    Kind(
        "cuoc-hop",
        _("Cuộc họp"),
        lambda user: Meeting.objects.visible_to(user).select_related("body"),
        ("-held_on", "code"),
        _meetings,
    ),
    Kind(
        "van-ban",
        _("Văn bản"),
        lambda user: GoverningDocument.objects.all(),
        ("-issued_on", "number"),
        _documents,
    ),
    Kind(
        "quy-che-lam-viec",
        _("Quy chế làm việc"),
        lambda user: WorkingRegulation.objects.visible_to(user).select_related("body"),
        ("-issued_on", "number"),
        _working_regulations,
        "number__unaccent",
    ),
    Kind(
        "quy-che-phoi-hop",
        _("Quy chế phối hợp"),
        lambda user: CoordinationRegulation.objects.visible_to(user),
        ("-effective_on", "number"),
        _coordination_regulations,
    ),
    Kind(
        "quyet-nghi",
        _("Quyết nghị"),
        lambda user: Decision.objects.visible_to(user).select_related("body"),
        ("-decided_on", "code"),
        _decisions,
    ),
    Kind(
        "lay-y-kien",
        _("Lấy ý kiến bằng văn bản"),
        lambda user: WrittenConsultation.objects.visible_to(user).select_related("body"),
        ("-sent_on", "code"),
        _consultations,
    ),
    Kind(
        "nhiem-vu",
        _("Nhiệm vụ"),
        lambda user: Task.objects.visible_to(user).select_related("body"),
        ("-given_on", "code"),
        _tasks,
    ),
    Kind(
        "bao-cao",
        _("Báo cáo"),
        lambda user: Report.objects.visible_to(user).select_related("body"),
        ("-year", "pk"),
        _reports,
    ),
    Kind(
        "de-xuat",
        _("Đề xuất"),
        lambda user: Submission.objects.visible_to(user).select_related("body"),
        ("-recorded_on", "code"),
        _submissions,
    ),
    Kind(
        "chi-dao",
        _("Ý kiến chỉ đạo"),
        lambda user: Direction.objects.visible_to(user).select_related("body"),
        ("-given_on", "code"),
        _directions,
    ),
)


def found(kind: Kind, text: str, *, user: User) -> "QuerySet[Any]":
    """Return the records of a kind that hold every word of the text, those that begin with it first."""
    rows = kind.rows(user)
    if kind.column != "search_text":
        # A short list without a stored key of its own: the database folds it as it reads.
        for word in fold(text).split():
            rows = rows.filter(**{f"{kind.column}__icontains": word})
        return rows.order_by(*kind.order)
    starts = Case(
        When(search_text__startswith=fold(text), then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return (
        rows.filter(contains_all_words(text, "search_text"))
        .annotate(starts=starts)
        .order_by("starts", *kind.order)
    )


def everywhere(text: str, *, user: User, on: dt.date) -> list[Group]:
    """Return the first records of each kind that hold every word; one query a kind, one more for people's
    seats."""
    groups = []
    for kind in KINDS:
        rows = list(found(kind, text, user=user)[: SHOWN + 1])
        if rows:
            groups.append(Group(kind.key, kind.title, list(kind.hits(rows[:SHOWN], on)), len(rows) > SHOWN))
    return groups

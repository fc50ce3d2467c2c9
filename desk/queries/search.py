"""One search over everything that has a name: bodies, people, meetings, documents, findings and the rest.

Every kind of record is asked in one statement: a row of arrays, each the first records of a kind that hold
all words. Two queries in all, whatever there is; see bench/bench_search.py for what they cost.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, F, Func, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject, Least
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries import bodies_of
from core import dates
from core.addresses import reverse
from core.dates import day
from core.keys import Folded
from core.text import fold, has_word
from delegations.enums import BodyRelation, CoordinationKind, SeatRole
from delegations.models import (
    Body,
    CoordinationRegulation,
    GoverningDocument,
    Membership,
    Office,
    Person,
    WorkingRegulation,
    covers,
    has_ended,
)
from delegations.permissions import can_edit_registers
from directions.models import Direction
from meetings.enums import MeetingKind
from meetings.models import AgendaItem, Decision, Meeting, Task, WrittenConsultation
from obligations.enums import FlagStatus, Rule
from obligations.queries import sentences, subjects
from obligations.queries.findings.filters import on_day
from records.querysets import holds
from reports.models import Report, ReportRegime, Submission

SHORTEST = 2
SHOWN = 6
NAMED = 60
"""How many bodies a text may name: those that hold most of its words."""

Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its words, a second line, where it is."""

    label: str
    detail: str
    url: str
    icon: str = ""
    """Its own sign, where it has another than its group."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `more` says that the kind's own list holds further ones."""

    key: str
    title: Any
    icon: str
    hits: list[Hit]
    more: bool


def _stored(word: str) -> Q:
    return holds("search_text", word)


def _of_body(word: str) -> Q:
    return holds("search_text", word, initials=True)


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of record is searched: `rows` narrows to what a user may see on a day, `columns` are what
    `hit` makes its words of. `body` names the column of the body, whose name counts beside the record's own
    words; `day` that of a day by which it is found."""

    key: str
    title: Any
    icon: str
    rows: Callable[[User, dt.date], "QuerySet[Any]"]
    order: tuple[Any, ...]
    columns: tuple[str, ...]
    hit: Callable[[Words], Hit]
    body: str = ""
    day: str = ""
    own: Callable[[str], Q] = _stored
    named: bool = False
    """Whether the nearest name comes first. Others come by `order` alone, from which the database finds the
    first without looking at all of them."""
    last: tuple[Any, ...] = ()
    """What puts a row behind the others, however near its name."""
    told: Callable[[list[Words]], list[Words]] = lambda rows: rows
    """What `hit` needs of other records, put beside the few rows that are shown."""


class NamedBody(NamedTuple):
    """A body that a text may name, with what the text is compared to, and whether it has ended."""

    pk: int
    code: str
    name: str
    search_text: str
    is_over: bool


class Asked(NamedTuple):
    """What somebody looks for: the text as it was typed, its words as they are compared (none where the text
    is too short), and the bodies that hold most of them, at most NAMED."""

    text: str
    words: tuple[str, ...]
    user: User
    on: dt.date
    bodies: tuple[NamedBody, ...]


class Nearness(Func):
    """How near a name comes to the words: 0 begins with them, 1 has them as whole words, 2 has words that
    begin so, 3 has them apart."""

    output_field = IntegerField()

    def __init__(self, name: Any, words: str) -> None:
        super().__init__(name)
        self.words = words

    def as_sql(
        self, compiler: Any, connection: Any, *_more: Any, **_others: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        name, parameters = compiler.compile(self.source_expressions[0])
        cases = (f"starts_with({name}, %s)", f"strpos({name}, %s) > 0", f"strpos(' ' || {name}, %s) > 0")
        wanted = (f"{self.words} ", f" {self.words} ", f" {self.words}")
        whens = " ".join(f"WHEN {case} THEN {place}" for place, case in enumerate(cases))
        every = tuple(value for one in wanted for value in (*parameters, one))
        return f"CASE {whens} ELSE {len(cases)} END", every


# What a record found says of itself --------------------------------------------------------------


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _body(words: Words) -> Hit:
    ended = _("kết thúc %(day)s") % {"day": day(words["ended"])} if words["ended"] else ""
    return Hit(
        words["name"],
        _joined(words["code"], words["symbol"], ended),
        reverse("delegations:body", args=[words["code"]]),
    )


def _person(words: Words) -> Hit:
    seats = (f"{SeatRole(seat['role']).label} {seat['body']}" for seat in words["seats"])
    return Hit(
        words["full_name"],
        _joined(words["code"], "; ".join(seats)),
        reverse("delegations:person", args=[words["code"]]),
    )


def _meeting(words: Words) -> Hit:
    detail = _joined(
        words["code"] if words["subject"] else "",
        MeetingKind(words["kind"]).label,
        day(words["held_on"]),
        words["minutes_number"],
        words["body__name"],
    )
    return Hit(words["subject"] or words["code"], detail, reverse("meetings:page", args=[words["code"]]))


def _agenda_item(words: Words) -> Hit:
    return Hit(
        words["title"],
        _joined(words["meeting__code"], day(words["meeting__held_on"]), words["meeting__body__name"]),
        reverse("meetings:page", args=[words["meeting__code"]]),
    )


def _document(words: Words) -> Hit:
    return Hit(
        words["number"],
        _joined(day(words["issued_on"]), words["title"]),
        reverse("delegations:document", args=[words["pk"]]),
    )


def _working_regulation(words: Words) -> Hit:
    return Hit(
        words["number"],
        _joined(_("Quy chế làm việc"), day(words["issued_on"]), words["body__name"]),
        reverse("delegations:body", args=[words["body__code"]]) + "#quy-che",
    )


def _coordination_regulation(words: Words) -> Hit:
    return Hit(
        words["number"],
        _joined(_("Quy chế phối hợp"), CoordinationKind(words["kind"]).label, words["title"]),
        reverse("delegations:coordination") + "?" + urlencode({"q": words["number"]}),
    )


def _office(words: Words) -> Hit:
    return Hit(
        words["name"],
        "; ".join(dict.fromkeys(words["holders"])),
        reverse("delegations:offices") + "?" + urlencode({"q": words["name"]}),
    )


def _decision(words: Words) -> Hit:
    return Hit(
        words["title"],
        _joined(words["number"] or words["code"], day(words["decided_on"]), words["body__name"]),
        reverse("meetings:decision", args=[words["code"]]),
    )


def _consultation(words: Words) -> Hit:
    return Hit(
        words["subject"],
        _joined(words["code"], day(words["sent_on"]), words["body__name"]),
        reverse("meetings:consultation", args=[words["code"]]),
    )


def _task(words: Words) -> Hit:
    due = _("hạn %(day)s") % {"day": day(words["due_on"])} if words["due_on"] else ""
    return Hit(
        words["title"],
        _joined(words["code"], due, words["body__name"]),
        reverse("meetings:task", args=[words["code"]]),
    )


def _report(words: Words) -> Hit:
    regime = ReportRegime(name=words["regime__name"]) if words["regime__name"] else None
    title = Report(regime=regime, period=words["period"]).title()
    return Hit(
        words["number"] or title,
        _joined(title if words["number"] else "", day(words["submitted_on"]), words["body__name"]),
        reverse("reports:page", args=[words["pk"]]),
    )


def _submission(words: Words) -> Hit:
    return Hit(
        words["subject"],
        _joined(words["number"] or words["code"], words["body__name"]),
        reverse("reports:submission", args=[words["code"]]),
    )


def _direction(words: Words) -> Hit:
    return Hit(
        Truncator(words["text"]).chars(120),
        _joined(words["code"], words["leader_name"], day(words["given_on"]), words["body__name"]),
        reverse("directions:page", args=[words["code"]]),
    )


def _with_subjects(rows: list[Words]) -> list[Words]:
    names = subjects.of(rows)
    return [{**words, "about": names.words(words["rule"], words["subject"])} for words in rows]


def _finding(words: Words) -> Hit:
    due = _("hạn %(day)s") % {"day": day(words["due_on"])} if words["due_on"] else ""
    return Hit(
        _joined(sentences.title(words["rule"]), words["about"]),
        _joined(words["body__name"], FlagStatus(words["status"]).label, due),
        reverse("obligations:finding", args=[words["body__code"], words["rule"], words["subject"]]),
    )


# The kinds ---------------------------------------------------------------------------------------


def _people(user: User, on: dt.date) -> "QuerySet[Person]":
    held = Membership.objects.visible_to(user).filter(covers(on), person=OuterRef("pk"))
    seat = JSONObject(role="seat__role", body="seat__body__name")
    seats = held.order_by("starts_on", "pk").values_list(seat)
    return Person.objects.visible_to(user).annotate(seats=ArraySubquery(seats))


def _offices(user: User, on: dt.date) -> "QuerySet[Office]":
    held = Membership.objects.filter(covers(on), seat__office=OuterRef("pk"))
    holders = held.order_by("person__sort_key").values_list("person__full_name")
    offices = Office.objects.annotate(holders=ArraySubquery(holders))
    # Their list is for those alone who may change it.
    return offices if can_edit_registers(user) else offices.filter(pk__in=())


def _of_rule(word: str) -> Q:
    return Q(rule__in=[rule.value for rule in Rule if has_word(fold(str(rule.label)), word)])


KINDS = (
    Kind(
        "to-chuc",
        _("Tổ chức đảng"),
        "building-bank",
        lambda user, on: Body.objects.visible_to(user).annotate(
            ended=Case(
                When(
                    Q(has_ended(on), relation=BodyRelation.ORGAN), then=Least("ended_on", "parent__ended_on")
                ),
                When(has_ended(on), then="ended_on"),
            ),
            is_over=Q(ended__isnull=False),
        ),
        ("position", "code"),
        ("code", "name", "symbol", "ended"),
        _body,
        own=_of_body,
        named=True,
        last=("is_over",),
    ),
    Kind(
        "can-bo",
        _("Cán bộ"),
        "user",
        _people,
        ("sort_key", "code"),
        ("code", "full_name", "seats"),
        _person,
        named=True,
    ),
    Kind(
        "cuoc-hop",
        _("Cuộc họp"),
        "users",
        lambda user, on: Meeting.objects.visible_to(user),
        ("-held_on", "code"),  # as its index has it: what was put off without a day comes first
        ("code", "subject", "kind", "held_on", "minutes_number", "body__name"),
        _meeting,
        "body",
        "held_on",
    ),
    Kind(
        "noi-dung-hop",
        _("Nội dung họp"),
        "list-details",
        lambda user, on: AgendaItem.objects.visible_to(user),
        ("-pk",),  # as they were recorded: the day would want each one's meeting
        ("title", "meeting__code", "meeting__held_on", "meeting__body__name"),
        _agenda_item,
        "meeting__body",
    ),
    Kind(
        "phat-hien",
        _("Phát hiện"),
        "flag",
        lambda user, on: on_day(on, body_ids=bodies_of(user)),
        ("due_on", "body__position", "body__code", "rule", "subject"),
        ("rule", "subject", "status", "due_on", "body__code", "body__name"),
        _finding,
        "body",
        "due_on",
        _of_rule,
        told=_with_subjects,
    ),
    Kind(
        "van-ban",
        _("Văn bản"),
        "books",
        lambda user, on: GoverningDocument.objects.all(),
        ("-issued_on", "number"),
        ("pk", "number", "issued_on", "title"),
        _document,
        day="issued_on",
        named=True,
    ),
    Kind(
        "quy-che-lam-viec",
        _("Quy chế làm việc"),
        "file-text",
        # A short list without a stored key of its own: the database folds it as it reads.
        lambda user, on: WorkingRegulation.objects.visible_to(user).annotate(search_text=Folded("number")),
        ("-issued_on", "number"),
        ("number", "issued_on", "body__code", "body__name"),
        _working_regulation,
        "body",
        "issued_on",
        named=True,
    ),
    Kind(
        "quy-che-phoi-hop",
        _("Quy chế phối hợp"),
        "arrows-exchange",
        lambda user, on: CoordinationRegulation.objects.visible_to(user),
        ("-effective_on", "number"),
        ("number", "kind", "title"),
        _coordination_regulation,
        day="effective_on",
        named=True,
    ),
    Kind(
        "quyet-nghi",
        _("Quyết nghị"),
        "gavel",
        lambda user, on: Decision.objects.visible_to(user),
        ("-decided_on", "code"),
        ("code", "title", "number", "decided_on", "body__name"),
        _decision,
        "body",
        "decided_on",
    ),
    Kind(
        "lay-y-kien",
        _("Lấy ý kiến bằng văn bản"),
        "mail",
        lambda user, on: WrittenConsultation.objects.visible_to(user),
        ("-sent_on", "code"),
        ("code", "subject", "sent_on", "body__name"),
        _consultation,
        "body",
        "sent_on",
    ),
    Kind(
        "nhiem-vu",
        _("Nhiệm vụ"),
        "checklist",
        lambda user, on: Task.objects.visible_to(user),
        ("-given_on", "code"),
        ("code", "title", "due_on", "body__name"),
        _task,
        "body",
        "due_on",
    ),
    Kind(
        "bao-cao",
        _("Báo cáo"),
        "report",
        lambda user, on: Report.objects.visible_to(user),
        ("-year", "-submitted_on", "pk"),
        ("pk", "number", "period", "regime__name", "submitted_on", "body__name"),
        _report,
        "body",
        "submitted_on",
    ),
    Kind(
        "de-xuat",
        _("Đề xuất"),
        "send",
        lambda user, on: Submission.objects.visible_to(user),
        ("-recorded_on", "code"),
        ("code", "subject", "number", "body__name"),
        _submission,
        "body",
        "recorded_on",
    ),
    Kind(
        "chi-dao",
        _("Ý kiến chỉ đạo"),
        "message-circle",
        lambda user, on: Direction.objects.visible_to(user),
        ("-given_on", "code"),
        ("code", "text", "leader_name", "given_on", "body__name"),
        _direction,
        "body",
        "given_on",
    ),
    Kind("chuc-vu", _("Chức vụ"), "briefcase", _offices, ("name",), ("name", "holders"), _office, named=True),
)


# The search --------------------------------------------------------------------------------------

_DAY_AND_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})\Z")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})/(\d{4})\Z")


def spans(word: str, on: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return the days that a word may mean, as first and last: 23/11/2026 that day, 11/2026 its month, 23/11
    that day of the year looked at and of the years beside it. None for any other word."""
    if match := _DAY_AND_MONTH.match(word):
        years = (on.year - 1, on.year, on.year + 1)
        found = [dates.parsed(f"{match[1]}/{match[2]}/{year}") for year in years]
        return [(one, one) for one in found if one]
    if match := _MONTH_AND_YEAR.match(word):
        first = dates.parsed(f"1/{match[1]}/{match[2]}")
        return [(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))] if first else []
    one = dates.parsed(word) if re.match(r"\d{1,4}[/.-]", word) else None
    return [(one, one)] if one else []


def asked(text: str, *, user: User, on: dt.date) -> Asked:
    """Return what a user looks for, with the bodies of which the text names a word. One query; none for a
    text too short to search for."""
    words = fold(text).split() if len(text) >= SHORTEST else []
    return Asked(text, tuple(words), user, on, tuple(_named_bodies(words, user, on) if words else ()))


def _named_bodies(words: Sequence[str], user: User, on: dt.date) -> list[NamedBody]:
    any_word = Q(*(_of_body(word) for word in words), _connector=Q.OR)
    held: Any = sum(
        (Case(When(_of_body(word), then=Value(1)), default=Value(0)) for word in words),
        start=Value(0),
    )
    found = Body.objects.visible_to(user).filter(any_word).annotate(held=held, is_over=has_ended(on))
    columns = ("pk", "code", "name", "search_text", "is_over")
    rows: Any = found.order_by("-held", "is_over", "position", "code").values_list(*columns)
    return [NamedBody(*row) for row in rows[:NAMED]]


def found(kind: Kind, asked: Asked) -> "QuerySet[Any, Words]":
    """Return the records of a kind that hold every word, in themselves or (but for one word) in the name of
    their body, as what `kind.hit` takes."""
    return _ordered(kind, _matching(kind, asked), asked).values(*kind.columns)


def everywhere(asked: Asked) -> list[Group]:
    """Return the first records of each kind that hold every word. One query, and where findings are among
    them one for each kind of record that these are about."""
    if not asked.words:
        return []
    parts: list[str] = []
    values: list[Any] = []
    for kind in KINDS:
        try:
            statement, parameters = found(kind, asked)[: SHOWN + 1].query.sql_with_params()
        except EmptyResultSet:
            parts.append("ARRAY[]::json[]")
        else:
            columns = ", ".join(kind.columns)
            parts.append(f"ARRAY(SELECT row_to_json(row) FROM ({statement}) AS row ({columns}))")
            values += parameters
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        arrays = cursor.fetchone()
    groups = []
    for kind, rows in zip(KINDS, arrays, strict=True):
        if rows:
            hits = [kind.hit(words) for words in kind.told(rows[:SHOWN])]
            groups.append(Group(kind.key, kind.title, kind.icon, hits, len(rows) > SHOWN))
    return groups


def together(places: list[Group], records: list[Group], text: str) -> list[Group]:
    """Return what was found in the order in which it is shown: one word is rather a name than an act."""
    if " " in text:
        return places + records
    names = [group for group in records if group.key in {"to-chuc", "can-bo"}]
    return names + places + [group for group in records if group not in names]


def _matching(kind: Kind, asked: Asked) -> "QuerySet[Any]":
    every, itself, by_body = Q(), Q(), False
    for word in asked.words:
        own = kind.own(word)
        if kind.day:
            for span in spans(word, asked.on):
                own |= Q(**{f"{kind.day}__range": span})
        itself |= own
        of_body = (
            [body.pk for body in asked.bodies if has_word(body.search_text, word, initials=True)]
            if kind.body
            else []
        )
        every &= own | Q(**{f"{kind.body}__in": of_body}) if of_body else own
        by_body |= bool(of_body)
    return kind.rows(asked.user, asked.on).filter(every & itself if by_body else every)


def _ordered(kind: Kind, rows: "QuerySet[Any]", asked: Asked) -> "QuerySet[Any]":
    if kind.named:
        return rows.order_by(*kind.last, Nearness(F("search_text"), " ".join(asked.words)), *kind.order)
    return rows.order_by(*kind.order)

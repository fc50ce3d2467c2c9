"""The words of a mail: subject, text and HTML from three templates."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import quote

from django.template import TemplateDoesNotExist
from django.template.loader import get_template, select_template
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy

from core.addresses import absolute, as_address
from delegations.enums import SeatRole
from obligations.queries import grounds, sentences
from obligations.queries.findings import Row
from outbox.documents.composing import Addressee, Composed, compose
from outbox.enums import MessageKind
from outbox.models import MailPolicy
from reminders.enums import Audience
from reminders.queries.given import Given
from reminders.queries.weeks import Week

WHY = {
    Audience.CONTACT.value: gettext_lazy("Thư gửi địa chỉ liên hệ của tổ chức."),
    Audience.SECRETARY.value: gettext_lazy("Thư gửi đồng chí với trách nhiệm Bí thư."),
    Audience.ASSIGNED.value: gettext_lazy("Thư gửi đồng chí vì được giao thực hiện, theo dõi việc này."),
    Audience.CONSULTED.value: gettext_lazy("Thư gửi đồng chí vì chưa trả lời phiếu lấy ý kiến."),
    Audience.OFFICE.value: gettext_lazy("Thư gửi văn phòng là cơ quan theo dõi, đôn đốc."),
    Audience.BRIEF.value: gettext_lazy("Thư gửi đồng chí lãnh đạo theo dõi chung."),
}
MOST_POSTS = 2  # more of them would be a list and no address
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """One finding in a mail."""

    row: Row
    title: str
    late: str
    sentence: str
    basis: str
    remedy: str
    act_url: str


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one body in a mail, and why this address is told."""

    body_name: str
    why: str
    audience: str
    items: tuple[Item, ...]


class Ahead(NamedTuple):
    """A line of what is not due yet: as whom the reader has it, what it is, whose, when it is due, where to
    act."""

    audience: str
    title: str
    body_name: str
    due_on: dt.date
    left: str
    url: str


class Beside(NamedTuple):
    """Findings of the province's day that a mail does not tell of, so that its numbers and those of the whole
    day agree."""

    total: int
    overdue: int
    serious: int


class Watched(NamedTuple):
    """A line of what a reader only watches: a finding of a body, and how many such findings it has."""

    row: Row
    title: str
    late: str
    number: int
    act_url: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a mail of reminders says: the worst findings in full by body (`sections`), or in a line each
    (`worst`: for the office and leaders, who have the rest on screen), and how many there are in all. `rest`
    are the others of who has no screen: a line with its link each."""

    sections: tuple[Section, ...]
    rest: tuple[Item, ...]
    worst: tuple[Watched, ...]
    total: int
    overdue: int
    serious: int
    bodies: int
    body_name: str
    """The body that all of it is about; "" where it is about several."""
    watched: int
    """How many of them the office or a leader only watches."""
    unnamed: int
    """How many of those stand in no line."""


@lru_cache(maxsize=64)
def _sentence_template(rule: str) -> Any:
    return select_template([f"words/{rule}.txt", "reminders/mail/finding.txt"]).template


def sentence(row: Row, on: dt.date, names: Mapping[str, str]) -> str:
    """Return what is wrong, in a sentence made from the finding's evidence; `names` are the records' by
    kind:code."""
    context: dict[str, Any] = {
        "finding": row,
        "on": on,
        "title": sentences.title(row.rule),
        "names": names,
        "sentence": _sentence_template(row.rule),
    }
    text = _BLANKS.sub(" ", get_template("reminders/mail/sentence.txt").render(context)).strip()
    return sentences.without_codes(text, row, names=names)


@lru_cache(maxsize=64)
def _remedy_template(rule: str) -> Any:
    try:
        return get_template(f"words/{rule}.html#remedy")
    except TemplateDoesNotExist:
        return None


def remedy(row: Row, names: Mapping[str, str]) -> str:
    """Return what is to be done, as the finding's page has it, in plain words."""
    template = _remedy_template(row.rule)
    if template is None:
        return ""
    text = unescape(strip_tags(template.render({"finding": row, "names": names})))
    return sentences.without_codes(_BLANKS.sub(" ", text).strip(), row, names=names)


def basis(row: Row) -> str:
    """Return the articles that a finding rests on and that may be held against others; "" where there are
    none."""
    return "; ".join(grounds.to_cite(row))


def item(row: Row, on: dt.date, act_url: str, names: Mapping[str, str]) -> Item:
    """Return a finding's words for a mail of the day."""
    return Item(
        row,
        sentences.title(row.rule),
        sentences.status(row, on),
        sentence(row, on, names),
        basis(row),
        remedy(row, names),
        act_url,
    )


def addressee(parts: Sequence[Section | Ahead], *, name: str, watches: bool, office: str) -> Addressee:
    """Return how this recipient is addressed: a body, its Bí thư with that office, a leader, the office
    itself where no name is known."""
    led = dict.fromkeys(part.body_name for part in parts if part.audience == Audience.SECRETARY)
    if led:
        posts = [f"{SeatRole.SECRETARY.label} {body}" for body in led]
        return Addressee(name, posts if len(posts) <= MOST_POSTS else [])
    if watches and not name:
        return Addressee(office, is_person=False)
    bodies = {part.body_name for part in parts if part.audience == Audience.CONTACT}
    return Addressee(name, is_person=name not in bodies)


def render(
    kind: str,
    contents: Contents,
    *,
    tasks: Sequence[Given] = (),
    ahead: Sequence[Ahead] = (),
    on: dt.date,
    name: str,
    office: str = "",
    policy: MailPolicy,
    week: Week | None = None,
    others: int = 0,
    stop_url: str = "",
) -> Composed:
    """Return a mail in subject, text and HTML from templates/reminders/mail/<kind>.{subject.txt,txt,html}."""
    beside = week and Beside(
        week.total - contents.total,
        week.overdue.now - contents.overdue,
        week.serious.now - contents.serious,
    )
    context = {
        "contents": contents,
        "is_brief": kind == MessageKind.BRIEF,
        "tasks": tasks,
        "ahead": ahead,
        "on": on,
        "week": week,
        "others": others,
        "beside": beside,
        "more": contents.unnamed + (beside.total if beside else others if contents.watched else 0),
        "site_url": absolute("/"),
        # A body's people may have no account: for them the list is no place to go.
        "list_url": absolute("/can-xu-ly/") if contents.watched else "",
        "direct_url": absolute("/chi-dao/ghi/"),
        "stop_url": stop_url,
    }
    watches = bool(contents.watched) and kind != MessageKind.BRIEF
    to = addressee([*contents.sections, *ahead], name=name, watches=watches, office=policy.sender_name)
    if office:
        to = to._replace(offices=[office])
    return compose(f"reminders/mail/{kind}", context, to=to, policy=policy)


def finding_path(body_code: str, rule: str, subject: str) -> str:
    """Return the path of a finding's page."""
    return f"/to-chuc/{as_address(body_code)}/phat-hien/{rule}/{quote(subject)}/"


def finding_url(row: Row) -> str:
    """Return the address of a finding's page as it stands in a mail."""
    return absolute(finding_path(row.body_code, row.rule, row.subject))

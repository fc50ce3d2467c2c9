"""Found many bodies at once from a list that was pasted, each with its organs."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core import dates, editing
from core.errors import Refused
from core.signals import facts_changed
from core.text import fold, normalise, same_name
from delegations.enums import BodyRelation, CoordinationKind
from delegations.models import Body, BodyKind
from delegations.permissions import check_can_edit_registers
from delegations.services.bodies import check_code, check_organ_of, check_relation, founding_position

MOST = 500
"""The most lines of one list."""
_BREAKS = re.compile(r"\t|;|\|")
_HEADINGS = frozenset({"ten", "ten xa", "xa", "don vi", "ten don vi", "xa phuong", "ten to chuc"})
_UNITS = ("xa ", "phuong ", "dac khu ", "thi tran ", "huyen ", "thi xa ", "thanh pho ")
_LONGEST_CODE = Body._meta.get_field("code").max_length or 0
_LONGEST_NAME = Body._meta.get_field("name").max_length or 0
_LONGEST_DECISION = Body._meta.get_field("founding_decision").max_length or 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is common to a list: the kind, what the bodies are under, which organs each gets, and the day and
    the decision of the lines that name none. `prefix` stands before each name ("Đảng uỷ")."""

    kind: BodyKind
    prefix: str
    founded_on: dt.date | None
    decision: str
    parent: Body | None = None
    organ_kinds: Sequence[BodyKind] = ()


@dataclass(slots=True)
class Draft:
    """A body as its line says it, with what is wrong with the line; `number` is the line's."""

    number: int
    host: str
    name: str
    code: str
    founded_on: dt.date | None
    decision: str
    faults: list[str] = field(default_factory=list)


def read(text: str, plan: Plan) -> list[Draft]:
    """Return the drafts of a list: on each line a name, then where wanted its founding day, decision and
    code, parted by tabs (as pasted from Excel), `;` or `|`. Empty lines and headings are passed over. Two
    queries.

    Raises Refused for an empty list or one that is too long.
    """
    lines = [
        (number, [normalise(cell) for cell in _BREAKS.split(line)])
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]
    lines = [(number, cells) for number, cells in lines if fold(cells[0]) not in _HEADINGS]
    if not lines:
        raise Refused(_("Danh sách chưa có dòng nào. Mỗi dòng ghi một đơn vị."), field="lines")
    if len(lines) > MOST:
        words = _("Danh sách có %(n)s dòng, nhiều nhất %(most)s dòng một lần. Hãy chia thành nhiều lần.")
        raise Refused(words % {"n": len(lines), "most": MOST}, field="lines")
    drafts = [_draft(number, cells, plan) for number, cells in lines]
    _check_against_others(drafts, plan)
    return drafts


def _draft(number: int, cells: list[str], plan: Plan) -> Draft:
    host, day, decision, code = (*cells, "", "", "")[:4]
    named = bool(plan.prefix) and same_name(host).startswith(same_name(plan.prefix))
    name = host if named else normalise(f"{plan.prefix} {_within_a_name(host)}")
    draft = Draft(
        number,
        host=normalise(host[len(plan.prefix) :]) if named else host,
        name=name,
        code=code,
        founded_on=plan.founded_on,
        decision=decision or plan.decision,
    )
    if day:
        try:
            draft.founded_on = dates.parse(day)
        except ValueError:
            draft.faults.append(_("“%(day)s” không phải ngày; cần dạng 01/7/2025.") % {"day": day})
    elif plan.founded_on is None:
        draft.faults.append(
            _("Chưa có ngày thành lập: ghi ở dòng này, hoặc ghi ngày chung cho cả danh sách.")
        )
    if len(cells) > len(("host", "day", "decision", "code")):
        draft.faults.append(_("Dòng có quá nhiều ô; cần: tên, ngày thành lập, số quyết định, mã."))
    if not draft.host:
        draft.faults.append(_("Chưa có tên đơn vị."))
    if len(name) + max([len(kind.name) + 1 for kind in plan.organ_kinds], default=0) > _LONGEST_NAME:
        draft.faults.append(_("Tên dài quá %(n)s ký tự.") % {"n": _LONGEST_NAME})
    if len(draft.decision) > _LONGEST_DECISION:
        draft.faults.append(_("Số quyết định quá dài."))
    return draft


def _within_a_name(host: str) -> str:
    """Return the unit as it stands after other words: Xã Bình Minh gives xã Bình Minh."""
    is_unit = fold(host).startswith(_UNITS)
    return f"{host[0].lower()}{host[1:]}" if is_unit else host


def _check_against_others(drafts: Sequence[Draft], plan: Plan) -> None:
    """Give each draft without a code one, and add the faults of what is there already, here or in the
    list."""
    codes = {code.lower() for code in Body.objects.values_list("code", flat=True)}
    names = {same_name(name) for name in Body.objects.filter(ended_on=None).values_list("name", flat=True)}
    for draft in drafts:
        if same_name(draft.name) in names:
            draft.faults.append(_("Đã có “%(name)s”, trong hồ sơ hoặc ở dòng trên.") % {"name": draft.name})
        names.add(same_name(draft.name))
        draft.code = draft.code or _free_code(
            plan.prefix or plan.kind.name, draft.host, codes, room=_room(plan)
        )
        if draft.code.lower() in codes:
            draft.faults.append(
                _("Mã %(code)s đã dùng, trong hồ sơ hoặc ở dòng trên.") % {"code": draft.code}
            )
        if not re.fullmatch(r"[^\s/?#%]+", draft.code) or len(draft.code) > _room(plan):
            draft.faults.append(_("Mã %(code)s quá dài hoặc có ký tự lạ.") % {"code": draft.code})
        if plan.parent and draft.founded_on and draft.founded_on < plan.parent.founded_on:
            draft.faults.append(
                _("Thành lập trước %(parent)s (%(day)s).")
                % {"parent": plan.parent.name, "day": dates.day(plan.parent.founded_on)}
            )
        codes |= {draft.code.lower(), *(organ_code(draft.code, kind).lower() for kind in plan.organ_kinds)}


def _room(plan: Plan) -> int:
    """Return how long a code may be so that those of the organs have room."""
    return _LONGEST_CODE - max([len(_initials(kind.name)) + 1 for kind in plan.organ_kinds], default=0)


def _free_code(first_words: str, host: str, taken: Collection[str], *, room: int) -> str:
    """Return a code made of the first words' initials and the host, with a number where it is in use:
    DU-XA-BINH-MINH."""
    words = re.sub(r"[^A-Z0-9]+", "-", fold(host).upper()).strip("-")
    stem = f"{_initials(first_words)}-{words}"[: room - 3].strip("-")
    found, number = stem, 1
    while found.lower() in taken:
        number += 1
        found = f"{stem}-{number}"
    return found


def free_code(kind: BodyKind, host: str, *, but: Iterable[str] = ()) -> str:
    """Return a code for a body of the kind that nobody has, nor is one of `but`: DD-HOI-NONG-DAN-TINH. One
    query."""
    taken = {code.lower() for code in (*Body.objects.values_list("code", flat=True), *but)}
    return _free_code(_beginnings(kind)[0], host, taken, room=_LONGEST_CODE)


LEFT_EMPTY = {
    "kind": gettext_lazy("(theo tên tổ chức)"),
    "code": gettext_lazy("Để trống thì hệ thống đặt theo tên."),
    "host": gettext_lazy("Để trống thì lấy phần tên sau loại tổ chức."),
}
"""What forms say of a new body's fields that its name tells."""


def told_by_name(name: str, kind: BodyKind | None, host: str | None) -> tuple[BodyKind, str]:
    """Return a new body's kind and host, each where it is not given as the name tells it. Raises Refused
    where it does not. One query at most."""
    kind = kind or kind_of(name, BodyKind.objects.all())
    if kind is None:
        raise Refused(_("Tên không bắt đầu bằng loại tổ chức nào; chọn loại tổ chức."), field="kind")
    host = host or host_of(name, kind)
    if not host:
        raise Refused(_("Nhập cơ quan chủ quản."), field="host")
    return kind, host


def kind_of(name: str, kinds: Iterable[BodyKind]) -> BodyKind | None:
    """Return the kind whose words begin the name, the longest; None where none does. Raises Refused where
    the name does not tell it from a kind of more words: Đảng uỷ Công an tỉnh may be a Đảng uỷ cơ sở."""
    beginnings = [(words, kind) for kind in kinds for words in _beginnings(kind)]
    fitting = [one for one in beginnings if _begins(name, one[0])]
    if not fitting:
        return None
    words, found = max(fitting, key=lambda one: len(one[0]))
    others = [
        kind.name for more, kind in beginnings if more != words and _begins(more, words) and not _unit(more)
    ]
    if others:
        names = ", ".join(sorted({found.name, *others}))
        raise Refused(
            _("Theo tên thì có thể là nhiều loại (%(names)s); chọn loại tổ chức.") % {"names": names},
            field="kind",
        )
    return found


def host_of(name: str, kind: BodyKind) -> str:
    """Return the host that a body's name tells, what stands after the kind: Đảng đoàn Hội Nông dân tỉnh gives
    Hội Nông dân tỉnh; of a kind for a unit with the unit: Đảng uỷ xã Bình Minh gives xã Bình Minh."""
    for first in _beginnings(kind):
        if _begins(name, first):
            return " ".join(normalise(name).split()[len(first.split()) - _unit(first) :])
    return ""


def _beginnings(kind: BodyKind) -> list[str]:
    """Return the words that begin the names of a kind's bodies: a kind of several units has some for each,
    Đảng uỷ xã, phường has Đảng uỷ xã and Đảng uỷ phường."""
    first, *units = (part.strip() for part in normalise(kind.name).split(","))
    return [first, *(f"{first.rpartition(' ')[0]} {unit}" for unit in units)]


def _begins(name: str, words: str) -> bool:
    return f"{fold(name)} ".startswith(f"{fold(words)} ")


def _unit(words: str) -> bool:
    """Return whether the words end in a kind of unit, as Đảng uỷ xã does."""
    return f"{fold(words)} ".endswith(tuple(f" {unit}" for unit in _UNITS))


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Z0-9]+", fold(name).upper()))


def organ_code(code: str, kind: BodyKind) -> str:
    """Return the code of a body's organ of the kind: DUX-BINH-MINH-BTV."""
    return f"{code}-{_initials(kind.name)}"


@transaction.atomic
def found(*, drafts: Sequence[Draft], plan: Plan, by: User) -> list[Body]:
    """Found the bodies with their organs, all or none, at the end of the protocol order, and return them all.
    Raises Refused where a line has a fault or a code was taken meanwhile."""
    check_can_edit_registers(by)
    if any(draft.faults for draft in drafts):
        raise Refused(_("Danh sách còn lỗi; chưa ghi gì. Hãy sửa các dòng được nêu."), field="lines")
    relation = BodyRelation.SUBORDINATE if plan.parent else ""
    check_relation(plan.kind, plan.parent is not None, relation)
    check_organ_of(plan.parent, relation)
    made: list[Body] = []
    position = founding_position()
    for draft in drafts:
        check_code(draft.code)
        body = _body(draft, plan, position=position)
        body.parent, body.relation = plan.parent, relation
        editing.insert(body)
        organs = [_organ(body, kind, position + place) for place, kind in enumerate(plan.organ_kinds, 1)]
        for organ in organs:
            editing.insert(organ)
        made += [body, *organs]
        position += 10
    facts_changed.send(sender=None, body_ids=[body.pk for body in made])
    return made


def _body(draft: Draft, plan: Plan, *, position: int) -> Body:
    assert draft.founded_on is not None
    return Body(
        code=draft.code,
        name=draft.name,
        kind=plan.kind,
        host=draft.host,
        founded_on=draft.founded_on,
        founding_decision=draft.decision,
        position=position,
        coordination_kinds=list(CoordinationKind.values),
    )


def _organ(body: Body, kind: BodyKind, position: int) -> Body:
    return Body(
        code=organ_code(body.code, kind),
        name=f"{kind.name} {body.name}",
        kind=kind,
        host=body.host,
        founded_on=body.founded_on,
        founding_decision=body.founding_decision,
        position=position,
        parent=body,
        relation=BodyRelation.ORGAN,
    )

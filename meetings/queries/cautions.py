"""Warnings before a meeting or a decision is saved, where the rules would make a finding of it.

The rules judge what is stored; these functions apply the same figures of the law to what is typed.
"""

import datetime as dt
from math import ceil
from typing import NamedTuple

from django.utils.translation import gettext as _

from core import dates
from delegations.models import Body
from delegations.queries import law
from meetings.enums import Outcome, Theme
from meetings.models import Matter
from rulebook.law import Law


class Caution(NamedTuple):
    """A finding to expect: the rule, its title, what is short, the article."""

    rule: str
    title: str
    text: str
    reference: str


class Quorum(NamedTuple):
    """How many of the members must be present, in people and as a share of the members."""

    members: int
    needed: int
    share: str
    reference: str


class Majority(NamedTuple):
    """How many votes adopt a decision, counted on all members."""

    members: int
    needed: int
    share: str
    reference: str


def quorum(members: int, on: dt.date, body: Body, *, ruling: Law | None = None) -> Quorum | None:
    """Return the body's quorum for so many members on the day, by the law of its kind; None where there are
    no members.

    A list asks for the law once and gives it here.
    """
    if not members:
        return None
    found = (ruling or law.in_force()).of_kind(body.kind.name).figure("quorum_share", on)
    return Quorum(members, ceil(found.value * members), str(found.value), found.reference)


def majority(members: int, on: dt.date, body: Body) -> Majority | None:
    """Return the least number of votes that is more than the share of all members that the law of the body's
    kind demands."""
    if not members:
        return None
    found = law.in_force().of_kind(body.kind.name).figure("majority_share", on)
    return Majority(members, int(found.value * members) + 1, str(found.value), found.reference)


def of_attendance(*, members: int, present: int | None, on: dt.date, body: Body) -> list[Caution]:
    """Return the caution for a meeting without quorum; unrecorded attendance gives none."""
    wanted = quorum(members, on, body)
    if wanted is None or present is None or present >= wanted.needed:
        return []
    words = _(
        "Có mặt %(present)s trong %(members)s thành viên, cần ít nhất %(needed)s (%(share)s tổng số). Cuộc"
        " họp sẽ được ghi là không đủ thành phần."
    )
    text = words % {"present": present, "members": members, "needed": wanted.needed, "share": wanted.share}
    return [Caution("quorum-failed", _("Họp không đủ thành phần"), text, wanted.reference)]


def of_decision(
    *,
    on: dt.date,
    body: Body,
    theme: str,
    outcome: str,
    adopted: bool,
    votes_for: int | None,
    members: int,
    matter: Matter | None,
    has_committee_opinion: bool,
    by_consultation: bool,
) -> list[Caution]:
    """Return the cautions for a decision, the gravest first."""
    found: list[Caution] = []
    if by_consultation and theme == Theme.PERSONNEL:
        found.append(of_personnel_round())
    if matter is not None and outcome == Outcome.DECIDED and reserved_on(matter, on):
        words = _(
            "“%(matter)s” thuộc thẩm quyền Ban Thường vụ Tỉnh uỷ từ ngày %(since)s; tổ chức chỉ được nhận"
            " xét, đề xuất."
        )
        text = words % {"matter": matter.name, "since": dates.day(matter.reserved_from)}
        found.append(Caution("competence-exceeded", _("Quyết định vượt thẩm quyền"), text, matter.reference))
    wanted = majority(members, on, body)
    if adopted and votes_for is not None and wanted is not None and votes_for < wanted.needed:
        words = _(
            "Tán thành %(votes)s/%(members)s thành viên; phải quá nửa tổng số thành viên, tức ít nhất"
            " %(needed)s, tính cả người vắng mặt."
        )
        text = words % {"votes": votes_for, "members": members, "needed": wanted.needed}
        found.append(
            Caution(
                "majority-failed", _("Thông qua không quá nửa tổng số thành viên"), text, wanted.reference
            )
        )
    if theme == Theme.PERSONNEL and not has_committee_opinion:
        text = _(
            "Chưa ghi ý kiến của cấp uỷ cơ quan về việc này: số văn bản, ngày có ý kiến ghi ở trang của quyết"
            " nghị; chưa ghi được ngay thì nêu lý do."
        )
        reference = _("Quy chế phối hợp với cấp uỷ và thủ trưởng cơ quan; quy trình công tác cán bộ")
        found.append(Caution("committee-opinion-missing", _("Thiếu ý kiến cấp uỷ cơ quan"), text, reference))
    return found


def of_personnel_round() -> Caution:
    """Return the caution for a personnel matter settled in writing."""
    text = _("Công tác cán bộ không được lấy ý kiến bằng văn bản; phải họp để thảo luận và biểu quyết.")
    reference = _("Quyết định 162-QĐ/TW (2018), Điều 8")
    return Caution("secret-personnel-round", _("Lấy ý kiến bằng văn bản về công tác cán bộ"), text, reference)


def reserved_on(matter: Matter, on: dt.date) -> bool:
    """Return whether the Standing Board keeps the matter for itself on the day."""
    return (
        matter.reserved_from is not None
        and matter.reserved_from <= on
        and (matter.reserved_until is None or on <= matter.reserved_until)
    )

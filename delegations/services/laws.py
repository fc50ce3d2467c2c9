"""What a row of law may say (Áp dụng), and the sets of rows that an office drafts in one act."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.errors import Refused
from delegations.enums import Applies
from delegations.models import BodyKind
from delegations.queries.law import is_of_the_office, parameters
from rulebook.law import LawError, Parameter, load_law
from rulebook.law.sets import READY_MADE

_WHOLE = ("days", "working-days", "months", "meetings", "periods")


class SetLine(NamedTuple):
    """One parameter of a ready-made set: for whom in words, the kinds that a province mostly calls so, the
    value, what it rests on, and whether that is known from secondary texts only."""

    key: str
    title: str
    kinds: tuple[str, ...]
    parameter: str
    value: str
    reference: str
    to_check: bool


class ReadySet(NamedTuple):
    """Rows that an office drafts in one act: it names the kinds, and the days that are not given."""

    slug: str
    name: str
    about: str
    starts_on: dt.date | None
    wants_end: bool
    lines: tuple[SetLine, ...]


def _set_146() -> ReadySet:
    ready = next(one for one in READY_MADE if one.number == "146-QĐ/TW")
    first = ready.rows[0]
    line = SetLine(
        "monthly",
        _("Đảng đoàn, ban cán sự đảng cấp tỉnh: họp định kỳ 1 tháng một lần"),
        tuple(row.kind for row in ready.rows),
        first.parameter,
        first.value,
        first.reference,
        to_check=False,
    )
    about = _(
        "Quy định 146-QĐ/TW ngày 14/5/2024 của Ban Bí thư. Ngày cuối do văn phòng nhập: ngày các tổ chức này"
        " kết thúc hoạt động ở tỉnh."
    )
    return ReadySet("146-qd-tw", _("Bộ 146-QĐ/TW"), about, first.starts_on, wants_end=True, lines=(line,))


def _set_of_committees() -> ReadySet:
    cadence = "meeting_cadence_months"
    lines = (
        SetLine(
            "committee",
            _("Đảng uỷ cấp trên cơ sở: họp định kỳ 3 tháng một lần"),
            ("Đảng uỷ", "Đảng uỷ trực thuộc Tỉnh uỷ"),
            cadence,
            "3",
            _("Thông lệ của cấp uỷ cấp trên cơ sở; quy chế làm việc của cấp uỷ"),
            to_check=True,
        ),
        SetLine(
            "standing-board",
            _("Ban thường vụ đảng uỷ: họp định kỳ 1 tháng một lần"),
            ("Ban thường vụ đảng uỷ", "Ban thường vụ"),
            cadence,
            "1",
            _("Thông lệ của ban thường vụ cấp uỷ; quy chế làm việc của cấp uỷ"),
            to_check=True,
        ),
        SetLine(
            "grassroots",
            _("Đảng bộ cơ sở: họp thường lệ mỗi năm 2 lần"),
            (),
            cadence,
            "6",
            _("24-QĐ/TW, mục 20 (đã được thay thế)"),
            to_check=True,
        ),
    )
    about = _(
        "Những gì biết được từ văn bản công khai về chế độ họp của đảng uỷ và cơ quan của đảng uỷ. Mỗi dòng"
        " còn dấu “đối chiếu bản gốc” đến khi văn phòng xác nhận."
    )
    return ReadySet("dang-uy", _("Bộ cho đảng uỷ"), about, None, wants_end=False, lines=lines)


def ready_sets() -> dict[str, ReadySet]:
    """Return the ready-made sets by the word that an address has for each."""
    return {one.slug: one for one in (_set_146(), _set_of_committees())}


def check_kind(*, parameter: str, kind: BodyKind | None) -> None:
    """Raise Refused for a kind of body where the parameter is set for all at once."""
    if kind is not None and is_of_the_office(parameter):
        raise Refused(_("Tham số này đặt chung cho mọi loại tổ chức."), field="kind")


def check_value(*, rule: str, parameter: str, value: str) -> None:
    """Raise Refused for a value that the rule, or else the parameter, cannot have. A row says `yes` or `no`
    of a rule."""
    if rule:
        if value not in Applies.values:
            raise Refused(_("Với một quy tắc chỉ ghi “Có” hoặc “Không”."), field="value")
        return
    try:
        load_law().read_value(parameter, value)
    except LawError:
        raise Refused(_expected(parameters()[parameter]), field="value") from None


def canonical(parameter: str, value: str) -> str:
    """Return a value of the parameter in its one spelling (`07` is `7`); any other text as it is."""
    try:
        return str(load_law().read_value(parameter, value))
    except LawError:
        return value


def _expected(parameter: Parameter) -> str:
    if parameter.unit == "points":
        return _("Tham số này là số điểm từ 0 đến 100.")
    if parameter.among:
        words = "; ".join(map(str, parameter.among))
        return _("Tham số này chỉ nhận một trong các giá trị: %(words)s.") % {"words": words}
    if parameter.unit in _WHOLE:
        return _("Tham số này phải là số nguyên lớn hơn 0, ví dụ 45.")
    if parameter.unit == "day-of-year":
        return _("Tham số này phải là một ngày có thật trong năm, ghi ngày/tháng, ví dụ 30/6.")
    return _("Tham số này phải là phân số lớn hơn 0 và không quá 1, ví dụ 2/3.")

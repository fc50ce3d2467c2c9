"""Days as people of the office type and read them: day first, dd/mm/yyyy."""

import datetime as dt
import re

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core import clock

_PARTS = re.compile(r"^(\d{1,2})[/\-. ]+(\d{1,2})[/\-. ]+(\d{4}|\d{2})$")
_SOLID = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
EARLIEST = dt.date(1930, 2, 3)
LATEST = dt.date(2200, 12, 31)


def parse(text: str) -> dt.date:
    """Return the day that a person typed: 5/9/2026, 05-09-2026, 5.9.26, 05092026; ISO 2026-09-05 too.

    Two-digit years are of this century. Raises ValueError for anything else; its message says what is expected.
    """
    text = text.strip()
    if match := _ISO.match(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _PARTS.match(text) or _SOLID.match(text):
        day, month, year = (int(part) for part in match.groups())
        year += 2000 if year < 100 else 0
    else:
        raise ValueError(_("“%(text)s” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 05/9/2026.") % {"text": text})
    try:
        found = dt.date(year, month, day)
    except ValueError:
        if month > 12 >= day:
            message = _("“%(text)s” không có tháng %(month)s. Hãy nhập ngày trước, tháng sau, ví dụ 05/9/2026.")
        else:
            message = _("Không có ngày “%(text)s”. Hãy nhập ngày/tháng/năm, ví dụ 05/9/2026.")
        raise ValueError(message % {"text": text, "month": month}) from None
    if not EARLIEST <= found <= LATEST:
        raise ValueError(_("Năm %(year)s nằm ngoài khoảng 1930 đến 2200. Hãy xem lại ngày “%(text)s”.") % {"year": year, "text": text})
    return found


def day(value: dt.date | dt.datetime | str | None) -> str:
    """Return 23/11/2026 for a day, an instant (in the office's zone) or ISO text; an empty text for None."""
    if not value:
        return ""
    if isinstance(value, str):
        try:
            return day(dt.date.fromisoformat(value[:10]))
        except ValueError:
            return value
    if isinstance(value, dt.datetime) and value.tzinfo:
        value = value.astimezone(clock.ZONE)
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def period(name: str) -> str:
    """Return the words of a period's name: `2026-Q3` gives quý III/2026, `2026-M05` tháng 5/2026, `2026-P2` kỳ 2/2026, `2026` năm 2026."""
    year, _dash, rest = str(name).partition("-")
    if not rest and len(year) == len("2026") and year.isdecimal():
        return _("năm %(year)s") % {"year": year}
    if not rest:
        return str(name)
    if rest[0] == "Q" and rest[1:] in {"1", "2", "3", "4"}:
        return _("quý %(quarter)s/%(year)s") % {"quarter": ("I", "II", "III", "IV")[int(rest[1:]) - 1], "year": year}
    if rest[0] == "M" and rest[1:].isdigit():
        return _("tháng %(month)s/%(year)s") % {"month": int(rest[1:]), "year": year}
    if rest[0] == "P" and rest[1:].isdigit():
        return _("kỳ %(number)s/%(year)s") % {"number": int(rest[1:]), "year": year}
    return str(name)


# What a duty that a body has but once is called: nothing is to be said of it beside the rule's title.
_ONLY_ONE = {"regulation", "coordination", "agenda"}


def subject(name: str) -> str:
    """Return what a finding is about, in words: a period, a year, a day, the code of a record; nothing where the rule's title says it all."""
    if name in _ONLY_ONE:
        return ""
    return day(name) if _ISO.match(name) else period(name)


def asked_day(request: HttpRequest) -> dt.date:
    """Return the day being looked at: `?ngay=` (ISO or day first), else today. Raises BadRequest for what is no day."""
    text = request.GET.get("ngay", "")
    if not text:
        return clock.today()
    try:
        return parse(text)
    except ValueError as error:
        raise BadRequest(str(error)) from error

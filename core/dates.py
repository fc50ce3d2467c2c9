"""Days as people of the office type and read them: day first, dd/mm/yyyy."""

import datetime as dt
import re

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core import clock
from core.text import normalise

_DIVIDER = re.compile(r"\s*([/.\-])\s*")
_PARTS = re.compile(
    r"(?P<day>[0-9]{1,2})(?P<divider>[/.\- ])(?P<month>[0-9]{1,2})(?P=divider)(?P<year>[0-9]+)\Z"
)
_SOLID = re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4})\Z")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
EARLIEST = dt.date(1930, 2, 3)
LATEST = dt.date(2200, 12, 31)


def parse(text: str) -> dt.date:
    """Return the day that a person typed: 5/9/2026, 05-09-2026, 5.9.2026, 5 9 2026, 05092026; ISO 2026-09-05
    too.

    A year has four digits: of 30/01/65 nobody can tell the century. Raises ValueError for anything else; its
    message says what is expected.
    """
    text = normalise(text)
    if match := _ISO.match(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _PARTS.match(_DIVIDER.sub(r"\1", text)) or _SOLID.match(text):
        if len(match["year"]) != 4:
            raise ValueError(
                _("“%(text)s” không ghi đủ năm. Năm phải đủ bốn chữ số, ví dụ 05/9/2026.") % {"text": text}
            )
        day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
    else:
        raise ValueError(
            _("“%(text)s” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 05/9/2026.") % {"text": text}
        )
    if month > 12 >= day > 0:
        words = _("Ngày phải đứng trước tháng: “%(text)s” không có tháng %(month)s; có phải là %(guess)s?")
        raise ValueError(words % {"text": text, "month": month, "guess": f"{month:02d}/{day:02d}/{year}"})
    try:
        found = dt.date(year, month, day)
    except ValueError:
        raise ValueError(
            _("Không có ngày “%(text)s” trong lịch. Hãy nhập ngày/tháng/năm, ví dụ 05/9/2026.")
            % {"text": text}
        ) from None
    return within(found)


def within(found: dt.date) -> dt.date:
    """Return the day. Raises ValueError for one before EARLIEST or after LATEST."""
    if not EARLIEST <= found <= LATEST:
        words = _("Năm %(year)s nằm ngoài khoảng %(first)s đến %(last)s. Hãy xem lại ngày %(day)s.")
        raise ValueError(
            words % {"year": found.year, "first": EARLIEST.year, "last": LATEST.year, "day": day(found)}
        )
    return found


def parsed(text: str) -> dt.date | None:
    """Return the day that a text is, as `parse` reads it; None where it is none."""
    try:
        return parse(text)
    except ValueError:
        return None


def day(value: dt.date | dt.datetime | str | None) -> str:
    """Return 23/11/2026 for a day, an instant (in the office's zone) or ISO text; an empty text for None."""
    if not value:
        return ""
    if isinstance(value, str):
        try:
            return day((dt.date if len(value) == 10 else dt.datetime).fromisoformat(value))
        except ValueError:
            return value
    if isinstance(value, dt.datetime) and value.tzinfo:
        value = value.astimezone(clock.ZONE)
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def moment(value: dt.datetime | None) -> str:
    """Return 09:10 23/11/2026 for an instant, in the office's zone; an empty text for None."""
    if not value:
        return ""
    local = value.astimezone(clock.ZONE) if value.tzinfo else value
    return f"{local:%H:%M} {day(local)}"


def period(name: str) -> str:
    """Return the words of a period's name: `2026-Q3` gives quý III/2026, `2026-M05` tháng 5/2026, `2026-H1`
    6 tháng đầu năm 2026, `2026-P2` kỳ 2/2026, `2026` năm 2026."""
    year, _dash, rest = str(name).partition("-")
    if not rest and len(year) == len("2026") and year.isdecimal():
        return _("năm %(year)s") % {"year": year}
    if not rest:
        return str(name)
    if rest[0] == "Q" and rest[1:] in {"1", "2", "3", "4"}:
        return _("quý %(quarter)s/%(year)s") % {
            "quarter": ("I", "II", "III", "IV")[int(rest[1:]) - 1],
            "year": year,
        }
    if rest[0] == "M" and rest[1:].isdigit():
        return _("tháng %(month)s/%(year)s") % {"month": int(rest[1:]), "year": year}
    if rest in {"H1", "H2"}:
        words = _("6 tháng đầu năm %(year)s") if rest == "H1" else _("6 tháng cuối năm %(year)s")
        return words % {"year": year}
    if rest[0] == "P" and rest[1:].isdigit():
        return _("kỳ %(number)s/%(year)s") % {"number": int(rest[1:]), "year": year}
    return str(name)


def requested_day(request: HttpRequest) -> dt.date:
    """Return the day that a page is about: `?ngay=` (ISO or day first), else today. Raises BadRequest for an
    invalid day."""
    text = request.GET.get("ngay", "")
    if not text:
        return clock.today()
    try:
        return parse(text)
    except ValueError as error:
        raise BadRequest(str(error)) from error

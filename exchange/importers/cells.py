"""What a cell may hold: one class for each kind of column, reading and writing the same way.

`read` turns the cell's raw value into the record's value or raises `Unfit` with a sentence
that says what is expected; `write` gives the cell that `read` turns back into the same value.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import dates
from core.text import clean, fold, normalise

LONGEST_CELL = 32_000  # Excel's own limit is 32,767 characters

_TIMED = re.compile(r"[^ ]+ [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_TIME = re.compile(r"([0-9]{1,2})\s*[:hg]\s*([0-9]{1,2})(?::([0-9]{2}))?")
# Three zeros after a mark are thousands to one reader and decimals to another.
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}(?:[.,]0{1,2})?")
_POINTS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?")
_PERIOD = re.compile(r"[0-9]{4}-(?:M(?:0[1-9]|1[0-2])|Q[1-4]|H[12])")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")


class Unfit(Exception):
    """The cell does not hold what its column expects; the message says what does."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Doubtful(Unfit):
    """The cell was read, with a doubt that is worth a warning; `value` is what it was taken for."""

    def __init__(self, message: str, value: Any) -> None:
        super().__init__(message)
        self.value = value


def escape(text: str) -> str:
    """Return the text with the marks that XML cannot carry written as Excel writes them (`_x000D_`)."""
    return _TO_ESCAPE.sub(lambda mark: f"_x{ord(mark[0]):04X}_", text)


def unescape(text: str) -> str:
    """Return the text with Excel's `_x000D_` marks as the characters they stand for."""
    return _ESCAPED.sub(lambda mark: chr(int(mark[1], 16)), text) if "_x" in text else text


def neutralise(text: str) -> str:
    """Return the text so that no program takes it for a formula: an apostrophe before `=`, `+`, `-`, `@`."""
    return "'" + text if _DANGEROUS.match(text) else text


def bare(text: str) -> str:
    """Return the text without the apostrophe that `neutralise` put before it."""
    return text[1:] if _NEUTRALISED.match(text) else text


def is_blank(value: Any) -> bool:
    """Return whether nobody typed anything into the cell."""
    return value is None or (isinstance(value, str) and not clean(value).strip())


def alike(text: str) -> str:
    """Return the key under which two spellings of one heading or choice are equal: accents, case, `uỷ/ủy`,
    `lý/lí`, blanks."""
    return fold(text).replace("y", "i")


def as_text(value: Any) -> str:
    """Return what a person reads in the cell, numbers as Excel shows them."""
    if isinstance(value, str):
        return bare(unescape(value))
    if isinstance(value, bool):
        raise Unfit(_("Ô chứa giá trị đúng/sai (TRUE/FALSE); cần chữ."))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        raise Unfit(
            _("Excel đã đổi ô này thành ngày hoặc giờ; hãy định dạng ô là Text rồi nhập lại nguyên văn.")
        )
    raise Unfit(_("Không đọc được giá trị của ô."))


@dataclass(frozen=True, slots=True)
class Kind:
    """The base of all kinds; `blank` is the value of an empty cell."""

    blank: ClassVar[Any] = ""
    width: ClassVar[int] = 18

    def read(self, value: Any) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> Any:
        return value

    def show(self, value: Any) -> str:
        """Return the value in words, for a before-and-after line."""
        written = self.write(value)
        if isinstance(written, dt.date):
            return dates.day(written)
        return "" if written is None else str(written)


@dataclass(frozen=True, slots=True)
class Raw(Kind):
    """Whatever was typed: the row's own kind reads it later."""

    def read(self, value: Any) -> Any:
        return value


@dataclass(frozen=True, slots=True)
class Line(Kind):
    """One line of words, at most so many characters."""

    longest: int = 200
    width: ClassVar[int] = 32

    def read(self, value: Any) -> str:
        return self.fit(as_text(value))

    def fit(self, text: str) -> str:
        """Return the text as it is kept. What was typed is unescaped once only, in `read`."""
        text = normalise(text)
        if len(text) > self.longest:
            raise Unfit(
                _("Dài %(length)d ký tự; nhiều nhất %(longest)d.")
                % {
                    "length": len(text),
                    "longest": self.longest,
                }
            )
        return text

    def write(self, value: Any) -> Any:
        return neutralise(escape(value)) or None


@dataclass(frozen=True, slots=True)
class Code(Line):
    """A code, a number of a document or another short line."""

    width: ClassVar[int] = 20


@dataclass(frozen=True, slots=True)
class Reference(Code):
    """The key of another record. `empty` is the word for none in a cell that must not be empty (`Năm`,
    `Mọi loại`)."""

    empty: str = ""
    blank: ClassVar[Any] = None

    def read(self, value: Any) -> str | None:  # type: ignore[override]
        text = super(Reference, self).read(value)
        return None if not text or (self.empty and alike(text) == alike(self.empty)) else text

    def write(self, value: Any) -> Any:
        return (self.empty or None) if value is None else super(Reference, self).write(value)


@dataclass(frozen=True, slots=True)
class LawValue(Code):
    """What a row of law sets: `Có` or `Không` for a rule, else a parameter's value (`45`, `2/3`, `30/6`,
    `free`)."""

    def read(self, value: Any) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        text = super(LawValue, self).read(value).lower()
        if text in ("yes", "no"):
            raise Unfit(_("Với một quy tắc chỉ ghi “Có” hoặc “Không”."))
        return {"co": "yes", "khong": "no"}.get(alike(text), text)

    def write(self, value: Any) -> Any:
        return super(LawValue, self).write({"yes": "Có", "no": "Không"}.get(value, value))


@dataclass(frozen=True, slots=True)
class Period(Code):
    """The name of a period of the calendar: a year, `2026-M03`, `2026-Q2`, `2026-H1`."""

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            return str(Year().read(value))
        text = normalise(as_text(value)).upper()
        if not _PERIOD.fullmatch(text):
            return str(Year().read(value))
        Year().read(text[:4])
        return text


@dataclass(frozen=True, slots=True)
class Subject(Code):
    """What a waiver is about; Excel turns the event day `2026-03-15` into a date, which is read back."""

    def read(self, value: Any) -> str:
        if isinstance(value, dt.datetime) and value.time() == dt.time():
            return value.date().isoformat()
        return super(Subject, self).read(value)


@dataclass(frozen=True, slots=True)
class Email(Line):
    def fit(self, text: str) -> str:
        text = super(Email, self).fit(text)
        try:
            validate_email(text)
        except ValidationError:
            raise Unfit(_("Không phải địa chỉ thư điện tử, ví dụ đúng: van-phong@tinh.example.")) from None
        return text


@dataclass(frozen=True, slots=True)
class LongText(Kind):
    """Text of any length, its lines kept; what one cell cannot hold goes on in further columns."""

    width: ClassVar[int] = 60

    def read(self, value: Any) -> str:
        return clean(as_text(value))

    def write(self, value: Any) -> Any:
        return neutralise(escape(value)) or None

    def pieces(self, value: str) -> list[str]:
        """Return the text in pieces that fit a cell each."""
        pieces, start = [], 0
        while start < len(value):
            size = LONGEST_CELL
            while len(escape(value[start : start + size])) > LONGEST_CELL:
                size //= 2
            pieces.append(value[start : start + size])
            start += size
        return pieces


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A day: an Excel date, or text day first. `empty` is the word for "no day yet" where a required day may
    be open."""

    empty: str = ""
    blank: ClassVar[Any] = None
    width: ClassVar[int] = 13

    def read(self, value: Any) -> dt.date | None:
        if isinstance(value, dt.datetime):
            return self._timed(value.date(), "" if value.time() == dt.time() else f"{value:%H:%M}")
        if isinstance(value, dt.date):
            return self._within(value)
        if isinstance(value, str):
            return self._typed(normalise(as_text(value)))
        raise Unfit(_("Không phải ngày; cần ngày kiểu Excel hoặc chữ dạng ngày/tháng/năm, ví dụ 05/09/2026."))

    def _typed(self, text: str) -> dt.date | None:
        if self.empty and alike(text) == alike(self.empty):
            return None
        day, _blank, time = text.partition(" ") if _TIMED.fullmatch(text) else (text, "", "")
        try:
            return self._timed(dates.parse(day), time)
        except ValueError as error:
            raise Unfit(str(error)) from None

    def _timed(self, day: dt.date, time: str) -> dt.date:
        self._within(day)
        if time.strip("0:"):
            raise Doubtful(_("Ô có cả giờ (%(time)s); chỉ lấy ngày.") % {"time": time}, day)
        return day

    def _within(self, day: dt.date) -> dt.date:
        try:
            return dates.within(day)
        except ValueError as error:
            raise Unfit(str(error)) from None

    def write(self, value: Any) -> Any:
        return value if value is not None else (self.empty or None)


@dataclass(frozen=True, slots=True)
class Clock(Kind):
    """A time of day."""

    blank: ClassVar[Any] = None
    width: ClassVar[int] = 10

    def read(self, value: Any) -> dt.time:
        if isinstance(value, dt.datetime):
            value = value.time()
        if isinstance(value, dt.time):
            return value.replace(microsecond=0)
        found = _TIME.fullmatch(as_text(value).strip()) if isinstance(value, str) else None
        if found and int(found[1]) < 24 and int(found[2]) < 60 and int(found[3] or 0) < 60:
            return dt.time(int(found[1]), int(found[2]), int(found[3] or 0))
        raise Unfit(_("Không phải giờ; cần dạng 14:30."))

    def write(self, value: Any) -> Any:
        return None if value is None else f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A whole number between two bounds, or one of a few."""

    least: int = 0
    most: int = 2_000_000_000
    among: tuple[int, ...] = ()
    blank: ClassVar[Any] = None
    width: ClassVar[int] = 9

    def read(self, value: Any) -> int:
        number = self._whole(value)
        if self.among and number not in self.among:
            raise Unfit(
                _("Phải là một trong các số %(numbers)s.") % {"numbers": ", ".join(map(str, self.among))}
            )
        if not self.least <= number <= self.most:
            raise Unfit(_("Phải là số từ %(least)d đến %(most)d.") % {"least": self.least, "most": self.most})
        return number

    def _whole(self, value: Any) -> int:
        if isinstance(value, str):
            text = normalise(as_text(value))
            if _WHOLE.fullmatch(text):
                return int(re.split("[.,]", text)[0])
        elif isinstance(value, int) and not isinstance(value, bool):
            return value
        elif isinstance(value, float) and value.is_integer():
            return int(value)
        raise Unfit(self._expected())

    def _expected(self) -> str:
        return _("Không phải số nguyên.")


@dataclass(frozen=True, slots=True)
class Rank(Number):
    """A place in an order; an empty cell is the place of all that nobody ordered."""

    most: int = 32_000
    blank: ClassVar[Any] = 100


@dataclass(frozen=True, slots=True)
class Points(Kind):
    """Points of a hundred with at most two decimals: a number, or text with a comma or a point."""

    blank: ClassVar[Any] = None
    width: ClassVar[int] = 10

    def read(self, value: Any) -> Decimal:
        text = normalise(as_text(value)) if isinstance(value, str) else ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            text = f"{value:.6f}".rstrip("0").rstrip(".")
        points = Decimal(text.replace(",", ".")) if _POINTS.fullmatch(text) else None
        if points is None or points > 100:
            raise Unfit(_("Không phải điểm từ 0 đến 100, nhiều nhất hai chữ số thập phân."))
        return points.quantize(Decimal("0.01"))

    def write(self, value: Any) -> Any:
        return None if value is None else f"{value:f}"


@dataclass(frozen=True, slots=True)
class Year(Number):
    least: int = 1930
    most: int = 2200

    def _expected(self) -> str:
        return _("Không phải năm; cần bốn chữ số, ví dụ 2025.")


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of a closed list of words. `labels` maps each stored value to the office's word."""

    labels: tuple[tuple[str, str], ...] = ()
    width: ClassVar[int] = 22

    def read(self, value: Any) -> str:
        wanted = alike(as_text(value))
        for stored, label in self.labels:
            if alike(label) == wanted:
                return stored
        raise Unfit(
            _("Không có trong danh mục; cần một trong: %(words)s.")
            % {"words": "; ".join(label for _stored, label in self.labels)}
        )

    def write(self, value: Any) -> Any:
        return dict(self.labels).get(value, value) or None


@dataclass(frozen=True, slots=True)
class YesNo(Kind):
    blank: ClassVar[Any] = False
    width: ClassVar[int] = 9

    def read(self, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        word = alike(as_text(value))
        if word in ("co", "khong"):
            return word == "co"
        raise Unfit(_("Cần ghi “Có” hoặc “Không”."))

    def write(self, value: Any) -> Any:
        return "Có" if value else "Không"


@dataclass(frozen=True, slots=True)
class Items(Kind):
    """A list inside a cell, separated by `;`. `empty` is the word for an empty list in a required cell."""

    item: Kind = Line()
    empty: str = ""
    blank: ClassVar[Any] = ()
    width: ClassVar[int] = 36

    def read(self, value: Any) -> tuple[Any, ...]:
        text = as_text(value)
        if self.empty and alike(text) == alike(self.empty):
            return ()
        parts = [part for part in split_list(text) if not is_blank(part)]
        return tuple(dict.fromkeys(self.item.read(neutralise(escape(part))) for part in parts))

    def write(self, value: Sequence[Any]) -> Any:
        parts = [_quoted(unescape(str(bare(self.item.write(item) or "")))) for item in value]
        return neutralise(escape("; ".join(parts))) or self.empty or None


def split_list(text: str) -> list[str]:
    """Return the parts between semicolons; a part that holds one itself is written in double quotes."""
    parts: list[str] = []
    rest = text
    while rest:
        found = re.match(r'\s*"((?:[^"]|"")*)"\s*(?:;|$)', rest)
        if found and (";" in found[1] or '"' in found[1]):
            parts.append(found[1].replace('""', '"'))
            rest = rest[found.end() :]
        else:
            part, _semicolon, rest = rest.partition(";")
            parts.append(part.strip())
    return parts


def _quoted(part: str) -> str:
    """Return a part as it stands in a list. One that begins with a quotation mark is quoted too: beside
    others it would open a quotation."""
    is_plain = split_list(part) == [part] and not part.startswith('"')
    return part if is_plain else '"' + part.replace('"', '""') + '"'


def choices(labels: Iterable[tuple[str, Any]] | Mapping[str, str]) -> Choice:
    """Return the kind of a column that holds one of an enum's labels: the workbook is Vietnamese, whoever
    asked for this module first."""
    pairs = labels.items() if isinstance(labels, Mapping) else labels
    with override("vi"):
        return Choice(tuple((stored, str(label)) for stored, label in pairs))

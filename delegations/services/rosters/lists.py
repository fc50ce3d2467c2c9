"""Read a list of members that was copied from Excel or Word: columns in any sensible order, with or without a
heading."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _

from core.errors import Refused
from core.text import fold, normalise
from delegations.enums import SeatRole

MOST = 200
"""The most members of one list."""
_BREAKS = re.compile(r"\t|;|\|")
_ADDRESS = re.compile(r"^(đồng chí|đ/c|đ\.c\.?|ông|bà)\s+", re.IGNORECASE)
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "starts_on": ("tu ngay", "ngay bat dau", "ngay chi dinh", "tham gia tu", "ngay tham gia", "hieu luc tu"),
    "role": ("vai tro", "chuc danh", "chuc vu dang", "chuc vu trong dang", "chuc danh dang", "tu cach"),
    "name": ("ho ten", "ho va ten", "ho, ten", "ten", "can bo", "dong chi", "thanh vien", "ho va ten can bo"),
    "title": ("chuc vu", "chuc vu cong tac", "chuc vu chinh quyen", "chuc vu, don vi cong tac", "don vi"),
}
_ROLES: Mapping[str, SeatRole] = {
    "bi thu": SeatRole.SECRETARY,
    "bt": SeatRole.SECRETARY,
    "pho bi thu": SeatRole.DEPUTY,
    "pho bi thu thuong truc": SeatRole.DEPUTY,
    "pbt": SeatRole.DEPUTY,
    "uy vien": SeatRole.MEMBER,
    "uv": SeatRole.MEMBER,
    "thanh vien": SeatRole.MEMBER,
    "dang vien": SeatRole.MEMBER,
}
_ON_BOARD = re.compile(r"\b(uy vien|uv) ?(ban thuong vu|btv)\b")
_ORGAN = re.compile(r"^(ban thuong vu|btv|ban chap hanh|bch)( |$)")
_KINDS = ("dang doan", "ban can su dang", "dang uy")
_SHORT: Mapping[str, str] = {
    "bcsd": "ban can su dang",
    "bcs dang": "ban can su dang",
    "ban can su": "ban can su dang",
    "bcs": "ban can su dang",
    "dd": "dang doan",
    "du": "dang uy",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
}
_SHORTENED = re.compile(r"\b(bcsd|bcs dang|ban can su(?! dang)|bcs|dd|du|ubnd|hdnd|mttq)\b")
# What a post says beside another: “Bí thư Đảng uỷ, Chủ tịch UBND tỉnh”.
_BESIDE = re.compile(r"\s*,\s*|\s+[-–]\s+|\s+kiêm\s+", re.IGNORECASE)
_OFFICE_WORDS = re.compile(
    r"\b(chu tich|giam doc|truong|pho|chanh|vien|uy vien|bi thu|thu ky|tong|chi huy|cuc|so|ban|phong|hoi|tinh"
    r"|ubnd|hdnd)\b"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A member as a line of a list says it; the day as it is written there."""

    name: str
    role: str = ""
    title: str = ""
    starts_on: str = ""
    on_board: bool = False
    """Whether the line says that they sit in the standing board (uỷ viên Ban Thường vụ)."""


def read(text: str, *, body: str = "") -> list[Entry]:
    """Return the members of a list, one a line: name, and where they stand there office, role and first day.
    Which column is which its heading says, else what is in it. Empty lines are passed over. A role counts in
    the body of this name; “Bí thư Đảng uỷ xã” is an office elsewhere.

    Raises Refused for a list without a name, or one that is too long.
    """
    lines = [[normalise(cell) for cell in _BREAKS.split(line)] for line in text.splitlines() if line.strip()]
    width = max(map(len, lines), default=0)
    lines = [[*cells, *[""] * (width - len(cells))] for cells in lines]
    columns = _headed(lines[0]) if lines else {}
    if columns:
        del lines[0]
    if len(lines) > MOST:
        words = _("Danh sách có %(n)s dòng, nhiều nhất %(most)s dòng một lần. Hãy kiểm tra phần vừa chép.")
        raise Refused(words % {"n": len(lines), "most": MOST}, field="pasted")
    columns = _by_content(lines, columns, body)
    found = [entry for cells in lines if (entry := _entry(cells, columns, body)).name]
    if not found:
        raise Refused(
            _("Không thấy họ tên nào trong phần vừa dán. Mỗi dòng ghi một đồng chí, có cột họ tên."),
            field="pasted",
        )
    return found


def apart(text: str, body: str = "") -> tuple[SeatRole | None, str]:
    """Return the role in the body that the words name, None where they name none, and the offices that they
    name beside it."""
    role: SeatRole | None = None
    others: list[str] = []
    for part in _BESIDE.split(text):
        found = _role(part, body) if role is None else None
        role = role or found
        if part and found is None:
            others.append(part)
    return role, ", ".join(others) if role else text


def _role(text: str, body: str) -> SeatRole | None:
    plain = _plain(text)
    for words, role in sorted(_ROLES.items(), key=lambda pair: -len(pair[0])):
        if plain == words or (plain.startswith(words + " ") and _is_of(plain[len(words) + 1 :], body)):
            return role
    return None


def _is_of(words: str, body: str) -> bool:
    """Return whether the words after a role name the body or its committee, by its kind or by its name, as
    far as either goes; where the name is not known, by a kind alone."""
    words, name = (_ORGAN.sub("", text) for text in (words, _plain(body)))
    if not words or not name:
        return not words or words in _KINDS
    return f"{name} ".startswith(f"{words} ") or f"{words} ".startswith(f"{name} ")


def _plain(text: str) -> str:
    return _SHORTENED.sub(lambda short: _SHORT[short[0]], fold(text).replace(".", ""))


def _headed(cells: Sequence[str]) -> dict[str, int]:
    """Return the columns by what their headings name; nothing where the line is no heading."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        plain = fold(cell).strip(" .:")
        for what, words in _HEADINGS.items():
            if what not in found and plain in words:
                found[what] = place
    return found if "name" in found or len(found) > 1 else {}


def _by_content(lines: Sequence[Sequence[str]], headed: Mapping[str, int], body: str) -> dict[str, int]:
    """Return the columns, those without a heading by what most of their cells are. A column headed “chức vụ”
    that holds roles alone is one of roles."""
    columns = dict(headed)

    def names_role(cell: str) -> bool:
        return apart(cell, body)[0] is not None

    title = columns.get("title")
    if title is not None and "role" not in columns and _share(lines, title, names_role):
        columns["role"] = columns.pop("title")
    free = [place for place in range(len(lines[0]) if lines else 0) if place not in columns.values()]
    tests: dict[str, Callable[[str], bool]] = {
        "starts_on": _is_day,
        "role": names_role,
        "name": _is_name,
        "title": lambda cell: not cell.isdecimal(),
    }
    for what, test in tests.items():
        place = next((place for place in free if what not in columns and _share(lines, place, test)), None)
        if place is not None:
            columns[what] = place
            free.remove(place)
    return columns


def _share(lines: Sequence[Sequence[str]], place: int, test: Callable[[str], bool]) -> bool:
    """Return whether more than half of a column's filled cells pass the test."""
    cells = [cells[place] for cells in lines if cells[place]]
    return bool(cells) and sum(map(test, cells)) * 2 > len(cells)


def _is_day(cell: str) -> bool:
    return bool(re.fullmatch(r"\d{1,4}[/.\- ]\d{1,2}[/.\- ]\d{2,4}", cell))


def _is_name(cell: str) -> bool:
    """Return whether a cell is two to six words without figures that name no office."""
    bare = _ADDRESS.sub("", cell).partition("(")[0]
    words = fold(bare).split()
    return 1 < len(words) <= 6 and not any(map(str.isdigit, bare)) and not _OFFICE_WORDS.search(fold(bare))


def _entry(cells: Sequence[str], columns: Mapping[str, int], body: str) -> Entry:
    named = {field.name: cells[columns[field.name]] for field in fields(Entry) if field.name in columns}
    role, beside = apart(named.get("role", ""), body)
    also, title = apart(named.setdefault("title", ""), body)
    return Entry(
        name=_ADDRESS.sub("", named.get("name", "")).strip(" ,."),
        role=role or also or "",
        title=(named["title"] if role and also != role else title) or beside,
        starts_on=named.get("starts_on", ""),
        on_board=any(_ON_BOARD.search(_plain(named.get(cell, ""))) for cell in ("role", "title")),
    )


def board_of(organs: Mapping[str, str]) -> str:
    """Return which of the organs, by their names, is the standing board; "" where none is."""
    return next((key for key, name in organs.items() if fold(name).startswith("ban thuong vu")), "")


def is_full_name(text: str) -> bool:
    """Return whether a person may be entered under these words: at least two, without figures."""
    return len(text.split()) > 1 and not any(map(str.isdigit, text))


Row = dict[str, str]
"""A row of the table as texts by the name of its field."""


def lay(
    rows: Sequence[Row], entries: Sequence[Entry], holders: Mapping[str, tuple[str, str]], *, board: str = ""
) -> list[Row]:
    """Return the table with the list laid in: who holds a seat and is in the list stays there, the others
    take the seats of their role that become free, then new rows. `holders` gives by seat the role and the
    holder's name. Rows without a seat that were typed before stay. What somebody is in the organs goes with
    them, not with their seat; who the list says sits in the standing board, which the field `board` is of,
    does."""
    left = list(entries)
    sits = {_name_key(row.get("name", "")): _in_organs(row) for row in rows if row.get("seat")}
    for one in entries:
        there = sits.setdefault(_name_key(one.name), {})
        if board and one.on_board and not there.get(board):
            there[board] = SeatRole.MEMBER.value
    laid: dict[int, Entry] = {}
    seats = [place for place, row in enumerate(rows) if row.get("seat")]
    for place in seats:
        role, name = holders.get(rows[place]["seat"], ("", ""))
        stays = next((one for one in left if name and same(one.name, name) and one.role in ("", role)), None)
        if stays:
            laid[place] = stays
            left.remove(stays)
    for place in seats:
        if place not in laid:
            role = holders.get(rows[place]["seat"], ("", ""))[0]
            comes = next((one for one in left if (one.role or SeatRole.MEMBER) == role), None)
            if comes:
                laid[place] = comes
                left.remove(comes)
    table = [
        _filled(row, laid.get(place), sits) if row.get("seat") else row for place, row in enumerate(rows)
    ]
    typed = [row for row in table if row.get("seat") or row.get("name")]
    return [*typed, *(_filled({"role": one.role or SeatRole.MEMBER}, one, sits) for one in left)]


def same(one: str, other: str) -> bool:
    """Return whether two names are one, blind to accents and to a code in brackets."""
    return _name_key(one) == _name_key(other)


def _name_key(name: str) -> str:
    return fold(name.partition("(")[0])


def _in_organs(row: Row) -> Row:
    return {name: value for name, value in row.items() if name.startswith("organ_")}


def _filled(row: Row, entry: Entry | None, sits: Mapping[str, Row]) -> Row:
    seat = {name: value for name, value in row.items() if name not in _in_organs(row)}
    if entry is None:
        return seat | {"name": "", "title": "", "starts_on": "", "who": ""}
    stays = same(row.get("name", ""), entry.name)
    # The office in the row is that of who holds the seat, of a vacant one the seat's.
    office = row.get("title", "") if stays or not row.get("name") else ""
    name = row.get("name", "") if stays else entry.name
    here = {"name": name, "title": entry.title or office, "starts_on": entry.starts_on}
    return seat | here | sits.get(_name_key(entry.name), {})

"""The tasks of the child that opens a workbook: whether it is one within bounds, and its rows, one after
another.

Nothing here knows what a row means. Sheets are read by events, whatever namespace they are written in
(Excel's own or the standard's "Strict" one): a blank row costs a glance, a row beyond Excel's last one is
refused.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

from core.strangers.archive import check
from core.strangers.limits import MEGABYTE
from core.strangers.verdicts import Unfit

LARGEST_INFLATED = 1024 * MEGABYTE
LARGEST_STRINGS = 160 * MEGABYTE
LARGEST_PART = 24 * MEGABYTE
MOST_PARTS = 2_000
STEEPEST_RATIO = 400
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
WIDEST = 256
REPORT_EVERY = 20_000
MOST_MERGED = 20_000
# A row of ten cells takes about as many bytes.
ROW_BYTES = 400
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_LEGACY_FONT = re.compile(r"\.vn|vni[- ]", re.IGNORECASE)
_PLAIN_FORMATS = {"General", "0", "@", "GENERAL", "general"}
_SPAN = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_COLUMN = re.compile(r"\$?([A-Za-z]{1,4})\$?[0-9]*")

Send = Callable[[Any], None]


def look(file: BinaryIO, send: Send) -> None:
    """Send the sheets of a workbook as [title, state] and about how many rows they hold, or the code of what
    is wrong with it."""
    try:
        with zipfile.ZipFile(file) as archive:
            check(
                archive, parts=MOST_PARTS, inflated=LARGEST_INFLATED, largest=_largest, ratio=STEEPEST_RATIO
            )
            _check_is_workbook(archive)
            size = _inflate(archive)
            workbook = Workbook(archive)
            send(
                {
                    "sheets": [[sheet.title, sheet.state] for sheet in workbook.sheets],
                    "rows": size // ROW_BYTES,
                }
            )
    except Unfit as unfit:
        send({"refused": unfit.code, "figures": unfit.figures})
    except MemoryError:
        raise
    except Exception:  # zipfile, zlib and XML have a dozen ways to say that a file is damaged
        send({"refused": "damaged", "figures": {}})


def read(file: BinaryIO, send: Send, wanted: list[int]) -> None:
    """Send the sheets of these numbers, in this order: first {"hidden": columns}, then each row that holds
    something as [number, hidden, cells], now and then the number of the row that was come to, {"merged":
    places} where several cells were made one, each as [first column, first row, last column, last row], and
    None at a sheet's end.
    """
    with zipfile.ZipFile(file) as archive:
        workbook = Workbook(archive)
        for place in wanted:
            try:
                workbook.send_rows(workbook.sheets[place], send)
            except Unfit as unfit:
                send({"refused": unfit.code, "figures": unfit.figures})
                return
            except MemoryError:
                raise
            except Exception:  # whatever a damaged part makes a parser raise
                send({"refused": "sheet", "figures": {"sheet": workbook.sheets[place].title}})
                return


# --- whether it may be opened
# -----------------------------------------------------------------------------------


def _largest(name: str) -> int:
    if re.search(r"worksheets/[^/]*\.xml$", name):
        return LARGEST_INFLATED
    return LARGEST_STRINGS if name.lower().endswith("sharedstrings.xml") else LARGEST_PART


def _check_is_workbook(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    kinds = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if (
        b"spreadsheetml.sheet.main+xml" in kinds
        or b"sheet.macroEnabled.main+xml" in kinds
        or b"spreadsheetml.template.main+xml" in kinds
    ):
        return
    for mark, code in (
        (b"wordprocessingml", "word"),
        (b"presentationml", "slides"),
        (b"ms-excel.sheet.binary", "xlsb"),
    ):
        if mark in kinds:
            raise Unfit(code)
    raise Unfit("ods" if "mimetype" in names and b"opendocument" in archive.read("mimetype") else "archive")


def _inflate(archive: zipfile.ZipFile) -> int:
    """Inflate every part once: checksums hold, sizes are what they claim, no XML declares entities. Return
    the bytes of the sheets."""
    sheets = 0
    for part in archive.infolist():
        size, tail = 0, b""
        with archive.open(part) as stream:
            while piece := stream.read(MEGABYTE // 2):
                size += len(piece)
                if size > part.file_size:
                    raise Unfit("lies")
                if part.filename.endswith((".xml", ".rels", ".vml")) and any(
                    mark in tail + piece for mark in _DOCTYPES
                ):
                    raise Unfit("doctype")
                tail = piece[-32:]
        if "worksheets/" in part.filename:
            sheets += size
    return sheets


# --- what it holds
# ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    state: str
    part: str


@dataclass(slots=True)
class Styles:
    """What the look of a cell says of its value, by the number of the style."""

    formats: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    dates: set[int] = field(default_factory=set)
    spans: set[int] = field(default_factory=set)


def _local(element: Any) -> str:
    """Return an element's name without its namespace; remarks have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    """Return an attribute whatever namespace it is written in."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _is_set(value: str | None) -> bool:
    return value in ("1", "true", "on")


class Workbook:
    """An open archive's list of sheets, strings and styles; strings and styles are read when a sheet needs
    them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = {name.lower(): name for name in archive.namelist()}
        main = self._main()
        root = self._tree(main)
        self.epoch = CALENDAR_WINDOWS_1900
        links = self._links(main)
        self.sheets: list[Sheet] = []
        for element in root.iter():
            if _local(element) == "workbookPr" and _is_set(element.get("date1904")):
                self.epoch = CALENDAR_MAC_1904
            elif _local(element) == "sheet":
                kind, part = links.get(_attribute(element, "id"), ("", ""))
                if kind == "worksheet" and part.lower() in self.names:
                    self.sheets.append(Sheet(element.get("name", ""), element.get("state", "visible"), part))
        self.parts = dict(links.values())
        self._strings: list[tuple[str, str]] | None = None
        self._styles: Styles | None = None

    def _main(self) -> str:
        for kind, part in self._links("").values():
            if kind == "officeDocument":
                return part
        return "xl/workbook.xml"

    def _tree(self, part: str) -> Any:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(self.archive.read(self.names[part.lower()]), parser)

    def _links(self, part: str) -> dict[str, tuple[str, str]]:
        """Return where a part leads: {id: (kind, part)}."""
        folder, _slash, name = part.rpartition("/")
        place = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if place.lower() not in self.names:
            return {}
        found = {}
        for link in self._tree(place):
            target = (link.get("Target") or "").replace("\\", "/")
            full = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
            while "/../" in full:
                full = re.sub(r"[^/]+/\.\./", "", full, count=1)
            found[link.get("Id")] = ((link.get("Type") or "").rpartition("/")[2], full)
        return found

    @property
    def strings(self) -> list[tuple[str, str]]:
        """Return the shared strings: the text, and the font from before Unicode that a part of it is written
        in."""
        if self._strings is None:
            self._strings = []
            part = self.parts.get("sharedStrings", "").lower()
            if part in self.names:
                with self.archive.open(self.names[part]) as stream:
                    for item in _elements(stream, "{*}si"):
                        self._strings.append(_text(item))
        return self._strings

    @property
    def styles(self) -> Styles:
        if self._styles is None:
            self._styles = styles = Styles()
            part = self.parts.get("styles", "").lower()
            root = self._tree(part) if part in self.names else ()
            parts = {_local(group): group for group in root}
            codes = dict(BUILTIN_FORMATS) | {
                int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in parts.get("numFmts", ())
            }
            fonts = [
                next((_attribute(name, "val") for name in font if _local(name) == "name"), "")
                for font in parts.get("fonts", ())
            ]
            for number, look_ in enumerate(parts.get("cellXfs", ())):
                code = codes.get(int(look_.get("numFmtId") or 0), "General")
                font = int(look_.get("fontId") or 0)
                styles.formats.append(code)
                styles.fonts.append(
                    fonts[font] if font < len(fonts) and _LEGACY_FONT.match(fonts[font]) else ""
                )
                if is_date_format(code):
                    styles.dates.add(number)
                    if is_timedelta_format(code):
                        styles.spans.add(number)
        return self._styles

    def send_rows(self, sheet: Sheet, send: Send) -> None:
        """Send the rows of a sheet that hold something; raises Unfit for places that no sheet of Excel
        has."""
        hidden: list[int] = []
        merged: list[list[int]] = []
        begun, number = False, 0
        with self.archive.open(self.names[sheet.part.lower()]) as stream:
            for element in _elements(stream, "{*}row", "{*}col", "{*}mergeCell"):
                if _local(element) == "mergeCell":
                    if len(merged) < MOST_MERGED and (found := _merged(element.get("ref") or "", sheet)):
                        merged.append(found)
                    continue
                if _local(element) == "col":
                    if not begun and (_is_set(element.get("hidden")) or element.get("width") in ("0", "0.0")):
                        first, last = int(element.get("min", 1)), min(int(element.get("max", 1)), WIDEST)
                        hidden.extend(range(first - 1, last))
                    continue
                if not begun:
                    begun = True
                    send({"hidden": sorted(set(hidden))})
                number = int(float(element.get("r") or number + 1))
                if not 1 <= number <= LAST_ROW:
                    raise Unfit("place", sheet=sheet.title, place=(element.get("r") or "")[:20])
                if number % REPORT_EVERY == 0:
                    send(number)
                if any(len(cell) for cell in element) and (cells := list(self._cells(sheet, element))):
                    send([number, _is_set(element.get("hidden")) or element.get("ht") == "0", cells])
        if not begun:
            send({"hidden": sorted(set(hidden))})
        if merged:
            send({"merged": merged})
        send(None)

    def _cells(self, sheet: Sheet, row: Any) -> Iterator[list[Any]]:
        column = -1
        for cell in row:
            if _local(cell) != "c":
                continue
            column += 1
            if place := cell.get("r"):
                column = _column(place, sheet)
            if len(cell) and column < WIDEST and (found := self._cell(cell)) is not None:
                yield [column, *found]

    def _cell(self, cell: Any) -> tuple[Any, ...] | None:
        """Return a cell's kind, its value and, where they say something, its number format or its font; None
        for an empty one."""
        parts = {_local(part): part for part in cell}
        kind, style = cell.get("t", "n"), int(cell.get("s") or 0)
        if "f" in parts:
            return "f", "=" + (parts["f"].text or "")[:200]
        if kind == "inlineStr":
            return self._string(*_text(parts["is"]), style) if "is" in parts else None
        raw = parts["v"].text if "v" in parts else None
        if not raw:
            return None
        if kind == "s":
            return self._string(*self.strings[int(raw)], style)
        if kind == "str":
            return self._string(raw, "", style)
        if kind == "b":
            return "b", bool(int(raw)) if raw in ("0", "1") else raw == "true"
        if kind == "e":
            return "e", raw[:50]
        if kind == "d":
            return _moment(from_ISO8601(raw))  # type: ignore[no-untyped-call]
        return self._number(raw, style)

    def _string(self, text: str, font: str, style: int) -> tuple[Any, ...]:
        if text.isascii():
            return "s", text
        own = self.styles.fonts[style] if style < len(self.styles.fonts) else ""
        return ("s", text, font or own) if font or own else ("s", text)

    def _number(self, raw: str, style: int) -> tuple[Any, ...]:
        value: int | float = int(raw) if re.fullmatch(r"-?[0-9]{1,300}", raw) else float(raw)
        if style in self.styles.dates:
            try:
                return _moment(from_excel(value, self.epoch, timedelta=style in self.styles.spans))
            except (OverflowError, ValueError):
                return "e", "#VALUE!"
        code = self.styles.formats[style] if style < len(self.styles.formats) else "General"
        return ("n", value) if code in _PLAIN_FORMATS else ("n", value, code[:200])


def _elements(stream: Any, *tags: str) -> Iterator[Any]:
    """Generate the elements of these names, each forgotten after it was looked at."""
    for _event, element in etree.iterparse(
        stream, tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    ):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _text(item: Any) -> tuple[str, str]:
    """Return the text of a string without its reading aids, and the first font from before Unicode among its
    runs."""
    font = ""
    pieces: list[str] = []
    for part in item:
        name = _local(part)
        if name == "t":
            pieces.append(part.text or "")
        elif name == "r":
            for piece in part:
                if _local(piece) == "t":
                    pieces.append(piece.text or "")
                elif _local(piece) == "rPr" and not font:
                    used = next((_attribute(one, "val") for one in piece if _local(one) == "rFont"), "")
                    font = used if _LEGACY_FONT.match(used) else ""

    return "".join(pieces), font


def _column(place: str, sheet: Sheet) -> int:
    found = _COLUMN.match(place)
    number = 0
    for letter in found[1].upper() if found else "":
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= LAST_COLUMN:
        raise Unfit("place", sheet=sheet.title, place=place[:20])
    return number - 1


def _merged(place: str, sheet: Sheet) -> list[int] | None:
    """Return [first column, first row, last column, last row] of cells that were made one; None for what is
    no such place."""
    found = _SPAN.fullmatch(place)
    return (
        [_column(found[1], sheet), int(found[2]), _column(found[3], sheet), int(found[4])] if found else None
    )


def _moment(value: Any) -> tuple[Any, ...]:
    """Return a moment in JSON: a day with its time, a time, a span of seconds, or the error of what is
    none."""
    if isinstance(value, dt.timedelta):
        return "i", value.total_seconds()
    if isinstance(value, dt.time):
        return "t", value.isoformat()
    if isinstance(value, dt.datetime):
        return "d", value.isoformat()
    if isinstance(value, dt.date):
        return "d", dt.datetime.combine(value, dt.time()).isoformat()
    return "e", "#VALUE!"

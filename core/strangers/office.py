"""Word and Excel files: an archive of XML parts, read part by part without building a tree; time grows with
the bytes alone."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from lxml import etree

from core.secrecy import carries_mark
from core.strangers import archive
from core.strangers.limits import MEGABYTE
from core.strangers.verdicts import Unfit

UNPACKED_LIMIT = 200 * MEGABYTE
PART_LIMIT = 60 * MEGABYTE
ENTRIES_LIMIT = 3000
DEEPEST_PACKAGE = 2
LINE_LIMIT = 200
INSTRUCTION_LIMIT = 4_000
FORMULA_LIMIT = 10_000  # Excel's own is 8,192
_MAIN_PARTS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
# Parts of an Office file that run, or that fetch, something.
_ACTIVE_ENDINGS = (
    "bin|exe|dll|js|jse|vbs|vbe|wsf|hta|html?|mht|mhtml|svg|jar|lnk|cmd|bat|ps1|scr|com|msi|rtf|url|iso|zip|"
    "docm|dotm|xlsm|xltm|xlsb|xlam|xla|xls|doc|pptm|potm|ppsm|ppam"
)
_ACTIVE_PARTS = re.compile(
    rf"vbaproject|vbadata|activex|macrosheets|dialogsheets|oleobject|afchunk|xl/connections|querytables/|\.(?:{_ACTIVE_ENDINGS})$",
    re.I,
)
_HARMLESS_BIN = re.compile(r"printerSettings/printerSettings\d+\.bin$", re.IGNORECASE)
_ACTIVE_TYPES = re.compile(
    r"macroenabled|vbaproject|activex|oleobject|macrosheet|javascript|x-msdownload|text/html", re.IGNORECASE
)
_ACTIVE_LINKS = {
    "afchunk",
    "oleobject",
    "vbaproject",
    "control",
    "activexcontrolbinary",
    "connections",
    "querytable",
    "xlmacrosheet",
    "ddelink",
}
_ACTIVE_ELEMENTS = {
    "altChunk",
    "OLEObject",
    "oleObject",
    "ddeLink",
    "oleLink",
    "mailMerge",
    "control",
    "ocx",
    "webPr",
    "dbPr",
}
_FETCHING_FIELDS = {
    "DDE",
    "DDEAUTO",
    "LINK",
    "INCLUDETEXT",
    "INCLUDE",
    "INCLUDEPICTURE",
    "IMPORT",
    "DATABASE",
    "RD",
}
_TEXT_PARTS = re.compile(
    r"^(?:word/(?:document|header|footer)[^/]*\.xml|xl/(?:sharedStrings|worksheets/sheet\d+)\.xml|docProps/core\.xml)$"
)
_HOLDERS = {"p", "si", "is", "title", "subject", "keywords", "description"}
_QUOTED = re.compile(r'"[^"]*"')
_SHEET_NAME = re.compile(r"(?<!\|)'[^']*'!")
_FETCHING_FORMULA = re.compile(
    r"\w\|'?[^!|]{0,300}'?!|\b(?:DDE|RTD|CALL|EXEC|REGISTER(?:\.ID)?|WEBSERVICE)\s*\(", re.IGNORECASE
)
_RUNNING_TEXT = re.compile(r"\w{2,}\W+\w+\W+\w+\W+\w+\W+\w+\W+\w+\W+\w+")
_DAMAGED = (
    zipfile.BadZipFile,
    struct.error,
    EOFError,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    KeyError,
)


def check(content: bytes, *, depth: int = 1) -> str:
    """Return "docx" or "xlsx"; raises Unfit for every other archive and for what could do harm."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            archive.check(
                package, parts=ENTRIES_LIMIT, inflated=UNPACKED_LIMIT, largest=lambda _name: PART_LIMIT
            )
            _check_names(package)
            types = _types(package)
            kind = _kind(types)
            _check_parts(package, types, depth)
            return kind
    except _DAMAGED as error:
        raise Unfit("archive-damaged") from error
    except (etree.LxmlError, LookupError) as error:
        raise Unfit("xml") from error


def _check_names(package: zipfile.ZipFile) -> None:
    for name in package.namelist():
        if _ACTIVE_PARTS.search(name) and not _HARMLESS_BIN.search(name):
            raise Unfit("office-active")


def _read(package: zipfile.ZipFile, entry: str | zipfile.ZipInfo) -> bytes:
    """Return a part's bytes, never more than it may have, whatever its header says."""
    with package.open(entry) as part:
        content: bytes = part.read(PART_LIMIT + 1)
    if len(content) > PART_LIMIT:
        raise Unfit("inflates")
    return content


def _types(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return what the archive says of its parts: (ending or "/name", type)."""
    if "[Content_Types].xml" not in package.namelist():
        raise Unfit("archive-plain")
    found: list[tuple[str, str]] = []
    parse(_read(package, "[Content_Types].xml"), _Types(found))
    if any(_ACTIVE_TYPES.search(kind) for _name, kind in found):
        raise Unfit(
            "office-active"
            if any("main+xml" not in kind for _name, kind in found if _ACTIVE_TYPES.search(kind))
            else "office-other"
        )
    return found


def _kind(types: list[tuple[str, str]]) -> str:
    named = {kind for _name, kind in types}
    for kind, main in _MAIN_PARTS.items():
        if main in named:
            return kind
    raise Unfit("office-other")


def _check_parts(package: zipfile.ZipFile, types: list[tuple[str, str]], depth: int) -> None:
    xml = {name.lower() for name, kind in types if kind.lower().endswith(("+xml", "/xml"))}
    for entry in package.infolist():
        name = entry.filename.lower()
        ending = name.rpartition(".")[2]
        # What a part is, its name decides for one program and the list of types for another.
        if ending in {"xml", "rels", "vml"} or ending in xml or f"/{name}" in xml:
            parse(_read(package, entry), _Part(marks=bool(_TEXT_PARTS.match(entry.filename))))
        elif ending in {"docx", "xlsx", "pptx"}:
            _check_inner(_read(package, entry), depth)


def _check_inner(content: bytes, depth: int) -> None:
    """Look into a file inside the file, such as the figures of a chart."""
    if depth >= DEEPEST_PACKAGE:
        raise Unfit("archive-odd")
    try:
        check(content, depth=depth + 1)
    except Unfit as unfit:
        if unfit.code != "office-other":
            raise


def parse(content: bytes, target: Any) -> None:
    """Feed a part to a target in pieces; no document types, nesting as deep as the parser's own bound. Raises
    LxmlError or Unfit."""
    parser = etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for start in range(0, len(content), MEGABYTE):
        parser.feed(content[start : start + MEGABYTE])
    parser.close()


class Target:
    """What a parser calls; a document type is refused."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...

    def doctype(self, *_what: Any) -> None:
        raise Unfit("xml")


class _Types(Target):
    def __init__(self, found: list[tuple[str, str]]) -> None:
        self.found = found

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.found.append(
            (
                attributes.get("Extension") or attributes.get("PartName") or "",
                attributes.get("ContentType", ""),
            )
        )


class _Field:
    """A field of Word between its beginning and its end; `code` is open until its result begins."""

    def __init__(self) -> None:
        self.code = ""
        self.is_open = True


class _Part(Target):
    """Refuses what runs or fetches; `marks` says that lines of the part may be stamps of secrecy."""

    def __init__(self, *, marks: bool) -> None:
        self.marks = marks
        self.lines: list[str] = []
        self.fields: list[_Field] = []
        self.formula: str | None = None
        self.instruction = False
        self.text = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        namespace, _brace, name = tag.rpartition("}")
        if name in _ACTIVE_ELEMENTS:
            raise Unfit(
                "office-fetches" if name in {"mailMerge", "ddeLink", "webPr", "dbPr"} else "office-active"
            )
        if name == "Relationship":
            self._check_link(attributes)
        elif name == "fldSimple":
            self._judge(next((value for key, value in attributes.items() if key.endswith("instr")), ""))
        elif name == "fldChar":
            self._mark(next((value for key, value in attributes.items() if key.endswith("fldCharType")), ""))
        elif name in {"instrText", "delInstrText"}:
            self.instruction = True
        elif name in {"f", "definedName"} and "spreadsheetml" in namespace:
            self.formula = ""
        elif self.marks and name in _HOLDERS:
            self.lines.append("")
        if name in {"t", "title", "subject", "keywords", "description"}:
            self.text += 1

    def data(self, text: str) -> None:
        if self.formula is not None:
            if len(self.formula) <= FORMULA_LIMIT:
                self.formula += text
        elif self.instruction:
            if self.fields and self.fields[-1].is_open and len(self.fields[-1].code) < INSTRUCTION_LIMIT:
                self.fields[-1].code += text[:INSTRUCTION_LIMIT]
        elif self.text and self.lines and len(self.lines[-1]) <= LINE_LIMIT:
            self.lines[-1] += text[: LINE_LIMIT + 1]

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name in {"instrText", "delInstrText"}:
            self.instruction = False
        elif name in {"f", "definedName"} and self.formula is not None:
            formula, self.formula = self.formula, None
            self._check_formula(formula)
        if name in {"t", "title", "subject", "keywords", "description"}:
            self.text -= 1
        if self.marks and name in _HOLDERS and self.lines and _is_mark_line(self.lines.pop()):
            raise Unfit("secret")

    def close(self) -> None:
        for field in self.fields:
            self._judge(field.code)

    def _check_link(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("Type", "").rsplit("/", 1)[-1].lower()
        if kind in _ACTIVE_LINKS:
            raise Unfit(
                "office-active"
                if attributes.get("TargetMode", "").lower() != "external"
                else "office-fetches"
            )
        # A link that a reader follows by hand is the only one that may lead outside.
        if attributes.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            raise Unfit("office-fetches")

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            if self.fields and self.fields[-1].is_open and not self.fields[-1].code.strip():
                raise Unfit("office-fetches")  # a field whose name is made by a field
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].is_open = False
        elif kind == "end" and self.fields:
            self._judge(self.fields.pop().code)

    def _judge(self, code: str) -> None:
        words = code.replace('"', " ").split(maxsplit=1)
        if words and words[0].upper() in _FETCHING_FIELDS:
            raise Unfit("office-fetches")

    def _check_formula(self, formula: str) -> None:
        plain = _SHEET_NAME.sub("", _QUOTED.sub("", formula))
        if len(formula) > FORMULA_LIMIT or _FETCHING_FORMULA.search(plain):
            raise Unfit("office-fetches")


def _is_mark_line(line: str) -> bool:
    """A paragraph or cell that is a mark and nothing else: running text may speak of secrecy, a stamp stands
    alone."""
    return len(line) <= 60 and carries_mark(line) and not _RUNNING_TEXT.search(line)

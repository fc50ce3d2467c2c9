"""The office's own Word template of a letter: what may stand in it, and whether one that was handed in may be
used.

A template is a small program that somebody else wrote. It may name the values below, ask whether they are
there and go through their lists; nothing else. So it is read before it is run, and it can neither reach into
the product nor run long.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx import Document
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from lxml.etree import LxmlError

from core.errors import Refused
from reminders.documents import letters, pages

FILE_LIMIT = 2_000_000  # bytes; a letter's template is some tens of thousands
UNPACKED_LIMIT = 20_000_000
XML_LIMIT = 1_000_000
BRACES_LIMIT = 1_000  # docxtpl's expressions look ahead from every brace
FAULTS_LIMIT = 12


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A value of a letter: its name, what it is, and how an invented letter has it; `shape` is text, texts,
    bodies or rows."""

    name: str
    meaning: Any
    sample: Any
    required: bool = False
    shape: str = "text"

    @property
    def code(self) -> str:
        return f"{{{{ {self.name} }}}}"


_LINE = "Không có cuộc họp định kỳ hợp lệ trong quý II/2026 (hạn 30/6/2026, chậm 144 ngày)"
PLACEHOLDERS = (
    Placeholder("superior", gettext_lazy("cấp uỷ, chữ in hoa"), "TỈNH UỶ MẪU"),
    Placeholder("issuer", gettext_lazy("cơ quan ban hành, chữ in hoa"), "VĂN PHÒNG"),
    Placeholder(
        "number", gettext_lazy("số và ký hiệu; dự thảo để trống chỗ ghi số"), "Số 12-CV/VPTU", required=True
    ),
    Placeholder("place", gettext_lazy("địa danh"), "Mẫu"),
    Placeholder(
        "date", gettext_lazy("ngày, tháng, năm của công văn"), "ngày 05 tháng 02 năm 2026", required=True
    ),
    Placeholder(
        "subject",
        gettext_lazy("trích yếu, bắt đầu bằng “V/v”"),
        "V/v đôn đốc thực hiện chế độ sinh hoạt, báo cáo",
        required=True,
    ),
    Placeholder(
        "addressees",
        gettext_lazy("danh sách nơi kính gửi, đã có dấu chấm phẩy, dấu chấm"),
        (),
        required=True,
        shape="texts",
    ),
    Placeholder(
        "opening",
        gettext_lazy("câu mở đầu, có căn cứ"),
        "Qua theo dõi đến ngày 05/02/2026, Văn phòng Tỉnh uỷ nhận thấy còn các việc sau đây chưa được thực"
        " hiện:",
    ),
    Placeholder(
        "bodies",
        gettext_lazy("danh sách tổ chức; mỗi tổ chức có name (tên) và lines (danh sách việc)"),
        (),
        required=True,
        shape="bodies",
    ),
    Placeholder(
        "request",
        gettext_lazy("câu đề nghị, đứng ngay trước hạn"),
        "Văn phòng Tỉnh uỷ đề nghị các tổ chức đảng có tên trên khắc phục và báo cáo kết quả",
    ),
    Placeholder("deadline", gettext_lazy("hạn thực hiện"), "trước ngày 20/02/2026", required=True),
    Placeholder(
        "closing",
        gettext_lazy("câu kết"),
        "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị liên hệ Văn phòng Tỉnh uỷ để được hướng dẫn.",
    ),
    Placeholder(
        "authority",
        gettext_lazy("quyền hạn, chức vụ ký: CHÁNH VĂN PHÒNG hoặc K/T CHÁNH VĂN PHÒNG"),
        "K/T CHÁNH VĂN PHÒNG",
    ),
    Placeholder(
        "office", gettext_lazy("chức vụ người ký thay; người đứng đầu ký thì trống"), "PHÓ CHÁNH VĂN PHÒNG"
    ),
    Placeholder("signer", gettext_lazy("họ và tên người ký"), "Lê Thị Thử"),
    Placeholder(
        "recipients",
        gettext_lazy("danh sách nơi nhận"),
        ("Như trên,", "Thường trực Tỉnh uỷ (để b/c),", "Lưu Văn phòng Tỉnh uỷ."),
        shape="texts",
    ),
    Placeholder(
        "annex",
        gettext_lazy(
            "phụ lục của công văn gửi nhiều tổ chức theo mẫu có sẵn, mẫu riêng thì trống; mỗi dòng có place"
            " (STT), name, lines, number (số việc)"
        ),
        (),
        shape="rows",
    ),
    Placeholder("total", gettext_lazy("tổng số việc"), "4"),
)
SHAPES = {one.name: one.shape for one in PLACEHOLDERS}
REQUIRED = {one.name for one in PLACEHOLDERS if one.required}

# What a value may be asked for, and what may be done to it.
_PARTS = {
    "body": {"name": "text", "lines": "texts"},
    "row": {"place": "text", "name": "text", "lines": "texts", "number": "text"},
    "loop": dict.fromkeys(("index", "index0", "first", "last", "length"), "text"),
}
_MEMBER = {"texts": "text", "bodies": "body", "rows": "row"}
_FILTERS = {"upper", "lower", "capitalize", "trim", "length", "count", "join", "first", "last", "e", "escape"}
_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "HYPERLINK"}
# The parts of a Word file that is all words and pictures.
_PARTS_OF_WORD = (".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".odttf", "/")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_BROKEN = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Unfit(Refused):
    """A template cannot be used: `faults` are sentences, each saying what, where and what to do."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = list(dict.fromkeys(faults))
        shown = self.faults[:FAULTS_LIMIT]
        if len(self.faults) > len(shown):
            shown.append(_("… và %(n)s lỗi khác.") % {"n": len(self.faults) - len(shown)})
        self.faults = shown
        super().__init__(_("Mẫu chưa dùng được, xem các lỗi nêu trên."), field="upload")


def sample(
    names: tuple[str, ...] = ("Đảng đoàn Hội A tỉnh", "Ban cán sự đảng Cơ quan B tỉnh"), *, lines: int = 2
) -> dict[str, Any]:
    """Return the values of an invented letter to these bodies."""
    return {
        one.name: list(one.sample) if isinstance(one.sample, tuple) else str(one.sample)
        for one in PLACEHOLDERS
    } | {
        "addressees": letters.with_ends(list(names)),
        "bodies": [
            {
                "name": name,
                "lines": letters.with_ends([f"{_LINE}, việc {number}" for number in range(1, lines + 1)]),
            }
            for name in names
        ],
    }


def check(content: bytes) -> tuple[str, ...]:
    """Return the optional placeholders that a template does not use. Raises Unfit for one that may not be
    used.

    The file itself (kind, macros, fetched content, zip bombs) is checked by core.files before it comes here.
    About a second: three invented letters are made.
    """
    try:
        _check_package(content)
        used = _check_text(content)
        _try(content)
    except Refused:
        raise
    # readers of Word and of code fail in many ways; each is the template's fault, not the reader's
    except Exception as error:
        raise Unfit(
            [
                _(
                    "Không đọc được mẫu hoặc mã trong mẫu. Hãy so với tệp bắt đầu tải ở trang này, bỏ phần"
                    " mới thêm rồi chọn lại."
                )
            ]
        ) from error
    # An office's template has the lists in the letter itself, so that an annex is never missed.
    return tuple(
        one.name for one in PLACEHOLDERS if one.name not in used and one.name not in {"annex", "total"}
    )


def _check_package(content: bytes) -> None:
    if len(content) > FILE_LIMIT:
        raise Unfit([_("Mẫu nặng quá 2 MB. Mẫu công văn chỉ gồm chữ; hãy bỏ ảnh trong mẫu rồi chọn lại.")])
    faults: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entries = package.infolist()
        if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
            raise Unfit([_("Mẫu phình quá lớn khi mở. Hãy tạo lại mẫu từ tệp bắt đầu tải ở trang này.")])
        if any(
            "embeddings/" in entry.filename.lower() or "afchunk" in entry.filename.lower()
            for entry in entries
        ):
            raise Unfit([_("Mẫu có tài liệu khác nhúng bên trong. Hãy bỏ phần nhúng rồi lưu lại.")])
        for entry in entries:
            if not entry.filename.lower().endswith(_PARTS_OF_WORD):
                # What a part is, its name decides here and the list of types in Word: a part by another name
                # would go unread.
                raise Unfit(
                    [
                        _(
                            "Mẫu có phần “%(part)s” mà mẫu công văn không có. Hãy tạo lại mẫu từ tệp bắt đầu"
                            " tải ở trang này."
                        )
                        % {"part": entry.filename[:80]}
                    ]
                )
            if not entry.filename.lower().endswith((".xml", ".rels")):
                continue
            if entry.file_size > XML_LIMIT:
                raise Unfit(
                    [
                        _("Phần “%(part)s” của mẫu quá dài (trên 1 MB). Mẫu chỉ nên có một, hai trang.")
                        % {"part": entry.filename}
                    ]
                )
            try:
                root = fromstring(package.read(entry), forbid_dtd=True)
            except (ParseError, DefusedXmlException) as error:
                raise Unfit(
                    [
                        _("Phần “%(part)s” của mẫu hỏng. Hãy mở mẫu bằng Word và lưu lại.")
                        % {"part": entry.filename}
                    ]
                ) from error
            if entry.filename.lower().endswith(".rels"):
                outside = [
                    link
                    for link in root
                    if link.get("TargetMode") == "External"
                    and not str(link.get("Type", "")).endswith("/hyperlink")
                ]
                faults += [
                    _("Mẫu nạp nội dung từ nơi khác: “%(target)s”. Hãy bỏ liên kết đó.")
                    % {"target": str(link.get("Target"))[:80]}
                    for link in outside
                ]
            else:
                faults += [
                    _(
                        "Mẫu có trường tự động “%(name)s”. Chỉ dùng được trường số trang (PAGE, NUMPAGES);"
                        " hãy thay bằng chữ."
                    )
                    % {"name": name[:30]}
                    for name in _fields(root)
                    if name.upper() not in _FIELDS
                ]
    if faults:
        raise Unfit(faults)


def _fields(root: Any) -> Iterator[str]:
    """Generate the names of a part's fields: the first word of each instruction, however it is cut into
    runs."""
    for simple in root.iter(f"{_W}fldSimple"):
        yield (simple.get(f"{_W}instr", "").split() or ["?"])[0]
    words: list[str] = []
    for element in root.iter():
        if element.tag in {f"{_W}instrText", f"{_W}delInstrText"}:
            words.append(element.text or "")
        elif element.tag == f"{_W}fldChar" and words:
            yield ("".join(words).split() or ["?"])[0]
            words = []
    if words:
        yield ("".join(words).split() or ["?"])[0]


def _check_text(content: bytes) -> set[str]:
    """Return the placeholders that the template shows; raises Unfit where it names another, or does more than
    name them."""
    try:
        made = DocxTemplate(io.BytesIO(content))
        made.init_docx()
        parts = list(_parts(made))
    except (KeyError, ValueError, AttributeError, RecursionError, LxmlError) as error:
        raise Unfit([_("Không đọc được mẫu. Hãy mở mẫu bằng Word và lưu lại.")]) from error
    faults = [fault for where, xml in parts for fault in _broken(where, xml)]
    if faults:
        raise Unfit(faults)
    reader = _Reader()
    for where, xml in parts:
        reader.read(where, re.sub(r"<w:p([ >])", r"\n<w:p\1", made.patch_xml(xml)))
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        if _BROKEN.search(str(getattr(made.docx.core_properties, name) or "")):
            reader.faults.append(
                _("Thuộc tính “%(name)s” của tệp có dấu ngoặc của mã. Hãy xoá trong Word: Tệp, Thông tin.")
                % {"name": name}
            )
    faults = [fault for fault in reader.faults if fault]
    missing = [one for one in PLACEHOLDERS if one.required and one.name not in reader.used]
    faults += [
        _("Thiếu chỗ ghi {{ %(name)s }}: %(meaning)s.") % {"name": one.name, "meaning": one.meaning}
        for one in missing
    ]
    if "bodies" in reader.used and "lines" not in reader.used:
        faults.append(
            _(
                "Trong danh sách bodies chưa ghi các việc: cần {%%p for line in body.lines %%}, - {{ line }},"
                " {%%p endfor %%}."
            )
            % {}
        )
    if faults:
        raise Unfit(faults)
    return reader.used


def _parts(made: DocxTemplate) -> Iterator[tuple[str, str]]:
    """Generate the parts that are rendered, with their names for a reader."""
    yield _("thân văn bản"), made.get_xml()
    for address, words in ((made.HEADER_URI, _("đầu trang")), (made.FOOTER_URI, _("chân trang"))):
        for _key, part in made.get_headers_footers(address):
            yield words, made.get_part_xml(part)
    for part in made.docx.part.package.parts:
        if part.content_type.endswith(".footnotes+xml"):
            yield _("chú thích"), part.blob.decode("utf-8")


def _broken(where: str, xml: str) -> Iterator[str]:
    """Generate what is wrong with the braces of a part, a paragraph at a time: Word may have cut a code in
    two."""
    if xml.count("{") > BRACES_LIMIT:
        yield _("Mẫu có quá nhiều dấu ngoặc nhọn (%(where)s).") % {"where": where}
        return
    known = 0
    for paragraph in fromstring(xml.encode(), forbid_dtd=True).iter(f"{_W}p"):
        text = "".join(piece.text or "" for piece in paragraph.iter(f"{_W}t"))
        known += text.count("{")
        if _BROKEN.search(_TAG.sub("", text)):
            yield _("Dấu ngoặc của mã mở mà không đóng, hoặc đóng mà không mở: %(place)s.") % {
                "place": _place(where, text)
            }
    if xml.count("{") > known:
        yield _("Có mã nằm ngoài chữ của văn bản (%(where)s), ví dụ trong mô tả ảnh. Hãy xoá.") % {
            "where": where
        }


def _place(where: str, text: str) -> str:
    plain = " ".join(re.sub(r"<[^>]*>", "", text).split())
    return _("%(where)s, đoạn “%(text)s”") % {
        "where": where,
        "text": plain[:70] + ("…" if len(plain) > 70 else ""),
    }


@dataclass(slots=True)
class _Reader:
    """Reads the code of a template: what it shows, and what it must not do."""

    used: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    where: str = ""
    lines: list[str] = field(default_factory=list)

    def read(self, where: str, source: str) -> None:
        self.where, self.lines = where, source.splitlines()
        try:
            tree = letters.environment().parse(source)
            self._body(tree.body, {}, ())
        except TemplateSyntaxError as error:
            self.faults.append(
                _("%(what)s: %(place)s.") % {"what": _syntax(error), "place": self._at(error.lineno)}
            )
        except (RecursionError, ValueError):
            self.faults.append(
                _("%(what)s: %(place)s.")
                % {
                    "what": _("Mã viết sai hoặc lồng nhau quá nhiều"),
                    "place": self._at(1),
                }
            )

    def _at(self, number: int | None) -> str:
        """Return where a line stands; what the reader of the code adds by itself stands on none."""
        return _place(self.where, self.lines[number - 1] if number and 0 < number <= len(self.lines) else "")

    def _fault(self, node: nodes.Node, what: str) -> str:
        self.faults.append(_("%(what)s: %(place)s.") % {"what": what, "place": self._at(node.lineno)})
        return "?"

    def _body(self, body: list[nodes.Node], scope: Mapping[str, str], loops: tuple[str, ...]) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    for one in node.nodes:
                        self._shown(one, scope)
                case nodes.If():
                    self._kind(node.test, scope)
                    for part in (node.body, *(other.body for other in node.elif_), node.else_):
                        self._body(part, scope, loops)
                    for other in node.elif_:
                        self._kind(other.test, scope)
                case nodes.For():
                    self._loop(node, scope, loops)
                case _:
                    self._fault(
                        node,
                        _("Lệnh “%(name)s” không dùng được trong mẫu; chỉ có if và for")
                        % {"name": _command(node)},
                    )

    def _loop(self, node: nodes.For, scope: Mapping[str, str], loops: tuple[str, ...]) -> None:
        kind = self._kind(node.iter, scope)
        if not isinstance(node.target, nodes.Name) or node.recursive or (kind != "?" and kind not in _MEMBER):
            self._fault(node, _("for chỉ đi qua danh sách addressees, bodies, body.lines, recipients"))
            return
        # A loop inside a loop goes through a part of what the outer one is at: the letter grows with its
        # findings, not with their square.
        root = node.iter.node if isinstance(node.iter, nodes.Getattr) else None
        if loops and not (isinstance(root, nodes.Name) and root.name in loops):
            self._fault(node, _("for nằm trong for chỉ đi qua phần của vòng ngoài, ví dụ body.lines"))
        inner = {**scope, node.target.name: _MEMBER.get(kind, "?"), "loop": "loop"}
        if node.test is not None:
            self._kind(node.test, inner)
        self._body(node.body, inner, (*loops, node.target.name))
        self._body(node.else_, scope, loops)

    def _shown(self, node: nodes.Node, scope: Mapping[str, str]) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        kind = self._kind(node, scope)
        if kind in {"texts", *_MEMBER, *_MEMBER.values()} - {"text"}:
            self._fault(node, _("Danh sách phải đặt trong {%p for … %}, không ghi thẳng ra được"))

    def _kind(self, node: nodes.Node, scope: Mapping[str, str]) -> str:
        """Return what an expression gives: text, texts, bodies, body, loop, or "?" after a fault."""
        match node:
            case nodes.Const():
                return "text"
            case nodes.Name():
                return self._name(node, scope)
            case nodes.Getattr():
                parts = _PARTS.get(kind := self._kind(node.node, scope), {})
                if node.attr not in parts:
                    return (
                        kind
                        if kind == "?"
                        else self._fault(node, _("Không có phần “.%(name)s”") % {"name": node.attr})
                    )
                if node.attr == "lines":
                    self.used.add("lines")
                return parts[node.attr]
            case nodes.Getitem(arg=nodes.Const(value=int())):
                kind = self._kind(node.node, scope)
                return (
                    _MEMBER[kind]
                    if kind in _MEMBER
                    else self._fault(node, _("Chỉ lấy được phần tử của danh sách"))
                )
            case nodes.Filter() if node.node is not None and node.name in _FILTERS and not node.kwargs:
                kind = self._kind(node.node, scope)
                # A text may not be put between the letters of a text, again and again.
                separators = [
                    one.value
                    for one in node.args
                    if isinstance(one, nodes.Const) and isinstance(one.value, str) and len(one.value) <= 20
                ]
                if (
                    len(separators) != len(node.args)
                    or len(separators) > 1
                    or (node.name == "join") != bool(separators)
                ):
                    return self._fault(
                        node,
                        _('Bộ lọc “%(name)s” không dùng được như vậy; ví dụ dùng được: addressees|join(", ")')
                        % {"name": node.name},
                    )
                if node.name == "join" and kind not in {"texts", "?"}:
                    return self._fault(node, _("Chỉ nối (join) được danh sách các chữ"))
                return _MEMBER.get(kind, kind) if node.name in {"first", "last"} else "text"
            case nodes.Filter():
                return self._fault(
                    node, _("Bộ lọc “%(name)s” không dùng được trong mẫu") % {"name": node.name}
                )
            case nodes.Not():
                return self._kind(node.node, scope)
            case nodes.And() | nodes.Or():
                self._kind(node.left, scope)
                return self._kind(node.right, scope)
            case nodes.Compare():
                for one in (node.expr, *(operand.expr for operand in node.ops)):
                    self._kind(one, scope)
                return "text"
        return self._fault(node, _("Biểu thức này không dùng được trong mẫu; chỉ ghi tên các chỗ điền"))

    def _name(self, node: nodes.Name, scope: Mapping[str, str]) -> str:
        if node.name in scope:
            return scope[node.name]
        if node.name in SHAPES:
            self.used.add(node.name)
            return SHAPES[node.name]
        return self._fault(node, _("Không có chỗ điền tên “%(name)s”") % {"name": node.name[:40]})


def _command(node: nodes.Node) -> str:
    names = {
        "Assign": "set",
        "AssignBlock": "set",
        "CallBlock": "call",
        "FilterBlock": "filter",
        "FromImport": "from",
    }
    if isinstance(node, nodes.Scope):
        return (
            "autoescape"
            if any(isinstance(one, nodes.ScopedEvalContextModifier) for one in node.body)
            else "with"
        )
    return names.get(type(node).__name__, type(node).__name__.lower())


def _syntax(error: TemplateSyntaxError) -> str:
    """Return in Vietnamese what the reader of the code stumbled over."""
    message = error.message or ""
    if tag := re.search(r"unknown tag '([^']{1,30})'", message):
        # The same words come for an end without a beginning.
        return _("Lệnh “%(name)s” không có, hoặc đóng mà chưa mở") % {"name": tag[1]}
    if "end of template" in message:
        return _("Lệnh mở mà chưa đóng (thiếu endfor hoặc endif)")
    return _("Mã viết sai")


def _try(content: bytes) -> None:
    """Make invented letters with the template; raises Unfit where that fails or a required value does not
    come out."""
    faults: list[str] = []
    for values in (
        sample(("Đảng đoàn Hội A tỉnh",), lines=1),
        sample(),
        sample(("Hội “A” & <B> {{ C }}", "Đảng đoàn Liên hiệp các hội rất dài " * 4), lines=3),
    ):
        try:
            made = letters.docx(values, content)
            pages.pdf(made)
            text = " ".join(_text(made).split())
        except (
            Exception
        ) as error:  # whatever a template breaks, the office must hear it now and not on the day of a letter
            raise Unfit(
                [
                    _(
                        "Dựng thử một công văn bằng mẫu này không thành công. Hãy so với tệp bắt đầu tải ở"
                        " trang này."
                    )
                ]
            ) from error
        wanted = {name: [values[name]] for name in REQUIRED if SHAPES[name] == "text"}
        wanted |= {
            "addressees": values["addressees"],
            "bodies": [line for body in values["bodies"] for line in body["lines"]],
        }
        for name, pieces in wanted.items():
            if any(
                " ".join(str(piece).split()).rstrip(".;").casefold() not in text.casefold()
                for piece in pieces
            ):
                faults.append(
                    _(
                        "Trong công văn dựng thử không thấy đủ {{ %(name)s }}. Hãy xem lại điều kiện if, vòng"
                        " for quanh chỗ đó."
                    )
                    % {"name": name}
                )
    if faults:
        raise Unfit(faults)


def _text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    sections = [
        part
        for section in document.sections
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer)
    ]
    holders = [document.element.body, *(part._element for part in sections if not part.is_linked_to_previous)]
    return "\n".join(
        "".join(piece.text or "" for piece in paragraph.iter(f"{_W}t"))
        for holder in holders
        for paragraph in holder.iter(f"{_W}p")
    )

"""The office's own Word template of a paper: what may stand in it, and whether one that was handed in may be
used.

A template is a small program that somebody else wrote. It may name the values below, ask whether they are
there and go through their lists; nothing else. So it is read before it is run, and it can neither reach into
the product nor run long.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from lxml.etree import LxmlError

from core.errors import Refused
from papers.blocks import Block, plain
from papers.documents import drawing, pages, printed
from papers.enums import TRAITS, Kind, Profile, Signatures

FILE_LIMIT = 2_000_000  # bytes; a template is some tens of thousands
UNPACKED_LIMIT = 20_000_000
XML_LIMIT = 1_000_000
BRACES_LIMIT = 1_000  # docxtpl's expressions look ahead from every brace
FAULTS_LIMIT = 12


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A value of a paper: its name, what it is, an example; `shape` is text, texts or markup (paragraphs and
    tables, on a line of its own)."""

    name: str
    meaning: Any
    sample: str = ""
    required: bool = False
    shape: str = "text"

    @property
    def code(self) -> str:
        return f"{{{{p {self.name} }}}}" if self.shape == "markup" else f"{{{{ {self.name} }}}}"


_SECOND = ("second_authority", "second_office", "second_signer")


def placeholders(kind: Kind) -> list[Placeholder]:
    """Return the values that a template of the kind may name."""
    traits = TRAITS[kind]
    found = [
        Placeholder("superior", gettext_lazy("cấp uỷ, cơ quan cấp trên, chữ in hoa"), "TỈNH UỶ MẪU"),
        Placeholder("issuer", gettext_lazy("cơ quan ban hành, chữ in hoa"), "VĂN PHÒNG"),
        Placeholder("place", gettext_lazy("địa danh"), "Mẫu"),
        Placeholder("date", gettext_lazy("ngày, tháng, năm của văn bản"), "ngày 05 tháng 02 năm 2026", True),
        Placeholder("name", gettext_lazy("tên loại văn bản; công văn thì trống"), traits.name),
        Placeholder("subject", gettext_lazy("trích yếu"), "về chế độ sinh hoạt", True),
        Placeholder("salutation", gettext_lazy("lời gửi, trước danh sách nơi gửi"), traits.salutation),
        Placeholder(
            "addressees",
            gettext_lazy("danh sách nơi gửi, đã có dấu chấm phẩy, dấu chấm"),
            required=traits.addressed,
            shape="texts",
        ),
        Placeholder(
            "body",
            gettext_lazy("nội dung: các đoạn, bảng, biểu đồ; đứng một mình trên một dòng"),
            required=True,
            shape="markup",
        ),
        Placeholder("recipients", gettext_lazy("danh sách nơi nhận"), shape="texts"),
        Placeholder("authority", gettext_lazy("quyền hạn, chức vụ ký"), "K/T CHÁNH VĂN PHÒNG"),
        Placeholder(
            "office",
            gettext_lazy("chức vụ người ký thay; người đứng đầu ký thì trống"),
            "PHÓ CHÁNH VĂN PHÒNG",
        ),
        Placeholder("signer", gettext_lazy("họ và tên người ký"), "Lê Thị Thử"),
        Placeholder("second_authority", gettext_lazy("người ký thứ hai, bên trái"), "NGƯỜI GHI BIÊN BẢN"),
        Placeholder("second_office", gettext_lazy("chức vụ người ký thứ hai")),
        Placeholder("second_signer", gettext_lazy("họ và tên người ký thứ hai"), "Trần Văn Mẫu"),
        Placeholder(
            "annexes",
            gettext_lazy("các phụ lục, ở cuối tệp; đứng một mình trên một dòng"),
            required=True,
            shape="markup",
        ),
        Placeholder(
            "proof", gettext_lazy("mã xác thực và mã QR; đứng một mình trên một dòng"), shape="markup"
        ),
    ]
    left_out = {
        *(() if traits.name else ("name",)),
        *(() if traits.signatures == Signatures.TWO else _SECOND),
        *(() if traits.signatures != Signatures.NONE else ("authority", "office", "signer", "recipients")),
    }
    found = [one for one in found if one.name not in left_out]
    if traits.numbered:
        found.insert(
            2,
            Placeholder(
                "number", gettext_lazy("số và ký hiệu; dự thảo để trống chỗ ghi số"), "Số 12-CV/VPTU", True
            ),
        )
    return found


# What a value may be asked for, and what may be done to it.
_PARTS = {"loop": dict.fromkeys(("index", "index0", "first", "last", "length"), "text")}
_MEMBER = {"texts": "text"}
_MARKUP = re.compile(r"\{\{\s*(body|annexes|proof)\b")  # not {{p body }}
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


def sample(kind: Kind, *, words: str = "tỉnh Mẫu", places: int = 2) -> dict[str, Any]:
    """Return the content of an invented paper of the kind."""
    traits = TRAITS[kind]
    blocks = [
        Block("heading", "I- TÌNH HÌNH"),
        Block("paragraph", f"Qua theo dõi đến ngày 05/02/2026, Văn phòng nhận thấy ở {plain(words)}:"),
        Block("item", f"không có cuộc họp định kỳ hợp lệ trong quý IV/2025, {plain(words)};"),
        Block("table", "Bảng 1", rows=(("STT", "Nội dung"), ("1", plain(words)), ("", "Tổng cộng"))),
        Block("paragraph", "Đề nghị thực hiện trước ngày 20/02/2026."),
        Block("annex", "Danh sách"),
        Block("paragraph", f"Phụ lục của {plain(words)}."),
    ]
    paper: Any = SimpleNamespace(
        kind=kind,
        traits=traits,
        profile=Profile.HD36_2018,
        document_type=traits.document_type,
        number=12,
        dated_on=dt.date(2026, 2, 5),
        title=f"về chế độ sinh hoạt, báo cáo ở {words}",
        is_draft=True,
        as_blocks=lambda: blocks,
        frame={
            "superior": "TỈNH UỶ MẪU",
            "issuer": "VĂN PHÒNG",
            "symbol": "VPTU",
            "place": "Mẫu",
            "authority": "K/T CHÁNH VĂN PHÒNG",
            "office": "PHÓ CHÁNH VĂN PHÒNG",
            "signer": "Lê Thị Thử",
            "second": {"authority": "NGƯỜI GHI BIÊN BẢN", "office": "", "signer": "Trần Văn Mẫu"},
            "addressees": [f"Đảng đoàn Hội {place} {words}" for place in range(1, places + 1)],
            "recipients": ["Như trên", "Thường trực Tỉnh uỷ (để b/c)", "Lưu Văn phòng Tỉnh uỷ"],
        },
    )
    return printed.content(paper) | {"proof": printed.seal_of("ABCDE23456", "http://localhost/xac-thuc/")}


def check(content: bytes, kind: Kind) -> tuple[str, ...]:
    """Return the optional placeholders that a template does not use. Raises Unfit for one that may
    not be used.

    The file itself (kind, macros, fetched content, zip bombs) is checked by core.files before it comes here.
    About a second: three invented papers are made.
    """
    try:
        _check_package(content)
        used = _check_text(content, kind)
        _try(content, kind)
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
    return tuple(one.name for one in placeholders(kind) if one.name not in used)


def _check_package(content: bytes) -> None:
    if len(content) > FILE_LIMIT:
        raise Unfit([_("Mẫu nặng quá 2 MB. Mẫu chỉ gồm chữ; hãy bỏ ảnh trong mẫu rồi chọn lại.")])
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
                            "Mẫu có phần “%(part)s” mà mẫu văn bản không có. Hãy tạo lại mẫu từ tệp bắt đầu"
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


def _check_text(content: bytes, kind: Kind) -> set[str]:
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
    reader = _Reader({one.name: one.shape for one in placeholders(kind)})
    for where, xml in parts:
        reader.read(where, re.sub(r"<w:p([ >])", r"\n<w:p\1", made.patch_xml(xml)))
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        if _BROKEN.search(str(getattr(made.docx.core_properties, name) or "")):
            reader.faults.append(
                _("Thuộc tính “%(name)s” của tệp có dấu ngoặc của mã. Hãy xoá trong Word: Tệp, Thông tin.")
                % {"name": name}
            )
    faults = [fault for fault in reader.faults if fault]
    missing = [one for one in placeholders(kind) if one.required and one.name not in reader.used]
    faults += [
        _("Thiếu chỗ ghi {{ %(name)s }}: %(meaning)s.") % {"name": one.name, "meaning": one.meaning}
        for one in missing
    ]
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
        if found := _MARKUP.search(text):
            yield _("Ghi {{p %(name)s }} thành một dòng riêng: %(place)s.") % {
                "name": found[1],
                "place": _place(where, text),
            }
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

    shapes: Mapping[str, str]
    used: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    where: str = ""
    lines: list[str] = field(default_factory=list)

    def read(self, where: str, source: str) -> None:
        self.where, self.lines = where, source.splitlines()
        try:
            tree = drawing.environment().parse(source)
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
            self._fault(node, _("for chỉ đi qua danh sách addressees, recipients"))
            return
        if loops:  # the paper grows with its lists, not with their product
            self._fault(node, _("for không được nằm trong for"))
            return
        inner = {**scope, node.target.name: _MEMBER.get(kind, "?"), "loop": "loop"}
        if node.test is not None:
            self._kind(node.test, inner)
        self._body(node.body, inner, (*loops, node.target.name))
        self._body(node.else_, scope, loops)

    def _shown(self, node: nodes.Node, scope: Mapping[str, str]) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        kind = self._kind(node, scope)
        if kind == "texts":
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
        if node.name in self.shapes:
            self.used.add(node.name)
            return self.shapes[node.name]
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


def _try(content: bytes, kind: Kind) -> None:
    """Make invented papers with the template; raises Unfit where that fails or a required value does not come
    out."""
    faults: list[str] = []
    for made_of in (
        sample(kind, places=1),
        sample(kind),
        sample(kind, words="Hội “A” & <B> {{ C }} rất dài " * 4, places=3),
    ):
        try:
            made = drawing.from_template(made_of, content)
            pages.pdf(made)
            text = " ".join(drawing.document_text(made).split()).casefold()
        except (
            Exception
        ) as error:  # whatever a template breaks, the office must hear it now and not on the day of a paper
            raise Unfit(
                [
                    _(
                        "Dựng thử một văn bản bằng mẫu này không thành công. Hãy so với tệp bắt đầu tải ở"
                        " trang này."
                    )
                ]
            ) from error
        for name, pieces in _wanted(made_of, kind):
            if any(" ".join(piece.split()).rstrip(".;").casefold() not in text for piece in pieces):
                faults.append(
                    _(
                        "Trong văn bản dựng thử không thấy đủ {{ %(name)s }}. Hãy xem lại điều kiện if, vòng"
                        " for quanh chỗ đó."
                    )
                    % {"name": name}
                )
    if faults:
        raise Unfit(faults)


def _wanted(made_of: Mapping[str, Any], kind: Kind) -> Iterator[tuple[str, list[str]]]:
    """Generate the required values with the words that must come out of them."""
    for one in placeholders(kind):
        if not one.required:
            continue
        if one.shape == "markup":
            blocks = (
                made_of["blocks"]
                if one.name == "body"
                else [block for annex in made_of["annexes"] for block in annex["blocks"]]
            )
            yield one.name, ["".join(run[0] for run in block["runs"]) for block in blocks]
        else:
            value = made_of[one.name]
            yield one.name, [value] if isinstance(value, str) else list(value)

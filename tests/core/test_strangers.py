"""Hostile files cost little: time grows with their bytes alone, and a child that asks for more is ended with
a sentence."""

import contextlib
import io
import random
import socket
import socketserver
import struct
import tempfile
import threading
import time
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import env
from core import files, scanner
from core.errors import Refused
from core.strangers import papers
from core.strangers.limits import MEGABYTE, Limits
from core.strangers.parent import ChildFailed, answer_from_child, answers_from_child
from core.strangers.verdicts import Unfit
from tests.core.test_files import added, excel, package, png, relation, upload, word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def real_pdf(*, encrypt: bool = False, packed: bool = True, **entries: Any) -> bytes:
    """Return a whole PDF of one page with more entries in its catalogue; not `packed`, its objects lie
    open."""
    document = pikepdf.new()
    document.add_blank_page()
    for name, value in entries.items():
        document.Root[f"/{name}"] = document.make_indirect(value)
    made = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    document.save(
        made, encryption=pikepdf.Encryption(owner="a", user="") if encrypt else False, object_stream_mode=mode
    )
    return made.getvalue()


def action(kind: str, **more: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **more)


def with_stream(filters: bytes, body: bytes) -> bytes:
    """Return a PDF in whose object stream, packed by these filters, an action lies."""
    document = pikepdf.new()
    document.add_blank_page()
    hidden = document.make_stream(body)
    names: Any = pikepdf.Object.parse(filters)
    hidden.write(body, filter=names, type_check=False)
    hidden["/Type"] = pikepdf.Name("/ObjStm")
    hidden["/N"], hidden["/First"] = 1, 4
    document.Root["/Hidden"] = hidden
    made = io.BytesIO()
    document.save(
        made,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return made.getvalue()


SCRIPT = b"5 0 <</S/JavaScript/JS(app.alert(1))>>"
PDFS = {
    "script": real_pdf(OpenAction=action("JavaScript", JS=pikepdf.String("app.alert(1)"))),
    "script in a stream": real_pdf(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())),
    "script in the open": real_pdf(
        packed=False, OpenAction=action("JavaScript", JS=pikepdf.String("app.alert(1)"))
    ),
    "attachment in the open": real_pdf(
        packed=False, Names=pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())
    ),
    "data fetched in the open": real_pdf(
        packed=False, AA=pikepdf.Dictionary(O=action("ImportData", F=pikepdf.String("a")))
    ),
    "a name behind a text in the open": real_pdf(
        packed=False, A=pikepdf.String("(/JS)\\"), OpenAction=action("Launch")
    ),
    "launch": real_pdf(AA=pikepdf.Dictionary(O=action("Launch", F=pikepdf.String("cmd.exe")))),
    "form sent away": real_pdf(OpenAction=action("SubmitForm")),
    "other file": real_pdf(OpenAction=action("GoToR", F=pikepdf.String("a.pdf"))),
    "attachment": real_pdf(Names=pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())),
    "dynamic form": real_pdf(AcroForm=pikepdf.Dictionary(XFA=pikepdf.Array())),
    "locked with an empty word": real_pdf(encrypt=True),
    "hex filter": with_stream(b"/ASCIIHexDecode", SCRIPT.hex().encode() + b">"),
    "two filters": with_stream(
        b"[/ASCIIHexDecode /FlateDecode]", zlib.compress(SCRIPT).hex().encode() + b">"
    ),
    "hex name in a stream": with_stream(
        b"/FlateDecode", zlib.compress(SCRIPT.replace(b"JavaScript", b"J#61vaScript"))
    ),
    "hex name": real_pdf(OpenAction=action("JavaScript")).replace(b"/JavaScript", b"/J#61vaScript"),
}


def field(code: str, *, cut: bool = False) -> str:
    pieces = [code[:2], code[2:]] if cut else [code]
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def docx(body: str) -> bytes:
    return package(
        {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body><w:p>{body}</w:p></w:body></w:document>'}
    )


def xlsx(parts: dict[str, str]) -> bytes:
    base = excel()
    for name, content in parts.items():
        base = added(base, name, content)
    return base


OFFICE = {
    "DDEAUTO": docx(field(" DDEAUTO c:\\windows\\cmd.exe '/k calc'")),
    "DDE in pieces": docx(field("DDE cmd", cut=True)),
    "DDE in small letters": docx(field("dde cmd")),
    "DDE in quotes": docx(field('"DDE" cmd')),
    "DDE without end": docx('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDE a</w:instrText></w:r>'),
    "DDE in a simple field": docx('<w:fldSimple w:instr="DDEAUTO a b"/>'),
    "name made by a field": docx(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + field("QUOTE 68 68 69")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "text from elsewhere": docx(field('INCLUDETEXT "http://192.0.2.1/a"')),
    "picture from elsewhere": docx(
        '<w:fldSimple w:instr="INCLUDEPICTURE &quot;http://192.0.2.1/a.png&quot; \\* MERGEFORMATINET"/>'
    ),
    "page inside": docx("<w:altChunk/>"),
    "mail merge": added(word(), "word/other.xml", f'<w:settings xmlns:w="{W}"><w:mailMerge/></w:settings>'),
    "object": docx('<w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object>'),
    "template from elsewhere": added(
        word(), "word/_rels/other.xml.rels", relation("ATTACHEDTEMPLATE", "file:///c:/t.dotm")
    ),
    "any link outside": added(
        word(), "word/_rels/other.xml.rels", relation("unheardOf", "http://192.0.2.1/")
    ),
    "XLSX DDE link": xlsx(
        {
            "xl/externalLinks/externalLink1.xml": (
                f'<externalLink xmlns="{S}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
            )
        }
    ),
    "XLSX DDE formula": xlsx(
        {"xl/worksheets/sheet9.xml": f"<worksheet xmlns=\"{S}\"><c><f>cmd|'/c calc'!A0</f></c></worksheet>"}
    ),
    "XLSX DDE name": xlsx(
        {
            "xl/names.xml": (
                f'<workbook xmlns="{S}"><definedName name="a">cmd|"x"!A0</definedName></workbook>'.replace(
                    '"x"', "'x'"
                )
            )
        }
    ),
    "XLSX web formula": xlsx(
        {
            "xl/worksheets/sheet9.xml": (
                f'<worksheet xmlns="{S}"><c><f>_xlfn.WEBSERVICE("http://192.0.2.1")</f></c></worksheet>'
            )
        }
    ),
    "XLSX data from elsewhere": xlsx({"xl/connections.xml": "<a/>"}),
    "macros inside an inner file": added(
        word(), "word/embeddings/a.xlsx", added(excel(), "xl/vbaProject.bin", b"x")
    ),
    "a part by another ending": package(
        {"word/main.dat": f'<w:document xmlns:w="{W}">{field("DDE a")}</w:document>'}, part="word/main.dat"
    ),
}


@pytest.mark.parametrize("case", PDFS)
def test_an_active_pdf_is_refused_wherever_it_hides(case):
    with pytest.raises(Unfit) as unfit:
        papers.kind_of(PDFS[case])
    assert unfit.value.code == ("pdf-locked" if "locked" in case else "pdf-active")


@pytest.mark.parametrize("case", OFFICE)
def test_an_office_file_that_fetches_is_refused(case):
    with pytest.raises(Unfit) as unfit:
        papers.kind_of(OFFICE[case])
    assert unfit.value.code in {"office-active", "office-fetches", "archive-damaged"}


def pdf_of_plain_values() -> bytes:
    """A PDF with plain values as objects of their own, as LibreOffice writes the length of each stream."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/Lang 7 0 R/Open 8 0 R/Nothing 9 0 R/Share 10 0 R/View 11 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 6 0 R>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length 5 0 R>>stream\nq Q\nendstream",
        *(b"3", b"1", b"(vi)", b"true", b"null", b"0.5", b"/Fit"),
    ]
    made, starts = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        starts.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(parts) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, rows)
    return made + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))


@pytest.mark.parametrize(
    "content",
    [
        pdf_of_plain_values(),
        real_pdf(OpenAction=action("GoTo")),
        real_pdf(Look=pikepdf.Dictionary(BM=pikepdf.Name("/Screen"))),
        real_pdf(Note=pikepdf.String("How /JavaScript (/JS) is used")),
        real_pdf(Annots=pikepdf.Array([action("URI", URI=pikepdf.String("https://example.vn"))])),
        docx(field(" PAGE ") + field("TOC \\o") + field('HYPERLINK "https://example.vn"') + field("= 1 + 2")),
        xlsx(
            {
                "xl/worksheets/sheet9.xml": (
                    f"<worksheet xmlns=\"{S}\"><c><f>'Tổ|chức'!A1&amp;\"cmd|'x'!A0\"</f></c></worksheet>"
                )
            }
        ),
        added(word(), "word/_rels/other.xml.rels", relation("hyperlink", "https://example.vn")),
    ],
)
def test_what_people_write_every_day_comes_in(content):
    assert papers.kind_of(content) in {"pdf", "docx", "xlsx"}


def test_a_large_scan_is_not_taken_for_a_script_by_chance():
    document = pikepdf.new()
    document.add_blank_page()
    document.Root["/Scan"] = document.make_stream(
        random.Random(1).randbytes(1_000_000) + b"/JS (/JavaScript /Launch "
    )
    made = io.BytesIO()
    document.save(made, compress_streams=False)
    assert papers.kind_of(made.getvalue()) == "pdf"


def nested(n: int) -> bytes:
    return package({"word/document.xml": "<p>" * n + "</p>" * n})


def many(pattern: bytes, n: int) -> bytes:
    return b"%PDF-1.7\n" + pattern * n + b"\n%%EOF\n"


def objects(n: int, body: bytes) -> bytes:
    return (
        b"%PDF-1.7\n"
        + b"".join(b"%d 0 obj %s endobj\n" % (i + 1, body) for i in range(n))
        + b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def xml(n: int, piece: str) -> bytes:
    return package(
        {"word/document.xml": f'<w:document xmlns:w="{W}" xmlns:s="{S}"><w:p>{piece * n}</w:p></w:document>'}
    )


HOSTILE_SHAPES = {
    "titles never closed": (lambda n: many(b"/Title(", n), 4_000),
    "titles in hex": (lambda n: many(b"/Title<", n), 4_000),
    "backslashes": (lambda n: many(b"/Title(\\\\", n), 4_000),
    "hashes": (lambda n: many(b"#4a#", n), 8_000),
    "streams never closed": (lambda n: many(b"<</Type/ObjStm/Filter/FlateDecode>>stream\nx", n), 1_000),
    "object streams": (
        lambda n: objects(n, b"<</Type/ObjStm/N 1/First 4/Length 4>>stream\n5 0 endstream"),
        1_000,
    ),
    "small objects": (lambda n: objects(n, b"<</A/B>>"), 4_000),
    "nested arrays": (lambda n: objects(1, b"[" * n + b"]" * n), 4_000),
    "nested tags": (nested, 100_000),
    "empty runs": (lambda n: xml(n, "<w:r/>"), 40_000),
    "one long line": (lambda n: xml(n, "<w:t>a</w:t>"), 40_000),
    "fields never ended": (
        lambda n: xml(n, '<w:fldChar w:fldCharType="begin"/><w:instrText>A</w:instrText>'),
        20_000,
    ),
    "one long instruction": (lambda n: xml(n, "<w:instrText>DDE </w:instrText>"), 20_000),
    "one long formula": (lambda n: xml(1, f"<s:f>{'a|' * n}</s:f>"), 100_000),
    "quotes in a formula": (lambda n: xml(1, f"<s:f>{chr(39) * n}</s:f>"), 4_000),
    "links": (
        lambda n: package(
            {"word/a.rels": "<a>" + "<Relationship Type='x/hyperlink' TargetMode='External'/>" * n + "</a>"}
        ),
        20_000,
    ),
    "tiny parts": (lambda n: package({f"a/{i}.xml": "<a/>" for i in range(n)}), 1_000),
    "png chunks": (lambda n: png()[:33] + b"\0\0\0\0abcd\0\0\0\0" * n, 50_000),
    "jpeg segments": (lambda n: b"\xff\xd8" + b"\xff\xe0\0\2" * n, 50_000),
    "jpeg ends": (lambda n: b"\xff\xd8" + b"\xff\xd9" * n, 50_000),
}


def cost(content: bytes) -> float:
    """Return the processor seconds of one look at a file, the least of two."""
    spent = []
    for _turn in range(2):
        start = time.process_time()
        with contextlib.suppress(Unfit):
            papers.kind_of(content)
        spent.append(time.process_time() - start)
    return min(spent)


@pytest.mark.parametrize("shape", HOSTILE_SHAPES)
def test_a_check_grows_with_the_bytes_alone(shape):
    make, n = HOSTILE_SHAPES[shape]
    # Four times the bytes: four times the work, sixteen times where it is quadratic. A machine that is short
    # of time gets a second look.
    for last in (False, False, True):
        small, large = cost(make(n)), cost(make(4 * n))
        if large < 9 * small + 0.1 and large < 3:
            break
        assert not last, (small, large)


SEEDS = [*PDFS.values(), *OFFICE.values(), word(), excel(), png(), real_pdf()]


@settings(max_examples=150, deadline=2_000, suppress_health_check=list(HealthCheck))
@given(
    seed=st.sampled_from(SEEDS),
    cuts=st.lists(
        st.tuples(
            st.floats(0, 1),
            st.one_of(
                st.binary(max_size=6),
                st.sampled_from([b"<<", b"stream\n", b"/JS", b"PK\x03\x04", b"#61", b"("]),
            ),
        )
    ),
    times=st.integers(1, 200),
)
def test_no_file_makes_a_check_fail_otherwise(seed, cuts, times):
    content = bytearray(seed)
    for place, piece in cuts:
        at = int(place * len(content))
        content[at : at + len(piece)] = piece * times
    answers: list[Any] = []
    papers.inspect(io.BytesIO(content), answers.append)
    (answer,) = answers
    assert answer.get("kind") in {"pdf", "docx", "xlsx", "png", "jpg"} or answer["refused"] in {
        *files._SENTENCES,
        "secret",
        "kind",
    }


# --- the child
# ------------------------------------------------------------------------------------------------


@pytest.mark.process
@pytest.mark.parametrize(
    ("task", "why"),
    [("spin", "time"), ("swell", "memory"), ("babble", "output"), ("stumble", "failed"), ("write", "failed")],
)
def test_a_child_is_ended_when_it_asks_for_more(task, why):
    with tempfile.TemporaryFile() as file, pytest.raises(ChildFailed) as struck:
        answer_from_child(
            f"tests.core.child_tasks:{task}",
            file,
            limits=Limits(seconds=5 if task != "spin" else 3, memory=1500 * MEGABYTE, output=1000),
        )
    assert struck.value.why == why


@pytest.mark.process
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at the system's list of processes")
def test_what_a_child_started_ends_with_it():
    with tempfile.TemporaryFile() as file:
        answers = answers_from_child(
            "tests.core.child_tasks:multiply",
            file,
            limits=Limits(seconds=5, memory=1500 * MEGABYTE, output=1000),
        )
        started = Path(f"/proc/{next(answers)}/stat")
        with pytest.raises(ChildFailed):
            list(answers)
    until = time.monotonic() + 5
    while (
        alive := started.exists() and started.read_text().rpartition(")")[2].split()[0] != "Z"
    ) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive


@pytest.mark.process
def test_a_child_knows_no_secret(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:secret@b/c")
    with tempfile.TemporaryFile() as file:
        known = answer_from_child(
            "tests.core.child_tasks:surroundings",
            file,
            limits=Limits(seconds=5, memory=1500 * MEGABYTE, output=10_000),
        )
    assert not {"DATABASE_URL", "SECRET_KEY", "HOME"} & set(known)


@pytest.mark.process
def test_a_file_that_once_took_minutes_is_answered_at_once():
    content = many(b"/Title(", 5_000)
    start = time.monotonic()
    with contextlib.suppress(Refused):
        files.inspect(upload("a.pdf", content))
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("why", ["time", "memory", "output", "failed", "busy"])
def test_each_limit_has_its_sentence(why, monkeypatch):
    def struck(*_what, **_more):
        raise ChildFailed(why)

    monkeypatch.setattr(files, "answer_from_child", struck)
    with pytest.raises(Refused, match="hãy|Hãy"):
        files.inspect(upload("a.pdf", real_pdf()))


# --- the scanner
# ----------------------------------------------------------------------------------------------


class Clamd(socketserver.BaseRequestHandler):
    """A small scanner that speaks clamd's INSTREAM and knows one virus."""

    server: Any

    def handle(self) -> None:
        def taken(size: int) -> bytes:
            got = b""
            while len(got) < size:
                got += self.request.recv(size - len(got)) or b"\0" * (size - len(got))
            return got

        if taken(10) != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack(">I", taken(4))[0]:
            content += taken(size)
            if len(content) > self.server.most:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.request.sendall(b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


@pytest.fixture(params=["tcp", "unix"])
def clamd(request, tmp_path, settings):
    unix = request.param == "unix"
    place = str(tmp_path / "clamd") if unix else ("127.0.0.1", 0)
    listening: Any = socketserver.ThreadingUnixStreamServer if unix else socketserver.ThreadingTCPServer
    with listening(place, Clamd) as server:
        server.most = 3_000_000
        settings.VIRUS_SCANNER = f"unix://{place}" if unix else f"tcp://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.process
def test_the_scanner_stops_what_it_knows(clamd):
    assert files.inspect(upload("a.png", png()))[1] == files.FileKind.PNG
    with pytest.raises(Refused, match="Eicar-Signature"):
        scanner.check("a.pdf", io.BytesIO(b"x" * 600_000 + EICAR))
    with pytest.raises(Refused, match="chia nhỏ"):
        scanner.check("a.pdf", io.BytesIO(b"x" * 4_000_000))


def test_a_scanner_that_is_away_takes_nothing_unseen(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.VIRUS_SCANNER = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(Refused, match="không trả lời"):
        scanner.check("a.pdf", io.BytesIO(b"x"))


def test_without_a_scanner_nothing_is_asked(settings):
    settings.VIRUS_SCANNER = ""
    scanner.check("a.pdf", io.BytesIO(EICAR))


@pytest.mark.parametrize(
    "address", ["", "unix:///run/clamav/clamd.ctl", "tcp://127.0.0.1:3310", "tcp://scanner"]
)
def test_an_address_of_a_scanner_is_taken(address, monkeypatch):
    monkeypatch.setenv("VIRUS_SCANNER", address)
    assert env.scanner("VIRUS_SCANNER") == address


@pytest.mark.parametrize(
    "address", ["127.0.0.1:3310", "http://127.0.0.1", "unix://clamd", "tcp://a:99999", "tcp://"]
)
def test_another_address_is_named_with_an_example(address, monkeypatch):
    monkeypatch.setenv("VIRUS_SCANNER", address)
    with pytest.raises(env.Misconfigured, match="VIRUS_SCANNER=unix:///run/clamav/clamd.ctl"):
        env.scanner("VIRUS_SCANNER")

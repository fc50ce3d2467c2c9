"""The office's own templates of papers: what is taken, what is refused and how the refusal reads, what holds
from when."""

import datetime as dt
import io
import re
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from core import clock, files
from core.errors import Refused
from desk.queries import owners
from papers.documents import drawing, forms, pages, word
from papers.documents import templates as checked
from papers.enums import Kind
from papers.models import PaperTemplate, TemplateChoice
from papers.queries import papers as paper_queries
from papers.services import drafts, templates
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/giay-to/mau/"
GOOD = forms.built_in("cong-van", new_form=True)


def changed(edit, content=GOOD):
    """Return the template after an edit of its document."""
    document = Document(io.BytesIO(content))
    edit(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_line(text):
    return changed(lambda document: document.add_paragraph(text))


def without(text):
    """Return the template without the paragraphs that hold the text."""

    def edit(document):
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        for paragraph in [paragraph for holder in [document, *cells] for paragraph in holder.paragraphs]:
            if text in paragraph.text:
                for run in paragraph.runs:
                    run.text = run.text.replace(text, "") if text in run.text else run.text

    return changed(edit)


def repacked(edit, content=GOOD):
    """Return the package after an edit of its parts, a dictionary of bytes by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    edit(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return out.getvalue()


def relate(parts, kind, target):
    """Let the document fetch something from elsewhere."""
    name, kinds = (
        "word/_rels/document.xml.rels",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )
    words = f'<Relationship Id="rId99" Type="{kinds}/{kind}" Target="{target}" TargetMode="External"/>'
    parts[name] = parts[name].replace(b"</Relationships>", words.encode() + b"</Relationships>")


def upload(content=GOOD, name="mau-van-phong.docx"):
    return SimpleUploadedFile(name, content)


def hand_in(browser, content=GOOD, name="mau-van-phong.docx", **fields):
    return browser.post(
        URL + "them/",
        {
            "paper_kind": "cong-van",
            "upload": upload(content, name),
            "note": "",
            "starts_on": f"{clock.today():%d/%m/%Y}",
        }
        | fields,
    )


def faults(content):
    with pytest.raises(checked.Unfit) as refusal:
        checked.check(content, Kind.LETTER)
    return refusal.value.faults


@pytest.mark.parametrize("new_form", [False, True])
@pytest.mark.parametrize("kind", Kind)
def test_the_files_to_start_from_are_good_templates_that_use_everything(kind, new_form):
    assert checked.check(forms.built_in(kind, new_form=new_form), kind) == ()


def test_the_body_stands_on_a_line_of_its_own():
    assert any(
        "{{p body }} thành một dòng riêng" in fault for fault in faults(with_line("Nội dung {{ body }}"))
    )


def test_a_template_may_leave_out_what_the_office_writes_as_fixed_words():
    assert checked.check(without("{{ place }}"), Kind.LETTER) == ("place",)


@pytest.mark.parametrize("name", ["number", "subject", "date"])
def test_a_missing_placeholder_is_named_with_its_meaning(name):
    (fault,) = [fault for fault in faults(without(f"{{{{ {name} }}}}")) if "Thiếu" in fault]
    assert f"{{{{ {name} }}}}" in fault


def test_an_unknown_placeholder_is_named_with_where():
    assert faults(with_line("Nơi gửi: {{ noi_gui }} của tỉnh")) == [
        "Không có chỗ điền tên “noi_gui”: thân văn bản, đoạn “Nơi gửi: {{ noi_gui }} của tỉnh”."
    ]


def test_every_fault_is_told_at_once():
    found = faults(
        changed(lambda document: [document.add_paragraph("{{ mot }}"), document.add_paragraph("{{ hai }}")])
    )
    assert [fault.partition(":")[0] for fault in found] == [
        "Không có chỗ điền tên “mot”",
        "Không có chỗ điền tên “hai”",
    ]


def test_a_fault_in_the_head_of_the_page_says_so():
    def edit(document):
        document.sections[0].header.add_paragraph("{{ sai }}")

    assert faults(changed(edit)) == ["Không có chỗ điền tên “sai”: đầu trang, đoạn “{{ sai }}”."]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{{ signer.__class__.__mro__ }}", "Không có phần “.__class__”"),
        ("{% autoescape false %}{{ signer }}{% endautoescape %}", "Lệnh “autoescape” không dùng được"),
        ("{% with a = 1 %}{{ signer }}{% endwith %}", "Lệnh “with” không dùng được"),
        ("{% filter upper %}{{ signer }}{% endfilter %}", "Lệnh “filter” không dùng được"),
        ("{% raw %}{{ signer }}{% endraw %}{% block a %}{% endblock %}", "Lệnh “block” không dùng được"),
        ("{{ ''.__class__.__base__.__subclasses__() }}", "Biểu thức này không dùng được"),
        ("{{ signer['__class__'] }}", "Biểu thức này không dùng được"),
        ("{{ signer|attr('__class__') }}", "Bộ lọc “attr” không dùng được"),
        ("{{ signer|center(999999999) }}", "Bộ lọc “center” không dùng được"),
        ("{% if signer|join(signer|join('xxx')) %}{% endif %}", "Bộ lọc “join” không dùng được như vậy"),
        ("{{ signer|join(', ') }}", "Chỉ nối (join) được"),
        ("{{ addressees|join(', ', 'name') }}", "Bộ lọc “join” không dùng được như vậy"),
        ("{{ signer|upper('x') }}", "Bộ lọc “upper” không dùng được như vậy"),
        ("{{ " + "(" * 2000 + "signer" + ")" * 2000 + " }}", "lồng nhau quá nhiều"),
        ("{{ " + "9" * 5000 + " }}", "lồng nhau quá nhiều"),
        ("{{ 'x' * 999999999 }}", "Biểu thức này không dùng được"),
        ("{{ range(999999999) }}", "Biểu thức này không dùng được"),
        ("{{ lipsum() }}", "Biểu thức này không dùng được"),
        ("{{ self }}", "Không có chỗ điền tên “self”"),
        ("{{ cycler.__init__.__globals__ }}", "Không có chỗ điền tên “cycler”"),
        ("{% set x = 1 %}", "Lệnh “set” không dùng được"),
        ("{% include '/etc/passwd' %}", "Lệnh “include” không dùng được"),
        ("{% import 'os' as os %}", "Lệnh “import” không dùng được"),
        ("{% macro x() %}{% endmacro %}", "Lệnh “macro” không dùng được"),
        ("{% for a in range(9) %}{% endfor %}", "Biểu thức này không dùng được"),
        ("{% for a in signer %}{% endfor %}", "for chỉ đi qua danh sách"),
        ("{% for a in addressees %}{% for b in recipients %}x{% endfor %}{% endfor %}", "for không được nằm"),
        ("{% for a in addressees recursive %}{% endfor %}", "for chỉ đi qua danh sách"),
        ("{{ addressees }}", "Danh sách phải đặt trong"),
        ("{% for a in addressees %}", "Lệnh mở mà chưa đóng"),
        ("{% endfor %}", "Lệnh “endfor” không có, hoặc đóng mà chưa mở"),
        ("{% lam %}", "Lệnh “lam” không có"),
        ("{{ signer", "Dấu ngoặc của mã mở mà không đóng"),
        ("{{ a b }}", "Mã viết sai"),
    ],
)
def test_a_template_that_does_more_than_name_values_is_refused(line, words):
    found = faults(with_line(line))
    assert any(words in fault and "thân văn bản" in fault for fault in found), found


def test_a_code_in_the_properties_or_outside_the_text_is_refused():
    def title(document):
        document.core_properties.title = "{{ 7 * 7 }}"

    assert "title" in faults(changed(title))[0]

    def attribute(parts):
        parts["word/document.xml"] = parts["word/document.xml"].replace(
            b"<w:body>", b'<w:body><w:p><w:pPr><w:pStyle w:val="{{ x }}"/></w:pPr></w:p>', 1
        )

    assert "nằm ngoài chữ" in faults(repacked(attribute))[0]


@pytest.mark.parametrize(
    "instruction",
    [
        'INCLUDEPICTURE "https://x.example/a.png"',
        "DDEAUTO c:\\\\windows cmd",
        'INCLUDETEXT "https://x.example"',
        'DATE \\@ "dd"',
        "LINK Excel",
    ],
)
def test_a_field_that_fetches_or_changes_is_refused(instruction):
    def edit(parts):
        half = len(instruction) // 2
        words = "".join(
            f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>'
            for part in (instruction[:half], instruction[half:])
        ).replace('"', "'")
        words = words.replace("xml:space='preserve'", 'xml:space="preserve"')
        field = (
            f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{words}<w:r><w:fldChar'
            ' w:fldCharType="end"/></w:r></w:p>'
        )
        parts["word/document.xml"] = parts["word/document.xml"].replace(
            b"<w:body>", b"<w:body>" + field.encode(), 1
        )

    assert faults(repacked(edit)) == [
        f"Mẫu có trường tự động “{instruction.split()[0]}”. Chỉ dùng được trường số trang (PAGE, NUMPAGES);"
        " hãy thay bằng chữ."
    ]


def test_content_from_elsewhere_is_refused_and_a_mail_address_is_not():
    def link(kind):
        def edit(parts):
            relate(parts, kind, "https://x.example/a")

        return repacked(edit)

    assert "https://x.example/a" in faults(link("mailMergeSource"))[0]
    assert checked.check(link("hyperlink"), Kind.LETTER) == ()


def test_hostile_files_are_refused_before_they_are_read(as_user, staff, vault):
    vault.mkdir()
    browser = as_user(staff)

    def bomb(parts):
        parts["word/media/x.xml"] = b"<a>" + b" " * 70_000_000 + b"</a>"

    def macro(parts):
        parts["word/vbaProject.bin"] = b"x"

    def remote(parts):
        relate(parts, "image", "https://x.example/a.png")

    def entity(parts):
        parts["word/document.xml"] = (
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>' + parts["word/document.xml"].split(b"?>", 1)[-1]
        )

    def renamed(parts):
        parts["word/document.dat"] = parts["word/document.xml"]

    def deep(parts):
        head, _body, tail = parts["word/document.xml"].partition(b"<w:body>")
        parts["word/document.xml"] = (
            head + b"<w:body>" + b"<w:sdt><w:sdtContent>" * 200 + b"</w:sdtContent></w:sdt>" * 200 + tail
        )

    def nested(parts):
        parts["word/embeddings/x.docx"] = GOOD

    for edit, words in (
        (bomb, "phình quá lớn"),
        (macro, "có macro"),
        (remote, "nạp nội dung từ nơi khác"),
        (entity, "nguy hiểm"),
        (nested, "nhúng bên trong"),
        (renamed, "word/document.dat"),
        (deep, "Không đọc được mẫu"),
    ):
        answer = hand_in(browser, repacked(edit))
        assert (answer.status_code, words in answer.content.decode()) == (422, True), edit.__name__
    for content, name in (
        (b"MZ\x90", "mau.docx"),
        (b"%PDF-1.4\n%%EOF", "mau.pdf"),
        (b"", "mau.docx"),
        (GOOD, "mau.xlsx"),
    ):
        assert hand_in(browser, content, name).status_code == 422
    assert not PaperTemplate.objects.exists()
    assert not [path for path in files.vault().listdir("")[0] if path]


def test_a_template_of_many_unclosed_codes_is_refused_quickly():
    began = time.monotonic()
    assert faults(with_line("{% " * 400))
    assert faults(with_line("{{ " * 30_000))
    assert time.monotonic() - began < 5


def test_a_template_whose_condition_hides_a_required_value_fails_its_trial():
    def edit(document):
        for paragraph in document.tables[0].rows[0].cells[0].paragraphs:
            if "{{ subject }}" in paragraph.text:
                paragraph.runs[0].text = "{% if addressees|length > 1 %}" + paragraph.runs[0].text
                paragraph.add_run("{% endif %}")

    assert any("không thấy đủ {{ subject }}" in fault for fault in faults(changed(edit)))


def test_a_template_goes_from_the_form_into_the_papers_of_its_day(as_user, staff, monkeypatch):
    monkeypatch.delitem(owners.BY_KIND, str(Kind.LETTER))
    browser = as_user(staff)
    own = with_line("Mẫu riêng của văn phòng, ký ngày {{ date }}")
    assert hand_in(browser, own, note="Theo Thông báo 5").status_code == 303
    version = PaperTemplate.objects.get()
    page = browser.get(URL).content.decode()
    assert f"Phiên bản {version.pk}, mau-van-phong.docx" in page
    assert b"".join(browser.get(f"{URL}{version.pk}/tep/").streaming_content) == own
    word = browser.get(f"{URL}{version.pk}/thu/docx/")
    assert "Mẫu riêng của văn phòng, ký ngày ngày 05 tháng 02" in "\n".join(
        p.text for p in Document(io.BytesIO(word.content)).paragraphs
    )
    assert browser.get(f"{URL}{version.pk}/thu/pdf/").content.startswith(b"%PDF-")
    assert browser.get(f"{URL}{version.pk}/thu/exe/").status_code == 404
    frame = factories.FRAME | {"addressees": ["Đảng đoàn Hội A tỉnh"]}
    letter = drafts.start(
        kind=Kind.LETTER,
        title="đôn đốc",
        frame=frame,
        blocks=[],
        dated_on=clock.today(),
        now=clock.now(),
        by=staff,
    )
    assert letter.template == version
    assert "mẫu của văn phòng" in browser.get(f"/giay-to/{letter.pk}/").content.decode()
    made = browser.get(f"/giay-to/{letter.pk}/tep/docx/").content
    assert "Mẫu riêng của văn phòng" in drawing.document_text(made)
    assert browser.get(f"/giay-to/{letter.pk}/tep/pdf/").content.startswith(b"%PDF-")
    assert "data:image/png" in browser.get(f"/giay-to/{letter.pk}/xem/").content.decode()
    data = {"template": "", "starts_on": f"{clock.today():%d/%m/%Y}", "note": "Quay lại"}
    assert browser.post(URL + "ap-dung/cong-van/", data).status_code == 303
    assert paper_queries.template_on("cong-van", clock.today()) is None
    letter.refresh_from_db()
    assert letter.template == version


def test_a_template_holds_for_its_own_kind_alone(staff):
    now, today = clock.now(), clock.today()
    own = templates.add(paper_kind=Kind.LETTER, upload=upload(), note="", now=now, by=staff)
    with pytest.raises(Refused, match="loại văn bản khác"):
        templates.choose(
            paper_kind=Kind.REPORT, template=own, starts_on=today, note="", today=today, now=now, by=staff
        )


def test_a_template_is_kept_without_being_used_when_no_day_is_given(as_user, staff):
    assert hand_in(as_user(staff), starts_on="").status_code == 303
    assert PaperTemplate.objects.count() == 1
    assert not TemplateChoice.objects.exists()


def test_a_template_cannot_hold_for_days_that_are_over(as_user, staff):
    yesterday = clock.today() - dt.timedelta(days=1)
    assert hand_in(as_user(staff), starts_on=f"{yesterday:%d/%m/%Y}").status_code == 422
    assert not PaperTemplate.objects.exists()
    with pytest.raises(Refused, match="từ hôm nay trở đi"):
        templates.choose(
            paper_kind=Kind.LETTER,
            template=None,
            starts_on=yesterday,
            note="",
            today=clock.today(),
            now=clock.now(),
            by=staff,
        )


def test_which_template_holds_is_told_by_the_day_of_the_letter(staff):
    today, now = clock.today(), clock.now()
    first, second = (
        templates.add(paper_kind=Kind.LETTER, upload=upload(with_line(name)), note="", now=now, by=staff)
        for name in ("Một", "Hai")
    )
    templates.choose(
        paper_kind=Kind.LETTER, template=first, starts_on=today, note="", today=today, now=now, by=staff
    )
    later = templates.choose(
        paper_kind=Kind.LETTER,
        template=second,
        starts_on=today + dt.timedelta(10),
        note="",
        today=today,
        now=now,
        by=staff,
    )
    days = [today - dt.timedelta(1), today, today + dt.timedelta(9), today + dt.timedelta(10)]
    assert [paper_queries.template_on("cong-van", day) for day in days] == [None, first, first, second]
    templates.withdraw(later, today=today, by=staff)
    assert paper_queries.template_on("cong-van", days[-1]) == first
    with pytest.raises(Refused, match="đã được áp dụng"):
        templates.withdraw(TemplateChoice.objects.get(), today=today, by=staff)


def test_an_invalid_upload_keeps_what_was_typed(as_user, staff):
    page = hand_in(as_user(staff), with_line("{{ sai }}"), note="Theo Quyết định 7").content.decode()
    assert "Không có chỗ điền tên “sai”" in page
    assert "Theo Quyết định 7" in page


PAGES = [
    "",
    "them/",
    "ap-dung/cong-van/",
    "{pk}/tep/",
    "{pk}/thu/docx/",
    "{pk}/thu/pdf/",
    "co-san/cong-van/HD36_2018/",
    "co-san/cong-van/HD36_2018/thu/pdf/",
    "co-san/bien-ban/HD05_2026/thu/docx/",
]


@pytest.mark.parametrize("path", PAGES)
def test_who_sees_templates(client, as_user, staff, leader, administrator, secretary_of_a, path):
    version = templates.add(paper_kind=Kind.LETTER, upload=upload(), note="", now=clock.now(), by=staff)
    url = URL + path.format(pk=version.pk)
    writes = path in {"them/", "ap-dung/cong-van/"}

    def status(browser):
        answer = browser.get(url)
        if answer.streaming:
            assert b"".join(answer.streaming_content) == GOOD
        return answer.status_code

    assert status(client) == 302
    assert status(as_user(secretary_of_a)) == 404
    assert status(as_user(leader)) == (403 if writes else 200)
    assert status(as_user(staff)) == 200
    assert status(as_user(administrator)) == 200
    assert as_user(leader).post(url).status_code == (403 if writes else 405)
    assert as_user(staff).get(URL + "co-san/cong-van/HD99/").status_code == 404


def test_the_page_costs_the_same_for_3_and_30_versions(as_user, staff, django_assert_num_queries):
    browser = as_user(staff)

    def version(number):
        made = PaperTemplate.objects.create(
            name=f"{number}.docx",
            kind="docx",
            size=1,
            sha256="0" * 64,
            added_at=clock.now(),
            added_by=staff,
            note=f"Lần {number}",
        )
        TemplateChoice.objects.create(
            template=made,
            starts_on=clock.today() + dt.timedelta(number),
            chosen_at=clock.now(),
            chosen_by=staff,
        )

    for number in range(3):
        version(number)
    browser.get(URL)
    with django_assert_num_queries(4):
        browser.get(URL)
    for number in range(3, 33):
        version(number)
    with django_assert_num_queries(4):
        browser.get(URL)


def test_the_page_picture_has_the_words_of_the_word_file_and_numbers_its_later_pages():
    made = drawing.from_template(checked.sample(Kind.LETTER), GOOD)
    pdf = pages.pdf(made)
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 2


WORDS_OF_CODE = [
    "{%",
    "%}",
    "{{",
    "}}",
    "autoescape false",
    "endautoescape",
    "for",
    "in",
    "if",
    "endif",
    "else",
    "set a = 1",
    "block b",
    "endblock",
    "macro m()",
]
WORDS_OF_CODE += [
    "endmacro",
    "include 'a'",
    "extends 'b'",
    "import 'c' as d",
    "call m()",
    "raw",
    "endraw",
    "trans",
    "do",
    "9**9",
    "[1:2]",
    "signer",
    "|upper",
    "loop",
    "not",
    "~",
]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS_OF_CODE), min_size=1, max_size=8).map(" ".join))
def test_any_code_in_a_template_is_taken_or_named_never_an_error(line):
    reader = checked._Reader({"signer": "text", "addressees": "texts", "body": "markup"})
    reader.read("thân văn bản", line)
    assert all(fault.endswith(".") for fault in reader.faults)


def test_a_template_is_tried_in_a_process_of_its_own(staff):
    with pytest.raises(checked.Unfit) as refusal:
        templates.add(
            paper_kind=Kind.LETTER,
            upload=upload(with_line("{{ noi_gui }}")),
            note="",
            now=clock.now(),
            by=staff,
        )
    assert refusal.value.faults == ["Không có chỗ điền tên “noi_gui”: thân văn bản, đoạn “{{ noi_gui }}”."]
    assert templates.add(paper_kind=Kind.LETTER, upload=upload(), note="", now=clock.now(), by=staff).pk


def test_a_letter_of_a_template_from_before_there_were_papers_is_printed_in_the_built_in_form():
    old = changed(lambda document: document.add_paragraph("{{ deadline }}"))
    paper = factories.PaperFactory(
        kind=Kind.LETTER, template=factories.PaperTemplateFactory(content=old), title="đôn đốc"
    )
    assert "đôn đốc" in drawing.document_text(word.docx(paper))

"""The screens of papers: register, editor, number, signed copy, who may see and do what."""

import datetime as dt
from dataclasses import replace

import pytest

from accounts.enums import Role
from core.addresses import reverse
from desk.queries import owners
from papers.blocks import Block, as_json
from papers.enums import Kind, State
from papers.models import Paper, Proof
from papers.owners import Draft, Owner
from tests import factories

pytestmark = pytest.mark.django_db
BLOCKS = [
    Block("heading", "I- TÌNH HÌNH", key="head"),
    Block("paragraph", "Có **5** tổ chức.", key="late"),
    Block("table", "Bảng 1", rows=(("STT", "Tên"), ("1", "A"), ("", "1")), widths=(1, 4), total=True),
    Block("chart", "Biểu đồ 1", key="chart", data={"legend": ["nay"], "bars": [["Họp", 5]]}),
    Block("annex", "Danh sách", across=True),
]


@pytest.fixture
def staff(client):
    user = factories.UserFactory(role=Role.STAFF, full_name="Lê Thị Thử")
    client.force_login(user)
    return user


@pytest.fixture
def paper(staff, monkeypatch):
    stored = as_json(BLOCKS)
    made = factories.PaperFactory(
        kind=Kind.ANNEX, blocks=stored, built=stored, title="số liệu", created_by=staff
    )
    owner = Owner(
        kind=Kind.ANNEX,
        about=lambda paper: ("Bản tóm tắt", "/tong-quan/"),
        can_see=lambda user, paper: True,
        can_edit=lambda user, paper: user.role == Role.STAFF,
        build=lambda paper: Draft("", {}, [Block("paragraph", "Có **6** tổ chức.", key="late")]),
    )
    monkeypatch.setitem(owners.BY_KIND, str(Kind.ANNEX), owner)
    return made


def address(name, paper, *more):
    return reverse(f"desk:{name}", args=[paper.pk, *more])


def sent(client, paper, **changes):
    """Return what the editor's page would send."""
    page = client.get(address("paper", paper)).context
    data = {}
    for bound in page["form"]:
        data[bound.html_name] = (
            bound.value() if not isinstance(bound.value(), dt.date) else f"{bound.value():%d/%m/%Y}"
        )
    data["block"] = [str(field.token) for field in page["parts"]]
    for field in page["parts"]:
        token, block = field.token, field.block
        data |= {f"kind-{token}": field.style, f"key-{token}": block.key, f"text-{token}": block.text}
        if block.kind == "table":
            data |= {
                f"columns-{token}": field.columns,
                f"widths-{token}": field.widths,
                f"total-{token}": "1" if block.total else "",
                f"cell-{token}": [cell for row in block.rows for cell in row],
            }
        if block.kind == "chart":
            data[f"data-{token}"] = field.data
    return {name: value for name, value in (data | changes).items() if value is not None}


def test_what_the_page_sends_back_untouched_changes_nothing(client, paper):
    answer = client.post(address("paper", paper), sent(client, paper))
    assert answer.status_code == 303
    stored = Paper.objects.get()
    assert (stored.version, stored.as_blocks()) == (1, BLOCKS)


def test_a_script_stores_and_is_told_version_and_time(client, paper):
    data = sent(client, paper, title="khác")
    told = client.post(address("paper", paper), data, headers={"Accept": "application/json"}).json()
    assert told["version"] == 2
    assert told["words"].startswith("Đã lưu lúc ")
    assert Paper.objects.get().title == "khác"


def test_the_second_of_two_editors_sees_the_other_text_and_keeps_the_own(client, paper):
    data = sent(client, paper)
    client.post(address("paper", paper), data | {"text-1": "Của người kia."})
    told = client.post(
        address("paper", paper), data | {"text-1": "Của tôi."}, headers={"Accept": "application/json"}
    )
    assert told.status_code == 409
    assert "Của người kia." in told.json()["theirs"]
    assert told.json()["version"] == 2
    page = client.post(address("paper", paper), data | {"text-1": "Của tôi."})
    assert page.status_code == 409
    assert "Của tôi." in page.content.decode()
    assert "Của người kia." in page.content.decode()
    client.post(address("paper", paper), data | {"text-1": "Của cả hai.", "version": 2})
    assert Paper.objects.get().as_blocks()[1].text == "Của cả hai."


@pytest.mark.parametrize(
    ("act", "kinds"),
    [
        ("add:0", ["heading", "paragraph", "paragraph", "table", "chart", "annex"]),
        ("add:end", ["heading", "paragraph", "table", "chart", "annex", "paragraph"]),
        ("table:1", ["heading", "paragraph", "table", "table", "chart", "annex"]),
        ("up:1", ["paragraph", "heading", "table", "chart", "annex"]),
        ("down:0", ["paragraph", "heading", "table", "chart", "annex"]),
        ("remove:3", ["heading", "paragraph", "table", "annex"]),
        ("up:0", ["heading", "paragraph", "table", "chart", "annex"]),
        ("x:0", ["heading", "paragraph", "table", "chart", "annex"]),
    ],
)
def test_the_buttons_work_without_a_script(client, paper, act, kinds):
    assert client.post(address("paper", paper), sent(client, paper, act=act)).status_code == 303
    assert [block.kind for block in Paper.objects.get().as_blocks()] == kinds


@pytest.mark.parametrize(
    ("act", "rows"),
    [
        ("row:2", (("STT", "Tên"), ("1", "A"), ("", ""), ("", "1"))),
        ("row-less:2", (("STT", "Tên"), ("1", "A"))),
        ("column:2", (("STT", "Tên", ""), ("1", "A", ""), ("", "1", ""))),
        ("column-less:2", (("STT",), ("1",), ("",))),
    ],
)
def test_a_table_grows_and_shrinks_without_a_script(client, paper, act, rows):
    client.post(address("paper", paper), sent(client, paper, act=act))
    assert Paper.objects.get().as_blocks()[2].rows == rows


@pytest.mark.parametrize(
    "changes",
    [
        {"kind-1": "script"},
        {"columns-2": "x"},
        {"columns-2": "4"},
        {"data-3": "{"},
        {"data-3": '{"bars": [[1]]}'},
        {"version": ""},
        {"dated_on": "32/13/2026"},
    ],
)
def test_what_no_page_of_ours_sends_is_refused_and_nothing_stored(client, paper, changes):
    answer = client.post(address("paper", paper), sent(client, paper, **changes))
    assert answer.status_code == 422
    assert Paper.objects.get().version == 1


def test_fresh_facts_come_in_and_what_a_person_changed_is_offered(client, paper):
    client.post(address("paper", paper), sent(client, paper, **{"text-1": "Lời người."}))
    answer = client.post(address("paper-refresh", paper))
    page = client.get(answer.url).content.decode()
    assert "Số liệu đã đổi sau khi đồng chí sửa phần này" in page
    assert "Có **6** tổ chức." in page
    place = next(i for i, one in enumerate(Paper.objects.get().as_blocks()) if one.key == "late")
    client.post(address("paper", paper), sent(client, paper, act=f"fact:{place}"))
    assert Paper.objects.get().as_blocks()[place].text == "Có **6** tổ chức."


def test_facts_that_changed_since_are_said_where_a_draft_takes_its_number(client, paper):
    beside = {"HTTP_HX_REQUEST": "true"}
    assert address("paper-facts", paper) in client.get(address("paper", paper)).text
    said = client.get(address("paper-facts", paper), **beside)
    assert "3 phần nay khác" in said.text
    assert address("paper-refresh", paper) in said.text
    client.post(address("paper-refresh", paper))
    assert "phần nay khác" not in client.get(address("paper-facts", paper), **beside).text


def test_a_draft_with_nothing_left_to_say_says_so(client, paper, monkeypatch):
    owner = replace(owners.BY_KIND[Kind.ANNEX], build=lambda paper: None)
    monkeypatch.setitem(owners.BY_KIND, str(Kind.ANNEX), owner)
    said = client.get(address("paper-facts", paper), HTTP_HX_REQUEST="true")
    assert "không có số liệu để cập nhật" in said.text


def test_a_paper_takes_its_number_and_code_and_is_fixed(client, staff, monkeypatch):
    monkeypatch.delitem(owners.BY_KIND, str(Kind.REPORT))
    factories.CommitteeTermFactory()
    report = factories.PaperFactory(kind=Kind.REPORT)
    client.post(address("paper-number", report), {"number": "7"})
    report.refresh_from_db()
    assert (report.state, report.number) == (State.NUMBERED, 7)
    proof = Proof.objects.get()
    assert (proof.paper, proof.number_line, proof.sha256) == (report, "Số 07-BC/VPTU", report.sha256)
    page = client.get(address("paper", report)).content.decode()
    assert "data-paper " not in page
    assert "07-BC/VPTU" in page
    client.post(address("paper-replace", report))
    assert Paper.objects.filter(replaces=report, state=State.DRAFT).count() == 1


def test_what_a_draft_still_lacks_is_said_before_it_takes_its_number(client, paper, monkeypatch):
    monkeypatch.setitem(owners.BY_KIND, str(Kind.LETTER), owners.BY_KIND[str(Kind.ANNEX)])
    factories.GoverningDocumentFactory(number="97-QĐ/TW")
    frame = paper.frame | {"place": "…………", "signer": "", "symbol": "VPTU"}
    lines = (
        "Căn cứ văn bản số 44-QĐ/TU; 97-QĐ/TW; 9-QC/ĐĐA; theo 12-CV/TU",
        "**Địa điểm:** …………",
        "Chỉ định đồng chí …………, giữ chức Bí thư",
    )
    blocks = as_json([Block("paragraph", line) for line in lines])
    Paper.objects.filter(pk=paper.pk).update(kind=Kind.LETTER, document_type="CV", frame=frame, blocks=blocks)
    words = " ".join(client.get(reverse("desk:paper", args=[paper.pk])).content.decode().split())
    assert "Còn trống: địa danh, họ tên người ký, địa điểm, “Chỉ định đồng chí …”." in words
    assert "chưa ghi được tên loại, ngày ban hành: 44-QĐ/TU." in words
    Paper.objects.filter(pk=paper.pk).update(
        frame=frame | {"place": "Mẫu", "signer": "Lê Thị A"}, blocks=as_json([Block("paragraph", "Một")])
    )
    words = client.get(reverse("desk:paper", args=[paper.pk])).content.decode()
    assert "Còn trống" not in words
    assert "ngày ban hành:" not in words


def test_a_draft_is_thrown_away_and_a_numbered_paper_is_not(client, paper):
    fixed = factories.PaperFactory(kind=Kind.PROGRAMME, document_type="", state=State.NUMBERED)
    for one in (paper, fixed):
        client.post(address("paper-discard", one))
    assert list(Paper.objects.all()) == [fixed]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_files_are_what_they_say(client, paper, kind):
    answer = client.get(address("paper-file", paper, kind))
    assert answer.content.startswith({"docx": b"PK", "pdf": b"%PDF"}[kind])
    assert answer["Content-Disposition"].endswith(f'.{kind}"')
    assert client.get(address("paper-file", paper, "exe")).status_code == 404


def test_the_preview_is_the_pages(client, paper):
    page = client.get(address("paper-preview", paper), headers={"HX-Request": "true"}).content.decode()
    assert page.count("data:image/png;base64,") == 2  # the body, and the annex


def test_who_may_see_does_not_edit(client, paper):
    client.force_login(factories.UserFactory(role=Role.LEADER))
    page = client.get(address("paper", paper))
    assert page.context["form"] is None
    for name in ("paper", "paper-refresh", "paper-number", "paper-discard", "paper-replace"):
        assert client.post(address(name, paper), {}).status_code == 403, name
    assert client.get(address("paper-attach", paper)).status_code == 403


def test_a_stranger_finds_nothing(client, paper, monkeypatch):
    monkeypatch.delitem(owners.BY_KIND, str(Kind.ANNEX))
    client.force_login(factories.UserFactory(role=Role.SECRETARY))
    for name in ("paper", "paper-preview", "paper-attach"):
        assert client.get(address(name, paper)).status_code == 404, name
    assert client.get(reverse("desk:papers")).context["page"].paginator.count == 0


def test_the_register_costs_the_same_at_3_and_at_30_rows(client, staff, django_assert_num_queries):
    term = factories.CommitteeTermFactory()

    def cost(rows):
        for number in range(rows):
            factories.PaperFactory(
                term=term, number=number + 1 + Paper.objects.count(), state=State.NUMBERED, created_by=staff
            )
        with django_assert_num_queries(10, exact=False) as asked:
            client.get(reverse("desk:papers"))
        return len(asked)

    client.get(reverse("desk:papers"))
    assert cost(3) == cost(27)


def test_the_register_is_narrowed_without_accents_by_number_kind_state_and_year(client, paper):
    factories.PaperFactory(
        kind=Kind.REPORT,
        title="tình hình Hội Nông dân",
        record_name="Cuộc họp ngày 12/03/2026 của Đảng đoàn Hội A",
        dated_on=dt.date(2025, 3, 1),
    )
    for query, count in (
        ("q=hoi nong dan", 1),
        ("q=dang doan hoi a", 1),
        ("q=7", 0),
        ("loai=bao-cao", 1),
        ("trang_thai=draft", 2),
        ("nam=2025", 1),
        ("nam=x", 2),
    ):
        assert client.get(f"{reverse('desk:papers')}?{query}").context["page"].paginator.count == count, query
    assert client.get(reverse("desk:papers-export")).status_code == 200

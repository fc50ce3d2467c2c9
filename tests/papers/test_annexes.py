"""Lists printed as annexes: what is seen, numbered, with a total, nothing kept."""

import io

import pytest
from django.core.exceptions import BadRequest
from docx import Document

from core import clock
from papers.models import Paper
from papers.services import annexes
from records.tables import Cell
from tests import factories
from tests.pdfs import text_of

pytestmark = pytest.mark.django_db


def table_of(document):
    """The list itself; behind it stands the code."""
    return document.tables[1]


@pytest.mark.parametrize(
    "path", ["/to-chuc/xuat/", "/can-xu-ly/xuat/", "/bao-cao/xuat/", "/hop/xuat/", "/danh-ba/xuat/"]
)
def test_every_list_is_printed_across(as_user, staff, body_a, body_b, path):
    factories.finding(body_a)
    factories.ReportFactory(body=body_a)
    factories.MeetingFactory(body=body_a)
    factories.MembershipFactory(seat=factories.SeatFactory(body=body_a))
    client = as_user(staff)
    printed = client.get(path + "?dang=phu-luc")
    assert (printed.status_code, printed["Content-Type"]) == (200, "application/pdf")
    assert printed["Content-Disposition"].startswith("inline")
    words = " ".join(text_of(printed.content).split())
    assert "PHỤ LỤC" in words
    assert "Tổng cộng" in words
    filed = Document(io.BytesIO(client.get(path + "?dang=phu-luc-word").content))
    section = filed.sections[0]
    assert section.page_width > section.page_height
    assert table_of(filed).rows[0].cells[0].text == "STT"
    assert not Paper.objects.exists()
    page = client.get(path.removesuffix("xuat/")).content.decode()
    assert "dang=phu-luc" in page or path == "/bao-cao/xuat/"


def test_a_filter_narrows_what_is_printed_and_numbers_add_up(as_user, staff, body_a, body_b):
    for body, seats in ((body_a, 2), (body_b, 3)):
        factories.SeatFactory.create_batch(seats, body=body)
    client = as_user(staff)

    def rows(query):
        content = client.get(f"/to-chuc/xuat/?dang=phu-luc-word{query}").content
        return [[cell.text for cell in row.cells] for row in table_of(Document(io.BytesIO(content))).rows]

    heads, *lines, total = rows("")
    column = heads.index("Số vị trí")
    assert [line[column] for line in lines] == ["2", "3"]
    assert (total[1], total[column]) == ("Tổng cộng: 2", "5")
    assert len(rows("&q=hội b")) == 3


def test_text_of_a_record_is_never_markup_and_a_long_list_is_refused(as_user, staff, rf):
    cells = [Cell("a", "Tên *x*", lambda row: row)]
    block = annexes.table(cells, ["*đậm*", "=1+1"])
    assert block.rows[1][1] == r"\*đậm\*"
    request = rf.get("/?dang=phu-luc")
    with pytest.raises(BadRequest, match="1.998 dòng"):
        annexes.answer(request, "Dài", cells, ["x"] * 2000, shown=["a"], on=clock.today())


def test_the_product_s_codes_are_in_the_excel_file_and_not_on_paper(as_user, staff, body_a):
    factories.finding(body_a)
    client = as_user(staff)
    table = table_of(Document(io.BytesIO(client.get("/can-xu-ly/xuat/?dang=phu-luc-word").content)))
    heads = [cell.text for cell in table.rows[0].cells]
    assert "Tên tổ chức" in heads
    assert "Mã tổ chức" not in heads

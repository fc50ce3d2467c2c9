"""The list of a year's reviews: narrowed, in order, beside the year before, on paper and as tables."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from core.addresses import reverse
from delegations.models import Province
from obligations.services import appraisals
from papers.documents import pdf, word
from papers.documents.drawing import document_text
from papers.models import Paper
from reviews.models import Correction, Review
from tests import factories
from tests.worlds.small import give_full_marks_in_2025, settle_2025

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
D = dt.date
PAGE = "/danh-gia/"


def codes(client, query=""):
    return [one.line.body.code for one in client.get(PAGE + query).context["listing"].lines]


def test_a_leader_sees_every_body_with_points_grade_and_the_year_before(as_user, leader, best_and_worst):
    answer = as_user(leader).get(PAGE + "?nam=2025")
    told = answer.context["listing"]

    assert [(one.line.body.code, one.line.grade, one.before.grade) for one in told.lines] == [
        ("DD-A", "good", "fulfilled"),
        ("DD-B", "failed", "failed"),
    ]
    assert {tile.grade: (tile.number, tile.before) for tile in told.tiles if tile.number or tile.before} == {
        "good": (1, 0),
        "fulfilled": (0, 1),
        "failed": (1, 1),
    }
    text = answer.content.decode()
    assert "▲&nbsp;" in text
    assert 'href="/danh-gia/DD-B/2025/#meetings"' in text
    assert "Xác nhận cả năm" not in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("&xep_loai=good", ["DD-A"]),
        ("&xep_loai=excellent", []),
        ("&q=hội b", ["DD-B"]),
        ("&q=HOI+B", ["DD-B"]),
        ("&q=%00", []),
        ("&tinh_trang=da-sua", ["DD-B"]),
        ("&tinh_trang=da-xac-nhan", []),
        ("&tinh_trang=de-xuat", ["DD-A", "DD-B"]),
        ("&tinh_trang=x&xep_loai=x&loai=x&trang=x&xep=x&co=9", ["DD-A", "DD-B"]),
        ("&xep=diem", ["DD-A", "DD-B"]),
        ("&xep=-diem", ["DD-B", "DD-A"]),
        ("&xep=xep-loai", ["DD-A", "DD-B"]),
        ("&xep=-thu-tu", ["DD-B", "DD-A"]),
        ("&xep=thay-doi", ["DD-B", "DD-A"]),
    ],
)
def test_the_list_is_narrowed_and_ordered_by_its_address(as_user, leader, best_and_worst, query, expected):
    Correction.objects.create(
        body=best_and_worst[1], year=2025, criterion="strength", points=1, reason="x", made_on=D(2026, 1, 2)
    )

    assert codes(as_user(leader), "?nam=2025" + query) == expected


@pytest.mark.parametrize("year", ["", "2027", "1800", "x", "9" * 5000, "٢٠٢٥"])
def test_an_unknown_year_is_the_running_one(as_user, leader, best_and_worst, year):
    assert as_user(leader).get(PAGE, {"nam": year}).context["listing"].period == (2026, 0)


def test_a_year_has_the_bodies_that_stood_in_it(as_user, leader, best_and_worst):
    factories.BodyFactory(code="DD-C", founded_on=D(2026, 2, 1))
    factories.BodyFactory(code="DD-D", ended_on=D(2025, 3, 1))
    client = as_user(leader)

    assert codes(client, "?nam=2025") == ["DD-A", "DD-B", "DD-D"]
    assert sorted(codes(client, "?nam=2026")) == ["DD-A", "DD-B", "DD-C"]
    lines = [one.line for one in client.get(PAGE + "?nam=2026").context["listing"].lines]
    assert lines == sorted(lines, key=lambda line: (line.rank, -(line.points or 0)))  # the best grade first
    assert codes(client, "?ngay=2026-01-15") == ["DD-A", "DD-B"]


def test_a_secretary_sees_the_own_body_only(as_user, secretary_of_a, best_and_worst):
    client = as_user(secretary_of_a)

    assert codes(client, "?nam=2025") == ["DD-A"]
    for path in ("bang/", "pdf/"):
        assert client.get(f"{PAGE}{path}?nam=2025").status_code == 200


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_costs_the_same(as_user, leader, number, django_assert_num_queries):
    factories.ProvinceFactory()
    for body in factories.BodyFactory.create_batch(number):
        give_full_marks_in_2025(body)
    client = as_user(leader)
    client.get(PAGE)
    with django_assert_num_queries(24):
        assert len(client.get(PAGE + "?nam=2025").context["page"]) == number


def test_the_limit_to_excellent_stands_beside_the_proposals_with_its_base(as_user, staff, best_and_worst):
    client = as_user(staff)
    settle_2025(best_and_worst[0])
    sentence = (
        "Giới hạn xuất sắc: không quá 20%% số tổ chức được xếp loại hoàn thành tốt nhiệm vụ (%s), nhiều nhất"
        " %s; hiện có %s."
    )
    answer = client.get(PAGE + "?nam=2025")
    text = answer.content.decode()
    assert sentence % (0, 0, 1) in text
    assert "Xếp loại không tự thay đổi" in text
    assert "đối chiếu bản gốc" in text
    assert answer.context["listing"].lines[0].line.grade == "excellent"
    for path in ("xac-nhan/?nam=2025", "DD-A/2025/xac-nhan/"):
        assert sentence % (0, 0, 1) in client.get(PAGE + path).content.decode()

    for body in factories.BodyFactory.create_batch(5):
        give_full_marks_in_2025(body)
    text = client.get(PAGE + "?nam=2025").content.decode()
    assert sentence % (5, 1, 1) in text
    assert "Xếp loại không tự thay đổi" not in text
    assert "Giới hạn xuất sắc" not in client.get(PAGE + "?nam=2024").content.decode()
    Province.objects.update(profiles=["Xuất sắc không quá 20%"])
    assert "Giới hạn xuất sắc: không quá 20% số tổ chức được xếp loại tốt trở lên" in (
        client.get(PAGE + "?nam=2024").content.decode()
    )


def test_a_quarter_has_its_list_beside_the_quarter_before(as_user, leader, best_and_worst):
    client = as_user(leader)
    answer = client.get(PAGE + "?nam=2025&quy=1")
    listing = answer.context["listing"]

    assert (listing.period, listing.words, listing.last_words) == ((2025, 1), "quý I/2025", "quý IV/2024")
    assert 'href="/danh-gia/DD-A/2025-Q1/"' in answer.content.decode()
    assert client.get(PAGE + "?nam=2026&quy=4").context["listing"].period == (2026, 4)
    assert client.get(PAGE + "?nam=2025&quy=x").context["listing"].period == (2025, 0)
    for path in ("bang/", "pdf/"):
        assert client.get(f"{PAGE}{path}?nam=2025&quy=3").status_code == 200


def test_the_workbook_holds_points_and_reasons(as_user, leader, best_and_worst):
    Correction.objects.create(
        body=best_and_worst[0],
        year=2025,
        criterion="report",
        points=5,
        reason="=1+1",
        made_on=D(2026, 1, 2),
        made_by="Chuyên viên",
    )
    answer = as_user(leader).get(PAGE + "bang/?nam=2025")
    rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].values)

    assert rows[2][:6] == ("Mã", "Tổ chức", "Loại", "Xếp loại", "Điểm", "Tình trạng")
    assert rows[3][:6] == (
        "DD-A",
        "Đảng đoàn Hội A",
        "Đảng đoàn",
        "Hoàn thành tốt nhiệm vụ",
        90,
        "đề xuất, văn phòng đã sửa",
    )
    assert rows[3][6:8] == ("Hoàn thành tốt nhiệm vụ", 100)
    assert rows[3][8:17] == (25, 10, 5, 10, 10, 10, 5, 5, 10)
    assert rows[3][17:23] == ("Đạt", "Đạt", "Đạt", "Đạt", "Chưa đủ dữ liệu", "Chưa đủ dữ liệu")
    assert rows[3][23].startswith("Chưa đủ dữ liệu để đề xuất xuất sắc: chưa xác định có thành viên")
    assert rows[3][24] == "Báo cáo năm: 5 điểm; =1+1 (Chuyên viên, 02/01/2026)"


def test_the_list_is_printed_and_a_sheet_is_a_paper(as_user, staff, best_and_worst):
    for code in appraisals.CRITERION_CODES:
        Correction.objects.create(
            body=best_and_worst[0],
            year=2025,
            criterion=code,
            points=1,
            reason="Lý do #dài [x] *y* $z$ " * 20,
            made_on=D(2026, 1, 2),
        )
    Review.objects.create(
        body=best_and_worst[0],
        year=2025,
        grade="good",
        points=Decimal(80),
        proposed_grade="good",
        document="1-TB/TU",
        confirmed_on=D(2026, 1, 20),
    )
    client = as_user(staff)

    whole = client.get(PAGE + "pdf/?nam=2025&q=hội")
    answer = client.post("/danh-gia/DD-A/2025/phieu/", {"mau": "01"})
    paper = Paper.objects.get()

    assert whole.content.startswith(b"%PDF")
    assert answer["Location"] == reverse("desk:paper", args=[paper.pk])
    assert pdf.pdf(paper).startswith(b"%PDF")
    words = document_text(word.docx(paper))
    assert "Mẫu 01, Hướng dẫn 43-HD/BTCTW; đối chiếu bản gốc" in words
    assert "Lý do #dài [x] *y* $z$" in words
    [rests_on] = (line for line in words.splitlines() if line.startswith("Căn cứ"))
    assert "Quy định số 366-QĐ/TW, ngày 30/8/2025, của Bộ Chính trị, Điều 11;" in rests_on
    assert "đối chiếu" not in rests_on  # where the office read it is no ground
    assert rests_on.endswith("Thang điểm do Văn phòng Tỉnh uỷ quy định.")
    assert words.index("Điều kiện xếp loại") < words.index("Điểm theo tiêu chí")
    # the same draft again, another one in another form
    assert client.post("/danh-gia/DD-A/2025/phieu/", {"mau": "01"})["Location"] == answer["Location"]
    assert client.post("/danh-gia/DD-A/2025/phieu/")["Location"] != answer["Location"]
    assert client.post("/danh-gia/DD-A/2027/phieu/").status_code == 404
    page = client.get("/danh-gia/DD-A/2025/").content.decode()
    assert page.count(f"/giay-to/{paper.pk}/") == 1


def test_an_empty_province_says_so(as_user, leader):
    answer = as_user(leader).get(PAGE)

    assert answer.status_code == 200
    assert "Chưa có tổ chức nào hoạt động trong kỳ này" in answer.content.decode()

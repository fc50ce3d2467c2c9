"""The brief: page, PDF, Word and Excel say the same, and only what one may see."""

import datetime as dt
import random
import re
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from core import clock
from delegations.models import Body
from desk.queries import periods
from obligations.models import Waiver
from obligations.services import judging
from reminders.documents.letters import long_date
from reminders.models import LetterHead
from tests import factories
from tests.worlds.small import late_bodies

pytestmark = pytest.mark.django_db
PAGE = "/tong-quan/tom-tat/"


@pytest.mark.parametrize("number", [3, 30])
def test_the_brief_costs_the_same(as_user, leader, number, django_assert_num_queries):
    late_bodies(number)
    client = as_user(leader)
    client.get(PAGE)

    with django_assert_num_queries(25):
        client.get(PAGE)


def random_province(seed: int) -> None:
    chance = random.Random(seed)
    today = clock.today()
    factories.ProvinceFactory(tracking_from=dt.date(today.year - 2, 1, 1))
    for _number in range(chance.randint(1, 9)):
        body = factories.BodyFactory(
            kind=factories.BodyKindFactory(name=chance.choice(["Đảng đoàn", "Ban cán sự đảng"]))
        )
        for seat in factories.SeatFactory.create_batch(chance.randint(0, 4), body=body):
            if chance.random() < 0.6:
                factories.MembershipFactory(seat=seat)
            elif chance.random() < 0.5:
                Waiver.objects.create(
                    body=body,
                    rule="understaffed",
                    subject=seat.code,
                    granted_on=dt.date(2024, 1, 1),
                    until=today,
                    reason="thử",
                )
        for _meeting in range(chance.randint(0, 8)):
            factories.MeetingFactory(body=body, held_on=today - dt.timedelta(chance.randint(0, 700)))
        if chance.random() < 0.5:
            factories.ReportFactory(body=body, year=today.year - 1, submitted_on=dt.date(today.year, 1, 9))
    judging.sweep(on=today, at=clock.now())


@pytest.mark.parametrize("seed", range(4))
def test_overview_page_excel_and_word_agree(as_user, leader, seed):
    random_province(seed)
    client = as_user(leader)
    quarter = f"{clock.today().year}-Q{(clock.today().month + 2) // 3}"

    overview = client.get("/").context
    brief = client.get(PAGE).context["brief"]
    book = load_workbook(BytesIO(client.get(PAGE + "bang/").content))
    word = Document(BytesIO(client.get(f"/tong-quan/bao-cao/?ky={quarter}").content))

    assert brief.counts == overview["counts"]
    assert brief.bodies == overview["bodies"].paginator.count
    figures = {row[0]: row[1] for row in book["Số liệu chung"].iter_rows(min_row=4, values_only=True)}
    assert (figures["Phát hiện"], figures["Nghiêm trọng"], figures["Được miễn, hoãn"]) == (
        brief.counts.total,
        brief.serious,
        brief.counts.waived,
    )
    rules = {row[0]: row[2] for row in book["Theo quy tắc"].iter_rows(min_row=4, values_only=True)}
    assert rules == {line.title: line.number for line in brief.rules}
    heads, *lines = book["Theo tổ chức"].iter_rows(min_row=3, values_only=True)
    assert sum(dict(zip(heads, line, strict=True))["Tổng số"] for line in lines) == brief.counts.total
    assert book["Phát hiện"].max_row - 3 == brief.counts.total + brief.counts.waived
    told = {row.cells[0].text: row.cells[2].text for row in word.tables[1].rows[1:]}
    assert {title: number for title, number in told.items() if number != "0"} == {
        line.title: str(line.number) for line in brief.rules if line.number
    }
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert (
        f"Tổng số phát hiện là {brief.counts.total}, trong đó {brief.serious} phát hiện nghiêm trọng" in text
    )


def test_days_in_the_workbook_are_days(as_user, leader):
    random_province(1)

    sheet = load_workbook(BytesIO(as_user(leader).get(PAGE + "bang/").content))["Phát hiện"]

    days = [cell.value for cell in sheet["H"][3:] if cell.value]
    assert days
    assert all(isinstance(day, dt.datetime) for day in days)
    assert sheet.auto_filter.ref.startswith("A3:")


@pytest.mark.parametrize("number", [0, 40])
def test_the_brief_on_paper_is_one_page(as_user, leader, number):
    late_bodies(number)

    answer = as_user(leader).get(PAGE + "pdf/")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert re.findall(rb"/Count (\d+)", answer.content) == [b"1"]


def test_an_empty_province_has_papers_too(as_user, leader):
    client = as_user(leader)

    assert "Không có phát hiện nào vào ngày này" in client.get(PAGE).content.decode()
    for address in (PAGE + "pdf/", PAGE + "bang/", f"/tong-quan/bao-cao/?ky={clock.today().year}"):
        assert client.get(address).status_code == 200, address


def test_a_secretary_reads_only_their_own(as_user, secretary_of_a, body_a, body_b):
    late_bodies(1)
    client = as_user(secretary_of_a)

    brief = client.get(PAGE).context["brief"]
    assert {row.body_code for row in (*brief.worst, *brief.soon)} == {body_a.code}
    book = load_workbook(BytesIO(client.get(PAGE + "bang/").content))
    for sheet in ("Theo tổ chức", "Phát hiện"):
        assert {row[0] for row in book[sheet].iter_rows(min_row=4, values_only=True)} == {body_a.code}


def test_a_report_of_a_period_to_come_or_of_none_does_not_exist(as_user, leader):
    client = as_user(leader)
    for name in ("", "2026-Q5", "x", f"{clock.today().year + 1}-Q1"):
        assert client.get(f"/tong-quan/bao-cao/?ky={name}").status_code == 404, name


def test_words_of_a_name_are_never_markup(as_user, leader):
    late_bodies(1)
    Body.objects.update(name="Đảng đoàn <b>A & B</b> {{ x }} #strong[y]")
    judging.sweep(on=clock.today(), at=clock.now(), everything=True)
    client = as_user(leader)

    assert client.get(PAGE + "pdf/").status_code == 200
    word = Document(BytesIO(client.get(f"/tong-quan/bao-cao/?ky={clock.today().year}").content))
    assert "Đảng đoàn <b>A & B</b> {{ x }} #strong[y]" in word.tables[2].rows[1].cells[0].text


def test_the_report_has_place_and_signer_and_no_address_under_the_newer_standard(as_user, leader):
    late_bodies(1)
    LetterHead.objects.create(
        pk=1,
        superior="Tỉnh uỷ Mẫu",
        place="Hạ Long",
        authority="K/T CHÁNH VĂN PHÒNG",
        office="PHÓ CHÁNH VĂN PHÒNG",
        signer="Lê Thị Thử",
    )
    word = Document(BytesIO(as_user(leader).get(f"/tong-quan/bao-cao/?ky={clock.today().year}").content))
    cells = [cell for table in (word.tables[0], word.tables[-1]) for row in table.rows for cell in row.cells]
    runs = {run.text: run for cell in cells for paragraph in cell.paragraphs for run in paragraph.runs}
    assert {
        "TỈNH UỶ MẪU",
        f"Hạ Long, {long_date(clock.today())}",
        "Lê Thị Thử",
        "- Lưu Văn phòng Tỉnh uỷ.",
    } <= set(runs)
    assert [bool(runs[words].bold) for words in ("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")] == [
        True,
        False,
    ]
    assert not [paragraph.text for paragraph in word.paragraphs if "Kính gửi" in paragraph.text]
    assert not [text for text in runs if "{" in text]


def test_the_partys_way_to_write_a_day():
    assert long_date(dt.date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert long_date(dt.date(2026, 11, 23)) == "ngày 23 tháng 11 năm 2026"


def test_periods_of_reports():
    assert periods.span("2026-Q3") == periods.Span("2026-Q3", dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    assert periods.span("2026") == periods.Span("2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert [span.name for span in periods.recent(dt.date(2026, 2, 1), 3)] == [
        "2026",
        "2025",
        "2026-Q1",
        "2025-Q4",
        "2025-Q3",
    ]

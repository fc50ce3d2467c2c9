"""One list behind one number, and one number for one thing: the sample province, judged once for all tests
here, as each persona reads it."""

import datetime as dt
import re
from html import unescape
from io import BytesIO
from urllib.parse import urljoin, urlsplit

import pytest
from django.utils.html import strip_tags
from openpyxl import load_workbook

from accounts.enums import Role
from core import clock
from core.templatetags.nennep import vi
from delegations.models import Body, CadenceDecision
from desk.documents import papers
from desk.queries.brief import brief, with_sentences
from obligations.models import Waiver
from obligations.queries import findings
from obligations.queries.findings import Filters
from obligations.services import judging
from reminders.documents import letters, mails
from reminders.enums import Signing
from tests import factories
from tests.desk.conftest import on_its_day
from tests.desk.reports import PERIODS, TODAY, report

pytestmark = pytest.mark.django_db
START = (
    "/tong-quan/",
    "/to-chuc/",
    "/hop/",
    "/bao-cao/",
    "/bao-cao/?ky=2025",
    "/can-xu-ly/",
    "/ma-tran/",
    "/de-xuat/",
    "/lich/",
    "/danh-ba/",
    "/van-ban/",
    "/quy-dinh/",
)
LEADERS = (
    "tom-tat",
    "thay-doi",
    "du-bao",
    "noi-dung",
    "tham-gia",
    "tham-quyen",
    "cap-nhat",
    "ky-hop",
    "xu-huong",
)
PAGES = (
    *START,
    *(f"/tong-quan/{name}/" for name in LEADERS),
    "/chi-dao/",
    "/danh-gia/",
    "/mien-hoan/",
    "/can-xu-ly/?quy_tac=understaffed",
    "/tong-quan/?muc_do=warning",
)
# A link that speaks of a number begins with it: "50 phát hiện", "6/11 tổ chức …"; a day, an hour or a
# document's number does not count anything.
NUMBER = re.compile(r"([\d.]+)(?:/([\d.]+))?(?![\d./:–-])(?:\s|$)")
YEAR = re.compile(r"(19|20)\d\d$")


@pytest.fixture(scope="module")
def judged_once(sample_of_module):
    with on_its_day():
        judging.sweep(on=TODAY, at=clock.now())


@pytest.fixture
def judged_sample(judged_once, db):
    with on_its_day():
        yield


@pytest.fixture(params=[Role.STAFF, Role.LEADER, Role.ADMINISTRATOR, Role.SECRETARY])
def persona(request, judged_sample):
    bodies = Body.objects.filter(code="DD-HND") if request.param == Role.SECRETARY else ()
    return factories.UserFactory(username="nguoi-doc", role=request.param, bodies=bodies)


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def main(page):
    """The page without its frame, its tabs and the numbers of a list's pages."""
    inner = page.partition("<main")[2].partition("</main>")[0] or page
    return re.sub(r'<(ul class="pagination|nav class="nn-tabs)[^>]*>.*?</(?:ul|nav)>', "", inner, flags=re.S)


def numbers_of(path, page):
    """The links of a page that begin with a number: (what it says, the number of the list behind it, its
    address)."""
    for attributes, inner in re.findall(r"<a\b([^>]*)>(.*?)</a>", main(page), flags=re.S):
        href = re.search(r'href="([^"#]*)', attributes)
        words = text(inner)
        found = NUMBER.match(words)
        if href and found and not YEAR.match(words) and "page-link" not in attributes:
            yield words, int((found[2] or found[1]).replace(".", "")), urljoin(path, unescape(href[1]))


def length_of(page):
    """The length of the list that a page shows, as it says itself."""
    said = re.findall(r'class="[^"]*\bnn-total"[^>]*>\s*([\d.]+)', page)
    return int(said[0].replace(".", "")) if said else None


def test_every_number_that_is_a_link_leads_to_a_list_of_that_length(as_user, persona):
    client, wrong, followed = as_user(persona), [], set()
    for path in PAGES:
        answer = client.get(path)
        assert answer.status_code == 200, path
        for words, number, address in numbers_of(path, answer.content.decode()):
            if (number, address) in followed:
                continue
            followed.add((number, address))
            behind = client.get(address)
            length = length_of(behind.content.decode()) if behind.status_code == 200 else behind.status_code
            if length != number:
                wrong.append((path, words, urlsplit(address).path + "?" + urlsplit(address).query, length))
    assert wrong == []
    assert len(followed) > 10


def test_missed_periods_of_a_year_are_one_number_everywhere(as_user, leader, judged_sample):
    client = as_user(leader)
    cells = re.findall(
        r'nn-cell-missed" href="[^"]*/nhip-hop/2026-', client.get("/tong-quan/").content.decode()
    )
    listed = length_of(client.get("/tong-quan/ky-hop/?ky=2026&ket_qua=khong-hop").content.decode())
    told = report("2026", today=TODAY, by=leader)
    written = sum(row[2] for row in told.numbers(PERIODS, places=slice(2, 7)).values())
    heads, *rows = load_workbook(BytesIO(client.get("/tong-quan/tom-tat/bang/").content))[
        "Theo tổ chức"
    ].iter_rows(min_row=3, values_only=True)
    filed = sum(dict(zip(heads, row, strict=True))["Kỳ không họp định kỳ"] for row in rows)

    assert (len(cells), listed, written, filed) == (13, 13, 13, 13)


@pytest.fixture
def with_others(judged_sample):
    """Beside the sample: a body that meets every month by its own decision, deferred once; one that ended in
    the year, both with missed periods."""
    monthly = factories.BodyFactory(
        code="DD-THANG", name="Đảng đoàn Họp hằng tháng", founded_on=dt.date(2020, 1, 1)
    )
    CadenceDecision.objects.create(
        body=monthly, months=1, starts_on=dt.date(2020, 1, 1), basis="3-QC/ĐĐT, Điều 2"
    )
    gone = factories.BodyFactory(
        code="DD-CU",
        name="Đảng đoàn Đã kết thúc",
        founded_on=dt.date(2020, 1, 1),
        ended_on=dt.date(2026, 8, 14),
    )
    for body in (monthly, gone):
        for number in range(3):
            person = factories.PersonFactory()
            factories.MembershipFactory(
                seat=factories.SeatFactory(body=body, code=f"{body.code}-{number}"), person=person
            )
    for month in (1, 2, 5, 9):
        factories.MeetingFactory(
            body=monthly, code=f"T/{month}", held_on=dt.date(2026, month, 10), head_count=3
        )
    factories.MeetingFactory(body=gone, code="CU/1", held_on=dt.date(2026, 2, 10), head_count=3)
    Waiver.objects.create(
        body=monthly,
        rule="meeting-overdue",
        subject="2026-M03",
        granted_on=dt.date(2026, 3, 1),
        until=dt.date(2026, 12, 31),
        reason="Chờ",
        document="9-CV/TU",
    )
    judging.sweep(on=TODAY, at=clock.now())
    return monthly, gone


def test_a_monthly_body_and_one_that_ended_are_counted_alike_everywhere(as_user, leader, with_others):
    client = as_user(leader)
    written = report("2026", today=TODAY, by=leader).numbers(PERIODS, places=slice(2, 7))
    assert written["Đảng đoàn Họp hằng tháng"] == [10, 4, 5, 0, 1]
    assert written["Đảng đoàn Đã kết thúc"] == [2, 1, 1, 0, 0]

    of_year = [sum(column) for column in zip(*written.values(), strict=True)]
    for asked, number in (
        ("", of_year[0]),
        ("&ket_qua=dat", of_year[1]),
        ("&ket_qua=khong-hop", of_year[2]),
        ("&ket_qua=mien-hoan", of_year[4]),
    ):
        assert length_of(client.get(f"/tong-quan/ky-hop/?ky=2026{asked}").content.decode()) == number
    bars = [bar for bar in client.get("/tong-quan/thay-doi/").context["periods"] if bar.on.year == 2026]
    assert [sum(bar.tally[place] for bar in bars) for place in range(5)] == of_year
    heads, *rows = load_workbook(BytesIO(client.get("/tong-quan/tom-tat/bang/").content))[
        "Theo tổ chức"
    ].iter_rows(min_row=3, values_only=True)
    filed = {row[heads.index("Tổ chức")]: row[heads.index("Kỳ không họp định kỳ")] for row in rows}
    assert {name: number for name, number in filed.items() if name in written} == {
        name: row[2] for name, row in written.items()
    }
    for code, name in (("DD-THANG", "Đảng đoàn Họp hằng tháng"), ("DD-CU", "Đảng đoàn Đã kết thúc")):
        sheet = client.get(f"/danh-gia/{code}/2026/").context["line"]
        assert sheet.rows[0].mark.counts["missed"] == written[name][2]


def test_a_deferred_duty_is_late_from_the_day_until_which_it_was_deferred(as_user, leader, judged_sample):
    shown = as_user(leader).get("/to-chuc/DD-HLHPN/phat-hien/meeting-overdue/2026-P4/").content.decode()
    page = text(shown)

    assert Waiver.objects.get(
        body__code="DD-HLHPN", rule="meeting-overdue", subject="2026-P4"
    ).until == dt.date(2026, 11, 19)
    assert "quá hạn 10 ngày" in page
    assert "hạn gốc 31/08/2026, được hoãn đến 19/11/2026 (776-CV/TU)" in strip_tags(shown)


def test_what_was_not_recorded_before_the_office_watched_is_said_so(as_user, leader, judged_sample):
    page = text(as_user(leader).get("/to-chuc/DD-KHKT/phat-hien/understaffed/DD-KHKT-05/").content.decode())

    assert "chưa ghi nhận người giữ từ khi theo dõi, 01/01/2024" in page
    assert "quá hạn từ trước ngày theo dõi" in page
    assert "quá hạn 1.064 ngày" not in page


def test_mail_letter_brief_and_excel_say_of_it_what_the_page_says(as_user, leader, judged_sample):
    row = next(row for row in findings.listing(TODAY).rows if row.was_due_before_the_watch)
    number = re.compile(rf"(quá hạn|chậm) {vi(row.days_late(TODAY))} ngày")
    said = "quá hạn từ trước ngày theo dõi"

    letter = letters.letter([row], dated_on=TODAY, deadline_on=TODAY + dt.timedelta(15), signing=Signing.HEAD)
    urged = next(block.text for block in letter.blocks if block.kind == "item")
    assert f"{said} (01/01/2024)" in urged
    assert not number.search(urged)
    assert mails.item(row, TODAY, "", {}).late == said
    shown = brief(leader, on=TODAY, filters=Filters(), worst=9, soon=9)
    assert papers._line(with_sentences([row])[0], shown)["state"].startswith(said)

    sheet = load_workbook(BytesIO(as_user(leader).get("/can-xu-ly/xuat/").content)).active
    table = list(sheet.iter_rows(values_only=True))
    heads = next(line for line in table if "Số ngày quá hạn" in line)
    rows = [dict(zip(heads, line, strict=True)) for line in table[table.index(heads) + 1 :]]
    told = [line for line in rows if said in str(line["Tính ngày quá hạn"])]
    assert told
    assert {line["Số ngày quá hạn"] for line in told} == {None}


def test_a_planned_day_that_has_passed_is_told_everywhere(as_user, leader, judged_sample):
    client = as_user(leader)
    said = "dự kiến 22/11/2026, chưa ghi nhận"

    assert said in text(client.get("/tong-quan/du-bao/").content.decode())
    assert said in client.get("/tong-quan/").content.decode()
    assert "quá ngày dự kiến 7 ngày, chưa ghi nhận" in client.get("/hop/?trang_thai=passed").content.decode()
    assert "Quá ngày dự kiến, chưa ghi nhận" in client.get("/lich/?thang=2026-11").content.decode()
    assert "Quá ngày dự kiến" in client.get("/hop/cua-to-chuc/DD-HLHPN/").content.decode()


def test_the_forecast_adds_up(as_user, leader, judged_sample):
    told = as_user(leader).get("/tong-quan/du-bao/").context["forecast"]
    now = told.steps[0].counts.total

    assert [step.counts.total for step in told.steps] == [
        now + step.new + step.resumed - step.gone for step in told.steps
    ]
    assert told.steps[-1].resumed > 0
    assert {one.document for one in told.waivers} >= {"589-CV/TU"}


def test_pairs_are_counted_once_and_nothing_against_an_empty_list(as_user, leader, judged_sample):
    page = text(as_user(leader).get("/ma-tran/").content.decode())

    assert "52/55 cặp chưa có quy chế" in page
    assert "chưa có cặp nào để xét" in page


def test_late_reports_say_by_how_many_days(as_user, leader, judged_sample):
    page = text(as_user(leader).get("/bao-cao/?ky=2025").content.decode())

    assert page.count("nộp chậm 44 ngày") == 2
    assert page.count("nộp chậm 1 ngày") == 4
    assert page.count("nộp lại chậm 15 ngày") == 1
    assert "Nộp đúng hạn" in page

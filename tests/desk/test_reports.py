"""The reports to the Standing Board: one number in text, tables, chart, Excel file and on screen."""

import datetime as dt
import random
import re

import pytest

from core import clock
from core.addresses import reverse
from core.templatetags.nennep import vi
from desk.queries import periods
from desk.queries.period_report import owner, tables, text
from desk.services import period_reports
from meetings.models import Meeting
from obligations.queries import sentences
from obligations.services import judging
from papers.enums import Profile, State
from papers.models import OfficeHead, Paper
from papers.services import drafts
from tests import factories
from tests.desk.reports import BODIES, PERIODS, RULES, TODAY, report
from tests.desk.test_brief import random_province
from tests.desk.test_numbers import length_of

pytestmark = pytest.mark.django_db
PAGE = "/tong-quan/bao-cao/"


@pytest.mark.parametrize("seed", range(4))
def test_text_tables_chart_excel_and_screen_say_the_same(as_user, staff, seed):
    random_province(seed)
    today = clock.today()
    client = as_user(staff)
    chosen = random.Random(seed).choice(periods.recent(today))
    found = report(chosen.name, today=today, by=staff)
    facts = owner.facts(chosen, today=today, by=staff)
    tally = facts.tally

    # every table adds up, on paper and in the Excel file
    for column, sheet, key in (
        (PERIODS, "Họp định kỳ", "periods"),
        (BODIES, "Việc chưa thực hiện", "bodies"),
    ):
        places = slice(2, 7) if column == PERIODS else slice(2, 9)
        if key not in found.blocks:
            continue
        rows = found.numbers(column, places=places)
        sums = found.numbers(column, places=places, total=True)["Tổng cộng"]
        assert [sum(numbers) for numbers in zip(*rows.values(), strict=True)] == sums
        _head, *filed = found.sheets[sheet]
        assert {row[1]: row[places] for row in filed} == rows | {"Tổng cộng": sums}
    if tally.of:
        sums = found.numbers(PERIODS, places=slice(2, 7), total=True)["Tổng cộng"]
        assert sums == [tally.of, tally.met, tally.missed, tally.without_quorum, tally.waived]
        told = f"có {tally.of} kỳ họp định kỳ kết thúc"
        assert told in found.words
        assert told in found.pdf
        assert f"{tally.met} kỳ đã họp định kỳ" in found.words
    else:
        assert "không có kỳ họp định kỳ nào kết thúc" in found.words

    # the chart: the bars of the quarters in the period are the period's sums
    if chart := found.blocks.get("chart"):
        bars = chart.data["bars"]
        assert found.sheets["Theo quý"][1:] == bars
        if chosen.is_year and chosen.last <= today:
            assert [sum(bar[place] for bar in bars) for place in (1, 2, 3)] == [
                tally.met,
                tally.not_met,
                tally.waived,
            ]
        if chosen.quarter:
            assert bars[-1][1:] == [tally.met, tally.not_met, tally.waived]

    # findings
    brief = facts.brief
    if brief.counts.total:
        assert f"Tổng số việc chưa thực hiện là {brief.counts.total}" in found.words
        assert found.numbers(RULES, places=slice(1, 4), total=True)[
            "Tổng cộng (tổ chức không tính trùng)"
        ] == [
            brief.counts.bodies,
            brief.counts.total,
            brief.serious,
        ]
        assert found.numbers(BODIES, places=slice(6, 7), total=True)["Tổng cộng"] == [brief.counts.total]
    reporting = ("annual-report-missing", "report-missing", "submission-overdue")
    told_of = (*reporting, *text.STAFFING, *text.REGULATIONS)
    for line in brief.rules:
        if line.rule in told_of and line.number:
            assert f"{line.title}: {vi(line.number)} việc ở {vi(line.bodies)} tổ chức" in found.words

    # the screen of the same day
    address = f"/tong-quan/ky-hop/?ky={chosen.name}&ngay={facts.on.isoformat()}"
    for asked, number in (
        ("", tally.of),
        ("&ket_qua=dat", tally.met),
        ("&ket_qua=khong-hop", tally.missed),
        ("&ket_qua=khong-du", tally.without_quorum),
        ("&ket_qua=mien-hoan", tally.waived),
    ):
        shown = length_of(client.get(address + asked).content.decode())
        assert (shown or 0) == number, asked


def test_a_draft_is_begun_once_edited_and_brought_up_to_date(as_user, staff, leader, secretary_of_a):
    random_province(1)
    client = as_user(staff)
    assert as_user(secretary_of_a).get(PAGE).status_code == 404
    assert as_user(leader).get(PAGE).status_code == 200
    year = clock.today().year
    data = {"ky": f"{year}-H1"}
    assert as_user(leader).post(PAGE + "lap/", data).status_code == 403
    assert client.post(PAGE + "lap/", {"ky": "2026-Q5"}).status_code == 404
    answer = client.post(PAGE + "lap/", data)
    paper = Paper.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("desk:paper", args=[paper.pk]))
    assert client.post(PAGE + "lap/", data)["Location"] == answer["Location"]
    assert (paper.about, paper.state) == (f"{year}-H1", State.DRAFT)
    assert reverse("desk:paper", args=[paper.pk]) in client.get(PAGE).content.decode()

    words = [block.text for block in paper.as_blocks()]
    own = [
        block if block.key != "closing" else type(block)("paragraph", "Lời của văn phòng.", key="closing")
        for block in paper.as_blocks()
    ]
    drafts.save(
        paper,
        title=paper.title,
        frame=paper.frame,
        blocks=own,
        dated_on=paper.dated_on,
        version=paper.version,
        now=clock.now(),
        by=staff,
    )
    factories.MeetingFactory(held_on=dt.date(year, 6, 1), head_count=9)
    judging.sweep(on=clock.today(), at=clock.now())
    paper, kept = drafts.refresh(paper, blocks=owner.OWNERS[0].build(paper).blocks, now=clock.now(), by=staff)
    texts = [block.text for block in paper.as_blocks()]
    assert "Lời của văn phòng." in texts
    assert texts != words
    assert kept == []
    assert Meeting.objects.exists()


@pytest.mark.parametrize("name", ["2026", "2026-H1", "2025-H2", "2026-Q3"])
def test_a_report_of_any_length_is_begun(staff, second_province, name):
    paper = period_reports.begin(span=periods.span(name), now=clock.now(), by=staff)
    assert paper.title.endswith(
        {
            "2026": "năm 2026",
            "2026-H1": "6 tháng đầu năm 2026",
            "2025-H2": "6 tháng cuối năm 2025",
            "2026-Q3": "quý III/2026",
        }[name]
    )


@pytest.fixture
def second_province(staff):
    random_province(2)


def test_a_quarter_is_judged_when_its_periods_have_ended(staff, judged_sample):
    found = report("2026-Q3", today=TODAY, by=staff)
    rows = found.numbers(PERIODS, places=slice(2, 7))

    assert rows["Ban cán sự đảng Viện kiểm sát nhân dân tỉnh"] == [1, 0, 1, 0, 0]
    assert rows["Đảng đoàn Hội Liên hiệp Phụ nữ tỉnh"] == [1, 0, 0, 0, 1]
    assert "Ban cán sự đảng Viện kiểm sát nhân dân tỉnh (quý III/2026)" in found.words
    assert not re.search(r"30/9/2026: Sắp đến hạn họp định kỳ", found.words)
    # what the committee deferred is said with its document
    assert "Đảng đoàn Hội Liên hiệp Phụ nữ tỉnh (kỳ 4/2026, 776-CV/TU)" in found.words


def test_an_empty_province_has_a_report_too(staff):
    found = report(str(clock.today().year), today=clock.today(), by=staff)
    assert "Không có việc nào chưa thực hiện." in found.words
    assert "PHỤ LỤC" not in found.words


def test_words_of_a_name_are_never_markup(staff):
    factories.ProvinceFactory(tracking_from=dt.date(clock.today().year - 2, 1, 1))
    factories.BodyFactory(name="Đảng đoàn <b>A & B</b> {{ x }} *y* #strong[z]")
    judging.sweep(on=clock.today(), at=clock.now())
    found = report(str(clock.today().year), today=clock.today(), by=staff)
    assert "Đảng đoàn <b>A & B</b> {{ x }} *y* #strong[z]" in found.tables[BODIES][1][1]


def test_the_head_of_the_office_stands_on_a_report_and_the_newer_standard_addresses_none(staff):
    OfficeHead.objects.create(
        pk=1,
        superior="Tỉnh uỷ Mẫu",
        place="Hạ Long",
        authority="K/T CHÁNH VĂN PHÒNG",
        office="PHÓ CHÁNH VĂN PHÒNG",
        signer="Lê Thị Thử",
    )
    today = clock.today()
    found = report(str(today.year), today=today, by=staff)
    for words in (
        "TỈNH UỶ MẪU",
        "Hạ Long, ngày",
        "K/T CHÁNH VĂN PHÒNG",
        "Lê Thị Thử",
        "- Lưu Văn phòng Tỉnh uỷ.",
    ):
        assert words in found.words
    assert "Kính gửi" not in found.words
    older = owner.draft(periods.span("2026"), today=today, dated_on=dt.date(2026, 5, 20), by=staff)
    assert Profile.on(dt.date(2026, 5, 20)) == Profile.HD36_2018
    assert older.frame["addressees"] == ["Ban Thường vụ Tỉnh uỷ"]


def test_periods_of_reports():
    span = periods.span
    assert span("2026-Q3") == periods.Span("2026-Q3", dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    assert span("2026-H2") == periods.Span("2026-H2", dt.date(2026, 7, 1), dt.date(2026, 12, 31))
    assert span("2026") == periods.Span("2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert [
        periods.before(span(name)).name for name in ("2026-Q1", "2026-Q4", "2026-H1", "2026-H2", "2026")
    ] == [
        "2025-Q4",
        "2026-Q3",
        "2025-H2",
        "2026-H1",
        "2025",
    ]
    assert [one.name for one in periods.recent(dt.date(2026, 2, 1), 3)] == [
        "2026",
        "2025",
        "2026-H1",
        "2025-H2",
        "2026-Q1",
        "2025-Q4",
        "2025-Q3",
    ]
    assert [span(name) for name in ("", "2026-Q5", "2026-H3", "x", "2026-")] == [None] * 5


def test_the_excel_file_of_a_report(as_user, leader, secretary_of_a):
    random_province(1)
    year = clock.today().year
    assert as_user(leader).get(f"{PAGE}bang/?ky={year}").status_code == 200
    assert as_user(leader).get(f"{PAGE}bang/?ky={year + 1}-Q1").status_code == 404
    assert as_user(secretary_of_a).get(f"{PAGE}bang/?ky={year}").status_code == 404


def test_what_is_too_much_for_a_paper_is_left_to_the_excel_file(staff, judged_sample, monkeypatch):
    monkeypatch.setattr(text, "MOST_LISTED", 2)
    monkeypatch.setattr(tables, "MOST_PRINTED", 3)
    found = report("2026-Q3", today=TODAY, by=staff)
    assert "Không họp định kỳ: 4 tổ chức (Phụ lục 1)." in found.words
    assert found.tables[PERIODS][4][1] == "và 8 dòng khác, xem bản Excel"
    assert found.tables[PERIODS][-1][2] == "11"
    assert len(found.sheets["Họp định kỳ"]) == 13


def test_reports_of_a_regime_and_submissions_that_are_missing_are_told(staff):
    factories.ProvinceFactory(tracking_from=dt.date(2026, 1, 1))
    kind = factories.BodyKindFactory(name="Đảng uỷ xã", level="commune")
    body = factories.BodyFactory(kind=kind, founded_on=dt.date(2026, 1, 1))
    regime = factories.ReportRegimeFactory(
        code="BC-QUY", rhythm="quarter", due_days=10, notice_days=5, starts_on=dt.date(2026, 1, 1)
    )
    regime.kinds.set([kind])
    factories.SubmissionFactory(body=body, recorded_on=dt.date(2026, 2, 1), promised_on=dt.date(2026, 3, 1))
    judging.sweep(on=clock.today(), at=clock.now())
    words = report("2026-Q3", today=clock.today(), by=staff).words
    for rule in ("report-missing", "submission-overdue"):
        assert re.search(rf"{sentences.title(rule)}: \d+ việc ở 1 tổ chức", words), rule

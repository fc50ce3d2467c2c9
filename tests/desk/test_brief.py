"""The brief: page, PDF, Word and Excel say the same, and only what one may see."""

import datetime as dt
import random
import re
from dataclasses import replace
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from core import clock
from delegations.models import Body
from desk.documents import papers
from desk.queries import brief as queries
from obligations.models import Flag, Waiver
from obligations.queries import findings, levels
from obligations.queries.findings import Filters
from obligations.services import judging
from papers.documents.wording import long_date
from tests import factories
from tests.pdfs import text_of
from tests.worlds.small import late_bodies

pytestmark = pytest.mark.django_db
PAGE = "/tong-quan/tom-tat/"


@pytest.mark.parametrize("number", [3, 30])
def test_the_brief_costs_the_same(as_user, leader, number, django_assert_num_queries):
    late_bodies(number)
    client = as_user(leader)
    client.get(PAGE)

    with django_assert_num_queries(22):
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
def test_overview_page_and_excel_agree(as_user, leader, seed):
    random_province(seed)
    client = as_user(leader)
    overview = client.get("/tong-quan/").context
    brief = client.get(PAGE).context["brief"]
    book = load_workbook(BytesIO(client.get(PAGE + "bang/").content))

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


def test_days_in_the_workbook_are_days(as_user, leader):
    random_province(1)

    sheet = load_workbook(BytesIO(as_user(leader).get(PAGE + "bang/").content))["Phát hiện"]

    days = [cell.value for cell in sheet["H"][3:] if cell.value]
    assert days
    assert all(isinstance(day, dt.datetime) for day in days)
    assert sheet.auto_filter.ref.startswith("A3:")


def test_only_bodies_that_stand_are_counted_among_them(as_user, leader):
    """A body that has ended may still owe something; it is told apart."""
    ended, *_standing = late_bodies(3)
    yesterday = clock.today() - dt.timedelta(1)
    Body.objects.filter(pk=ended.pk).update(ended_on=yesterday)
    factories.TaskFactory(
        body=ended, given_on=yesterday - dt.timedelta(9), due_on=yesterday - dt.timedelta(2)
    )
    judging.sweep(on=clock.today(), at=clock.now())
    Flag.objects.get(body=ended, rule="action-overdue")
    made = queries.brief(leader, on=yesterday, filters=Filters(), worst=3, soon=3)
    assert (made.late, made.bodies) == (3, 3)
    made = queries.brief(leader, on=clock.today(), filters=Filters(), worst=3, soon=3)
    assert (made.late, made.bodies) == (2, 2)
    assert sum(row.late_bodies for row in levels.by_level(clock.today()).values()) == 2


@pytest.mark.parametrize("number", [0, 40])
def test_the_brief_on_paper_is_one_page(as_user, leader, number):
    late_bodies(number)

    answer = as_user(leader).get(PAGE + "pdf/")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert re.findall(rb"/Count (\d+)", answer.content) == [b"1"]


def test_the_brief_on_paper_writes_days_as_papers_do_and_says_what_is_due_today(leader):
    on = dt.date(2026, 5, 6)
    made = queries.brief(leader, on=on, filters=Filters(), worst=1, soon=1)
    made = replace(made, counts=replace(made.counts, by_status={"due": 1}))
    row = findings.Row(
        "report-missing", "2025", "DD-A", "Hội A", 1, "due", "warning", on, 1, 1, {}, (), on, 1, on, None
    )
    soon = [queries.FindingSentence(row, "Chưa gửi báo cáo, hạn 06/05/2026.")]
    for today, said in ((on, "đến hạn hôm nay"), (dt.date(2026, 6, 1), "đến hạn ngày này")):
        with time_machine.travel(dt.datetime.combine(today, dt.time(9), clock.ZONE), tick=False):
            words = " ".join(text_of(papers.one_page(made, [], soon, made="")).split())
        assert "Tình hình ngày 06/5/2026" in words
        assert "hạn 06/5/2026" in words
        assert said in words
        assert "còn 0 ngày" not in words


def test_an_empty_province_has_papers_too(as_user, leader):
    client = as_user(leader)

    assert "Không có phát hiện nào vào ngày này" in client.get(PAGE).content.decode()
    for address in (PAGE + "pdf/", PAGE + "bang/"):
        assert client.get(address).status_code == 200, address


def test_a_secretary_reads_only_their_own(as_user, secretary_of_a, body_a, body_b):
    late_bodies(1)
    client = as_user(secretary_of_a)

    brief = client.get(PAGE).context["brief"]
    assert {row.body_code for row in (*brief.worst, *brief.soon)} == {body_a.code}
    book = load_workbook(BytesIO(client.get(PAGE + "bang/").content))
    for sheet in ("Theo tổ chức", "Phát hiện"):
        assert {row[0] for row in book[sheet].iter_rows(min_row=4, values_only=True)} == {body_a.code}


def test_words_of_a_name_are_never_markup(as_user, leader):
    late_bodies(1)
    Body.objects.update(name="Đảng đoàn <b>A & B</b> {{ x }} #strong[y]")
    judging.sweep(on=clock.today(), at=clock.now(), everything=True)
    client = as_user(leader)

    assert client.get(PAGE + "pdf/").status_code == 200


def test_the_partys_way_to_write_a_day():
    assert long_date(dt.date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert long_date(dt.date(2026, 11, 23)) == "ngày 23 tháng 11 năm 2026"


def test_the_first_directions_are_those_that_ask_for_an_act(leader):
    factories.ProvinceFactory()
    on = dt.date(2026, 11, 23)
    body, ended = factories.BodyFactory.create_batch(2)
    type(ended).objects.filter(pk=ended.pk).update(ended_on=dt.date(2026, 1, 1))
    made = {
        name: factories.DirectionFactory(body=of, due_on=due_on)
        for name, of, due_on in (
            ("of ended", ended, dt.date(2025, 1, 1)),
            ("deferred", body, dt.date(2025, 2, 1)),
            ("waiting", body, dt.date(2025, 3, 1)),
            ("open", body, dt.date(2026, 12, 1)),
            ("late", body, dt.date(2026, 6, 1)),
        )
    }
    Waiver.objects.create(
        body=body,
        rule="direction-overdue",
        subject=made["deferred"].code,
        granted_on=on,
        until=dt.date(2027, 1, 1),
        reason="x",
    )
    factories.DirectionStepFactory(direction=made["waiting"], kind="proposal", outcome="met")

    told = queries.open_directions(leader, on=on, filters=Filters())

    names = {direction.pk: name for name, direction in made.items()}
    assert [names[one.pk] for one in told] == ["late", "waiting", "open", "deferred", "of ended"]

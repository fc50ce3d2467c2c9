"""A body's lanes, a finding's life, since when it stands."""

import datetime as dt
import re

import pytest

from core import clock
from core.addresses import reverse
from core.dates import day
from delegations.models import Body, Seat
from obligations.models import Waiver
from obligations.queries import findings, horizon
from obligations.services import judging
from tests import factories
from tests.worlds.small import vacate

pytestmark = pytest.mark.django_db
PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def body(body_a):
    return vacate(body_a, "VT-1")


def lanes_of(client, body, **more):
    return client.get(reverse("obligations:lanes", args=[body.code]), **more).content.decode()


@pytest.mark.parametrize("number", [1, 20])
def test_the_lanes_cost_the_same_whatever_stands(as_user, staff, body, number, django_assert_max_num_queries):
    for place in range(number):
        factories.SeatFactory(body=body, code=f"GHE-{place}")
    judging.sweep(on=clock.today(), at=clock.now())
    client = as_user(staff)
    lanes_of(client, body, **PART)

    with django_assert_max_num_queries(5):
        part = lanes_of(client, body, **PART)

    assert "Khuyết vị trí" in part
    assert "<html" not in part


def test_each_piece_says_what_it_is_and_leads_to_the_finding_on_its_first_day(as_user, staff, body):
    client = as_user(staff)
    page = lanes_of(client, body)

    pieces = re.findall(r'<a class="nn-plain" href="([^"]+)"><title>([^<]+)<', page)
    assert pieces
    assert all(re.search(r"từ \d\d/\d\d/\d{4} đến hết \d\d/\d\d/\d{4}", words) for _url, words in pieces)
    for url, words in pieces:
        answer = client.get(url.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert "không có phát hiện này: hồ sơ không cho thấy" not in answer.content.decode(), words
    coming = [words for _url, words in pieces if words.endswith("(dự kiến)")]
    assert coming
    assert page.count('fill="url(#nn-hatch)"') == len(coming)


def test_the_table_below_the_lanes_says_the_same_in_words(as_user, staff, body):
    page = lanes_of(as_user(staff), body)

    rows = re.findall(r"<tr>.*?</tr>", page.partition("<tbody>")[2].partition("</tbody>")[0], re.DOTALL)
    assert f"Bằng chữ: {len(rows)} giai đoạn" in page
    (seat,) = [row for row in rows if "VT-1" in row and "quá hạn" in row and "nghiêm trọng" in row] or [""]
    assert "chưa có ngày hết" in seat or re.search(r"\d\d/\d\d/\d{4}", seat)


def test_a_stranger_sees_no_lanes(as_user, secretary_of_b, body):
    answer = as_user(secretary_of_b).get(reverse("obligations:lanes", args=[body.code]))

    assert answer.status_code == 404


def test_of_a_day_too_far_ahead_one_panel_says_so_and_the_page_a_400(as_user, staff, body):
    client, late = as_user(staff), horizon.needed(clock.today()) + dt.timedelta(1)
    answers = {
        name: client.get(reverse(f"obligations:{name}", args=[body.code]) + f"?ngay={late}", **PART)
        for name in ("panel", "strip", "lanes")
    }

    assert {name for name, answer in answers.items() if answer.content.strip()} == {"panel"}
    assert "Chỉ xem trước được đến hết ngày" in answers["panel"].content.decode()
    page = client.get(reverse("obligations:lanes", args=[body.code]) + f"?ngay={late}")
    assert page.status_code == 400
    assert "Xem trang này vào hôm nay" in page.content.decode()


def chapters_of(page):
    table = page.partition('id="qua-cac-ngay"')[2].partition("</table>")[0].partition("<tbody>")[2]
    rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_a_finding_tells_its_whole_life_and_what_comes_next(as_user, staff, body):
    today = clock.today()
    until = today + dt.timedelta(30)
    Waiver.objects.create(
        body=body, rule="understaffed", subject="VT-1", granted_on=today, until=until, reason="Chờ kiện toàn"
    )
    judging.sweep(on=today, at=clock.now())

    address = reverse("obligations:finding", args=[body.code, "understaffed", "VT-1"])
    page = as_user(staff).get(address).content.decode()

    chapters = chapters_of(page)
    (row,) = [one for one in findings.of_body(body.pk, today) if one.rule == "understaffed"]
    since = dt.date(today.year - 1, 1, 1)
    watched = [
        one for one in findings.lives([row.flag_id]) if not (one.ends_before and one.ends_before <= since)
    ]
    assert len(chapters) == len(watched)
    assert "quá hạn từ trước ngày theo dõi" in chapters[0]
    (waived,) = [text for text in chapters if "được miễn, hoãn" in text and "hết miễn" not in text]
    assert day(today) in waived
    assert day(until) in waived
    assert page.count("nn-chapter-now") == 1
    after = until + dt.timedelta(1)
    assert f"Từ ngày {day(after)}: hết miễn, hoãn, quá hạn." in page
    assert f"{after.isoformat()}" in page


def test_what_fell_due_before_the_watch_is_told_from_there_on(as_user, staff, body_a):
    since, rule = dt.date(2026, 3, 1), ("regulation-missing", "regulation")
    factories.ProvinceFactory(tracking_from=since)
    judging.sweep(on=clock.today(), at=clock.now())
    (row,) = [one for one in findings.of_body(body_a.pk, clock.today()) if one.rule == rule[0]]
    assert row.was_due_before_the_watch

    page = as_user(staff).get(reverse("obligations:finding", args=[body_a.code, *rule])).content.decode()

    first, *_later = chapters_of(page)
    assert first.startswith(f"trước {day(since)}")
    assert "quá hạn từ trước ngày theo dõi" in first
    assert "bắt đầu" not in first


def test_a_finding_that_went_with_its_body_was_not_cured(as_user, staff, body):
    address = reverse("obligations:finding", args=[body.code, "understaffed", "VT-1"])
    last = clock.today() - dt.timedelta(1)
    Body.objects.filter(pk=body.pk).update(ended_on=last)
    Seat.objects.filter(body=body).update(ends_on=last)
    judging.sweep(on=clock.today(), at=clock.now())
    page = " ".join(as_user(staff).get(address).content.decode().split())
    assert f"tổ chức đã kết thúc hoạt động, ngày cuối là {day(last)}" in page
    assert "Tổ chức kết thúc" in page
    assert "ã khắc phục" not in page.partition("<main")[2]


def test_a_finding_that_stays_says_until_when_that_is_certain(as_user, staff, body):
    address = reverse("obligations:finding", args=[body.code, "regulation-missing", "regulation"])
    last = horizon.needed(clock.today())

    page = as_user(staff).get(f"{address}?ngay={last}").content.decode()

    assert f"còn như vậy ít nhất đến hết ngày {day(last)}" in page


def test_lists_say_since_when_a_finding_stands(as_user, staff, body):
    today = clock.today()
    rows = findings.of_body(body.pk, today)
    rows = [row for row in rows if not row.was_due_before_the_watch]
    since = findings.since([row.flag_id for row in rows], today)
    client = as_user(staff)

    worklist = client.get("/can-xu-ly/").content.decode()
    panel = client.get(reverse("obligations:panel", args=[body.code]), **PART).content.decode()

    assert since
    for page in (worklist, panel):
        assert page.count(">phát sinh từ ") == len(rows)
        assert all(f">phát sinh từ {day(on)}</span>" in page for on in since.values())

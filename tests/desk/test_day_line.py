"""The line of time of the overview, and the days that pages of findings refuse."""

import datetime as dt
import re

import pytest

from core import clock
from core.addresses import reverse
from core.dates import day
from obligations.queries import horizon
from rulebook.calendar import add_months
from tests import factories
from tests.worlds.small import late_bodies

pytestmark = pytest.mark.django_db
OF_DAY = {"HTTP_HX_REQUEST": "true"}
SENTENCE = "Chỉ xem trước được đến hết ngày"


def line_of(page):
    form = page.partition("data-day-line")[2].partition("</form>")[0]
    length, value = re.search(r'max="(\d+)" step="1" value="(\d+)"', form).groups()
    return dt.date.fromisoformat(re.search(r'data-first="([\d-]+)"', form)[1]), int(length), int(value)


def test_the_line_goes_from_the_first_day_watched_to_the_last_day_ahead(as_user, leader):
    late_bodies(1)
    first = dt.date(clock.today().year - 1, 1, 1)

    page = as_user(leader).get("/tong-quan/").content.decode()

    ahead = horizon.needed(clock.today()) - first
    assert line_of(page) == (first, ahead.days, (clock.today() - first).days)
    assert "Kéo dài về" not in page


def test_a_long_past_is_shortened_to_three_years_unless_it_is_wanted(as_user, leader):
    watched_from = dt.date(clock.today().year - 6, 1, 1)
    factories.ProvinceFactory(tracking_from=watched_from)
    client = as_user(leader)

    shortened = client.get("/tong-quan/").content.decode()
    whole = client.get("/tong-quan/?tu_dau=1").content.decode()
    of_a_day_before = client.get(f"/tong-quan/?ngay={watched_from + dt.timedelta(40)}").content.decode()

    assert line_of(shortened)[0] == add_months(clock.today(), -36)
    assert f"Kéo dài về {day(watched_from)}" in shortened
    assert line_of(whole)[0] == watched_from
    assert "Ba năm gần đây" in whole
    assert line_of(of_a_day_before)[::2] == (watched_from, 40)


def test_a_province_of_which_nothing_is_recorded_has_a_line(as_user, leader):
    first, _length, value = line_of(as_user(leader).get("/tong-quan/").content.decode())

    assert (first, value) == (clock.today(), 0)


@pytest.mark.parametrize("number", [3, 30])
def test_moving_the_line_asks_for_the_parts_of_the_day_alone(
    as_user, leader, number, django_assert_max_num_queries
):
    late_bodies(number)
    client, on = as_user(leader), dt.date(clock.today().year - 1, 8, 3)
    client.get("/tong-quan/")

    with django_assert_max_num_queries(25):
        part = client.get(f"/tong-quan/?ngay={on}", **OF_DAY).content.decode()

    page = client.get(f"/tong-quan/?ngay={on}").content.decode()
    assert "<html" not in part
    assert "data-day-line" not in part
    for place in (
        *("nn-tiles", "nn-heading-of-day", "nn-directions-of-day"),
        *("nn-filters-of-day", "nn-tabs", "nn-band-of-day"),
    ):
        assert f'id="{place}" hx-swap-oob="true"' in part
    tiles = re.findall(r'<a class="nn-tile.*?</a>', page, re.DOTALL)
    assert tiles
    assert re.findall(r'<a class="nn-tile.*?</a>', part, re.DOTALL) == tiles
    assert "hx-swap-oob" not in page
    assert f"Đang xem tình hình ngày <b>{day(on)}</b>" in part


@pytest.mark.parametrize("number", [3, 30])
def test_the_marks_are_the_days_on_which_findings_turn(
    as_user, leader, number, django_assert_max_num_queries
):
    late_bodies(number)
    client = as_user(leader)
    client.get(reverse("desk:day-line"), **OF_DAY)

    with django_assert_max_num_queries(8):
        marks = client.get(reverse("desk:day-line"), **OF_DAY).content.decode()

    first = dt.date(clock.today().year - 1, 1, 1)
    april = (first.replace(month=4) - first).days  # the first quarter has ended without a meeting
    strokes = re.search(r'<path d="([^"]+)"', marks)[1]
    assert re.search(rf"M{april} \d+V\d+", strokes)
    assert f"{strokes.count('M')} ngày có phát hiện" in marks


def test_a_secretary_has_the_marks_of_their_own_bodies(as_user, secretary_of_a, body_a):
    late_bodies(2)

    marks = as_user(secretary_of_a).get(reverse("desk:day-line") + "?quy_tac=understaffed", **OF_DAY)

    assert 'd=""' in marks.content.decode()


@pytest.mark.parametrize(
    ("name", "ahead"),
    [
        ("/tong-quan/", 0),
        ("/can-xu-ly/", 0),
        ("desk:changes", 0),
        ("desk:glance", 0),
        ("desk:periods", 0),
        ("desk:brief", 0),
        ("desk:records", 0),
        ("desk:day-line", 0),
        ("desk:forecast", 90),
    ],
)
def test_a_day_too_far_ahead_is_refused_in_words_and_the_last_one_is_shown(as_user, leader, name, ahead):
    late_bodies(1)
    client, address = as_user(leader), name if name.startswith("/") else reverse(name)
    last = horizon.needed(clock.today()) - dt.timedelta(ahead)

    refused = client.get(f"{address}?ngay={last + dt.timedelta(1)}&loai=")

    assert refused.status_code == 400
    assert f"{SENTENCE} {day(last)}" in refused.content.decode()
    assert f'href="{address}?loai="' in refused.content.decode()
    assert client.get(f"{address}?ngay={last}").status_code == 200


def test_the_day_field_says_how_far_ahead_it_goes(as_user, leader):
    page = as_user(leader).get("/tong-quan/").content.decode()

    assert f"Ngày xem, đến hết {day(horizon.needed(clock.today()))}" in page

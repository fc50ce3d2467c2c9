"""The line of time of the overview and the lanes of a body, in a real browser."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from core import clock
from core.dates import day
from obligations.queries import horizon
from rulebook.calendar import add_months
from tests.browser.conftest import PHONE, settled
from tests.browser.test_every_page import faults_of

ONE = dt.timedelta(1)


@pytest.fixture
def line(page, enter, leader, body):
    enter(leader)
    page.goto("/tong-quan/", wait_until="networkidle")
    return page.get_by_label("Kéo đến ngày muốn xem")


def test_the_page_follows_the_line_by_keys(page, line):
    today, last = clock.today(), horizon.needed(clock.today())
    band, tiles = page.locator("#nn-band-of-day"), page.locator("#nn-tiles")
    expect(band).to_be_empty()

    line.focus()
    for key, on in (
        ("ArrowLeft", today - ONE),
        ("PageDown", add_months(today - ONE, -1)),
        ("PageUp", add_months(add_months(today - ONE, -1), 1)),
        ("Home", dt.date(today.year - 1, 1, 1)),
        ("End", last),
    ):
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(rf"\?ngay={on}$"))
        expect(band).to_contain_text(day(on))
        expect(line).to_have_attribute("aria-valuetext", re.compile(re.escape(day(on))))
        expect(tiles.locator("a").first).to_have_attribute("href", re.compile(f"ngay={on}"))
        expect(page.locator("#nn-search-day input")).to_have_value(on.isoformat())
    expect(line).to_be_focused()

    page.locator("#nn-day-line").get_by_role("link", name="Hôm nay", exact=True).click()
    expect(page).to_have_url(re.compile(r"/$"))
    expect(band).to_be_empty()
    page.reload()
    expect(page.locator("#nn-day-field")).to_have_value(day(today))


def test_a_day_is_typed_and_one_too_far_ahead_is_refused_in_place(page, line):
    first = dt.date(clock.today().year - 1, 3, 5)
    field = page.locator("#nn-day-field")
    field.fill(f"5/3/{first.year}")
    page.keyboard.press("Tab")
    expect(page).to_have_url(re.compile(rf"\?ngay={first}$"))
    expect(page.locator(".nn-day-words")).to_contain_text(day(first))

    field.fill(f"5/3/{first.year + 9}")
    page.keyboard.press("Tab")
    words = "Chỉ xem trước được đến hết ngày"
    expect(page.locator("#nn-day-field:invalid")).to_have_count(1)
    assert words in field.evaluate("field => field.validationMessage")
    expect(page).to_have_url(re.compile(rf"\?ngay={first}$"))


def test_a_year_is_played_again_and_can_be_stopped(page, line):
    replay = page.locator("[data-replay]")
    replay.click()
    expect(replay).to_contain_text("Tạm dừng")
    expect(page).to_have_url(re.compile(rf"\?ngay={clock.today().year - 1}-"))

    replay.click()
    expect(replay).to_contain_text("Phát lại")
    page.wait_for_load_state("networkidle")
    stopped_at = line.input_value()
    page.wait_for_timeout(500)
    assert line.input_value() == stopped_at


def test_without_scripts_the_line_is_a_form(browser, live_server, enter, leader, body, context):
    enter(leader)
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto("/tong-quan/")
    page.locator("#nn-day-field").fill("01/08/2026")
    page.get_by_role("button", name="Xem", exact=True).click()

    expect(page.locator("#nn-band-of-day")).to_contain_text("01/08/2026")
    expect(page.locator(".nn-day-range")).to_be_hidden()
    plain.close()


@pytest.mark.parametrize("path", ["/tong-quan/", "/to-chuc/DD-A/dien-bien/", "/to-chuc/DD-A/"])
def test_the_line_and_the_lanes_are_accessible_and_fit_a_phone(page, line, path):
    page.goto(path)
    settled(page)
    assert faults_of(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if path == "/tong-quan/":
        assert line.bounding_box()["height"] >= 40


def test_a_piece_of_a_lane_leads_to_the_finding_on_its_first_day(page, enter, leader, body):
    enter(leader)
    page.goto("/to-chuc/DD-A/#qua-trinh", wait_until="networkidle")
    piece = page.locator(".nn-lane-line").get_by_role("link", name=re.compile("^Quá hạn họp định kỳ")).first
    first = re.search(r"từ (\d\d/\d\d/\d{4})", piece.locator("title").text_content())[1]
    piece.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Quá hạn họp định kỳ")).to_be_visible()
    assert len(page.locator("#qua-cac-ngay tbody tr").all()) >= 1
    expect(page.locator("#qua-cac-ngay")).to_contain_text(first)

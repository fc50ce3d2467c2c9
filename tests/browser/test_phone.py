"""The pages of everyday work on a phone: nothing sideways, nothing too small to read or to strike."""

import pytest
from playwright.sync_api import Page

from tests import factories
from tests.browser.conftest import PHONE, settled
from tests.browser.test_every_page import AXE, BROKEN

# A map is wider than a phone: it scrolls, and the name that stays may lie over a part of one of its cells.
TARGETS = """async () => (await axe.run({exclude: [['.nn-scroll'], ['.table-responsive']]},
    {runOnly: {type: 'rule', values: ['target-size']}})).violations.flatMap(
    found => found.nodes.map(node => node.target.join(' ')))"""
TINY = """() => [...document.querySelectorAll('body *')].filter(part => part.getClientRects().length
    && [...part.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
    && parseFloat(getComputedStyle(part).fontSize) < 11).map(part => part.outerHTML.slice(0, 120))"""


def wide(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


@pytest.mark.timeout(300)
def test_everyday_pages_suit_a_phone(page, enter, staff, furnished):
    page.set_viewport_size(PHONE)
    enter(staff)
    body = f"/to-chuc/{furnished.body.code}/"
    record = f"/hop/ghi-nhan/?to-chuc={furnished.body.code}"
    faults = []
    for path in ("/hom-nay/", "/tong-quan/", "/can-xu-ly/", "/hop/", "/bao-cao/", "/danh-ba/", body, record):
        page.goto(path)
        settled(page)
        page.evaluate(AXE)
        faults += [f"{path} too small to strike: {part}" for part in page.evaluate(TARGETS)]
        faults += [f"{path} too small to read: {part}" for part in page.evaluate(TINY)]
        if wide(page) > PHONE["width"]:
            faults.append(f"{path} is {wide(page)} px wide")
    assert faults == []


def test_no_line_ends_inside_the_number_of_a_document(page, enter, staff, body):
    """Wherever it stands in a text that somebody typed, and however wide the page is."""
    direction = factories.DirectionFactory(
        body=body, text="Khẩn trương thực hiện Công văn 793-CV/TU và Quy định số 366-QĐ/TW của Bộ Chính trị"
    )
    enter(staff)
    page.goto(f"/chi-dao/y-kien/{direction.code}/", wait_until="networkidle")
    for width in range(320, 480, 8):
        page.set_viewport_size({"width": width, "height": PHONE["height"]})
        assert page.evaluate(BROKEN) == [], f"at {width} px"


def test_the_bars_leave_a_phone_to_the_page(page, enter, staff, body):
    page.set_viewport_size(PHONE)
    enter(staff)
    page.goto("/quy-dinh/", wait_until="networkidle")
    page.evaluate("window.scrollTo({top: 600, behavior: 'instant'})")
    page.wait_for_function("() => window.scrollY > 100")
    top, bottom = page.locator(".nn-top").bounding_box(), page.locator(".nn-bottom").bounding_box()
    shown_above, shown_below = top["y"] + top["height"], PHONE["height"] - bottom["y"]
    assert shown_above + shown_below <= 120


def test_what_a_page_offers_takes_one_row(page, enter, staff, furnished):
    """What does not fit beside the main act opens under one word, and works from there."""
    page.set_viewport_size(PHONE)
    enter(staff)
    for path in ("/hop/", "/can-xu-ly/", "/to-chuc/", "/danh-ba/", f"/to-chuc/{furnished.body.code}/"):
        page.goto(path)
        settled(page)
        bar = page.locator(".nn-head > .nn-actions").bounding_box()
        assert bar["height"] < 60, f"{path}: {bar['height']} px of buttons above the first row"
    page.goto("/hop/", wait_until="networkidle")
    hidden = page.get_by_role("link", name="Lên lịch cả năm")
    assert not hidden.is_visible()
    page.locator(".nn-more-acts > summary").click()
    assert wide(page) == PHONE["width"]
    hidden.click()
    page.wait_for_url("**/hop/len-lich-nam/**")


def test_a_body_s_menu_lies_open_among_what_was_folded(page, enter, staff, body):
    page.set_viewport_size(PHONE)
    enter(staff)
    page.goto(f"/to-chuc/{body.code}/", wait_until="networkidle")
    page.locator(".nn-more-acts > summary").click()
    page.get_by_role("link", name="Dòng thời gian").click()
    page.wait_for_url("**/dong-thoi-gian/**")


def test_the_card_of_a_meeting_is_a_few_lines_high(page, enter, staff, body):
    factories.MeetingFactory(body=body, head_count=3, minutes_number="05-BB/ĐĐ", conclusion_number="05-KL/ĐĐ")
    page.set_viewport_size(PHONE)
    enter(staff)
    page.goto("/hop/", wait_until="networkidle")
    card = page.locator("tbody tr:has(td.nn-choose)").bounding_box()
    assert card["height"] <= 150


def test_names_of_the_rhythm_map_are_whole_on_a_phone(page, enter, staff, body):
    body.name = "Ban Thường vụ Đảng uỷ Công an tỉnh"
    body.save()
    page.set_viewport_size(PHONE)
    enter(staff)
    page.goto("/tong-quan/", wait_until="networkidle")
    name = page.locator(".nn-heat tbody th a > span").first
    assert name.inner_text() == body.name
    assert name.evaluate(
        "part => part.scrollHeight <= part.clientHeight + 1 && part.scrollWidth <= part.clientWidth"
    )


def test_a_long_table_opens_after_its_first_rows(page, enter, staff):
    for _n in range(20):
        factories.BodyFactory()
    enter(staff)
    page.goto("/hop/len-lich-nam/")
    rows = page.locator(".nn-year-table tbody tr:visible")
    assert rows.count() == 20
    page.set_viewport_size(PHONE)
    assert rows.count() == 12
    page.get_by_text("Xem cả 20 dòng").click()
    assert rows.count() == 20
    page.get_by_text("Thu gọn").click()
    assert rows.count() == 12


def test_a_row_after_the_first_comes_into_sight_where_one_goes_on_to_it(page, enter, staff, body):
    for _n in range(20):
        factories.SeatFactory(body=body)
    page.set_viewport_size(PHONE)
    enter(staff)
    page.goto(f"/to-chuc/{body.code}/thanh-vien/bang/")
    names = page.locator("[data-roster] [data-roster-cell=name]")
    names.nth(11).press("Enter")
    assert names.nth(12).is_visible()
    assert names.nth(12).evaluate("cell => cell === document.activeElement")


def test_the_whole_page_of_a_list_is_chosen_on_a_phone(page, enter, staff):
    for _n in range(3):
        factories.ReportFactory()
    page.set_viewport_size(PHONE)
    enter(staff)
    page.goto("/bao-cao/so/?tinh_trang=waiting")
    page.get_by_text("Chọn cả trang").click()
    assert page.locator("[data-number]").inner_text() == "Đã chọn 3"


def test_totals_stand_under_their_columns(page, enter, leader, body):
    factories.finding(body)
    page.set_viewport_size(PHONE)
    enter(leader)
    page.goto("/tong-quan/du-bao/")
    right = "cells => cells.map(cell => Math.round(cell.getBoundingClientRect().right))"
    table = page.locator("table:has(tfoot)").first
    above = table.locator("tbody tr").first.locator(".num").evaluate_all(right)
    assert table.locator("tfoot .num").evaluate_all(right) == above

"""The palette: opened by a key on every page, worked without a mouse, nothing left behind."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.acts import Acts
from tests.browser.conftest import PHONE
from tests.browser.test_every_page import faults_of


@pytest.fixture
def person(body):
    return factories.PersonFactory(code="CB-77", full_name="Lò Thị Xuyến")


def chosen(page: Page) -> str:
    """Return the words of the option that a reader of the screen hears."""
    active = page.locator("#nn-search").get_attribute("aria-activedescendant")
    option = page.locator(f"#{active}")
    expect(option).to_have_attribute("aria-selected", "true")
    return option.inner_text()


def test_a_person_is_found_by_half_a_name_in_two_acts(page, enter, staff, person):
    enter(staff)
    page.goto("/can-xu-ly/")
    acts = Acts(page)
    acts.press("/")
    acts.type("thi xuy")
    acts.press("Enter")  # before any answer: it goes where the answer leads
    expect(page.get_by_role("heading", name="Lò Thị Xuyến")).to_be_visible()
    assert acts.number == 2


def test_an_act_opens_with_the_body_typed_along(page, enter, staff, body):
    enter(staff)
    page.goto("/hop/")
    acts = Acts(page)
    acts.press("Control+k")
    acts.type(f"lên lịch {body.code}")
    acts.press("Enter")
    expect(page).to_have_url(re.compile(rf"/hop/len-lich/\?to-chuc={body.code}$"))
    assert acts.number == 2


def test_keys_choose_and_escape_goes_back(page, enter, staff, body, person):
    factories.PersonFactory(code="CB-78", full_name="Lò Thị Xuyên")
    enter(staff)
    page.goto("/can-xu-ly/")
    opener = page.get_by_role("link", name="Tìm nhanh")
    opener.click()
    box = page.get_by_role("combobox", name="Tìm bản ghi, trang, việc cần làm")
    expect(box).to_be_focused()
    box.fill("xuyen")
    expect(page.locator("#nn-hits").get_by_role("option")).to_have_count(2)
    expect(page.locator("#nn-hits mark")).to_have_text(["Xuyên", "Xuyến"])
    expect(page.locator("#nn-found")).to_have_text("2 kết quả")
    assert faults_of(page) == []
    for key, words in (
        ("ArrowDown", "Xuyến"),
        ("ArrowDown", "Xuyên"),
        ("ArrowUp", "Xuyến"),
        ("Home", "Xuyên"),
        ("End", "Xuyến"),
    ):
        box.press(key)
        assert words in chosen(page)
    with page.context.expect_page() as opened:
        box.press("Control+Enter")
    expect(opened.value).to_have_url(re.compile("/danh-ba/CB-77/$"))
    box.press("Escape")
    expect(page.locator("#nn-palette")).to_be_hidden()
    expect(opener).to_be_focused()
    expect(page).to_have_url(re.compile("/can-xu-ly/$"))


def test_what_was_seen_waits_until_one_logs_out(page, enter, staff, body, person):
    enter(staff)
    page.goto("/danh-ba/CB-77/")
    page.goto("/hop/")
    page.keyboard.press("/")
    seen = page.get_by_role("group", name="Vừa xem").get_by_role("option")
    expect(seen).to_have_text([re.compile("Lò Thị Xuyến")])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Lò Thị Xuyến")).to_be_visible()

    page.get_by_role("button", name="tài khoản").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    assert page.evaluate("localStorage.getItem('nn-seen')") is None


def test_a_session_that_ran_out_leaves_nothing_either(page, enter, staff, person):
    enter(staff)
    page.goto("/danh-ba/CB-77/")
    assert page.evaluate("localStorage.getItem('nn-seen')")
    page.context.clear_cookies()
    page.goto("/hop/")
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    assert page.evaluate("localStorage.getItem('nn-seen')") is None


def test_on_a_phone_it_fills_the_screen(page, enter, staff, body):
    page.set_viewport_size(PHONE)
    enter(staff)
    page.goto("/can-xu-ly/")
    page.get_by_role("link", name="Tìm nhanh").click()
    box = page.locator("#nn-palette").bounding_box()
    assert box == {"x": 0, "y": 0, "width": PHONE["width"], "height": PHONE["height"]}
    page.get_by_role("option", name="Lên lịch họp", exact=True).click()
    expect(page).to_have_url(re.compile("/hop/len-lich/$"))

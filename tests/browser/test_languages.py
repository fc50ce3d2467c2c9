"""The other language, chosen by mouse, with scripts and without."""

import re

from playwright.sync_api import expect

from delegations.models import Body
from tests import factories


def test_english_reaches_what_scripts_say_and_vietnamese_comes_back(page, enter, staff):
    factories.ProvinceFactory()
    enter(staff)
    page.goto("/tra-cuu/")
    page.locator("header .dropdown-toggle").click()
    page.get_by_role("button", name="English").click()

    expect(page).to_have_url(re.compile("/tra-cuu/$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    day = page.locator("main input[data-day]").first
    day.fill("31/12/2025")
    day.click()
    expect(page.locator(".datepicker.active .dow").first).to_have_text("Mo")
    expect(page.locator(".datepicker.active .view-switch")).to_have_text("December 2025")

    page.goto("/to-chuc/them/")
    page.locator("[name=name]").fill("Đảng đoàn X")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_contain_text("What you typed is not saved")
    page.get_by_role("button", name="Leave without saving").click()
    assert not Body.objects.exists()

    page.locator("header .dropdown-toggle").click()
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")


def test_the_log_in_page_changes_its_language_without_scripts(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/tai-khoan/dang-nhap/?next=/hop/")
    page.get_by_role("button", name="English").click()

    expect(page).to_have_url(re.compile(r"/tai-khoan/dang-nhap/\?next=/hop/$"))
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    context.close()

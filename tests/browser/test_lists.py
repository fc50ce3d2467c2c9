"""Lists by hand and by key: choosing, acting on many, filters that act at once; what it costs in acts."""

import datetime as dt

import pytest

from core import clock
from meetings.models import Meeting
from reminders.models import Letter
from reports.models import Report
from tests import factories
from tests.browser.acts import Acts
from tests.browser.conftest import PHONE


@pytest.fixture
def nine(db) -> None:
    for n in range(9):
        factories.ReportFactory(body__name=f"Đảng đoàn Hội {n}", number=f"{n}-BC/ĐĐ")


def test_nine_reports_are_accepted_in_three_acts(page, enter, staff, nine):
    enter(staff)
    page.goto("/bao-cao/so/?tinh_trang=waiting")
    acts = Acts(page)
    acts.click("[data-choose-page]")
    acts.click("text=Chấp nhận >> visible=true")
    acts.click("button[data-main]")
    page.get_by_text("Đã chấp nhận 9 báo cáo.").wait_for()
    assert Report.objects.filter(accepted_on=clock.today()).count() == 9
    assert acts.number == 3


def test_a_year_is_planned_for_eleven_bodies_in_two_acts(page, enter, staff):
    for _n in range(11):
        factories.BodyFactory()
    enter(staff)
    page.goto("/hop/")
    acts = Acts(page)
    acts.click("text=Lên lịch cả năm")
    acts.click("button[data-main]")
    page.get_by_text("cho 11 tổ chức.").wait_for()
    assert Meeting.objects.filter(status="planned").count() == 44
    assert acts.number == 2


def test_a_letter_to_three_bodies_costs_five_acts(page, enter, staff):
    for n in range(5):
        factories.finding(factories.BodyFactory(name=f"Đảng đoàn Hội {n}"))
    enter(staff)
    page.goto("/can-xu-ly/")
    acts = Acts(page)
    for n in range(3):
        acts.click(page.locator("[data-rows] input[name=chon]").nth(n))
    acts.click("text=Lập công văn >> visible=true")
    acts.click("button[data-main]")
    page.get_by_text("Đã lập 3 dự thảo công văn.").wait_for()
    assert Letter.objects.count() == 3
    assert acts.number == 5


def checked(page) -> list[bool]:
    return page.eval_on_selector_all("[data-rows] input[name=chon]", "boxes => boxes.map(box => box.checked)")


def test_rows_are_chosen_by_keys_and_in_ranges(page, enter, staff, nine):
    enter(staff)
    page.goto("/bao-cao/so/")
    assert page.locator("#nn-acts").is_hidden()
    for key in ("j", "j", "x", "j", "j", "Shift+X"):
        page.keyboard.press(key)
    assert checked(page) == [False, True, True, True, False, False, False, False, False]
    assert page.locator("[data-number]").inner_text() == "Đã chọn 3"
    page.locator("[data-rows] input[name=chon]").nth(7).click(modifiers=["Shift"])
    assert sum(checked(page)) == 7
    page.keyboard.press("Escape")
    assert sum(checked(page)) == 0
    assert page.locator("#nn-acts").is_hidden()


def test_every_row_of_the_list_is_chosen_from_its_first_page(page, enter, staff):
    for _n in range(27):
        factories.ReportFactory()
    enter(staff)
    page.goto("/bao-cao/so/?co=25")
    page.click("[data-choose-page]")
    page.click("text=Cả 27 dòng của danh sách")
    assert page.locator("[data-number]").inner_text() == "Đã chọn 27"
    page.click("text=Chấp nhận >> visible=true")
    page.get_by_role("heading", name="Chấp nhận 27 báo cáo?").wait_for()


def test_filters_act_at_once_and_keep_the_cursor_and_the_address(page, enter, staff, nine):
    factories.ReportFactory(body__name="Đảng đoàn Hội Nhà báo")
    enter(staff)
    page.goto("/bao-cao/so/")
    page.click("#id_q")
    page.keyboard.type("nha bao", delay=20)
    page.get_by_text("1 báo cáo", exact=True).wait_for()
    assert page.url.endswith("/bao-cao/so/?q=nha%20bao")
    assert page.evaluate("document.activeElement.id") == "id_q"
    page.select_option("#id_tinh_trang", "accepted")
    page.get_by_text("0 báo cáo", exact=True).wait_for()
    assert page.url.endswith("?q=nha%20bao&tinh_trang=accepted")
    page.locator(".nn-chip", has_text="Tình trạng").click()
    page.get_by_text("1 báo cáo", exact=True).wait_for()
    assert page.url.endswith("?q=nha+bao")
    page.locator(".nn-chip-all").click()
    page.get_by_text("10 báo cáo", exact=True).wait_for()


def test_a_phone_has_boxes_for_a_finger_and_the_bar_above_the_navigation(page, enter, staff, nine):
    page.set_viewport_size(PHONE)
    enter(staff)
    page.goto("/bao-cao/so/")
    page.locator("td.nn-choose").first.click(position={"x": 5, "y": 30})
    bar, bottom = page.locator("#nn-acts").bounding_box(), page.locator(".nn-bottom").bounding_box()
    assert page.locator("[data-number]").inner_text() == "Đã chọn 1"
    assert bar["y"] + bar["height"] <= bottom["y"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_without_scripts_buttons_choose_and_filter(browser, live_server, enter, context, staff, nine):
    enter(staff)
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto("/bao-cao/so/")
    page.fill("#id_q", "hoi 3")
    page.click("form[data-filters] button")
    page.locator("[data-rows] input[name=chon]").first.check()
    page.click("text=Chấp nhận >> visible=true")
    page.click("button[data-main]")
    page.get_by_text("Đã chấp nhận 1 báo cáo.").wait_for()
    plain.close()
    assert Report.objects.filter(accepted_on__gt=dt.date(2020, 1, 1)).count() == 1

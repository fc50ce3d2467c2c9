"""What people do first, in a real browser."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from accounts.models import Session
from core import clock
from obligations.models import DayOff, Waiver
from obligations.services import judging
from tests import factories
from tests.browser.conftest import PHONE

YEAR = clock.today().year - 1


def test_from_the_first_log_in_to_the_evidence(page, leader, body):
    page.goto("/")
    expect(page).to_have_url(re.compile("/tai-khoan/dang-nhap/"))
    page.keyboard.type("lanhdao")
    page.keyboard.press("Tab")
    page.keyboard.type("mat-khau-thu")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Tổng quan", level=1)).to_be_visible()
    expect(page.locator("#nn-heart")).to_contain_text("đủ mọi tổ chức")
    page.get_by_role("link", name="Quá hạn họp định kỳ", exact=True).click()

    expect(page.get_by_role("heading", name="Quá hạn họp định kỳ")).to_be_visible()
    expect(page.get_by_text("Không có cuộc họp định kỳ hợp lệ").first).to_be_visible()
    expect(page.locator("tr", has_text=f"quý I/{YEAR}").first).to_contain_text(
        "không có cuộc họp nào đã ghi nhận"
    )
    expect(page.get_by_text("Thông lệ của tỉnh")).to_be_visible()


def test_a_meeting_in_the_records_clears_the_flag_on_the_next_page(page, enter, staff, body):
    enter(staff)
    page.goto("/can-xu-ly/?quy_tac=meeting-overdue")
    expect(page.locator("tbody tr")).to_have_count(1)

    factories.MeetingFactory(body=body, held_on=clock.today())
    judging.sweep(on=clock.today(), at=clock.now())
    page.reload()

    expect(page.get_by_text("Không có phát hiện nào khớp với bộ lọc")).to_be_visible()


def test_a_waiver_by_keyboard_and_what_it_changed(page, enter, staff, body):
    enter(staff)
    page.goto("/to-chuc/DD-A/phat-hien/understaffed/VT-1/")
    page.get_by_role("link", name="Ghi nhận miễn, hoãn").click()
    expect(page.get_by_label("Miễn, hoãn đến hết ngày")).to_be_focused()
    next_year = clock.today().year + 1
    page.keyboard.type(f"5.9.{next_year}")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Miễn, hoãn đến hết ngày")).to_have_value(f"05/09/{next_year}")
    page.get_by_label("Lý do").fill("Chờ kiện toàn")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("status").first).to_contain_text("Đã ghi nhận miễn, hoãn.")
    expect(page.get_by_role("status").first).to_contain_text("Khuyết vị trí: được miễn, hoãn.")
    assert Waiver.objects.get().until == dt.date(next_year, 9, 5)


@pytest.mark.parametrize("noticed_by", ["saving", "the heartbeat"])
def test_a_form_survives_an_expired_log_in(page, enter, staff, body, noticed_by):
    enter(staff)
    page.goto("/to-chuc/DD-A/phat-hien/understaffed/VT-1/hoan/", wait_until="networkidle")
    page.get_by_label("Lý do").press_sequentially("Chờ Ban Thường vụ cho ý kiến")
    Session.objects.all().delete()
    if noticed_by == "saving":
        page.keyboard.press("Control+Enter")
    else:
        page.evaluate("htmx.ajax('GET', '/nhip/', '#nn-heart')")

    expect(page).to_have_url(re.compile("/tai-khoan/dang-nhap/"))
    page.keyboard.type("chuyenvien")
    page.keyboard.press("Tab")
    page.keyboard.type("mat-khau-thu")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Nội dung đã nhập được đặt lại dưới đây")).to_be_visible()
    expect(page.get_by_label("Lý do")).to_have_value("Chờ Ban Thường vụ cho ý kiến")
    assert not Waiver.objects.exists()
    page.get_by_label("Miễn, hoãn đến hết ngày").fill(f"31/12/{clock.today().year + 1}")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile("understaffed/VT-1/$"))
    assert Waiver.objects.get().reason == "Chờ Ban Thường vụ cho ý kiến"


def test_leaving_a_form_asks_only_when_something_was_typed(page, enter, staff, body):
    enter(staff)
    form = "/to-chuc/DD-A/phat-hien/understaffed/VT-1/hoan/"
    page.goto(form)
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("understaffed/VT-1/$"))

    page.goto(form)
    page.get_by_label("Lý do").fill("Chờ")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_contain_text("chưa được lưu")
    page.get_by_role("button", name="Ở lại").click()
    expect(page.get_by_label("Lý do")).to_have_value("Chờ")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Rời, không lưu").click()
    expect(page).to_have_url(re.compile("understaffed/VT-1/$"))


def test_the_day_picker_is_vietnamese_and_begins_on_monday(page, enter, staff, body):
    enter(staff)
    page.goto("/tra-cuu/")
    day = page.get_by_label("Ngày", exact=False).first
    day.fill("31/12/2025")
    day.click()
    expect(page.locator(".datepicker.active .dow").first).to_have_text("T2")
    expect(page.locator(".datepicker.active .view-switch")).to_have_text("Tháng 12 2025")


def test_a_typed_day_outlives_a_click_beside_it(page, enter, staff, body):
    enter(staff)
    page.goto("/tra-cuu/")
    day = page.get_by_label("Ngày", exact=False).first
    for typed, kept in (("5.9.2025", "05/09/2025"), ("31/2/2025", "31/2/2025"), ("", "")):
        day.fill("")
        day.press_sequentially(typed)
        page.locator("h1").click()
        expect(day).to_have_value(kept)


def test_on_a_phone_the_menu_opens_and_the_bottom_bar_leads(page, enter, staff, body):
    page.set_viewport_size(PHONE)
    enter(staff)
    page.goto("/")
    page.get_by_role("navigation", name="Các phần hay dùng").get_by_role("link", name="Phải làm").click()
    expect(page.get_by_role("heading", name="Việc phải làm")).to_be_visible()
    page.get_by_role("button", name="Mở danh mục").click()
    page.get_by_role("link", name="Quy định", exact=True).click()
    expect(page.get_by_role("heading", name="Quy định theo dõi")).to_be_visible()
    page.get_by_title("bấm để tra cứu ngày khác").click()
    expect(page.get_by_role("heading", name="Tra cứu một ngày")).to_be_visible()


CUT_THROUGH = """() => {
    const within = (inner, outer) => inner.bottom <= outer.bottom + 1 && inner.right <= outer.right + 1;
    const outside = (inner, outer) => inner.top >= outer.bottom - 1 || inner.left >= outer.right - 1;
    const cut = [];
    for (const piece of document.querySelectorAll(".nn-sheet :is(h2, li, tr, .nn-tile)")) {
        const box = piece.getBoundingClientRect();
        if (!box.height) continue;
        for (let around = piece.parentElement; around; around = around.parentElement) {
            if (getComputedStyle(around).overflow !== "hidden") continue;
            const frame = around.getBoundingClientRect();
            if (outside(box, frame)) break;
            if (!within(box, frame)) { cut.push(piece.textContent.trim().slice(0, 40)); break; }
        }
    }
    return cut;
}"""
"""What a printed sheet cuts through: neither whole on it nor left out whole."""


@pytest.mark.parametrize("path", ["/tong-quan/", "/tong-quan/tom-tat/"])
def test_overview_and_brief_print_on_one_page(page, enter, leader, furnished, path):
    for number in range(25):
        factories.SeatFactory(
            body=factories.BodyFactory(
                name=f"Đảng đoàn Hội có tên rất dài để chiếm hai dòng trên giấy thứ {number}"
            )
        )
    enter(leader)
    page.goto(path, wait_until="networkidle")

    printed = page.pdf(format="A4")

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1032})  # the paper without its margins
    assert page.evaluate(CUT_THROUGH) == []


@pytest.mark.parametrize("typed", ["05/09/2027", "5.9.2027", "", "31/02/2027"])
@pytest.mark.parametrize("leaving", ["by a key", "by the mouse"])
def test_a_typed_day_stays_as_it_was_typed(page, enter, staff, body, typed, leaving):
    """A day field that begins with a day: what is typed over it is never put back."""
    enter(staff)
    page.goto("/to-chuc/DD-A/phat-hien/understaffed/VT-1/hoan/", wait_until="networkidle")
    granted = page.locator("#id_granted_on")
    expect(granted).not_to_have_value("")
    granted.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(typed)
    if leaving == "by a key":
        page.keyboard.press("Tab")
    else:
        page.get_by_label("Lý do").click()
    page.wait_for_timeout(100)

    expect(granted).to_have_value(typed if typed in ("", "31/02/2027") else "05/09/2027")


def test_days_off_are_struck_in_the_day_picker(page, enter, staff, body):
    DayOff.objects.update_or_create(day=dt.date(2027, 9, 2), defaults={"name": "Quốc khánh", "kind": "off"})
    enter(staff)
    page.goto("/to-chuc/DD-A/phat-hien/understaffed/VT-1/hoan/", wait_until="networkidle")
    page.locator("#id_until").fill("01/09/2027")
    page.locator("#id_until").click()

    expect(page.locator(".datepicker-cell.nn-off-day [title='Quốc khánh']")).to_have_text("2")

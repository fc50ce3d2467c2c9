"""Bodies, seats and people, regulations: the daily work, in a real browser and mostly without a mouse."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from core import clock
from delegations.models import Body, CoordinationParty, LegalBasis, Membership, Replacement
from tests import factories
from tests.browser.conftest import PHONE, settled

pytestmark = pytest.mark.usefixtures("province")


def choose(page: Page, label: str, text: str) -> None:
    """Pick from a searched list by typing, as a keyboard user does."""
    page.get_by_role("combobox", name=label).last.click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")


def test_a_seat_is_staffed_by_keyboard(page, enter, staff):
    person = factories.PersonFactory(full_name="Trần Thị Thuỳ Dương", code="CB00077")
    body = factories.BodyFactory(code="DD-MOI", founded_on=dt.date(2026, 9, 5))
    factories.SeatFactory(body=body, role="secretary", starts_on=dt.date(2026, 9, 5))
    enter(staff)
    page.goto("/to-chuc/DD-MOI/")
    expect(page.get_by_text("khuyết từ 05/09/2026")).to_be_visible()
    page.get_by_role("link", name="Chỉ định").click()
    expect(page.get_by_label("Cán bộ", exact=False).first).to_be_focused()
    page.keyboard.type("thuy duong")
    expect(page.get_by_role("option", name="Trần Thị Thuỳ Dương")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Cán bộ", exact=False).first).to_have_value("Trần Thị Thuỳ Dương (CB00077)")
    page.get_by_label("Từ ngày").fill("10/9/2026")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi nhận chỉ định")
    expect(page.get_by_role("link", name="Trần Thị Thuỳ Dương")).to_be_visible()
    assert Membership.objects.get().person == person


def test_two_browsers_edit_one_body_and_nothing_typed_is_lost(page, context, enter, staff, body_a):
    enter(staff)
    other = context.new_page()
    for window in (page, other):
        window.goto("/to-chuc/DD-A/sua/")
    other.get_by_label("Điện thoại").fill("0233 111")
    other.get_by_label("Ký hiệu").fill("ĐĐA")
    other.keyboard.press("Control+Enter")
    expect(other.get_by_role("status").first).to_contain_text("Đã lưu.")

    page.get_by_label("Điện thoại").fill("0233 222")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#error_1_id_phone")).to_contain_text("người khác đã lưu ô này thành: “0233 111”")
    expect(page.get_by_label("Điện thoại")).to_have_value("0233 222")
    page.get_by_label("Điện thoại").fill("0233 111; 0233 222")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Giữ nội dung người khác vừa lưu ở: Ký hiệu")
    stored = Body.objects.get(code="DD-A")
    assert (stored.phone, stored.symbol) == ("0233 111; 0233 222", "ĐĐA")


def test_an_office_passes_on_after_a_preview(page, enter, staff, body_a, body_b):
    office = factories.OfficeFactory(name="Chủ tịch Hội")
    leaving = factories.PersonFactory(full_name="Lê Cũ", code="CB1")
    factories.PersonFactory(full_name="Lê Mới", code="CB2")
    for body in (body_a, body_b):
        factories.MembershipFactory(seat=factories.SeatFactory(body=body, office=office), person=leaving)
    enter(staff)
    page.goto("/danh-ba/chuc-vu/")
    page.get_by_role("link", name="Thay người").click()
    page.get_by_label("Người nhận chức vụ").fill("le moi")
    page.get_by_label("Nhận từ ngày").fill("1/12/2026")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("table input[type=checkbox]:checked")).to_have_count(2)
    assert Membership.objects.count() == 2
    page.get_by_role("button", name="Ghi nhận chuyển").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã chuyển 2 vị trí")
    assert set(Membership.objects.active_on(dt.date(2026, 12, 1)).values_list("person__code", flat=True)) == {
        "CB2"
    }


def test_a_gap_of_the_matrix_leads_to_the_regulation_that_fills_it(page, enter, staff, body_a, body_b):
    enter(staff)
    page.goto("/ma-tran/")
    part = page.locator("#to-chuc")
    expect(part).to_contain_text("1/1 cặp chưa có quy chế")
    part.get_by_title(re.compile("Chưa có quy chế giữa Đảng đoàn Hội B và Đảng đoàn Hội A")).click()
    page.get_by_label("Số ký hiệu").fill("07-QC/TU")
    page.get_by_label("Hiệu lực từ").fill("1/1/2026")
    page.keyboard.press("Control+Enter")
    expect(part).to_contain_text("0/1 cặp chưa có quy chế")
    expect(part.get_by_text("07-QC/TU").first).to_be_visible()
    page.goto("/ma-tran/?ngay=2025-12-31")
    expect(part).to_contain_text("1/1 cặp chưa có quy chế")


def test_a_chosen_document_keeps_the_spaces_around_a_number(page, enter, staff):
    """Numbers are kept whole by spans, which in the box of what is chosen would stand side by side."""
    old = factories.GoverningDocumentFactory(number="97-QĐ/TW")
    new = factories.GoverningDocumentFactory(number="146-QĐ/TW", effective_on=dt.date(2024, 5, 14))
    Replacement.objects.create(replacing=new, replaced=old)
    enter(staff)
    page.goto(f"/van-ban/{new.pk}/sua/")
    chosen = page.locator(".ts-control .item")
    expect(chosen).to_be_visible()
    assert "(đã bị 146-QĐ/TW thay thế)" in chosen.inner_text()
    expect(chosen.locator(".remove")).to_have_attribute("title", "Bỏ chọn")


def test_what_goes_stale_is_listed_while_one_chooses(page, enter, staff, body_a):
    old = factories.GoverningDocumentFactory(number="97-QĐ/TW")
    LegalBasis.objects.create(
        regulation=factories.WorkingRegulationFactory(body=body_a, number="12-QC/ĐĐ"), document=old
    )
    enter(staff)
    page.goto("/van-ban/them/")
    page.get_by_label("Số ký hiệu").fill("146-QĐ/TW")
    page.get_by_label("Ngày ban hành").fill("14/5/2026")
    page.get_by_label("Hiệu lực từ").fill("14/5/2026")
    choose(page, "Thay thế các văn bản", "97")
    expect(page.locator("#nn-stale")).to_contain_text("1 quy chế sẽ cần sửa đổi, bổ sung")
    expect(page.locator("#nn-stale")).to_contain_text("12-QC/ĐĐ")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="146-QĐ/TW")).to_be_visible()
    expect(page.get_by_role("heading", name="Quy chế cần sửa đổi, bổ sung vì văn bản này")).to_be_visible()
    page.get_by_role("link", name=body_a.name).first.click()
    page.locator(".nn-pane-tabs").get_by_role("link", name="Quy chế").click()
    expect(page.locator("#quy-che")).to_contain_text("12-QC/ĐĐ")


def test_an_end_is_previewed_and_can_be_taken_back(page, enter, staff, body_a, body_b):
    factories.MembershipFactory(seat=factories.SeatFactory(body=body_a))
    enter(staff)
    page.goto("/to-chuc/DD-A/ket-thuc/")
    page.get_by_role("textbox", name="Ngày hoạt động cuối cùng").fill("30/6/2026")
    page.get_by_label("Số quyết định kết thúc").fill("9-QĐ/TU")
    choose(page, "Tổ chức kế thừa", "hoi b")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Nghĩa vụ sau khi kết thúc:")).to_be_visible()
    page.get_by_role("button", name="Xác nhận kết thúc").click()
    expect(page.get_by_text("Kế thừa bởi:")).to_be_visible()
    page.get_by_role("button", name="Khác").click()
    page.get_by_role("link", name="Bỏ ghi nhận kết thúc").click()
    page.get_by_role("button", name="Bỏ ghi nhận").click()
    expect(page.get_by_role("status").first).to_contain_text("được mở lại")
    assert Body.objects.get(code="DD-A").ended_on is None


def test_on_a_phone_a_body_and_the_matrix_are_read(page, enter, staff, body_a, body_b):
    factories.MembershipFactory(
        seat=factories.SeatFactory(body=body_a), person=factories.PersonFactory(full_name="Lê Văn Xem")
    )
    regulation = factories.CoordinationRegulationFactory()
    for place, body in enumerate((body_a, body_b), start=1):
        CoordinationParty.objects.create(regulation=regulation, position=place, body=body)
    page.set_viewport_size(PHONE)
    enter(staff)
    for address in (
        "/to-chuc/",
        "/to-chuc/DD-A/",
        "/to-chuc/DD-A/dong-thoi-gian/",
        "/ma-tran/",
        "/danh-ba/",
        "/van-ban/",
        "/to-chuc/DD-A/lich-su/",
    ):
        page.goto(address)
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
    page.goto("/to-chuc/")
    page.get_by_role("link", name="Đảng đoàn Hội A").click()
    page.get_by_role("link", name="Lê Văn Xem").click()
    expect(page.get_by_role("heading", name="Lê Văn Xem")).to_be_visible()


def test_the_timeline_is_a_picture_without_inline_code(page, enter, leader, body_a):
    seat = factories.SeatFactory(body=body_a)
    factories.MembershipFactory(
        seat=seat,
        starts_on=dt.date(2020, 1, 1),
        ends_on=dt.date(2022, 12, 31),
        person=factories.PersonFactory(full_name="Lê Trước"),
    )
    factories.MembershipFactory(
        seat=seat, starts_on=dt.date(2024, 1, 1), person=factories.PersonFactory(full_name="Lê Sau")
    )
    enter(leader)
    page.goto("/to-chuc/DD-A/dong-thoi-gian/")
    expect(page.locator("svg.dg-life rect.dg-held")).to_have_count(2)
    expect(page.locator("svg.dg-life rect.dg-vacant")).to_have_count(1)
    assert "366" not in (page.locator("svg.dg-life title").filter(has_text="Khuyết").text_content() or "")
    assert "365 ngày" in (page.locator("svg.dg-life title").filter(has_text="Khuyết").text_content() or "")
    assert page.locator("svg.dg-life [style]").count() == 0
    assert clock.today() > dt.date(2024, 1, 1)

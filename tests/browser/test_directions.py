"""A leader writes a direction on a finding, staff follow it up, the leader closes it: at a desk and on a
phone."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from core import clock
from directions import documents
from directions.models import Direction
from tests import factories
from tests.browser.conftest import DESKTOP, PHONE, offered

TEXT = "Khẩn trương chỉ định người giữ vị trí khuyết"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_from_the_leaders_word_to_the_leaders_confirmation(page, enter, leader, staff, body, size):
    page.set_viewport_size(size)
    enter(leader)
    page.goto("/to-chuc/DD-A/phat-hien/understaffed/VT-1/")
    page.get_by_role("link", name="Ghi ý kiến chỉ đạo").click()
    expect(page.get_by_label("Nội dung chỉ đạo")).to_be_focused()
    page.keyboard.type(TEXT)
    day = clock.today() + dt.timedelta(10)
    page.get_by_label("Hạn thực hiện").fill(f"{day.day}.{day.month}.{day.year}")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi ý kiến chỉ đạo")
    expect(page.get_by_text("còn 10 ngày")).to_be_visible()

    enter(staff)
    page.goto("/can-xu-ly/")
    page.get_by_role("link", name="Ý kiến chỉ đạo đang theo dõi: 1").click()
    page.get_by_role("link", name=TEXT).click()
    offered(page, "Báo cáo thực hiện").click()
    page.get_by_label("Đã làm gì, kết quả đến đâu").fill("Đã đề nghị Ban Tổ chức thẩm định")
    page.get_by_role("button", name="Ghi báo cáo").click()
    expect(page.locator(".nn-timeline")).to_contain_text("Đã đề nghị Ban Tổ chức thẩm định")
    offered(page, "Đề nghị kết thúc").click()
    page.get_by_label("Kết quả cụ thể").fill("Đã có quyết định chỉ định")
    page.get_by_label("Văn bản minh chứng").fill("QĐ số 12-QĐ/TU")
    page.get_by_role("button", name="Trình lãnh đạo xác nhận").click()
    expect(page.get_by_text("chờ lãnh đạo xác nhận", exact=True)).to_be_visible()

    enter(leader)
    page.goto("/")
    page.get_by_role("link", name="chờ xác nhận 1").click()
    page.get_by_role("link", name=TEXT).click()
    page.get_by_role("button", name="Xác nhận kết thúc").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã xác nhận, kết thúc ý kiến chỉ đạo.")
    expect(page.locator("h1")).to_contain_text("đã thực hiện ngày")
    assert Direction.objects.get().closer_name == str(leader)
    page.goto("/")
    expect(page.get_by_role("heading", name="Tổng quan", level=1)).to_be_visible()
    expect(page.get_by_text("Ý kiến chỉ đạo:")).to_have_count(0)


def test_due_days_stand_in_the_calendar(page, enter, leader, body):
    factories.DirectionFactory(body=body, given_on=clock.today(), due_on=clock.today(), text=TEXT)
    enter(leader)
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for address in ("/lich/", "/lich/tuan/"):
            page.goto(address)
            expect(
                page.locator(f"#nn-ngay-{clock.today().isoformat()}").get_by_role("link", name="Hạn chỉ đạo")
            ).to_be_visible()


def test_the_overviews_heat_map_still_begins_on_the_first_screen(page, enter, leader, body):
    """The figures of directions stand beside the heading and push nothing down."""
    enter(leader)
    page.goto("/tong-quan/", wait_until="networkidle")
    before = page.locator(".nn-overview").bounding_box()["y"]
    for number in range(3):
        factories.DirectionFactory(
            body=body, given_on=clock.today(), due_on=clock.today() + dt.timedelta(number)
        )
    waiting = factories.DirectionFactory(body=body)
    factories.DirectionStepFactory(direction=waiting, number=1, kind="proposal", outcome="done")
    factories.DirectionFactory(body=body)
    page.reload(wait_until="networkidle")
    expect(page.get_by_role("link", name="quá hạn 1")).to_be_visible()
    assert page.locator(".nn-overview").bounding_box()["y"] == before


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_body_acknowledges_and_asks_for_time_and_the_leader_answers(page, enter, leader, staff, body, size):
    page.set_viewport_size(size)
    direction = factories.DirectionFactory(
        body=body, given_on=clock.today(), due_on=clock.today() + dt.timedelta(5), text=TEXT
    )
    link = documents.link(code=direction.code, address="a@b.vn", day=clock.today(), due_on=direction.due_on)
    page.goto(link[link.index("/chi-dao/") :])
    page.get_by_label("Họ tên, chức vụ người trả lời").fill("Ông Mẫu, Phó Bí thư")
    page.get_by_role("button", name="Xác nhận đã tiếp nhận").click()
    expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    page.get_by_role("link", name="Trở lại ý kiến chỉ đạo").click()
    page.get_by_role("link", name="Xin gia hạn").click()
    page.get_by_label("Họ tên, chức vụ người trả lời").fill("Ông Mẫu, Phó Bí thư")
    until = clock.today() + dt.timedelta(20)
    page.get_by_label("Xin gia hạn đến ngày").fill(f"{until:%d/%m/%Y}")
    page.get_by_label("Lý do chưa thực hiện đúng hạn").fill("Chờ ý kiến Ban Tổ chức")
    page.get_by_role("button", name="Gửi đề nghị gia hạn").click()
    expect(page.get_by_text("trình lãnh đạo")).to_be_visible()

    enter(leader)
    page.goto("/chi-dao/?tinh_trang=asking")
    page.get_by_role("link", name=TEXT).click()
    page.get_by_role("link", name="Trả lời xin gia hạn").click()
    page.get_by_role("button", name="Ghi trả lời").click()
    expect(page.get_by_text("còn 20 ngày")).to_be_visible()
    expect(page.locator(".nn-timeline")).to_contain_text("Đồng ý gia hạn đến ngày")
    page.goto("/chi-dao/tong-hop/")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]

"""Accounts that follow a post, and accounts made by a workbook, as an administrator and a successor do it."""

import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from accounts.enums import Role
from accounts.models import Deputy, SeatGrant, User
from core import clock
from core.addresses import reverse
from outbox.models import Message
from tests import factories

PASSWORD = "bong-cau-thu-day-29"


@pytest.fixture
def post(body):
    """The post of the body's secretary, which opens it, held by somebody with an account."""
    office = factories.OfficeFactory(name="Giám đốc Sở Mẫu")
    seat = factories.SeatFactory(body=body, role="secretary", office=office)
    held = factories.MembershipFactory(seat=seat, person__full_name="Trần Văn Cũ")
    SeatGrant.objects.create(seat=seat)
    factories.UserFactory(username="cu.tv", role=Role.SECRETARY, person=held.person)
    return held


def link_of(address):
    """Return where the invitation to this address leads."""
    return re.search(r"/tai-khoan/moi/\S+/", Message.objects.get(address=address).text)[0]


def test_an_account_follows_the_hand_over(page, context, enter, administrator, post):
    arriving = factories.PersonFactory(full_name="Phạm Thị Mới", email="moi@tinhmau.example")
    body = post.seat.body
    enter(administrator)
    page.goto(f"/danh-ba/chuc-vu/{post.seat.office_id}/thay-nguoi/")
    page.get_by_label("Người nhận chức vụ").fill(arriving.code)
    page.get_by_label("Nhận từ ngày").fill(f"{clock.today():%d/%m/%Y}")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Tài khoản cu.tv")).to_be_visible()
    expect(page.get_by_label("chưa có tài khoản theo chức danh")).to_be_checked()
    page.get_by_role("button", name="Ghi nhận chuyển").click()

    expect(page.get_by_label("Tên đăng nhập")).to_have_value("moi.pt")
    chosen = page.locator(".ts-control > .item > span").first  # one part, whatever a script makes whole in it
    expect(chosen).to_contain_text(f"({post.seat.code}): Phạm Thị Mới")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Thư mời gửi tới moi@tinhmau.example")).to_be_visible()
    expect(page.get_by_role("row", name="cu.tv")).to_contain_text("chức danh đã thôi")

    context.clear_cookies()
    page.goto(link_of(arriving.email))
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.locator("[name=login]")).to_have_value("moi.pt")
    expect(page.locator("[name=password]")).to_be_focused()
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Hôm nay")).to_be_visible()
    page.goto(f"/to-chuc/{body.code}/")
    expect(page.get_by_role("heading", name=body.name).first).to_be_visible()

    enter(User.objects.get(username="cu.tv"))
    assert page.goto(f"/to-chuc/{body.code}/").status == 404


def test_an_account_asks_for_what_its_role_has(page, enter, administrator, body):
    enter(administrator)
    page.goto("/quan-tri/nguoi-dung/them/")

    def asked():
        page.wait_for_load_state("load")
        labels = ("Theo chức danh", "Mã cán bộ", "Tổ chức đảng được giao", "Loại tổ chức được xem")
        labels += ("Xem mọi tổ chức", "Phần được xem")
        return [label for label in labels if page.get_by_text(label, exact=True).first.is_visible()]

    assert asked() == []
    page.get_by_label("Vai trò").select_option(Role.SECRETARY)
    assert asked() == ["Theo chức danh", "Mã cán bộ", "Tổ chức đảng được giao"]
    page.get_by_label("Vai trò").select_option(Role.READER)
    assert asked() == [
        "Tổ chức đảng được giao",
        "Loại tổ chức được xem",
        "Xem mọi tổ chức",
        "Phần được xem",
    ]
    page.get_by_label("Họ và tên").fill("Ban Tổ chức")
    page.get_by_label("Tên đăng nhập").fill("bantochuc")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Chọn tổ chức, loại tổ chức hoặc mọi tổ chức").first).to_be_visible()
    assert len(asked()) == 4, "an answered form shows what the chosen role has"
    page.get_by_label("Vai trò").select_option(Role.STAFF)
    assert asked() == ["Xem mọi tổ chức"], "what is wrong stays in sight"


def test_accounts_come_in_by_workbook(page, enter, administrator, staff, body, tmp_path):
    enter(administrator)
    page.goto("/quan-tri/nguoi-dung/")
    page.get_by_role("link", name="Từ tệp Excel").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải danh sách hiện có").click()
    book = tmp_path / "nguoi-dung.xlsx"
    download.value.save_as(book)
    table = load_workbook(book)
    sheet = table.active
    for row in sheet.iter_rows(min_row=4):
        if row[1].value == staff.username:
            row[6].value = "không"
    last = sheet.max_row + 2  # a row is left empty
    values = ("Lê Thị Thư Ký", None, "ky@tinhmau.example", "Thư ký tổ chức đảng", "DD-KHONG-CO", None, "có")
    for column, value in enumerate(values, 1):
        sheet.cell(last, column).value = value
    table.save(book)
    page.set_input_files("input[type=file]", book)
    page.get_by_role("button", name="Xem trước").click()

    expect(page.get_by_role("row", name="Lê Thị Thư Ký")).to_contain_text("Không có tổ chức “DD-KHONG-CO”")
    expect(page.get_by_role("row", name="Lê Thị Thư Ký").locator("td").first).to_have_text(str(last))
    assert User.objects.count() == 2

    sheet.cell(last, 5).value = body.code
    table.save(book)
    page.goto("/quan-tri/nguoi-dung/tep/")
    page.set_input_files("input[type=file]", book)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Sẽ tạo 1, sửa 0, ngừng 1 tài khoản")).to_be_visible()
    page.get_by_role("button", name="Ghi tất cả").click()

    expect(page.get_by_role("row", name="ky.ltt").locator("code")).to_have_text(
        re.compile(r"^[a-z0-9-]{19}$")
    )
    made = User.objects.get(username="ky.ltt")
    assert made.grants.get().body == body
    staff.refresh_from_db()
    assert not staff.is_active


def test_many_accounts_are_stopped_and_undone(page, enter, administrator, staff, leader):
    enter(administrator)
    page.goto("/quan-tri/nguoi-dung/")
    for user in (staff, leader):
        page.get_by_role("row", name=user.username).get_by_role("checkbox").check()
    page.locator("#nn-acts").get_by_role("button", name="Ngừng").click()
    page.get_by_role("button", name="Ngừng").click()
    expect(page.get_by_text("Đã ngừng 2 tài khoản")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("đang dùng", exact=True)).to_have_count(3)


def test_who_begins_to_work_for_somebody_is_not_told_that_nothing_was_saved(
    page, enter, secretary_of_a, secretary_of_b
):
    today = clock.today()
    Deputy.objects.create(user=secretary_of_a, deputy=secretary_of_b, starts_on=today, ends_on=today)
    enter(secretary_of_b)
    page.goto(reverse("account_deputies"))
    page.get_by_role("button", name="Làm việc thay mặt").click()
    expect(page.get_by_text("Từ trang sau, đồng chí làm việc thay mặt")).to_be_visible()
    page.wait_for_timeout(300)
    expect(page.get_by_text("chưa ghi gì")).to_have_count(0)

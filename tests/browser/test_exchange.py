"""A province comes in by workbook: refused with its faults, mended, taken, and judged at once."""

import csv
import datetime as dt

from openpyxl import load_workbook
from playwright.sync_api import expect

from delegations.models import Body
from obligations.models import FindingSpan
from tests.exchange import workbooks


def mended(path):
    """Write the faulty workbook with the cells that loi.csv names taken from the good one; the row too many
    goes."""
    faulty, good = load_workbook(workbooks.FAULTY), load_workbook(workbooks.GOOD)
    with (workbooks.SAMPLE / "loi.csv").open(encoding="utf-8") as lines:
        rows = {(line["sheet"], int(line["row"])) for line in csv.DictReader(lines)}
    for sheet, row in sorted(rows, reverse=True):
        if row > good[sheet].max_row:
            faulty[sheet].delete_rows(row)
            continue
        for cell in good[sheet][row]:
            faulty[sheet].cell(row, cell.column).value = cell.value
    faulty.save(path)
    return path


def test_faults_are_shown_mended_and_the_province_comes_in(page, enter, staff, tmp_path):
    enter(staff)
    page.goto("/nhap-xuat/")
    page.set_input_files("input[type=file]", workbooks.FAULTY)
    page.get_by_role("button", name="Xem trước").click()

    expect(page.get_by_text("Tệp có 15 lỗi; chưa ghi gì")).to_be_visible(timeout=30_000)
    expect(page.locator("section[aria-labelledby=nn-faults] tbody tr")).to_have_count(15)
    expect(
        page.locator("section[aria-labelledby=nn-faults] tr", has_text="Ngày thành lập").first
    ).to_contain_text("Tổ chức")
    assert not Body.objects.exists()

    page.set_input_files("input[type=file]", mended(tmp_path / "da-sua.xlsx"))
    page.get_by_role("button", name="Tải tệp đã sửa").click()
    expect(page.get_by_text("Tệp không có lỗi")).to_be_visible(timeout=30_000)
    assert not Body.objects.exists()

    page.get_by_role("button", name="Ghi vào hệ thống").click()
    expect(page.get_by_text("Đã nhập xong")).to_be_visible(timeout=60_000)
    assert Body.objects.count() == 12
    assert FindingSpan.objects.exists()

    page.goto("/tong-quan/")
    expect(page.get_by_role("link", name="Quá hạn họp định kỳ", exact=True).first).to_be_visible()
    page.goto("/nhap-xuat/")
    page.set_input_files("input[type=file]", tmp_path / "da-sua.xlsx")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Tệp giống hệt dữ liệu đang có")).to_be_visible(timeout=30_000)
    assert Body.objects.get(code="DD-VHNT").ended_on == dt.date(2025, 6, 30)


def test_a_key_is_made_copied_and_reads(page, enter, leader):
    enter(leader)
    page.goto("/")
    page.locator("header .dropdown-toggle").click()
    page.get_by_role("link", name="Khoá truy cập dữ liệu").click()
    page.get_by_role("link", name="Lập khoá").first.click()
    page.get_by_label("Dùng cho").fill("Kho dữ liệu của tỉnh")
    page.get_by_label("Tổ chức, vị trí").check()
    page.get_by_role("button", name="Lập khoá").click()

    secret = page.locator(".nn-secret").inner_text()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Sao chép khoá").click()
    expect(page.get_by_text("Đã sao chép")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == secret

    read = {"Authorization": f"Bearer {secret}"}
    assert page.request.get("/api/v1/organizations", headers=read).json()["items"] == []
    assert page.request.get("/api/v1/persons", headers=read).status == 403

    page.goto("/khoa-du-lieu/")
    page.get_by_role("button", name="Thu hồi").click()
    page.get_by_role("dialog").get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_text("Đã thu hồi khoá")).to_be_visible()
    assert page.request.get("/api/v1/organizations", headers=read).status == 401

"""Ten journeys with the keyboard alone, and what a screen reader is given on the pages that they pass."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from core import clock
from delegations.models import Body, DraftedRow, LawRow, Membership
from directions import documents
from directions.models import Direction
from meetings.models import Meeting
from obligations.services import judging
from reminders.models import Letter
from reports.models import Report
from tests import factories
from tests.browser.conftest import settled
from tests.browser.keys import Keys


@pytest.fixture
def keys(page: Page) -> Keys:
    return Keys(page)


def reads(page: Page, tree: str, part: str = "main", name: str | None = None) -> None:
    """What a screen reader is given in a part of the page holds this."""
    expect(page.get_by_role(part, name=name)).to_match_aria_snapshot(tree)


def day(offset: int = 0) -> dt.date:
    return clock.today() + dt.timedelta(days=offset)


def test_from_the_log_in_to_the_first_act(page, keys, staff, body):
    factories.MembershipFactory(seat=factories.SeatFactory(body=body, code="A-9"))
    meeting = factories.MeetingFactory(body=body, status="planned", held_on=day(-2))
    page.goto("/")
    reads(
        page,
        """
        - heading "Đăng nhập" [level=1]
        - textbox "Tên đăng nhập*"
        - textbox "Mật khẩu*"
        - button "Đăng nhập"
        """,
    )
    keys.type(staff.username)
    keys.press("Tab")
    keys.type("mat-khau-thu")
    keys.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Hôm nay"), level=1)).to_be_visible()
    reads(
        page,
        """
        - region "Việc cần làm, gấp trước":
          - heading "Việc cần làm, gấp trước" [level=2]
          - list:
            - listitem:
              - link "Họp định kỳ"
              - link /Ghi nhận cuộc họp/
        """,
        "region",
        "Việc cần làm, gấp trước",
    )
    keys.main()
    keys.follow("Ghi nhận cuộc họp")
    expect(page.get_by_role("button", name="Ghi nhận", exact=True)).to_be_visible()
    keys.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi nhận cuộc họp")
    assert Meeting.objects.get(pk=meeting.pk).status == "held"


def test_a_meeting_is_recorded(page, keys, enter, staff, body):
    factories.MembershipFactory(seat=factories.SeatFactory(body=body, code="A-9"))
    enter(staff)
    page.goto("/to-chuc/DD-A/")
    keys.main()
    keys.follow("Ghi nhận cuộc họp")
    page.wait_for_url("**/hop/ghi-nhan/**")
    settled(page)
    reads(
        page,
        """
        - heading /Ghi nhận cuộc họp/ [level=1]
        - textbox /Ngày họp/
        """,
    )
    keys.main()
    keys.fill("Ngày họp", f"{day(-1):%d/%m/%Y}")
    keys.press("Tab")
    settled(page)
    keys.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi nhận cuộc họp")
    assert Meeting.objects.get().held_on == day(-1)


def test_a_year_is_planned(page, keys, enter, staff, body):
    enter(staff)
    page.goto("/hop/")
    keys.main()
    keys.follow("Lên lịch cả năm")
    expect(page.get_by_role("heading", name=re.compile("Lên lịch họp cả năm"))).to_be_visible()
    reads(
        page,
        """
        - heading /Lên lịch họp cả năm/ [level=1]
        - table:
          - rowgroup:
            - row /Tổ chức Chu kỳ Ngày họp/
        - button "Lưu lịch của 1 tổ chức"
        """,
    )
    keys.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã lên lịch 4 cuộc họp định kỳ")
    assert Meeting.objects.filter(status="planned").count() == 4


def test_a_body_is_founded_with_its_members(page, keys, enter, staff, province):
    factories.BodyKindFactory(name="Đảng đoàn")
    enter(staff)
    page.goto("/to-chuc/")
    keys.main()
    keys.follow("Thành lập")
    expect(page.get_by_label("Tên tổ chức")).to_be_focused()
    reads(
        page,
        """
        - heading /Thành lập/ [level=1]
        - textbox /Tên tổ chức/
        - textbox /Ngày thành lập/
        """,
    )
    keys.type("Đảng đoàn Hội Nông dân tỉnh")
    keys.press("Tab")
    keys.type("5/9/2026")
    keys.press("Tab")
    keys.type("9-QĐ/TU")
    keys.reach("Họ và tên")
    keys.type("Nguyễn Văn Một")
    keys.press("Enter")
    keys.type("Trần Thị Hai")
    keys.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("2 thành viên")
    assert Membership.objects.filter(seat__body=Body.objects.get()).count() == 2


def test_many_reports_are_accepted(page, keys, enter, staff):
    for n in range(3):
        factories.ReportFactory(body__name=f"Đảng đoàn Hội {n}", number=f"{n}-BC/ĐĐ")
    enter(staff)
    page.goto("/bao-cao/so/?tinh_trang=waiting")
    reads(
        page,
        """
        - table:
          - rowgroup:
            - row:
              - columnheader "Chọn cả trang":
                - checkbox "Chọn cả trang"
              - columnheader "Ngày nộp":
                - link "Ngày nộp"
          - rowgroup:
            - row:
              - cell:
                - checkbox "Chọn Đảng đoàn Hội 2"
        """,
        "table",
    )
    keys.press("j", "x", "j", "x", "j", "x")
    expect(page.locator("[data-number]")).to_contain_text("3")
    keys.follow("Chấp nhận")
    expect(page.get_by_role("heading", name="Chấp nhận 3 báo cáo?")).to_be_visible()
    keys.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã chấp nhận 3 báo cáo.")
    assert Report.objects.filter(accepted_on=clock.today()).count() == 3


def test_a_letter_is_drafted_from_a_finding(page, keys, enter, staff, body):
    enter(staff)
    page.goto("/can-xu-ly/?quy_tac=understaffed")
    reads(
        page,
        """
        - table:
          - rowgroup
          - rowgroup:
            - row:
              - cell:
                - checkbox "Chọn Đảng đoàn Hội A"
              - cell "nghiêm trọng"
              - rowheader "Khuyết vị trí":
                - link "Khuyết vị trí"
        """,
        "table",
    )
    keys.press("j", "x")
    keys.follow("Lập công văn")
    expect(page.get_by_role("heading", level=1)).to_contain_text("công văn")
    keys.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("dự thảo công văn")
    assert Letter.objects.count() == 1


def test_a_direction_is_given_on_a_finding(page, keys, enter, leader, body):
    enter(leader)
    page.goto("/to-chuc/DD-A/phat-hien/understaffed/VT-1/")
    keys.main()
    keys.follow("Ghi ý kiến chỉ đạo")
    expect(page.get_by_label("Nội dung chỉ đạo")).to_be_focused()
    reads(
        page,
        """
        - heading /Ghi ý kiến chỉ đạo/ [level=1]
        - textbox /Nội dung chỉ đạo/
        - textbox /Hạn thực hiện/
        - button "Lưu"
        """,
    )
    keys.type("Khẩn trương chỉ định")
    keys.fill("Hạn thực hiện", f"{day(10):%d/%m/%Y}")
    keys.press("Tab", "Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi ý kiến chỉ đạo")
    assert Direction.objects.get().due_on == day(10)


def test_a_person_is_found_by_half_a_name(page, keys, enter, staff, body):
    factories.PersonFactory(full_name="Lò Thị Xuyến", code="CB-77")
    enter(staff)
    page.goto("/hom-nay/")
    settled(page)
    keys.press("Control+k")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    keys.type("xuyen")
    reads(
        page,
        """
        - dialog "Tìm và làm":
          - search:
            - combobox "Tìm bản ghi, trang, việc cần làm" [expanded]
            - button "Thôi"
          - listbox "Kết quả tìm":
            - group "Cán bộ":
              - option /Lò Thị Xuyến/
          - status: 1 kết quả
        """,
        "dialog",
    )
    keys.press("Enter")
    reads(page, '- heading "Lò Thị Xuyến" [level=1]')


def test_a_body_answers_by_the_link_of_a_mail(page, keys, body):
    direction = factories.DirectionFactory(body=body, given_on=day(), due_on=day(5))
    link = documents.link(code=direction.code, address="a@b.vn", day=day(), due_on=direction.due_on)
    page.goto(link[link.index("/chi-dao/") :])
    settled(page)
    reads(
        page,
        """
        - heading [level=1]
        - textbox /Họ tên, chức vụ người trả lời/
        - button "Xác nhận đã tiếp nhận"
        """,
    )
    keys.fill("Họ tên, chức vụ người trả lời", "Ông Mẫu, Phó Bí thư")
    keys.follow("Xác nhận đã tiếp nhận")
    expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    assert Direction.objects.get().receiver_name == "Ông Mẫu, Phó Bí thư"


def test_a_parameter_of_law_is_changed_and_put_in_force(page, keys, enter, staff, administrator, province):
    body = factories.BodyFactory()
    judging.sweep(on=clock.today(), at=clock.now())
    enter(staff)
    page.goto(f"/quy-dinh/loai/{body.kind_id}/")
    keys.main()
    keys.follow("Thay đổi Chu kỳ họp định kỳ")
    reads(
        page,
        """
        - heading "Chu kỳ họp định kỳ" [level=1]
        - combobox /Giá trị/
        - textbox /Từ ngày/
        - textbox /Đến ngày/
        - textbox /Căn cứ/
        """,
    )
    keys.main()
    keys.choose("Giá trị", "2")
    keys.fill("Từ ngày", "1/1/2027")
    keys.fill("Căn cứ", "Quy chế 12-QC/TU")
    keys.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi vào dự thảo")
    keys.main()
    keys.follow("Mô phỏng")
    expect(page.get_by_role("status").first).to_contain_text("Đã mô phỏng")
    assert DraftedRow.objects.get().value == "2"

    enter(administrator)
    page.reload()
    keys.main()
    keys.follow("Cho áp dụng")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cho áp dụng dự thảo")
    keys.main()
    keys.follow("Cho áp dụng")
    expect(page.get_by_role("status").first).to_contain_text("Đã cho áp dụng")
    assert LawRow.objects.get().value == "2"

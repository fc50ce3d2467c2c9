"""Meetings by keyboard and by hand: how many keys a quarterly meeting takes, the roll, the agenda, drafts
that survive."""

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Session
from core import clock
from core.addresses import reverse
from delegations.enums import SeatRole
from meetings.models import Attendance, Meeting
from meetings.services import agenda, minutes, papers
from meetings.services.agenda import Item
from papers.enums import Kind
from papers.models import Paper
from tests import factories
from tests.browser.conftest import PHONE

DAY = dt.date(2026, 3, 12)


class Hand:
    """Counts what a hand does beyond the text itself: every key that is no letter of it, and every click."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.strokes = 0

    def press(self, key: str) -> None:
        self.strokes += key.count("+") + 1
        self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def click(self, selector: str) -> None:
        self.strokes += 1
        self.page.click(selector)


@pytest.fixture
def body(db):
    made = factories.BodyFactory(code="DD-A", name="Đảng đoàn Hội A")
    for n in range(7):
        seat = factories.SeatFactory(body=made, role=SeatRole.SECRETARY if n == 0 else SeatRole.MEMBER)
        factories.MembershipFactory(
            seat=seat, person=factories.PersonFactory(full_name=f"Lê Văn Người{n + 1}")
        )
    return made


def test_a_quarterly_meeting_takes_few_keys(page: Page, enter, staff, body) -> None:
    """Seven members of whom one is excused, four items, a conclusion: under 25 keystrokes and clicks beyond
    the text."""
    enter(staff)
    page.goto("/hop/ghi-nhan/?to-chuc=DD-A")
    hand = Hand(page)
    expect(page.locator("#id_held_on")).to_be_focused()
    hand.press("Control+A")
    hand.write("12.3.2026")
    hand.click("input[name='noi-dung-0-title']")
    for n, title in enumerate(
        [
            "Kết quả thực hiện nhiệm vụ quý I",
            "Quy hoạch cán bộ nhiệm kỳ tới",
            "Giải quyết đơn thư",
            "Sắp xếp tổ chức bộ máy",
        ]
    ):
        hand.write(title)
        if n < 3:
            hand.press("Enter")
    hand.click("#id_conclusion_number")
    hand.write("05-KL/ĐĐ")
    expect(page.locator("#nn-roll h2")).to_contain_text("7 thành viên ngày 12/03/2026")
    hand.click("[data-roll-row]:nth-of-type(3) label:nth-of-type(2)")
    expect(page.locator("[data-roll-present]")).to_have_text("6")
    hand.press("Control+Enter")
    page.wait_for_url("**/hop/DD-A/2026-001/")
    meeting = Meeting.objects.get()
    assert (meeting.held_on, meeting.conclusion_number) == (DAY, "05-KL/ĐĐ")
    assert list(meeting.agenda.order_by("position").values_list("theme", flat=True)) == [
        "political",
        "personnel",
        "inspection",
        "organisation",
    ]
    assert sorted(Attendance.objects.values_list("state", flat=True)) == ["excused"] + ["present"] * 6
    print(f"quarterly meeting: {hand.strokes} keystrokes and clicks beyond the text")
    assert hand.strokes <= 11


def test_the_roll_is_taken_with_keys_alone_and_tells_the_quorum(page: Page, enter, staff, body) -> None:
    meeting = factories.MeetingFactory(body=body, code="DD-A/2026-001", held_on=DAY)
    enter(staff)
    page.goto(reverse("meetings:attendance", args=[meeting.code]))
    page.locator("[data-roll-row] input:checked").first.focus()
    for key in "cpkkc":
        page.keyboard.press(key)
    expect(page.locator("[data-roll-present]")).to_have_text("4")
    expect(page.locator("[data-roll-verdict]")).to_have_text("không đủ thành phần")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("c")
    expect(page.locator("[data-roll-verdict]")).to_have_text("đủ thành phần")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/hop/DD-A/2026-001/")
    assert list(
        Attendance.objects.order_by("person__memberships__seat__code").values_list("state", flat=True)
    ) == [
        "present",
        "excused",
        "absent",
        "present",
        "present",
        "present",
        "present",
    ]


def test_the_agenda_moves_by_keys_and_by_drag(page: Page, enter, staff, body) -> None:
    meeting = factories.MeetingFactory(body=body, code="DD-A/2026-001", held_on=DAY)
    agenda.replace(meeting=meeting, items=[Item(f"Việc {n}", "other") for n in (1, 2, 3)], by=staff)
    enter(staff)
    page.goto(reverse("meetings:agenda", args=[meeting.code]))
    page.locator("[data-agenda-title]").nth(2).focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    page.locator("[data-drag]").nth(1).drag_to(
        page.locator("[data-drag]").nth(2), target_position={"x": 5, "y": 25}
    )
    page.locator("[data-agenda-remove]").nth(0).click()
    page.locator("button[data-main]").click()
    page.wait_for_url("**/hop/DD-A/2026-001/")
    assert list(meeting.agenda.order_by("position").values_list("title", flat=True)) == ["Việc 2", "Việc 1"]


def test_minutes_survive_a_closed_page_and_an_expired_login(page: Page, context, enter, staff, body) -> None:
    meeting = factories.MeetingFactory(body=body, code="DD-A/2026-001", held_on=DAY)
    agenda.replace(meeting=meeting, items=[Item("Việc 1", "other"), Item("Việc 2", "other")], by=staff)
    enter(staff)
    page.goto(reverse("meetings:page", args=[meeting.code]))
    page.get_by_role("button", name="Lập biên bản").click()
    page.wait_for_url("**/hop/bien-ban/DD-A/2026-001/")
    talk = page.get_by_label("Diễn biến, ý kiến")
    talk.nth(0).fill("Đồng chí Lê Văn A phát biểu")
    status = page.locator("[data-minutes-status]")
    expect(status).to_contain_text("Đã lưu lúc", timeout=8000)
    paper = Paper.objects.get()
    assert "Đồng chí Lê Văn A phát biểu" in [block["text"] for block in paper.blocks if block.get("text")]
    talk.nth(0).press("Alt+ArrowDown")
    expect(page.get_by_label("Biểu quyết").nth(0)).to_be_focused()
    context.clear_cookies()
    talk.nth(1).fill("Đồng chí chủ trì kết luận")
    expect(status).to_contain_text("vẫn giữ trong trình duyệt", timeout=8000)
    enter(staff)
    page.goto(reverse("meetings:minutes", args=[meeting.code]))
    expect(talk.nth(1)).to_have_value("Đồng chí chủ trì kết luận")
    expect(status).to_contain_text("Đã lưu lúc", timeout=8000)
    page.reload()
    expect(talk.nth(0)).to_have_value("Đồng chí Lê Văn A phát biểu")
    expect(talk.nth(1)).to_have_value("Đồng chí chủ trì kết luận")


def test_two_who_type_in_one_field_lose_nothing(page: Page, browser, enter, staff, body) -> None:
    meeting = factories.MeetingFactory(body=body, code="DD-A/2026-001", held_on=DAY)
    paper = papers.start(record=meeting, kind=Kind.MINUTES, now=clock.now(), by=staff)
    enter(staff)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.goto(reverse("meetings:minutes", args=[meeting.code]))
    typed = {"conclusion": minutes.Typed("", "Người khác đã kết luận")}
    minutes.save(meeting=meeting, paper=paper, typed=typed, now=clock.now(), by=staff)
    page.get_by_label("Kết luận").fill("Tôi kết luận")
    note = page.locator("[data-minutes-theirs]")
    expect(note).to_contain_text("Người khác đã kết luận", timeout=8000)
    note.get_by_role("button", name="Dùng nội dung này").click()
    expect(page.get_by_label("Kết luận")).to_have_value("Người khác đã kết luận")


def test_a_decision_says_before_saving_what_will_be_flagged(page: Page, enter, staff, body) -> None:
    meeting = factories.MeetingFactory(body=body, code="DD-A/2026-001", held_on=DAY)
    enter(staff)
    page.goto(reverse("meetings:add_decision", args=[meeting.code]))
    page.fill("#id_title", "Giới thiệu nhân sự")
    page.select_option("#id_theme", "personnel")
    expect(page.locator("#nn-cautions")).to_contain_text("Thiếu ý kiến cấp uỷ cơ quan")
    page.fill("#id_committee_opinion", "12-CV/ĐU")
    page.locator("#id_committee_opinion").blur()
    expect(page.locator("#nn-cautions")).not_to_contain_text("Thiếu ý kiến")
    page.fill("#id_votes_for", "3")
    page.locator("#id_votes_for").blur()
    expect(page.locator("#nn-cautions")).to_contain_text("không quá nửa tổng số")
    page.fill("#id_votes_for", "5")
    page.locator("button[data-main]").click()
    page.wait_for_url("**/hop/DD-A/2026-001/")
    assert meeting.decisions.get().votes_for == 5


def test_a_paper_comes_back_as_an_attachment(page: Page, enter, staff, body, tmp_path: Path) -> None:
    meeting = factories.MeetingFactory(body=body, code="DD-A/2026-001", held_on=DAY)
    paper = tmp_path / "Tờ trình.pdf"
    paper.write_bytes(b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n")
    enter(staff)
    page.goto(reverse("meetings:add_paper", args=[meeting.code]))
    page.set_input_files("#id_upload", paper)
    page.check("#id_not_secret")
    page.locator("button[data-main]").click()
    page.wait_for_url("**/hop/DD-A/2026-001/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tờ trình.pdf", exact=True).click()
    assert download.value.suggested_filename == "Tờ trình.pdf"
    assert Path(download.value.path()).read_bytes() == paper.read_bytes()


def test_a_year_of_meetings_is_planned_on_a_phone(page: Page, enter, staff, body) -> None:
    page.set_viewport_size(PHONE)
    enter(staff)
    page.goto("/hop/len-lich-nam/?to_chuc=DD-A&nam=2027")
    expect(page.locator(".nn-year-day")).to_have_count(4)
    page.get_by_role("button", name="Lưu lịch của 1 tổ chức").click()
    page.wait_for_url("**/hop/?trang_thai=planned**")
    assert Meeting.objects.filter(status="planned").count() == 4
    page.goto("/lich/?thang=2027-03")
    expect(page.locator(".nn-entry")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_report_is_received_returned_and_accepted(page: Page, enter, staff, body) -> None:
    enter(staff)
    page.goto("/bao-cao/?ky=2025")
    page.get_by_role("link", name="Ghi nhận", exact=True).click()
    page.fill("#id_submitted_on", "10.1.2026")
    page.fill("#id_political_results", "Hoàn thành 12/12 chỉ tiêu")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/bao-cao/*/")
    expect(page.locator("h1")).to_contain_text("Đã nộp")
    page.get_by_role("link", name="Trả lại").click()
    page.fill("#id_on", "20.1.2026")
    page.fill("#id_remarks", "Thiếu phần cán bộ")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("Bị trả lại")
    page.get_by_role("link", name="Ghi nộp lại").click()
    page.fill("#id_on", "2.2.2026")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("Đã nộp lại")
    page.get_by_role("link", name="Chấp nhận").click()
    page.wait_for_url("**/chap-nhan/")
    page.locator("#id_on").press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("Đã chấp nhận")


def log_in_again(page: Page) -> None:
    expect(page).to_have_url(re.compile("/tai-khoan/dang-nhap/"))
    page.keyboard.type("chuyenvien")
    page.keyboard.press("Tab")
    page.keyboard.type("mat-khau-thu")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nội dung đã nhập được đặt lại dưới đây")).to_be_visible()


def test_a_day_corrected_late_keeps_the_roll_that_was_taken(page: Page, enter, staff, body) -> None:
    enter(staff)
    page.goto("/hop/ghi-nhan/?to-chuc=DD-A", wait_until="networkidle")
    page.click("[data-roll-row]:nth-of-type(3) label:nth-of-type(2)")
    page.locator("[data-roll-row]:nth-of-type(3) .nn-roll-reason input").fill("Đi công tác")
    page.locator("#id_held_on").fill("12/02/2026")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "held_on=" in request.url else None)
    page.keyboard.press("Tab")
    expect(page.locator("#nn-roll h2")).to_contain_text("ngày 12/02/2026")
    away = page.locator("[data-roll-row]:nth-of-type(3)")
    expect(away.locator("input[value='excused']")).to_be_checked()
    expect(away.locator(".nn-roll-reason input")).to_have_value("Đi công tác")
    expect(page.locator("[data-roll-present]")).to_have_text("6")
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1  # the picker does not tell the same day again


def test_rows_that_were_added_survive_an_expired_log_in(page: Page, enter, staff, body) -> None:
    factories.MembershipFactory(
        seat=factories.SeatFactory(body=body),
        person=factories.PersonFactory(full_name="Lê Văn Mới"),
        starts_on=dt.date(2026, 3, 1),
        ends_on=None,
    )
    enter(staff)
    page.goto("/hop/ghi-nhan/?to-chuc=DD-A", wait_until="networkidle")
    page.locator("#id_held_on").fill("12/02/2026")
    page.keyboard.press("Tab")
    expect(page.locator("#nn-roll h2")).to_contain_text("7 thành viên ngày 12/02/2026")
    page.click("[data-roll-row]:nth-of-type(3) label:nth-of-type(2)")
    page.click("input[name='noi-dung-0-title']")
    for n in range(7):
        page.keyboard.insert_text(f"Sắp xếp tổ chức, việc {n}")
        if n < 6:
            page.keyboard.press("Enter")
    page.locator("[data-agenda-title]").nth(6).focus()
    page.keyboard.press("Alt+ArrowUp")
    page.locator("[data-agenda-remove]").nth(1).click()
    Session.objects.all().delete()
    page.keyboard.press("Control+Enter")
    log_in_again(page)

    expect(page.locator("#nn-roll h2")).to_contain_text("7 thành viên ngày 12/02/2026")
    expect(page.locator("[data-roll-present]")).to_have_text("6")
    expect(page.locator("[data-agenda-title]").nth(0)).to_have_value("Sắp xếp tổ chức, việc 0")
    assert not Meeting.objects.exists()
    page.locator("[data-agenda-title]").nth(0).focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/hop/DD-A/2026-001/")

    meeting = Meeting.objects.get()
    assert meeting.held_on == dt.date(2026, 2, 12)
    assert list(meeting.agenda.order_by("position").values_list("title", flat=True)) == [
        f"Sắp xếp tổ chức, việc {n}" for n in (0, 2, 3, 4, 6, 5)
    ]
    assert sorted(Attendance.objects.values_list("state", flat=True)) == ["excused"] + ["present"] * 6


def test_minutes_that_are_stored_may_be_left(page: Page, enter, staff, body) -> None:
    """Nothing asks whether to leave what the server has."""
    meeting = factories.MeetingFactory(body=body, held_on=clock.today(), head_count=5)
    enter(staff)
    asked = []

    def leave(dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", leave)
    page.goto(reverse("meetings:page", args=[meeting.code]))
    page.get_by_role("button", name="Lập biên bản").click()
    page.wait_for_url("**/hop/bien-ban/**")
    page.locator("[data-minutes-field] textarea").first.fill("Đồng chí Bí thư kết luận.")
    expect(page.locator("[data-minutes-status]")).to_contain_text("Đã lưu")
    page.goto("/hop/")
    assert asked == []


def test_what_is_decided_while_minutes_are_typed_comes_into_them(page: Page, enter, staff, body) -> None:
    meeting = factories.MeetingFactory(body=body, code="DD-A/2026-001", held_on=DAY)
    agenda.replace(meeting=meeting, items=[Item("Việc 1", "other")], by=staff)
    papers.start(record=meeting, kind=Kind.MINUTES, now=clock.now(), by=staff)
    enter(staff)
    page.goto(reverse("meetings:minutes", args=[meeting.code]))
    page.get_by_label("Diễn biến, ý kiến").fill("Đồng chí A phát biểu")
    page.get_by_role("link", name="Quyết nghị").click()
    page.fill("#id_votes_for", "5")
    with page.expect_navigation():
        page.locator("[data-place] button[data-main]").click()
    assert page.url.endswith("/hop/bien-ban/DD-A/2026-001/")
    expect(page.get_by_label("Diễn biến, ý kiến")).to_have_value("Đồng chí A phát biểu")
    expect(page.get_by_label("Biểu quyết", exact=True)).to_have_value(
        re.compile("5.*thành viên tán thành"), timeout=8000
    )


def test_a_file_too_large_does_not_leave_the_machine(page, enter, staff, body, settings):
    settings.UPLOAD_MAX_BYTES = 2_000_000
    meeting = factories.MeetingFactory(body=body, held_on=DAY)
    enter(staff)
    page.goto(reverse("meetings:add_paper", args=[meeting.code]))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    file = page.locator("input[type=file]")
    words = page.get_by_text("Tệp nặng quá mức 2 MB nên không gửi được")
    file.set_input_files(
        {"name": "to.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-" + b"0" * 3_000_000}
    )
    expect(words).to_be_visible()
    page.get_by_label("Tệp không thuộc danh mục").check()
    page.keyboard.press("Control+Enter")
    expect(file).to_be_focused()
    expect(words).to_be_visible()
    assert "POST" not in sent
    file.set_input_files({"name": "nho.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
    expect(words).to_have_count(0)

"""What the daily work on a body and its meetings costs the hand, counted."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from core import clock
from core.addresses import reverse
from delegations.models import Body, Membership, WorkingRegulation
from directions.models import Direction
from meetings.models import Meeting
from obligations.services import judging
from reminders.documents import links
from reminders.models import Letter
from tests import factories
from tests.browser.acts import Acts

SEVEN = """Họ và tên\tChức vụ\tChức danh
Nguyễn Văn An\tChủ tịch Hội\tBí thư
Lê Thị Bình\tPhó Chủ tịch Thường trực\tPhó Bí thư
Trần Văn Cường\tPhó Chủ tịch\tUỷ viên
Phạm Thị Dung\tPhó Chủ tịch\tUỷ viên
Vũ Văn Em\tChánh Văn phòng\tUỷ viên
Hồ Thị Giang\tTrưởng ban Tổ chức\tUỷ viên
Đỗ Văn Hải\tTrưởng ban Tuyên giáo\tUỷ viên
"""


@pytest.fixture
def seven(body_a: Body, province: object) -> list[Membership]:
    """Seven members of body A, a secretary first."""
    return [
        factories.MembershipFactory(seat__body=body_a, seat__role=role, seat__code=f"A-{n}")
        for n, role in enumerate(["secretary", "deputy", *["member"] * 5])
    ]


def test_a_new_body_with_seven_members_costs_six_acts(page, context, enter, staff, province):
    factories.BodyKindFactory(name="Đảng đoàn")
    judging.sweep(on=clock.today(), at=clock.now())
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    enter(staff)
    page.goto("/to-chuc/")
    page.evaluate("text => navigator.clipboard.writeText(text)", SEVEN)
    acts = Acts(page)

    acts.click(page.get_by_role("link", name="Thành lập", exact=True).first)
    expect(page.get_by_label("Tên tổ chức")).to_be_focused()
    acts.type("Đảng đoàn Hội Nông dân tỉnh")
    acts.press("Tab")
    acts.type("5/9/2026")
    acts.press("Tab")
    acts.type("9-QĐ/TU")
    acts.click("[data-roster-paste]")
    acts.press("Control+V")
    expect(page.locator("#xem-truoc")).to_contain_text("Sẽ ghi: 7 được chỉ định")
    expect(page.get_by_role("button", name="Thành lập", exact=True)).to_be_focused()
    acts.press("Enter")

    expect(page.get_by_role("status").first).to_contain_text("với 7 vị trí, 7 thành viên")
    expect(page.locator("#nn-setup")).to_be_visible()
    body = Body.objects.get()
    assert (body.name, body.founded_on) == ("Đảng đoàn Hội Nông dân tỉnh", dt.date(2026, 9, 5))
    assert Membership.objects.filter(seat__body=body, decision_number="9-QĐ/TU").count() == len(
        SEVEN.splitlines()[1:]
    )
    assert acts.number == 6


def test_whoever_takes_a_seat_brings_their_own_office_and_not_that_of_who_leaves(
    page, enter, staff, body_a, seven
):
    chief = factories.MembershipFactory(
        seat__body=factories.BodyFactory(), person__full_name="Võ Trọng Chiến", title="Trưởng Ban"
    )
    Membership.objects.filter(seat__body=body_a).update(title="Chánh Văn phòng")
    enter(staff)
    page.goto(reverse("delegations:roster", args=[body_a.code]))
    row = page.locator("[data-roster-row]").nth(2)
    name, office = (row.locator(f"[data-roster-cell={cell}]") for cell in ("name", "title"))
    before = name.input_value()
    name.fill("Võ Trọng")
    page.locator("#nn-people [role=option]").first.click()
    expect(name).to_have_value(f"Võ Trọng Chiến ({chief.person.code})")
    expect(office).to_have_value("Trưởng Ban")
    name.fill(before)
    name.press("Tab")
    expect(office).to_have_value("Chánh Văn phòng")
    name.fill("Người Hoàn Toàn Mới")
    name.press("Tab")
    expect(office).to_have_value("")
    office.fill("Giám đốc")
    name.fill(before)
    name.press("Tab")
    expect(office).to_have_value("Giám đốc")


def test_a_meeting_of_seven_costs_eight_acts_with_a_decision(page, enter, staff, body_a, seven):
    enter(staff)
    page.goto("/to-chuc/DD-A/")
    acts = Acts(page)

    acts.click(page.get_by_role("link", name="Ghi nhận cuộc họp"))
    expect(page.get_by_label("Ngày họp")).to_be_focused()
    acts.fill(page.get_by_label("Ngày họp"), f"{clock.today():%d/%m/%Y}")
    acts.click(page.locator("[data-agenda-title]").first)
    acts.type("Phân công nhiệm vụ quý")
    acts.press("Enter")
    acts.type("Sơ kết phong trào thi đua")
    acts.click(page.get_by_label("Thông qua").first)
    row = page.locator("[data-roll-row]", has_text=seven[6].person.full_name)
    acts.click(row.locator("input[value=excused]"))
    acts.fill(row.get_by_placeholder("lý do"), "Đi công tác")
    acts.fill(page.get_by_label("Số biên bản"), "7-BB/ĐĐ")
    acts.press("Control+Enter")

    expect(page.get_by_text("6/7")).to_be_visible()
    expect(page.locator("#noi-dung")).to_contain_text("biểu quyết 6 – 0 – 0")
    meeting = Meeting.objects.get()
    decision = meeting.decisions.get()
    assert (decision.title, decision.agenda_item) == ("Phân công nhiệm vụ quý", meeting.agenda.first())
    assert acts.number == 8


def test_from_overdue_to_why_to_the_record_costs_three_acts(page, enter, staff, body_a, seven):
    judging.sweep(on=clock.today(), at=clock.now())
    enter(staff)
    page.goto("/to-chuc/DD-A/")
    acts = Acts(page)

    acts.click(page.locator("#phat-hien").get_by_role("link", name="Quá hạn họp định kỳ"))
    expect(page.get_by_text("Không có cuộc họp định kỳ hợp lệ").first).to_be_visible()
    acts.click(page.get_by_role("link", name="Ghi nhận cuộc họp").first)
    acts.fill(page.get_by_label("Ngày họp"), f"{clock.today():%d/%m/%Y}")
    acts.press("Control+Enter")

    expect(page.get_by_role("status").first).to_contain_text("Đã ghi nhận cuộc họp")
    assert Meeting.objects.get().held_on == clock.today()
    assert acts.number == 3


def test_a_letter_from_a_finding_costs_two_acts(page, enter, staff, body_a):
    finding = factories.finding(body_a)
    enter(staff)
    page.goto(f"/to-chuc/DD-A/phat-hien/{finding.rule}/{finding.subject}/")
    acts = Acts(page)

    acts.click(page.get_by_role("link", name="Lập công văn"))
    acts.click("button[data-main]")

    expect(page.get_by_role("status").first).to_contain_text("Đã lập 1 dự thảo công văn.")
    assert Letter.objects.count() == 1
    assert acts.number == 2


def test_a_direction_from_a_finding_costs_three_acts(page, enter, leader, body_a):
    finding = factories.finding(body_a)
    enter(leader)
    page.goto(f"/to-chuc/DD-A/phat-hien/{finding.rule}/{finding.subject}/")
    acts = Acts(page)

    acts.click(page.get_by_role("link", name="Ghi ý kiến chỉ đạo"))
    expect(page.get_by_label("Nội dung chỉ đạo")).to_be_focused()
    acts.type("Khẩn trương họp, báo cáo Thường trực")
    acts.press("Tab")
    acts.type(f"{clock.today() + dt.timedelta(days=10):%d/%m/%Y}")
    acts.press("Control+Enter")

    expect(page.get_by_role("status").first).to_contain_text("Đã ghi ý kiến chỉ đạo")
    assert Direction.objects.get().rule == finding.rule
    assert acts.number == 3


def test_a_part_of_a_meeting_is_edited_where_it_is(page, enter, staff, body_a, seven):
    meeting = factories.MeetingFactory(body=body_a, held_on=clock.today())
    item = meeting.agenda.create(position=1, title="Phân công nhiệm vụ quý", theme="political")
    enter(staff)
    page.goto(f"/hop/{meeting.code}/")
    page.evaluate("window.stays = true")
    page.locator("#thanh-phan").get_by_role("link", name="Điểm danh").click()
    page.locator("#thanh-phan input[value=absent]").first.check()
    page.locator("#thanh-phan form").get_by_role("button", name="Lưu").click()
    expect(page.locator("#thanh-phan")).to_contain_text("6/7")
    expect(page.locator("#thanh-phan")).to_be_focused()
    expect(page.locator("#nn-said + #thanh-phan")).to_be_visible()

    page.locator("#noi-dung").get_by_role("link", name="Quyết nghị").first.click()
    title = page.get_by_label("Nội dung quyết nghị")
    expect(title).to_have_value("Phân công nhiệm vụ quý")
    title.fill("")
    page.locator("#noi-dung form").get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#noi-dung form [data-errors]")).to_be_visible()
    expect(title).to_be_focused()
    title.fill("Phân công nhiệm vụ quý")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#noi-dung")).to_contain_text("biểu quyết 6 – 0 – 0")
    expect(page.locator("#noi-dung")).to_be_focused()
    assert meeting.decisions.get().agenda_item == item
    assert page.evaluate("window.stays"), "the page was loaded anew"
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page).to_have_url(re.compile(r"#noi-dung$"))
    assert not meeting.decisions.exists()


def test_a_note_on_a_finding_keeps_the_place(page, enter, staff, body_a):
    finding = factories.finding(body_a)
    enter(staff)
    page.goto(f"/to-chuc/DD-A/phat-hien/{finding.rule}/{finding.subject}/")
    page.evaluate("window.stays = true")
    part = page.locator("#theo-doi")
    part.get_by_role("button", name="Tôi nhận").click()
    expect(page.locator("#nn-said")).to_contain_text("Đã giao theo dõi")
    part.locator("textarea").fill("Đã gọi điện")
    page.keyboard.press("Control+Enter")
    expect(part).to_contain_text("Đã gọi điện")
    expect(part).to_be_focused()
    assert page.evaluate("window.stays"), "the page was loaded anew"


def test_a_strangers_file_is_looked_at_before_it_is_sent(page, body_a, province, settings):
    settings.UPLOAD_MAX_BYTES = 2_000_000
    judging.sweep(on=clock.today(), at=clock.now())
    about = {"body_code": body_a.code, "rule": "regulation-missing", "subject": "regulation"}
    page.goto(
        reverse(
            "reminders:answer", args=[links.token(**about, address="a@tinhmau.example", day=clock.today())]
        )
    )
    file, promise = page.locator("input[type=file]"), page.locator("[name=not_secret]")
    expect(promise).to_be_hidden()
    pdf = {"name": "qc.pdf", "mimeType": "application/pdf"}
    file.set_input_files({**pdf, "buffer": b"%PDF-" + b"0" * 3_000_000})
    expect(page.locator("main")).to_contain_text("Tệp nặng quá mức 2 MB")
    file.set_input_files({**pdf, "buffer": b"%PDF-1.4"})
    expect(page.locator("main")).not_to_contain_text("Tệp nặng quá mức")
    page.get_by_role("button", name="Gửi văn phòng").click()
    expect(promise).to_be_focused()
    words = page.get_by_text("Hãy đánh dấu xác nhận tệp không mật")
    expect(words).to_be_visible()
    promise.check()
    expect(words).to_have_count(0)


def test_an_answer_by_the_link_of_a_mail_costs_three_acts_and_taking_several_three(
    page, enter, staff, body_a, body_b, province
):
    judging.sweep(on=clock.today(), at=clock.now())
    for body in (body_a, body_b):
        token = links.token(
            body_code=body.code,
            rule="regulation-missing",
            subject="regulation",
            address="a@tinhmau.example",
            day=clock.today(),
        )
        page.goto(f"/nhac-viec/tra-loi/{token}/")
        acts = Acts(page)
        name = page.get_by_label("Họ tên, chức vụ người trả lời")
        expect(name).to_be_focused()
        if body is body_a:
            acts.type("Trần Văn Thử, văn thư")
        expect(name).to_have_value("Trần Văn Thử, văn thư")  # the second time as it was given the first
        acts.press("Tab")
        acts.type("1-QC/ĐĐ")
        acts.press("Tab")
        acts.type(f"{clock.today():%d/%m/%Y}")
        acts.press("Control+Enter")
        expect(page.get_by_role("heading", name="Đã gửi văn phòng")).to_be_visible()
        expect(page.locator("main")).to_contain_text("được ghi là đã khắc phục")
        assert acts.number == 3

    enter(staff)
    page.goto("/nhac-viec/de-nghi/")
    acts = Acts(page)
    acts.click(page.get_by_label("Chọn cả trang"))
    acts.click(page.get_by_role("button", name="Nhận").last)
    expect(page.locator("main")).to_contain_text("Nhận 2 trả lời và ghi vào hồ sơ?")
    acts.click("button[data-main]")
    expect(page.get_by_role("status").first).to_contain_text("Đã nhận 2 trả lời")
    assert WorkingRegulation.objects.count() == 2
    assert acts.number == 3


def test_a_button_below_an_open_list_of_several_takes_one_press(page, enter, staff, body_a, body_b, province):
    enter(staff)
    page.goto(reverse("desk:begin_reform"))
    page.get_by_label("Tên đợt sắp xếp").fill("Sắp xếp xã")
    page.get_by_label("Ngày tổ chức mới bắt đầu").fill("1/11/2026")
    page.get_by_label("Số quyết định").fill("9-NQ/TU")
    box = page.locator(".ts-wrapper.multi")
    box.locator("input").click()
    page.keyboard.type(body_a.name)
    page.keyboard.press("Enter")
    expect(box).to_have_class(re.compile("dropdown-active"))
    button = page.get_by_role("button", name="Lưu, sang bước sau")
    button.scroll_into_view_if_needed()
    page.mouse.move(*_middle(button))
    page.mouse.down()
    page.wait_for_timeout(150)  # as long as a hand presses
    page.mouse.up()
    expect(page.get_by_role("heading", name="Tổ chức mới", exact=True)).to_be_visible()


def _middle(button):
    box = button.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_chair_follows_the_day_until_one_is_chosen(page, enter, staff, body_a, seven):
    """The secretary changes on 10 November; the meeting is recorded for the days before and after."""
    old = Membership.objects.get(seat__body=body_a, seat__role="secretary")
    other = Membership.objects.filter(seat__body=body_a, seat__role="member").first()
    Membership.objects.filter(pk=old.pk).update(ends_on=dt.date(2026, 11, 9))
    new = factories.MembershipFactory(seat=old.seat, starts_on=dt.date(2026, 11, 10))
    enter(staff)
    page.goto(f"{reverse('meetings:record')}?to-chuc={body_a.code}")
    chair, day = page.locator("#id_chair"), page.locator("#id_held_on")
    expect(chair).to_have_value(str(new.person_id))
    for typed, secretary in (("5/11/2026", old), ("12/11/2026", new), ("6/11/2026", old)):
        day.fill(typed)
        day.press("Tab")
        expect(chair).to_have_value(str(secretary.person_id))
    page.evaluate("pk => document.getElementById('id_chair').tomselect.setValue(pk)", str(other.person_id))
    day.fill("13/11/2026")
    day.press("Tab")
    expect(page.locator("#nn-roll")).to_contain_text("ngày 13/11/2026")
    expect(chair).to_have_value(str(other.person_id))

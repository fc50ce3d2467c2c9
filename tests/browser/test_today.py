"""From the log-in to the first thing done, and what is new, as a browser shows them."""

import datetime as dt
import re

from playwright.sync_api import expect

from core import clock
from meetings.models import Meeting
from reminders.models import Answer
from tests import factories
from tests.browser.acts import Acts
from tests.browser.conftest import PHONE


def test_from_the_log_in_to_the_first_thing_done(page, staff, body):
    seat = factories.SeatFactory(body=body, code="A-9")
    factories.MembershipFactory(seat=seat)
    meeting = factories.MeetingFactory(
        body=body, status="planned", held_on=clock.today() - dt.timedelta(days=2)
    )
    page.goto("/")
    acts = Acts(page)
    acts.type(staff.username)
    acts.press("Tab")
    acts.type("mat-khau-thu")
    acts.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Hôm nay"), level=1)).to_be_visible()

    acts.click(page.get_by_role("link", name=re.compile("^Ghi nhận cuộc họp")).first)
    expect(page.get_by_role("button", name="Ghi nhận", exact=True)).to_be_visible()
    acts.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Đã ghi nhận cuộc họp")

    assert Meeting.objects.get(pk=meeting.pk).status == "held"
    assert acts.number == 4


def test_what_is_new_is_counted_read_and_fits_a_phone(page, enter, staff, body):
    staff.date_joined = clock.now() - dt.timedelta(days=9)
    staff.save()
    Answer.objects.create(
        flag=factories.finding(body),
        kind="promise",
        address="a@x.vn",
        given_by="Văn thư A",
        token_digest="1",
        given_at=clock.now(),
    )
    enter(staff)
    page.set_viewport_size(PHONE)
    page.goto("/hom-nay/", wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    expect(page.locator("#nn-new")).to_contain_text("1")
    page.locator(".nn-bell").click()
    expect(page.get_by_role("heading", name="Tin mới", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Đã đọc tất cả").click()

    expect(page.get_by_text("Không có tin chưa đọc.")).to_be_visible()
    expect(page.locator("#nn-new")).to_be_empty()

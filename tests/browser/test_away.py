"""The network or the server goes away under an open page: nothing typed is lost, and it is said in words."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from core import clock
from core.addresses import reverse
from delegations.models import GoverningDocument
from directions import documents
from tests import factories
from tests.browser.conftest import DESKTOP, PHONE, settled
from tests.browser.test_meetings import body  # noqa: F401  a body with seven members

TEXT = "12-QĐ/ĐU"
AWAY = "Không kết nối được với máy chủ"
UNANSWERED = "Lần gửi trước không nhận được trả lời"
FORM = "/van-ban/them/"


@pytest.fixture
def began(page, enter, staff):
    """A form in which somebody has begun to type."""
    enter(staff)
    page.goto(FORM)
    settled(page)
    page.locator("[name=number]").fill(TEXT)
    return page


def send(page):
    page.locator("form[data-form]").get_by_role("button", name="Lưu", exact=True).click()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_without_a_network_nothing_is_sent_and_no_page_left(began, size):
    began.set_viewport_size(size)
    began.context.set_offline(True)
    told = began.get_by_role("alert").filter(has_text=AWAY)
    expect(told).to_be_visible()
    send(began)
    expect(told).to_be_in_viewport()
    began.locator(".nn-nav a, .nn-bottom a").locator("visible=true").first.click()
    expect(began).to_have_url(re.compile(f"{FORM}$"))
    assert began.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    began.context.set_offline(False)
    expect(told).to_have_count(0)
    expect(began.get_by_text("Đã nối lại với máy chủ")).to_be_visible()
    expect(began.locator("[name=number]")).to_have_value(TEXT)
    send(began)  # goes now, and comes back for the day that is missing
    expect(began.get_by_text("Hãy sửa các chỗ sau")).to_be_visible()


def test_a_server_that_stopped_is_noticed_by_the_page_and_its_return_too(began):
    began.route("**/song/", lambda route: route.fulfill(status=502))
    began.route("**/nhip/**", lambda route: route.abort())
    began.evaluate("() => { htmx.ajax('GET', '/nhip/', '#nn-heart').catch(() => {}); }")
    told = began.get_by_role("alert").filter(has_text=AWAY)
    expect(told).to_be_visible(timeout=20_000)
    expect(began.get_by_role("alert")).to_have_count(1)  # one fault, one notice
    began.unroute("**/nhip/**")
    began.unroute("**/song/")
    expect(told).to_have_count(0, timeout=30_000)  # it asks every five seconds


def test_one_act_that_was_lost_is_said_while_the_server_answers(began):
    began.route("**/nhip/**", lambda route: route.abort(), times=1)
    began.evaluate("() => { htmx.ajax('GET', '/nhip/', '#nn-heart').catch(() => {}); }")
    expect(began.get_by_role("alert").filter(has_text="không nhận được trả lời của máy chủ")).to_be_visible()
    expect(began.get_by_role("alert")).to_have_count(1)


def test_who_types_long_without_a_word_from_the_server_is_told_before_sending(began):
    began.route("**/song/", lambda route: route.abort())
    began.evaluate("const now = Date.now; Date.now = () => now() + 60_000")
    began.locator("[name=title]").press_sequentially("về")
    expect(began.get_by_role("alert").filter(has_text=AWAY)).to_be_visible()


def test_ctrl_enter_in_a_day_saves_and_asks_nothing(page, enter, staff):
    """The picker takes Enter for the choice of a day: the form would count as changed after it was sent."""
    asked = []

    def stay(dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", stay)
    enter(staff)
    page.goto(FORM)
    settled(page)
    page.locator("[name=number]").fill(TEXT)
    for name in ("issued_on", "effective_on"):
        page.locator(f"[name={name}]").fill("5/1/2026")
    page.locator("[name=effective_on]").press("Control+Enter")
    expect(page).not_to_have_url(re.compile(f"{FORM}$"))
    assert asked == []
    assert GoverningDocument.objects.get().effective_on == dt.date(2026, 1, 5)


@pytest.mark.parametrize("how", ["back", "address"])
def test_what_got_no_answer_is_laid_back(began, how):
    began.goto("/van-ban/")
    began.get_by_role("link", name="Thêm văn bản").click()
    settled(began)
    began.locator("[name=number]").fill(TEXT)
    began.route(f"**{FORM}", lambda route: route.abort("connectionrefused"), times=1)
    send(began)
    began.wait_for_url("chrome-error://**")
    if how == "back":
        began.go_back()  # the browser's page stood in the place of the form
        expect(began).to_have_url(re.compile("/van-ban/$"))
        began.get_by_role("link", name="Thêm văn bản").click()
    else:
        began.goto(FORM)
    expect(began.locator("[name=number]")).to_have_value(TEXT)
    expect(began.get_by_text(UNANSWERED)).to_be_visible()
    send(began)
    expect(began.get_by_text("Hãy sửa các chỗ sau")).to_be_visible()
    expect(began.get_by_text(UNANSWERED)).to_have_count(0)


def test_what_was_answered_is_not_laid_back_on_the_way_back(began):
    for name in ("issued_on", "effective_on"):
        began.locator(f"[name={name}]").fill("05/01/2026")
    send(began)
    expect(began).not_to_have_url(re.compile(f"{FORM}$"))
    began.go_back()
    settled(began)
    expect(began).to_have_url(re.compile(f"{FORM}$"))
    expect(began.get_by_text(UNANSWERED)).to_have_count(0)


def test_what_was_saved_beside_the_page_is_not_laid_back_when_it_is_loaded_again(page, enter, staff, body):  # noqa: F811
    meeting = factories.MeetingFactory(body=body, held_on=clock.today(), head_count=5)
    enter(staff)
    page.goto(reverse("meetings:page", args=[meeting.code]))
    settled(page)
    page.locator("#noi-dung").get_by_role("link", name=re.compile("Thêm nội dung|Sửa nội dung")).first.click()
    field = page.locator("#noi-dung [data-place] form input[type=text]").locator("visible=true").first
    field.fill("Thông qua chương trình công tác")
    page.locator("#noi-dung [data-place] form").get_by_role("button", name="Lưu").first.click()
    expect(page.locator("#noi-dung")).to_contain_text("Thông qua chương trình công tác")
    assert page.evaluate("sessionStorage.getItem('nn-sent')") is None


def test_a_form_under_the_account_is_not_taken_for_one_that_waited_for_the_log_in(page, enter, staff):
    enter(staff)
    page.goto(reverse("mfa_activate_totp"))
    page.locator("#id_code").fill("000000")
    page.get_by_role("button", name="Bật").click()
    expect(page.get_by_text("Mã không đúng")).to_be_visible()
    expect(page.get_by_text("chưa ghi gì")).to_have_count(0)


def test_an_answer_by_the_link_of_a_mail_is_laid_back_on_a_phone_until_it_arrives(page, body):  # noqa: F811
    page.set_viewport_size(PHONE)
    today = clock.today()
    direction = factories.DirectionFactory(body=body, given_on=today, due_on=today)
    link = documents.link(code=direction.code, address="a@b.vn", day=today, due_on=direction.due_on)
    page.goto(link[link.index("/chi-dao/") :])
    name = page.get_by_label("Họ tên, chức vụ người trả lời")
    name.fill("Ông Mẫu, Phó Bí thư")
    page.route("**/chi-dao/**", lambda route: route.abort(), times=1)
    page.get_by_role("button", name="Xác nhận đã tiếp nhận").click()
    page.wait_for_url("chrome-error://**")
    page.goto(link[link.index("/chi-dao/") :])
    expect(name).to_have_value("Ông Mẫu, Phó Bí thư")
    page.get_by_role("button", name="Xác nhận đã tiếp nhận").click()
    expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    page.go_back()
    expect(page.get_by_text(UNANSWERED)).to_have_count(0)

"""A new user's way in, from the administrator's form to the first piece of work; and sessions that end under
an open page."""

import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.template.loader import get_template
from playwright.sync_api import expect

from accounts.models import Session, User
from core import clock
from core.addresses import reverse
from obligations.services import judging
from tests import factories
from tests.browser.conftest import DESKTOP, PHONE

OWN = "Nếp nhà giữ vững 26"


@pytest.fixture
def body(body_a):
    factories.ProvinceFactory()
    judging.sweep(on=clock.today(), at=clock.now())
    return body_a


@pytest.fixture
def asked(page):
    """Every address that the page asked for."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    return addresses


def fill_log_in(page, name, password):
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def code_on(page) -> str:
    """Read the secret as an app on a telephone would, and return the code it shows."""
    secret = page.locator("code").first.inner_text()
    counter = list(totp.yield_hotp_counters_from_time())[1]
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def change_password(page, old):
    expect(page.get_by_role("heading", name="Đổi mật khẩu")).to_be_visible()
    expect(page.locator("main")).to_have_count(1)
    page.wait_for_timeout(1500)  # time enough for a fragment to nest the page in itself
    expect(page.locator("main")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for name, value in (("oldpassword", old), ("password1", OWN), ("password2", OWN)):
        page.locator(f"#id_{name}").fill(value)
    page.get_by_role("button", name="Đổi mật khẩu").click()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("required", [False, True], ids=["password only", "second factor"])
def test_a_new_user_comes_in_and_works(page, enter, administrator, body, settings, asked, size, required):
    page.set_viewport_size(size)
    enter(administrator)
    page.goto("/quan-tri/nguoi-dung/them/")
    page.get_by_label("Tên đăng nhập").fill("moi")
    page.get_by_label("Họ và tên").fill("Người Mới")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", name="Đã tạo tài khoản.")).to_be_visible()
    password = page.locator("code.fs-2").inner_text()
    page.context.clear_cookies()
    if required:
        settings.SECOND_FACTOR_ROLES = frozenset({"staff"})

    page.goto("/")
    fill_log_in(page, "moi", password)
    asked.clear()
    change_password(page, password)
    if required:
        expect(page.get_by_role("heading", name="Bật ứng dụng xác thực")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.locator("#id_code").fill(code_on(page))
        page.get_by_role("button", name="Bật").click()
        expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
        page.get_by_role("link", name="Đã cất, vào làm việc").click()

    expect(page.get_by_role("heading", name=re.compile("^Hôm nay"), level=1)).to_be_visible()
    expect(page.locator("main")).to_have_count(1)
    assert len([address for address in asked if "/nhip/" in address]) <= 2, (
        "once on a page of the office, never at the door"
    )
    page.goto("/van-ban/them/")
    expect(page.get_by_role("heading", name="Thêm văn bản")).to_be_visible()
    assert User.objects.get(username="moi").check_password(OWN)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_new_password_sends_to_the_log_in(page, enter, staff, administrator, as_user, body, size):
    page.set_viewport_size(size)
    enter(staff)
    page.goto("/van-ban/", wait_until="networkidle")
    given = as_user(administrator).post(f"/quan-tri/nguoi-dung/{staff.pk}/cap-mat-khau/").content.decode()
    password = re.search(r'<code class="fs-2">([^<]+)<', given)[1]

    page.evaluate("htmx.ajax('GET', '/nhip/', '#nn-heart')")
    expect(page).to_have_url(re.compile(r"/tai-khoan/dang-nhap/\?next=/van-ban/"))
    fill_log_in(page, staff.username, password)
    change_password(page, password)

    expect(page.get_by_role("heading", name="Sổ văn bản")).to_be_visible()


def test_fragments_of_an_ended_session_load_the_page_once(page, enter, staff, body, asked):
    enter(staff)
    page.goto("/can-xu-ly/", wait_until="networkidle")
    page.get_by_role("button", name="tài khoản").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.wait_for_load_state("networkidle")
    Session.objects.all().delete()

    page.evaluate("for (const part of ['#nn-heart', '#nn-hits']) htmx.ajax('GET', '/nhip/', part)")

    expect(page).to_have_url(re.compile(r"/tai-khoan/dang-nhap/\?next=/can-xu-ly/"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("main")).to_have_count(1)


def test_a_log_out_leaves_nothing_in_the_browser(page, enter, staff, body):
    enter(staff)
    page.goto("/can-xu-ly/", wait_until="networkidle")
    page.evaluate("localStorage.setItem('bien-ban-1-1', 'x'); sessionStorage.setItem('nn-sent', 'x')")
    page.get_by_role("button", name="tài khoản").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(re.compile("/tai-khoan/dang-nhap/"))

    assert page.evaluate("[localStorage.getItem('bien-ban-1-1'), sessionStorage.getItem('nn-sent')]") == [
        None,
        None,
    ]
    page.go_back()
    expect(page).to_have_url(re.compile("/tai-khoan/dang-nhap/"))


def test_what_one_user_typed_is_not_laid_before_another(page, enter, staff, administrator, body):
    factories.SeatFactory(body=body, code="VT-1")
    judging.sweep(on=clock.today(), at=clock.now())
    enter(staff)
    page.goto("/to-chuc/DD-A/phat-hien/understaffed/VT-1/hoan/", wait_until="networkidle")
    page.get_by_label("Lý do").fill("Chờ Ban Thường vụ")
    Session.objects.all().delete()
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile("/tai-khoan/dang-nhap/"))
    fill_log_in(page, "quantri", "mat-khau-thu")

    expect(page.get_by_label("Lý do")).to_have_value("")


@pytest.mark.parametrize("how", ["token", "failure", "full disk"])
def test_what_was_typed_is_laid_back_from_a_page_that_says_it_was_not_saved(page, enter, staff, body, how):
    factories.SeatFactory(body=body, code="VT-1")
    judging.sweep(on=clock.today(), at=clock.now())
    enter(staff)
    address = "/to-chuc/DD-A/phat-hien/understaffed/VT-1/hoan/?ve=can-xu-ly"
    page.goto(address, wait_until="networkidle")
    reason = page.get_by_label("Lý do")
    reason.fill("Chờ Ban Thường vụ")
    if how == "token":  # as after a log-in in another tab
        page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    else:
        template, status = ("500.html", 500) if how == "failure" else ("507.html", 507)
        failed = {"status": status, "content_type": "text/html; charset=utf-8"}
        page.route(
            "**/hoan/?ve=can-xu-ly",
            lambda route: route.fulfill(
                body=get_template(template).render({"back": route.request.headers["referer"]}),
                **failed,
            ),
            times=1,
        )
    page.keyboard.press("Control+Enter")
    page.get_by_role("link", name="Trở lại trang vừa gửi").click()
    expect(page).to_have_url(re.compile(re.escape(address)))
    expect(reason).to_have_value("Chờ Ban Thường vụ")
    notice = page.get_by_text("Lần gửi vừa rồi chưa ghi gì")
    expect(notice).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Hãy sửa các chỗ sau")).to_be_visible()
    expect(notice).to_have_count(0)  # an error of the form is no failure of the page


def test_what_was_saved_is_not_laid_back_where_saving_leads_to_the_form_again(page, enter, staff, body):
    meeting = factories.MeetingFactory(body=body, held_on=clock.today(), head_count=1)
    enter(staff)
    page.goto(reverse("meetings:add_decision", args=[meeting.code]), wait_until="networkidle")
    title = page.locator("[name=title]")
    title.fill("Thông qua chương trình công tác")
    page.locator("[name=them-nua]").click()
    expect(page.get_by_text("Đã ghi quyết nghị")).to_be_visible()
    expect(title).to_have_value("")
    expect(page.get_by_text("Lần gửi vừa rồi chưa ghi gì")).to_have_count(0)


def test_an_act_of_an_ended_session_leads_back_to_the_page_where_its_button_stands(page, enter, staff, body):
    task = factories.TaskFactory(
        body=body, given_on=clock.today(), due_on=clock.today(), done_on=clock.today()
    )
    here = reverse("meetings:task", args=[task.code])
    enter(staff)
    page.goto(here, wait_until="networkidle")
    Session.objects.all().delete()
    page.locator(f"form[action='{reverse('meetings:reopen_task', args=[task.code])}'] button").click()
    expect(page).to_have_url(re.compile("/tai-khoan/dang-nhap/"))
    fill_log_in(page, staff.username, "mat-khau-thu")
    expect(page).to_have_url(re.compile(re.escape(here)))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    answer = page.goto(reverse("meetings:reopen_task", args=[task.code]))
    assert answer.status == 405
    expect(page.locator("main")).to_contain_text("chỉ nhận biểu mẫu gửi từ một trang khác")

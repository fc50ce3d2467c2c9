"""Sessions end when idle or old, are listed, and can be ended from elsewhere; what browsers keep goes at the
log-out."""

import datetime as dt
import logging

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from accounts.enums import SignInOutcome
from accounts.models import Session, SignIn
from accounts.tasks import clear
from core import clock
from core.addresses import reverse
from meetings.models import CalendarFeed
from meetings.services import feeds
from tests import factories

pytestmark = pytest.mark.django_db
WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0"
    " Safari/537.36"
)
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/17.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture(autouse=True)
def _forget_attempts():
    cache.clear()


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.SESSION_IDLE_SECONDS, settings.SESSION_COOKIE_AGE = 3600, 8 * 3600


def logged_in(user, agent=WINDOWS, address="192.0.2.10"):
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    client.post(reverse("account_login"), {"login": user.username, "password": "mat-khau-thu"})
    return client


def after(hours):
    return time_machine.travel(clock.now() + dt.timedelta(hours=hours), tick=False)


def test_an_idle_session_ends_and_one_in_use_goes_on_to_its_longest_age(staff):
    idle, used = logged_in(staff), logged_in(staff)

    for hours in (0.9, 1.8, 2.7, 3.6, 4.5, 5.4, 6.3, 7.2, 7.9):
        with after(hours):
            assert used.get("/van-ban/").status_code == 200
    with after(1.1):
        assert idle.get("/van-ban/").headers["Location"].startswith(reverse("account_login"))
    with after(8.1):
        assert used.get("/van-ban/").headers["Location"].startswith(reverse("account_login"))


def test_what_a_page_fetches_by_itself_keeps_no_session_alive(staff):
    client = logged_in(staff)

    for hours in (0.5, 0.9):
        with after(hours):
            assert client.get("/nhip/", headers={"HX-Request": "true"}).status_code == 200
    with after(1.1):
        assert client.get("/nhip/", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_writing_to_the_session_does_not_stretch_its_age(staff):
    client = logged_in(staff)
    began = Session.objects.get(user=staff).started_at

    for hours in (0.9, 1.8):
        with after(hours):
            session = client.session
            session["hours"] = hours
            session.save()
            client.get("/van-ban/")
    assert Session.objects.get(user=staff).started_at == began


def test_a_page_costs_no_query_more_for_it(staff, django_assert_num_queries):
    client = logged_in(staff)
    with django_assert_num_queries(3):  # session, user, sessions
        assert client.get(reverse("account_sessions")).status_code == 200


def test_ones_sessions_are_listed_and_ended_from_here(staff, leader):
    here, phone, other = logged_in(staff), logged_in(staff, PHONE, "2001:db8::7"), logged_in(staff)
    stranger = logged_in(leader)
    page = here.get(reverse("account_sessions"))
    text = page.content.decode()
    assert "Chrome, Windows" in text
    assert "Safari, iPhone" in text
    assert "2001:db8::7" in text
    assert text.count("phiên này") == 1
    for session in Session.objects.all():
        assert session.session_key not in text

    mark = next(row.mark for row in page.context["rows"] if "iPhone" in row.agent)
    stranger.post(reverse("account_session_end"), {"phien": mark})
    assert phone.get("/van-ban/").status_code == 200
    here.post(reverse("account_session_end"), {"phien": mark})
    assert phone.get("/van-ban/").status_code == 302

    answer = here.post(reverse("account_sessions_end_others"), follow=True)
    assert "khỏi các thiết bị khác: 1 phiên" in answer.content.decode()
    assert other.get("/van-ban/").status_code == 302
    assert here.get("/van-ban/").status_code == 200
    assert stranger.get("/van-ban/").status_code == 200


def test_a_job_clears_what_is_over(staff):
    logged_in(staff)
    with after(2):
        logged_in(staff)
        assert clear() == {"sessions": 1, "sign_ins": 0}
        assert Session.objects.count() == 1
    with after(24 * 401):
        assert clear()["sign_ins"] == 2


def test_pages_are_kept_in_no_cache_and_a_log_out_clears_the_browser(staff, body_a):
    client = logged_in(staff)

    for path in (
        "/",
        "/to-chuc/DD-A/",
        "/can-xu-ly/",
        "/tim/?q=a",
        "/can-xu-ly/xuat/",
        "/khong-co/",
        "/tai-khoan/doi-mat-khau/",
    ):
        assert "no-store" in client.get(path).headers["Cache-Control"], path
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get(reverse("account_login")).headers


def test_a_given_password_ends_calendar_addresses_and_it_is_said(as_user, administrator, staff, leader):
    feed = feeds.issue(user=staff, body=None, now=clock.now())
    others = feeds.issue(user=leader, body=None, now=clock.now())
    address = reverse("desk:feed", args=[feeds.token(feed)])
    assert Client().get(address).status_code == 200

    answer = as_user(administrator).post(reverse("accounts:user-password", args=[staff.pk]))

    assert "địa chỉ lịch riêng của người này đã hết hiệu lực" in answer.content.decode()
    assert Client().get(address).status_code == 404
    assert CalendarFeed.objects.get(pk=others.pk).revoked_at is None
    assert (
        "mọi địa chỉ đã lập hết hiệu lực"
        in as_user(leader).get(reverse("meetings:addresses")).content.decode()
    )


# Sign-ins


def test_every_attempt_is_a_line_that_administrators_filter_and_take_away(as_user, administrator, staff):
    Client(REMOTE_ADDR="198.51.100.4").post(
        reverse("account_login"), {"login": "chuyenvien", "password": "sai"}
    )
    Client().post(reverse("account_login"), {"login": "mat-khau-go-nham", "password": "x"})
    stopped = factories.UserFactory(username="daxong", is_active=False)
    Client().post(reverse("account_login"), {"login": "daxong", "password": "mat-khau-thu"})
    logged_in(staff).post(reverse("account_logout"))

    lines = list(SignIn.objects.order_by("pk").values_list("user__username", "outcome"))
    assert lines == [
        ("chuyenvien", SignInOutcome.WRONG_PASSWORD),
        (None, SignInOutcome.UNKNOWN_NAME),
        (stopped.username, SignInOutcome.STOPPED),
        ("chuyenvien", SignInOutcome.ENTERED),
        ("chuyenvien", SignInOutcome.LEFT),
    ]
    client = as_user(administrator)
    page = client.get(reverse("desk:sign-ins"))
    assert page.context["page"].paginator.count == 6
    assert "mat-khau-go-nham" not in page.content.decode()

    def number(query):
        return client.get(reverse("desk:sign-ins") + query).context["page"].paginator.count

    assert number("?ket_qua=failures") == 3
    assert number("?ket_qua=left") == 1
    assert number(f"?nguoi={staff.pk}") == 3
    assert number("?dia_chi=198.51.100.") == 1
    assert number("?ngay_vao=01/01/2020") == 0
    file = client.get(reverse("desk:sign-ins-tables") + "?ket_qua=failures")
    assert file.headers["Content-Type"].startswith("application/vnd.openxmlformats")


@pytest.mark.parametrize("number", [3, 30])
def test_the_sign_ins_cost_the_same_however_many(as_user, administrator, number, django_assert_num_queries):
    SignIn.objects.bulk_create(
        SignIn(at=clock.now(), user=administrator, outcome="entered") for _ in range(number)
    )
    client = as_user(administrator)

    with django_assert_num_queries(5):
        assert client.get(reverse("desk:sign-ins")).status_code == 200


def test_a_page_refused_is_one_line_of_the_log(as_user, leader, body_a):
    console = next(handler for handler in logging.getLogger("django").parent.handlers if handler.filters)
    seen: list[str] = []

    class Copy(logging.Handler):
        def emit(self, record):
            seen.append(console.format(record) if console.filter(record) else "")

    copy = Copy()
    logging.getLogger("django.request").addHandler(copy)
    try:
        assert as_user(leader).get("/to-chuc/DD-A/sua/").status_code == 403
    finally:
        logging.getLogger("django.request").removeHandler(copy)
    assert [line.count("\n") for line in seen] == [0]

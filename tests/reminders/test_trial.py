"""A copy that is not in real use says so: on every page, and at the top of every mail."""

import pytest

from outbox.models import Message
from reminders.services import planning
from tests.reminders.conftest import MONDAY

pytestmark = pytest.mark.django_db
REACH = [
    (True, False, "Thư chưa đi ra ngoài"),
    (True, True, "Thư chưa đi ra ngoài"),
    (False, False, "MAIL_ALLOW"),
    (False, True, ""),
]


@pytest.mark.parametrize(("here", "live", "words"), REACH)
@pytest.mark.parametrize(
    "path",
    ["/hom-nay/", "/nhac-viec/", "/to-chuc/", "/hop/", "/tai-khoan/dang-nhap/", "/khong-co-trang-nay/"],
)
def test_every_page_tells_how_far_mail_goes(client, as_user, staff, settings, here, live, words, path):
    settings.MAIL_STAYS_HERE, settings.MAIL_LIVE = here, live
    page = (client if "dang-nhap" in path else as_user(staff)).get(path).content.decode()
    assert ("Bản chạy thử" in page) is bool(words)
    assert words in page


@pytest.mark.parametrize(("here", "live", "words"), REACH)
def test_a_mail_of_a_trial_says_so_in_its_first_line(body_a, flag, leader, settings, here, live, words):
    settings.MAIL_STAYS_HERE, settings.MAIL_LIVE = here, live
    flag(body_a)
    planning.plan(day=MONDAY.date(), now=MONDAY)
    mails = list(Message.objects.all())
    assert {mail.kind for mail in mails} == {"digest", "brief"}
    for mail in mails:
        assert mail.text.startswith("THƯ CHẠY THỬ: hệ thống chưa vận hành chính thức") is bool(words)
        assert ("THƯ CHẠY THỬ" in mail.html) is bool(words)


def test_the_trial_page_is_open_but_for_addresses(client, as_user, staff, leader, secretary_of_a, settings):
    settings.MAIL_STAYS_HERE, settings.MAIL_LIVE, settings.MAIL_ALLOW = False, False, ["chi-o-day.example"]
    for browser, told in (
        (client, False),
        (as_user(secretary_of_a), False),
        (as_user(leader), False),
        (as_user(staff), True),
    ):
        page = browser.get("/nhac-viec/ban-chay-thu/")
        assert page.status_code == 200
        assert "Hệ thống này chưa vận hành chính thức." in page.content.decode()
        assert ("chi-o-day.example" in page.content.decode()) is told
    assert client.post("/nhac-viec/ban-chay-thu/").status_code == 405
    settings.MAIL_LIVE = True
    assert (
        "vận hành chính thức: thư nhắc gửi tới mọi nơi nhận"
        in client.get("/nhac-viec/ban-chay-thu/").content.decode()
    )

"""Behind both proxies of deploy/: an office signs in, a stranger shuts nobody out, no log holds a secret."""

import threading

import pytest

from accounts.enums import Role
from accounts.models import User
from tests import factories

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]
PASSWORD = "mat-khau-thu"


def test_an_office_signs_in_at_once_while_a_stranger_guesses(behind):
    administrator = factories.UserFactory(username="quantri", role=Role.ADMINISTRATOR)
    people = User.objects.bulk_create(
        [User(username=f"nguoi{number}", password=administrator.password) for number in range(44)]
    )

    # The stranger's own words about where they come from change nothing.
    stranger = behind.visitor("127.0.0.2")
    tries = [
        stranger.log_in("quantri", "sai", **{"X-Forwarded-For": f"203.0.113.{number}"}) for number in range(7)
    ]
    assert [status for status, _page in tries] == [200] * 5 + [429] * 2
    assert "từ địa chỉ mạng này nên tạm dừng. Chờ 15 phút" in tries[-1][1]

    found = {}

    def sign_in(place, user):
        visitor = behind.visitor(f"127.0.0.{10 + place}")
        found[user.username] = visitor.log_in(user.username, PASSWORD)[0]

    threads = [threading.Thread(target=sign_in, args=one) for one in enumerate([administrator, *people])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {user.username: 302 for user in [administrator, *people]}  # type: ignore[attr-defined]

    # A whole office behind one address of its own.
    assert [behind.visitor("127.0.0.3").log_in(user.username, PASSWORD)[0] for user in people[:3]] == [
        302
    ] * 3


def test_no_log_holds_a_secret(behind):
    visitor = behind.visitor("127.0.0.4")
    secret = "WyJERC1BIiwi:1tabc-DEF_9"
    for path in ("/nhac-viec/tra-loi/{}/", "/nhac-viec/tin-tuan/thoi/{}/", "/lich/doc/{}.ics"):
        assert visitor.ask("GET", path.format(secret))[0] in {404, 410}
        assert visitor.ask("POST", path.format(secret), "a=1")[0] in {403, 404, 405, 410}
        visitor.ask(
            "GET",
            "/static/khong-co.css?khoa=nennep_bimat",
            Referer=f"https://nennep.example.vn{path.format(secret)}",
        )

    logs = behind.logs()
    assert "/nhac-viec/tra-loi/" in logs
    assert "DEF_9" not in logs
    assert "bimat" not in logs


def test_what_is_too_long_is_refused_in_words_of_the_product_or_unread(behind):
    visitor = behind.visitor("127.0.0.5")

    status, page = visitor.ask("POST", "/tai-khoan/dang-nhap/", "x" * 200_000)
    assert status == 413
    assert "Địa chỉ này không nhận tệp" in page

    try:
        status = visitor.ask("POST", "/nhac-viec/tra-loi/x/", "x" * 60_000_000)[0]
    except (ConnectionError, OSError):  # closed while we still send
        status = 413
    assert status == 413

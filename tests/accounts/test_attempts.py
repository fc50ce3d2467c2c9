"""Guessing passwords is slow; nobody's wrong tries shut anybody else out."""

import datetime as dt
import threading

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts.enums import SignInOutcome
from accounts.models import RequestCount, SignIn
from accounts.services import attempts, devices, limits
from core import clock
from core.addresses import reverse
from tests import factories

PASSWORD = "mat-khau-thu"
LOG_IN = "/tai-khoan/dang-nhap/"
pytestmark = pytest.mark.django_db


def log_in(user, password=PASSWORD, *, address="192.0.2.7", client=None):
    return (client or Client()).post(
        LOG_IN, {"login": user.username, "password": password}, REMOTE_ADDR=address
    )


def wrong(user, times, **more):
    return [log_in(user, "sai", **more).status_code for _ in range(times)]


def test_five_wrong_tries_for_a_name_wait_and_the_page_says_which_limit_and_how_long(administrator):
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, 0, tzinfo=clock.ZONE), tick=False):
        assert wrong(administrator, 6) == [200] * 5 + [429]
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, 4, tzinfo=clock.ZONE), tick=False):
        late = log_in(administrator)
        assert late.status_code == 429
        assert "bị nhập sai mật khẩu 5 lần từ địa chỉ mạng này" in late.content.decode()
        assert "Chờ 11 phút" in late.content.decode()
        assert late.headers["Retry-After"] == "660"
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, 15, 1, tzinfo=clock.ZONE), tick=False):
        assert log_in(administrator).status_code == 302


def test_a_refusal_is_a_line_of_the_sign_ins_once_while_it_lasts(administrator):
    assert wrong(administrator, 9)[-4:] == [429] * 4
    noted = SignIn.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(noted) == [SignInOutcome.WRONG_PASSWORD] * 5 + [SignInOutcome.REFUSED]


@pytest.mark.parametrize("written", [str.upper, str.title, lambda name: f" {name} "])
def test_a_sign_in_names_the_user_however_the_name_was_typed(administrator, written):
    for _try in range(6):
        Client().post(LOG_IN, {"login": written(administrator.username), "password": "sai"})
    noted = SignIn.objects.order_by("pk").values_list("outcome", "user")
    assert list(noted) == [(SignInOutcome.WRONG_PASSWORD, administrator.pk)] * 5 + [
        (SignInOutcome.REFUSED, administrator.pk)
    ]


def test_a_flood_of_made_up_names_writes_no_flood_of_lines(monkeypatch, staff):
    monkeypatch.setattr(attempts, "ADDRESS", attempts.ADDRESS._replace(most=4))
    for number in range(12):
        assert wrong(factories.UserFactory.build(username=f"khongco{number}"), 1) == [
            200 if number < 4 else 429
        ]
    assert log_in(staff).status_code == 429

    refused = SignIn.objects.filter(outcome=SignInOutcome.REFUSED).order_by("pk")
    assert [one.user for one in refused] == [None, staff]


def test_a_stranger_elsewhere_shuts_nobody_out(administrator):
    for number in range(30):
        assert wrong(administrator, 3, address=f"198.51.100.{number}")[0] == 200

    assert log_in(administrator, address="192.0.2.7").status_code == 302


def test_while_a_name_is_guessed_from_everywhere_each_address_has_fewer_tries(administrator, staff):
    for number in range(5):
        wrong(administrator, 4, address=f"198.51.100.{number}")

    assert wrong(administrator, 3, address="203.0.113.1") == [200, 200, 429]
    assert wrong(staff, 5, address="203.0.113.1") == [200] * 5


def test_an_address_has_so_many_wrong_tries_over_all_names(monkeypatch, staff, leader):
    monkeypatch.setattr(attempts, "ADDRESS", attempts.ADDRESS._replace(most=10))
    for _time in range(12):
        assert log_in(leader).status_code == 302
    for number in range(10):
        assert wrong(factories.UserFactory.build(username=f"khongco{number}"), 1) == [200]

    struck = log_in(staff)

    assert struck.status_code == 429
    assert "Từ địa chỉ mạng này đã có 10 lần đăng nhập sai" in struck.content.decode()
    assert log_in(staff, address="192.0.2.8").status_code == 302


def test_ipv6_visitors_are_counted_by_their_network(staff):
    assert wrong(staff, 3, address="2001:db8:0:1::5") + wrong(staff, 3, address="2001:db8:0:1:ffff::9") == [
        200
    ] * 5 + [429]
    assert log_in(staff, address="2001:db8:0:2::5").status_code == 302


def test_a_device_known_from_before_comes_in_whatever_others_do_beside_it(staff, leader):
    mine = Client()
    assert log_in(staff, client=mine).status_code == 302
    mine.post(reverse("account_logout"))
    assert wrong(staff, 6)[-1] == 429

    assert log_in(staff, client=mine).status_code == 302
    mine.post(reverse("account_logout"))
    assert log_in(leader, client=mine).status_code == 302
    shared = devices.of(mine.get(reverse("account_logout")).wsgi_request)
    assert shared is not None
    assert shared.users == (leader.pk, staff.pk)


def test_a_known_device_has_tries_of_its_own_and_a_forged_one_none(staff, leader):
    mine = Client()
    log_in(staff, client=mine)
    mine.post(reverse("account_logout"))
    tries = wrong(staff, attempts.DEVICE.most + 1, client=mine)
    assert tries == [200] * attempts.DEVICE.most + [429]
    assert "trên máy này" in log_in(staff, client=mine).content.decode()

    forged = Client()
    forged.cookies[devices.COOKIE] = f"x.{leader.pk}:1tabcd:zzzz"
    assert wrong(leader, 6, client=forged)[-1] == 429


def test_the_device_opens_nothing_and_no_script_reads_it(staff):
    mine = Client()
    cookie = log_in(staff, client=mine).cookies[devices.COOKIE]
    mine.post(reverse("account_logout"))

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert staff.username not in cookie.value
    assert mine.get("/can-xu-ly/").status_code == 302


def test_a_second_factor_comes_in_whatever_others_do_beside_it(leader):
    Authenticator.objects.create(
        user=leader, type=Authenticator.Type.TOTP, data={"secret": totp.generate_totp_secret()}
    )
    assert wrong(leader, 8) == [200] * 8

    answer = log_in(leader)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("mfa_authenticate"))


def test_counts_survive_a_flood_of_others(staff):
    wrong(staff, 6)
    for number in range(400):
        limits.count(attempts.HERE, f"ai đó {number}", now=clock.now())

    assert log_in(staff).status_code == 429


def test_the_command_lets_everybody_try_again(staff, capsys):
    wrong(staff, 6)

    call_command("forget_wrong_log_ins")

    assert "4 số đếm" in capsys.readouterr().out
    assert log_in(staff).status_code == 302


def test_what_ended_is_forgotten(staff):
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, 0, tzinfo=clock.ZONE), tick=False):
        wrong(staff, 2)
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, 20, tzinfo=clock.ZONE), tick=False):
        limits.count(attempts.HERE, "khác", now=clock.now())

    assert RequestCount.objects.count() == 1


def _at_once(number, act):
    found = []

    def one(place):
        try:
            found.append(act(place))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[place]) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_get_no_more_than_one_after_the_other():
    user = factories.UserFactory(username="quantri")

    codes = _at_once(12, lambda _place: log_in(user, "sai").status_code)

    assert sorted(codes) == [200] * 5 + [429] * 7


@pytest.mark.django_db(transaction=True)
def test_an_office_behind_one_address_signs_in_at_once():
    users = [factories.UserFactory(username=f"nguoi{number}") for number in range(15)]

    codes = _at_once(45, lambda place: log_in(users[place % 15]).status_code)

    assert codes == [302] * 45
    assert RequestCount.objects.filter(number__gt=0).count() == 0

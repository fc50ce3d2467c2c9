"""Access tokens: made by their user, shown once, stopped at once by whatever should stop them."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from accounts.enums import Role, TokenScope, TokenState
from accounts.models import AccessToken, RequestCount, User
from accounts.services import tokens
from core import clock
from core.addresses import reverse
from core.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db

READ = "/api/v1/organizations"


def make(user, *scopes, name="Kho dữ liệu", days=30):
    now = clock.now()
    return tokens.make(
        name=name,
        scopes=scopes or TokenScope.values,
        expires_on=now.date() + dt.timedelta(days),
        by=user,
        now=now,
    )


def read(secret, path=READ, **more):
    return Client().get(path, headers={"Authorization": f"Bearer {secret}"}, **more)


def typed(**changes):
    return {
        "name": "Kho dữ liệu",
        "scopes": ["bodies"],
        "expires_on": f"{clock.today() + dt.timedelta(30):%d/%m/%Y}",
        **changes,
    }


def test_a_key_is_shown_once_and_only_its_digest_is_kept(as_user, leader):
    client = as_user(leader)

    answer = client.post(reverse("tokens:make"), typed())

    page = answer.content.decode()
    secret = re.findall(r'<code class="nn-secret">([^<]+)</code>', page)[0]
    assert "no-store" in answer.headers["Cache-Control"]
    assert f'data-copy="{secret}"' in page
    assert f"Authorization: Bearer {secret}" in page
    token = AccessToken.objects.get()
    assert (token.user, token.role, token.scopes, token.name) == (
        leader,
        Role.LEADER,
        ["bodies"],
        "Kho dữ liệu",
    )
    kept = [
        str(value)
        for row in (
            *AccessToken.objects.values_list(),
            *AccessToken.history.rel.related_model.objects.values_list(),  # type: ignore[attr-defined]
        )
        for value in row
    ]
    assert not any(secret in value for value in kept)
    assert secret not in client.get(reverse("tokens:mine")).content.decode()
    assert "digest" not in [field.name for field in AccessToken.history.rel.related_model._meta.fields]  # type: ignore[attr-defined]
    assert read(secret).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Nhập "),
        ({"scopes": []}, "Chọn "),
        ({"scopes": ["everything"]}, "hãy chọn lại"),
        ({"expires_on": "31/02/2027"}, "Không có ngày"),
        ({"expires_on": "01/01/2020"}, "Ngày hết hạn phải từ"),
        ({"expires_on": "01/01/2199"}, "Ngày hết hạn phải từ"),
        ({"name": "x" * 81}, "81"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_typed_is_lost(as_user, staff, changes, words):
    answer = as_user(staff).post(reverse("tokens:make"), typed(**changes))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not AccessToken.objects.exists()
    if changes.get("name") is None:
        assert 'value="Kho dữ liệu"' in answer.content.decode()


def test_a_form_sent_twice_makes_one_key(as_user, staff):
    client = as_user(staff)

    assert client.post(reverse("tokens:make"), typed()).status_code == 200
    again = client.post(reverse("tokens:make"), typed())

    assert again.status_code == 422
    assert "Đã có khoá chưa thu hồi mang tên “Kho dữ liệu”" in again.content.decode()
    assert AccessToken.objects.count() == 1


def test_nobody_hoards_keys(staff):
    for number in range(tokens.MOST_KEYS):
        make(staff, name=f"Khoá {number}")

    with pytest.raises(Refused, match="Đã có 20 khoá đang dùng"):
        make(staff, name="Một khoá nữa")

    tokens.revoke(token=AccessToken.objects.first(), by=staff, now=clock.now())
    assert make(staff, name="Một khoá nữa")


def test_a_user_with_a_given_password_changes_it_first(as_user, administrator, staff):
    _, secret = make(staff)
    as_user(administrator).post(reverse("accounts:user-password", args=[staff.pk]))
    staff.refresh_from_db()

    with pytest.raises(Refused, match="Đổi mật khẩu được cấp"):
        make(staff, name="Khoá khác")
    assert as_user(staff).get(reverse("tokens:mine")).status_code == 302
    assert "đã thu hồi ngày" in stopped(secret)


def test_a_key_made_with_a_password_that_was_given_anew_stays_closed(as_user, administrator, staff):
    """Whoever had stolen the password may have made the key."""
    _, secret = make(staff)
    as_user(administrator).post(reverse("accounts:user-password", args=[staff.pk]))
    User.objects.filter(pk=staff.pk).update(must_change_password=False)
    assert "đã thu hồi ngày" in stopped(secret)


def stopped(secret):
    answer = read(secret)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    return answer.json()["detail"]


def test_a_revoked_key_stops_at_once(as_user, staff):
    token, secret = make(staff)
    assert read(secret).status_code == 200

    answer = as_user(staff).post(reverse("tokens:revoke", args=[token.pk]))

    assert answer.status_code == 303
    assert "đã thu hồi ngày" in stopped(secret)
    token.refresh_from_db()
    assert (token.revoked_by, token.state_on(clock.today())) == (staff, TokenState.REVOKED)
    first = token.revoked_at
    as_user(staff).post(reverse("tokens:revoke", args=[token.pk]))
    token.refresh_from_db()
    assert token.revoked_at == first


def test_a_key_works_to_the_end_of_its_last_day(staff):
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, tzinfo=clock.ZONE), tick=False):
        _, secret = make(staff, days=1)
    with time_machine.travel(dt.datetime(2026, 11, 24, 23, 59, 59, tzinfo=clock.ZONE), tick=False):
        assert read(secret).status_code == 200
    with time_machine.travel(dt.datetime(2026, 11, 25, 0, 0, 0, tzinfo=clock.ZONE), tick=False):
        assert "đã hết hạn sau ngày 24/11/2026" in stopped(secret)


def test_a_stopped_user_stops_their_keys(as_user, administrator, staff):
    _, secret = make(staff)

    as_user(administrator).post(reverse("accounts:user-deactivate", args=[staff.pk]))
    assert "đã ngừng sử dụng" in stopped(secret)

    as_user(administrator).post(reverse("accounts:user-reactivate", args=[staff.pk]))
    assert read(secret).status_code == 200


def test_another_role_stops_the_keys_of_the_first(as_user, administrator, secretary_of_a):
    """A key that was given for one body must not come to read the province."""
    _, secret = make(secretary_of_a)

    as_user(administrator).post(
        reverse("accounts:user", args=[secretary_of_a.pk]),
        {"full_name": "Thư ký", "email": "", "role": "staff"},
    )

    assert "Vai trò của người dùng đã đổi" in stopped(secret)


@pytest.mark.parametrize("shown", ["", " ", "sai", "nennep_" + "x" * 43, "nennep_\u00e9", "x" * 5000])
def test_a_wrong_key_is_refused_even_where_the_browser_is_logged_in(as_user, staff, shown):
    answer = as_user(staff).get(READ, headers={"Authorization": f"Bearer {shown}"})

    assert answer.status_code == 401
    assert "Khoá truy cập không đúng" in answer.json()["detail"]


def test_no_key_in_the_address(staff):
    _, secret = make(staff)

    for name in ("access_token", "token", "key", "khoa"):
        assert Client().get(READ, {name: secret}).status_code == 401


def test_wrong_keys_are_counted_by_address_without_harm_to_right_ones(staff):
    _, secret = make(staff)
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, 3, tzinfo=clock.ZONE), tick=False):
        answers = [
            read("sai", REMOTE_ADDR="192.0.2.7").status_code for _ in range(tokens.WRONG_KEYS.most + 2)
        ]
        right = read(secret, REMOTE_ADDR="192.0.2.7")
        elsewhere = read("sai", REMOTE_ADDR="192.0.2.8")
        last = read("sai", REMOTE_ADDR="192.0.2.7")

    assert answers == [401] * tokens.WRONG_KEYS.most + [429] * 2
    assert last.headers["Retry-After"] == "600"
    assert (right.status_code, elsewhere.status_code) == (200, 401)


def test_a_key_reads_so_often_in_a_window_and_again_in_the_next(settings, staff):
    settings.OPEN_DATA_REQUESTS = 3
    _, secret = make(staff)
    _, other = make(staff, name="Khoá khác")
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, 8, tzinfo=clock.ZONE), tick=False):
        answers = [read(secret) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
        assert answers[-1].headers["Retry-After"] == "600"
        assert "quá 3 lượt trong 10 phút" in answers[-1].json()["detail"]
        assert read(other).status_code == 200
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, 18, tzinfo=clock.ZONE), tick=False):
        assert read(secret).status_code == 200
    assert RequestCount.objects.count() == 1, "counts of spans that ended are forgotten"


def test_use_is_noted_once_an_hour_and_told_in_the_log(as_user, administrator, staff):
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, tzinfo=clock.ZONE), tick=False):
        token, secret = make(staff)
    uses = AccessToken.history.rel.related_model.objects.filter(pgh_obj=token)  # type: ignore[attr-defined]
    seen = []
    for hour, minute in ((10, 0), (10, 59), (11, 0), (11, 30)):
        with time_machine.travel(dt.datetime(2026, 11, 23, hour, minute, tzinfo=clock.ZONE), tick=False):
            read(secret)
        token.refresh_from_db()
        seen.append((token.last_used_at.astimezone(clock.ZONE).hour, uses.count()))

    assert seen == [(10, 2), (10, 2), (11, 3), (11, 3)]
    log = re.sub(r"\s+", " ", as_user(administrator).get(reverse("accounts:audit")).content.decode())
    assert re.findall(
        rf'"Người ghi">{staff}</td><td data-label="Tại trang"><code'
        r' class="nn-code">/api/v1/organizations</code></td><td>khoá truy cập dữ liệu',
        log,
    )


def test_making_and_revoking_stand_in_the_log(as_user, administrator, staff):
    client = as_user(staff)
    client.post(reverse("tokens:make"), typed())
    client.post(reverse("tokens:revoke", args=[AccessToken.objects.get().pk]))

    log = as_user(administrator).get(reverse("accounts:audit")).content.decode()

    assert log.count("khoá truy cập dữ liệu (1)") == 2
    assert "/khoa-du-lieu/them/" in log
    assert "/thu-hoi/" in log


def test_others_keys_do_not_exist_but_for_administrators(as_user, administrator, leader, staff):
    token, secret = make(staff)

    assert as_user(leader).post(reverse("tokens:revoke", args=[token.pk])).status_code == 404
    assert as_user(leader).post(reverse("accounts:token-revoke", args=[token.pk])).status_code == 404
    assert as_user(leader).get(reverse("accounts:tokens")).status_code == 404
    assert token.prefix not in as_user(leader).get(reverse("tokens:mine")).content.decode()
    assert read(secret).status_code == 200

    page = as_user(administrator).get(reverse("accounts:tokens"), {"q": "kho du"}).content.decode()
    assert token.prefix in page
    assert (
        token.prefix
        not in as_user(administrator).get(reverse("accounts:tokens"), {"tinh_trang": "over"}).content.decode()
    )
    assert as_user(administrator).post(reverse("accounts:token-revoke", args=[token.pk])).status_code == 303
    assert stopped(secret)
    assert f"{administrator}" in as_user(staff).get(reverse("tokens:mine")).content.decode()


@pytest.mark.parametrize("number", [3, 30])
def test_the_lists_cost_the_same_however_long(as_user, administrator, number, django_assert_num_queries):
    for count in range(number):
        make(factories.UserFactory(), name=f"Khoá {count}")
    client = as_user(administrator)
    client.get(reverse("accounts:tokens"))

    with django_assert_num_queries(4):
        page = client.get(reverse("accounts:tokens")).content.decode()

    assert page.count(tokens.MARK) == number


def test_the_state_in_sql_is_the_state_in_words(administrator, staff, leader, secretary_of_a):
    today = clock.today()
    live, _ = make(staff)
    revoked, _ = make(staff, name="Thu hồi")
    tokens.revoke(token=revoked, by=staff, now=clock.now())
    ended, _ = make(staff, name="Hết hạn")
    AccessToken.objects.filter(pk=ended.pk).update(expires_on=today - dt.timedelta(1))
    for user, values in (
        (leader, {"is_active": False}),
        (secretary_of_a, {"role": Role.STAFF}),
        (administrator, {"must_change_password": True}),
    ):
        make(user)
        type(user).objects.filter(pk=user.pk).update(**values)

    rows = AccessToken.objects.select_related("user")

    assert {row.state_on(today) for row in rows} == set(TokenState)
    assert (
        [row.pk for row in rows if row.state_on(today) == TokenState.LIVE]
        == [live.pk]
        == [row.pk for row in rows.live_on(today)]
    )

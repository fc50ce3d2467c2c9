"""What must be done before any work: a given password changed, a second factor shown; and where one lands
after it."""

import datetime as dt
import io
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.management import call_command
from django.db.utils import IntegrityError
from django.test import Client

from accounts.enums import RemovalState, Role, SignInOutcome
from accounts.models import FactorRemoval, Session, SignIn, User
from accounts.services import second_factor, users
from core import clock
from core.addresses import reverse
from core.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu"
OWN = "Nếp nhà giữ vững 26"


@pytest.fixture(autouse=True)
def _forget_attempts():
    cache.clear()


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator", "staff"})


def log_in(client, user, password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": user.username, "password": password, **extra})


def code_of(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()) + 1))


def fragment(client, path, page="/can-xu-ly/", **extra):
    return client.get(
        path, headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}, **extra
    )


def set_up(client) -> None:
    """Set up the second factor as the page says it. Its session knows of it after the commit: such tests
    commit."""
    page = client.get(reverse("mfa_activate_totp"))
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(page.context["form"].secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")


commits = pytest.mark.django_db(transaction=True)


# Landing


@pytest.mark.parametrize(
    ("persona", "landing"),
    [
        ("staff", "/hom-nay/"),
        ("leader", "/tong-quan/"),
        ("administrator", "/hom-nay/"),
        ("secretary_of_a", "/hom-nay/"),
    ],
)
@pytest.mark.parametrize("start", ["/", "http://testserver/"])
def test_from_the_printed_address_each_role_lands_where_its_work_is(request, client, persona, landing, start):
    asked = client.get("/")
    assert asked.headers["Location"] == "/tai-khoan/dang-nhap/?next=/"

    answer = log_in(client, request.getfixturevalue(persona), next=start)

    assert answer.headers["Location"] == landing
    assert client.get("/").headers["Location"] == landing


def test_an_address_kept_from_when_the_overview_stood_at_the_root_leads_there(as_user, staff):
    answer = as_user(staff).get("/?ngay=2025-12-31&loai=3")

    assert answer.headers["Location"] == "/tong-quan/?ngay=2025-12-31&loai=3"


@pytest.mark.parametrize("wanted", ["/tong-quan/?ngay=2025-12-31", "/hop/", "/to-chuc/DD-A/"])
def test_a_page_that_was_asked_for_wins(client, staff, wanted):
    assert log_in(client, staff, next=wanted).headers["Location"] == wanted


def test_the_page_that_was_asked_for_waits_while_the_password_is_changed(client, staff):
    User.objects.filter(pk=staff.pk).update(must_change_password=True)
    log_in(client, staff, next="/hop/?loai=regular")
    assert client.get("/hop/?loai=regular").headers["Location"] == reverse("account_change_password")

    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": OWN, "password2": OWN}
    )

    assert client.get(reverse("account_enter")).headers["Location"] == "/hop/?loai=regular"
    assert client.get(reverse("account_enter")).headers["Location"] == "/hom-nay/"


# Fragments


FRAGMENTS = ["/nhip/", "/tim/?q=a", "/can-xu-ly/thay-doi/?to-chuc=DD-A&tu=1"]


@pytest.mark.parametrize("path", FRAGMENTS)
@pytest.mark.parametrize("state", ["must change", "must set up", "must show", "ended"])
def test_a_fragment_at_the_door_has_the_whole_page_loaded_again(as_user, staff, required, state, path):
    if state == "must change":
        User.objects.filter(pk=staff.pk).update(must_change_password=True)
    if state == "must show":
        totp.TOTP.activate(staff, totp.generate_totp_secret())
    client = as_user(staff)
    if state == "ended":
        Session.objects.all().delete()

    answer = fragment(client, path)

    assert (answer.status_code, answer.headers["HX-Refresh"], answer.content) == (200, "true", b"")
    posted = client.post("/can-xu-ly/", headers={"HX-Request": "true"})
    assert posted.headers["HX-Refresh"] == "true"
    # Pages that would come back as they are must not be loaded without end.
    for page in (
        "/nhac-viec/ban-chay-thu/",
        "/khong-co/",
        *([] if state == "ended" else ["/tai-khoan/doi-mat-khau/"]),
    ):
        left_alone = fragment(client, path, page=page)
        assert (left_alone.status_code, left_alone.content) == (204, b""), page
    assert fragment(client, path, page="/tai-khoan/phien/").headers["HX-Refresh"] == "true"


def test_the_pages_of_the_door_ask_for_no_fragment(as_user, staff, required):
    User.objects.filter(pk=staff.pk).update(must_change_password=True)
    client = as_user(staff)

    for name in ("account_change_password", "mfa_activate_totp"):
        page = client.get(reverse(name), follow=True).content.decode()
        assert page.count("<main") == 1
        assert "hx-get" not in page
        assert "nn-side" not in page
        assert "Đăng xuất" in page


def test_a_stale_fragment_post_after_the_session_ended_loads_the_page_again(staff):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(
        "/can-xu-ly/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/can-xu-ly/"}
    )

    assert answer.headers["HX-Refresh"] == "true"


# Second factor


@commits
@pytest.mark.parametrize(
    ("persona", "asked"),
    [("administrator", True), ("staff", True), ("leader", False), ("secretary_of_a", False)],
)
def test_the_first_log_in_sets_up_a_second_factor(request, client, required, persona, asked):
    user = request.getfixturevalue(persona)
    log_in(client, user, next="/hop/")

    answer = client.get("/hop/")

    assert answer.status_code == (302 if asked else 200)
    if not asked:
        return
    assert answer.headers["Location"].startswith(reverse("mfa_activate_totp"))
    assert "Văn phòng đòi hỏi xác thực hai lớp" in client.get(reverse("mfa_activate_totp")).content.decode()
    set_up(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert "Còn 10 trong 10 mã" in codes
    assert client.get(reverse("account_enter")).headers["Location"] == "/hop/"
    assert client.get("/hop/").status_code == 200


@commits
def test_the_next_log_in_asks_for_the_code_and_a_recovery_code_serves(client, staff, required):
    log_in(client, staff)
    set_up(client)
    codes = re.findall(
        r"<code>([^<]+)</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode()
    )
    client.post(reverse("account_logout"))

    assert log_in(client, staff, next="/").headers["Location"] == reverse("mfa_authenticate")
    asked = re.search(
        r'<input[^>]+name="code"[^>]*>', client.get(reverse("mfa_authenticate")).content.decode()
    )
    assert asked is not None
    assert {"autofocus", 'inputmode="numeric"'} <= set(asked[0].rstrip(">").split())
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Mã không đúng" in wrong.content.decode()
    right = client.post(reverse("mfa_authenticate"), {"code": codes[0]})

    assert right.headers["Location"] == "/hom-nay/"
    assert client.get("/can-xu-ly/").status_code == 200
    assert SignIn.objects.filter(outcome=SignInOutcome.WRONG_CODE, user=staff).count() == 1


def test_a_code_serves_once(client, staff):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(staff, secret)
    code = code_of(secret)
    log_in(client, staff)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    client.post(reverse("account_logout"))

    with time_machine.travel(clock.now() + dt.timedelta(seconds=31)):
        log_in(client, staff)
        assert "Mã không đúng" in client.post(reverse("mfa_authenticate"), {"code": code}).content.decode()


def test_a_session_that_has_not_shown_the_second_factor_must(as_user, staff, required):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(staff, secret)
    client = as_user(staff)

    for name in (
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_deactivate_totp",
        "account_sessions",
    ):
        assert client.get(reverse(name)).headers["Location"].startswith(reverse("mfa_reauthenticate"))
    asked = client.get("/hop/").headers["Location"]
    assert asked.startswith(reverse("mfa_reauthenticate"))
    answer = client.post(asked, {"code": code_of(secret)})

    assert answer.headers["Location"] == reverse("account_enter")
    assert client.get(reverse("account_enter")).headers["Location"] == "/hop/"
    assert client.get("/hop/").status_code == 200


@commits
def test_who_must_have_it_cannot_switch_it_off(client, staff, required):
    log_in(client, staff)
    set_up(client)

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert "nên không tắt được" in answer.content.decode()
    assert Authenticator.objects.filter(user=staff, type=Authenticator.Type.TOTP).exists()


def test_what_the_setting_names_is_asked_of_them_alone(client, settings, leader, staff):
    settings.SECOND_FACTOR_ROLES = frozenset({"leader"})

    assert second_factor.must_have(leader)
    assert not second_factor.must_have(staff)
    log_in(client, leader)
    assert client.get("/").headers["Location"].startswith(reverse("mfa_activate_totp"))


def test_a_superuser_is_an_administrator(required):
    assert second_factor.must_have(factories.UserFactory(role=Role.LEADER, is_superuser=True))


def test_users_of_the_sample_work_at_once_and_it_is_said(client, as_user, settings, required):
    settings.MAIL_LIVE = False
    call_command("sample_users", stdout=io.StringIO())
    administrator, worker = User.objects.get(username="quantri"), User.objects.get(username="chuyenvien")

    assert as_user(worker).get("/can-xu-ly/").status_code == 200
    assert (
        "chưa bắt buộc xác thực hai lớp"
        in as_user(administrator).get(reverse("accounts:users")).content.decode()
    )

    assert "chưa bắt buộc xác thực hai lớp" in client.get("/nhac-viec/ban-chay-thu/").content.decode()

    settings.MAIL_LIVE = True
    assert as_user(worker).get("/can-xu-ly/").headers["Location"].startswith(reverse("mfa_activate_totp"))
    settings.MAIL_LIVE = False
    User.objects.filter(of_sample=True).update(is_active=False)
    assert as_user(factories.UserFactory(role=Role.STAFF)).get("/can-xu-ly/").status_code == 302


# A lost second factor: four eyes


@pytest.fixture
def second_administrator(db):
    return factories.UserFactory(username="quantri2", role=Role.ADMINISTRATOR)


def test_two_administrators_take_off_a_second_factor(as_user, administrator, second_administrator, staff):
    totp.TOTP.activate(staff, totp.generate_totp_secret())
    worker = as_user(staff)
    ask = reverse("accounts:factor-ask", args=[staff.pk])
    assert ask in as_user(administrator).get(reverse("accounts:user", args=[staff.pk])).content.decode()

    as_user(administrator).post(ask, {"reason": "Mất điện thoại"})
    removal = FactorRemoval.objects.get()
    decide = reverse("accounts:factor-decide", args=[removal.pk])
    assert "Mất điện thoại" in as_user(second_administrator).get(reverse("accounts:users")).content.decode()

    alone = as_user(administrator).post(decide, {"dong_y": "1"}, follow=True)
    assert "Phải do một quản trị khác" in alone.content.decode()
    assert Authenticator.objects.filter(user=staff).exists()

    as_user(second_administrator).post(decide, {"dong_y": "1"})
    removal.refresh_from_db()
    assert (removal.state, removal.decided_by) == (RemovalState.REMOVED, second_administrator)
    assert not Authenticator.objects.filter(user=staff).exists()
    assert worker.get("/can-xu-ly/").status_code == 302


def test_who_may_not_be_the_second_pair_of_eyes(administrator, second_administrator, staff):
    now = clock.now()
    totp.TOTP.activate(second_administrator, totp.generate_totp_secret())
    removal = second_factor.request_removal(
        user=second_administrator, reason="Mất máy", by=administrator, now=now
    )
    newer = factories.UserFactory(role=Role.ADMINISTRATOR, date_joined=now + dt.timedelta(seconds=1))
    third = factories.UserFactory(role=Role.ADMINISTRATOR, date_joined=now - dt.timedelta(days=1))

    for by, words in (
        (second_administrator, "chính mình"),
        (newer, "tạo sau khi có đề nghị"),
        (administrator, "một quản trị khác"),
    ):
        with pytest.raises(Refused, match=words):
            second_factor.decide_removal(removal=removal, agreed=True, by=by, now=now)
    with pytest.raises(Refused, match="quá hạn 3 ngày"):
        second_factor.decide_removal(removal=removal, agreed=True, by=third, now=now + dt.timedelta(days=3))
    with pytest.raises(Refused, match="đang chờ"):
        second_factor.request_removal(user=second_administrator, reason="Lần nữa", by=third, now=now)
    second_factor.decide_removal(removal=removal, agreed=False, by=third, now=now)
    assert Authenticator.objects.filter(user=second_administrator).exists()
    with pytest.raises(IntegrityError):
        FactorRemoval.objects.update(decided_by=administrator)


@pytest.mark.parametrize("persona", ["staff", "leader", "secretary_of_a"])
def test_the_second_factor_of_others_is_for_administrators(request, as_user, administrator, persona):
    client = as_user(request.getfixturevalue(persona))

    assert client.get(reverse("accounts:factor-ask", args=[administrator.pk])).status_code == 404
    assert client.post(reverse("accounts:factor-decide", args=[1])).status_code == 404
    assert client.get(reverse("desk:sign-ins")).status_code == 404
    assert client.get(reverse("desk:sign-ins-tables")).status_code == 404


def test_the_last_administrator_is_helped_on_the_server(administrator, capsys):
    totp.TOTP.activate(administrator, totp.generate_totp_secret())

    call_command("remove_second_factor", "quantri")

    assert not Authenticator.objects.filter(user=administrator).exists()


# First passwords


def test_a_given_password_ends_after_some_days(client, administrator, settings):
    settings.FIRST_PASSWORD_DAYS = 7
    user, password = users.create(
        username="moi",
        full_name="Người Mới",
        email="",
        role=Role.LEADER,
        reach=users.Reach(),
        by=administrator,
    )

    with time_machine.travel(clock.now() + dt.timedelta(days=7, minutes=1), tick=False):
        late = log_in(client, user, password)
        assert "đã hết hạn" in late.content.decode()
        assert "_auth_user_id" not in client.session
    assert SignIn.objects.get().outcome == SignInOutcome.PASSWORD_ENDED
    with time_machine.travel(clock.now() + dt.timedelta(days=6), tick=False):
        assert log_in(client, user, password).status_code == 302


def test_a_password_of_ones_own_does_not_end(client, staff):
    User.objects.filter(pk=staff.pk).update(
        password_given_at=clock.now() - dt.timedelta(days=100), password=make_password(PASSWORD)
    )

    assert log_in(client, staff).status_code == 302


# Another telephone


@commits
def test_who_must_have_a_second_factor_moves_it_to_another_telephone(client, staff, required):
    log_in(client, staff)
    set_up(client)
    old = Authenticator.objects.get(user=staff, type=Authenticator.Type.TOTP).pk
    asked = client.get(reverse("mfa_move_totp"))
    assert asked.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert client.post(reverse("mfa_move_totp"), {"code": "000000"}).status_code == 302
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    shown = client.post(asked.headers["Location"], {"code": codes[0]})
    assert shown.headers["Location"] == reverse("mfa_move_totp")
    page = client.get(reverse("mfa_move_totp"))
    wrong = client.post(reverse("mfa_move_totp"), {"code": "000000"})
    assert "Mã không đúng" in wrong.content.decode()
    assert Authenticator.objects.filter(pk=old).exists()
    secret = wrong.context["form"].secret
    assert secret == page.context["form"].secret
    answer = client.post(reverse("mfa_move_totp"), {"code": code_of(secret)})
    assert (answer.status_code, answer.headers["Location"]) == (303, reverse("mfa_index"))
    now = Authenticator.objects.get(user=staff, type=Authenticator.Type.TOTP)
    assert now.pk != old
    assert now.wrap().validate_code(code_of(secret))
    assert client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"] == codes[1:]


def test_without_a_second_factor_there_is_none_to_move(client, staff):
    client.force_login(staff)
    assert client.get(reverse("mfa_move_totp")).headers["Location"] == reverse("mfa_activate_totp")


@commits
def test_who_comes_in_by_a_recovery_code_is_told_how_many_are_left(client, staff, required):
    log_in(client, staff)
    set_up(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert file.headers["Content-Disposition"] == 'attachment; filename="ma-du-phong.txt"'
    text = file.content.decode()
    assert f"tên đăng nhập {staff.username}" in text
    assert text.split()[-10:] == codes
    other = Client()
    log_in(other, staff)
    answer = other.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert answer.headers["Location"] == "/hom-nay/", answer.context["form"].errors
    text = other.get("/hom-nay/").content.decode()
    assert "Vừa dùng một mã dự phòng, còn 9 mã" in text


def test_after_a_wrong_password_the_cursor_is_in_it(client, staff):
    assert "autofocus" in str(client.get(reverse("account_login")).context["form"]["login"])
    form = log_in(client, staff, "sai").context["form"]
    assert "autofocus" not in str(form["login"])
    assert "autofocus" in str(form["password"])

"""Coming in and going out."""

import pytest

from accounts.models import User
from core.addresses import reverse

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu"


def log_in(client, user, password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": user.username, "password": password, **extra})


@pytest.mark.parametrize(
    ("persona", "landing"),
    [
        ("staff", "/hom-nay/"),
        ("leader", "/tong-quan/"),
        ("administrator", "/hom-nay/"),
        ("secretary_of_a", "/hom-nay/"),
    ],
)
def test_each_role_lands_where_its_work_is(request, client, persona, landing):
    answer = log_in(client, request.getfixturevalue(persona))

    assert answer.status_code == 302
    assert answer.headers["Location"] == landing


def test_the_page_asked_for_before_log_in_comes_after_it(client, staff):
    asked = client.get("/can-xu-ly/?muc_do=serious")
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/tai-khoan/dang-nhap/?next=")

    answer = log_in(client, staff, next="/can-xu-ly/?muc_do=serious")

    assert answer.headers["Location"] == "/can-xu-ly/?muc_do=serious"


def test_a_wrong_password_is_said_in_words(client, staff):
    answer = log_in(client, staff, "sai")

    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.content.decode()


def test_there_is_no_sign_up(client):
    page = client.get(reverse("account_signup"))

    assert "Tài khoản do quản trị của văn phòng tạo" in page.content.decode()
    client.post(
        reverse("account_signup"), {"username": "nguoila", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert not User.objects.filter(username="nguoila").exists()


def test_a_given_password_must_be_changed_before_any_work(client, staff):
    User.objects.filter(pk=staff.pk).update(must_change_password=True)
    log_in(client, staff)

    assert client.get("/can-xu-ly/").headers["Location"] == reverse("account_change_password")
    same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    assert "trùng với mật khẩu đang dùng" in client.post(reverse("account_change_password"), same).text
    staff.refresh_from_db()
    assert staff.must_change_password
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "Nếp nhà giữ vững 26", "password2": "Nếp nhà giữ vững 26"},
    )

    staff.refresh_from_db()
    assert not staff.must_change_password
    assert staff.check_password("Nếp nhà giữ vững 26")
    assert client.get("/can-xu-ly/").status_code == 200


def test_logging_out_takes_a_post(client, staff):
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get("/can-xu-ly/").status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/can-xu-ly/").status_code == 302


@pytest.mark.parametrize("name", ["mfa_index", "account_change_password"])
def test_account_pages_speak_vietnamese(as_user, staff, name):
    page = as_user(staff).get(reverse(name)).content.decode()

    assert "Password" not in page
    assert "Authenticator App" not in page


def test_the_pages_of_failure_speak_vietnamese(client, as_user, staff, settings):
    assert "Không tìm thấy trang" in client.get("/khong-co/").content.decode()
    assert "không phải là ngày" in as_user(staff).get("/can-xu-ly/?ngay=hom-qua").content.decode()
    strict = type(client)(enforce_csrf_checks=True)
    refused = strict.post(reverse("account_login"), {"login": "a", "password": "b"})
    assert refused.status_code == 403
    assert "Chữ đã nhập chưa mất" in refused.content.decode()


def test_an_english_browser_gets_vietnamese_until_the_user_chooses(client):
    page = client.get(reverse("account_login"), headers={"Accept-Language": "en-US"}).content.decode()

    assert "Tên đăng nhập" in page
    assert "Username" not in page
    assert '<html lang="vi">' in page


def test_who_is_signed_in_finds_the_way_on_from_a_page_that_is_not_there(client, leader, as_user):
    for path, status, words in (
        ("/khong-co/", 404, "Không tìm thấy trang"),
        ("/hop/ghi-nhan/", 403, "Không được phép"),
    ):
        answer = as_user(leader).get(path)
        page = answer.content.decode()
        assert answer.status_code == status
        assert words in page
        assert 'href="/to-chuc/"' in page
    assert 'href="/to-chuc/"' not in client.get("/khong-co/").content.decode()

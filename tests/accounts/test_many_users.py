"""Accounts made together from a list copied out of a workbook."""

import re

import pytest
from django.urls import reverse

from accounts.models import BodyGrant, User
from accounts.services import many_users
from core.errors import Refused

pytestmark = pytest.mark.django_db
GOOD = (
    "Họ và tên\tTên đăng nhập\tThư điện tử\tVai trò\tTổ chức\n"
    "Nguyễn Văn An\t\tan@tinh.example\tChuyên viên văn phòng\t\n"
    "Nguyễn Văn An\t\t\tlanh dao\t\n"
    "Trần Thị Đào\tdao.tt\tdao@tinh.example\tThư ký tổ chức đảng\tDD-A, Đảng đoàn Hội B\n"
)


def test_a_list_is_shown_then_made_at_once_with_passwords_to_print(as_user, administrator, body_a, body_b):
    client, address = as_user(administrator), reverse("accounts:users-create")

    page = client.post(address, {"rows": GOOD}).content.decode()
    assert "an.nv2" in page
    assert "Tạo 3 tài khoản" in page
    assert User.objects.count() == 1  # nothing yet

    page = client.post(address, {"rows": GOOD, "tao": "1"}).content.decode()
    shown = re.findall(r"<code>([a-z0-9-]{19})</code>", page)
    made = [User.objects.get(username=name) for name in ("an.nv", "an.nv2", "dao.tt")]
    assert [user.check_password(password) for user, password in zip(made, shown, strict=True)] == [True] * 3
    assert all(user.must_change_password for user in made)
    assert set(BodyGrant.objects.values_list("user__username", "body__code")) == {
        ("dao.tt", "DD-A"),
        ("dao.tt", "DD-B"),
    }


def test_errors_stand_at_their_rows_and_nothing_is_made(as_user, administrator, body_a):
    wrong = [
        ("\tx\t\tlanh dao\t", "Thiếu họ và tên"),
        ("A\tcó dấu cách\t\tlanh dao\t", "chỉ gồm chữ"),
        ("A\tQUANTRI\t\tlanh dao\t", "đã có"),
        ("A\ta1\tkhong-phai-thu\tlanh dao\t", "không đúng"),
        ("A\ta2\t\tQuản trị\t", "Vai trò “Quản trị” không có"),
        ("A\ta3\t\tThư ký tổ chức đảng\t", "ít nhất một tổ chức"),
        ("A\ta4\t\tThư ký tổ chức đảng\tDD-KHAC", "Không có tổ chức “DD-KHAC”"),
        ("A\ta5\t\tlanh dao\t\tx", "Nhiều hơn 5 cột"),
        ("A\ta1\t\tlanh dao\t", "đã có"),
    ]
    text = "\n".join(line for line, _words in wrong)
    rows = many_users.read(text)
    for row, (_line, words) in zip(rows, wrong, strict=True):
        assert words in row.error, row

    page = as_user(administrator).post(reverse("accounts:users-create"), {"rows": text, "tao": "1"})
    assert "9 dòng có lỗi" in page.content.decode()
    assert User.objects.count() == 1
    with pytest.raises(Refused, match="Dòng 1"):
        many_users.make(rows, by=administrator)


def test_an_empty_and_an_endless_list_are_refused(administrator):
    with pytest.raises(Refused, match="chưa có dòng nào"):
        many_users.read("Họ và tên\tTên đăng nhập\n\n")
    with pytest.raises(Refused, match="nhiều nhất 200"):
        many_users.read("A\t\t\tlanh dao\n" * 201)


def test_others_have_no_such_page(as_user, staff):
    assert as_user(staff).get(reverse("accounts:users-create")).status_code == 404

"""Accounts made together from a list copied out of a workbook."""

import datetime as dt
import re

import pytest
import time_machine

from accounts.enums import Role
from accounts.models import BodyGrant, User
from accounts.queries import bodies_of
from accounts.services import invitations, many_users
from core import clock
from core.addresses import masked, reverse
from core.errors import Refused
from outbox.enums import MessageKind
from outbox.models import Message
from outbox.services.invitations import check_again
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = clock.today()
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
        ("A\tQUANTRI\t\tlanh dao\t", "chỉ đổi ở trang của tài khoản"),
        ("A\ta1\tkhong-phai-thu\tlanh dao\t", "không đúng"),
        ("A\ta2\t\tQuản trị\t", "Vai trò “Quản trị” không có"),
        ("A\ta3\t\tThư ký tổ chức đảng\t", "ít nhất một tổ chức"),
        ("A\ta4\t\tThư ký tổ chức đảng\tDD-KHAC", "Không có tổ chức “DD-KHAC”"),
        ("A\ta5\t\tlanh dao\t\t\t\tx", "Nhiều hơn 7 cột"),
        ("A\ta1\t\tlanh dao\t", "đã có ở dòng trên"),
    ]
    text = "\n".join(line for line, _words in wrong)
    rows = many_users.read(text, by=administrator, on=TODAY)
    for row, (_line, words) in zip(rows, wrong, strict=True):
        assert words in row.error, row

    page = as_user(administrator).post(reverse("accounts:users-create"), {"rows": text, "tao": "1"})
    assert "9 dòng có lỗi" in page.content.decode()
    assert User.objects.count() == 1
    with pytest.raises(Refused, match="Dòng 1"):
        many_users.carry_out(rows, by=administrator)


def test_an_account_without_a_name_may_stay_without_one(administrator):
    User.objects.filter(pk=administrator.pk).update(full_name="")
    (row,) = many_users.read(f"\t{administrator.username}\t\tQuản trị\t", by=administrator, on=TODAY)
    assert row.error == ""


def test_an_empty_and_an_endless_list_are_refused(administrator):
    with pytest.raises(Refused, match="chưa có dòng nào"):
        many_users.read("Họ và tên\tTên đăng nhập\n\n", by=administrator, on=TODAY)
    with pytest.raises(Refused, match="tạo nhiều nhất 200"):
        many_users.read("A\t\t\tlanh dao\n" * 201, by=administrator, on=TODAY)
    with pytest.raises(Refused, match="nhiều nhất 500"):
        many_users.read("A\t\t\tlanh dao\n" * 501, by=administrator, on=TODAY)


def test_a_list_changes_and_stops_accounts_and_says_what_before(
    as_user, administrator, secretary_of_a, staff, body_b
):
    text = (
        "Họ và tên\tTên đăng nhập\tTổ chức\tĐang dùng\n"
        f"Thư Ký Mới\t{secretary_of_a.username}\tDD-B\tcó\n"
        f"{staff.full_name}\t{staff.username}\t\tkhông\n"
        f"{administrator.full_name}\t{administrator.username}\t\tcó\n"
    )
    rows = many_users.read(text, by=administrator, on=TODAY)
    assert [str(row.act) for row in rows] == ["sửa", "ngừng tài khoản", "giữ nguyên"]
    assert rows[0].changes[1] == "Tổ chức: DD-A → DD-B"
    address = secretary_of_a.email

    page = as_user(administrator).post(reverse("accounts:users-create"), {"rows": text, "tao": "1"})

    assert page.status_code == 303
    secretary_of_a.refresh_from_db()
    assert (secretary_of_a.full_name, secretary_of_a.email) == ("Thư Ký Mới", address)
    assert list(secretary_of_a.grants.values_list("body__code", flat=True)) == ["DD-B"]
    staff.refresh_from_db()
    assert not staff.is_active


def test_no_list_locks_out_who_hands_it_in_or_an_administrator(administrator):
    other = factories.UserFactory(username="quantri2", role=Role.ADMINISTRATOR)
    for user in (administrator, other):
        text = f"A\t{user.username}\t\tQuản trị\t\t\tkhông"
        (row,) = many_users.read(text, by=administrator, on=TODAY)
        assert "không ngừng bằng danh sách" in row.error


def test_a_list_binds_accounts_to_posts(administrator, body_a):
    seat = factories.SeatFactory(body=body_a)
    person = factories.MembershipFactory(seat=seat).person
    line = f"{{}}\t\tx@tinh.example\tThư ký tổ chức đảng\t\t{seat.code}\n"
    wrong, good, twice = many_users.read(
        line.format("Người Khác") + line.format(person.full_name) + line.format(person.full_name),
        by=administrator,
        on=TODAY,
    )
    assert f"do đồng chí {person.full_name} giữ" in wrong.error
    assert not good.error
    assert f"đã có tài khoản “{good.username}”" in twice.error

    ((user, _password),) = many_users.carry_out([good], by=administrator)
    assert bodies_of(user) == frozenset({body_a.pk})
    assert seat.code in [row[5] for row in many_users.present(on=TODAY) if row[1] == user.username]


def test_invitations_leave_in_place_of_passwords(as_user, administrator, client):
    text = "Nguyễn Văn An\t\tan@tinh.example\tChuyên viên văn phòng\n"
    page = as_user(administrator).post(
        reverse("accounts:users-create"), {"rows": text, "by_mail": "on", "tao": "1"}
    )
    assert page.status_code == 303
    user = User.objects.get(username="an.nv")
    assert not user.has_usable_password()
    mail = Message.objects.get(kind=MessageKind.ACCOUNT)
    link = re.search(r"(/tai-khoan/moi/\S+/)", mail.text)[1]
    assert link not in masked(mail.text)
    assert "đã lập tài khoản" in mail.text
    assert not check_again([mail], clock.now())

    assert "an.nv" in client.get(link).content.decode()
    assert client.post(link, {"password1": "12345", "password2": "12345"}).status_code == 422
    chosen = {"password1": "cau-thu-bong-da-29", "password2": "cau-thu-bong-da-29"}
    assert client.post(link, chosen | {"password2": "khac"}).status_code == 422
    assert client.post(link, chosen).status_code == 303
    user.refresh_from_db()
    assert user.check_password("cau-thu-bong-da-29")
    # Once only; and the mail, were it still waiting, would not leave any more.
    assert client.get(link).status_code == 410
    assert check_again([mail], clock.now())


def test_a_new_invitation_ends_the_old_password_and_link(as_user, administrator, staff, client):
    link = re.compile(r"(/tai-khoan/moi/\S+/)")
    as_user(staff)  # who has been here before
    for _time in range(2):
        as_user(administrator).post(reverse("accounts:user-invite", args=[staff.pk]))
    mails = Message.objects.order_by("pk")
    assert all("liên kết để đặt mật khẩu mới" in " ".join(mail.text.split()) for mail in mails)
    assert not any("đã lập tài khoản" in mail.text for mail in mails)
    first, second = (link.search(mail.text)[1] for mail in mails)
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200
    staff.refresh_from_db()
    assert not staff.has_usable_password()
    with time_machine.travel(clock.now() + dt.timedelta(days=8)):
        assert "hết hạn" in client.get(second).content.decode()


def test_others_have_no_such_page(as_user, staff):
    assert as_user(staff).get(reverse("accounts:users-create")).status_code == 404


def test_all_that_is_wrong_in_a_row_is_told_at_once(administrator):
    text = "Lê Thử\thai ba\tsai thư\tThư ký tổ chức đảng\tKHONG-CO"
    (row,) = many_users.read(text, by=administrator, on=clock.today())
    for words in ("Tên đăng nhập chỉ gồm", "Thư điện tử “sai thư” không đúng", "Không có tổ chức “KHONG-CO”"):
        assert words in row.error


def test_a_password_chosen_by_invitation_is_not_the_issued_one(staff):
    issued = "Mật khẩu được cấp 26"
    staff.set_password(issued)
    staff.save()
    token = invitations.secret(staff)
    with pytest.raises(Refused, match="trùng với mật khẩu đang dùng"):
        invitations.choose_password(token, issued)
    assert invitations.choose_password(token, "Nếp nhà giữ vững 26") == staff

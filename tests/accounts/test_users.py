"""User administration."""

import re

import pytest
from django.core.management import call_command

from accounts.enums import Role
from accounts.models import BodyGrant, SeatGrant, User
from accounts.services import users
from core.addresses import reverse
from core.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def new_user(client, **changes):
    data = {
        "username": "moi",
        "full_name": "Người Mới",
        "email": "moi@tinhmau.example",
        "role": "staff",
        **changes,
    }
    return client.post(reverse("accounts:user-create"), data)


def test_who_is_made_on_the_command_line_is_an_administrator(client):
    call_command("createsuperuser", username="dau-tien", email="a@b.vn", interactive=False, verbosity=0)
    first = User.objects.get()
    assert (first.role, first.is_superuser) == (Role.ADMINISTRATOR, True)
    client.force_login(first)
    assert "Quản trị" in client.get(reverse("desk:today")).content.decode()


def test_a_new_user_gets_a_password_shown_once(as_user, administrator):
    client = as_user(administrator)

    answer = new_user(client)

    user = User.objects.get(username="moi")
    shown = re.search(r"<code class=\"fs-2\">([^<]+)</code>", answer.content.decode())
    assert shown
    assert user.check_password(shown[1])
    assert user.must_change_password
    assert shown[1] not in client.get(reverse("accounts:users")).content.decode()


def test_a_secretary_is_bound_to_bodies_and_a_taken_name_is_refused(as_user, administrator, body_a):
    client = as_user(administrator)

    missing = new_user(client, role="secretary")
    assert missing.status_code == 422
    assert "ít nhất một tổ chức" in missing.content.decode()
    assert not User.objects.filter(username="moi").exists()

    new_user(client, role="secretary", bodies=[body_a.pk])
    assert list(BodyGrant.objects.values_list("user__username", "body__code")) == [("moi", "DD-A")]

    taken = new_user(client, username="MOI")
    assert taken.status_code == 422
    assert "Đã có người dùng mang tên đăng nhập" in taken.content.decode()


def test_grants_follow_the_form_and_go_with_the_role(as_user, administrator, secretary_of_a, body_b):
    client = as_user(administrator)
    address = reverse("accounts:user", args=[secretary_of_a.pk])

    answer = client.post(
        address, {"full_name": "Thư ký", "email": "", "role": "secretary", "bodies": [body_b.pk]}
    )
    assert answer.status_code == 303
    assert list(secretary_of_a.grants.values_list("body__code", flat=True)) == ["DD-B"]

    client.post(address, {"full_name": "Thư ký", "email": "", "role": "leader"})
    assert not secretary_of_a.grants.exists()


def test_a_reader_is_given_parts_and_bodies_kinds_or_all(as_user, administrator, body_a):
    client = as_user(administrator)

    assert "Chọn tổ chức, loại tổ chức" in new_user(client, role="reader").content.decode()
    assert "ít nhất một phần" in new_user(client, role="reader", reads_all="on").content.decode()
    new_user(client, role="reader", kinds=[body_a.kind_id], areas=["hop", "to-chuc"])
    made = User.objects.get(username="moi")
    assert (made.areas, made.reads_all, made.kinds.get().kind) == (["hop", "to-chuc"], False, body_a.kind)

    answer = client.post(
        reverse("accounts:user", args=[made.pk]), {"full_name": "Người Mới", "email": "", "role": "staff"}
    )
    assert answer.status_code == 303
    made.refresh_from_db()
    assert (made.areas, made.kinds.count()) == ([], 0)


def test_a_reader_lands_on_the_first_part_and_is_shown_no_other(as_user, reader_of_bodies, body_a):
    client = as_user(reader_of_bodies)
    page = client.get("/", follow=True)
    assert page.redirect_chain[-1][0] == "/to-chuc/"
    words = page.content.decode()
    menu = words[words.index('class="nn-nav"') : words.index("</ul>")]
    assert re.findall(r'<a href="(/[^"]*)"', menu) == ["/to-chuc/", "/danh-ba/"]
    assert 'href="/tim/"' not in words


def test_a_stopped_account_is_out_at_once(as_user, administrator, staff):
    worker = as_user(staff)
    assert worker.get("/can-xu-ly/").status_code == 200

    as_user(administrator).post(reverse("accounts:user-deactivate", args=[staff.pk]))

    assert worker.get("/can-xu-ly/").status_code == 302


def test_a_new_password_ends_the_sessions(as_user, administrator, staff):
    worker = as_user(staff)
    as_user(administrator).post(reverse("accounts:user-password", args=[staff.pk]))

    assert worker.get("/can-xu-ly/").status_code == 302


def test_the_last_administrator_stays(administrator):
    other = factories.UserFactory(username="quantri2", role=Role.ADMINISTRATOR)
    users.deactivate(other, by=administrator)

    with pytest.raises(Refused, match="cuối cùng"):
        users.change(
            administrator, full_name="A", email="", role=Role.STAFF, reach=users.Reach(), by=administrator
        )
    with pytest.raises(Refused, match="chính mình"):
        users.deactivate(administrator, by=administrator)


@pytest.mark.parametrize("persona", ["staff", "leader", "secretary_of_a"])
def test_administration_does_not_exist_for_others(request, as_user, persona, administrator):
    client = as_user(request.getfixturevalue(persona))

    for name, args in [
        ("accounts:users", []),
        ("accounts:user-create", []),
        ("accounts:user", [administrator.pk]),
        ("accounts:audit", []),
        ("desk:settings", []),
    ]:
        assert client.get(reverse(name, args=args)).status_code == 404
    assert client.post(reverse("accounts:user-deactivate", args=[administrator.pk])).status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_costs_the_same_however_long(as_user, administrator, number, django_assert_num_queries):
    for membership in factories.MembershipFactory.create_batch(number):
        SeatGrant.objects.create(seat=membership.seat)
        factories.UserFactory(role=Role.SECRETARY, person=membership.person)
    client = as_user(administrator)

    with django_assert_num_queries(7):
        assert client.get(reverse("accounts:users")).status_code == 200


def test_the_log_names_who_wrote(as_user, administrator):
    client = as_user(administrator)
    new_user(client)

    page = client.get(reverse("accounts:audit")).content.decode()

    assert str(administrator) in page
    assert "/quan-tri/nguoi-dung/them/" in page
    assert "người dùng (1)" in page


@pytest.mark.parametrize("address", ["", "moi@tinhmau.example"])
def test_the_page_of_an_account_offers_what_helps_who_forgot_the_password(
    administrator, staff, as_user, address
):
    User.objects.filter(pk=staff.pk).update(email=address)
    page = as_user(administrator).get(reverse("accounts:user", args=[staff.pk])).content.decode()
    assert f'action="{reverse("accounts:user-password", args=[staff.pk])}"' in page
    assert (f'action="{reverse("accounts:user-invite", args=[staff.pk])}"' in page) is bool(address)

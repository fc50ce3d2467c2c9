"""Deputies: they have the user's rights for some days, every trace names both, and it ends by itself."""

import datetime as dt

import pytest
import time_machine

from accounts.enums import Role
from accounts.models import Deputy, User
from accounts.services import deputies
from core.addresses import reverse
from core.errors import Refused
from core.history import changes
from delegations.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(today, secretary_of_a, secretary_of_b) -> Deputy:
    """The secretary of B works for the secretary of A this week."""
    return Deputy.objects.create(
        user=secretary_of_a, deputy=secretary_of_b, starts_on=today, ends_on=today + dt.timedelta(days=4)
    )


def acting(as_user, row):
    client = as_user(row.deputy)
    client.post(reverse("account_act_for", args=[row.pk]))
    return client


def test_a_user_names_a_deputy_who_then_works_with_their_rights(
    as_user, today, secretary_of_a, secretary_of_b
):
    wanted = {
        "deputy": secretary_of_b.pk,
        "starts_on": "23/11/2026",
        "ends_on": "27/11/2026",
        "reason": "Đi học",
    }
    assert as_user(secretary_of_a).post(reverse("account_deputies"), wanted).status_code == 303
    row = Deputy.objects.get()

    client = as_user(secretary_of_b)
    assert client.get("/to-chuc/DD-A/").status_code == 404
    assert "Làm việc thay mặt" in client.get(reverse("account_deputies")).content.decode()
    client.post(reverse("account_act_for", args=[row.pk]))

    page = client.get("/to-chuc/DD-A/").content.decode()
    assert "Đang làm việc thay mặt" in page
    assert client.get("/to-chuc/DD-B/").status_code == 404  # the user's rights, and no others
    client.post(reverse("account_act_as_self"))
    assert client.get("/to-chuc/DD-A/").status_code == 404
    assert client.get("/to-chuc/DD-B/").status_code == 200


def test_every_trace_names_both(as_user, row, body_a, administrator):
    row.user.role = row.deputy.role = Role.STAFF
    User.objects.update(role=Role.STAFF)
    User.objects.filter(pk=administrator.pk).update(role=Role.ADMINISTRATOR)
    client = acting(as_user, row)

    answer = client.post("/danh-ba/them/", {"full_name": "Trần Văn Mẫu", "title": "Cán bộ"})
    assert answer.status_code in {200, 303}, answer.content.decode()[:2000]
    both = f"{row.deputy} thay mặt {row.user}"

    person = Person.objects.get(full_name="Trần Văn Mẫu")
    assert changes(person)[0].by == both
    assert both in as_user(administrator).get(reverse("accounts:audit")).content.decode()
    assert both in client.get(reverse("desk:own-acts")).content.decode()


def test_it_ends_by_itself_and_when_an_account_stops(as_user, row):
    client = acting(as_user, row)
    assert client.get("/to-chuc/DD-A/").status_code == 200
    User.objects.filter(pk=row.user_id).update(is_active=False)
    assert client.get("/to-chuc/DD-A/").status_code == 404
    User.objects.filter(pk=row.user_id).update(is_active=True)
    assert client.get("/to-chuc/DD-A/").status_code == 404  # chosen anew or not at all

    client = acting(as_user, row)
    assert client.get("/to-chuc/DD-A/").status_code == 200
    with time_machine.travel(dt.datetime(2026, 11, 28, 5, tzinfo=dt.UTC), tick=False):
        later = type(client)()
        later.force_login(row.deputy, backend="django.contrib.auth.backends.ModelBackend")
        later.post(reverse("account_act_for", args=[row.pk]))
        assert later.get("/to-chuc/DD-A/").status_code == 404


def test_where_the_account_stopped_nothing_is_offered(as_user, row):
    row.user.is_active = False
    row.user.save()
    page = as_user(row.deputy).get(reverse("account_deputies")).content.decode()
    assert "tài khoản được thay đã ngừng" in page
    assert f'action="{reverse("account_act_for", args=[row.pk])}"' not in page


def test_a_deputy_does_not_reach_the_users_account(as_user, row):
    client = acting(as_user, row)

    for name in ("account_sessions", "account_change_password", "tokens:mine", "meetings:addresses"):
        assert client.get(reverse(name)).wsgi_request.user == row.deputy, name
    made = client.post(reverse("tokens:make"), {"name": "x", "scopes": ["bodies"], "expires_on": "1/12/2026"})
    assert made.status_code < 500
    assert not row.user.access_tokens.exists()


def test_rights_that_need_a_second_factor_need_the_deputys(as_user, row, settings):
    settings.SECOND_FACTOR_ROLES, settings.MAIL_LIVE = frozenset({"leader"}), True
    User.objects.filter(pk=row.user_id).update(role=Role.LEADER)

    client = acting(as_user, row)

    assert "xác thực hai lớp" in client.get(reverse("account_deputies")).content.decode()
    assert client.get("/to-chuc/DD-B/").wsgi_request.user == row.deputy


def test_who_is_nobodys_deputy_acts_for_nobody(as_user, row, staff, today):
    client = as_user(staff)
    client.post(reverse("account_act_for", args=[row.pk]))

    assert client.get("/to-chuc/DD-A/").wsgi_request.user == staff
    client.post(reverse("account_deputy_end", args=[row.pk]))
    row.refresh_from_db()
    assert row.ends_on > today


def test_what_is_refused(today, staff, leader, administrator, reader_of_bodies):
    def named(user=staff, deputy=leader, days=3, by=None, ahead=0):
        first = today + dt.timedelta(days=ahead)
        deputies.name(
            user=user,
            deputy=deputy,
            starts_on=first,
            ends_on=first + dt.timedelta(days=days),
            reason="",
            by=by or user,
            today=today,
        )

    for refused, words in [
        ({"by": leader}, "chính người ấy"),
        ({"user": administrator}, "Quản trị"),
        ({"deputy": staff}, "người khác"),
        ({"deputy": reader_of_bodies}, "chỉ được xem"),
        ({"days": -1}, "Ngày cuối"),
        ({"days": 120}, "90 ngày"),
        ({"days": 2, "ahead": -9}, "Thời hạn"),
    ]:
        with pytest.raises(Refused, match=words):
            named(**refused)
    named(by=administrator)
    assert str(Deputy.objects.get()) == f"{leader} thay mặt {staff}"


def test_ending_leaves_the_days_that_were(today, row):
    row.starts_on = today - dt.timedelta(days=2)
    row.save()
    deputies.end(row, by=row.user, today=today)
    assert row.ends_on == today - dt.timedelta(days=1)


def test_who_is_alone_reads_why_nobody_can_be_named(as_user, secretary_of_a, administrator):
    User.objects.exclude(pk__in=[secretary_of_a.pk, administrator.pk]).update(is_active=False)
    own = as_user(secretary_of_a).get(reverse("account_deputies"))
    assert list(own.context["form"].fields["deputy"].queryset) == [administrator]
    assert "Chưa có ai để cử" not in own.content.decode()

    User.objects.filter(pk=administrator.pk).update(is_active=False)
    alone = as_user(secretary_of_a).get(reverse("account_deputies")).content.decode()
    assert "hệ thống chưa có tài khoản nào khác" in alone

    User.objects.filter(pk=administrator.pk).update(is_active=True)
    User.objects.filter(pk=secretary_of_a.pk).update(is_active=False)
    page = as_user(administrator).get(reverse("account_deputies")).content.decode()
    assert "cần tài khoản của người được thay" in page

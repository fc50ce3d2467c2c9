"""Accounts bound to posts: the scope is that of who holds the post, on every day."""

import datetime as dt
import re

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.enums import Role
from accounts.models import SeatGrant, User
from accounts.queries import bodies_of, posts
from accounts.services import users
from core import clock, known
from core.addresses import reverse
from core.clock import ZONE
from core.errors import Refused
from delegations.models import Body, Membership
from delegations.queries import contacts
from delegations.services import carrying, memberships, offices
from outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def post(body_a: Body) -> Membership:
    """The seat of a body's secretary, which opens it, held by somebody with an account."""
    seat = factories.SeatFactory(body=body_a, role="secretary", office=factories.OfficeFactory())
    membership = factories.MembershipFactory(seat=seat, starts_on=dt.date(2024, 1, 1))
    SeatGrant.objects.create(seat=seat)
    account(membership.person)
    return membership


def account(person) -> User:
    return factories.UserFactory(role=Role.SECRETARY, person=person)


def scope_of(person, day: dt.date) -> set[int]:
    """Return what the person's account sees on the day."""
    with time_machine.travel(dt.datetime.combine(day, dt.time(12), ZONE), tick=False):
        return set(bodies_of(User.objects.get(person=person)) or ())


def test_who_leaves_loses_the_scope_and_who_comes_has_it(as_user, staff, post):
    today = clock.today()
    leaving, arriving = post.person, factories.PersonFactory()
    account(arriving)
    assert (
        as_user(User.objects.get(person=leaving)).get(f"/to-chuc/{post.seat.body.code}/").status_code == 200
    )

    offices.hand_over(
        office=post.seat.office, leaving=leaving, arriving=arriving, on=today, by=staff, seats=[post.seat_id]
    )

    own = {post.seat.body_id}
    assert (scope_of(leaving, today - DAY), scope_of(arriving, today - DAY)) == (own, set())
    assert (scope_of(leaving, today), scope_of(arriving, today)) == (set(), own)
    assert (
        as_user(User.objects.get(person=leaving)).get(f"/to-chuc/{post.seat.body.code}/").status_code == 404
    )
    assert (
        as_user(User.objects.get(person=arriving)).get(f"/to-chuc/{post.seat.body.code}/").status_code == 200
    )


class EveryDay(TestCase):
    @settings(max_examples=20)
    @given(
        st.lists(
            st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(1, 5), st.integers(1, 5)), max_size=8
        )
    )
    def test_exactly_the_holders_of_a_post_have_its_scope(self, turns):
        """Random terms of four people in three seats of three bodies, with gaps; one seat opens nothing."""
        people = [factories.PersonFactory() for _one in range(4)]
        for person in people:
            account(person)
        seats = [factories.SeatFactory() for _one in range(3)]
        SeatGrant.objects.bulk_create([SeatGrant(seat=seat) for seat in seats[:2]])
        begin, staff = dt.date(2026, 3, 1), factories.UserFactory()
        free = dict.fromkeys(range(3), begin)
        held = []
        for who, where, gap, length in turns:
            first = free[where] + gap * DAY
            last = first + (length - 1) * DAY
            free[where] = last + DAY
            memberships.designate(
                seat=seats[where], person=people[who], starts_on=first, ends_on=last, by=staff
            )
            held.append((who, where, first, last))
        for offset in range(0, 45, 2):
            day = begin + offset * DAY
            for number, person in enumerate(people):
                expected = {
                    seats[where].body_id
                    for who, where, first, last in held
                    if who == number and where < 2 and first <= day <= last
                }
                assert scope_of(person, day) == expected


def test_the_scope_of_a_page_costs_no_query_more(
    as_user, post, secretary_of_a, django_assert_max_num_queries
):
    """The same page, for an account by name and one by post."""
    counts = []
    for user in (secretary_of_a, User.objects.get(person=post.person)):
        client = as_user(user)
        client.get("/to-chuc/")
        with django_assert_max_num_queries(100) as found:
            client.get("/to-chuc/")
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_what_was_known_widens_no_scope(post):
    """Before the hand-over was recorded the old holder held the post; looking back gives it to nobody."""
    today = clock.today()
    Membership.objects.filter(pk=post.pk).update(ends_on=today - DAY)
    with known.at_end_of(today - DAY):
        assert bodies_of(User.objects.get(person=post.person)) == frozenset()
        assert not Body.objects.visible_to(User.objects.get(person=post.person)).exists()


def test_mails_go_to_the_new_holder_and_old_links_say_why_not(client, staff, post, administrator):
    body, today = post.seat.body, clock.today()
    arriving = factories.PersonFactory()
    successor = account(arriving)
    Body.objects.filter(pk=body.pk).update(email="")
    old = User.objects.get(person=post.person)
    assert contacts.on_day(today)[body.pk].office[0].address == old.email
    offices.hand_over(
        office=post.seat.office,
        leaving=post.person,
        arriving=arriving,
        on=today,
        by=staff,
        seats=[post.seat_id],
    )
    assert [one.address for one in contacts.on_day(today)[body.pk].office] == [successor.email]
    assert contacts.left_on(body.pk, old.email, today) == today - DAY
    assert contacts.left_on(body.pk, successor.email, today) is None
    assert contacts.left_on(body.pk, "vanphong@tinh.example", today) is None


def test_an_account_is_bound_on_its_page(as_user, administrator, post):
    """Of a vacant post, of two people's posts and of somebody's who has an account it is refused."""
    client, address = as_user(administrator), reverse("accounts:user-create")
    other = factories.MembershipFactory(seat=factories.SeatFactory(role="deputy"))
    vacant = factories.SeatFactory(role="deputy")
    data = {"username": "moi", "full_name": "Mới", "email": "", "role": "secretary"}

    def refused(seats):
        return client.post(address, data | {"seats": [seat.pk for seat in seats]}).content.decode()

    assert "đang khuyết" in refused([vacant])
    assert "do nhiều đồng chí giữ" in refused([other.seat, post.seat])
    assert "đã có tài khoản" in refused([post.seat])
    assert client.post(address, data | {"seats": [other.seat_id]}).status_code == 200
    made = User.objects.get(username="moi")
    assert made.person == other.person
    assert set(bodies_of(made) or ()) == {other.seat.body_id}

    page = client.get(reverse("accounts:user", args=[made.pk])).content.decode()
    assert f'value="{other.person.code}"' in page
    answer = client.post(
        reverse("accounts:user", args=[made.pk]), data | {"bodies": [post.seat.body_id], "person": ""}
    )
    assert answer.status_code == 303
    made = User.objects.get(username="moi")
    assert made.person is None
    assert set(bodies_of(made) or ()) == {post.seat.body_id}
    assert not SeatGrant.objects.filter(seat=other.seat).exists()


def test_a_hand_over_offers_the_successor_an_account(as_user, administrator, post):
    client, today = as_user(administrator), clock.today()
    arriving = factories.PersonFactory(full_name="Phạm Thị Kế Nhiệm", email="ke@tinh.example")
    address = reverse("delegations:hand_over", args=[post.seat.office_id])
    asked = {"leaving": post.person.code, "arriving": arriving.code, "on": f"{today:%d/%m/%Y}"}
    page = client.get(address, asked).content.decode()
    assert "Chuyển tài khoản theo chức danh" in page
    assert "chưa có tài khoản theo chức danh" in page

    answer = client.post(address, asked | {"seat": [post.seat_id], "tai-khoan": "1"})

    form = client.get(answer["Location"]).content.decode()
    assert 'value="Phạm Thị Kế Nhiệm"' in form
    assert 'value="nhiem.ptk"' in form
    data = {"username": "nhiem.ptk", "full_name": arriving.full_name, "email": arriving.email}
    more = {"role": "secretary", "seats": [post.seat_id], "person": arriving.code, "by_mail": "on"}
    assert client.post(reverse("accounts:user-create"), data | more).status_code == 303
    assert Message.objects.get(address=arriving.email).kind == "account"
    assert scope_of(arriving, today) == {post.seat.body_id}

    undo = re.search(r'action="(/hoan-tac/[^"]+)"', form)
    assert undo is not None
    client.post(undo[1])
    assert scope_of(arriving, today) == set()
    assert scope_of(post.person, today) == {post.seat.body_id}


def test_a_hand_over_that_cannot_be_offers_nothing(as_user, administrator, post):
    """Who sits in the body already: neither a button nor a word of accounts that would go along."""
    there = factories.MembershipFactory(seat=factories.SeatFactory(body=post.seat.body))
    asked = {"leaving": post.person.code, "arriving": there.person.code, "on": f"{clock.today():%d/%m/%Y}"}
    answer = as_user(administrator).get(reverse("delegations:hand_over", args=[post.seat.office_id]), asked)
    page = answer.content.decode()
    assert "cho thôi vị trí đó trước" in page
    assert "Chưa chuyển được vị trí nào" in page
    assert "Ghi nhận chuyển" not in page
    assert "Chuyển tài khoản theo chức danh" not in page


def test_others_are_told_to_ask_for_the_account(as_user, staff, post):
    arriving = factories.PersonFactory()
    asked = {"leaving": post.person.code, "arriving": arriving.code, "on": f"{clock.today():%d/%m/%Y}"}
    page = as_user(staff).get(reverse("delegations:hand_over", args=[post.seat.office_id]), asked)
    assert "Đề nghị quản trị lập" in page.content.decode()
    assert 'name="tai-khoan"' not in page.content.decode()


def test_a_reform_carries_what_posts_open(staff, post, body_b):
    today = clock.today()
    stays = factories.MembershipFactory(seat=factories.SeatFactory(body=post.seat.body))
    moves = [carrying.Carried(row.seat, body_b, "member", row) for row in (post, stays)]
    made = carrying.carry(moves=moves, starts_on=today, decision="1", by=staff)
    assert [posts.opened([seat.pk]) == {seat.pk} for seat in made] == [True, False]
    assert scope_of(post.person, today) == {post.seat.body_id, body_b.pk}


def test_the_list_shows_posts_and_finds_those_who_left(as_user, administrator, post):
    client, listing = as_user(administrator), reverse("accounts:users")
    holder = User.objects.get(person=post.person)
    assert post.seat.body.name in client.get(listing).content.decode()
    assert "(0" not in client.get(listing).content.decode(), "through a post alone: no number of bodies"
    assert holder.username not in client.get(listing, {"trang_thai": "left"}).content.decode()

    Membership.objects.filter(pk=post.pk).update(ends_on=clock.today() - DAY)
    factories.MembershipFactory(seat=post.seat, starts_on=clock.today(), person__full_name="Người Kế Nhiệm")

    page = client.get(listing, {"trang_thai": "left"}).content.decode()
    assert holder.username in page
    assert "chức danh đã thôi" in page
    assert "Người Kế Nhiệm" in page  # holds a post that opens, and has no account


def test_many_are_stopped_at_once_and_undone(as_user, administrator, staff, secretary_of_a):
    client = as_user(administrator)
    address = (
        reverse("accounts:users-deactivate")
        + f"?chon={staff.pk}&chon={secretary_of_a.pk}&chon={administrator.pk}"
    )
    page = client.get(address).content.decode()
    assert "là tài khoản của chính mình" in page
    ticked = {"lam": [staff.pk, secretary_of_a.pk, administrator.pk]}
    page = client.post(address, ticked, follow=True).content.decode()
    assert "Đã ngừng 2 tài khoản" in page
    assert set(User.objects.filter(is_active=False)) == {staff, secretary_of_a}

    client.post(re.search(r'action="(/hoan-tac/[^"]+)"', page)[1])
    assert not User.objects.filter(is_active=False).exists()


def test_nobody_undoes_for_a_body_whose_post_they_left(as_user, post):
    holder = User.objects.get(person=post.person)
    client, body = as_user(holder), post.seat.body
    page = client.post(
        reverse("delegations:edit_seat", args=[body.code, post.seat_id]),
        {
            "code": "DD-A-99",
            "role": "secretary",
            "starts_on": f"{post.seat.starts_on:%d/%m/%Y}",
            "ends_on": "",
        },
        follow=True,
    ).content.decode()
    undo = re.search(r'action="(/hoan-tac/[^"]+)"', page)[1]
    Membership.objects.filter(pk=post.pk).update(ends_on=clock.today() - DAY)
    page = client.post(undo, follow=True).content.decode()
    assert "Quyền của tài khoản đã thay đổi" in page


def test_a_person_has_one_account(administrator, post):
    with pytest.raises(Refused, match="ít nhất một"):
        users.create(
            username="x", full_name="x", email="", role=Role.SECRETARY, reach=users.Reach(), by=administrator
        )


@pytest.mark.parametrize("name", ["accounts:users-deactivate", "user_files:hand-in", "user_files:everybody"])
def test_these_pages_are_for_administrators(as_user, staff, leader, secretary_of_a, name):
    for user in (staff, leader, secretary_of_a):
        assert as_user(user).get(reverse(name)).status_code == 404

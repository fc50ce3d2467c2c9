"""The first tour: a short one for each kind of user, offered once, called again at will."""

import pytest

from accounts.enums import Role
from core.addresses import reverse
from desk.documents import tour


@pytest.mark.parametrize(
    ("who", "first", "steps"),
    [
        ("staff", "/hom-nay/", 7),
        ("secretary_of_a", "/hom-nay/", 4),
        ("leader", "/tong-quan/", 5),
        ("administrator", "/hom-nay/", 7),
    ],
)
def test_each_has_their_own_from_the_first_step_to_the_last(who, first, steps, request, as_user, province):
    client = as_user(request.getfixturevalue(who))
    answer = client.get("/tro-giup/lam-quen/")
    seen, at = [], answer["Location"]
    while at:
        page = client.get(at)
        card = page.context["card"]
        seen.append(card.number)
        assert (page.status_code, card.last) == (200, steps)
        at = card.after

    assert answer["Location"] == f"{first}?lam-quen=1"
    assert seen == list(range(1, steps + 1))


def test_it_offers_itself_where_it_begins_until_it_was_left(staff, as_user):
    client = as_user(staff)
    offered = client.get("/hom-nay/").content.decode()
    elsewhere = client.get("/hop/").content.decode()
    left = client.post("/tro-giup/lam-quen/xong/", {"buoc": "3"})
    staff.refresh_from_db()

    assert "Làm quen trong ba phút" in offered
    assert "Làm quen trong ba phút" not in elsewhere
    assert (left.status_code, left["Location"]) == (303, "/hop/")
    assert staff.tour_ended_at is not None
    assert "Làm quen trong ba phút" not in client.get("/hom-nay/").content.decode()
    assert client.get("/hom-nay/?lam-quen=1").context["card"].number == 1


def test_looking_at_it_remembers_nothing(staff, as_user):
    client = as_user(staff)
    client.get("/tro-giup/lam-quen/")
    client.get("/hom-nay/?lam-quen=7")
    staff.refresh_from_db()

    assert staff.tour_ended_at is None
    assert client.get("/tro-giup/lam-quen/xong/").status_code == 405


@pytest.mark.parametrize("number", ["", "0", "8", "-1", "x", "²", "999999999999"])
def test_a_number_that_is_none_shows_no_card_and_breaks_nothing(number, staff, as_user):
    client = as_user(staff)

    assert client.get("/hom-nay/", {"lam-quen": number}).context["card"] is None
    assert client.post("/tro-giup/lam-quen/xong/", {"buoc": number})["Location"] == "/"


def test_a_step_is_shown_on_its_own_page_only(staff, as_user):
    assert as_user(staff).get("/hop/?lam-quen=1").context["card"] is None


def test_it_costs_no_query(staff, as_user, django_assert_num_queries):
    client = as_user(staff)
    with django_assert_num_queries(2):
        client.get("/tro-giup/")
    with django_assert_num_queries(2):
        client.get("/tro-giup/lam-quen/")


def test_every_place_can_be_gone_to():
    assert [reverse(step.place) for role in Role.values for step in tour.steps_for(role)].count("") == 0


def test_a_stranger_has_none(client):
    assert client.get("/tro-giup/lam-quen/").status_code == 302
    assert client.post("/tro-giup/lam-quen/xong/").status_code in {302, 403}

"""A year of periodic meetings for all bodies from one screen."""

import datetime as dt
import re

import pytest

from core.addresses import reverse
from meetings.models import Meeting
from obligations.enums import DayOffKind
from obligations.models import DayOff
from tests import factories

URL = reverse("desk:plan-year")
D = dt.date


@pytest.fixture(autouse=True)
def today(today: dt.date) -> dt.date:
    return today


def proposed(page: str, body) -> list[str]:
    return re.findall(rf'name="d{body.pk}-\d+" value="([^"]+)"', page)


def test_each_body_gets_the_days_of_its_own_rhythm(body_a, body_b, staff, as_user) -> None:
    body_b.cadence_decisions.create(months=2, starts_on=D(2026, 1, 1), basis="29-QC/ĐĐ, Điều 6")
    page = as_user(staff).get(URL).content.decode()
    assert proposed(page, body_a) == ["18/03/2027", "17/06/2027", "16/09/2027", "16/12/2027"]
    assert proposed(page, body_b) == [
        *("18/02/2027", "15/04/2027", "17/06/2027"),
        *("19/08/2027", "21/10/2027", "16/12/2027"),
    ]
    assert "29-QC/ĐĐ, Điều 6" in page


def test_days_off_are_avoided_and_periods_with_a_meeting_left_out(body_a, staff, as_user) -> None:
    DayOff.objects.create(day=D(2027, 3, 18), name="Nghỉ", kind=DayOffKind.OFF)
    factories.MeetingFactory(body=body_a, held_on=D(2027, 5, 4), status="planned")
    page = as_user(staff).get(URL).content.decode()
    assert proposed(page, body_a) == ["19/03/2027", "16/09/2027", "16/12/2027"]
    assert "04/05/2027" in page


def test_the_year_of_several_bodies_is_saved_as_it_was_edited(body_a, body_b, staff, as_user) -> None:
    other = factories.BodyFactory(code="DD-C")
    a, b, c = body_a.pk, body_b.pk, other.pk
    data = {"to_chuc": [a, b], "gio": "8h", "dia_diem": "P1"}
    data |= {f"d{a}-1": "18/3/2027", f"d{a}-3": "17.9.2027", f"d{b}-4": "16/12/2027", f"d{c}-1": "18/03/2027"}
    answer = as_user(staff).post(URL + "?nam=2027", data)
    assert (answer.status_code, answer["Location"]) == (303, "/hop/?trang_thai=planned&xep=ngay")
    assert list(Meeting.objects.order_by("held_on").values_list("body", "held_on", "starts_at", "place")) == [
        (a, D(2027, 3, 18), dt.time(8), "P1"),
        (a, D(2027, 9, 17), dt.time(8), "P1"),
        (b, D(2027, 12, 16), dt.time(8), "P1"),
    ]


def test_one_wrong_day_saves_nothing_and_keeps_what_was_typed(body_a, body_b, staff, as_user) -> None:
    data = {"to_chuc": [body_a.pk, body_b.pk], f"d{body_a.pk}-1": "17/03/2027", f"d{body_b.pk}-1": "2027"}
    answer = as_user(staff).post(URL + "?nam=2027", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "17/03/2027" in page
    assert "“2027” không phải là ngày" in page
    assert Meeting.objects.count() == 0


def test_a_day_on_which_a_body_does_not_stand_is_named_with_the_body(body_a, staff, as_user) -> None:
    data = {"to_chuc": [body_a.pk], f"d{body_a.pk}-1": "17/03/1960"}
    answer = as_user(staff).post(URL + "?nam=2027", data)
    assert answer.status_code == 422
    assert f"{body_a.name}: Ngày 17/03/1960 trước ngày thành lập" in answer.content.decode()


def test_it_narrows_to_a_body_and_a_secretary_plans_only_their_own(
    body_a, body_b, staff, leader, secretary_of_b, client, as_user
) -> None:
    page = as_user(staff).get(URL + "?to_chuc=DD-A").content.decode()
    assert (len(proposed(page, body_a)), proposed(page, body_b)) == (4, [])
    own = as_user(secretary_of_b)
    page = own.get(URL).content.decode()
    assert (proposed(page, body_a), len(proposed(page, body_b))) == ([], 4)
    own.post(URL, {"to_chuc": [body_a.pk], f"d{body_a.pk}-1": "18/03/2027"})
    assert Meeting.objects.count() == 0
    assert as_user(leader).get(URL).status_code == 403
    assert client.get(URL)["Location"].startswith("/tai-khoan/dang-nhap/")


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_costs_the_same(as_user, staff, number, django_assert_num_queries) -> None:
    for _n in range(number):
        factories.BodyFactory()
    client = as_user(staff)
    with django_assert_num_queries(11):
        assert client.get(URL).status_code == 200


@pytest.mark.parametrize("query", ["?nam=x&tuan=9&thu=²&so_thang=0&to_chuc=%00", "?nam=2200&thu=5&tuan=-1"])
def test_rubbish_in_the_address_is_as_nothing(body_a, as_user, staff, query) -> None:
    assert as_user(staff).get(URL + query).status_code == 200

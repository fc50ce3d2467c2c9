"""The palette offers the pages and acts that words name, and only those that open."""

import datetime as dt

import pytest

from accounts.enums import Role
from config.navigation import PLACES
from core import clock
from delegations.models import Body
from desk.queries import palette, search
from tests import factories

pytestmark = pytest.mark.django_db


def offered(text, user, on=None):
    """Return what is offered: label, body or other second line, address."""
    groups = palette.named(search.asked(text, user=user, on=on or clock.today()))
    return [(str(hit.label), hit.detail, hit.url) for group in groups for hit in group.hits]


@pytest.fixture
def farmers():
    return factories.BodyFactory(code="DD-HND", name="Đảng đoàn Hội Nông dân tỉnh")


@pytest.mark.parametrize(
    ("text", "label", "address"),
    [
        ("lên lịch nông dân", "Lên lịch họp", "/hop/len-lich/?to-chuc=DD-HND"),
        ("len lich hnd", "Lên lịch họp", "/hop/len-lich/?to-chuc=DD-HND"),
        ("nông dân nhận báo cáo", "Ghi nhận báo cáo", "/bao-cao/nhan/?to-chuc=DD-HND"),
        ("ghi nhan hop dd-hnd", "Ghi nhận cuộc họp", "/hop/ghi-nhan/?to-chuc=DD-HND"),
        ("miễn hoãn nông dân", "Miễn, hoãn một việc của tổ chức", "/to-chuc/DD-HND/phat-hien/"),
        ("quy chế làm việc hnd", "Ghi quy chế làm việc", "/to-chuc/DD-HND/quy-che/them/"),
        ("xem theo ngày 30/06/2026 hnd", "Xem theo ngày 30/06/2026", "/to-chuc/DD-HND/?ngay=2026-06-30"),
    ],
)
def test_a_body_typed_along_is_chosen(farmers, body_a, staff, as_user, text, label, address):
    found = offered(text, staff)
    assert found[0] == (label, "Đảng đoàn Hội Nông dân tỉnh", address)
    assert as_user(staff).get(address).status_code == 200


def test_nothing_is_done_for_a_body_that_has_ended(farmers, staff):
    """The form would refuse it; the body's own page, which is found, names who took its duties over."""
    Body.objects.filter(pk=farmers.pk).update(ended_on=clock.today() - dt.timedelta(1))
    assert offered("lên lịch nông dân", staff) == []
    asked = search.asked("nông dân", user=staff, on=clock.today())
    assert [group.key for group in search.everywhere(asked)] == ["to-chuc"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("lên lịch", "Lên lịch họp"),
        ("nhap du lieu", "Nhập dữ liệu từ Excel"),
        ("xem theo ngay", "Tra cứu"),
        ("miễn hoãn", "Miễn, hoãn một việc của tổ chức"),
        ("can xu ly", "Việc phải làm"),
        ("xem theo ngày 30/06/2026", "Xem theo ngày 30/06/2026"),
    ],
)
def test_words_name_acts_and_pages(staff, text, label):
    assert label in {one for one, _detail, _url in offered(text, staff)}


def test_words_that_name_nothing_offer_nothing(farmers, staff):
    for text in ("khongco", "lên lịch khongco", "nông dân", "a"):
        assert offered(text, staff) == []


def test_nothing_typed_offers_the_acts_of_ones_own_work(staff, leader, secretary_of_a):
    assert len(offered("", staff)) == palette.ACTS_SHOWN
    assert offered("", leader)[0][0] == "Ghi ý kiến chỉ đạo"
    assert "Lập công văn nhắc" not in {label for label, _detail, _url in offered("", secretary_of_a)}


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEADER, Role.ADMINISTRATOR, Role.SECRETARY])
def test_what_is_offered_opens_and_what_is_not_does_not(body_a, as_user, role):
    granted = [body_a] if role == Role.SECRETARY else []
    user = factories.UserFactory(role=role, bodies=granted)
    client = as_user(user)
    (body,) = search.asked(body_a.code, user=user, on=clock.today()).bodies
    offered_places = [place for place in (*palette.ACTS, *palette.PAGES) if place.may(user)]
    open_to_them = {place.name for place in offered_places}
    for place in (*palette.ACTS, *palette.PAGES):
        answer = client.get(place.address(body if place.body else None), follow=True)
        assert (answer.status_code == 200) == (place.name in open_to_them), (place.name, answer.status_code)


def test_a_secretary_is_offered_only_their_own_bodies(farmers, secretary_of_b):
    assert offered("lên lịch nông dân", secretary_of_b) == []


def test_every_place_of_the_navigation_is_a_page_of_the_palette():
    pages = {(page.name, str(page.label)) for page in palette.PAGES}
    assert {(place.name, str(place.label)) for place in PLACES} <= pages


def test_a_whole_day_is_meant_only_where_it_is_whole(staff):
    on = dt.date(2026, 5, 4)
    assert offered("30/6", staff, on=on) == []
    assert offered("30/6/2026", staff, on=on) == [
        ("Xem theo ngày 30/06/2026", "Tổng quan", "/tong-quan/?ngay=2026-06-30")
    ]

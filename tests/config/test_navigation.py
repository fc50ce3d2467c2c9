"""The menu leads only where its reader may go, and marks where the reader is."""

import re
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from accounts.enums import Role
from config import navigation


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["staff", "leader", "administrator", "secretary_of_a"])
def test_every_place_in_the_menu_opens(role, request, as_user) -> None:
    client = as_user(request.getfixturevalue(role))
    page = client.get("/tai-khoan/phien/").content.decode()
    menu = page[page.index('class="nn-nav"') : page.index("</ul>")]
    places = re.findall(r'<a href="(/[^"]*)"', menu)
    assert len(places) > 8
    assert {place: client.get(place, follow=True).status_code for place in places} == dict.fromkeys(
        places, 200
    )


def shown(path, role=Role.ADMINISTRATOR):
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(role=str(role))
    return navigation.places_for(request)


@pytest.mark.parametrize(
    ("role", "missing"),
    [
        (Role.ADMINISTRATOR, set()),
        (Role.STAFF, {"Quản trị"}),
        (Role.LEADER, {"Quản trị"}),
        (Role.SECRETARY, {"Quản trị", "Nhắc việc"}),
    ],
)
def test_a_role_sees_the_places_that_are_its_own(role, missing) -> None:
    everything = {str(place.label) for place in navigation.PLACES}
    assert everything - {str(place["label"]) for place in shown("/", role)} == missing


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/hom-nay/", ["Hôm nay"]),
        ("/tin-moi/", ["Hôm nay"]),
        ("/tong-quan/", ["Tổng quan"]),
        ("/de-xuat/", ["Báo cáo, đề xuất"]),
        ("/nhap-xuat/", ["Tổ chức đảng"]),
        ("/tong-quan/du-bao/", ["Tổng quan"]),
        ("/chi-dao/y-kien/DD-A~CD-1/", ["Tổng quan"]),
        ("/danh-gia/DD-A/2026/", ["Tổng quan"]),
        ("/to-chuc/DD-A/nhip-hop/2026-Q1/", ["Tổ chức đảng"]),
        ("/danh-ba/chuc-vu/", ["Danh bạ"]),
        ("/quan-tri/ngay-nghi/", ["Quản trị"]),
        ("/quyet-nghi/", []),
        ("/tai-khoan/phien/", []),
    ],
)
def test_the_place_of_a_page_is_marked(path, marked) -> None:
    assert [place["label"] for place in shown(path) if place["here"]] == marked


def test_places_keep_the_day_that_is_looked_at_but_for_the_one_that_is_of_today() -> None:
    queries = {str(place["label"]): place["url"].partition("?")[2] for place in shown("/?ngay=2025-12-31")}

    assert queries.pop("Hôm nay") == ""
    assert set(queries.values()) == {"ngay=2025-12-31"}


@pytest.mark.parametrize(
    ("role", "first"),
    [(Role.STAFF, ["Hôm nay", "Tổng quan"]), (Role.LEADER, ["Tổng quan", "Hôm nay"])],
)
def test_the_first_place_is_where_the_role_lands(role, first) -> None:
    assert [str(place["label"]) for place in shown("/", role)][:2] == first

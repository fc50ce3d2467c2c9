"""Tổng quan."""

import datetime as dt
import re
from html import unescape

import pytest

from core import clock
from core.addresses import reverse
from delegations.models import Body
from obligations.queries import periods
from obligations.services import judging
from tests import factories
from tests.worlds.small import late_bodies

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [3, 30])
def test_the_overview_costs_the_same(as_user, leader, number, django_assert_num_queries):
    late_bodies(number)
    client = as_user(leader)
    client.get("/tong-quan/")

    with django_assert_num_queries(QUERIES):
        page = client.get("/tong-quan/").content.decode()

    assert page.count('<a class="nn-cell nn-cell-missed"') >= number


QUERIES = 24


@pytest.mark.parametrize("number", [3, 30])
def test_the_work_list_costs_the_same_whatever_its_length(as_user, staff, number, django_assert_num_queries):
    late_bodies(number)
    client = as_user(staff)
    client.get("/can-xu-ly/")

    with django_assert_num_queries(17):
        client.get("/can-xu-ly/")


def test_the_period_that_ended_last_is_the_last_of_a_year_that_is_over():
    late_bodies(3)
    today, bodies = clock.today(), Body.objects.all()
    for on in (today, today - dt.timedelta(45), today - dt.timedelta(200), today + dt.timedelta(60)):
        first = on - dt.timedelta(365)
        over = {
            pk: [cell for cell in cells if not cell.in_progress]
            for pk, cells in periods.since(first, on, bodies).items()
        }

        found = periods.last_ended(first, on, bodies)

        assert found == {pk: cells[-1] for pk, cells in over.items() if cells}
    assert len(periods.last_ended(today - dt.timedelta(365), today, bodies)) == 3


def test_an_empty_province_says_what_to_do_next(as_user, staff):
    page = as_user(staff).get("/tong-quan/").content.decode()

    assert "Nhập dữ liệu từ tệp Excel" in page
    assert "Không có phát hiện nào vào ngày này" in page
    assert "Tất cả 0" not in page
    assert "0 kỳ =" not in as_user(staff).get("/tong-quan/ky-hop/").content.decode()
    assert "Chưa có tổ chức nào để theo dõi" in as_user(staff).get("/can-xu-ly/").content.decode()


EMPTY = (
    *("/tong-quan/", "/tong-quan/tom-tat/", "/tong-quan/du-bao/", "/tong-quan/tham-gia/", "/chi-dao/"),
    *("/hom-nay/", "/to-chuc/", "/hop/", "/quyet-nghi/", "/nhiem-vu/", "/lay-y-kien/", "/can-xu-ly/"),
    *("/bao-cao/", "/bao-cao/so/", "/de-xuat/", "/ma-tran/", "/van-ban/", "/giay-to/", "/danh-ba/"),
    *(
        "/mien-hoan/",
        "/su-kien/",
        "/quan-tri/bang-tham-quyen/",
        "/nhac-viec/",
        "/nhac-viec/cong-van/",
        "/danh-gia/",
    ),
)


@pytest.mark.parametrize("role", ["leader", "secretary_of_a"])
def test_an_empty_page_offers_nothing_that_is_refused(as_user, request, role, province):
    client = as_user(request.getfixturevalue(role))
    refused = []
    for path in EMPTY:
        page = client.get(path).content.decode()
        for part in re.findall(r'class="nn-empty">(.*?)</section>', page, re.DOTALL):
            for href in re.findall(r'href="(/[^"#]*)"', part):
                if client.get(unescape(href)).status_code != 200:
                    refused.append(f"{path} offers {href}")
        assert ", ;" not in page
    assert refused == []


def test_each_cell_is_told_by_sign_and_by_words(as_user, leader):
    body = late_bodies(1)[0]
    first = dt.date(clock.today().year - 1, 1, 1)
    factories.MeetingFactory(body=body, held_on=first + dt.timedelta(20))
    judging.sweep(on=clock.today(), at=clock.now())

    page = as_user(leader).get("/tong-quan/").content.decode()

    year = first.year
    held = f'<a class="nn-cell nn-cell-held-unrecorded" href="/to-chuc/{body.code}/nhip-hop/{year}-Q1/"'
    assert (
        f'{held} title="quý I/{year}: Đã họp, chưa ghi nhận thành phần" aria-label="quý I/{year}: Đã họp,'
        ' chưa ghi nhận thành phần">◐</a>' in page
    )
    assert f'aria-label="quý II/{year}: Không họp định kỳ">✕</a>' in page


def test_a_past_day_shows_that_day_and_says_so(as_user, leader):
    late_bodies(1)
    first = dt.date(clock.today().year - 1, 1, 1)

    page = as_user(leader).get(f"/tong-quan/?ngay={first.isoformat()}").content.decode()

    assert f"Đang xem tình hình ngày <b>01/01/{first.year}</b>" in page
    assert '<a class="nn-cell nn-cell-missed"' not in page
    assert f'href="/can-xu-ly/?ngay={first.isoformat()}"' in page


def test_filters_narrow_tiles_map_and_list(as_user, leader):
    late_bodies(2)
    other = factories.BodyFactory(
        name="Ban cán sự đảng Sở Mẫu", kind=factories.BodyKindFactory(name="Ban cán sự đảng")
    )
    judging.sweep(on=clock.today(), at=clock.now())
    client = as_user(leader)

    page = client.get(f"/tong-quan/?loai={other.kind_id}").content.decode()
    assert other.name in page
    assert "Hội thứ" not in page

    page = client.get("/tong-quan/?quy_tac=understaffed&muc_do=info").content.decode()
    assert "Không có phát hiện nào khớp với bộ lọc" in page


def test_a_secretary_sees_the_overview_of_their_own_bodies(as_user, secretary_of_a, body_a, body_b):
    late_bodies(1)

    page = as_user(secretary_of_a).get("/tong-quan/").content.decode()

    assert body_a.name in page
    assert body_b.name not in page


def test_the_work_list_filters_sorts_and_exports(as_user, staff):
    late_bodies(3)
    client = as_user(staff)

    page = client.get("/can-xu-ly/?quy_tac=understaffed&xep=-to-chuc").content.decode()
    assert page.count("Khuyết vị trí</a>") == 3

    file = client.get(reverse("obligations:worklist-export") + "?quy_tac=understaffed")
    assert file.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert file.content[:2] == b"PK"


@pytest.mark.parametrize(
    "address",
    [
        "/tong-quan/?trang=0",
        "/tong-quan/?trang=x",
        "/tong-quan/?trang=999999",
        "/tong-quan/?loai=x&quy_tac=x&muc_do=x",
        "/tong-quan/?trang-ban-do=-1",
        "/can-xu-ly/?xep=x&co=7&trang=99",
    ],
)
def test_a_nonsense_address_is_no_fault(as_user, staff, address):
    late_bodies(1)

    assert as_user(staff).get(address).status_code == 200

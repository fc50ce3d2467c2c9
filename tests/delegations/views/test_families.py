"""A committee and its organs are one: on its page, on the rhythm map, in its people, in the list."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from core.addresses import reverse
from core.dates import day
from delegations.models import Body, CadenceDecision, Membership, Seat
from obligations.services import judging
from reviews.queries import years
from rulebook.year import ReviewPeriod
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(today):
    """A commune committee that meets every quarter, its standing board that meets every month, a member of
    both, and one of the committee alone."""
    factories.ProvinceFactory()
    commune = factories.BodyKindFactory(name="Đảng uỷ xã", level="commune")
    board = factories.BodyKindFactory(name="Ban Thường vụ xã", level="commune", is_organ=True)
    body = factories.BodyFactory(code="DU-1", name="Đảng uỷ xã Một", kind=commune, position=50)
    organ = factories.BodyFactory(
        code="DU-1-BTV", name="Ban Thường vụ xã Một", kind=board, parent=body, relation="organ", position=900
    )
    CadenceDecision.objects.create(body=organ, months=1, starts_on=dt.date(2020, 1, 1), basis="Quy chế")
    both, alone = factories.PersonFactory(full_name="Lê Văn Cả"), factories.PersonFactory(full_name="Trần Lẻ")
    secretary = factories.SeatFactory(body=body, role="secretary")
    factories.MembershipFactory(seat=secretary, person=both)
    factories.MembershipFactory(seat__body=body, person=alone)
    factories.MembershipFactory(seat__body=organ, seat__role="secretary", person=both)
    return body, organ, both, alone


def test_the_page_of_a_committee_has_its_organs_and_theirs_leads_back(family, as_user, staff):
    client = as_user(staff)
    page = client.get("/to-chuc/DU-1/").content.decode()
    assert '<a href="/to-chuc/DU-1-BTV/"' in page
    assert "1/1 thành viên" in page
    assert "/to-chuc/DU-1-BTV/thanh-vien/" in page
    assert "cũng là Bí thư" in " ".join(page.split())
    of_organ = client.get("/to-chuc/DU-1-BTV/").content.decode()
    assert '<a href="/to-chuc/DU-1/"' in of_organ
    members = client.get("/to-chuc/DU-1-BTV/thanh-vien/").content.decode()
    assert "Lê Văn Cả" in members
    assert "cũng là" in members


def test_the_rhythm_of_a_committee_has_a_lane_for_each_organ_on_its_own_rhythm(family, as_user, staff):
    judging.sweep(on=clock.today(), at=clock.now())
    for code in ("DU-1", "DU-1-BTV"):
        page = as_user(staff).get(f"/to-chuc/{code}/nhip-hop/").content.decode()
        assert page.count('<td colspan="3"><a class="nn-cell') >= 7
        assert page.count('<td colspan="1"><a class="nn-cell') >= 22
        page = page[page.index("<tbody") :]
        assert page.index("/to-chuc/DU-1/nhip-hop/") < page.index("/to-chuc/DU-1-BTV/nhip-hop/")


def test_the_rhythm_map_and_the_list_put_organs_under_their_committee(family, as_user, staff):
    other = factories.BodyFactory(code="DU-2", name="Đảng uỷ xã Hai", kind=family[0].kind, position=60)
    judging.sweep(on=clock.today(), at=clock.now())
    client = as_user(staff)
    for url in ("/tong-quan/", "/to-chuc/"):
        page = client.get(url).content.decode()
        page = page[page.index("<tbody") :]
        places = [page.index(f'href="/to-chuc/{code}/"') for code in ("DU-1", "DU-1-BTV", other.code)]
        assert places == sorted(places), url
        assert page.count('class="nn-depth-1"') == 1


@pytest.mark.parametrize(("chosen", "wanted"), [("commune", {"DU-1", "DU-1-BTV"}), ("province", {"DD-A"})])
def test_a_level_narrows_lists_and_overview(chosen, wanted, family, body_a, as_user, staff):
    factories.BodyKindFactory._meta.model.objects.filter(pk=body_a.kind_id).update(level="province")
    judging.sweep(on=clock.today(), at=clock.now())
    client = as_user(staff)
    for url in ("/tong-quan/", "/to-chuc/", "/can-xu-ly/"):
        page = client.get(url, {"loai": chosen}).content.decode()
        page = page[page.index("<tbody") :]
        found = {code for code in ("DU-1", "DU-1-BTV", "DD-A") if f'href="/to-chuc/{code}/"' in page}
        assert found == wanted, url


def test_overview_and_work_list_are_rolled_up_by_level(family, body_a, as_user, staff):
    factories.BodyKindFactory._meta.model.objects.filter(pk=body_a.kind_id).update(level="province")
    judging.sweep(on=clock.today(), at=clock.now())
    client = as_user(staff)
    rows = {row.level: row for row in client.get("/tong-quan/").context["levels"]}
    assert {level: row.bodies for level, row in rows.items()} == {"province": 1, "commune": 2}
    for level, row in rows.items():
        listed = client.get("/can-xu-ly/", {"loai": level, "tinh_trang": "overdue"})
        assert listed.context["page"].paginator.count == row.findings.overdue
        periods = client.get("/tong-quan/ky-hop/", {"loai": level})
        assert periods.context["tally"] == row.ended
    shown = {level: number for level, _label, number in client.get("/can-xu-ly/").context["levels"]}
    assert shown == {level: row.findings.open for level, row in rows.items()}


def test_a_seat_of_an_organ_offers_the_members_of_the_committee(family, as_user, staff):
    _body, organ, _both, alone = family
    seat = factories.SeatFactory(body=organ, role="member", starts_on=dt.date(2026, 1, 1))
    url = f"/to-chuc/DU-1-BTV/vi-tri/{seat.pk}/chi-dinh/"
    client = as_user(staff)
    assert "Trần Lẻ, Uỷ viên" in client.get(url).content.decode()
    assert client.post(url, {"starts_on": "1/2/2026"}).status_code == 422
    assert client.post(url, {"of_parent": alone.code, "starts_on": "1/2/2026"}).status_code == 303
    assert Membership.objects.get(seat=seat).person == alone


def test_the_page_costs_the_same_for_one_organ_and_five(family, as_user, staff):
    body, organ, _both, _alone = family
    client = as_user(staff)
    counts = []
    for number in range(2):
        client.get("/to-chuc/DU-1/")
        with CaptureQueriesContext(connection) as counted:
            assert client.get("/to-chuc/DU-1/").status_code == 200
        counts.append(len(counted))
        for n in range(4):
            factories.BodyFactory(code=f"DU-1-{number}{n}", kind=organ.kind, parent=body, relation="organ")
            factories.BodyFactory(
                code=f"DU-1-TT{number}{n}", kind=body.kind, parent=body, relation="subordinate"
            )
    assert counts[0] == counts[1]


def test_bodies_under_one_are_listed_by_it(family, as_user, staff):
    body = family[0]
    for n in range(14):
        factories.BodyFactory(code=f"CB-{n:02d}", name=f"Chi bộ số {n}", parent=body, relation="subordinate")
    client = as_user(staff)
    page = client.get("/to-chuc/DU-1/").content.decode()
    assert page.count("Chi bộ số") == 12
    assert "?thuoc=DU-1" in page
    assert client.get("/to-chuc/?thuoc=DU-1").content.decode().count('href="/to-chuc/CB-') == 14


def test_an_organ_ends_with_its_committee(family, as_user, staff):
    """Its own rows say nothing of an end: nobody is in office there any more, and it says since when."""
    body, organ, both, _alone = family
    last = clock.today() - dt.timedelta(30)
    Body.objects.filter(pk=body.pk).update(ended_on=last)
    for row in (Seat, Membership):
        path = "body" if row is Seat else "seat__body"
        row.objects.filter(**{path: body}).update(ends_on=last)
    client = as_user(staff)
    page = " ".join(client.get("/to-chuc/DU-1-BTV/").content.decode().split())
    assert f"hoạt động đến hết ngày {day(last)}" in page
    assert "Tổ chức đã kết thúc hoạt động nên không còn vị trí nào." in page
    assert not list(Membership.objects.active_on(clock.today()).filter(person=both))
    assert not list(Seat.objects.in_force_on(clock.today()).filter(body=organ))
    assert list(Seat.objects.in_force_on(last).filter(body=organ))
    listed = " ".join(client.get("/to-chuc/?tinh_trang=da-ket-thuc").content.decode().split())
    assert listed.count(day(last)) >= 2
    this_year = ReviewPeriod(clock.today().year, 0)
    assert organ in years.bodies(staff, this_year, clock.today())
    assert organ not in years.bodies(staff, ReviewPeriod(last.year + 1, 0), dt.date(last.year + 1, 2, 1))
    next_year = dt.date(last.year + 1, 1, 1), dt.date(last.year + 1, 12, 31)
    assert organ not in Body.objects.standing_in(*next_year)
    plan = (
        client.get(reverse("desk:plan-year"), {"nam": last.year + 1}).content.decode().partition("<table")[2]
    )
    assert organ.name not in plan

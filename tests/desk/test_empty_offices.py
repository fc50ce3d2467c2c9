"""An office that holds nothing yet: what its pages offer, whoever looks, may be used; and bodies wait for the
first day."""

from urllib.parse import urljoin

import pytest
from lxml import html

from accounts.enums import Area
from config.navigation import PLACES
from core.addresses import reverse
from delegations.models import Body
from tests import factories

PAGES = sorted(
    {reverse(name) for place in PLACES for name in (place.name, *place.further)}
    | {
        reverse(f"{app}:{name}")
        for app, name in (
            *(("meetings", "decisions"), ("meetings", "tasks"), ("meetings", "consultations")),
            *(
                ("delegations", "coordination"),
                ("meetings", "matters"),
                ("reports", "submissions"),
                ("desk", "directions"),
            ),
            *(("delegations", "events"), ("obligations", "waivers"), ("desk", "forecast")),
        )
    }
)


@pytest.fixture(params=["administrator", "staff", "leader", "secretary", "reader"])
def anybody(db, request):
    areas = Area.values if request.param == "reader" else []
    return factories.UserFactory(role=request.param, areas=areas, reads_all=request.param == "reader")


def test_no_page_offers_what_its_reader_may_not_do(anybody, as_user) -> None:
    client, offered = as_user(anybody), set()
    for page in PAGES:
        answer = client.get(page)
        if answer.status_code != 200:
            continue
        for button in html.fromstring(answer.content).xpath(
            "//main//a[@href][contains(concat(' ', @class, ' '), ' btn ')]"
        ):
            offered.add((page, urljoin(page, button.get("href"))))
    assert len(offered) > 10
    ours = {address for _, address in offered if address.startswith("/")}
    refused = {address for address in ours if client.get(address).status_code in {403, 404}}
    assert [f"{page} → {address}" for page, address in sorted(offered) if address in refused] == []


@pytest.mark.parametrize("name", ["delegations:create_body", "delegations:found_many"])
def test_no_body_is_recorded_before_the_day_from_which_the_office_follows(
    name, as_user, staff, administrator
) -> None:
    for user, leads_on in ((staff, False), (administrator, True)):
        client = as_user(user)
        shown = client.get(reverse(name))
        assert "chưa đặt tên tỉnh và ngày bắt đầu theo dõi" in shown.content.decode()
        assert (f'href="{reverse("desk:settings")}">Đặt tên tỉnh' in shown.content.decode()) == leads_on
        assert client.post(reverse(name), {"code": "DD-A"}).status_code == 409
    assert not Body.objects.exists()
    values = {"name": "Mẫu", "tracking_from": "1/1/2026"}
    saved = as_user(administrator).post(reverse("desk:settings"), values)
    assert (saved.status_code, saved["Location"]) == (303, reverse("desk:today"))
    assert "chưa đặt tên tỉnh" not in as_user(staff).get(reverse(name)).content.decode()

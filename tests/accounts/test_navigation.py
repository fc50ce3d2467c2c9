"""The menu leads only where its reader may go."""

import re

import pytest


@pytest.mark.parametrize("role", ["staff", "leader", "administrator", "secretary_of_a"])
def test_every_place_in_the_menu_opens(role, request, as_user) -> None:
    client = as_user(request.getfixturevalue(role))
    page = client.get("/tai-khoan/phien/").content.decode()
    menu = page[page.index('class="nn-nav"') : page.index("</ul>")]
    places = re.findall(r'<a href="(/[^"]*)"', menu)
    assert len(places) > 8
    assert {place: client.get(place, follow=True).status_code for place in places} == dict.fromkeys(places, 200)

"""The figures of several installations, added up from their open data over HTTP."""

import pytest

from accounts.services import tokens
from bench import roll_up
from core import clock
from delegations.models import Body
from obligations.queries import findings
from obligations.services import judging
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_provinces_are_added_and_one_that_does_not_answer_is_named(live_server, staff, body_a, body_b):
    factories.ProvinceFactory()
    now = clock.now()
    judging.sweep(on=now.date(), at=now, everything=True)
    _token, secret = tokens.make(
        name="Cộng các tỉnh", scopes=["bodies", "findings"], expires_on=now.date(), by=staff, now=now
    )
    there = [roll_up.Province(name, live_server.url, secret) for name in ("Tỉnh một", "Tỉnh hai")]
    others = [
        roll_up.Province("Tỉnh khoá sai", live_server.url, "nennep_khong-co"),
        roll_up.Province("Tỉnh mất mạng", "http://127.0.0.1:1", secret),
    ]
    one = roll_up.read(there[0], "")
    assert (one.fault, one.bodies) == ("", Body.objects.active_on(now.date()).count())
    assert one.findings == findings.listing(now.date(), limit=1).total > 0

    rows = {
        line.split(" | ")[0].strip("| "): line.split(" | ")
        for line in roll_up.roll_up([*there, *others], "").splitlines()
        if line.startswith("| ")
    }
    assert rows["Cộng 2 trên 4 tỉnh"][1:4] == [
        str(2 * each) for each in (one.bodies, one.lagging, one.findings)
    ]
    assert rows["Tỉnh khoá sai"][1] == "HTTP 401"
    assert "refused" in rows["Tỉnh mất mạng"][1]

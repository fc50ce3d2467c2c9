"""Every page in the second sense of "as of": what was known on a day, by the recorded history."""

import datetime as dt

import pytest
from django.db import connection

from core import clock, known
from tests.desk.test_scope import FINE, rows
from tests.desk.world import SECRET_A, Address, addresses, province
from tests.known import settle

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 31)
SENSE = f"?ngay={DAY.isoformat()}&ho-so=khi-do"


@pytest.fixture
def served(body_a, body_b) -> list[Address]:
    found = list(addresses(province(body_a, body_b)))
    settle(dt.date(2026, 3, 30))
    return found


@pytest.mark.parametrize("persona", ["staff", "leader", "secretary_of_a", "administrator"])
def test_no_page_breaks(request, as_user, served, persona):
    client = as_user(request.getfixturevalue(persona))
    before, broken = rows(), []
    for address in served:
        answer = client.get(address.path + SENSE)
        if answer.status_code not in FINE:
            broken.append(f"{address.name} {address.path}: {answer.status_code}")
        if "<form" in answer.content.decode(errors="ignore") if not answer.streaming else False:
            html = answer.content.decode()
            if "nn-asof-known" in html:
                for bit in html.split("<form")[1:]:
                    if 'method="post"' in bit.split(">")[0] and "dang-xuat" not in bit.split(">")[0] and "ngon-ngu" not in bit.split(">")[0]:
                        print("FORM", address.path, bit.split(">")[0])
                import re
                for m in set(re.findall(r'href="(/[^"#]*)', html)):
                    if "ngay=" not in m and not m.startswith("/static") and "." not in m[-5:]:
                        print("LINK", address.path, m)
                for m in set(re.findall(r'hx-get="(/[^"]*)', html)):
                    if "ngay=" not in m: print("HX", address.path, m)
    assert broken == []
    assert rows() == before
    assert 0

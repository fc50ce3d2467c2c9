"""Codes as offices type them reach their pages, whatever signs they hold."""

import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.addresses import CodeConverter
from obligations.services import judging
from tests import factories

CODES = ["DD/HDND", "DD-Hội", "A B", "~s", "100%", "A?b#c&d", "..", "a~/~t"]


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1))
def test_an_address_gives_the_code_back(code):
    part = CodeConverter().to_url(code)
    assert "/" not in part
    assert CodeConverter().to_python(part) == code


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_a_body_of_any_code_has_its_pages(code, administrator, as_user):
    factories.ProvinceFactory()
    body = factories.BodyFactory(code=code)
    person = factories.PersonFactory(code=code)
    factories.MembershipFactory(person=person, seat__body=body, seat__code=f"{code}-1")
    judging.refresh(on=dt.date(2026, 11, 23), at=dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), body_ids=[body.pk])
    client = as_user(administrator)
    addresses = ["/", "/to-chuc/", "/can-xu-ly/", "/danh-ba/"]
    addresses += [reverse(f"delegations:{name}", args=[code]) for name in ("body", "edit_body", "person")]
    addresses += [reverse(f"obligations:{name}", args=[code]) for name in ("panel", "strip")]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.request["PATH_INFO"]
    assert body.name in client.get(reverse("delegations:body", args=[code])).content.decode()

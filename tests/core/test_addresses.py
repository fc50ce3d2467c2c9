"""Codes as offices type them reach their pages, whatever signs they hold."""

import datetime as dt
import io
import logging

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from core.addresses import CodeConverter, masked, reverse
from core.logs import PlainFormatter
from obligations.services import judging
from tests import factories

CODES = ["DD/HDND", "DD-Hội", "A B", "~s", "100%", "A?b#c&d", "..", "a~/~t"]


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1))
def test_an_address_gives_the_code_back(code):
    part = CodeConverter().to_url(code)
    assert "/" not in part
    assert CodeConverter().to_python(part) == code


@pytest.mark.django_db
def test_bodies_of_any_code_have_their_pages_and_stand_in_the_lists(administrator, as_user):
    factories.ProvinceFactory()
    bodies = [factories.BodyFactory(code=code) for code in CODES]
    for body in bodies:
        person = factories.PersonFactory(code=body.code)
        factories.MembershipFactory(person=person, seat__body=body, seat__code=f"{body.code}-1")
    judging.sweep(on=dt.date(2026, 11, 23), at=dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC))
    client = as_user(administrator)
    for address in ("/hom-nay/", "/tong-quan/", "/to-chuc/", "/can-xu-ly/", "/danh-ba/"):
        assert client.get(address).status_code == 200, address
    for code in CODES:
        addresses = [reverse(f"delegations:{name}", args=[code]) for name in ("body", "edit_body", "person")]
        addresses += [reverse(f"obligations:{name}", args=[code]) for name in ("panel", "strip")]
        for address in addresses:
            assert client.get(address).status_code == 200, address
    listed = client.get("/to-chuc/").content.decode()
    for body in bodies:
        assert body.name in listed
        assert body.name in client.get(reverse("delegations:body", args=[body.code])).content.decode()


SECRETS = {
    "/nhac-viec/tra-loi/{}/": "/nhac-viec/tra-loi/…/",
    "/nhac-viec/tin-tuan/thoi/{}/": "/nhac-viec/tin-tuan/thoi/…/",
    "/lich/doc/{}.ics": "/lich/doc/…",
}
TOKEN = "WyJERC1BIiwi:1tabc-DEF_9"


@pytest.mark.parametrize(("place", "shown"), SECRETS.items())
def test_secrets_of_addresses_are_taken_out_of_any_text(place, shown):
    path = place.format(TOKEN)

    assert masked(f"Gone: {path}") == f"Gone: {shown}"
    assert (
        masked(f'"GET https://x.example{path}?a=1 HTTP/1.1"')
        == f'"GET https://x.example{shown}?a=1 HTTP/1.1"'
    )
    assert masked(place.format("x%3Ay")) == shown
    assert masked("/nhac-viec/tra-loi/ /to-chuc/DD-A/") == "/nhac-viec/tra-loi/ /to-chuc/DD-A/"


@pytest.fixture
def log_lines():
    """What the product writes to its log."""
    (console,) = [one for one in logging.getLogger().handlers if isinstance(one.formatter, PlainFormatter)]
    sink = logging.StreamHandler(io.StringIO())
    sink.setFormatter(console.formatter)
    logging.getLogger().addHandler(sink)
    yield sink.stream
    logging.getLogger().removeHandler(sink)


@pytest.mark.django_db
@pytest.mark.parametrize("place", SECRETS)
def test_no_refusal_writes_a_secret_to_the_log(place, log_lines):
    path = place.format(TOKEN)
    strict = Client(enforce_csrf_checks=True)

    answers = [
        Client().get(path),
        Client().get(path.rstrip("/") + "/x/"),
        Client().delete(path),
        Client().post(path, {}),
        Client().generic(
            "POST", path, b"x" * 10, content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="99000000"
        ),
        strict.post(path, {}),
    ]
    try:
        raise ValueError(path)
    except ValueError:
        logging.getLogger("waitress").exception("Exception while serving %s", path)

    lines = log_lines.getvalue()
    assert all(answer.status_code >= 400 for answer in answers)
    assert lines.count("…") >= len(answers) + 2
    assert TOKEN not in lines


@pytest.mark.django_db
def test_a_page_behind_a_secret_tells_its_address_to_no_other_request(client):
    assert client.get("/nhac-viec/tra-loi/x/").headers["Referrer-Policy"] == "strict-origin"
    assert client.get("/tai-khoan/dang-nhap/").headers["Referrer-Policy"] == "same-origin"

"""What no text can keep never reaches a view, wherever it stands."""

import pytest

from core.addresses import reverse
from core.characters import clean


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        {"codes": "DD-A\x00"},
        {"co\x00des": "1"},
        {"codes": ["DD-A", "\x00"]},
        {"order": "\x00", "code": "\x00"},
    ],
)
def test_nul_in_a_post_breaks_nothing(administrator, as_user, data, body_a):
    assert as_user(administrator).post("/to-chuc/thu-tu/", data).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/to-chuc/%00/",
        "/to-chuc/DD%00A/",
        "/tim/?q=%00",
        "/to-chuc/?q=a%00b&trang=%00",
        "/%00",
        "/to-chuc/?%00=1",
    ],
)
def test_nul_in_an_address_breaks_nothing(administrator, as_user, address):
    assert as_user(administrator).get(address).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["nennep_session", "nennep_language", "nennep_csrf", "messages"])
def test_nul_in_a_cookie_breaks_nothing(client, name):
    client.cookies.load(f'{name}="a\\000b"')
    assert client.get(reverse("account_login")).status_code < 500
    assert client.get("/").status_code < 500


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("Uỷ\x02 ban\x0btỉnh\x0c\x7f\ttab\r\nhết\uffff", "Uỷ ban\ntỉnh\n\ttab\r\nhết"),
        ("DD-A\x00", "DD-A\ufffd"),
        ("\ud800", "\ufffd"),
        ("Đảng đoàn 🏛", "Đảng đoàn 🏛"),
    ],
)
def test_what_can_be_kept_of_a_text(raw, kept):
    assert clean(raw) == kept


@pytest.mark.django_db
def test_marks_pasted_from_a_paper_do_not_stop_a_search(administrator, as_user):
    answer = as_user(administrator).get("/to-chuc/", {"q": "Hội\x02 A\x1f"})
    assert answer.status_code == 200
    assert "\x02" not in answer.content.decode()

"""One list behind one number, and one number for one thing: the sample province as each persona reads it."""

import datetime as dt
import re
from html import unescape
from io import BytesIO
from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from docx import Document
from openpyxl import load_workbook

from accounts.enums import Role
from core import clock
from delegations.models import Body
from meetings.models import Meeting
from obligations.models import Flag
from obligations.services import judging
from tests import factories
from tests.obligations.conftest import sample  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 29)
START = (
    "/",
    "/to-chuc/",
    "/hop/",
    "/bao-cao/",
    "/bao-cao/?nam=2025",
    "/can-xu-ly/",
    "/ma-tran/",
    "/de-xuat/",
    "/lich/",
    "/danh-ba/",
    "/van-ban/",
    "/quy-dinh/",
)
LEADERS = ("tom-tat", "thay-doi", "du-bao", "noi-dung", "tham-gia", "tham-quyen", "cap-nhat", "ky-hop", "xu-huong")
PAGES = (*START, *(f"/tong-quan/{name}/" for name in LEADERS), "/chi-dao/", "/danh-gia/", "/mien-hoan/", "/can-xu-ly/?quy_tac=understaffed", "/?muc_do=warning")
# A link that speaks of a number begins with it: "50 phát hiện", "6/11 tổ chức …"; a day, an hour or a document's number does not count anything.
NUMBER = re.compile(r"([\d.]+)(?:/([\d.]+))?(?![\d./:–-])(?:\s|$)")
YEAR = re.compile(r"(19|20)\d\d$")


@pytest.fixture
def province(sample):  # noqa: F811
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(9), clock.ZONE), tick=False):
        judging.sweep(on=TODAY, at=clock.now())
        yield


@pytest.fixture(params=[Role.STAFF, Role.LEADER, Role.ADMINISTRATOR, Role.SECRETARY])
def persona(request, province):
    user = factories.UserFactory(username="nguoi-doc", role=request.param)
    if request.param == Role.SECRETARY:
        user.grants.create(body=Body.objects.get(code="DD-HND"))
    return user


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def main(page):
    """The page without its frame, its tabs and the numbers of a list's pages."""
    inner = page.partition("<main")[2].partition("</main>")[0] or page
    return re.sub(r'<ul class="(?:pagination|nav nav-tabs)[^"]*">.*?</ul>', "", inner, flags=re.S)


def numbers_of(path, page):
    """The links of a page that begin with a number: (what it says, the number of the list behind it, its address)."""
    for attributes, inner in re.findall(r"<a\b([^>]*)>(.*?)</a>", main(page), flags=re.S):
        href = re.search(r'href="([^"#]*)', attributes)
        words = text(inner)
        found = NUMBER.match(words)
        if href and found and not YEAR.match(words) and "page-link" not in attributes:
            yield words, int((found[2] or found[1]).replace(".", "")), urljoin(path, unescape(href[1]))


def length_of(page):
    """The length of the list that a page shows, as it says itself."""
    said = re.findall(r'class="[^"]*\bnn-total">\s*([\d.]+)', page)
    return int(said[0].replace(".", "")) if said else None


def test_every_number_that_is_a_link_leads_to_a_list_of_that_length(as_user, persona):
    client, wrong, followed = as_user(persona), [], set()
    for path in PAGES:
        answer = client.get(path)
        assert answer.status_code == 200, path
        for words, number, address in numbers_of(path, answer.content.decode()):
            if (number, address) in followed:
                continue
            followed.add((number, address))
            behind = client.get(address)
            length = length_of(behind.content.decode()) if behind.status_code == 200 else behind.status_code
            if length != number:
                wrong.append((path, words, urlsplit(address).path + "?" + urlsplit(address).query, length))
    assert wrong == []
    assert len(followed) > 10

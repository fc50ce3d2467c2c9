"""Each page's help is the manual's part about it: in the page, beside it, found without accents."""

from urllib.parse import unquote

import pytest

from config.navigation import PLACES
from core.addresses import reverse
from desk.documents import help_places, manual
from tests.worlds.addresses import addresses

HTMX = {"HTTP_HX_REQUEST": "true"}
BUTTON = 'id="nn-help-button" href="'


def help_of(answer) -> str:
    """Return where the page's help button leads."""
    return unquote(answer.content.decode().partition(BUTTON)[2].partition('"')[0])


def test_every_page_has_its_part_of_the_manual(administrator, furnished, as_user):
    """A new page without help stands here: give it a line in desk/documents/help_places.py."""
    client = as_user(administrator)
    without, seen = [], 0
    for address in addresses(furnished):
        if address.name.startswith(("desk:help", "desk:tour", "api:", "account_logout")):
            continue
        answer = client.get(address.path)
        if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        if answer.status_code != 200 or BUTTON not in answer.content.decode():
            continue  # a fragment, or an address for posting
        seen += 1
        if "#" not in help_of(answer):
            without.append((address.name, address.path))

    assert without == []
    assert seen > 100


def test_every_part_in_the_table_is_in_the_manual():
    gone = []
    for part in help_places.PARTS:
        slug, anchor = part.split("#")
        if slug not in manual.chapters() or manual.chapters()[slug].part(anchor) is None:
            gone.append(part)

    assert gone == []


def test_every_beginning_in_the_table_begins_an_address(furnished):
    names = {address.name for address in addresses(furnished)}
    beginnings = [one for many in help_places.PARTS.values() for one in many.split()]

    assert [one for one in beginnings if not any(name.startswith(one) for name in names)] == []
    assert len(beginnings) == len(set(beginnings))


def test_every_place_of_the_navigation_has_a_part():
    assert [place.name for place in PLACES if help_places.place_of(place.name) is None] == []


def test_the_longest_beginning_counts():
    assert help_places.place_of("meetings:minutes") == ("hop", "biên-bản")
    assert help_places.place_of("meetings:meeting_history") == ("hop", "trang-của-một-cuộc-họp")
    assert help_places.place_of("nowhere:at_all") is None


@pytest.mark.parametrize(
    ("who", "first"),
    [
        ("staff", "chuyen-vien"),
        ("leader", "lanh-dao"),
        ("administrator", "quan-tri"),
        ("secretary_of_a", "thu-ky"),
    ],
)
def test_the_contents_begin_with_the_reader_s_own_chapter(who, first, request, as_user):
    answer = as_user(request.getfixturevalue(who)).get("/tro-giup/")

    assert next(chapter.slug for chapter in answer.context["chapters"]) == first
    assert {chapter.slug for chapter in answer.context["chapters"]} == set(manual.ORDER)


def test_the_help_costs_what_the_shell_costs(staff, as_user, django_assert_num_queries):
    client = as_user(staff)
    with django_assert_num_queries(2):  # the session, the user
        client.get("/tro-giup/")
    with django_assert_num_queries(2):
        client.get("/tro-giup/hop/")


def test_a_stranger_is_sent_to_the_door(client):
    assert client.get("/tro-giup/").status_code == 302
    assert client.get("/tro-giup/hop/").status_code == 302


def test_words_are_found_without_accents(staff, as_user):
    answer = as_user(staff).get("/tro-giup/?tim=LEN lich ca nam")

    assert ("hop", "lên-lịch") in [(hit.chapter.slug, hit.part.anchor) for hit in answer.context["hits"]]


def test_a_title_that_holds_the_words_comes_first(staff, as_user):
    hits = as_user(staff).get("/tro-giup/?tim=bien ban").context["hits"]

    assert (hits[0].chapter.slug, hits[0].part.anchor) == ("hop", "biên-bản")


def test_what_is_not_found_is_said(staff, as_user):
    said = as_user(staff).get("/tro-giup/?tim=xyzzy").content.decode()

    assert ">0 mục có đủ các từ “xyzzy”." in said
    assert "Thử bớt từ" in said


def test_a_chapter_is_a_page_with_the_anchors_of_the_files(staff, as_user):
    page = as_user(staff).get("/tro-giup/quy-dinh/").content.decode()

    assert '<h2 id="đổi-quy-định"' in page
    assert "<!doctype html>" in page


def test_beside_a_page_stands_one_part(staff, as_user):
    answer = as_user(staff).get("/tro-giup/hop/?phan=biên-bản", **HTMX)
    part = answer.content.decode()

    assert "<!doctype html>" not in part
    assert ">Biên bản</h2>" in part
    assert "Giấy mời" not in part
    assert "HX-Request" in answer["Vary"]


def test_an_unknown_part_gives_the_beginning_and_an_unknown_chapter_nothing(staff, as_user):
    client = as_user(staff)

    assert (
        ">Họp: từ lên lịch đến biên bản</h2>" in client.get("/tro-giup/hop/?phan=x", **HTMX).content.decode()
    )
    assert client.get("/tro-giup/khong-co/").status_code == 404


def test_links_of_the_manual_lead_within_the_help(staff, as_user):
    page = as_user(staff).get("/tro-giup/thu-ky/").content.decode()

    assert 'href="/tro-giup/hop/#ghi-nh' in page
    assert ".md" not in page


def test_links_to_other_files_of_the_docs_stay_words(staff, as_user):
    page = as_user(staff).get("/tro-giup/quan-tri/").content.decode()

    assert "docs/deploy.md" in page
    assert 'href="../' not in page


def test_html_in_the_manual_is_not_passed_through():
    chapter = manual._chapter("x", "# Tên\n\n## Mục\n\n<script>alert(1)</script>\n")

    assert "<script>" not in chapter.parts[0].html


def test_the_page_of_a_secretary_offers_the_same_help(secretary_of_a, as_user):
    assert help_of(as_user(secretary_of_a).get("/hop/")).startswith("/tro-giup/hop/?phan=danh-sách-cuộc-họp#")


@pytest.mark.parametrize("path", ["/tro-giup/", "/tro-giup/hop/", "/tro-giup/hop/?phan=biên-bản"])
@pytest.mark.parametrize("beside", [{}, HTMX])
def test_a_reader_of_english_is_told_that_the_manual_is_vietnamese(path, beside, staff, as_user):
    client = as_user(staff)
    line = "nn-manual-language"
    assert line not in client.get(path, **beside).content.decode()

    client.post(reverse("choose_language"), {"language": "en", "next": "/"})

    assert client.get(path, **beside).content.decode().count(line) == 1

"""The look of the pages, light, dark or as the machine prefers, is kept by the browser alone."""

from http.cookies import Morsel
from typing import Any

from accounts.views.theme import COOKIE
from core.addresses import reverse


def choose(client, theme, page="/"):
    return client.post(reverse("choose_theme"), {"theme": theme, "next": page})


def html_of(client):
    return client.get(reverse("account_login")).content.decode().partition("<head>")[0]


def test_nothing_chosen_means_as_the_machine_prefers(client):
    assert '<html lang="vi">' in html_of(client)


def test_a_choice_is_written_into_the_page_so_that_it_never_flashes(client):
    answer = choose(client, "dark", reverse("account_login"))

    assert answer.headers["Location"] == reverse("account_login")
    assert '<html lang="vi" data-bs-theme="dark" data-nn-theme="dark">' in html_of(client)

    choose(client, "light")

    assert '<html lang="vi" data-bs-theme="light" data-nn-theme="light">' in html_of(client)


def test_the_machine_may_decide_again(client):
    choose(client, "dark")
    choose(client, "")

    assert '<html lang="vi">' in html_of(client)


def test_the_choice_is_kept_for_a_year_and_unread_by_scripts(client):
    cookie: Morsel[Any] = choose(client, "dark").cookies[COOKIE]

    assert cookie["max-age"] == 365 * 24 * 3600
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_other_words_and_other_places_are_not_taken(client):
    answer = choose(client, '"><script>', "https://example.com/")

    assert answer.headers["Location"] == "/"
    assert client.cookies[COOKIE].value == ""
    client.cookies[COOKIE] = '"onload=1'
    assert '<html lang="vi">' in html_of(client)


def test_an_address_alone_changes_nothing(client):
    assert client.get(reverse("choose_theme"), {"theme": "dark"}).status_code == 405
    assert COOKIE not in client.cookies

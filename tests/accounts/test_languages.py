"""Vietnamese for everyone, English for whoever asked; the catalogue says what the sources say."""

import datetime as dt
import re
from http.cookies import Morsel
from typing import Any

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import get_language, override

from core import clock
from core.addresses import reverse
from core.templatetags.nennep import vi, weekday
from exchange.importers.cells import choices
from meetings.enums import MeetingKind
from obligations.services import judging
from rulebook.duties import RULES
from rulebook.law import load_law
from tests import factories
from tests.desk.reports import report

CATALOGUE = settings.BASE_DIR / "locale/en/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[-#0 +]*\d*(?:\.\d+)?[a-z]|%[sd%]|\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>")
ENGLISH_BROWSER = {"Accept-Language": "en-US,en;q=0.9"}


def choose(client, language, page="/"):
    return client.post(reverse("choose_language"), {"language": language, "next": page})


def test_an_english_browser_gets_vietnamese_until_it_asks(client):
    page = client.get(reverse("account_login"), headers=ENGLISH_BROWSER)

    assert '<html lang="vi">' in page.content.decode()
    assert page.headers["Content-Language"] == "vi"
    assert "Cookie" in page.headers["Vary"]
    assert "Accept-Language" not in page.headers["Vary"]

    answer = choose(client, "en", reverse("account_login"))

    assert answer.headers["Location"] == reverse("account_login")
    page = client.get(reverse("account_login"))
    assert '<html lang="en">' in page.content.decode()
    assert "<h1>Log in</h1>" in page.content.decode()
    assert get_language() == settings.LANGUAGE_CODE, "the choice outlived its request"


def test_the_choice_is_kept_for_a_year_and_by_the_browser_only(client):
    cookie: Morsel[Any] = choose(client, "en").cookies[settings.LANGUAGE_COOKIE_NAME]

    assert cookie["max-age"] == 365 * 24 * 3600
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.django_db
def test_the_overview_speaks_english_and_turns_back_to_vietnamese(as_user, leader):
    client = as_user(leader)
    choose(client, "en")

    page = client.get("/tong-quan/", headers={"Accept-Language": "vi"}).content.decode()

    assert "<h1>Overview, " in page
    assert 'value="vi" lang="vi">Tiếng Việt</button>' in page

    choose(client, "vi")
    page = client.get("/tong-quan/", headers=ENGLISH_BROWSER).content.decode()
    assert "<h1>Tổng quan, " in page
    assert 'value="en" lang="en">English</button>' in page


def test_looking_never_changes_the_language(client):
    client.get(reverse("choose_language"), {"language": "en"})

    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize("language", ["fr", "en-gb", "tlh", ""])
def test_a_language_that_is_not_offered_is_vietnamese(client, language):
    choose(client, language)

    assert '<html lang="vi">' in client.get(reverse("account_login")).content.decode()


def test_a_forged_cookie_is_vietnamese(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx/../en"

    assert '<html lang="vi">' in client.get(reverse("account_login")).content.decode()


def test_nobody_is_sent_to_another_site(client):
    assert choose(client, "en", "https://elsewhere.example/").headers["Location"] == "/"


def test_the_form_needs_the_token_of_the_page():
    assert choose(Client(enforce_csrf_checks=True), "en").status_code == 403


def test_numbers_and_weekdays_follow_the_language():
    with override("en"):
        assert (vi(1234.5, 1), weekday(dt.date(2026, 11, 23))) == ("1,234.5", "Monday")
    with override("vi"):
        assert (vi(1234.5, 1), weekday(dt.date(2026, 11, 23))) == ("1.234,5", "thứ Hai")


def test_the_words_of_the_workbook_stay_vietnamese():
    with override("en"):
        assert dict(choices(MeetingKind.choices).labels)["periodic"] == "Định kỳ"


def test_titles_of_the_law_are_english_too():
    assert all(parameter.english.isascii() for parameter in load_law().catalogue())


def test_titles_and_acts_of_the_rules_are_in_the_catalogue():
    written = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.msgstr}

    assert written.issuperset({rule.title for rule in RULES} | {rule.act.label for rule in RULES if rule.act})


@pytest.mark.django_db
def test_the_report_to_the_standing_board_stays_vietnamese(leader):
    body = factories.BodyFactory(founded_on=clock.today() - dt.timedelta(days=400))
    judging.sweep(on=clock.today(), at=clock.now())
    with override("en"):
        found = report(str(clock.today().year), today=clock.today(), by=leader)

    assert body.name in found.words
    assert "Chưa có quy chế làm việc" in found.words
    assert "regulation" not in found.words


def test_every_translation_keeps_the_placeholders_and_tags_of_its_text():
    broken = []
    for entry in polib.pofile(str(CATALOGUE)):
        singular = entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr
        pairs = [(entry.msgid, singular), (entry.msgid_plural, entry.msgstr_plural.get(1, ""))]
        for said, translated in pairs:
            if translated and any(
                sorted(set(part.findall(said))) != sorted(set(part.findall(translated)))
                for part in (PLACEHOLDER, TAG)
            ):
                broken.append((said, translated))

    assert not broken


def test_no_translation_is_a_guess_or_vietnamese():
    entries = polib.pofile(str(CATALOGUE))

    assert len(entries) > 2000
    assert not entries.fuzzy_entries()
    assert not [
        entry.msgid
        for entry in entries.translated_entries()
        if entry.msgstr == entry.msgid and not entry.msgid.isascii()
    ]


def test_the_compiled_catalogue_is_the_written_one():
    assert CATALOGUE.with_suffix(".mo").read_bytes() == polib.pofile(str(CATALOGUE)).to_binary()

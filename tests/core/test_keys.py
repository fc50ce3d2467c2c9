"""The database's own keys: search as `core.text.fold` makes it, names in the Vietnamese order; on any server
and in any locale."""

import sys
import unicodedata
from itertools import pairwise

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text import fold, normalise
from delegations.models import Body, Person
from tests import factories

pytestmark = pytest.mark.django_db

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
LETTERS = [
    *ALPHABET,
    *(unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES),
]

form = st.sampled_from(["NFC", "NFD"])
signs = st.sampled_from([*LETTERS, *map(str.upper, LETTERS), *"   ÐðƉɖñ\u00a0\u200b0123456789-/.,()"])
names = st.builds(
    unicodedata.normalize,
    form,
    st.text(signs, min_size=1, max_size=25).filter(normalise),
)
anything = st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0")
texts = st.builds(
    unicodedata.normalize,
    form,
    st.lists(st.one_of(st.text(anything, max_size=20), names), max_size=5).map("".join),
)


def keys(sql: str, *values: str) -> list[str]:
    """Return what the SQL, a function of `words`, gives for each text."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {sql} FROM unnest(%s::text[]) WITH ORDINALITY AS t(words, n) ORDER BY n", [list(values)]
        )
        return [row[0] for row in cursor.fetchall()]


def in_order(words: list[str]) -> tuple[list[list[int]], list[list[int]]]:
    """Return what words are ordered by: their letters by their places in the alphabet, other signs before
    them, then their tones."""
    parts = [[unicodedata.normalize("NFD", letter) for letter in word.lower()] for word in words]
    bare = [
        [unicodedata.normalize("NFC", "".join(sign for sign in part if sign not in TONES)) for part in word]
        for word in parts
    ]
    tones = [
        [next((TONES.index(sign) for sign in part if sign in TONES), 0) for part in word] for word in parts
    ]
    letters = [
        [1000 + ALPHABET.index(letter) if letter in ALPHABET else ord(letter) for letter in word]
        for word in bare
    ]
    return letters, tones


def words_of(text: str) -> list[str]:
    return normalise(text).split(" ")


def given_name_first(name: str) -> list[str]:
    words = words_of(name)
    return [words[-1], *words[1:-1], words[0]] if len(words) > 1 else words


def test_every_sign_is_folded_as_in_python():
    signs = [
        chr(point)
        for point in range(1, sys.maxunicode + 1)
        if unicodedata.category(chr(point)) not in {"Cs", "Cn", "Co"}
    ]
    many = [
        "|".join(f"a{sign}b" for sign in signs[start : start + 500]) for start in range(0, len(signs), 500)
    ]
    assert keys("nn_fold(words)", *many) == [fold(text) for text in many]


@given(st.lists(texts, min_size=1, max_size=20))
@settings(max_examples=200)
def test_any_text_is_folded_as_in_python(many):
    assert keys("nn_fold(words)", *many) == [fold(text) for text in many]


@pytest.mark.parametrize(
    ("sql", "parts"), [("nn_sort_key(words)", words_of), ("nn_sort_key(words, true)", given_name_first)]
)
@given(st.lists(names, min_size=2, max_size=30))
@settings(max_examples=200)
def test_words_and_names_come_in_the_vietnamese_order(sql, parts, many):
    for (key, text), (next_key, next_text) in pairwise(sorted(zip(keys(sql, *many), many, strict=True))):
        assert (in_order(parts(text)) < in_order(parts(next_text))) == (key < next_key)
        assert (in_order(parts(text)) == in_order(parts(next_text))) == (key == next_key)


@given(texts)
@settings(max_examples=200)
def test_spellings_of_one_text_have_one_place(text):
    spelt = [*(unicodedata.normalize(form, text) for form in ("NFC", "NFD")), f" \u200b {text}\u200b\n"]
    assert len(set(keys("nn_sort_key(words)", *spelt))) == 1


def test_any_write_keeps_the_keys():
    body = factories.BodyFactory(code="DD-A", name="Đảng đoàn Hội Ấ", host="", symbol="")
    assert body.search_text == "dd-a dang doan hoi a ddha"
    Body.objects.filter(pk=body.pk).update(name="Đảng đoàn Hội Nghề cá")
    people = "VALUES ('CB-1', 'Lê Ðình', '', ''), ('CB-2', 'Lê Du', '', ''), ('CB-3', 'Lê Em', '', '')"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO delegations_person (code, full_name, email, phone) {people}")
    assert Body.objects.matching("nghề cá").count() == 1
    assert list(Person.objects.matching("lê").order_by("sort_key").values_list("code", flat=True)) == [
        "CB-2",
        "CB-1",
        "CB-3",
    ]


def test_the_functions_need_no_search_path():
    # A backup's rows are taken in so.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('search_path', '', true)")
        cursor.execute("SELECT public.nn_fold('Lê Thị Ấu — “Ω”'), public.nn_sort_key('Lê\u00a0Thị Ấu', true)")
        assert cursor.fetchone()[0] == "le thi au — “ω”"

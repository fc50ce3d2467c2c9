"""Text as it is kept, names compared, days as people type them."""

import datetime as dt
import unicodedata

import pytest

from core import dates
from core.text import clean, fold, marked, normalise, same_name


@pytest.mark.parametrize(
    "typed",
    [
        "Ðảng\u200b uỷ",
        "Đảng\u00a0uỷ",
        unicodedata.normalize("NFD", "Đảng uỷ"),
        "\ufeffĐảng  uỷ\u00ad",
        " Đảng uỷ\u2060 ",
    ],
)
def test_one_line_is_kept_in_one_way(typed):
    assert normalise(typed) == "Đảng uỷ"
    assert fold(typed) == "dang uy"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2026-11-30T21:06:00+00:00", "01/12/2026"),  # after midnight in the office
        ("2026-11-30T21:06:00Z", "01/12/2026"),
        ("2026-11-30T16:59:59+00:00", "30/11/2026"),
        ("2026-11-30", "30/11/2026"),
        ("hôm qua", "hôm qua"),
        ("", ""),
    ],
)
def test_a_day_is_that_of_the_office(value, shown):
    assert dates.day(value) == shown


def test_long_text_keeps_its_lines():
    assert clean(unicodedata.normalize("NFD", "Điều 1\r\n\tÐảng\u00a0uỷ\u200b")) == "Điều 1\r\n\tĐảng uỷ"
    assert clean("a\u200b\u0301") == "á"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Toà án", "TÒA ÁN"), ("Huyện uỷ", "Huyện ủy"), ("Đình", "Ðình"), ("Thuý", "Thúy"), ("Hoè", "HÒE")],
)
def test_spellings_of_one_name(one, other):
    assert same_name(one) == same_name(other)


@pytest.mark.parametrize(("one", "other"), [("Hoa", "Hoà"), ("Hoá", "Hoà"), ("Đức", "Dức"), ("Ân", "An")])
def test_other_names(one, other):
    assert same_name(one) != same_name(other)


@pytest.mark.parametrize(
    "typed",
    ["30/01/1965", "30-1-1965", "30.01.1965", "30 1 1965", "30011965", "1965-01-30", " 30 / 1 / 1965\u200b"],
)
def test_days_as_people_type_them(typed):
    assert dates.parse(typed) == dt.date(1965, 1, 30)


@pytest.mark.parametrize(
    "typed",
    [
        "30/01/65",
        "5.9.26",
        "5/9/926",
        "30/01-1965",
        "31/02/2026",
        "01/30/2026",
        "30/1/1929",
        "5/9",
        "hôm nay",
    ],
)
def test_what_is_no_day(typed):
    with pytest.raises(ValueError, match="."):
        dates.parse(typed)


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Ban Toà án tỉnh An Giang", ["toa", "an"], "Ban [Toà] [án] tỉnh [An] Giang"),
        ("Đoàn thanh niên", ["oan", "nien"], "Đoàn thanh [niên]"),
        ("Nguyễn Thị Hoà", ["nguy", "ho"], "[Nguy]ễn Thị [Ho]à"),
        ("Đảng uỷ xã Đức Đồng", ["duc", "d"], "[Đ]ảng uỷ xã [Đức] [Đ]ồng"),
        ("DD-000417 (07-QC/TU)", ["417", "07-qc", "tu"], "DD-000[417] ([07-QC]/[TU])"),
        ("Điều lệ  Đảng", ["dieu le", "dang"], "[Điều lệ] [Đảng]"),
        ("ananas", ["an", "ana"], "[ana]nas"),
        ("x\u0303in phép", ["x"], "[x\u0303]in phép"),
    ],
)
def test_starts_of_words_are_marked_whatever_their_accents(text, words, shown):
    assert "".join(f"[{piece}]" if hit else piece for piece, hit in marked(text, words)) == shown

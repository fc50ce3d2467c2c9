"""Vietnamese text: one Unicode form, search blind to accents, the order of names.

The database works out the same keys by functions of its own, which `core.keys` makes from what stands here;
see ADR 0022.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

_PLAIN_D = str.maketrans({"đ": "d", "Đ": "D"})
_BLANKS = re.compile(r"\s+")
# Marks that no eye sees: soft hyphens, zero-width blanks and joiners, writing directions, byte order marks.
UNSEEN = [
    0x00AD,
    0x034F,
    0x061C,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
    *range(0x2066, 0x2070),
    0xFEFF,
]
# The Icelandic and the African letter that old fonts and keyboards give for ours, and blanks that do not
# break a line.
_CLEANER = str.maketrans(
    dict.fromkeys(UNSEEN)
    | {
        "Ð": "Đ",
        "ð": "đ",
        "Ɖ": "Đ",
        "ɖ": "đ",
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
    }
)

# In the order of the alphabet, ngang before them all: huyền, hỏi, ngã, sắc, nặng.
TONES = "\u0300\u0309\u0303\u0301\u0323"


def clean(text: str) -> str:
    """Return the text as it is kept, its lines left alone: composed (NFC), Ð made Đ, no-break blanks made
    plain, without marks that no eye sees."""
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_CLEANER))


def normalise(text: str) -> str:
    """Return one line of text as it is kept: clean, runs of blanks made one, the ends trimmed."""
    return _BLANKS.sub(" ", clean(text)).strip()


def same_name(text: str) -> str:
    """Return the key under which spellings of one name are equal: `Toà` and `TÒA`, `uỷ` and `ủy`; `Hoa` is
    another name than `Hoà`."""
    words = []
    for word in unicodedata.normalize("NFD", normalise(text).casefold()).split(" "):
        tones = "".join(mark for mark in word if mark in TONES)
        words.append("".join(mark for mark in word if mark not in TONES) + tones)
    return " ".join(words)


def fold(text: str) -> str:
    """Return the text without accents, case or đ, for search: `Tỉnh ủy` and `TỈNH UỶ` give `tinh uy`."""
    plain = unicodedata.normalize("NFD", clean(text).translate(_PLAIN_D))
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return _BLANKS.sub(" ", plain).strip().lower().replace("ς", "σ")


def has_word(text: str, word: str, *, initials: bool = False) -> bool:
    """Return whether a folded text has a word that begins with this folded one: `hoi` is in `dang doan hoi`,
    not in `dang uy khoi`, since a syllable is a word of its own. What begins with a figure may stand
    anywhere, and so may all in the last word of a text that ends with a name's `initials` (`hnd` in
    `ddhndt`)."""
    return re.search(word_pattern(word, initials=initials), text) is not None


def word_pattern(word: str, *, initials: bool = False, begins: str = r"\b") -> str:
    """Return the regular expression for what `has_word` says; `begins` stands for the start of a word, which
    PostgreSQL writes in its own way."""
    exact = re.escape(word)
    if not word[0].isalpha():
        return exact
    return f"{begins}{exact}|{exact}[^ ]*$" if initials else begins + exact


def marked(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """Return the text in pieces, and of each whether it holds one of the words, which are folded, at the
    start of a word: `Toà án` of `Ban Toà án` for `toa` and `an` is three pieces, the blank between two of
    them unmarked. Within a word only figures are marked: `417` of `DD-000417`."""
    text = normalise(text)
    plain, places = "", []
    for place, letter in enumerate(text):
        folded = " " if letter == " " else fold(letter)
        plain += folded
        places += [place] * len(folded)
    hit = [False] * len(text)
    for word in filter(None, words):
        start = plain.find(word)
        while start >= 0:
            if word[0].isdigit() or not start or not plain[start - 1].isalnum():
                for place in places[start : start + len(word)]:
                    hit[place] = True
            start = plain.find(word, start + 1)
    for place, letter in enumerate(text):
        if unicodedata.combining(letter) and place:  # an accent without a letter of its own goes with it
            hit[place] = hit[place - 1]
    return [
        ("".join(letter for letter, _hit in piece), is_hit)
        for is_hit, piece in groupby(zip(text, hit, strict=True), key=itemgetter(1))
    ]

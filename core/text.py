"""Vietnamese text: one Unicode form, search blind to accents, the order of names.

PostgreSQL's embedded build has no ICU collations, so order and search rest on
stored keys made here; see ADR 0004.
"""

import re
import unicodedata

_PLAIN_D = str.maketrans({"đ": "d", "Đ": "D"})
_BLANKS = re.compile(r"\s+")
# Marks that no eye sees: soft hyphens, zero-width blanks and joiners, writing directions, byte order marks.
_UNSEEN = [0x00AD, 0x034F, 0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x2070), 0xFEFF]
# The Icelandic and the African letter that old fonts and keyboards give for ours, and blanks that do not break a line.
_CLEANER = str.maketrans(dict.fromkeys(_UNSEEN) | {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "\u00a0": " ", "\u2007": " ", "\u202f": " "})
_TONES = "\u0300\u0301\u0303\u0309\u0323"

# ICU's `vi` order: letters first, then tones ngang < huyền < hỏi < ngã < sắc < nặng.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: chr(ord("A") + rank) for rank, letter in enumerate(_LETTERS)}
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def clean(text: str) -> str:
    """Return the text as it is kept, its lines left alone: composed (NFC), Ð made Đ, no-break blanks made plain, without marks that no eye sees."""
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_CLEANER))


def normalise(text: str) -> str:
    """Return one line of text as it is kept: clean, runs of blanks made one, the ends trimmed."""
    return _BLANKS.sub(" ", clean(text)).strip()


def same_name(text: str) -> str:
    """Return the key under which spellings of one name are equal: `Toà` and `TÒA`, `uỷ` and `ủy`; `Hoa` is another name than `Hoà`."""
    words = []
    for word in unicodedata.normalize("NFD", normalise(text).casefold()).split(" "):
        tones = "".join(mark for mark in word if mark in _TONES)
        words.append("".join(mark for mark in word if mark not in _TONES) + tones)
    return " ".join(words)


def fold(text: str) -> str:
    """Return the text without accents, case or đ, for search: `Tỉnh ủy` and `TỈNH UỶ` give `tinh uy`."""
    plain = unicodedata.normalize("NFD", clean(text).translate(_PLAIN_D))
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return _BLANKS.sub(" ", plain).strip().lower()


def _keys(word: str) -> tuple[str, str]:
    """Return the letters' and the tones' order keys of one word."""
    letters: list[str] = []
    tones: list[str] = []
    for symbol in unicodedata.normalize("NFC", word).lower():
        parts = unicodedata.normalize("NFD", symbol)
        tone = next((_TONE_RANK[mark] for mark in parts if mark in _TONE_RANK), "0")
        letter = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONE_RANK))
        letters.append(_LETTER_RANK.get(letter, letter if letter < "A" else "~" + letter))
        tones.append(tone)
    return "".join(letters), "".join(tones)


def sort_key(text: str) -> str:
    """Return a key whose code-point order is the Vietnamese order of the text (letters, then tones)."""
    pairs = [_keys(word) for word in normalise(text).split(" ")]
    return " ".join(letters for letters, _ in pairs) + "\t" + " ".join(tones for _, tones in pairs)


def name_sort_key(full_name: str) -> str:
    """Return the order key of a person's name: tên, then đệm, then họ."""
    words = normalise(full_name).split(" ")
    words = [words[-1], *words[1:-1], words[0]] if len(words) > 2 else words[::-1]
    return sort_key(" ".join(words))

"""Vietnamese text: one Unicode form, search blind to accents, the order of names.

PostgreSQL's embedded build has no ICU collations, so order and search rest on
stored keys made here; see ADR 0004.
"""

import re
import unicodedata

_D_LOOKALIKES = str.maketrans({"đ": "d", "Đ": "D", "Ð": "D", "ð": "d", "Ɖ": "D", "ɖ": "d"})
_BLANKS = re.compile(r"\s+")

# ICU's `vi` order: letters first, then tones ngang < huyền < hỏi < ngã < sắc < nặng.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: chr(ord("A") + rank) for rank, letter in enumerate(_LETTERS)}
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def normalise(text: str) -> str:
    """Return the text in NFC with runs of blanks (no-break ones too) made one and the ends trimmed."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """Return the text without accents, case or đ, for search: `Tỉnh ủy` and `TỈNH UỶ` give `tinh uy`."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).translate(_D_LOOKALIKES))
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

"""Vietnamese text in an encoding from before Unicode, or read in a wrong one: known by its letters, turned
back into Unicode.

A word is Vietnamese or it is not: a text is taken for TCVN3 or VNI only where its words are no Vietnamese as
they stand, and are after turning. `José` and `Nestlé` stay what they are.
"""

import re
import unicodedata
from typing import NamedTuple

TCVN3, VNI, MISREAD, LOST = "TCVN3", "VNI", "UTF-8", "?"

_TCVN3 = str.maketrans(
    dict(
        zip(
            "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
            "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
            strict=True,
        )
    )
)
_MARKS = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ô": "ơ", "ö": "ư"}


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = dict(_ALONE)
    for base in "aeouyôö":
        letter = _ALONE.get(base, base)
        pairs |= {base + mark: unicodedata.normalize("NFC", letter + tone) for mark, tone in _MARKS.items()}
    for base in "aeo":
        pairs |= {
            base + mark: unicodedata.normalize("NFC", base + "\u0302" + tone)
            for mark, tone in _CIRCUMFLEX.items()
        }
    pairs |= {"a" + mark: unicodedata.normalize("NFC", "a\u0306" + tone) for mark, tone in _BREVE.items()}
    for pair, letter in list(pairs.items()):
        pairs[pair.upper()] = letter.upper()
        pairs[pair[0].upper() + pair[1:]] = letter.upper()
    return pairs


_VNI = _vni_pairs()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    "(?:(?:uyê|uya|oai|oao|oay|oeo|uai|uây|uôi|ươi|ươu|iêu|yêu|uyu|uêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|iê|oi|ôi|ơi|oa|oă|oe|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê)"
    "|oo|ôô|[aăâeêioôơuưy])(?:ch|ng|nh|[cmnpt])?"
)
# Letters of old encodings are signs for us («, ·, ¹): only what no encoding of Vietnamese uses divides words.
_DIVIDERS = re.compile(r"[\s!-/:-@\[-`{-~0-9\u2010-\u2027\u2030-\u205e]+")
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]|(?:^|\s)\?[^\W\d_]|[^\W\d_]*\ufffd")


class Guess(NamedTuple):
    """What a text seems to be written in, and the text in Unicode; empty where its letters are lost."""

    encoding: str
    text: str


def guess(text: str, font: str = "") -> Guess | None:
    """Return what a cell's text was meant to be, judged by its letters, else by a font from before Unicode;
    None where it is as it should be."""
    if ("?" in text or "\ufffd" in text) and "://" not in text and _LOST.search(text):
        return Guess(LOST, "")
    if text.isascii():
        return None
    if misread := _read_again(text):
        return Guess(MISREAD, misread)
    if any(ord(letter) > 0xFF and letter.isalpha() for letter in text):
        return None  # has Vietnamese letters of Unicode, whatever the font's name
    meant = readings(text)[:2]
    words = [word for word in _DIVIDERS.split(unicodedata.normalize("NFC", text)) if not word.isascii()]
    # One short word says too little: µm, ©.
    if sum(map(len, words)) > 2 and not all(map(is_syllable, words)):
        for one in meant:
            if _is_vietnamese(one.text, len(words)):
                return one
    if font:
        return meant[0] if font.lower().startswith(".vn") else meant[1]
    return None


def readings(text: str) -> list[Guess]:
    """Return what a text would be in each encoding, for whoever knows the words that it may be; nothing for
    plain letters."""
    if text.isascii():
        return []
    found = [Guess(TCVN3, _from_tcvn3(text)), Guess(VNI, _from_vni(text)), Guess(MISREAD, _read_again(text))]
    return [guess for guess in found if guess.text]


def is_syllable(word: str) -> bool:
    """Return whether a word can be a Vietnamese syllable, by its letters and its one tone."""
    parts = unicodedata.normalize("NFD", word.lower())
    plain = unicodedata.normalize("NFC", parts.translate(_TONES))
    return sum(ord(mark) in _TONES for mark in parts) <= 1 and _SYLLABLE.fullmatch(plain) is not None


def _is_vietnamese(text: str, expected: int) -> bool:
    """Return whether the words with accents are Vietnamese: all of a short text, nearly all of a long one."""
    words = [word for word in _DIVIDERS.split(text) if not word.isascii()]
    good = sum(map(is_syllable, words))
    return bool(words) and good >= (len(words) if expected <= 4 else 0.8 * len(words))


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    return _VNI_LETTER.sub(lambda pair: _VNI[pair[0]], text)


def _read_again(text: str) -> str:
    """Return a text in UTF-8 that was read as Windows-1252; empty where it was not."""
    octets = bytearray()
    for letter in text.replace("Ã ", "Ã\xa0"):
        try:
            octets += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:
                return ""
            octets.append(ord(letter))  # the five places that Windows-1252 leaves empty
    try:
        return unicodedata.normalize("NFC", octets.decode("utf-8"))
    except UnicodeDecodeError:
        return ""

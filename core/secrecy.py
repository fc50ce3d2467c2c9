"""State secrets stay out: neither papers nor subject lines that carry a secrecy mark are taken in."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from core.errors import Refused
from core.text import normalise

# "Mật" alone is an everyday syllable (Mật ong, bảo mật), so it counts only where a mark stands:
# alone, in brackets, before or after a divider, or behind the words "độ mật". The two higher
# degrees are not everyday words and count wherever they stand.
_DEGREE = r"(?:tuyệt\s*mật|tối\s*mật|mật)"
_MARKS = [
    re.compile(r"(?<!\w)(?:tuyệt|tối)\s*mật(?!\w)", re.IGNORECASE),
    re.compile(rf"[(\[{{<«]\s*(?:độ\s+)?{_DEGREE}\s*[)\]}}>»]", re.IGNORECASE),
    re.compile(rf"(?<!\w)(?:độ|mức độ|dấu|dấu chỉ độ)\s+mật\s*[:\-–]?\s*{_DEGREE}(?!\w)", re.IGNORECASE),
    re.compile(rf"^\W*{_DEGREE}\s*(?:$|[:\-–—|/.;,])", re.IGNORECASE),
    re.compile(rf"(?:^|[:\-–—|/.;,])\s*{_DEGREE}\W*$", re.IGNORECASE),
]
_LOUD = re.compile(r"(?<!\w)MẬT(?!\w)")
# File names often lose their accents.
_PLAIN_NAME_MARKS = re.compile(
    r"(?<![a-z])(?:toi[\s_.-]*mat|tuyet[\s_.-]*mat|do[\s_.-]*mat)(?![a-z])|[(\[]\s*mat\s*[)\]]", re.IGNORECASE
)
_WORD_DIVIDERS = re.compile(r"[_\s]+")


def rule_text() -> str:
    """Return the sentence that says why secrets are refused and what to do instead."""
    return _(
        "Luật Bảo vệ bí mật nhà nước số 117/2025/QH15, Điều 5, cấm soạn thảo, lưu giữ bí mật nhà nước trên"
        " máy tính, thiết bị có kết nối mạng (trừ mạng nội bộ độc lập theo quy định). Hệ thống chỉ nhận văn"
        " bản thường; kể cả trích yếu của văn bản mật cũng không nhập vào đây. Hãy theo dõi văn bản này ở sổ"
        " văn bản mật."
    )


def carries_mark(text: str) -> bool:
    """Return whether a line of text carries a secrecy mark (Mật, Tối mật, Tuyệt mật)."""
    line = normalise(text)
    if "mật" not in line.lower():
        return False
    if any(mark.search(line) for mark in _MARKS):
        return True
    # In a line of small letters a syllable in capitals is a stamp; in a line of capitals it says nothing.
    return bool(_LOUD.search(line)) and line.upper() != line


def name_carries_mark(file_name: str) -> bool:
    """Return whether a file's name carries a secrecy mark, with or without accents."""
    stem = file_name.rsplit(".", 1)[0]
    return carries_mark(_WORD_DIVIDERS.sub(" ", stem)) or bool(_PLAIN_NAME_MARKS.search(stem))


def check_not_secret(text: str, *, field: str | None = None) -> None:
    """Raise Refused, with the text of the rule, when any line of the text carries a secrecy mark."""
    if any(carries_mark(line) for line in text.splitlines()):
        raise Refused(
            _("Nội dung này mang dấu chỉ độ mật nên không được nhập. %(rule)s") % {"rule": rule_text()},
            field=field,
        )


def check_nothing_secret(value: object, *, field: str | None = None) -> None:
    """Raise Refused where any text in lists and tables of what was typed carries a secrecy mark."""
    if isinstance(value, str):
        check_not_secret(value, field=field)
    elif isinstance(value, Mapping):
        for part in value.values():
            check_nothing_secret(part, field=field)
    elif isinstance(value, list | tuple):
        for part in value:
            check_nothing_secret(part, field=field)

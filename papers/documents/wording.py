"""How the Party's papers write days, numbers and lists.

Sources: Hướng dẫn 36-HD/VPTW (3/4/2018) and, from 27/5/2026, Hướng dẫn 05-HD/VPTW. They share page, font and
the order of the parts; where files on the newer one disagree, the office's own template decides.
Their frame: Quy định 66-QĐ/TW (6/2/2017), from 9/1/2026 Quy định 399-QĐ/TW.
"""

import datetime as dt
import re
from collections.abc import Iterable

LONGEST_LINE = 50
"""So many letters of a title stand on one line for certain."""
_LATER_MONTH = re.compile(r"\b(\d{1,2})/0([3-9])/(\d{4})\b")


def long_date(day: dt.date) -> str:
    """Return "ngày 05 tháng 02 năm 2026": a zero before days under 10 and the months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_dates(text: str) -> str:
    """Return the text with its days as Party papers write them: 05/02/2026, but 30/6/2026."""
    return _LATER_MONTH.sub(r"\1/\2/\3", text)


def bound(title: str) -> str:
    """Return a title whose last three words stay on one line: none stands alone on its last."""
    return "\u00a0".join(title.rsplit(" ", 2)) if len(title) > LONGEST_LINE else title


def number_line(number: int | None, document_type: str, symbol: str) -> str:
    """Return "Số 05-CV/VPTU": no colon, two digits at least; blanks for a draft."""
    return f"Số {f'{number:02d}' if number else '      '}-{document_type}/{symbol}"


def with_ends(lines: Iterable[str], *, between: str = ";") -> list[str]:
    """Return the lines of a list as official papers end them: each with a semicolon or a comma, the last with
    a full stop."""
    lines = list(lines)
    return [
        line.rstrip(".;, ") + ("." if place == len(lines) - 1 else between)
        for place, line in enumerate(lines)
    ]

"""The letter that urges (công văn đôn đốc) as DOCX and PDF, in the Party's form of its day.

Sources: Hướng dẫn 36-HD/VPTW (3/4/2018) and, from 27/5/2026, Hướng dẫn 05-HD/VPTW. They share page, font and the order
of the parts; where files on the newer one disagree, the office's own template decides.
"""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from docxtpl import DocxTemplate

from reminders.enums import LetterProfile

NEW_FORM_FROM = dt.date(2026, 5, 27)
FOLDER = Path(settings.BASE_DIR) / "templates" / "letters"
FONTS = Path(settings.BASE_DIR) / "static" / "vendor" / "tinos-1.33"


def profile_on(day: dt.date) -> LetterProfile:
    """Return the standard of form in effect on the day."""
    return LetterProfile.HD05_2026 if day >= NEW_FORM_FROM else LetterProfile.HD36_2018


def long_date(day: dt.date) -> str:
    """Return "ngày 05 tháng 02 năm 2026": a zero before days under 10 and the months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def number_words(number: int | None, document_type: str, symbol: str) -> str:
    """Return "Số 05-CV/VPTU": no colon, two digits at least; blanks for a draft."""
    return f"Số {f'{number:02d}' if number else '      '}-{document_type}/{symbol}"


def with_ends(lines: list[str]) -> list[str]:
    """Return the lines of a list as official papers end them: each with a semicolon, the last with a full stop."""
    return [line.rstrip(".;") + ("." if place == len(lines) - 1 else ";") for place, line in enumerate(lines)]


def docx(content: dict[str, Any], template: Path) -> bytes:
    """Return the letter as a Word file, from the built-in template or the office's own."""
    made = DocxTemplate(template)
    made.render(content, autoescape=True)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf(content: dict[str, Any], profile: str) -> bytes:
    """Return the letter as PDF, with Tinos, whose letters are as wide as Times New Roman's."""
    made: bytes = typst.compile(
        str(FOLDER / "letter.typ"),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False), "profile": profile},
    )
    return made


def template(profile: str) -> Path:
    """Return the office's own Word template where there is one, else the built-in one of the profile."""
    own = Path(settings.MEDIA_ROOT) / "mau-cong-van.docx"
    return own if own.is_file() else FOLDER / f"{profile}.docx"

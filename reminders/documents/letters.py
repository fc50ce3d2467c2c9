"""The letter that urges (công văn đôn đốc) as DOCX and PDF, in the Party's form of its day.

Sources: Hướng dẫn 36-HD/VPTW (3/4/2018) and, from 27/5/2026, Hướng dẫn 05-HD/VPTW. They share page, font and
the order of the parts; where files on the newer one disagree, the office's own template decides.
"""

import datetime as dt
import io
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from django.conf import settings
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reminders.enums import LetterProfile

if TYPE_CHECKING:
    from reminders.models import LetterHead  # not when it runs: what tries a template has no models

NEW_FORM_FROM = dt.date(2026, 5, 27)
FOLDER = Path(settings.BASE_DIR) / "templates" / "letters"
FONTS = Path(settings.BASE_DIR) / "static" / "vendor" / "tinos-1.33"
_LATER_MONTH = re.compile(r"\b(\d{1,2})/0([3-9])/(\d{4})\b")


def profile_on(day: dt.date) -> LetterProfile:
    """Return the standard of form in effect on the day."""
    return LetterProfile.HD05_2026 if day >= NEW_FORM_FROM else LetterProfile.HD36_2018


def long_date(day: dt.date) -> str:
    """Return "ngày 05 tháng 02 năm 2026": a zero before days under 10 and the months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_dates(text: str) -> str:
    """Return the text with its days as Party papers write them: 05/02/2026, but 30/6/2026."""
    return _LATER_MONTH.sub(r"\1/\2/\3", text)


def number_line(number: int | None, document_type: str, symbol: str) -> str:
    """Return "Số 05-CV/VPTU": no colon, two digits at least; blanks for a draft."""
    return f"Số {f'{number:02d}' if number else '      '}-{document_type}/{symbol}"


def with_ends(lines: list[str], *, between: str = ";") -> list[str]:
    """Return the lines of a list as official papers end them: each with a semicolon or a comma, the last with
    a full stop."""
    return [
        line.rstrip(".;, ") + ("." if place == len(lines) - 1 else between)
        for place, line in enumerate(lines)
    ]


def standing(head: "LetterHead", *, province: str, written_on: dt.date) -> dict[str, Any]:
    """Return what stands on every paper of the office, in the standard of form of its day: issuer, place and
    day, who signs."""
    committee = "TỈNH UỶ " + province.removeprefix("tỉnh ").removeprefix("Tỉnh ").upper()
    return {
        "superior": head.superior.upper() if head.superior.strip(" .…").upper() != "TỈNH UỶ" else committee,
        "issuer": head.issuer.upper(),
        "symbol": head.symbol,
        "place": head.place if head.place.strip(" .…") else "…………",
        "date": long_date(written_on),
        "new_form": profile_on(written_on) == LetterProfile.HD05_2026,
        "authority": head.authority,
        "office": head.office,
        "signer": head.signer,
    }


def annex(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of the annex of a letter to several bodies: number, body, its lines and how many they
    are."""
    return [
        {"place": place, "name": body["name"], "lines": body["lines"], "number": len(body["lines"])}
        for place, body in enumerate(bodies, start=1)
    ]


def environment() -> ImmutableSandboxedEnvironment:
    """Return what a template is rendered in: values are text, never markup, and what a template may reach is
    closed."""
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def docx(content: dict[str, Any], template: Path | bytes) -> bytes:
    """Return the letter as a Word file, from the built-in template or the office's own."""
    made = DocxTemplate(io.BytesIO(template) if isinstance(template, bytes) else template)
    made.render(content, environment())
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Tinos, whose letters are as wide as Times New Roman's, wherever the program runs."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def pdf(content: dict[str, Any], profile: str) -> bytes:
    """Return the letter as PDF in a built-in form."""
    inputs = {"content": json.dumps(content, ensure_ascii=False), "profile": profile}
    made = typst.compile(
        FOLDER / "letter.typ", font_paths=fonts(), ignore_system_fonts=True, sys_inputs=inputs
    )
    assert isinstance(made, bytes), "a PDF is one file"
    return made


def built_in(profile: str) -> Path:
    """Return the built-in Word template of a standard of form."""
    return FOLDER / f"{LetterProfile(profile).value}.docx"

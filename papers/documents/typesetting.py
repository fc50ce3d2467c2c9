"""PDF and pictures of pages, set by typst with Tinos, whose letters are as wide as Times New Roman's."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates" / "papers"
FONTS = Path(settings.BASE_DIR) / "static" / "vendor" / "tinos-1.33"


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Return the fonts of papers, the same wherever the program runs."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def pdf(source: str, **inputs: Any) -> bytes:
    """Return the document of a source in the folder, given values as JSON, as PDF."""
    made = _compile(source, inputs, format="pdf")
    assert isinstance(made, bytes), "a PDF is one file"
    return made


def pictures(source: str, *, ppi: int, **inputs: Any) -> list[bytes]:
    """Return the pages of the document as PNG."""
    made = _compile(source, inputs, format="png", ppi=float(ppi))
    return made if isinstance(made, list) else [made]


def _compile(source: str, inputs: dict[str, Any], **wanted: Any) -> Any:
    return typst.compile(
        FOLDER / source,
        root=FOLDER,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={name: json.dumps(value, ensure_ascii=False) for name, value in inputs.items()},
        **wanted,
    )

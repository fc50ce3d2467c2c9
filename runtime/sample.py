"""The sample provinces of a first start: which is wanted, and where its users' passwords lie."""

import os
from pathlib import Path
from typing import NamedTuple

from runtime import places
from runtime.errors import CannotStart

_FOLDER = places.PROJECT / "exchange" / "sample"


class Sample(NamedTuple):
    """An invented province: its workbook, and the secretary who works in it, through which post."""

    workbook: Path
    secretary: str
    secretary_name: str
    post: str


SAMPLES = {
    "2026": Sample(
        _FOLDER / "tinh-2026.xlsx",
        "thuky-ubnd",
        "Thư ký mẫu (Đảng uỷ UBND tỉnh)",
        "DU-UBND-02",
    ),
    "2021": Sample(
        _FOLDER / "tinh-mau.xlsx",
        "thuky-hnd",
        "Thư ký mẫu (Hội Nông dân)",
        "DD-HND-01",
    ),
}
DEFAULT = "2026"


def wanted() -> str | None:
    """Return the year that names the wanted sample, None for no sample.

    SAMPLE decides: 2026, 2021, 1 for the usual one or 0 for none; else the sample is for the embedded
    database only, never for an office's own server. Raises CannotStart for any other word.
    """
    setting = os.environ.get("SAMPLE", "").strip()
    if not setting:
        return None if os.environ.get("DATABASE_URL", "").strip() else DEFAULT
    if setting in {"0", "1"}:
        return DEFAULT if setting == "1" else None
    if setting not in SAMPLES:
        raise CannotStart(
            f"SAMPLE={setting}: không có tỉnh mẫu này. Hãy ghi SAMPLE=2026, SAMPLE=2021, hoặc SAMPLE=0 để"
            " không nhập tỉnh mẫu.",
            f"SAMPLE={setting}: there is no such sample. Write SAMPLE=2026, SAMPLE=2021, or SAMPLE=0 for"
            " none.",
        )
    return setting


def logins() -> Path:
    """Return the file that keeps the sample users' names and passwords, readable by its owner only."""
    return places.var() / "sample-logins.txt"

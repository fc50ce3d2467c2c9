"""The sample province of a first start: whether it is wanted, and where its users' passwords lie."""

import os
from pathlib import Path

from runtime import places

WORKBOOK = places.PROJECT / "exchange" / "sample" / "tinh-mau.xlsx"


def is_wanted() -> bool:
    """SAMPLE=1 or 0 decides; else the sample is for the embedded database only, never for an office's own
    server."""
    setting = os.environ.get("SAMPLE", "").strip()
    return setting == "1" if setting else not os.environ.get("DATABASE_URL", "").strip()


def logins() -> Path:
    """Return the file that keeps the sample users' names and passwords, readable by its owner only."""
    return places.var() / "sample-logins.txt"

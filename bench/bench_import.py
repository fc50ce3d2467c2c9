"""Import of the sample province, and of one with many bodies made by repeating it.

    python -m bench.bench_import [--bodies 2000] [--keep FILE]

Prints seconds, peak memory of the process, and the number of statements for: writing the file (not measured
as import), preview, first import, the same file again, export. Runs in a transaction that is rolled back.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import database

database.prepare("import")

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from openpyxl import Workbook, load_workbook  # noqa: E402

from exchange.services import exports, imports  # noqa: E402

SAMPLE = Path(__file__).resolve().parent.parent / "exchange" / "sample" / "tinh-mau.xlsx"
# Columns whose codes get the copy's number in front.
CODES = {
    "MÃ",
    "MÃ TỔ CHỨC",
    "KẾ THỪA BỞI",
    "MÃ VỊ TRÍ",
    "MÃ CÁN BỘ",
    "MÃ NGƯỜI THỰC HIỆN",
    "MÃ NHIỆM VỤ",
    "MÃ CUỘC HỌP",
    "TỔ CHỨC CŨ",
    "TỔ CHỨC MỚI",
}
ONCE = {"Cài đặt", "Văn bản", "Ngày nghỉ"}


def repeated(bodies: int, path: Path) -> int:
    """Write the sample so often that it has about so many bodies; return the number of rows."""
    source = load_workbook(SAMPLE, read_only=True)
    book = Workbook(write_only=True)
    rows_written = 0
    copies = -(-bodies // 12)
    for page in source.worksheets:
        target = book.create_sheet(page.title)
        rows = [list(row) for row in page.iter_rows(values_only=True)]
        at = next(place for place, row in enumerate(rows) if sum(cell is not None for cell in row) > 1)
        target.append(rows[at])
        for row in _copies(rows[at], rows[at + 1 :], 1 if page.title in ONCE else copies, page.title):
            target.append(row)
            rows_written += 1
    book.save(path)
    return rows_written


def _copies(headings: list[Any], rows: list[list[Any]], copies: int, title: str) -> Iterator[list[Any]]:
    coded = {place for place, heading in enumerate(headings) if str(heading).strip().upper() in CODES}
    for copy in range(copies):
        for row in rows:
            if copies == 1:
                yield row
                continue
            changed = list(row)
            for place, value in enumerate(row):
                if place in coded and value:
                    changed[place] = "; ".join(f"{copy}-{part.strip()}" for part in str(value).split(";"))
            if title == "Quy chế phối hợp":
                changed[0], changed[2] = (
                    f"{copy}-{row[0]}",
                    "; ".join(
                        f"{copy}-{p.strip()}" if "-" in p else p.strip() for p in str(row[2]).split(";")
                    ),
                )
            if title == "Sự kiện":
                changed[2] = f"{row[2]} ({copy})"
            if title == "Miễn, hoãn" and (
                "/" in str(row[2]) or str(row[2]).startswith(("DD-", " DD-", "BCS-", " BCS-"))
            ):
                changed[2] = f"{copy}-{str(row[2]).strip()}"
            yield changed


def measure(words: str, work: Any) -> None:
    connection.force_debug_cursor = False
    with CaptureQueriesContext(connection) as queries:
        started = time.perf_counter()
        work()
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{words:<34} {seconds:8.2f} s   {len(queries):6d} statements   peak {peak:6.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bodies", type=int, default=2_000)
    parser.add_argument("--keep", type=Path)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        large = wanted.keep or Path(folder) / "large.xlsx"
        rows = repeated(wanted.bodies, large)
        for words, path in (("sample", SAMPLE), (f"{wanted.bodies} bodies, {rows} rows", large)):
            print(f"{words} ({path.stat().st_size / 1e6:.1f} MB)")
            with transaction.atomic():
                measure("  preview", lambda path=path: imports.preview(path=path))
                measure("  first import", lambda path=path: imports.commit(path=path, by=None))
                measure("  the same again", lambda path=path: imports.commit(path=path, by=None))
                measure("  export", lambda: exports.export(to=Path(folder) / "out.xlsx"))
                transaction.set_rollback(True)


if __name__ == "__main__":
    main()

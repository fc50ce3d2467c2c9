"""What the records of findings are called in mails and letters, which bear no codes."""

from collections.abc import Iterable

from directions.queries import directions
from obligations.queries import records
from obligations.queries.findings import Row


def of_rows(rows: Iterable[Row]) -> dict[str, str]:
    """Return the names of the records that these findings point to, by `kind:code`; a direction by its first
    words. At most one query a kind of record."""
    rows = list(rows)
    codes = {code for row in rows for kind, code in records.mentioned(row.evidence) if kind == "direction"}
    return records.references(rows, links=False).names | directions.titles(codes)

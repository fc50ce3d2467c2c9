"""Acts on screens: forms as a browser would send them, and all records, to tell what an act did."""

from html.parser import HTMLParser
from typing import Any

from django.db import connection

from core import acts

# How often a calendar was told of a meeting: an undoing is told too.
ONLY_GROWS = "invitation_sequence"


def everything() -> dict[str, str]:
    """Return a mark of the rows of every table that keeps a history, but those of accounts and mail. One
    query."""
    tables = [
        model._meta.db_table
        for model in acts.tracked()
        if model._meta.app_label not in {"accounts", "outbox"}
    ]
    rows = f"string_agg((to_jsonb(t) - '{ONLY_GROWS}')::text, ',' ORDER BY t.id)"
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{table}', md5({rows}) FROM {table} t" for table in tables)
        )
        return dict(cursor.fetchall())


class Filled(HTMLParser):
    """What a browser would send of the page's own form as it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.inside = self.text = self.select = ""

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "form":
            self.inside = "yes" if told.get("method") == "post" and "data-form" in told else ""
        if not self.inside or "disabled" in told:
            return
        if tag == "input" and name and told.get("type") not in {"submit", "file"}:
            if told.get("type") not in {"checkbox", "radio"} or "checked" in told:
                self.values.setdefault(name, []).append(told.get("value") or "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in told:
            self.values.setdefault(self.select, []).append(told.get("value") or "")
        elif tag == "textarea":
            self.text = name
            self.values[name] = [""]

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.text = ""

    def handle_data(self, data):
        if self.text:
            self.values[self.text][0] += data


def shown(client, url: str, **changes: Any) -> dict[str, Any]:
    """Return what the form at an address sends, with changes."""
    answer = client.get(url)
    if answer.status_code == 405:  # a button without a page
        return changes
    assert answer.status_code == 200, url
    form = Filled()
    form.feed(answer.content.decode())
    return form.values | changes

"""Names and addresses of the records that evidence points to, for a page of findings at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.urls import NoReverseMatch

from core.addresses import reverse
from delegations.models import Body, GoverningDocument, Person
from meetings.models import Decision, Task, WrittenConsultation
from obligations.queries.findings import Row
from reports.models import Submission


class References(NamedTuple):
    """Names and addresses of records by `kind:code`; a record that is gone is left out."""

    names: dict[str, str]
    links: dict[str, str]


def mentioned(value: Any) -> Iterable[tuple[str, str]]:
    """Generate (kind, code) of every record named anywhere in evidence."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if part.get("record") and part.get("code"):
                yield str(part["record"]), str(part["code"])
            waiting += part.values()
        elif isinstance(part, list | tuple):
            waiting += part


def references(rows: Iterable[Row], *, links: bool = True) -> References:
    """Return the names and addresses of the records that these findings point to. At most one query a kind of
    record, whatever the number of rows."""
    rows = list(rows)
    return references_in([row.evidence for row in rows], rows[0].body_code if links and rows else "")


def references_in(evidence: Iterable[Any], body_code: str) -> References:
    """Return the names and addresses of the records named in evidence of a body (no addresses without
    its code). At most one query a kind of record."""
    codes: dict[str, set[str]] = defaultdict(set)
    for kind, code in mentioned(evidence):
        codes[kind].add(code)
    names = _names(codes)
    return References(names, _links(codes, body_code) if body_code else {})


def _names(codes: Mapping[str, set[str]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for kind, model, column in (
        ("body", Body, "name"),
        ("person", Person, "full_name"),
        ("decision", Decision, "title"),
        ("task", Task, "title"),
        ("submission", Submission, "subject"),
        ("consultation", WrittenConsultation, "subject"),
    ):
        if codes.get(kind):
            rows = model._default_manager.filter(code__in=codes[kind]).values_list("code", column)
            names |= {f"{kind}:{code}": words for code, words in rows if words}
    return names


def _links(codes: Mapping[str, set[str]], body_code: str) -> dict[str, str]:
    links: dict[str, str] = {}
    for kind, found in codes.items():
        keys = _keys(kind, found)
        for code in found:
            if url := _address(kind, code, body_code, keys.get(code)):
                links[f"{kind}:{code}"] = url
    return links


def _keys(kind: str, codes: set[str]) -> dict[str, int]:
    """Records whose pages are addressed by their primary key. At most one query."""
    return (
        dict(GoverningDocument.objects.filter(number__in=codes).values_list("number", "pk"))
        if kind == "document"
        else {}
    )


# Kind: (name of the address, what it is addressed by).
ADDRESSES: Mapping[str, tuple[str, str]] = {
    "body": ("delegations:body", "code"),
    "direction": ("directions:page", "code"),
    "meeting": ("meetings:page", "code"),
    "person": ("delegations:person", "code"),
    "decision": ("meetings:decision", "code"),
    "task": ("meetings:task", "code"),
    "submission": ("reports:submission", "code"),
    "consultation": ("meetings:consultation", "code"),
    "document": ("delegations:document", "pk"),
}
# Records without a page of their own: a place on the body's page.
PLACES: Mapping[str, str] = {
    "seat": "vi-tri",
    "working-regulation": "quy-che",
    "coordination-regulation": "phoi-hop",
    "report": "bao-cao",
    "event": "su-kien",
}


def _address(kind: str, code: str, body_code: str, key: int | None) -> str:
    if kind in PLACES:
        return f"{reverse('delegations:body', args=[body_code])}#{PLACES[kind]}"
    name, by = ADDRESSES.get(kind, ("", ""))
    if not name or (by == "pk" and key is None):
        return ""
    try:
        return reverse(name, args=[key if by == "pk" else code])
    except NoReverseMatch:  # a code that no address takes: its words are shown without a link
        return ""


def meeting_links(codes: Iterable[str]) -> dict[str, str]:
    """Return the addresses of meetings by `meeting:code`. No query."""
    return {f"meeting:{code}": url for code in codes if (url := _address("meeting", code, "", None))}

"""What changed between the flags as stored and the findings as judged now. Pure: no database, no clock."""

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Literal, NamedTuple

from rulebook.findings import Finding

Kind = Literal["opened", "changed", "waived", "reopened"]
Key = tuple[str, str]
"""A rule and a subject: what names a finding within its body."""


class Stored(NamedTuple):
    """A flag as far as telling changes needs it."""

    flag_id: int
    status: str
    fingerprint: int


class Change(NamedTuple):
    """A flag to open, change or open again, with the texts that are stored of its finding: evidence and
    parameters as JSON."""

    kind: Kind
    finding: Finding
    evidence: str
    parameters: str
    fingerprint: int


class Changes(NamedTuple):
    """What to write for one body: flags that were opened or changed, and those whose cause is gone."""

    written: list[Change]
    closed: list[int]


def as_stored(finding: Finding) -> tuple[str, str, int]:
    """Return the finding's evidence and parameters as they are stored, and its fingerprint. Equal findings
    have equal fingerprints, on whatever day they were judged."""
    evidence = as_json(finding.evidence)
    parameters = as_json(finding.parameters)
    words = f"{finding.status}\n{finding.severity}\n{finding.due_on}\n{parameters}\n{evidence}"
    return (
        evidence,
        parameters,
        int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True),
    )


def unknown(findings: Iterable[Finding], opened: Mapping[Key, Stored]) -> list[Key]:
    """Return the keys of findings that no open flag stands for: those whose closed flags must be looked
    up."""
    return [key for finding in findings if (key := (finding.rule, finding.subject)) not in opened]


def diff(findings: Iterable[Finding], opened: Mapping[Key, Stored], closed: frozenset[Key]) -> Changes:
    """Return what turns the stored flags of a body into its findings; nothing where they say the same.

    `opened` are the body's open flags, `closed` the keys of closed ones among the findings.
    """
    written: list[Change] = []
    gone = dict(opened)
    for finding in findings:
        key = (finding.rule, finding.subject)
        stored, flag = as_stored(finding), gone.pop(key, None)
        if flag is None:
            written.append(Change("reopened" if key in closed else "opened", finding, *stored))
        elif flag.fingerprint != stored[2]:
            newly_waived = finding.status == "waived" and flag.status != "waived"
            written.append(Change("waived" if newly_waived else "changed", finding, *stored))
    return Changes(written, [flag.flag_id for flag in gone.values()])


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)
as_json = _encoder.encode
"""Return a value as it is stored: days as text, names in order."""

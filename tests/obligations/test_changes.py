"""Telling what changed, without a database."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from obligations.changes import Stored, as_stored, diff, unknown
from rulebook.findings import Finding, Status
from rulebook.law import ParameterUse

FINDING = Finding(
    "understaffed",
    "DD-A",
    "VT-1",
    "due",
    dt.date(2026, 1, 31),
    "warning",
    (ParameterUse("restaff_days", 90, dt.date(2004, 1, 1), "Văn phòng"),),
    {"vacant": 1, "seat": {"record": "seat", "code": "VT-1", "starts_on": dt.date(2020, 1, 1)}},
)
KEY = ("understaffed", "VT-1")
NOTHING: frozenset[tuple[str, str]] = frozenset()


def stored(finding: Finding) -> Stored:
    return Stored(7, finding.status, as_stored(finding)[2])


def test_a_new_finding_opens_a_flag():
    (change,) = diff([FINDING], {}, NOTHING).written
    assert (change.kind, change.finding) == ("opened", FINDING)
    assert change.evidence == '{"seat":{"code":"VT-1","record":"seat","starts_on":"2020-01-01"},"vacant":1}'
    assert change.parameters == '[["restaff_days",90,"2004-01-01","Văn phòng"]]'


def test_a_finding_seen_before_opens_its_flag_again():
    assert [change.kind for change in diff([FINDING], {}, frozenset({KEY})).written] == ["reopened"]


def test_the_same_finding_changes_nothing():
    assert diff([FINDING], {KEY: stored(FINDING)}, NOTHING) == ([], [])


def test_the_order_in_which_evidence_is_named_is_no_change():
    turned = replace(FINDING, evidence=dict(reversed(list(FINDING.evidence.items()))))
    assert diff([turned], {KEY: stored(FINDING)}, NOTHING) == ([], [])


def test_status_severity_due_day_evidence_and_law_are_changes():
    for other in (
        replace(FINDING, status="overdue"),
        replace(FINDING, severity="serious"),
        replace(FINDING, due_on=None),
        replace(FINDING, evidence={"vacant": 2}),
        replace(FINDING, parameters=()),
    ):
        changes = diff([other], {KEY: stored(FINDING)}, NOTHING)
        assert [change.kind for change in changes.written] == ["changed"]
        assert changes.closed == []


def test_a_finding_that_becomes_waived_says_so_once():
    waived = replace(FINDING, status="waived")
    assert [change.kind for change in diff([waived], {KEY: stored(FINDING)}, NOTHING).written] == ["waived"]
    longer = replace(waived, evidence={"waiver": {"until": dt.date(2027, 1, 1)}})
    assert [change.kind for change in diff([longer], {KEY: stored(waived)}, NOTHING).written] == ["changed"]
    assert [change.kind for change in diff([FINDING], {KEY: stored(waived)}, NOTHING).written] == ["changed"]


def test_a_flag_without_its_finding_closes():
    assert diff([], {KEY: stored(FINDING)}, NOTHING) == ([], [7])


def test_only_findings_without_an_open_flag_are_looked_up():
    assert unknown([FINDING, replace(FINDING, subject="VT-2")], {KEY: stored(FINDING)}) == [
        ("understaffed", "VT-2")
    ]


subjects = st.sampled_from(["VT-1", "VT-2", "VT-3"])
statuses: list[Status] = ["due", "overdue", "waived"]
findings = st.dictionaries(subjects, st.sampled_from(statuses)).map(
    lambda chosen: [replace(FINDING, subject=subject, status=status) for subject, status in chosen.items()]
)


@given(before=findings, after=findings)
def test_applied_changes_leave_nothing_to_change(before, after):
    opened = {(finding.rule, finding.subject): stored(finding) for finding in before}
    changes = diff(after, opened, NOTHING)
    for key in [key for key in opened if key[1] not in {finding.subject for finding in after}]:
        del opened[key]
    for change in changes.written:
        finding = change.finding
        opened[finding.rule, finding.subject] = Stored(7, finding.status, change.fingerprint)
    assert diff(after, opened, NOTHING) == ([], [])

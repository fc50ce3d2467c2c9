"""A finding carries what a reader needs to check it: records, arithmetic, law."""

import ast
import datetime as dt
import inspect
import json
import re
from typing import Any

import pytest

from rulebook.duties import RULES
from rulebook.engine import judge
from rulebook.facts import BodyFacts, Office
from rulebook.findings import Finding
from rulebook.law import load_law
from rulebook.rule import Rule
from tests.rulebook.casebook import build_facts, law_row, read_cases

D = dt.date
ALL_FOUND = [
    (finding, case.office)
    for case in read_cases()
    for on in case.expected
    for finding in judge(case.facts, on, case.office, case.law)
    if finding.rule in case.rules
]


def only(body: dict[str, Any] | BodyFacts, on: D, rule: str, **office: Any) -> Finding:
    facts = body if isinstance(body, BodyFacts) else build_facts(body)
    (found,) = [
        f
        for f in judge(facts, on, Office(office.pop("tracking_from", D(2024, 1, 1)), **office), load_law())
        if f.rule == rule
    ]
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_docstring_names_every_key_of_the_evidence_and_the_article(rule: Rule) -> None:
    text = inspect.getdoc(rule.judge) or ""
    keys = {key for finding, _ in ALL_FOUND if finding.rule == rule.code for key in finding.evidence} - {
        "waiver",
        "deferred",
        "applied_by",
    }
    assert keys
    if "Evidence: as for" not in text:
        assert keys <= set(re.findall(r"`([a-z_]+)`", text))
    assert "Article: " in text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_a_generator_of_under_thirty_lines_of_code(rule: Rule) -> None:
    function = ast.parse(inspect.getsource(rule.judge)).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert inspect.isgeneratorfunction(rule.judge)
    code = function.body[1:]
    assert (code[-1].end_lineno or 0) - code[0].lineno + 1 < 30
    assert function.name.replace("_", "-").startswith(rule.code)


def test_findings_quote_only_parameters_their_rule_names() -> None:
    named = {rule.code: set(rule.parameters) for rule in RULES}
    for finding, _ in ALL_FOUND:
        assert {use.name for use in finding.parameters} <= named[finding.rule]
        assert all(use.reference for use in finding.parameters)


def test_evidence_is_ready_for_json_apart_from_days_and_names_known_kinds_of_record() -> None:
    kinds = set()
    for finding, _ in ALL_FOUND:
        json.dumps(finding.evidence, default=_only_days)
        kinds |= set(_records(finding.evidence))
    assert kinds == {
        "meeting",
        "seat",
        "person",
        "report",
        "working-regulation",
        "coordination-regulation",
        "event",
        "decision",
        "task",
        "submission",
        "consultation",
        "waiver",
        "document",
        "body",
        "direction",
    }


def _only_days(value: Any) -> str:
    assert type(value) is dt.date
    return str(value)


def _records(value: Any) -> list[str]:
    if isinstance(value, dict):
        found = [value["record"]] if "record" in value else []
        assert "record" not in value or value["code"]
        return found + [kind for each in value.values() for kind in _records(each)]
    return [kind for each in value for kind in _records(each)] if isinstance(value, list) else []


def test_due_says_how_the_day_was_counted() -> None:
    for finding, office in ALL_FOUND:
        if finding.due_on is None:
            assert "due" not in finding.evidence
            continue
        due = finding.evidence["due"]
        assert set(due) == {
            "lawful",
            "start",
            "reason",
            "plus",
            "unit",
            "next_working_day",
            "shifted",
            "watched_from",
        }
        assert finding.due_on == (
            due["next_working_day"] if office.shift_due_days and due["next_working_day"] else due["lawful"]
        )
        if due["unit"] == "days" and due["plus"]:
            assert due["lawful"] == due["start"] + dt.timedelta(due["plus"])


def test_evidence_does_not_change_with_the_passing_of_days() -> None:
    facts = build_facts(
        {
            "strength": 3,
            "meetings": [{"day": D(2025, 12, 15), "present": 2}],
            "tasks": ["T given 2026-01-01 due 2026-02-01"],
        }
    )
    law, office = load_law(), Office(D(2025, 1, 1))
    assert judge(facts, D(2026, 4, 20), office, law) == judge(facts, D(2026, 5, 20), office, law)


def test_a_due_day_on_a_day_off_shows_the_next_working_day_too() -> None:
    found = only(
        {}, D(2025, 1, 16), "annual-report-missing", days_off={D(2025, 1, 15): True, D(2025, 1, 16): True}
    )
    assert found.due_on == D(2025, 1, 15)
    assert found.evidence["due"] == {
        "lawful": D(2025, 1, 15),
        "start": D(2024, 12, 31),
        "reason": "year-end",
        "plus": 15,
        "unit": "days",
        "next_working_day": D(2025, 1, 17),
        "shifted": False,
        "watched_from": None,
    }


def test_what_began_before_the_office_watched_says_since_when_it_is_watched() -> None:
    found = only(
        {"founded": D(2010, 9, 10), "seats": {"S1": "member 2010-09-10.."}}, D(2026, 11, 29), "understaffed"
    )
    assert (found.due_on, found.evidence["due"]["watched_from"]) == (D(2010, 12, 9), D(2024, 1, 1))


def test_a_waiver_that_has_ended_stays_beside_what_it_deferred() -> None:
    waived = {"waivers": ["meeting-overdue 2026-Q2 granted 2026-06-01 until 2026-11-19"]}
    found = only(waived, D(2026, 11, 29), "meeting-overdue", tracking_from=D(2026, 4, 1))
    assert (found.subject, found.due_on, found.status) == ("2026-Q2", D(2026, 6, 30), "overdue")
    assert (found.evidence["deferred"]["until"], found.evidence["deferred"]["document"]) == (
        D(2026, 11, 19),
        "300-CV/TU",
    )


def test_meeting_overdue_shows_each_period_and_what_was_found_in_it() -> None:
    body = {
        "strength": 5,
        "cadences": ["6 months from 2025-01-01"],
        "meetings": [
            {"code": "DD/1", "day": D(2025, 12, 15), "present": 4, "minutes_number": "05-BB"},
            {"code": "DD/2", "day": D(2026, 2, 20), "rows": {"P1": "present", "P2": "excused"}},
            {"code": "DD/3", "day": D(2026, 5, 20), "kind": "thematic", "present": 5},
        ],
        "waivers": ["meeting-overdue 2026-Q2 granted 2026-05-01 until 2026-12-31"],
    }
    found = only(body, D(2026, 10, 5), "meeting-overdue")
    evidence = found.evidence
    assert (found.subject, found.due_on, found.severity, evidence["run"]) == (
        "2026-Q1",
        D(2026, 3, 31),
        "serious",
        2,
    )
    assert [(period["name"], period["waived"], period["satisfied"]) for period in evidence["periods"]] == [
        ("2026-Q1", False, False),
        ("2026-Q2", True, False),
        ("2026-Q3", False, False),
    ]
    first, second, _ = evidence["periods"]
    assert (first["first"], first["last"], first["cadence"], first["cadence_basis"], first["law_months"]) == (
        D(2026, 1, 1),
        D(2026, 3, 31),
        3,
        "law",
        3,
    )
    assert first["own_decision"] == {"months": 6, "starts_on": D(2025, 1, 1), "basis": "QC, Điều 6"}
    assert first["meetings"] == [
        {
            "record": "meeting",
            "code": "DD/2",
            "kind": "periodic",
            "held_on": D(2026, 2, 20),
            "minutes_number": "",
            "recorded": "by-name",
            "present": 1,
            "members": 5,
            "needed": 4,
            "quorate": False,
        }
    ]
    assert [meeting["kind"] for meeting in second["meetings"]] == ["thematic"]
    assert second["waiver"]["document"] == "300-CV/TU"
    assert evidence["in_progress"]["name"] == "2026-Q4"
    assert evidence["last_meeting"]["code"] == "DD/2"
    assert (evidence["members"], evidence["needed"]) == (5, 4)
    assert [(use.name, use.value, use.since) for use in found.parameters][:2] == [
        ("meeting_cadence_months", 3, D(2004, 1, 1)),
        ("quorum_share", "2/3", D(2004, 1, 1)),
    ]


def test_meeting_due_shows_both_limits() -> None:
    found = only(
        {"strength": 3, "cadences": ["1 months from 2024-01-01"]},
        D(2026, 2, 25),
        "meeting-due",
        tracking_from=D(2026, 2, 1),
    )
    assert (found.evidence["due_soon_days"], found.evidence["due_soon_limits"]) == (9, [15, 9])
    assert found.evidence["period"]["cadence_basis"] == "own"


def test_an_own_decision_as_strict_as_the_law_leaves_the_law_as_basis() -> None:
    found = only(
        {"strength": 3, "cadences": ["3 months from 2024-01-01"]},
        D(2026, 4, 1),
        "meeting-overdue",
        tracking_from=D(2026, 1, 1),
    )
    assert found.evidence["periods"][0]["cadence_basis"] == "law"
    from_first_day = only(
        {"strength": 3, "cadences": ["1 months from 2026-01-01"]},
        D(2026, 2, 1),
        "meeting-overdue",
        tracking_from=D(2026, 1, 1),
    )
    assert from_first_day.evidence["periods"][0]["cadence_basis"] == "own"


def test_coordination_missing_shows_what_was_found_of_each_kind() -> None:
    body = {
        "coordination": [
            "C1 bodies 2022-01-01..",
            "C2 localities 2021-01-01..2025-12-31",
            "C3 localities 2027-01-01..",
        ],
        "kinds": ["localities", "bodies"],
    }
    evidence = only(body, D(2026, 2, 1), "coordination-missing").evidence
    assert [
        (kind["kind"], kind["missing"], [(r["code"], r["in_force"]) for r in kind["regulations"]])
        for kind in evidence["kinds"]
    ] == [
        ("bodies", False, [("C1", True)]),
        ("localities", True, [("C2", False)]),
    ]
    assert (evidence["missing"], evidence["last_lapse"], evidence["due"]["reason"]) == (
        ["localities"],
        D(2025, 12, 31),
        "lapsed",
    )


def test_regulation_missing_shows_why_none_counts() -> None:
    body = {
        "regulations": [
            {"issued": D(2020, 1, 1), "lapses": D(2026, 1, 31)},
            {"issued": D(2026, 2, 1), "effective": D(2026, 3, 1)},
        ]
    }
    evidence = only(body, D(2026, 2, 1), "regulation-missing").evidence
    assert [(regulation["code"], regulation["why_not"]) for regulation in evidence["regulations"]] == [
        ("QC-2020-01-01", "lapsed"),
        ("QC-2026-02-01", "not-in-effect"),
    ]
    assert (evidence["last_lapse"], evidence["due"]["start"], evidence["due"]["reason"]) == (
        D(2026, 1, 31),
        D(2026, 2, 1),
        "lapsed",
    )


def test_regulation_stale_lists_every_trigger_earliest_first() -> None:
    body = {
        "regulations": [
            {"issued": D(2020, 1, 1), "replaced": ["A by B from 2026-02-01", "C by D from 2026-09-01"]}
        ],
        "events": ["2026-01-15 election"],
    }
    evidence = only(body, D(2026, 3, 1), "regulation-stale").evidence
    assert [(trigger["on"], trigger["because"], trigger["code"]) for trigger in evidence["triggers"]] == [
        (D(2026, 1, 15), "event", "election 2026-01-15"),
        (D(2026, 2, 1), "replaced", "B"),
    ]
    assert evidence["bases"] == ["A", "C"]


def test_agenda_narrow_shows_the_share_and_its_grounds() -> None:
    body = {
        "meetings": [
            {"day": D(2026, 1, 10), "agenda": ["personnel", "organisation"]},
            {"day": D(2026, 2, 10), "agenda": ["personnel", "other"]},
        ]
    }
    evidence = only(body, D(2026, 2, 10), "agenda-narrow").evidence
    assert (evidence["items"], evidence["personnel"], evidence["political"], evidence["share"]) == (
        4,
        3,
        0,
        "3/4",
    )
    assert evidence["grounds"] == ["share", "no-political"]


def test_majority_failed_says_how_many_votes_would_do() -> None:
    for members, needed in ((6, 4), (7, 4)):
        evidence = only(
            {"decisions": [{"code": "KL1", "day": D(2026, 3, 2), "votes": 3, "members": members}]},
            D(2026, 3, 2),
            "majority-failed",
        ).evidence
        assert (evidence["votes_for"], evidence["members"], evidence["needed"], evidence["share"]) == (
            3,
            members,
            needed,
            "1/2",
        )


def test_understaffed_says_since_when_why_and_what_makes_it_serious() -> None:
    body = {
        "strength": 1,
        "seats": {"S2": "member 2010-01-01.."},
        "members": ["S2 P7 2020-01-01..2026-03-31"],
    }
    evidence = only(body, D(2026, 7, 1), "understaffed").evidence
    assert (evidence["vacant_since"], evidence["vacant_because"]) == (D(2026, 4, 1), "holder-left")
    assert evidence["last_holder"]["code"] == "P7"
    assert (evidence["seats"], evidence["vacant"], evidence["vacant_seats"], evidence["members"]) == (
        2,
        1,
        ["S2"],
        1,
    )
    assert evidence["serious_because"] == ["share", "overdue"]


def test_a_returned_report_is_shown_as_it_stood_on_the_day() -> None:
    body = {"reports": ["2024 submitted 2025-01-10 returned 2025-01-20 again 2025-02-10"]}
    assert only(body, D(2025, 1, 20), "annual-report-due").evidence["reports"][0]["returned_on"] == D(
        2025, 1, 20
    )
    evidence = only(body, D(2025, 2, 9), "annual-report-missing").evidence
    (report,) = evidence["reports"]
    assert (report["returned_on"], report["resubmitted_on"], report["stands"], report["why_not"]) == (
        D(2025, 1, 20),
        None,
        False,
        "returned",
    )
    assert (evidence["base_due_on"], evidence["returned_on"], evidence["due"]["start"]) == (
        D(2025, 1, 15),
        D(2025, 1, 20),
        D(2025, 1, 20),
    )


def test_excused_absence_is_absence_and_named() -> None:
    rows = [{"day": D(2026, month, 10), "rows": {"P1": "present", "P2": "excused"}} for month in (1, 2)]
    body = {"strength": 2, "meetings": [*rows, {"day": D(2026, 3, 10), "rows": {"P1": "present"}}]}
    evidence = only(body, D(2026, 3, 10), "member-inactive").evidence
    assert [meeting["state"] for meeting in evidence["meetings"]] == ["excused", "excused", "absent"]
    assert (evidence["present"], evidence["excused"], evidence["absent"], evidence["of"]) == (0, 2, 1, 3)


def test_minutes_missing_lists_the_working_days_counted() -> None:
    evidence = only({"meetings": [{"day": D(2026, 3, 6)}]}, D(2026, 3, 23), "minutes-missing").evidence
    assert evidence["working_days"] == [D(2026, 3, day) for day in (9, 10, 11, 12, 13, 16, 17, 18, 19, 20)]
    assert evidence["skipped"] == 4


def test_a_waived_finding_carries_its_waiver() -> None:
    body = {
        "waivers": [
            "annual-report-missing 2024 granted 2025-01-10 until 2025-01-20",
            "annual-report-missing 2024 granted 2025-01-09 until 2025-01-15",
        ]
    }
    found = only(body, D(2025, 1, 12), "annual-report-due")
    assert (found.status, found.evidence["waiver"]["until"], found.evidence["waiver"]["reason"]) == (
        "waived",
        D(2025, 1, 20),
        "Chờ Ban Thường vụ cho ý kiến",
    )


def test_the_law_of_the_day_the_duty_arose_decides() -> None:
    body = {"strength": 3, "meetings": [{"day": D(2024, 2, 10), "present": 3}]}
    facts, office = build_facts(body), Office(D(2024, 1, 1))
    (found,) = [
        f
        for f in judge(
            facts,
            D(2024, 8, 1),
            office,
            load_law((), (law_row("Mọi loại / meeting_cadence_months = 1 / 2024-05-14.."),)),
        )
        if f.rule == "meeting-overdue"
    ]
    assert [(period["name"], period["cadence"]) for period in found.evidence["periods"]] == [
        ("2024-Q2", 3),
        ("2024-M07", 1),
    ]
    assert found.parameters[0].reference.startswith("Thông lệ của tỉnh")


def test_the_own_decision_that_judged_is_among_the_values_and_not_the_laws() -> None:
    found = only(
        {"strength": 3, "cadences": ["2 months from 2024-01-01"]},
        D(2026, 7, 1),
        "meeting-overdue",
        tracking_from=D(2026, 1, 1),
    )
    assert [part["name"] for part in found.evidence["periods"]] == ["2026-P1", "2026-P2", "2026-P3"]
    assert [tuple(use) for use in found.parameters if use.name == "meeting_cadence_months"] == [
        ("meeting_cadence_months", 2, D(2024, 1, 1), "QC, Điều 6", None)
    ]


def test_a_run_across_two_cadences_names_both() -> None:
    found = only(
        {"strength": 3, "cadences": ["1 months from 2024-07-01"]},
        D(2024, 8, 1),
        "meeting-overdue",
        tracking_from=D(2024, 4, 1),
    )
    assert [use.value for use in found.parameters if use.name == "meeting_cadence_months"] == [3, 1]

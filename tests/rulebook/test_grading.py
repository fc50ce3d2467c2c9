"""The annual grade: cases a lawyer can read, what must hold whatever the facts are, and the scheme as
data."""

import ast
import datetime as dt
import inspect
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rulebook import conditions, criteria
from rulebook.conditions import CONDITION_CODES
from rulebook.criteria import CRITERIA, CRITERION_CODES, Unit
from rulebook.duties import RULE_CODES
from rulebook.facts import BodyFacts, Office
from rulebook.grading import GRADES, Appraisal, Verdict, appraise, grade_of, mark, outcome, outlook, scheme
from rulebook.law import RULEBOOK, LawError, MissingLaw, load_law, read_law
from rulebook.year import ReviewPeriod
from tests.rulebook.casebook import build_facts, meeting_from_rows
from tests.rulebook.test_properties import JUDGED, OFFICES, Raw, bodies, quick

D = dt.date
LAW = load_law()
OFFICE = Office(D(2024, 1, 1))
FOLDER = Path(__file__).parent / "grades"


class Year(NamedTuple):
    """One case: a body's facts in a year, and what is expected on days."""

    name: str
    facts: BodyFacts
    period: ReviewPeriod
    marks: dict[D, list[str]]
    grades: dict[D, str]
    verdicts: dict[D, list[str]]
    settled: dict[str, bool]

    def on(self, day: D) -> Appraisal:
        return appraise(self.facts, self.period, day, OFFICE, LAW)


def read() -> Iterable[Year]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for raw in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]:
            raw = dict(raw)
            yield Year(
                f"{path.stem}: {raw.pop('name')}",
                build_facts(raw.pop("body")),
                ReviewPeriod(raw.pop("year"), raw.pop("quarter", 0)),
                raw.pop("marks", {}),
                raw.pop("grades", {}),
                raw.pop("verdicts", {}),
                raw.pop("settled", {}),
            )
            assert not raw, f"unknown keys {set(raw)}"


CASES = list(read())


def points(value: Decimal | None) -> str:
    return (
        "-" if value is None else f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value}"
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Year) -> None:
    for day, lines in case.marks.items():
        found = {m.criterion: f"{m.criterion} {points(m.given)}/{m.possible}" for m in case.on(day).marks}
        assert [found[line.split()[0]] for line in lines] == lines, day
    for day, expected in case.grades.items():
        found_year = case.on(day)
        sum_ = outcome(found_year, scheme(case.period, LAW), {}, settled=case.settled)
        said = (
            f"{points(sum_.points)} {sum_.grade}"
            if sum_.points is not None
            else f"{sum_.grade} {found_year.reason}"
        )
        assert said + (" barred" if sum_.barred else "") == expected, day
    for day, verdicts in case.verdicts.items():
        sum_ = outcome(case.on(day), scheme(case.period, LAW), {}, settled=case.settled)
        assert [in_words(verdict) for verdict in sum_.verdicts] == verdicts, day


def in_words(verdict: Verdict) -> str:
    return " ".join([verdict.grade, f"{verdict.answer}:", *verdict.unmet, *verdict.unknown])


def test_every_criterion_has_cases_with_and_without_points() -> None:
    lines = [line.split() for case in CASES for lines in case.marks.values() for line in lines]
    assert {code for code, _ in lines} == set(CRITERION_CODES)
    assert {code for code, given_of in lines if given_of.startswith("-")} >= {
        "meetings",
        "report",
        "regulation",
        "coordination",
        "agenda",
    }


@quick
@given(bodies(), JUDGED, OFFICES, st.integers(2023, 2026))
def test_points_stay_within_their_criterion(raw: Raw, on: D, office: Office, year: int) -> None:
    found = appraise(raw.facts(), ReviewPeriod(year), on, office, LAW)
    by = scheme(ReviewPeriod(year), LAW)
    assert appraise(raw.facts(), ReviewPeriod(year), on, office, LAW) == found
    for one in found.marks:
        assert one.given is None or 0 <= one.given <= one.possible == by.points[one.criterion]
        assert one.best is not None or one.given is None
        assert one.given is None or one.best >= one.given
    sum_ = outcome(found, by, {})
    best = outcome(found, by, {}, at_best=True)
    assert sum_.points is None or 0 <= sum_.points <= 100
    assert sum_.grade in GRADES
    ahead = outlook(found, by, {})
    assert ahead.best == best
    assert found.in_short() == found._replace(
        marks=tuple(m._replace(units=(), uses=()) for m in found.marks),
        conditions=tuple(c._replace(units=()) for c in found.conditions),
    )
    assert outcome(found.in_short(), by, {}) == sum_
    assert all(bar.rule in RULE_CODES for bar in found.bars)


@quick
@given(bodies(), JUDGED, OFFICES, st.integers(2023, 2026), st.dates(D(2023, 1, 1), D(2026, 12, 31)))
def test_one_more_meeting_never_lowers_points(raw: Raw, on: D, office: Office, year: int, held_on: D) -> None:
    """Nor those for quorum, minutes and participation: all came, the minutes were signed at once."""
    row: dict[str, Any] = {"code": "MỚI", "day": held_on, "present": 9, "signed": held_on}
    valid = meeting_from_rows(row, raw.body.seats, raw.body.memberships)
    before = appraise(raw.facts(), ReviewPeriod(year), on, office, LAW)
    after = appraise(
        replace(raw.facts(), meetings=(*raw.facts().meetings, valid)), ReviewPeriod(year), on, office, LAW
    )
    for one, other in zip(before.marks, after.marks, strict=True):
        if one.criterion in {"meetings", "discipline", "participation"} and one.given is not None:
            assert other.given is not None
            assert other.given >= one.given


@quick
@given(
    bodies(), JUDGED, OFFICES, st.integers(2023, 2026), st.sampled_from(["decisions", "tasks", "submissions"])
)
def test_one_fault_less_never_lowers_a_mark(raw: Raw, on: D, office: Office, year: int, name: str) -> None:
    """Of each mark, and the bars: without a decision, or without an open task or submission."""
    facts = raw.facts()
    kept = () if name == "decisions" else tuple(row for row in getattr(facts, name) if row[3] is not None)
    before, after = (
        appraise(facts, ReviewPeriod(year), on, office, LAW),
        appraise(replace(facts, **{name: kept}), ReviewPeriod(year), on, office, LAW),
    )
    assert set(after.bars) <= set(before.bars)
    for one, other in zip(before.marks, after.marks, strict=True):
        assert one.given is None or other.given is None or other.given >= one.given


@quick
@given(bodies(), JUDGED, OFFICES, st.integers(2023, 2026))
def test_a_later_fact_never_changes_the_grade(raw: Raw, on: D, office: Office, year: int) -> None:
    facts = raw.facts()
    known = replace(
        facts,
        reports=tuple(r for r in facts.reports if r.submitted_on <= on),
        decisions=tuple(d for d in facts.decisions if d.decided_on <= on),
        meetings=tuple(m for m in facts.meetings if m.status != "held" or (m.held_on and m.held_on <= on)),
        waivers=tuple(w for w in facts.waivers if w.granted_on <= on),
    )
    assert outcome(
        appraise(known, ReviewPeriod(year), on, office, LAW), scheme(ReviewPeriod(year), LAW), {}
    ) == outcome(appraise(facts, ReviewPeriod(year), on, office, LAW), scheme(ReviewPeriod(year), LAW), {})


UNITS = st.lists(
    st.builds(
        Unit,
        st.just("x"),
        st.none() | st.fractions(0, 1),
        st.just(Fraction(1)),
        st.just({}),
        st.integers(1, 9),
    ),
    max_size=6,
)


@quick
@given(UNITS, st.integers(0, 100))
def test_a_mark_rises_with_every_unit(units: list[Unit], possible: int) -> None:
    before = mark("meetings", possible, units)
    after = mark("meetings", possible, [*units, Unit("held", Fraction(1), Fraction(1), {})])
    assert before.given is None or before.given <= after.given
    assert after.given is not None
    assert after.given <= possible


def test_the_office_s_points_stand_in_place_of_the_records() -> None:
    case = next(case for case in CASES if case.name == "grades: nobody is the best of whom no task is known")
    found, by = case.on(D(2025, 2, 1)), scheme(case.period, LAW)
    sum_ = outcome(found, by, {"meetings": Decimal(5)})
    assert (sum_.given, sum_.possible, sum_.points, sum_.grade) == (Decimal(70), 90, Decimal("77.78"), "good")
    assert outcome(found, by, {}).unjudged == ("follow-up",)
    judged = outcome(found, by, {"follow-up": Decimal(0)})  # nothing to judge it by: the office judges
    assert (judged.possible, judged.points, judged.grade, judged.unjudged) == (
        100,
        Decimal(90),
        "excellent",
        (),
    )


def test_what_would_lead_to_a_better_grade() -> None:
    case = next(case for case in CASES if "a missing report bars" in case.name)
    ahead = outlook(case.on(D(2025, 1, 20)), scheme(case.period, LAW), {})
    assert (ahead.grade, ahead.lacking) == ("excellent", Decimal(5))
    assert [(lever.criterion, lever.given, lever.gain) for lever in ahead.levers] == [
        ("report", Decimal("7.50"), Decimal("7.50"))
    ]
    assert (ahead.best.points, ahead.best.grade) == (Decimal("92.50"), "excellent")


THRESHOLDS = """
100 excellent
90 excellent
90 good barred
89.99 good
70 good
69.99 fulfilled
50 fulfilled barred
49.99 failed
0 failed
"""


@pytest.mark.parametrize("line", THRESHOLDS.split("\n")[1:-1])
def test_the_thresholds(line: str) -> None:
    given_points, grade, *barred = line.split()
    assert grade_of(Decimal(given_points), scheme(ReviewPeriod(2024), LAW), barred=bool(barred)) == grade


def test_the_convention_is_a_hundred_points_and_says_that_it_is_the_office_s_own() -> None:
    by = scheme(ReviewPeriod(2024), LAW)
    assert sum(by.points.values()) == 100
    assert tuple(by.points) == CRITERION_CODES
    assert set(by.bars) <= set(RULE_CODES)
    assert by.share_max == 1
    assert by.share_base == "good-or-better"
    assert not by.asks_conditions
    assert scheme(ReviewPeriod(2024), load_law(("Xuất sắc không quá 20%",))).share_max == Fraction(1, 5)
    assert all("không phải văn bản của Trung ương" in use.reference for use in by.uses)


def test_from_30_august_2025_the_regulation_s_conditions_bind_and_what_is_second_hand_says_so() -> None:
    before, after = scheme(ReviewPeriod(2025, 2), LAW), scheme(ReviewPeriod(2025, 3), LAW)
    assert (before.asks_conditions, after.asks_conditions) == (False, True)
    assert after.conditions == scheme(ReviewPeriod(2025), LAW).conditions
    assert {code for codes in after.conditions.values() for code in codes} == set(CONDITION_CODES)
    assert after.share_max == Fraction(1, 5)
    assert after.share_base == "good"
    new = [use for use in after.uses if use.since == D(2025, 8, 30)]
    assert len(new) == 10
    assert all("đối chiếu bản gốc" in use.reference for use in new)


def test_a_quarter_has_no_report_and_days_of_its_own() -> None:
    by = scheme(ReviewPeriod(2026, 1), LAW)
    assert sum(by.points.values()) == 85
    assert "report" not in by.points
    assert (by.confirm_from, by.months_min) == (D(2026, 3, 31), 2)
    quarters = [ReviewPeriod(2026, quarter) for quarter in range(1, 5)]
    assert [(q.first_day, q.last_day, q.code) for q in quarters] == [
        (D(2026, 1, 1), D(2026, 3, 31), "2026-Q1"),
        (D(2026, 4, 1), D(2026, 6, 30), "2026-Q2"),
        (D(2026, 7, 1), D(2026, 9, 30), "2026-Q3"),
        (D(2026, 10, 1), D(2026, 12, 31), "2026-Q4"),
    ]
    assert (ReviewPeriod(2026).first_day, ReviewPeriod(2026).code) == (D(2026, 1, 1), "2026")


def test_the_scheme_in_force_on_the_last_day_of_the_year_judges_it(tmp_path: Path) -> None:
    from_ = (
        "grade_good_from:\n  title: Điểm\n  english: Points\n  unit: points\n  values:\n    - {since:"
        " 2004-01-01, value: 70, reference: A}\n"
    )
    (tmp_path / "law").mkdir()
    for path in RULEBOOK.glob("law/*.yaml"):
        text = path.read_text(encoding="utf-8")
        if path.stem == "annual_grade":
            start = text.index("grade_good_from:")
            text = (
                text[:start]
                + from_
                + "    - {since: 2025-12-31, value: 80, reference: B}\n\n"
                + text[text.index("grade_fulfilled_from:") :]
            )
        (tmp_path / "law" / path.name).write_text(text, encoding="utf-8")
    law = read_law(tmp_path)
    assert (scheme(ReviewPeriod(2024), law).good, scheme(ReviewPeriod(2025), law).good) == (70, 80)
    with pytest.raises(MissingLaw):
        scheme(ReviewPeriod(2003), law)


@pytest.mark.parametrize(
    "case",
    [
        "points 101",
        "points -1",
        "points 7.5",
        "points true",
        "rules annual-report-missing",
        "rules [A]",
        "rules [a, a]",
        "rules [1]",
    ],
)
def test_values_of_the_wrong_kind_are_refused(tmp_path: Path, case: str) -> None:
    unit, _blank, written = case.partition(" ")
    (tmp_path / "law").mkdir()
    (tmp_path / "law/x.yaml").write_text(
        f"x:\n  title: X\n  english: X\n  unit: {unit}\n  values: [{{since: 2004-01-01, value: {written},"
        " reference: R}]\n",
        encoding="utf-8",
    )
    with pytest.raises(LawError, match="x: "):
        read_law(tmp_path)


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.code)
def test_the_docstring_names_every_key_of_the_evidence(criterion: criteria.Criterion) -> None:
    text = inspect.getdoc(criterion.units) or ""
    keys = {
        key
        for case in CASES
        for day in [*case.marks, *case.grades]
        for one in case.on(day).marks
        if one.criterion == criterion.code
        for unit in one.units
        for key in unit.evidence
    }
    assert keys
    assert {key for key in keys if f"`{key}`" not in text} == set()
    assert re.search(r"Article:", text)


def test_criteria_read_neither_clock_nor_database() -> None:
    tree = ast.parse(inspect.getsource(criteria))
    names = {
        node.module.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert names <= {"rulebook", "collections", "fractions", "typing"}


@pytest.mark.parametrize("code", CONDITION_CODES)
def test_every_condition_names_its_article_and_has_a_case_for_each_answer(code: str) -> None:
    assert re.search(r"Article:", inspect.getdoc(conditions.CONDITIONS[code]) or "")
    answers = {
        one.state
        for case in CASES
        for day in [*case.grades, *case.verdicts]
        for one in case.on(day).conditions
        if one.code == code
    }
    assert "unknown" in answers
    assert code == "nobody-punished" or "not-met" in answers
    assert code in {"nobody-punished", "faults-repaired"} or "met" in answers

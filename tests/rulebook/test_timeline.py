"""The spans of a day are exactly what judging that day gives: every day of two years, whatever the records.

`TIMELINE_PROVINCES=1-400 pytest tests/rulebook/test_timeline.py` tries the provinces of these seeds instead
of the few that always run.
"""

import csv
import datetime as dt
import os
import random
from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given

from rulebook.calendar import ONE_DAY, periods_back_from
from rulebook.case import Case
from rulebook.duties import RULE_CODES
from rulebook.engine import judge
from rulebook.facts import BodyFacts, Office
from rulebook.findings import Finding
from rulebook.law import RULEBOOK, Law, MissingLaw, load_law, read_law
from rulebook.rhythm import cells
from rulebook.timeline import Span, Today, periods, timeline
from tests.obligations.differential import oracle, sheets
from tests.rulebook.casebook import line, read_cases
from tests.rulebook.rows import facts_of, law_of, office_of
from tests.rulebook.test_properties import JUDGED, OFFICES, ROWS, Raw, Rows, bodies, quick
from tests.worlds import provinces

D = dt.date
SAMPLE = Path(__file__).parents[1] / "data" / "sample"
FIRST, LAST = map(int, os.environ.get("TIMELINE_PROVINCES", "1-6").split("-"))
SEEDS = range(FIRST, LAST + 1)
CASES = read_cases()


def days(first: D, last: D) -> Iterator[D]:
    while first <= last:
        yield first
        first += ONE_DAY


def held_on(spans: tuple[Span[Any], ...], day: D) -> tuple[Any, ...]:
    return tuple(span.found for span in spans if span.holds(day))


def check(facts: BodyFacts, first: D, last: D, office: Office, law: Law) -> tuple[Span[Finding], ...]:
    """Compare every day, and that no span could be longer; return the spans."""
    spans = timeline(facts, first, last, office, law)
    for day in days(first, last):
        assert held_on(spans, day) == judge(facts, day, office, law), day
    for one, other in pairwise(spans):
        if one.found.key == other.found.key and one.ends_before == other.starts_on:
            assert one.found != other.found
    assert all(
        first <= span.starts_on <= last
        and (span.ends_before is None or span.starts_on < span.ends_before <= last)
        for span in spans
    )
    return spans


def two_years(maker: provinces.Maker) -> tuple[D, D]:
    """Two years, with a 29 February in them for one province in two: from 1 January or from amid a year."""
    first = D(maker.year, 1, 1) + ONE_DAY * random.Random(maker.year).choice([0, 59, 200])
    return first, first + 730 * ONE_DAY


@pytest.mark.parametrize("seed", SEEDS)
def test_every_day_of_a_random_province(seed: int) -> None:
    maker = provinces.Maker(seed)
    for body in maker.p.bodies:
        check(facts_of(maker.p, body), *two_years(maker), office_of(maker.p), law_of(maker.p))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_spans_of_a_day_are_what_the_oracle_reads(seed: int) -> None:
    """The oracle shares no line with the product: what is wrong on all days alike would be found here."""
    maker = provinces.Maker(seed)
    p, (first, last) = maker.p, (D(maker.year, 1, 1), D(maker.year + 4, 12, 31))
    spans = [
        span
        for body in p.bodies
        for span in timeline(facts_of(p, body), first, last, office_of(p), law_of(p))
    ]
    for day in maker.days_to_judge(12):
        assert sorted(line_of(span.found, day) for span in spans if span.holds(day)) == oracle.findings(
            p, day
        )


def line_of(x: Finding, day: D) -> oracle.Line:
    return oracle.Line(
        str(day), x.body, x.rule, x.subject, str(x.status), str(x.due_on or ""), str(x.severity)
    )


@pytest.mark.parametrize("seed", range(FIRST, LAST + 1, 3))
def test_a_law_that_changes_while_it_is_looked_at(seed: int, tmp_path: Path) -> None:
    maker = provinces.Maker(seed)
    first, last = two_years(maker)
    luck = random.Random(seed)
    for path in [*RULEBOOK.glob("law/*.yaml"), *RULEBOOK.glob("duties/*/law.yaml")]:
        copy = tmp_path / path.relative_to(RULEBOOK)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_load(path.read_text(encoding="utf-8"))
        for parameter in text.values():
            amend(parameter, first, luck)
        copy.write_text(yaml.safe_dump(text, allow_unicode=True), encoding="utf-8")
    law = read_law(tmp_path).with_rows(law_of(maker.p).rows)
    for body in maker.p.bodies:
        check(facts_of(maker.p, body), first, last, office_of(maker.p), law)


def amend(parameter: dict[str, Any], first: D, luck: random.Random) -> None:
    """Let most parameters have other values within the two years."""
    for since in sorted({first + ONE_DAY * luck.randrange(1, 720) for _ in range(luck.choice([0, 1, 1, 2]))}):
        last = parameter["values"][-1]
        others: list[Any] = {
            "share": ["1/2", "3/4", "1/3"],
            "majority": ["more than 2/3 of all members"],
            "day-of-year": ["31/5"],
        }.get(parameter["unit"], [])
        if isinstance(last["value"], int) and parameter["unit"] != "points":
            others = parameter.get("one_of") or [
                max(1, last["value"] // 2),
                last["value"] + 1,
                last["value"] * 2,
            ]
        if others and since > last["since"]:
            parameter["values"].append({"since": since, "value": luck.choice(others), "reference": "sửa đổi"})


def test_random_provinces_turn_every_rule_in_the_midst_of_the_days() -> None:
    """Else a rule might be compared only where it finds nothing, or the same on all days."""
    begun, ended, waived = set(), set(), set()
    for seed in range(1, 13):
        maker = provinces.Maker(seed)
        first, last = two_years(maker)
        for body in maker.p.bodies:
            for span in timeline(facts_of(maker.p, body), first, last, office_of(maker.p), law_of(maker.p)):
                begun |= {span.found.rule} if span.starts_on > first else set()
                ended |= {span.found.rule} if span.ends_before else set()
                waived |= {span.found.rule} if span.found.status == "waived" else set()
    assert begun == ended == set(RULE_CODES)
    assert len(waived) >= 10


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_cases_of_law(case: Any) -> None:
    first, last = min(case.expected) - 40 * ONE_DAY, max(case.expected) + 40 * ONE_DAY
    spans = timeline(case.facts, first, last, case.office, case.law)
    found = {
        day: [line(finding) for finding in held_on(spans, day) if finding.rule in case.rules]
        for day in case.expected
    }
    assert found == dict(case.expected)
    for day in case.expected:
        for near in (day - ONE_DAY, day, day + ONE_DAY):
            assert held_on(spans, near) == judge(case.facts, near, case.office, case.law)


@pytest.mark.parametrize(
    ("workbook", "findings"),
    [("tinh-mau.xlsx", "expected-findings.csv"), ("tinh-2026.xlsx", "expected-2026.csv")],
)
def test_a_sample_gives_its_expected_findings_from_one_timeline(workbook: str, findings: str) -> None:
    p = sheets.read(SAMPLE / workbook)
    with (SAMPLE / findings).open(encoding="utf-8") as file:
        expected = {
            D.fromisoformat(on): sorted(lines)
            for on, lines in groupby([oracle.Line(**row) for row in csv.DictReader(file)], attrgetter("on"))
        }
    spans = [
        span
        for body in p.bodies
        for span in timeline(facts_of(p, body), min(expected), max(expected), office_of(p), law_of(p))
    ]
    for day, lines in expected.items():
        assert sorted(line_of(span.found, day) for span in spans if span.holds(day)) == lines


@pytest.mark.parametrize("code", ["DD-HND", "DD-HPN"])
def test_every_day_of_bodies_of_the_sample(code: str) -> None:
    p = sheets.read(SAMPLE / "tinh-mau.xlsx")
    (body,) = [body for body in p.bodies if body.code == code] or p.bodies[:1]
    check(facts_of(p, body), D(2025, 10, 1), D(2027, 9, 30), office_of(p), law_of(p))


@quick
@given(bodies(), JUDGED, OFFICES, ROWS)
def test_any_records_on_the_days_about_any_day(raw: Raw, on: D, office: Office, rows: Rows) -> None:
    check(raw.facts(), on, on + 20 * ONE_DAY, office, load_law((), rows))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_heat_map_of_every_day_is_spans_too(seed: int) -> None:
    maker = provinces.Maker(seed)
    first, last = two_years(maker)
    office, law = office_of(maker.p), law_of(maker.p)
    for body in maker.p.bodies[:2]:
        facts = facts_of(maker.p, body)
        spans = periods(facts, first, last, office, law)
        walk = [period.starts_on for period in periods_from(facts, last, office, law, first)]
        for day in days(first, last):
            begun = sum(starts_on <= day for starts_on in walk)
            assert held_on(spans, day) == cells(facts, day, office, law, count=begun), day


def periods_from(facts: BodyFacts, last: D, office: Office, law: Law, first: D) -> Iterator[Any]:
    for period in periods_back_from(last, Case(facts, last, office, law).steps):
        if period.ends_before <= first:
            return
        yield period


@pytest.mark.parametrize(
    "escape",
    [
        lambda day: day - D(2025, 1, 1),
        lambda day: D(2025, 1, 1) - day,
        lambda day: day + ONE_DAY,
        lambda day: hash(day),
        lambda day: day.month,
        lambda day: day.isoformat(),
        lambda day: str(day),
        lambda day: f"{day:%d/%m/%Y}",
        lambda day: day == D(2025, 1, 1),
        lambda day: D(2025, 1, 1) != day,
        lambda day: max([(day, 1), (D(2025, 1, 1), 2)]),
        lambda day: day in {D(2025, 1, 1): True},
    ],
)
def test_a_rule_that_would_count_with_the_day_is_refused(escape: Any) -> None:
    with pytest.raises((TypeError, AttributeError)):
        escape(Today(D(2025, 1, 1)))


@pytest.mark.parametrize("day", [D(2024, 2, 29), D(2024, 12, 31), D(2025, 3, 1)])
@pytest.mark.parametrize("compare", ["<", "<=", ">", ">="])
def test_a_comparison_holds_up_to_its_turn_and_no_further(day: D, compare: str) -> None:
    """From either side: the day asks, or another day asks it."""
    for distance in (-400, -2, -1, 0, 1, 2, 400):
        other = day + distance * ONE_DAY
        for text in (f"today {compare} other", f"other {compare} today"):
            today = Today(day)
            answer = eval(text, {"today": today, "other": other})
            answers = [
                eval(text, {"today": later, "other": other}) for later in days(day, day + 500 * ONE_DAY)
            ]
            turn = next((day + ONE_DAY * n for n, found in enumerate(answers) if found != answer), D.max)
            assert (answers[0], today.turn) == (answer, turn)


def test_days_before_the_first_law_have_no_timeline() -> None:
    facts = facts_of(p := provinces.Maker(1).p, p.bodies[0])
    with pytest.raises(MissingLaw):
        timeline(facts, D(1999, 1, 1), D(2024, 1, 1), office_of(p), law_of(p))


def test_the_year_turns_at_new_year() -> None:
    today = Today(D(2024, 2, 29))
    assert (today.year, today.turn) == (2024, D(2025, 1, 1))


def test_a_longer_look_only_adds_and_a_shorter_one_only_leaves_off() -> None:
    maker = provinces.Maker(3)
    p, (first, last) = maker.p, two_years(maker)
    facts = facts_of(p, p.bodies[0])
    short, long = (
        timeline(facts, first, day, office_of(p), law_of(p)) for day in (last, last + 400 * ONE_DAY)
    )
    assert [span for span in short if span.ends_before] == [
        span for span in long if span.ends_before and span.ends_before <= last
    ]
    assert {(span.found.key, span.starts_on) for span in short} == {
        (span.found.key, span.starts_on) for span in long if span.starts_on <= last
    }

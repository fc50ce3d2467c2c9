"""The product against the oracle, line for line, over random provinces and the sample.

`RANDOM_PROVINCES=200-400 pytest tests/obligations/differential` tries the provinces of these seeds instead of
the few that always run.
"""

import csv
import datetime as dt
import os
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace as Row

import pytest
import time_machine

from exchange.services import imports
from obligations import facts
from obligations.models import DayOff
from obligations.services import judging
from tests.obligations.differential import oracle, sheets, workbooks
from tests.obligations.differential.oracle import Line
from tests.worlds import provinces

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
FIRST, LAST = map(int, os.environ.get("RANDOM_PROVINCES", "1-12").split("-"))
DAYS = 10


def said_by_the_product(day: dt.date) -> list[Line]:
    lines = []
    for verdict in judging.verdicts(judging.standard(day), facts.bodies()):
        assert not verdict.error
        lines += [
            Line(str(day), x.body, x.rule, x.subject, str(x.status), str(x.due_on or ""), str(x.severity))
            for x in verdict.findings
        ]
    return sorted(lines)


def differences(p: oracle.Province, days: list[dt.date]) -> list[str]:
    found = []
    for day in days:
        expected, said = oracle.findings(p, day), said_by_the_product(day)
        found += [f"only the oracle: {line}" for line in expected if line not in said] + [
            f"only the product: {line}" for line in said if line not in expected
        ]
        assert found or len(expected) == len(said), f"said twice on {day}"
    return found


@pytest.mark.parametrize(
    ("workbook", "findings"),
    [("tinh-mau.xlsx", "expected-findings.csv"), ("tinh-2026.xlsx", "expected-2026.csv")],
)
def test_the_oracle_gives_the_findings_that_a_sample_must_give(workbook, findings):
    p = sheets.read(SAMPLE / workbook)
    with (SAMPLE / findings).open(encoding="utf-8") as file:
        expected = [Line(**row) for row in csv.DictReader(file)]
    for day, lines in groupby(expected, attrgetter("on")):
        assert oracle.findings(p, dt.date.fromisoformat(day)) == sorted(lines)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(FIRST, LAST + 1))
def test_a_random_province_is_judged_as_the_rules_read(seed):
    maker = provinces.Maker(seed)
    provinces.store(maker.p)
    assert differences(maker.p, maker.days_to_judge(DAYS)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(FIRST + 10_000, LAST + 10_001, 6))
def test_a_random_province_that_comes_in_a_workbook_is_judged_as_the_rules_read(seed, tmp_path):
    maker = provinces.Maker(seed)
    DayOff.objects.all().delete()
    workbooks.typed(maker.p)
    with time_machine.travel(dt.date(maker.year + 10, 1, 1)):
        imports.commit(path=workbooks.save(maker.p, tmp_path / "tinh.xlsx"), by=None)
    assert differences(maker.p, maker.days_to_judge(DAYS)) == []


def test_random_provinces_give_every_rule_in_every_state():
    """Else a rule might be compared only where neither side says anything."""
    seen = set()
    for seed in range(1, 15):
        maker = provinces.Maker(seed)
        seen |= {
            (line.rule, line.status)
            for day in maker.days_to_judge(20)
            for line in oracle.findings(maker.p, day)
        }
    assert {rule for rule, _ in seen} == {rule.__name__.replace("_", "-") for rule in oracle.RULES}
    assert {rule for rule, status in seen if status == "due"} == {
        "meeting-due",
        "annual-report-due",
        "report-due",
        "understaffed",
        "restaff-due",
        "regulation-missing",
        "regulation-stale",
        "coordination-missing",
        "term-ending",
    }
    assert len({rule for rule, status in seen if status == "waived"}) >= 10


def without_organs(p):
    return replace(p, kinds=[])


def without_law(p):
    return replace(p, law=[])


def without_successions(p):
    return replace(p, successions=[], bodies=[Row(**{**vars(x), "successors": []}) for x in p.bodies])


@pytest.mark.parametrize(
    ("changed", "rules"), [(without_organs, 20), (without_law, 15), (without_successions, 3)]
)
def test_organs_law_and_successions_of_random_provinces_tell_in_most_rules(changed, rules):
    """Else they might be compared only where they make no difference."""
    turned = set()
    for seed in range(1, 15):
        maker = provinces.Maker(seed)
        for day in maker.days_to_judge(10):
            lines = set(oracle.findings(maker.p, day)) ^ set(oracle.findings(changed(maker.p), day))
            turned |= {line.rule for line in lines}
    assert len(turned) >= rules

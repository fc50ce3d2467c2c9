"""The cases of law, and that every rule has some on both sides."""

import pytest

from rulebook.duties import RULE_CODES
from tests.rulebook.casebook import CaseOfLaw, read_cases

ALL_CASES = read_cases()


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.name)
def test_case(case: CaseOfLaw) -> None:
    assert {day: case.judged(day) for day in case.expected} == dict(case.expected)


def test_every_rule_has_cases_that_raise_it_and_cases_that_do_not() -> None:
    raised = {line.split()[0] for case in ALL_CASES for lines in case.expected.values() for line in lines}
    silent = {
        rule
        for case in ALL_CASES
        for lines in case.expected.values()
        for rule in case.rules - {line.split()[0] for line in lines}
    }
    assert raised == set(RULE_CODES)
    assert silent == set(RULE_CODES)


def test_every_case_of_law_has_a_name_of_its_own() -> None:
    names = [case.name for case in ALL_CASES]
    assert sorted(set(names)) == sorted(names)

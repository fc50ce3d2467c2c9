"""Codes are never given twice."""

import datetime as dt

import pytest

from core import editing
from delegations.models import Person, Seat
from records.codes import next_code
from tests import factories


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], "DD-A-01"),
        (["DD-A-01", "DD-A-09"], "DD-A-10"),
        (["DD-A-007", "DD-A-9"], "DD-A-10"),
        (["DD-A-X-20", "DD-A-2b"], "DD-A-01"),
    ],
)
def test_the_next_code_follows_the_highest_number_of_its_prefix(body_a, codes, expected) -> None:
    for code in codes:
        factories.SeatFactory(body=body_a, code=code)
    assert next_code(Seat, "DD-A-", digits=2) == expected


def test_a_number_is_as_wide_as_the_highest_one(db) -> None:
    factories.PersonFactory(code="CB099")
    assert next_code(Person, "CB", digits=5) == "CB100"


def test_the_code_of_a_deleted_record_is_not_given_again(body_a, django_assert_num_queries) -> None:
    seat = factories.SeatFactory(body=body_a, code="DD-A-01", starts_on=dt.date(2026, 1, 1))
    editing.remove(seat, advice="")
    with django_assert_num_queries(1):
        assert next_code(Seat, "DD-A-", digits=2) == "DD-A-02"

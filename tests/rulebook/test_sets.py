"""The ready-made sets lay down what the catalogue of rules says of them."""

import datetime as dt

import pytest

from rulebook.law import load_law
from rulebook.law.sets import READY_MADE

D = dt.date


def test_of_146_the_cadence_of_two_kinds_until_the_offices_day() -> None:
    (found,) = READY_MADE
    assert found.number == "146-QĐ/TW"
    law = load_law((), found.until(D(2025, 12, 31)))
    for kind in ("Đảng đoàn", "Ban cán sự đảng"):
        months = [
            law.of_kind(kind).measure("meeting_cadence_months", day)
            for day in (D(2024, 5, 13), D(2024, 5, 14), D(2025, 12, 31), D(2026, 1, 1))
        ]
        assert months == [3, 1, 1, 3]
    use = law.of_kind("Đảng đoàn").duty("meeting_cadence_months", D(2025, 1, 1))
    assert (use.since, use.reference, use.kind) == (D(2024, 5, 14), "146-QĐ/TW, Điều 6", "Đảng đoàn")
    assert law.of_kind("Đảng uỷ").measure("meeting_cadence_months", D(2025, 1, 1)) == 3


def test_without_a_last_day_it_goes_on() -> None:
    law = load_law((), READY_MADE[0].until(None))
    assert law.of_kind("Đảng đoàn").measure("meeting_cadence_months", D(2100, 1, 1)) == 1


@pytest.mark.parametrize("ready", READY_MADE, ids=lambda ready: ready.number)
def test_every_row_can_be_set_and_names_its_document(ready) -> None:
    law = load_law((), ready.rows)
    for row in ready.rows:
        assert law.of_kind(row.kind).row_on(row.rule, row.starts_on) if row.rule else True
        assert not row.parameter or law.read_value(row.parameter, row.value)
        assert ready.number in row.reference

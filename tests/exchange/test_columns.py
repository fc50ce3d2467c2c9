"""What a cell may hold is what the model's field holds."""

import pytest

from exchange.importers.cells import Choice, Line, Number
from exchange.importers.columns import column, kind_of
from exchange.importers.records import RECORDS
from exchange.importers.sheets import SHEETS

COLUMNS = [
    pytest.param(one, RECORDS[one.of or sheet.record], id=f"{sheet.title}: {one.heading}")
    for sheet in SHEETS
    for one in sheet.columns
    if sheet.record in RECORDS and not one.link
]


@pytest.mark.parametrize(("one", "record"), COLUMNS)
def test_a_cell_takes_neither_more_nor_less_than_its_field(one, record):
    field = record.stored(one.field)
    if isinstance(one.kind, Line):
        assert one.kind.longest == field.max_length
    elif isinstance(one.kind, Choice):
        assert [stored for stored, _label in one.kind.labels] == [stored for stored, _label in field.choices]
    elif not isinstance(one.kind, Number):
        assert isinstance(one.kind, type(kind_of(field)))


def test_a_column_needs_its_heading_and_its_field():
    one = column("Số quyết định", "founding_decision")(RECORDS["body"])
    assert isinstance(one.kind, Line)
    assert (one.kind.longest, one.required, one.refers) == (60, False, "")
    one = column("Theo chức vụ", "office")(RECORDS["seat"])
    assert isinstance(one.kind, Line)
    assert (one.kind.longest, one.required, one.refers) == (160, False, "office")
    assert column("Mã tổ chức", "body")(RECORDS["seat"]).required

"""It is the day on which the reports are read."""

import datetime as dt

import pytest


@pytest.fixture(autouse=True)
def today(today: dt.date) -> dt.date:
    return today

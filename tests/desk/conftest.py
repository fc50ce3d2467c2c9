"""Every address of the product, for tests that go through them all; the sample province on its day."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine

from core import clock
from obligations.services import judging
from tests.desk.reports import TODAY
from tests.worlds.addresses import Address, addresses


@pytest.fixture
def served(furnished: SimpleNamespace) -> list[Address]:
    return list(addresses(furnished))


def on_its_day():
    return time_machine.travel(dt.datetime.combine(TODAY, dt.time(9), clock.ZONE), tick=False)


@pytest.fixture
def judged_sample(sample):
    with on_its_day():
        judging.sweep(on=TODAY, at=clock.now())
        yield

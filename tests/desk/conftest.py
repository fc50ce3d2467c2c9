"""Every address of the product, for tests that go through them all."""

from types import SimpleNamespace

import pytest

from tests.worlds.addresses import Address, addresses


@pytest.fixture
def served(furnished: SimpleNamespace) -> list[Address]:
    return list(addresses(furnished))

"""Today, and a folder for files."""

import datetime as dt

import pytest


@pytest.fixture(autouse=True)
def vault(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def today(time_machine):
    """It is 23/11/2026, 09:00 in the office."""
    time_machine.move_to(dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC))
    return dt.date(2026, 11, 23)

"""The sample province, imported."""

from pathlib import Path

import pytest
from django.core.management import call_command

from delegations.models import BodyKind

WORKBOOK = Path(__file__).parents[1] / "data" / "sample" / "tinh-mau.xlsx"


@pytest.fixture
def sample(db):
    # Migrations seed the kinds; a test with real transactions before this one has emptied every table.
    for name in ("Đảng đoàn", "Ban cán sự đảng", "Đảng uỷ"):
        BodyKind.objects.get_or_create(name=name)
    call_command("import_workbook", str(WORKBOOK))

"""From the data of every version since 1.0 the product's own start makes an office of today's, and nothing is
lost on the way."""

import json
import lzma
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from runtime import dump, places, restore
from tests.runtime.conftest import prepare
from tests.worlds.kept import KEPT

pytestmark = [pytest.mark.process, pytest.mark.timeout(120)]
VERSIONS = sorted(path.parent for path in KEPT.glob("*/expected.json"))
LOOK = "import django; django.setup(); from tests.worlds import kept; kept.look()"


def test_the_first_version_is_kept():
    assert "1.0" in [folder.name for folder in VERSIONS]


@pytest.mark.parametrize("kept", VERSIONS, ids=lambda folder: folder.name)
def test_data_of_a_version_are_upgraded_and_nothing_is_lost(kept: Path, reach, monkeypatch, tmp_path):
    expected = json.loads((kept / "expected.json").read_text())
    file = tmp_path / "nen-nep.tar"
    file.write_bytes(lzma.decompress((kept / "office.tar.xz").read_bytes()))
    for name, value in (reach | {"VAR_DIR": str(tmp_path / "var")}).items():
        monkeypatch.setenv(name, value)
    assert restore.restore(file, unsigned=True).before is None
    with psycopg.connect(dump.address()) as connection:
        before = dump.sums(connection)
        connection.execute("DROP SCHEMA known CASCADE")  # as a start leaves it that was cut off
    assert before

    started = prepare(reach, SAMPLE="0")
    said = started.communicate(timeout=100)[0]
    assert started.returncode == 0, said
    with psycopg.connect(dump.address()) as connection:
        after = dump.sums(connection)
        assert connection.execute("SELECT to_regnamespace('known')::text").fetchone() == ("known",)
    fewer = {
        table: (rows, after[table][0])
        for table, (rows, _) in before.items()
        if table in after and int(after[table][0]) < int(rows)
    }
    assert fewer == {}
    seen = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=places.PROJECT,
        env=os.environ | {"SECOND_FACTOR": "none"},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert seen.returncode == 0, seen.stderr
    found = json.loads(seen.stdout)
    assert found["findings"] == expected["findings"]
    assert found["findings"]
    assert set(found["pages"].values()) == {200}

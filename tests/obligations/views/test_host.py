"""The last backup and the room on the disk, for administrators and for monitoring."""

import datetime as dt
import json

import pytest
from django.conf import settings as live

from core import clock
from obligations.queries import host as hosts

PAGE = "/can-xu-ly/nhip/"


@pytest.fixture
def record(tmp_path, settings):
    """Return a function that writes down what came of a backup, as the command does."""
    settings.BACKUP_RECORD = tmp_path / "backup.json"

    def write(**words):
        settings.BACKUP_RECORD.write_text(json.dumps(words))

    return write


def text(client):
    return client.get(PAGE).content.decode()


def test_an_administrator_sees_the_last_backup_and_is_warned(as_user, administrator, record):
    client = as_user(administrator)
    assert "Chưa có bản sao lưu nào." in text(client)
    made = clock.now() - dt.timedelta(hours=35)
    whole = {
        "finished_at": made.isoformat(),
        "file": "/mnt/nen-nep-20261128-013000.tar.age",
        "size": 12_345_678,
        "encrypted": True,
        "signer": "ab12",
        "error": "",
    }
    record(**whole)
    page = text(client)
    assert "/mnt/nen-nep-20261128-013000.tar.age" in page
    assert "có mã hoá" in page
    assert "ab12" in page
    assert "quá một ngày rưỡi" not in page
    record(**whole | {"finished_at": (made - dt.timedelta(hours=2)).isoformat()})
    assert "quá một ngày rưỡi" in text(client)
    record(**whole | {"error": "Không ghi được.", "warnings": ["Biên bản.pdf (meetings_paper): hỏng"]})
    assert "Không ghi được." in text(client)
    assert "Biên bản.pdf" in text(client)
    live.BACKUP_RECORD.write_text('{"finished')  # cut off by a full disk
    assert "Chưa có bản sao lưu nào." in text(client)


def test_a_disk_that_fills_up_is_a_warning(as_user, administrator, record, monkeypatch):
    assert "Đĩa sắp hết chỗ" not in text(as_user(administrator))
    monkeypatch.setattr(hosts, "LITTLE_ROOM", 10**18)
    assert "Đĩa sắp hết chỗ" in text(as_user(administrator))


def test_nobody_else_learns_where_backups_lie(as_user, staff, leader, secretary_of_a, record):
    record(finished_at=clock.now().isoformat(), file="/mnt/nen-nep.tar")
    for user in (staff, leader, secretary_of_a):
        assert "/mnt/nen-nep.tar" not in text(as_user(user))


def test_monitoring_reads_them(client, settings, record):
    settings.METRICS_TOKEN = "mot-chuoi-kho-doan"
    made = clock.now()
    record(finished_at=made.isoformat(), size=7, warnings=["một"], error="đĩa đầy")
    body = client.get(
        "/nhac-viec/chi-so/", headers={"authorization": "Bearer mot-chuoi-kho-doan"}
    ).content.decode()
    figures = dict(
        line.rsplit(" ", 1) for line in body.splitlines() if line.startswith(("nennep_backup", "nennep_disk"))
    )
    assert float(figures["nennep_backup_last_success_timestamp_seconds"]) == pytest.approx(made.timestamp())
    assert float(figures["nennep_backup_last_size_bytes"]) == 7
    assert float(figures["nennep_backup_last_attempt_failed"]) == 1
    assert float(figures["nennep_backup_damaged_files"]) == 1
    assert 0 < float(figures["nennep_disk_free_bytes"]) < float(figures["nennep_disk_size_bytes"])


pytestmark = pytest.mark.django_db

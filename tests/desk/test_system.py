"""Tình trạng hệ thống: every part for administrators and for monitoring, and what to do where one is not
well."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from django.conf import settings as live

from config import env
from core import clock
from desk.queries import host as hosts
from desk.queries import system
from tests import factories

PAGE = "/quan-tri/tinh-trang/"


@pytest.fixture
def record(tmp_path, settings):
    """Return a function that writes down what came of a backup, as the command does."""
    settings.BACKUP_RECORD = tmp_path / "backup.json"
    settings.ARCHIVE_RECORD = tmp_path / "archive.json"
    settings.DRILL_RECORD = tmp_path / "drill.json"
    settings.ARCHIVE_WANTED = True

    def write(of="backup", **words):
        (tmp_path / f"{of}.json").write_text(json.dumps(words))

    return write


def text(client):
    return client.get(PAGE).content.decode()


def test_an_administrator_sees_the_last_backup_and_is_warned(as_user, administrator, record):
    client = as_user(administrator)
    new = text(client)
    assert "chưa có bản nào" in new
    assert "Bật lịch sao lưu hằng đêm" in new
    assert "Quá một ngày rưỡi" not in new
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
    assert "Quá một ngày rưỡi" not in page
    record(**whole | {"finished_at": (made - dt.timedelta(hours=2)).isoformat()})
    assert "Quá một ngày rưỡi" in text(client)
    record(**whole | {"error": "Không ghi được.", "warnings": ["Biên bản.pdf (meetings_meetingfile): hỏng"]})
    assert "Không ghi được." in text(client)
    assert "Biên bản.pdf" in text(client)
    live.BACKUP_RECORD.write_text('{"finished')  # cut off by a full disk
    assert "chưa có bản nào" in text(client)


def test_a_province_without_bodies_is_not_told_to_look_at_its_judging(as_user, administrator, record):
    client = as_user(administrator)
    assert "chưa có tổ chức nào để rà soát" in text(client)
    factories.BodyFactory()
    assert "chưa có lượt nào" in text(client)


def test_a_disk_that_fills_up_is_a_warning(as_user, administrator, record, monkeypatch):
    assert "Đĩa sắp hết chỗ" not in text(as_user(administrator))
    monkeypatch.setattr(hosts, "LITTLE_ROOM", 10**18)
    assert "Đĩa sắp hết chỗ" in text(as_user(administrator))


def test_nobody_else_sees_it(client, as_user, staff, leader, secretary_of_a):
    for user in (staff, leader, secretary_of_a):
        assert as_user(user).get(PAGE).status_code == 404
    assert client.get(PAGE).status_code == 302


def test_a_broker_that_is_away_is_told_with_what_to_do(as_user, administrator, settings):
    settings.REDIS = env.broker("redis://127.0.0.1:1/0")
    page = text(as_user(administrator))
    assert "không trả lời" in page
    assert "Khởi động lại broker" in page


def part(name, **changes):
    found = system.system(clock.now())
    (one,) = [one for one in system.parts(replace(found, **changes)) if one.name == name]
    return one


def test_a_part_is_judged_by_its_figures():
    database = system.ask_database()
    assert part("Cơ sở dữ liệu").state == "good"
    full = database._replace(connections=90, most_connections=100)
    assert "PgBouncer" in part("Cơ sở dữ liệu", database=full).remedy
    old = database._replace(oldest_transaction=dt.timedelta(minutes=11))
    assert part("Cơ sở dữ liệu", database=old).state == "warning"
    assert part("Hàng đợi việc nền", broker=system.Broker("9", 3)).state == "good"
    assert "JOB_WORKERS" in part("Hàng đợi việc nền", broker=system.Broker("9", 101)).remedy
    factories.BodyFactory()
    assert part("Rà soát").state == "warning"  # no sweep yet, as in the first minutes


def test_how_far_the_archive_reaches_is_seen(as_user, administrator, record, settings):
    client, name, now = as_user(administrator), "Lưu trữ liên tục", clock.now()
    assert part(name).state == "danger"  # wanted, and nothing there yet
    whole = {
        "through": (now - dt.timedelta(minutes=1)).isoformat(),
        "first": (now - dt.timedelta(days=7)).isoformat(),
        "base_at": (now - dt.timedelta(hours=5)).isoformat(),
        "folder": "/mnt/luu-tru/7",
        "size": 12_345_678,
        "same_disk": False,
        "error": "",
    }
    record("archive", **whole)
    assert part(name).state == "good"
    assert "/mnt/luu-tru/7" in text(client)
    record("archive", **whole | {"same_disk": True})
    assert "đĩa hoặc máy khác" in part(name).remedy
    old = {"through": (now - dt.timedelta(minutes=6)).isoformat()}
    record("archive", **whole | old | {"error": "No space left on device"})
    assert part(name).state == "danger"
    assert "No space left on device" in text(client)
    settings.ARCHIVE_WANTED = False
    assert part(name).state == "warning"


def test_what_the_last_drill_found_is_seen(as_user, administrator, record):
    client, name, now = as_user(administrator), "Diễn tập khôi phục", clock.now()
    assert "nen-nep drill" in part(name).remedy
    whole = {
        "finished_at": now.isoformat(),
        "succeeded_at": (now - dt.timedelta(days=8)).isoformat(),
        "seconds": 21.5,
        "tables": 280,
        "rows": 120_000,
        "file": "/mnt/nen-nep-20261128-013000.tar",
        "faults": [],
        "archive_faults": [],
        "archive_seconds": 9.5,
        "archive_left_out": "",
    }
    record("drill", **whole)
    assert part(name).state == "good"
    assert "280 bảng, 120.000 dòng, 21,5 giây" in part(name).told
    assert "so khớp từng dòng" in text(client)
    record("drill", **whole | {"succeeded_at": (now - dt.timedelta(days=10)).isoformat()})
    assert part(name).state == "warning"
    record("drill", **whole | {"archive_faults": ["public.meetings_meeting: 16 → 15"]})
    assert part(name).state == "danger"
    assert "public.meetings_meeting: 16 → 15" in text(client)


def test_the_page_costs_eight_queries_beside_the_session(as_user, administrator, django_assert_num_queries):
    client = as_user(administrator)
    client.get(PAGE)
    with django_assert_num_queries(11):
        client.get(PAGE)


def test_monitoring_reads_them(client, settings, record):
    settings.METRICS_TOKEN = "mot-chuoi-kho-doan"
    made = clock.now()
    record(finished_at=made.isoformat(), size=7, warnings=["một"], error="đĩa đầy")
    body = client.get("/chi-so/", headers={"authorization": "Bearer mot-chuoi-kho-doan"}).content.decode()
    figures = dict(
        line.rsplit(" ", 1) for line in body.splitlines() if line.startswith(("nennep_backup", "nennep_disk"))
    )
    assert float(figures["nennep_backup_last_success_timestamp_seconds"]) == pytest.approx(made.timestamp())
    assert float(figures["nennep_backup_last_size_bytes"]) == 7
    assert float(figures["nennep_backup_last_attempt_failed"]) == 1
    assert float(figures["nennep_backup_damaged_files"]) == 1
    assert "nennep_archive_through_timestamp_seconds 0.0" in body
    assert "nennep_drill_last_success_timestamp_seconds 0.0" in body
    assert 0 < float(figures["nennep_disk_free_bytes"]) < float(figures["nennep_disk_size_bytes"])


pytestmark = pytest.mark.django_db

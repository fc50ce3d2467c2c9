"""The sample province comes in clean, its faulty twin is refused at exactly the cells that loi.csv names."""

import csv
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.signals import facts_changed
from delegations.models import Body, BodyKind, DutySuccession, LawRow, Membership, Province, Seat
from directions.models import Direction
from exchange.importers.outcome import Outcome
from exchange.services import imports
from meetings.models import Attendance, Meeting
from reports.models import Report, ReportRegime
from runtime import sample
from tests.exchange import workbooks

pytestmark = pytest.mark.django_db


def run_command(capsys, *arguments: str) -> tuple[int, dict]:
    status = 0
    try:
        call_command("import_workbook", *arguments, "--format", "json")
    except SystemExit as stop:
        status = stop.code
    return status, json.loads(capsys.readouterr().out)


def test_the_sample_comes_in_clean(capsys):
    status, said = run_command(capsys, str(workbooks.GOOD))
    assert (status, said["faults"]) == (0, [])
    assert [model.objects.count() for model in (Body, Seat, Membership, Meeting, Attendance)] == [
        12,
        68,
        129,
        196,
        761,
    ]
    assert Province.objects.get().name == "tỉnh Mẫu"
    assert set(said) == {"faults", "warnings", "counts"}
    assert {remark["column"] for remark in said["warnings"]} == {"Có mặt", "Mã cuộc họp", "Ngày kết thúc"}


@pytest.mark.parametrize("year", sample.SAMPLES)
def test_what_a_first_start_brings_in_has_nothing_to_remark(capsys, year):
    status, said = run_command(capsys, str(sample.SAMPLES[year].workbook))
    assert (status, said["faults"], said["warnings"]) == (0, [], [])


TWINS = {workbooks.FAULTY: workbooks.GOOD, workbooks.FAULTY_2026: workbooks.GOOD_2026}


def named_cells(faulty: Path) -> list[tuple[str, int, str]]:
    """Return the cells that the list beside a faulty workbook names."""
    with faulty.with_suffix(".csv").open(encoding="utf-8") as file:
        return sorted((row["sheet"], int(row["row"]), row["column"]) for row in csv.DictReader(file))


def faulty_cells(said: dict) -> list[tuple[str, int, str]]:
    return sorted((fault["sheet"], fault["row"], fault["column"]) for fault in said["faults"])


@pytest.mark.parametrize(("faulty", "number"), [(workbooks.FAULTY, 15), (workbooks.FAULTY_2026, 62)])
def test_the_faulty_twin_is_refused_at_exactly_the_named_cells(capsys, faulty, number):
    status, said = run_command(capsys, str(faulty))
    assert status == 1
    assert faulty_cells(said) == named_cells(faulty)
    assert not Body.objects.exists()
    assert not Province.objects.exists()
    assert sum(count["faulty"] for count in said["counts"].values()) == number


@pytest.mark.parametrize("faulty", TWINS)
def test_the_faulty_twin_is_refused_alike_over_a_province_that_is_there(capsys, faulty):
    imports.commit(path=TWINS[faulty], by=None)
    _status, said = run_command(capsys, str(faulty))
    assert faulty_cells(said) == named_cells(faulty)


def test_the_province_of_the_reforms_comes_in_clean(capsys):
    status, said = run_command(capsys, str(workbooks.GOOD_2026))
    assert (status, said["faults"]) == (0, [])
    assert [
        model.objects.count() for model in (BodyKind, Body, LawRow, DutySuccession, ReportRegime, Direction)
    ] == [9, 47, 23, 17, 5, 23]
    organs = Body.objects.filter(relation="organ").values_list("kind__is_organ", flat=True)
    assert (len(organs), set(organs)) == (11, {True})
    assert Body.objects.get(code="DU-VKS").parent.code == "DU-CQD"
    assert Report.objects.get(body__code="DD-HDND", period="2023").regime is None
    assert Report.objects.filter(regime__code="BC-QUY", period="2026-Q2").exists()
    # A commune's report, a party committee's submissions and a standing board's go to nobody.
    assert [(remark["sheet"], remark["row"], remark["column"]) for remark in said["warnings"]] == [
        ("Tổ chức", 12, "Ngày kết thúc"),
        ("Tổ chức", 21, "Ngày kết thúc"),
        ("Tổ chức", 43, "Ngày kết thúc"),
    ]


@pytest.mark.parametrize("path", TWINS.values())
def test_the_same_file_again_changes_nothing(path):
    imports.commit(path=path, by=None)
    history = Meeting.history.rel.related_model.objects.count()  # type: ignore[attr-defined]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        written = imports.commit(path=path, by=None)
    assert written.changed_nothing
    assert [
        query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ] == []
    assert Meeting.history.rel.related_model.objects.count() == history  # type: ignore[attr-defined]
    assert all(count.new == count.changed == count.removed == 0 for count in written.outcome.counts.values())


def test_an_import_that_fills_tables_tells_the_database_what_is_in_them():
    """In the import's own transaction: nobody plans by guesses in between."""
    imports.commit(path=workbooks.GOOD, by=None)
    tables = ["meetings_meeting", "meetings_meetingevent", "meetings_attendance"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples::int FROM pg_class WHERE relkind = 'r' AND relname = ANY(%s)", [tables]
        )
        assert dict(cursor.fetchall()) == dict(zip(tables, (196, 196, 761), strict=True))


def test_a_first_import_costs_few_statements():
    with CaptureQueriesContext(connection) as queries:
        imports.commit(path=workbooks.GOOD, by=None)
    assert len(queries) < 120


def test_a_dry_run_writes_nothing(capsys):
    status, said = run_command(capsys, str(workbooks.GOOD), "--dry-run")
    assert (status, said["counts"]["Tổ chức"]["new"], Body.objects.exists()) == (0, 12, False)


def test_text_for_people(capsys):
    with pytest.raises(SystemExit) as stop:
        call_command("import_workbook", str(workbooks.FAULTY))
    text = capsys.readouterr().out
    assert stop.value.code == 1
    assert "Lỗi: Tổ chức, dòng 10, “Ngày thành lập”: Ngày phải đứng trước tháng" in text
    assert "Có 15 lỗi; không ghi gì cả." in text


def test_a_changed_row_updates_and_an_absent_row_stays(tmp_path):
    imports.commit(path=workbooks.GOOD, by=None)
    touched = []

    def listen(sender, body_ids, **_):
        touched.append(body_ids)

    facts_changed.connect(listen)
    try:
        row = ["DD-HND", "Đảng đoàn Hội Nông dân", "Đảng đoàn", "Hội Nông dân tỉnh", "15/04/2004"]
        path = workbooks.save(tmp_path / "mot-dong.xlsx", {"Tổ chức": [workbooks.BODIES, row]})
        outcome = imports.commit(path=path, by=None).outcome
    finally:
        facts_changed.disconnect(listen)
    body = Body.objects.get(code="DD-HND")
    assert (body.name, body.search_text.startswith("dd-hnd dang doan hoi nong dan"), body.email) == (
        "Đảng đoàn Hội Nông dân",
        True,
        "dd-hnd@tinhmau.example",
    )
    assert Body.objects.count() == 12
    assert outcome.counts["Tổ chức"].changed == 1
    changes = [(change.column, change.before, change.after) for change in outcome.changes]
    assert changes == [("Tên tổ chức", "Đảng đoàn Hội Nông dân tỉnh", "Đảng đoàn Hội Nông dân")]
    assert touched == [{body.pk}]
    assert body.history.count() == 2  # type: ignore[attr-defined]


def test_nothing_is_written_when_the_last_row_is_at_fault(tmp_path):
    path = workbooks.changed(workbooks.GOOD, tmp_path / "a.xlsx", {("Miễn, hoãn", "G32"): None})
    with pytest.raises(imports.Faulty):
        imports.commit(path=path, by=None)
    assert not Body.objects.exists()


def test_preview_says_what_commit_then_does():
    preview = imports.preview(path=workbooks.GOOD)
    assert isinstance(preview, Outcome)
    assert preview.as_json() == imports.commit(path=workbooks.GOOD, by=None).outcome.as_json()


def test_new_bodies_take_the_workbooks_order_as_protocol_order():
    imports.commit(path=workbooks.GOOD, by=None)
    in_order = list(Body.objects.order_by("position").values_list("code", flat=True))
    assert in_order[:5] == ["DD-HDND", "BCS-UBND", "BCS-TAND", "BCS-VKSND", "DD-MTTQ"]
    assert len(set(Body.objects.values_list("position", flat=True))) == 12

"""The pages under /nhap-xuat/: who reaches them, and the way from upload to commit."""

import json
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import clock
from core.addresses import reverse
from delegations.models import Body
from exchange.enums import RunState
from exchange.importers.sheets import SHEETS
from exchange.models import ImportRun
from tests.exchange import workbooks

pytestmark = pytest.mark.django_db
HOME = "/nhap-xuat/"


def hand_in(client, path: Path, name: str = ""):
    return client.post(HOME, {"upload": SimpleUploadedFile(name or path.name, path.read_bytes())})


def test_a_workbook_goes_from_upload_to_commit(staff, as_user, django_capture_on_commit_callbacks):
    client = as_user(staff)
    answer = hand_in(client, workbooks.GOOD)
    run = ImportRun.objects.get()
    assert (answer.status_code, answer["Location"], run.state) == (
        303,
        reverse("exchange:run", args=[run.key]),
        RunState.READY,
    )
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "Tệp không có lỗi" in page.content.decode()
    assert not Body.objects.exists()
    answer = client.post(reverse("exchange:commit", args=[run.key]))
    run.refresh_from_db()
    assert (answer.status_code, run.state, run.committed_by, Body.objects.count()) == (
        303,
        RunState.DONE,
        staff,
        12,
    )
    assert "Đã nhập xong" in client.get(answer["Location"]).content.decode()
    # a second press writes nothing more and says why
    client.post(reverse("exchange:commit", args=[run.key]))
    assert "không còn chờ xác nhận" in client.get(reverse("exchange:run", args=[run.key])).content.decode()


def test_the_sheets_of_a_preview_stand_as_in_the_workbook_and_only_those_that_have_rows(staff, as_user):
    client = as_user(staff)
    shown = client.get(hand_in(client, workbooks.GOOD)["Location"]).context["counts"]
    titles = [sheet for sheet, _count in shown]
    assert titles == [sheet.title for sheet in SHEETS if sheet.title in titles]
    assert {"Cài đặt", "Tổ chức", "Cuộc họp"} <= set(titles)
    assert all(any(count.values()) for _sheet, count in shown)


def test_history_says_who_brought_a_row_in(staff, as_user):
    client = as_user(staff)
    hand_in(client, workbooks.GOOD)
    client.post(reverse("exchange:commit", args=[ImportRun.objects.get().key]))
    entry = Body.objects.get(code="DD-HND").history.get()  # type: ignore[attr-defined]
    assert entry.pgh_context.metadata["user"] == staff.pk


def test_a_faulty_workbook_lists_its_faults_and_cannot_be_committed(staff, as_user):
    client = as_user(staff)
    where = hand_in(client, workbooks.FAULTY)["Location"]
    run = ImportRun.objects.get()
    text = client.get(where).content.decode()
    assert run.state == RunState.FAULTY
    assert "Tệp có 15 lỗi; chưa ghi gì" in text
    assert "có phải là 25/12/2016?" in text
    client.post(reverse("exchange:commit", args=[run.key]))
    assert not Body.objects.exists()
    csv = client.get(reverse("exchange:faults", args=[run.key, "csv"])).content.decode()
    assert csv.count("\r\n") == 16
    assert "'=A1&B1" in csv
    assert client.get(reverse("exchange:faults", args=[run.key, "xlsx"])).status_code == 200


def test_data_that_changed_since_the_preview_is_planned_anew(staff, as_user, tmp_path):
    client = as_user(staff)
    hand_in(client, workbooks.GOOD)
    first = ImportRun.objects.get()
    hand_in(client, workbooks.GOOD)
    second = ImportRun.objects.exclude(pk=first.pk).get()
    for run in (first, second):
        client.post(reverse("exchange:commit", args=[run.key]))
    second.refresh_from_db()
    assert second.state == RunState.DONE
    assert sum(count["new"] for count in second.result["counts"].values()) == 0
    assert (
        "Từ lúc xem trước đến lúc ghi"
        in client.get(reverse("exchange:run", args=[second.key])).content.decode()
    )


def test_a_preview_that_meets_new_faults_at_commit_writes_nothing(staff, as_user, tmp_path):
    client = as_user(staff)
    hand_in(client, workbooks.GOOD)
    client.post(reverse("exchange:commit", args=[ImportRun.objects.get().key]))
    path = workbooks.save(
        tmp_path / "a.xlsx",
        {"Nội dung": [["Mã cuộc họp", "TT", "Nội dung", "Nhóm"], ["DD-HND/2026-999", 1, "Việc", "Khác"]]},
    )
    meeting = workbooks.save(
        tmp_path / "b.xlsx",
        {
            "Cuộc họp": [
                ["Mã cuộc họp", "Mã tổ chức", "Ngày họp", "Loại", "Trạng thái"],
                ["DD-HND/2026-999", "DD-HND", "1/9/2026", "Định kỳ", "Đã họp"],
            ]
        },
    )
    hand_in(client, meeting)
    client.post(reverse("exchange:commit", args=[ImportRun.objects.get(name="b.xlsx").key]))
    hand_in(client, path)
    run = ImportRun.objects.get(name="a.xlsx")
    assert run.state == RunState.READY
    Body.objects.get(code="DD-HND").meetings.get(code="DD-HND/2026-999").delete()
    client.post(reverse("exchange:commit", args=[run.key]))
    run.refresh_from_db()
    assert run.state == RunState.FAULTY
    assert "chưa ghi gì" in client.get(reverse("exchange:run", args=[run.key])).content.decode()


def test_what_is_no_workbook_is_refused_at_the_form(staff, as_user):
    client = as_user(staff)
    answer = client.post(HOME, {"upload": SimpleUploadedFile("a.xlsx", b"ten,ma\n1,2\n")})
    assert (answer.status_code, ImportRun.objects.count()) == (422, 0)
    assert "CSV" in answer.content.decode()
    assert client.post(HOME, {}).status_code == 422
    assert client.post(HOME, {"upload": SimpleUploadedFile("a.xlsx", b"")}).status_code == 422


def test_a_file_above_the_limit_is_refused(staff, as_user, settings):
    settings.UPLOAD_MAX_BYTES = 10_000
    answer = hand_in(as_user(staff), workbooks.GOOD)
    assert (answer.status_code, ImportRun.objects.count()) == (422, 0)


def test_discarding_removes_the_file(staff, as_user, django_capture_on_commit_callbacks, settings):
    client = as_user(staff)
    hand_in(client, workbooks.GOOD)
    run = ImportRun.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("exchange:discard", args=[run.key]))
    run.refresh_from_db()
    assert run.state == RunState.DISCARDED
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert client.get(reverse("exchange:run", args=[run.key])).status_code == 200


def test_htmx_gets_the_state_alone_while_a_run_moves(staff, as_user):
    run = ImportRun.objects.create(
        name="dai.xlsx",
        size=9,
        sha256="",
        uploaded_by=staff,
        uploaded_at=clock.now(),
        state=RunState.READING,
        rows_done=4000,
    )
    answer = as_user(staff).get(reverse("exchange:run", args=[run.key]), headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "<html" not in text
    assert 'hx-trigger="every 2s"' in text
    assert "Đã đọc 4.000 dòng" in text
    assert f'href="{reverse("exchange:run", args=[run.key])}"' in text


@pytest.mark.parametrize("count", [3, 30])
def test_the_history_costs_the_same_however_long(staff, as_user, count, django_assert_num_queries):
    for number in range(count):
        ImportRun.objects.create(
            name=f"{number}.xlsx",
            size=9,
            sha256="",
            uploaded_by=staff,
            uploaded_at=clock.now(),
            state=RunState.DONE,
        )
    client = as_user(staff)
    client.get(HOME)
    with django_assert_num_queries(QUERIES_OF_HOME):
        client.get(HOME)


QUERIES_OF_HOME = 4  # session, user, count, page


@pytest.mark.parametrize("persona", ["leader", "secretary_of_a"])
def test_strangers_find_nothing(persona, request, as_user, staff):
    run = ImportRun.objects.create(
        name="a.xlsx",
        size=9,
        sha256="",
        uploaded_by=staff,
        uploaded_at=clock.now(),
        state=RunState.READY,
        preview={"counts": {}},
    )
    client = as_user(request.getfixturevalue(persona))
    addresses: list[tuple[str, list]] = [
        ("home", []),
        ("export", []),
        ("form", []),
        ("run", [run.key]),
        ("faults", [run.key, "csv"]),
        ("commit", [run.key]),
        ("discard", [run.key]),
    ]
    for name, args in addresses:
        url = reverse(f"exchange:{name}", args=args)
        assert (
            client.post(url).status_code == 404
            if name in ("commit", "discard")
            else client.get(url).status_code == 404
        ), name
    run.refresh_from_db()
    assert run.state == RunState.READY


def test_an_administrator_reaches_everything(administrator, as_user):
    client = as_user(administrator)
    assert [client.get(reverse(f"exchange:{name}")).status_code for name in ("home", "export", "form")] == [
        200,
        200,
        200,
    ]
    assert client.get(reverse("exchange:run", args=[uuid.uuid4()])).status_code == 404


def test_looking_changes_nothing(staff, as_user):
    run = ImportRun.objects.create(
        name="a.xlsx",
        size=9,
        sha256="",
        uploaded_by=staff,
        uploaded_at=clock.now(),
        state=RunState.READY,
        preview=json.loads('{"counts": {}}'),
    )
    client = as_user(staff)
    assert client.get(reverse("exchange:commit", args=[run.key])).status_code == 405
    assert client.get(reverse("exchange:discard", args=[run.key])).status_code == 405

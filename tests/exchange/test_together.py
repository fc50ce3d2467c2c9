"""Two imports at once, a task that comes twice, others writing in between; memory on a long file; cells of
any kind."""

import datetime as dt
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from celery import Celery
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

from delegations.models import Body, BodyKind, Membership
from exchange import tasks
from exchange.enums import RunState
from exchange.importers.files import FileRefused
from exchange.models import ImportRun
from exchange.services import imports, runs
from tests import factories
from tests.exchange import workbooks

ROOT = Path(__file__).resolve().parent.parent.parent


def together(*works) -> list[object]:
    """Run the works at the same moment, each in a thread with its own connection; return what each gave or
    raised."""
    gate = threading.Barrier(len(works))
    given: list[object] = [None] * len(works)

    def run(place: int) -> None:
        gate.wait()
        try:
            given[place] = works[place]()
        except Exception as error:
            given[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_write_it_once():
    given = together(
        *[lambda: imports.commit(path=workbooks.GOOD, by=None).outcome.counts["Tổ chức"].new] * 2
    )
    assert sorted(given, key=str) == [0, 12]
    assert Body.objects.count() == 12
    assert Membership.objects.count() == 129
    assert Body.objects.get(code="DD-HND").history.count() == 1  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
def test_a_form_that_saves_in_between_is_met_by_planning_anew(monkeypatch):
    """The first look finds no such body; while the file is being written, a form saves one of its code."""
    write, looks = imports.applying.apply, []  # type: ignore[attr-defined]

    def late(plan, existing):
        looks.append(len(plan.makings["body"]))
        if len(looks) == 1:
            assert isinstance(
                together(
                    lambda: factories.BodyFactory(code="DD-HND", kind=BodyKind.objects.get(name="Đảng đoàn"))
                )[0],
                Body,
            )
        return write(plan, existing)

    monkeypatch.setattr(imports.applying, "apply", late)  # type: ignore[attr-defined]
    imports.commit(path=workbooks.GOOD, by=None)
    assert looks == [12, 11]
    assert Body.objects.get(code="DD-HND").name == "Đảng đoàn Hội Nông dân tỉnh"


@pytest.mark.django_db(transaction=True)
def test_a_commit_task_that_comes_twice_writes_once(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    user = factories.UserFactory()
    run = runs.upload(file=_uploaded(), by=user)
    runs.preview(run.pk)
    run.refresh_from_db()
    runs.confirm(run, by=user)
    together(lambda: tasks.commit_run(run.pk), lambda: tasks.commit_run(run.pk))
    run.refresh_from_db()
    assert run.state == RunState.DONE
    assert run.result["counts"]["Tổ chức"]["new"] == 12
    tasks.commit_run(run.pk)
    tasks.preview_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.result["counts"]["Tổ chức"]["new"]) == (RunState.DONE, 12)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_died_in_the_middle_leaves_a_run_that_goes_on(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    run = runs.upload(file=_uploaded(), by=factories.UserFactory())
    ImportRun.objects.update(state=RunState.READING, rows_done=7)
    tasks.preview_run(run.pk)
    run.refresh_from_db()
    assert run.state == RunState.READY
    ImportRun.objects.update(state=RunState.WRITING)
    tasks.commit_run(run.pk)
    run.refresh_from_db()
    assert (run.state, Body.objects.count()) == (RunState.DONE, 12)


@pytest.mark.django_db
def test_a_long_file_waits_for_a_worker_and_is_not_lost(staff, as_user, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(runs, "AT_ONCE", -1)
    gone = Celery("gone", broker="redis://127.0.0.1:1/0", set_as_current=False)
    gone.conf.broker_transport_options = {
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
        "socket_connect_timeout": 1,
    }
    monkeypatch.setattr(runs, "current_app", gone)
    browser = as_user(staff)
    answer = browser.post("/nhap-xuat/", {"upload": _uploaded()})
    run = ImportRun.objects.get()
    assert (answer.status_code, run.state) == (303, RunState.WAITING)
    assert "tệp đã được giữ" in browser.get(answer.url).content.decode()
    runs.take_up(now=run.uploaded_at)
    run.refresh_from_db()
    assert run.state == RunState.WAITING  # its worker may still come
    ImportRun.objects.update(uploaded_at=run.uploaded_at - dt.timedelta(minutes=2))
    assert "chưa nhận việc này" in browser.get(answer.url).content.decode()
    tasks.take_up()
    run.refresh_from_db()
    assert run.state == RunState.READY


@pytest.mark.django_db
def test_a_long_file_is_named_to_a_worker(staff, as_user, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(runs, "AT_ONCE", -1)
    broker = Celery("here", broker="memory://", set_as_current=False)
    monkeypatch.setattr(runs, "current_app", broker)
    as_user(staff).post("/nhap-xuat/", {"upload": _uploaded()})
    run = ImportRun.objects.get()
    assert run.state == RunState.WAITING
    with broker.connection_for_read() as connection_, connection_.SimpleQueue("celery") as queue:
        message = queue.get(timeout=5)
    assert (message.headers["task"], message.payload[0]) == ("exchange.tasks.preview_run", [run.pk])


def _uploaded():
    return SimpleUploadedFile("tinh-mau.xlsx", workbooks.GOOD.read_bytes())


def test_memory_on_a_long_file_is_bounded(tmp_path):
    """A file of 60,000 rows is read in a process of its own; what it needs beyond a short file's stays below
    120 MB."""
    rows = ([f"M/{number}", "DD-A", "05/09/2026", "Định kỳ", "Đã họp", 5] for number in range(60_000))
    workbooks.save(
        tmp_path / "long.xlsx",
        {"Cuộc họp": [["Mã cuộc họp", "Mã tổ chức", "Ngày họp", "Loại", "Trạng thái", "Có mặt"], *rows]},
    )
    script = (
        "import django, resource, sys; from pathlib import Path; django.setup()\nfrom exchange.importers"
        " import reading; from exchange.importers.outcome import Outcome\nreading.read(Path(sys.argv[1]),"
        " Outcome()); before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;book ="
        " reading.read(Path(sys.argv[2]), Outcome()); assert len(book.tables['Cuộc họp'].drafts) =="
        " 60000;print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(workbooks.GOOD), str(tmp_path / "long.xlsx")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
    )
    assert int(done.stdout) < 120


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.datetimes().map(lambda moment: moment.replace(microsecond=0)),
    st.times(),
    st.timedeltas(),
    st.sampled_from(
        [
            "=1+1",
            "#REF!",
            "31/02/2024",
            "DD-HND",
            "DD-HND; DD-MTTQ",
            "x" * 600,
            "\u200b",
            ";",
            '"',
            "'",
            "Đảng đoàn",
            "Đã họp",
            "2024",
            "Có mặt",
        ]
    ),
)
places = st.builds("{}{}".format, st.sampled_from("ABCDEFG"), st.integers(1, 14))
SHEETS = [
    "Cài đặt",
    "Tổ chức",
    "Chu kỳ họp",
    "Vị trí",
    "Thành viên",
    "Văn bản",
    "Quy chế làm việc",
    "Quy chế phối hợp",
]
SHEETS += ["Sự kiện", "Cuộc họp", "Nội dung", "Điểm danh", "Báo cáo", "Ngày nghỉ", "Miễn, hoãn"]


@pytest.mark.django_db
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(
    cells=st.dictionaries(
        st.tuples(
            st.sampled_from(SHEETS), st.builds("{}{}".format, st.sampled_from("ABCDEFG"), st.integers(1, 14))
        ),
        anything,
        min_size=1,
        max_size=12,
    )
)
def test_any_cells_are_imported_or_told_never_an_error(tmp_path, cells):
    try:
        path = workbooks.changed(workbooks.GOOD, tmp_path / "a.xlsx", cells)
    except (ValueError, OverflowError, IllegalCharacterError):
        return  # openpyxl itself cannot write such a cell
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT one_example")
    try:
        written = imports.commit(path=path, by=None)
    except imports.Faulty as faulty:
        told = faulty.outcome
        assert all(fault.message for fault in told.faults)
        assert not Body.objects.exists()
    except FileRefused as refused:
        raise AssertionError(refused.message) from refused
    else:
        assert written.outcome.faults == []
        assert imports.commit(path=path, by=None).changed_nothing
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT one_example")


@pytest.mark.django_db
def test_only_the_office_brings_a_workbook_in_whatever_the_door(settings, tmp_path, secretary_of_a, staff):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(Http404):
        runs.upload(file=_uploaded(), by=secretary_of_a)
    run = runs.upload(file=_uploaded(), by=staff)
    runs.preview(run.pk)
    for act in (runs.confirm, runs.discard):
        with pytest.raises(Http404):
            act(run, by=secretary_of_a)
    run.refresh_from_db()
    assert run.state == RunState.READY

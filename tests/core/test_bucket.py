"""Files in S3-compatible storage: taken in, waiting, handed out, imported and cleared as in a folder; and
what is said when the storage is away."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from config import env
from core import clock, files, uploads
from core.addresses import reverse
from core.errors import Refused
from exchange.enums import RunState
from exchange.models import ImportRun
from reports.models import ReportFile
from runtime import filestore
from tests.buckets import serving
from tests.core.test_uploads import PDF, handle_in, receive
from tests.exchange import workbooks

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server():
    with serving() as url:
        yield url


@pytest.fixture
def bucket(server, settings, monkeypatch, tmp_path):
    """The vault is an empty bucket."""
    monkeypatch.setenv("FILES_URL", server)
    settings.STORAGES = settings.STORAGES | {"default": env.files(tmp_path)[1]}
    found = filestore.store()
    yield found
    for upload in list(found.uploads()):
        found.client().delete_object(Bucket=found.name, Key=found.prefix + upload.name)


@pytest.fixture
def away(settings, monkeypatch, tmp_path):
    """The vault is a bucket on a server that is not there."""
    monkeypatch.setenv("FILES_URL", "s3://k:s@127.0.0.1:1/van-phong?tls=0")
    settings.STORAGES = settings.STORAGES | {"default": env.files(tmp_path)[1]}


def pdf(size: int = 0) -> SimpleUploadedFile:
    return SimpleUploadedFile("bao-cao.pdf", PDF[:-6] + b"%" * size + b"\n%%EOF\n", "application/pdf")


def test_a_file_waits_is_kept_and_handed_out(staff, secretary_of_b, as_user, body_a, bucket, vault):
    client = as_user(staff)
    page = receive(client, body_a, submitted_on="", upload=pdf(), not_secret="on").content.decode()
    assert [upload.name.partition("/")[0] for upload in bucket.uploads()] == [uploads.FOLDER]
    answer = receive(client, body_a, not_secret="on", **{"upload-giu": handle_in(page)})
    assert answer.status_code == 303

    stored = ReportFile.objects.get()
    address = reverse("reports:file", args=[stored.key])
    handed = client.get(address)
    assert handed.getvalue() == pdf().read()
    assert handed["Content-Length"] == str(stored.size)
    assert "attachment" in handed["Content-Disposition"]
    assert as_user(secretary_of_b).get(address).status_code == 404
    assert not vault.exists()  # nothing stays on this machine


def test_a_file_of_many_pieces_comes_back_whole(bucket):
    kept = files.store(pdf(12_000_000))
    with files.vault().open(files.path_in_vault(kept["key"])) as stored:
        assert len(stored.read()) == kept["size"]
    with files.on_disk(kept["key"]) as path:
        assert path.stat().st_size == kept["size"]
    assert not path.exists()


def test_a_file_that_is_gone_is_said_to_be(staff, as_user, body_a, bucket):
    client = as_user(staff)
    receive(client, body_a, upload=pdf(), not_secret="on")
    stored = ReportFile.objects.get()
    files.vault().delete(files.path_in_vault(stored.key))
    assert client.get(reverse("reports:file", args=[stored.key])).status_code == 404


def test_waiting_files_are_cleared(bucket, rf):
    uploads.keep_upload(pdf())
    assert uploads.clear(now=clock.now()) == 0
    assert uploads.clear(now=clock.now() + dt.timedelta(hours=13)) == 1
    assert not list(bucket.uploads())


def test_a_workbook_is_imported_and_a_discarded_one_goes(
    staff, as_user, bucket, django_capture_on_commit_callbacks
):
    client = as_user(staff)
    with workbooks.GOOD.open("rb") as file:
        assert client.post("/nhap-xuat/", {"upload": file, "not_secret": "on"}).status_code == 303
    run = ImportRun.objects.get()
    assert run.state == RunState.READY, run.message
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("exchange:discard", args=[run.key]))
    assert not list(bucket.uploads())


def test_a_storage_that_is_away_is_named_and_the_page_goes_on(staff, as_user, body_a, away):
    client = as_user(staff)
    answer = receive(client, body_a, upload=pdf(), not_secret="on")
    assert answer.status_code == 422
    assert "Kho tệp không trả lời" in answer.content.decode()
    assert not ReportFile.objects.exists()
    # Another error of the form is told as ever; the file is chosen again.
    page = receive(client, body_a, submitted_on="", upload=pdf(), not_secret="on").content.decode()
    assert not handle_in(page)
    with pytest.raises(Refused, match="Kho tệp không trả lời"):
        files.store(pdf())
    assert client.get("/san-sang/").json()["files"] is False


def test_an_answer_about_readiness_knows_the_storage(client, bucket):
    assert client.get("/san-sang/").json() == {
        "ready": True,
        "database": True,
        "broker": client.get("/san-sang/").json()["broker"],
        "disk": True,
        "files": True,
    }

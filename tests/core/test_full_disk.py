"""A full disk: what is there is read on, an upload is refused in words, and nothing of it is left."""

import errno
import os
import subprocess
import sys

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.db.utils import DatabaseErrorWrapper

from accounts.views.entrance import server_error
from core import files
from core.errors import Refused, is_full
from tests.core.test_files import PDF


@pytest.fixture
def small_disk(tmp_path):
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True, check=False
    ).returncode:
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def upload(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("bien-ban.pdf", PDF[:-6] + b"%" * size + b"\n%%EOF\n")


def test_room_is_looked_at_before(small_disk, settings):
    settings.MEDIA_ROOT = small_disk / "files"
    with pytest.raises(Refused, match="sắp hết chỗ lưu"):
        files.store(upload(10))
    assert not list(small_disk.rglob("*"))


def test_a_disk_that_fills_while_a_file_is_written_leaves_nothing_of_it(small_disk, settings, monkeypatch):
    monkeypatch.setattr(
        files, "FREE_SPACE_MARGIN", -(10**9)
    )  # another takes the room between the look and the writing
    settings.MEDIA_ROOT = small_disk / "files"
    kept = files.store(upload(400_000))
    with pytest.raises(Refused, match="sắp hết chỗ lưu"):
        files.store(upload(900_000))
    assert [path.name for path in small_disk.rglob("*") if path.is_file()] == [kept["key"].hex]


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [(errno.ENOSPC, 507, "những gì đã lưu trước đó vẫn còn"), (errno.EIO, 500, "Lỗi đã được ghi lại")],
)
def test_a_request_that_finds_no_room_on_its_way_in_is_answered_in_words(rf, code, status, words):
    try:
        raise OSError(code, "the temporary file of a long upload")
    except OSError:
        answer = server_error(rf.post("/nhap-xuat/"))
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_the_databases_full_disk_is_known_behind_djangos_own_error():
    def fail():
        with DatabaseErrorWrapper(type("W", (), {"Database": psycopg, "errors_occurred": False})()):
            raise psycopg.errors.DiskFull("could not extend file")

    with pytest.raises(OperationalError) as failed:
        fail()
    assert is_full(failed.value)
    assert is_full(OSError(errno.EDQUOT, "quota"))
    assert not is_full(OSError(errno.EACCES, "no"))
    assert not is_full(None)


def test_the_office_sets_how_large_an_attachment_may_be(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.UPLOAD_MAX_BYTES = 1_000_000
    with pytest.raises(Refused, match=r"nặng 1,1 MB, quá mức 1 MB"):
        files.store(upload(1_100_000))
    settings.UPLOAD_MAX_BYTES = 30_000_000
    assert files.store(upload(22_000_000))["size"] > 22_000_000

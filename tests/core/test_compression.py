"""Pages come compressed where the browser takes it; files come as they are."""

import gzip

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db
TAKES = {"Accept-Encoding": "gzip"}


def test_pages_are_compressed_for_who_takes_it(staff):
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/van-ban/", headers=TAKES)
    assert page.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["Vary"]
    assert "Sổ văn bản" in gzip.decompress(page.content).decode()
    assert "Content-Encoding" not in client.get("/van-ban/").headers


def test_files_are_not(as_user, staff):
    factories.GoverningDocumentFactory.create_batch(30)
    assert "Content-Encoding" not in as_user(staff).get("/van-ban/xuat/", headers=TAKES).headers

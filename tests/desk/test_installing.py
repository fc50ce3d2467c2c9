"""The product can be set up on a telephone like an application, and nothing of it is kept there."""

import re
import struct

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_manifest_is_open_to_all_and_names_icons_that_are_there():
    answer = Client().get("/manifest.webmanifest")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/manifest+json")
    said = answer.json()
    assert (said["start_url"], said["scope"], said["display"]) == ("/", "/", "standalone")
    assert [(icon["sizes"], icon["purpose"]) for icon in said["icons"]] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    for icon in said["icons"]:
        name = re.fullmatch(r"/static/(nennep/icon-[a-z]*-?\d+)(\.[0-9a-f]{12})?\.png", icon["src"])
        assert name, icon["src"]
        with open(finders.find(f"{name[1]}.png"), "rb") as file:
            head = file.read(24)
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        assert "{}x{}".format(*struct.unpack(">II", head[16:24])) == icon["sizes"]


def test_every_page_names_the_manifest_the_log_in_too(staff, as_user):
    for page in (Client().get("/tai-khoan/dang-nhap/"), as_user(staff).get("/can-xu-ly/")):
        content = page.content.decode()
        assert '<link rel="manifest" href="/manifest.webmanifest">' in content
        assert '<meta name="theme-color" content="#b3261e">' in content
        assert re.search(
            r'<link rel="apple-touch-icon" href="/static/nennep/icon-apple-180[^"]*\.png">', content
        )
        assert "serviceWorker" not in content

"""`python -m docs.pictures [--again] [NAME…]`: the pictures of the manual, of the help and of README.md.

They are taken of the sample province of 2026 on a fixed day, in a database of their own, so that they change
only when the screens do. NAME narrows to some pictures, --again takes the province of the last run."""

# ruff: noqa: E402 - models need Django set up

import argparse
import datetime as dt
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # static files are taken from their folders
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs a loop in this thread

import django

django.setup()

import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from core import clock
from runtime.sample import SAMPLES

FOLDER = Path(__file__).parent / "manual" / "pictures"
NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=clock.ZONE)
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 760}
LARGEST = 200_000  # bytes
SAMPLE = SAMPLES["2026"]
BODY = "DU-UBND"
# No sign of a trial and nobody's second factor; nothing sends here.
SHOWN = override_settings(MAIL_LIVE=True, MAIL_STAYS_HERE=False, SECOND_FACTOR_ROLES=frozenset())


class Picture(NamedTuple):
    """What is taken: by whom, at which address, after which act."""

    name: str
    user: str
    path: str
    act: Callable[[Page], None] = lambda page: None
    phone: bool = False


def follow(selector: str) -> Callable[[Page], None]:
    """Return an act that goes where the first such link of the page leads."""

    def act(page: Page) -> None:
        with page.expect_navigation(wait_until="networkidle"):
            page.locator(selector).first.click()

    return act


def help_of_page(page: Page) -> None:
    """Open the help beside the page."""
    page.locator("#nn-help-button").click()
    page.locator("#nn-help-title").wait_for()


def begin_minutes(page: Page) -> None:
    """Begin the minutes of the meeting and type what was said at its first item."""
    with page.expect_navigation(wait_until="networkidle"):
        page.get_by_role("button", name="Lập biên bản").first.click()
    talk = page.get_by_label("Diễn biến, ý kiến").first
    talk.fill(
        "Các đồng chí dự họp cơ bản nhất trí với báo cáo; đề nghị làm rõ hơn trách nhiệm của từng bộ phận."
    )
    page.get_by_text("Đã lưu lúc").wait_for()


PICTURES = (
    Picture("hom-nay", "chuyenvien", "/hom-nay/"),
    Picture("tong-quan", "lanhdao", "/tong-quan/"),
    Picture("viec-phai-lam", "chuyenvien", "/can-xu-ly/"),
    Picture(
        "phat-hien",
        "chuyenvien",
        "/can-xu-ly/?quy_tac=meeting-overdue",
        follow("#nn-main table a[href*='/phat-hien/']"),
    ),
    Picture("to-chuc", "chuyenvien", f"/to-chuc/{BODY}/"),
    Picture("thanh-vien", "chuyenvien", f"/to-chuc/{BODY}/thanh-vien/bang/"),
    Picture("ghi-nhan-cuoc-hop", "chuyenvien", f"/hop/ghi-nhan/?to_chuc={BODY}"),
    Picture("cuoc-hop", "chuyenvien", "/hop/?trang_thai=held", follow("#nn-main table a[href^='/hop/']")),
    Picture("bien-ban", "chuyenvien", "/hop/DU-X04/2025-001/", begin_minutes),
    Picture("bao-cao", "chuyenvien", "/bao-cao/"),
    Picture("quy-che-phoi-hop", "chuyenvien", "/ma-tran/"),
    Picture("lich", "chuyenvien", "/lich/"),
    Picture("nhac-viec", "chuyenvien", "/nhac-viec/xem-truoc/"),
    Picture("quy-dinh", "chuyenvien", "/quy-dinh/", follow("#nn-main a[href*='/quy-dinh/loai/']")),
    Picture("danh-gia", "lanhdao", "/danh-gia/"),
    Picture("y-kien-chi-dao", "lanhdao", "/chi-dao/"),
    Picture("thu-ky", SAMPLE.secretary, "/hom-nay/"),
    Picture("tro-giup", "chuyenvien", "/hop/ghi-nhan/", help_of_page),
    Picture("dien-thoai", "lanhdao", "/tong-quan/", phone=True),
)


@contextmanager
def province(again: bool) -> Iterator[None]:
    """The sample province in a database of its own, which stays until the next run."""
    connection.settings_dict["TEST"]["NAME"] = f"{connection.settings_dict['NAME']}_pictures"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=again)
    if not User.objects.exists():
        said = io.StringIO()
        call_command("sample_users", secretary=[SAMPLE.secretary, SAMPLE.secretary_name], stdout=said)
        call_command("import_sample", str(SAMPLE.workbook), post=SAMPLE.post, stdout=said)
        call_command("refresh_flags", stdout=said)
        call_command("sample_directions", stdout=said)
    User.objects.update(tour_ended_at=clock.now())
    yield
    connection.close()


def take(browser: Browser, server: LiveServer, picture: Picture) -> Path:
    """Open the page, wait until it is at rest, keep it as WebP without loss."""
    size = PHONE if picture.phone else DESKTOP
    context = browser.new_context(
        base_url=server.url,
        locale="vi-VN",
        timezone_id=clock.ZONE_NAME,
        viewport=size,
        reduced_motion="reduce",
    )
    context.set_default_timeout(120_000)  # milliseconds; the first page of all is slow on a busy machine
    context.clock.set_fixed_time(NOW)
    client = Client()
    client.force_login(User.objects.get(username=picture.user), "django.contrib.auth.backends.ModelBackend")
    context.add_cookies(
        [{"name": name, "value": morsel.value, "url": server.url} for name, morsel in client.cookies.items()]
    )
    page = context.new_page()
    answer = page.goto(picture.path, wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise SystemExit(f"{picture.path} answers {answer and answer.status}")
    picture.act(page)
    page.wait_for_timeout(1500)  # what the page asks for by itself has been asked for
    page.wait_for_function("!document.querySelector('.htmx-request')")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    shot = page.screenshot(animations="disabled", caret="hide")
    context.close()
    path = FOLDER / f"{picture.name}.webp"
    Image.open(io.BytesIO(shot)).convert("RGB").save(path, "WEBP", lossless=True, quality=100, method=6)
    return path


def main() -> int:
    """Take the pictures; return how many are too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--again", action="store_true")
    chosen = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    too_large = 0
    with (
        SHOWN,
        time_machine.travel(NOW, tick=False),
        province(chosen.again),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
        )
        server = LiveServer("localhost")
        for picture in PICTURES:
            if not chosen.names or picture.name in chosen.names:
                bytes_ = take(browser, server, picture).stat().st_size
                too_large += bytes_ > LARGEST
                print(f"{picture.name:<24} {bytes_:>8}{'  too large' * (bytes_ > LARGEST)}", flush=True)
        server.stop()
        browser.close()
    return too_large


if __name__ == "__main__":
    sys.exit(main())

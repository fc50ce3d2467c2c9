"""A real browser on a real server. Without a Chromium these tests are skipped, loudly: the summary names the
reason."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from accounts.models import User
from delegations.models import Body
from tests.worlds.small import vacate

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        # A loaded machine may be slower than a browser's patience. What needed the second try is listed as
        # RERUN and is to be looked into: the first time it was a roll that a late answer had emptied.
        item.add_marker(pytest.mark.flaky(reruns=1))
        item.add_marker(pytest.mark.django_db(transaction=True))
        if not Path(CHROMIUM).exists():
            item.add_marker(
                pytest.mark.skip(
                    reason=f"NO BROWSER at {CHROMIUM}: let .ci/browser install one, or name yours in CHROMIUM"
                )
            )


@pytest.fixture(scope="session", autouse=True)
def _playwright_runs_an_event_loop() -> Iterator[None]:
    """Playwright's loop runs in this thread; Django would refuse the database there."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(_playwright_runs_an_event_loop: None) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
        # those of the loop: when it has stopped, Django sees only those of the thread
        connections.close_all()


@pytest.fixture
def under_way() -> Iterator[set[int]]:
    """The requests that the server is answering. What a page asked for by itself may outlive it; the database
    is emptied only after."""
    now: set[int] = set()

    def started(environ: dict[str, object] | None = None, **signal: object) -> None:
        now.add(threading.get_ident())

    def finished(**signal: object) -> None:
        now.discard(threading.get_ident())

    request_started.connect(started)
    request_finished.connect(finished)
    yield now
    request_started.disconnect(started)
    request_finished.disconnect(finished)


@pytest.fixture
def context(browser: Browser, live_server, under_way: set[int]) -> Iterator[BrowserContext]:
    """An English browser: what is Vietnamese must not come from it."""
    made = browser.new_context(
        base_url=live_server.url, locale="en-US", timezone_id="America/New_York", viewport=DESKTOP
    )
    yield made
    made.close()
    until = time.monotonic() + 20
    while under_way and time.monotonic() < until:
        time.sleep(0.02)


def offered(page: Page, name: str) -> Locator:
    """The act of a page, which on a phone may stand under "Khác"."""
    act, more = page.get_by_role("link", name=name), page.locator(".nn-more-acts > summary")
    expect(act.or_(more).first).to_be_visible()
    if not act.is_visible():
        more.click()
    return act


def settled(page: Page) -> None:
    """Wait until what the page asks for by itself has come. `networkidle` waits half a second more."""
    page.wait_for_load_state("load")
    page.wait_for_function("() => !document.querySelector('.htmx-request')")


@pytest.fixture
def body(body_a: Body) -> Body:
    """A body that has not met since tracking began, with one vacant seat."""
    return vacate(body_a, "VT-1")


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which any script error or breach of the content policy fails the test."""
    faults: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console",
        lambda message: (
            faults.append(message.text)
            if "Content Security Policy" in message.text or "SyntaxError" in message.text
            else None
        ),
    )
    yield opened
    assert faults == []


@pytest.fixture
def enter(context: BrowserContext, live_server) -> Callable[[User], None]:
    """Return a function that logs a user in without the form."""

    def log_in(user: User) -> None:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        context.add_cookies(
            [
                {"name": name, "value": morsel.value, "url": live_server.url}
                for name, morsel in client.cookies.items()
            ]
        )

    return log_in

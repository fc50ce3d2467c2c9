"""Pages in a slow browser: time to interactive and bytes, on a running copy.

    python -m bench.bench_browser ADDRESS LOGIN PASSWORD [PATH ...]

The processor is slowed four times and the line to Fast 3G by the browser's own throttle (562 ms a round trip,
180 kB a second). Time to interactive is the end of the deferred scripts, or of the last long task before half
a second without one. Bytes are what came over the line for the page, its fragments included. The first visit
of a page has nothing stored but the log-in; then the median of five visits counts.
"""

import argparse
import os
import statistics
from typing import Any, NamedTuple

from playwright.sync_api import BrowserContext, Page, StorageState, sync_playwright

VISITS = 5
SLOWER = 4
FAST_3G = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
PATHS = ("/hom-nay/", "/tong-quan/", "/can-xu-ly/", "/to-chuc/", "/hop/ghi-nhan/")
MOST_SECONDS, MOST_BYTES = 1.5, 150_000
# Resolves when the page has been quiet: when it could first be used, in ms, and the bytes that came for it.
MEASURE = """
() => new Promise((done) => {
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({type: "longtask", buffered: true});
  const end = (task) => task.startTime + task.duration;
  const look = () => {
    const [page] = performance.getEntriesByType("navigation");
    const ready = page.domContentLoadedEventEnd;
    const busy = Math.max(ready, ...tasks.map(end));
    if (!ready || document.querySelector(".htmx-request") || performance.now() < busy + 1000) {
      setTimeout(look, 100);
      return;
    }
    let usable = ready;
    for (const task of tasks) if (task.startTime < usable + 500) usable = Math.max(usable, end(task));
    const loads = [page, ...performance.getEntriesByType("resource")];
    done([usable, loads.reduce((sum, one) => sum + one.transferSize, 0)]);
  };
  look();
})
"""


class Visit(NamedTuple):
    """One visit: seconds until the page could be used, bytes over the line."""

    seconds: float
    bytes: int


def visit(page: Page, address: str) -> Visit:
    """Open a page and wait until it is quiet."""
    page.goto(address)
    usable, size = page.evaluate(MEASURE)
    return Visit(usable / 1000, size)


def slowed(context: BrowserContext) -> Page:
    """Return a new page behind the throttle."""
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", FAST_3G)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def log_in(context: BrowserContext, login: str, password: str) -> StorageState:
    """Log in, and return what the browser holds then."""
    page = context.new_page()
    page.goto("/")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "dang-nhap" not in url, wait_until="networkidle")
    return context.storage_state()


def main() -> None:
    """Print a line for each page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("login")
    parser.add_argument("password")
    parser.add_argument("path", nargs="*", default=PATHS)
    wanted = parser.parse_args()
    window: Any = {"base_url": wanted.address, "viewport": {"width": 1366, "height": 768}}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None, args=["--no-sandbox"]
        )
        held = log_in(browser.new_context(**window), wanted.login, wanted.password)
        print("| page | first visit, s | kB | again, s | worst | kB |\n|---|---|---|---|---|---|")
        for path in wanted.path:
            context = browser.new_context(storage_state=held, **window)
            page = slowed(context)
            first, *visits = [visit(page, path) for _n in range(1 + VISITS)]
            seconds = statistics.median(one.seconds for one in visits)
            size = statistics.median(one.bytes for one in visits)
            over = " over" if seconds > MOST_SECONDS or size > MOST_BYTES else ""
            worst = max(one.seconds for one in visits)
            again = f"{seconds:.2f} | {worst:.2f} | {size / 1000:.0f} |{over}"
            print(f"| {path} | {first.seconds:.2f} | {first.bytes / 1000:.0f} | {again}", flush=True)
            context.close()
        browser.close()


if __name__ == "__main__":
    main()

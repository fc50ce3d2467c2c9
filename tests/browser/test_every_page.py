"""Every page, looked at by axe-core and on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE
from tests.worlds.addresses import addresses

AXE = (Path(__file__).parent / "axe-core-4.14.1" / "axe.min.js").read_text()
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
    found => [found.impact, found.id, found.nodes.map(
        node => node.target.join(' ') + ' ' + node.html.slice(0, 140))])"""

CUT = """() => [...document.querySelectorAll('.table-responsive')]
    .filter(box => box.scrollWidth > box.clientWidth + 1)
    .map(box => box.querySelector('thead')?.innerText.replace(/\\s+/g, ' '))"""


def faults_of(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(RUN)
    return [
        f"{impact} {rule}: {nodes[:3]}" for impact, rule, nodes in found if impact in {"serious", "critical"}
    ]


@pytest.mark.timeout(1500)
def test_every_page_is_accessible_and_fits_a_phone(page, enter, administrator, furnished):
    served = [
        address
        for address in addresses(furnished)
        if not address.name.startswith(("account_logout", "mfa_view"))
    ]
    enter(administrator)
    faults: list[str] = []
    seen = 0
    for address in served:
        answer = page.request.get(address.path, max_redirects=0)
        if (
            answer.status != 200
            or not answer.headers.get("content-type", "").startswith("text/html")
            or "attachment" in str(answer.headers)
        ):
            continue
        if "<!doctype html>" not in answer.text()[:200].lower():  # a fragment for htmx
            continue
        seen += 1
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(address.path, wait_until="networkidle")
        faults += [f"{address.path} {fault}" for fault in faults_of(page)]
        faults += [f"{address.path} cuts a table off: {heads}" for heads in page.evaluate(CUT)]
        page.set_viewport_size(PHONE)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            faults.append(f"{address.path} is {width} px wide on a phone")

    assert seen > 60
    assert not faults, "\n".join(faults)


def test_the_entrance_is_reachable_by_all(page):
    for path in ("/tai-khoan/dang-nhap/", "/khong-co/", "/tai-khoan/dang-ky/"):
        page.goto(path)
        assert faults_of(page) == []

"""The pages of everyday work on a phone: nothing sideways, nothing too small to read or to strike."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE
from tests.browser.test_every_page import AXE

# A map is wider than a phone: it scrolls, and the name that stays may lie over a part of one of its cells.
TARGETS = """async () => (await axe.run({exclude: [['.nn-scroll'], ['.table-responsive']]},
    {runOnly: {type: 'rule', values: ['target-size']}})).violations.flatMap(
    found => found.nodes.map(node => node.target.join(' ')))"""
TINY = """() => [...document.querySelectorAll('body *')].filter(part => part.getClientRects().length
    && [...part.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
    && parseFloat(getComputedStyle(part).fontSize) < 11).map(part => part.outerHTML.slice(0, 120))"""


def wide(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


@pytest.mark.timeout(300)
def test_everyday_pages_suit_a_phone(page, enter, staff, furnished):
    page.set_viewport_size(PHONE)
    enter(staff)
    body = f"/to-chuc/{furnished.body.code}/"
    record = f"/hop/ghi-nhan/?to-chuc={furnished.body.code}"
    faults = []
    for path in ("/hom-nay/", "/tong-quan/", "/can-xu-ly/", "/hop/", "/bao-cao/", "/danh-ba/", body, record):
        page.goto(path, wait_until="networkidle")
        page.evaluate(AXE)
        faults += [f"{path} too small to strike: {part}" for part in page.evaluate(TARGETS)]
        faults += [f"{path} too small to read: {part}" for part in page.evaluate(TINY)]
        if wide(page) > PHONE["width"]:
            faults.append(f"{path} is {wide(page)} px wide")
    assert faults == []


def test_the_bars_leave_a_phone_to_the_page(page, enter, staff, body):
    page.set_viewport_size(PHONE)
    enter(staff)
    page.goto("/quy-dinh/", wait_until="networkidle")
    page.evaluate("window.scrollTo({top: 600, behavior: 'instant'})")
    page.wait_for_function("() => window.scrollY > 100")
    top, bottom = page.locator(".nn-top").bounding_box(), page.locator(".nn-bottom").bounding_box()
    shown_above, shown_below = top["y"] + top["height"], PHONE["height"] - bottom["y"]
    assert shown_above + shown_below <= 120

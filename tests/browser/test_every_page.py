"""Every page, looked at by axe-core and on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Page

from tests.browser.conftest import DESKTOP, PHONE, settled
from tests.worlds.addresses import addresses

AXE = (Path(__file__).parent / "axe-core-4.14.1" / "axe.min.js").read_text()
# Targets of 24 pixels are of WCAG 2.2, which axe does not ask for by itself. The signs of a map are as small
# as their period is short; each stands larger on its body's own page.
RUN = """async only => (await axe.run(document, {resultTypes: ['violations'],
    ...(only ? {runOnly: only} : {rules: {'target-size': {enabled: true}}})})).violations.map(
    found => [found.impact, found.id, found.nodes.filter(
        node => found.id !== 'target-size' || !node.html.startsWith('<a class="nn-cell')).map(
        node => node.target.join(' ') + ' ' + node.html.slice(0, 140))]).filter(found => found[2].length)"""

CUT = """() => [...document.querySelectorAll('.table-responsive')]
    .filter(box => box.scrollWidth > box.clientWidth + 1)
    .map(box => box.querySelector('thead')?.innerText.replace(/\\s+/g, ' '))"""

BROKEN = """() => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    while (words.nextNode()) {
        const text = words.currentNode;
        if (text.parentElement.closest('script, style, textarea, select, svg, .visually-hidden')) continue;
        for (const number of text.data.matchAll(/\\p{L}?\\d+-[A-ZĐ]{2,6}\\/[A-ZĐ]+/gu)) {
            const range = document.createRange();
            range.setStart(text, number.index);
            range.setEnd(text, number.index + number[0].length);
            const boxes = [...range.getClientRects()].filter(box => box.width);
            if (new Set(boxes.map(box => Math.round(box.top))).size > 1) found.push(number[0]);
        }
    }
    return found;
}"""


def faults_of(page: Page) -> list[str]:
    page.evaluate(AXE)
    return _serious(page.evaluate(RUN))


def contrast_faults_of(page: Page) -> list[str]:
    """What cannot be read for its colours on a page that axe was put into."""
    return _serious(page.evaluate(RUN, ["color-contrast"]))


def _serious(found: list[tuple[str, str, list[str]]]) -> list[str]:
    return [
        f"{impact} {rule}: {nodes[:3]}" for impact, rule, nodes in found if impact in {"serious", "critical"}
    ]


SHARES = 6  # of the addresses, so that no worker has all of them and a second try costs a sixth
NAMELESS = ("account_logout", "mfa_view")


@pytest.mark.timeout(600)
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_accessible_and_fits_a_phone(page, enter, administrator, furnished, share):
    served = [address.path for address in addresses(furnished) if not address.name.startswith(NAMELESS)][
        share::SHARES
    ]
    enter(administrator)
    page.emulate_media(reduced_motion="reduce")
    faults: list[str] = []
    seen = 0
    for path in served:
        answer = page.request.get(path, max_redirects=0)
        if answer.status != 200 or not _is_page(answer):
            continue
        seen += 1
        page.set_viewport_size(DESKTOP)
        page.goto(path)
        settled(page)
        faults += [f"{path} {fault}" for fault in faults_of(page)]
        page.evaluate("document.documentElement.setAttribute('data-bs-theme', 'dark')")
        faults += [f"{path} in the dark {fault}" for fault in contrast_faults_of(page)]
        faults += [f"{path} cuts a table off: {heads}" for heads in page.evaluate(CUT)]
        faults += [f"{path} breaks the number {number}" for number in page.evaluate(BROKEN)]
        page.set_viewport_size(PHONE)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            faults.append(f"{path} is {width} px wide on a phone")
        faults += [f"{path} breaks the number {number} on a phone" for number in page.evaluate(BROKEN)]

    assert seen > 60 / SHARES
    assert not faults, "\n".join(faults)


def _is_page(answer: APIResponse) -> bool:
    """Whether it is a whole page: no file, no fragment for htmx, no mail for a frame, where nothing runs."""
    return (
        answer.headers.get("content-type", "").startswith("text/html")
        and "attachment" not in answer.headers.get("content-disposition", "")
        and "sandbox" not in answer.headers.get("content-security-policy", "")
        and "<!doctype html>" in answer.text()[:200].lower()
    )


def test_the_entrance_is_reachable_by_all(page):
    for path in ("/tai-khoan/dang-nhap/", "/khong-co/", "/tai-khoan/dang-ky/"):
        page.goto(path)
        assert faults_of(page) == []

"""Every page, looked at by axe-core and on a phone, and its form tried."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test.signals import template_rendered
from playwright.sync_api import APIResponse, Page

from tests.browser.conftest import DESKTOP, PHONE, settled
from tests.browser.test_every_form import faults_of_form
from tests.worlds.addresses import Address, addresses

AXE = (Path(__file__).parent / "axe-core-4.14.1" / "axe.min.js").read_text()
# Rules of small weight are not asked at all. Targets of 24 pixels are of WCAG 2.2, which axe does not ask for
# by itself. The signs of a map are as small as their period is short; each stands larger on its body's page.
RUN = """async only => {
    const light = axe._audit.rules.filter(rule => ['minor', 'moderate'].includes(rule.impact));
    const rules = Object.fromEntries(light.map(rule => [rule.id, {enabled: false}]));
    const asked = only ? {runOnly: only} : {rules: {...rules, 'target-size': {enabled: true}}};
    return (await axe.run(document, {resultTypes: ['violations'], ...asked})).violations.map(
        found => [found.impact, found.id, found.nodes.filter(
            node => found.id !== 'target-size' || !node.html.startsWith('<a class="nn-cell')).map(
            node => node.target.join(' ') + ' ' + node.html.slice(0, 140))]).filter(found => found[2].length);
}"""

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


SHARES = 8  # of the addresses, so that no worker has all of them and a second try costs an eighth
NAMELESS = ("account_logout", "mfa_view")
ASKS_ONLY = {  # nothing is lost when their form is left
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_authenticate",
    "papers:proof",
}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_accessible_and_fits_a_phone_and_every_form_asks_before_it_is_left_and_is_sent_once(
    page, enter, administrator, furnished, share
):
    enter(administrator)
    page.emulate_media(reduced_motion="reduce")
    page.on("dialog", lambda dialog: dialog.accept())
    pages, with_form, made_of = [], [], {}
    for address in _of_share(addresses(furnished), share):
        if address.name.startswith(NAMELESS):
            continue
        with _templates() as names:
            answer = page.request.get(address.path, max_redirects=0)
        if answer.status == 200 and _is_page(answer):
            posts = 'method="post"' in answer.text().partition("<main")[2]
            (with_form if posts and address.name not in ASKS_ONLY else pages).append(address.path)
            made_of[address.path] = frozenset(names)
    assert len(pages + with_form) > 60 / SHARES

    faults: list[str] = []
    seen: set[frozenset[str]] = set()
    tried = 0
    for path in pages + with_form:  # a form that is sent may end what a later page is about
        if (answer := page.goto(path)).status != 200:
            faults.append(f"{path}: {answer.status} after {with_form[: with_form.index(path)]}")
            continue
        settled(page)
        if made_of[path] not in seen:
            seen.add(made_of[path])
            faults += _faults_of_access(page, path)
        faults += _faults_of_look(page, path)
        if path in with_form and (found := faults_of_form(page, path)) is not None:
            tried += 1
            faults += found
    assert tried > 20 / SHARES
    assert not faults, "\n".join(faults)


def _of_share(every: Iterator[Address], share: int) -> Iterator[Address]:
    """Generate the addresses of a share. Those that end alike, as "xoa" or "lich-su", are together: many of
    them are made of the same templates."""
    ends: dict[str, int] = {}
    for address in every:
        end = next((word for word in reversed(address.path.split("/")) if word.islower()), "")
        if ends.setdefault(end, len(ends)) % SHARES == share:
            yield address


@contextmanager
def _templates() -> Iterator[set[str]]:
    """Collect the names of the templates, those of fields too, of which the server makes its answers."""
    names: set[str] = set()

    def note(template: Any, **signal: Any) -> None:
        names.add(template.name or "")

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def _faults_of_access(page: Page, path: str) -> list[str]:
    """Ask axe in the light and in the dark; half of what a page costs. A page of the same templates as one
    before it has nothing new for axe."""
    faults = [f"{path} {fault}" for fault in faults_of(page)]
    page.evaluate("document.documentElement.setAttribute('data-bs-theme', 'dark')")
    faults += [f"{path} in the dark {fault}" for fault in contrast_faults_of(page)]
    page.evaluate("document.documentElement.removeAttribute('data-bs-theme')")
    return faults


def _faults_of_look(page: Page, path: str) -> list[str]:
    """Look at it wide and on a phone; leave it as it was."""
    faults = [f"{path} cuts a table off: {heads}" for heads in page.evaluate(CUT)]
    faults += [f"{path} breaks the number {number}" for number in page.evaluate(BROKEN)]
    page.set_viewport_size(PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > PHONE["width"]:
        faults.append(f"{path} is {width} px wide on a phone")
    faults += [f"{path} breaks the number {number} on a phone" for number in page.evaluate(BROKEN)]
    page.set_viewport_size(DESKTOP)
    return faults


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

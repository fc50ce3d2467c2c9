"""A page worked with the keyboard alone: Tab reaches what a name calls, Enter and the page's own keys act."""

import re

from playwright.sync_api import Locator, Page, expect

# The name of what has the focus as an assistive program would read it, near enough for tests.
NAME = """
() => {
  const at = document.activeElement;
  if (!at || at === document.body) return "";
  const named = (at.getAttribute("aria-labelledby") || "").split(" ");
  const places = [...named.map((id) => document.getElementById(id)), ...(at.labels || []), at];
  const words = [at.getAttribute("aria-label"), ...places.map((one) => one && one.textContent)];
  return (words.find((one) => one && one.trim()) || at.title || "").replace(/\\s+/g, " ").trim();
}
"""
MOST = 120
"""So many times Tab is pressed before something counts as out of reach."""


class Keys:
    """Presses keys only. Whatever is acted on was reached before, and has a visible focus then."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        self.page.wait_for_load_state("load")  # the page's own keys work from then on
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def main(self) -> None:
        """Leave out what stands on every page, by the first link of it."""
        self.page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
        self.page.locator(".nn-skip").focus()
        self.press("Enter")

    def reach(self, name: str) -> Locator:
        """Tab on until what has the focus bears this name, from its beginning."""
        seen = []
        for _n in range(MOST):
            self.press("Tab")
            words = self.page.evaluate(NAME)
            if re.match(name, words):
                found = self.page.locator(":focus")
                expect(found).to_be_visible()
                return found
            seen.append(words[:40])
        raise AssertionError(f"{name} is not reached: {seen}")

    def follow(self, name: str) -> None:
        """Reach a link or button and press Enter."""
        self.reach(name)
        self.press("Enter")

    def fill(self, name: str, text: str) -> None:
        """Reach a field and type over what it holds."""
        self.reach(name)
        self.press("Control+A")
        self.type(text)

    def choose(self, name: str, beginning: str) -> None:
        """Reach a list and choose by the first letters of what it offers."""
        self.reach(name)
        self.page.keyboard.type(beginning)

"""Acts of a hand: clicks and keys that a task costs beyond the texts that it types."""

from playwright.sync_api import Locator, Page


class Acts:
    """Works a page as a user does and counts: a click, a key or a choice in a list is one act each.

    Typing costs what it takes to come into the field (one click, or nothing where the cursor already is); the
    letters themselves are not counted. `number` is what was counted so far.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.number = 0

    def click(self, target: str | Locator, **options: object) -> None:
        self._locate(target).click(**options)
        self.number += 1

    def press(self, key: str) -> None:
        self.page.wait_for_load_state("load")  # the page's own keys work from then on
        self.page.keyboard.press(key)
        self.number += 1

    def type(self, text: str) -> None:
        """Type where the cursor is."""
        self.page.keyboard.insert_text(text)

    def fill(self, target: str | Locator, text: str) -> None:
        """Come into a field, if the cursor is elsewhere, and put the text in place of what is there."""
        field = self._locate(target)
        if not field.evaluate("field => field === document.activeElement"):
            field.click()
            self.number += 1
        field.fill(text)

    def choose(self, target: str | Locator, value: str) -> None:
        """Choose from a plain list: opening it and the choice are two acts."""
        self._locate(target).select_option(value)
        self.number += 2

    def _locate(self, target: str | Locator) -> Locator:
        return self.page.locator(target) if isinstance(target, str) else target

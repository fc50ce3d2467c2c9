"""The help beside a page and the tour, by the keyboard alone."""

from playwright.sync_api import Page, expect

from desk.documents import tour


def test_the_help_of_a_form_by_keys_and_back_with_what_was_typed(page: Page, enter, staff, body_a) -> None:
    enter(staff)
    page.goto("/van-ban/them/")
    field = page.locator("#id_title")
    field.fill("Hướng dẫn về chế độ họp? ")
    field.press("?")
    expect(page.locator("#nn-help")).to_be_empty()
    page.locator("#nn-main h1").evaluate("part => { part.tabIndex = -1; part.focus(); }")

    page.keyboard.press("?")
    title = page.locator("#nn-help-title")
    expect(title).to_have_text("Văn bản")
    expect(title).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator("#nn-help")).to_be_empty()
    expect(page.locator("#nn-main h1")).to_be_focused()
    expect(field).to_have_value("Hướng dẫn về chế độ họp? ?")


def test_every_step_of_the_tour_points_at_something_and_escape_ends_it(
    page: Page, enter, staff, leader, secretary_of_a, province
) -> None:
    for user in (staff, leader, secretary_of_a):
        page.context.clear_cookies()
        enter(user)
        page.goto("/tro-giup/lam-quen/")
        last = len(tour.steps_for(user.role))
        for number in range(1, last + 1):
            expect(page.locator(".nn-tour-count")).to_have_text(f"Làm quen: {number} trên {last}")
            expect(page.locator(".nn-tour-at")).to_be_in_viewport()
            expect(page.locator("[data-tour-next]")).to_be_focused()
            if number < last:
                page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        expect(page.locator("#nn-tour")).to_have_count(0)
        user.refresh_from_db()
        assert user.tour_ended_at is not None

"""How pages look and are reached: sizes, themes, paper, zoom, focus, keys, what a screen reader says."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import factories
from tests.browser.conftest import DESKTOP, settled
from tests.browser.test_every_page import faults_of

MAIN_PAGES = [
    *(
        "/",
        "/tong-quan/",
        "/tong-quan/tom-tat/",
        "/tong-quan/thay-doi/",
        "/tong-quan/tham-gia/",
        "/danh-gia/",
    ),
    *("/to-chuc/", "/to-chuc/DD-A/", "/to-chuc/DD-A/dong-thoi-gian/", "/hop/", "/lich/", "/bao-cao/"),
    *(
        "/can-xu-ly/",
        "/ma-tran/",
        "/van-ban/",
        "/quy-dinh/",
        "/bao-cao/che-do/",
        "/nhac-viec/",
        "/quan-tri/mau-giao-dien/",
    ),
]
LEADERS_PAGES = [*MAIN_PAGES[1:6], "/tong-quan/du-bao/", "/tong-quan/noi-dung/", "/chi-dao/"]

SMALL = """() => {
  const found = new Set(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());) {
    const element = text.parentElement;
    if (!text.textContent.trim() || !element.checkVisibility({visibilityProperty: true})) continue;
    if (element.getBoundingClientRect().width < 2) continue;
    const scale = element instanceof SVGGraphicsElement ? element.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(element).fontSize) * scale;
    if (size < 10.9) found.add(`${size.toFixed(1)} px: ${text.textContent.trim().slice(0, 40)}`);
  }
  return [...found];
}"""


@pytest.mark.timeout(300)
def test_main_pages_are_legible_and_fit_when_enlarged(page: Page, enter, administrator, furnished) -> None:
    """No label under eleven pixels; nothing to be read sideways at 200 % (683 of 1366 pixels). Contrast in
    the dark is looked at on every page, in `test_every_page`."""
    enter(administrator)
    page.emulate_media(reduced_motion="reduce")
    faults: list[str] = []
    for path in MAIN_PAGES:
        page.set_viewport_size(DESKTOP)
        page.goto(path)
        settled(page)
        faults += [f"{path} {fault}" for fault in page.evaluate(SMALL)]
        page.set_viewport_size({"width": 683, "height": 384})
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 683:
            faults.append(f"{path} is {width} px wide at 200 %")

    assert faults == []


def test_the_theme_is_the_machines_until_one_is_chosen(page: Page, enter, staff) -> None:
    shown = page.locator("html")
    enter(staff)
    page.emulate_media(color_scheme="dark")
    page.goto("/danh-ba/")
    expect(shown).to_have_attribute("data-bs-theme", "dark")
    page.emulate_media(color_scheme="light")
    expect(shown).to_have_attribute("data-bs-theme", "light")

    page.get_by_role("button", name="tài khoản").click()
    page.get_by_role("button", name="Tối").click()

    expect(page).to_have_url(re.compile("/danh-ba/$"))
    expect(shown).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("button", name="tài khoản").click()
    expect(page.get_by_role("button", name="Tối")).to_have_attribute("aria-pressed", "true")


def test_a_chosen_theme_needs_no_scripts(browser: Browser, live_server, context, enter, staff) -> None:
    enter(staff)
    without = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    without.add_cookies([*context.cookies(), {"name": "nn_theme", "value": "dark", "url": live_server.url}])
    page = without.new_page()
    page.goto("/danh-ba/")

    background = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    without.close()

    assert background == "rgb(20, 27, 34)"


def test_paper_is_white_in_the_dark_theme(page: Page, enter, staff) -> None:
    enter(staff)
    page.emulate_media(color_scheme="dark", media="print")
    page.goto("/danh-ba/")

    for part in ("body", ".card"):
        look = "part => [getComputedStyle(part).backgroundColor, getComputedStyle(part).color]"
        background, ink = page.locator(part).first.evaluate(look)
        assert background in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
        assert ink in {"rgb(0, 0, 0)", "rgb(28, 39, 51)"}


def test_a_printed_list_says_which_of_its_rows_it_holds(page: Page, enter, leader) -> None:
    for _number in range(26):
        factories.BodyFactory()
    enter(leader)
    page.emulate_media(media="print")
    page.goto("/to-chuc/?co=25")
    expect(page.get_by_text("1–25 trong 26")).to_be_visible()
    page.goto("/to-chuc/?co=50")
    expect(page.get_by_text("1–26 trong 26")).to_be_hidden()


@pytest.mark.timeout(300)
def test_the_shell_is_not_printed(page: Page, enter, leader, furnished) -> None:
    enter(leader)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1032})  # A4 within its margins, as narrow as a phone
    for path in LEADERS_PAGES:
        page.goto(path)
        settled(page)
        for part in (".nn-side", ".nn-top", ".nn-bottom", ".nn-tabs", ".nn-foot"):
            expect(page.locator(part).first).to_be_hidden()
        paper = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert paper <= 0, f"{path} is cut off on paper"
        for months in page.locator(".nn-sheet .nn-months").all():
            box = months.bounding_box()
            assert box["x"] + box["width"] <= 703, f"the last months of {path} are cut off on paper"


def test_a_sheet_of_a_large_province_holds_every_total(page: Page, enter, leader, province) -> None:
    """The rhythm map gives way: it says which bodies it holds, and the table below it ends with its total."""
    factories.finding(factories.BodyFactory())
    for _number in range(44):
        factories.BodyFactory(name="Ban Thường vụ Đảng uỷ các cơ quan Đảng tỉnh và khối doanh nghiệp")
    enter(leader)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1032})
    page.goto("/tong-quan/tom-tat/", wait_until="networkidle")
    sheet = page.locator(".nn-sheet").bounding_box()
    total = page.get_by_text("Tổng số (tổ chức tính không trùng)").bounding_box()
    assert total["y"] + total["height"] <= sheet["y"] + sheet["height"]
    expect(page.get_by_text("Bản in nêu 26 tổ chức đầu")).to_be_visible()
    page.goto("/tong-quan/", wait_until="networkidle")
    assert page.locator(".nn-months tbody tr:visible").count() == 26
    assert page.locator(".nn-sheet .nn-brief > li").first.bounding_box()["height"] > 5


def test_what_moves_stands_still_for_who_wants_that(page: Page, enter, staff) -> None:
    enter(staff)
    page.emulate_media(reduced_motion="reduce")
    page.goto("/danh-ba/")

    assert page.locator(".btn").first.evaluate("part => getComputedStyle(part).transitionDuration") == "0s"


def test_the_focus_stays_in_a_part_that_comes_anew(page: Page, enter, leader, body) -> None:
    """The line of time brings parts of the overview anew while one works in them."""
    enter(leader)
    page.goto("/", wait_until="networkidle")
    page.evaluate("""() => {
      const part = document.createElement("div");
      part.id = "nn-renewed";
      part.innerHTML = "<button>Một</button>";
      document.querySelector("main").prepend(part);
      part.querySelector("button").focus();
      htmx.ajax("GET", "/can-xu-ly/nhip/", {target: "#nn-renewed", swap: "innerHTML"});
    }""")
    expect(page.locator("#nn-renewed")).to_contain_text("rà soát")

    assert page.evaluate("document.activeElement.id") == "nn-renewed"


@pytest.mark.timeout(120)
def test_nothing_reached_by_keys_lies_under_the_bars(page: Page, enter, staff, furnished) -> None:
    enter(staff)
    page.emulate_media(reduced_motion="reduce")  # a page that still glides has not come to rest
    page.goto("/to-chuc/DD-A/", wait_until="networkidle")
    page.locator("#nn-main").focus()
    hidden = []
    for _ in range(60):
        page.keyboard.press("Tab")
        under = page.evaluate("""async () => {
          await new Promise((rest) => requestAnimationFrame(() => requestAnimationFrame(rest)));
          const part = document.activeElement, box = part.getBoundingClientRect();
          if (!box.width || !part.closest("#nn-main")) return "";
          const bar = document.querySelector(".nn-top").getBoundingClientRect();
          return box.bottom <= bar.bottom && box.top < bar.bottom ? part.outerHTML.slice(0, 80) : "";
        }""")
        hidden += [under] if under else []

    assert hidden == [], "\n".join(hidden)


def test_the_skip_link_leads_past_the_menu(page: Page, enter, staff, body) -> None:
    enter(staff)
    page.goto("/hop/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_tabs_and_the_theme_are_reached_by_keys_alone(page: Page, enter, staff, body) -> None:
    enter(staff)
    page.goto("/hop/")
    page.get_by_role("link", name="Quyết nghị").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Quyết nghị")
    page.get_by_role("button", name="tài khoản").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Tối")).to_be_visible()
    page.get_by_role("button", name="Tối").focus()
    page.keyboard.press("Enter")

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (
            "/hop/",
            """
            - main:
              - navigation "Các sổ về họp":
                - link "Cuộc họp"
                - link "Quyết nghị"
                - link "Nhiệm vụ"
                - link "Lấy ý kiến bằng văn bản"
              - heading "Họp" [level=1]
            """,
        ),
        (
            "/nhac-viec/thang/",
            """
            - main:
              - navigation "Các phần của nhắc việc":
                - link "Sổ thư"
                - link "Xem trước"
                - link "Trả lời qua thư"
                - link "Công văn đôn đốc"
                - link "Thang nhắc, cài đặt"
                - link "Tạm dừng"
                - link "Tình trạng"
              - heading "Thang nhắc, cài đặt" [level=1]
            """,
        ),
    ],
)
def test_a_screen_reader_is_told_where_it_is(page: Page, enter, administrator, body, path, told) -> None:
    enter(administrator)
    page.goto(path)

    expect(page.locator("body")).to_match_aria_snapshot(told)


def test_the_parts_of_pages_are_accessible(page: Page, enter, administrator) -> None:
    enter(administrator)
    page.goto("/quan-tri/mau-giao-dien/", wait_until="networkidle")

    assert faults_of(page) == []

"""Forms: what was typed is not lost, nothing is sent twice, every list to choose from can be read. The form
of each page is tried where the page is looked at, in `test_every_page`."""

from playwright.sync_api import Locator, Page, Route, expect

from delegations.models import GoverningDocument
from tests import factories

FIRST = """form => [...form.querySelectorAll("input, textarea")].findIndex(field => field.checkVisibility()
    && !/^(hidden|file|checkbox|radio|submit|button)$/.test(field.type) && !field.readOnly
    && !field.closest(".ts-wrapper"))"""
UNSAVED = (
    "() => { const leaving = new Event('beforeunload', {cancelable: true}); return"
    " !window.dispatchEvent(leaving); }"
)
CLEAR = """form => form.querySelectorAll("input, textarea").forEach(field => {
    if (!/^(hidden|file|checkbox|radio|submit|button)$/.test(field.type)) field.value = ""; })"""
# What a choice lies on, and how high the fields of one line are, at rest.
LISTS = """main => [...main.querySelectorAll("select")].filter(select => select.tomselect
    && select.tomselect.wrapper.checkVisibility()).map(select => {
    const list = select.tomselect, rest = list.wrapper.offsetHeight;
    list.focus(); list.open();
    const ground = getComputedStyle(list.dropdown).backgroundColor, open = list.wrapper.offsetHeight;
    list.close(); list.blur();
    return [select.name, ground, rest, open, select.multiple]; })"""
HEIGHTS = """main => [...new Set([...main.querySelectorAll(
        "form[method=post] input.form-control, form[method=post] .form-select")]
    .filter(field => field.checkVisibility() && field.type !== "file" && !field.multiple
        && !field.closest(".ts-control")
        && !field.matches(".form-control-sm, .form-select-sm, .multi, .ts-hidden-accessible, .tomselected"))
    .map(field => field.offsetHeight))]"""


def faults_of_form(page: Page, path: str) -> list[str] | None:
    """What is wrong with the first form of the page that is open; None where it has no field to type into."""
    form, main = page.locator("main form[method=post]").first, page.locator("main")
    place = form.evaluate(FIRST) if form.count() else -1
    if place < 0:
        return None
    faults = [
        f"{path}: list {name} lies on {ground}, is {rest} px high, {opened} px when open"
        for name, ground, rest, opened, several in main.evaluate(LISTS)
        if not ground.startswith("rgb(") or rest != opened or (rest != 40 and not several)
    ]
    if set(heights := main.evaluate(HEIGHTS)) - {40}:
        faults.append(f"{path}: fields are {heights} px high")

    field = form.locator("input, textarea").nth(place)
    field.focus()
    page.keyboard.type("1")
    if not page.evaluate(UNSAVED):
        faults.append(f"{path}: typing is not noticed")
    if form.get_attribute("data-leave"):
        page.keyboard.press("Escape")
        question = page.locator("dialog.nn-dialog")
        if question.count() == 0:
            faults.append(f"{path}: Escape asks nothing")
        else:
            page.keyboard.press("Enter")  # the button at a venture stays
            expect(question).to_have_count(0)
        if path not in page.url:
            return [*faults, f"{path}: staying leaves the page"]
    return faults + _sent_once(page, path, form, field) + _kept(page, path, form)


def _sent_once(page: Page, path: str, form: Locator, field: Locator) -> list[str]:
    sent: list[str] = []

    def answer(route: Route) -> None:
        if route.request.method != "POST" or route.request.headers.get("hx-request"):
            route.continue_()
        else:
            sent.append(route.request.url)
            route.fulfill(status=204)

    # Where the browser itself checks a form, an empty one does not leave.
    leaves = form.evaluate("form => form.noValidate || form.checkValidity()")
    page.route("**/*", answer)  # no longer than needed: while it stands nothing comes from the cache
    field.focus()
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    for _more in range(50 if leaves else 5):
        page.wait_for_timeout(40)
        if sent:
            break
    page.unroute("**/*", answer)
    return [] if len(sent) == int(leaves) else [f"{path}: sent {len(sent)} times"]


def _kept(page: Page, path: str, form: Locator) -> list[str]:
    """Send it empty: what comes back is not saved."""
    form.evaluate(CLEAR)
    with page.expect_navigation(wait_until="load") as got:
        form.evaluate("form => HTMLFormElement.prototype.submit.call(form)")
    if got.value.status >= 500:
        return [f"{path}: {got.value.status}"]
    if got.value.status == 422 and not page.evaluate(UNSAVED):
        return [f"{path}: came back and counts as saved"]
    return []


def test_a_decision_whose_form_has_a_field_called_method(page: Page, enter, staff, furnished):
    enter(staff)
    page.goto(f"/hop/quyet-nghi/{furnished.meeting.code}/")
    expect(page.locator("[name=method_]")).to_be_visible()
    page.fill("[name=title]", "Chủ trương đầu tư")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_contain_text("chưa được lưu")
    page.get_by_role("button", name="Ở lại").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/hop/DD-A/**")
    assert page.locator("main").inner_text().count("Chủ trương đầu tư") == 1


def test_several_choices_by_keys_are_all_kept(page: Page, enter, staff, body_a):
    """After a choice the box is empty for the next; what chooses nothing is said, not dropped."""
    for number in ("12-QC/TU", "35-QC/TU", "146-QĐ/TW"):
        factories.GoverningDocumentFactory(number=number, title=f"Văn bản {number}")
    enter(staff)
    page.goto(f"/to-chuc/{body_a.code}/quy-che/them/")
    box = page.get_by_role("combobox", name="Căn cứ")
    box.click()
    for number in ("12-QC", "146"):
        page.keyboard.type(number)
        page.keyboard.press("Enter")
        expect(box).to_have_value("")
    page.keyboard.type("35-qc")
    page.keyboard.press("Escape")
    assert "/quy-che/them/" in page.url  # only the list is closed
    page.get_by_label("Số ký hiệu").click()
    page.keyboard.press("Escape") if page.locator("dialog[open]").count() else None
    chosen = page.locator("select[name=legal_bases]").evaluate(
        "select => [...select.selectedOptions].map(option => option.value)"
    )
    assert {document.number for document in GoverningDocument.objects.filter(pk__in=chosen)} >= {
        "12-QC/TU",
        "146-QĐ/TW",
    }

    box.click()
    expect(box).to_be_focused()
    page.keyboard.type("không có văn bản này")
    expect(box).to_have_value("không có văn bản này")
    page.keyboard.press("Tab")
    expect(page.locator("main")).to_contain_text("“không có văn bản này” chưa chọn được")


def test_escape_closes_the_calendar_before_it_asks(page: Page, enter, staff, body_a):
    enter(staff)
    page.goto("/van-ban/them/")
    page.get_by_label("Số ký hiệu").fill("01-QC/TU")
    page.locator("[name=issued_on]").click()
    expect(page.locator(".datepicker.active")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".datepicker.active")).to_have_count(0)
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("Escape")
    stay = page.get_by_role("dialog").get_by_role("button", name="Ở lại")
    expect(stay).to_have_class("btn btn-primary")
    expect(stay).to_be_focused()


def test_an_error_goes_with_its_cause_and_its_line_leads_to_the_field(page: Page, enter, staff, body_a):
    enter(staff)
    page.goto("/van-ban/them/")
    page.locator("[data-main]").click()
    errors = page.locator("[data-errors]")
    expect(errors).to_contain_text("Nhập số ký hiệu.")
    errors.get_by_role("link", name="Ngày ban hành").click()
    expect(page.locator("[name=issued_on]")).to_be_focused()
    page.fill("[name=number]", "01-QC/TU")
    expect(errors).not_to_contain_text("Nhập số ký hiệu.")
    expect(page.locator("#div_id_number .invalid-feedback")).to_have_count(0)


def test_what_is_no_day_comes_back_as_it_was_typed(page: Page, enter, staff, body_a):
    """A picker would read 32/13/2026 as 01/02/2027, and the next try would store that."""
    enter(staff)
    page.goto("/van-ban/them/")
    page.fill("[name=number]", "12-QĐ/TW")
    page.fill("[name=issued_on]", "32/13/2026")
    page.fill("[name=effective_on]", "01/12/2026")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Không có ngày “32/13/2026” trong lịch").first.wait_for()
    wrong = page.locator("[name=issued_on]")
    assert wrong.input_value() == "32/13/2026"
    assert wrong.evaluate("field => parseFloat(getComputedStyle(field).paddingRight)") < 8
    page.fill("[name=title]", "Quy định mẫu")
    assert wrong.input_value() == "32/13/2026"
    page.keyboard.press("Control+Enter")
    page.get_by_text("Không có ngày “32/13/2026” trong lịch").first.wait_for()
    assert page.input_value("[name=effective_on]") == "01/12/2026"


def test_what_is_no_day_is_sent_as_it_was_typed_however_fast_the_form_goes(page: Page, enter, staff, body_a):
    """The picker puts its own day back when its box is left; the press that leaves it may send the form."""
    enter(staff)
    page.goto(f"/bao-cao/nhan/?to-chuc={body_a.code}")
    day = page.locator("[name=submitted_on]")
    assert day.input_value()
    day.click()
    day.press("Control+A")
    day.press_sequentially("31/09/2026")
    # pressed and let go in one turn of the page, as a quick finger does
    page.locator("[data-main]").evaluate(
        """button => {
            button.dispatchEvent(new MouseEvent("mousedown", {bubbles: true}));
            button.focus();
            button.click();
        }"""
    )
    page.get_by_text("Không có ngày “31/09/2026” trong lịch").first.wait_for()
    assert day.input_value() == "31/09/2026"


def test_a_file_waits_for_its_promise(page: Page, enter, staff, body_a, tmp_path):
    paper = tmp_path / "bao-cao.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    enter(staff)
    page.goto(f"/bao-cao/nhan/?to-chuc={body_a.code}")
    page.set_input_files("[name=upload]", paper)
    page.locator("[data-main]").click()
    expect(page.locator("main")).to_contain_text("tệp đã chọn vẫn còn")
    assert page.locator("[name=upload]").evaluate("field => field.files.length") == 1
    page.locator("[name=not_secret]").check()
    page.fill("[name=submitted_on]", "")
    page.locator("[data-main]").click()
    expect(page.locator(".nn-kept-file")).to_contain_text("bao-cao.pdf")


def test_what_is_said_after_saving_stands_at_the_part_that_was_left(page: Page, enter, staff, body_a):
    for number in range(1, 12):
        factories.SeatFactory(body=body_a, code=f"DD-A-{number:02}")
    person = factories.PersonFactory()
    seat = body_a.seats.get(code="DD-A-09")
    enter(staff)
    page.goto(f"/to-chuc/{body_a.code}/vi-tri/{seat.pk}/chi-dinh/")
    page.fill("[name=person]", person.code)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**#vi-tri")
    expect(page.locator("#nn-said")).to_be_in_viewport()
    expect(page.locator("#nn-said")).to_contain_text("Đã ghi nhận chỉ định")

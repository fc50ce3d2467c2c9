"""The editor of a paper by hand and keys: paragraphs, marks, tables, storing, two people."""

import re

import pytest
from playwright.sync_api import expect

from accounts.enums import Role
from papers.blocks import Block, as_json
from papers.enums import Kind
from papers.models import Paper
from tests import factories

STORED = re.compile(r"Đã lưu lúc \d\d:\d\d")
BLOCKS = as_json([Block("paragraph", "Một hai.", key="first"), Block("item", "Ba (\\*).")])


@pytest.fixture
def paper():
    return factories.PaperFactory(kind=Kind.BRIEF, document_type="", blocks=BLOCKS, built=BLOCKS)


def wait_for_store(page):
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.status == 200):
        page.keyboard.press("Control+Enter")
    expect(page.locator("[data-status]")).to_have_text(STORED)


def texts():
    return [block.text for block in Paper.objects.get().as_blocks()]


def test_a_draft_is_typed_marked_moved_and_stored(page, enter, paper):
    enter(factories.UserFactory(role=Role.STAFF))
    page.goto(f"/giay-to/{paper.pk}/")
    face = page.locator("[data-face]")
    face.first.click()
    page.keyboard.press("Home")
    for _letter in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("Control+b")
    page.keyboard.type(" đậm")
    wait_for_store(page)
    assert texts() == ["Một", "hai. **đậm**", "Ba (\\*)."]
    page.keyboard.press("Alt+ArrowUp")
    page.locator("[data-block]").first.locator("[data-act=table]").click()
    page.keyboard.type("Bảng 1")
    page.locator("[data-cell]").first.fill("STT")
    wait_for_store(page)
    blocks = Paper.objects.get().as_blocks()
    assert [block.text for block in blocks] == ["hai. **đậm**", "Bảng 1", "Một", "Ba (\\*)."]
    assert blocks[1].rows == (("STT", ""), ("", ""))
    page.reload()
    expect(page.locator("[data-face] b")).to_have_text("đậm")


def test_what_is_no_longer_empty_is_not_called_so_beside_the_button_that_cannot_be_taken_back(
    page, enter, paper
):
    paper.frame = paper.frame | {"place": ""}
    paper.save()
    enter(factories.UserFactory(role=Role.STAFF))
    page.goto(f"/giay-to/{paper.pk}/")
    blanks = page.locator("#nn-blanks")
    expect(blanks).to_contain_text("địa danh")
    page.locator("details:has([name=place]) > summary").click()
    page.locator("[name=place]").fill("Bến Tre")
    wait_for_store(page)
    expect(blanks).not_to_contain_text("địa danh")
    expect(page.locator("#nn-blanks")).to_have_count(1)


def test_a_long_subject_is_seen_whole_on_a_phone(page, enter, paper):
    title = "Về việc đôn đốc thực hiện chế độ sinh hoạt, báo cáo và kiện toàn tổ chức"
    Paper.objects.update(title=f"{title}; {title}")
    enter(factories.UserFactory(role=Role.STAFF))
    page.set_viewport_size({"width": 390, "height": 760})
    page.goto(f"/giay-to/{paper.pk}/")
    hidden = page.locator("[name=title]").evaluate("area => area.scrollHeight - area.clientHeight")
    assert hidden <= 1


def test_what_another_person_stored_is_shown_beside_and_nothing_is_lost(page, enter, paper):
    enter(factories.UserFactory(role=Role.STAFF))
    page.goto(f"/giay-to/{paper.pk}/")
    other = as_json([Block("paragraph", "Của người kia.")])
    Paper.objects.filter(pk=paper.pk).update(blocks=other, version=2)
    page.locator("[data-face]").first.click()
    page.keyboard.press("End")
    page.keyboard.type(" Của tôi.")
    expect(page.locator("[data-theirs]")).to_contain_text("Của người kia.", timeout=10_000)
    assert texts() == ["Của người kia."]
    wait_for_store(page)
    assert texts()[0] == "Một hai. Của tôi."

"""What was just done is taken back where the eye is, by one act; on a phone too."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from meetings.models import Task
from tests import factories
from tests.browser.acts import Acts
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.usefixtures("province")


@pytest.mark.parametrize("screen", [DESKTOP, PHONE])
def test_a_slip_is_taken_back_by_one_act(page: Page, enter, staff, body_a, screen):
    first, due = dt.date(2026, 3, 12), dt.date(2026, 6, 1)
    task = factories.TaskFactory(body=body_a, code="DD-A/NV-1", given_on=first, due_on=due)
    page.set_viewport_size(screen)
    enter(staff)
    page.goto("/nhiem-vu/xong/DD-A/NV-1/")
    page.get_by_label("Ngày hoàn thành").fill("20/6/2026")
    page.keyboard.press("Control+Enter")
    said = page.get_by_role("status").first
    expect(said).to_contain_text("Đã ghi nhiệm vụ hoàn thành.")
    expect(said).to_be_in_viewport()
    assert Task.objects.get(pk=task.pk).done_on == dt.date(2026, 6, 20)

    acts = Acts(page)
    acts.click(said.get_by_role("button", name="Hoàn tác"))
    expect(said).to_contain_text("Đã hoàn tác: Đã ghi nhiệm vụ hoàn thành.")
    expect(said.get_by_role("button", name="Làm lại")).to_be_in_viewport()
    assert (acts.number, Task.objects.get(pk=task.pk).done_on) == (1, None)

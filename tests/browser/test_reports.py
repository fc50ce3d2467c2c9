"""Reports on a phone."""

from tests import factories
from tests.browser.conftest import PHONE


def test_the_board_fits_a_phone_whatever_a_regime_is_called(page, enter, staff, body_a):
    factories.ReportRegimeFactory(name="Báo cáo kiểm tra, giám sát chuyên đề và định kỳ của các tổ chức đảng")
    page.set_viewport_size(PHONE)
    enter(staff)
    page.goto("/bao-cao/", wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

"""While the product is stopped the proxy says so in Vietnamese."""

import pytest

from tests.deploy.conftest import Visitor, proxied
from tests.ports import free_port


@pytest.mark.parametrize("program", ["nginx", "caddy"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_stopped_product_is_told_in_words(tmp_path, program, method):
    with proxied(program, tmp_path, free_port()) as port:
        status, text = Visitor(port, "127.0.0.1", True).ask(method, "/hop/ghi-nhan/")
    assert status == 503
    assert "Máy chủ chưa trả lời" in text
    assert "nội dung đã nhập được đặt lại" in text

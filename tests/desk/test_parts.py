"""The page that shows the parts of all pages is the administrators'."""

import pytest

from core.addresses import reverse


def test_an_administrator_sees_each_part_in_each_state(as_user, administrator):
    html = as_user(administrator).get(reverse("desk:parts")).content.decode()

    for part in (
        'aria-current="page">Thẻ đang xem <span class="nn-count">12</span></a>',
        '<span class="nn-sev nn-sev-serious">',
        '<span class="nn-state nn-state-waived">',
        '<div class="alert alert-warning">',
        '<span class="nn-office">Uỷ viên Ban Thường vụ, Bí thư Đảng uỷ</span></span>',
        '<span class="nowrap">513-QĐ/TU</span>',
        '<div class="nn-empty">',
    ):
        assert part in html


@pytest.mark.parametrize("persona", ["staff", "leader", "secretary_of_a", "secretary_of_b"])
def test_nobody_else_does(request, as_user, persona):
    answer = as_user(request.getfixturevalue(persona)).get(reverse("desk:parts"))

    assert answer.status_code == 404


def test_a_stranger_is_sent_to_the_entrance(client):
    assert client.get(reverse("desk:parts")).headers["Location"].startswith("/tai-khoan/dang-nhap/")

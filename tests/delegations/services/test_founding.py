"""What the name of a new body tells: its kind and its host."""

import pytest

from core.errors import Refused
from delegations.services.founding import free_code, told_by_name
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds():
    names = ("Đảng uỷ", "Đảng uỷ xã, phường", "Ban Thường vụ Đảng uỷ", "Ban Thường vụ Đảng uỷ xã, phường")
    return {name: factories.BodyKindFactory(name=name) for name in names}


@pytest.mark.parametrize(
    ("name", "kind", "host"),
    [
        ("Đảng uỷ xã An Gio", "Đảng uỷ xã, phường", "xã An Gio"),
        ("đảng uỷ phường Trung Tâm", "Đảng uỷ xã, phường", "phường Trung Tâm"),
        ("Ban Thường vụ Đảng uỷ phường Bắc", "Ban Thường vụ Đảng uỷ xã, phường", "phường Bắc"),
        ("Đảng uỷ Công an tỉnh", "Đảng uỷ", "Công an tỉnh"),
    ],
)
def test_a_kind_for_several_units_is_told_by_each(kinds, name, kind, host):
    found = told_by_name(name, None, None)
    assert found == (kinds[kind], host)
    assert free_code(kinds["Đảng uỷ xã, phường"], "xã An Gio") == "DUX-XA-AN-GIO"


def test_a_name_that_may_be_of_several_kinds_is_not_guessed(kinds):
    chosen = factories.BodyKindFactory(name="Đảng uỷ cơ sở")
    with pytest.raises(Refused, match=r"nhiều loại \(Đảng uỷ, Đảng uỷ cơ sở\)"):
        told_by_name("Đảng uỷ Công an tỉnh", None, None)
    assert told_by_name("Đảng uỷ xã An Gio", None, None)[0] == kinds["Đảng uỷ xã, phường"]
    assert told_by_name("Đảng uỷ Công an tỉnh", chosen, "Công an tỉnh") == (chosen, "Công an tỉnh")

"""Many bodies from a pasted list: a preview, faults by line, organs, one undo."""

import datetime as dt
import re

import pghistory
import pytest

from core import clock
from core.addresses import reverse
from delegations.models import Body
from obligations.models import FindingSpan
from obligations.services import judging
from reminders.models import Reminder
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/to-chuc/nhieu/"


@pytest.fixture
def kinds():
    factories.ProvinceFactory()
    return {
        "committee": factories.BodyKindFactory(name="Đảng uỷ xã", level="commune"),
        "organ": factories.BodyKindFactory(name="Ban Thường vụ", level="commune", is_organ=True),
    }


def typed(kinds, lines: str, **changes):
    return {
        "kind": kinds["committee"].pk,
        "words_before": "Đảng uỷ",
        "parent": "",
        "organ_kinds": [kinds["organ"].pk],
        "founded_on": "1/7/2025",
        "decision": "15-QĐ/TU",
        "lines": lines,
        **changes,
    }


def test_a_hundred_communes_are_founded_with_their_boards_and_taken_back_as_one(kinds, as_user, staff):
    lines = "\n".join(f"Xã Số {n}" for n in range(100))
    client = as_user(staff)
    page = client.post(URL, typed(kinds, lines, act="preview"))
    assert page.status_code == 200
    assert "100 tổ chức sẽ được thành lập" in page.content.decode()
    assert not Body.objects.exists()
    answer = client.post(URL, typed(kinds, lines, act="found"), follow=True)
    assert "Đã thành lập 100 tổ chức, cùng 100 cơ quan." in answer.content.decode()
    body = Body.objects.get(name="Đảng uỷ xã Số 7")
    assert (body.code, body.host, body.founded_on, body.founding_decision) == (
        "DU-XA-SO-7",
        "Xã Số 7",
        dt.date(2025, 7, 1),
        "15-QĐ/TU",
    )
    organ = Body.objects.get(parent=body)
    assert (organ.code, organ.name, organ.relation) == (
        "DU-XA-SO-7-BTV",
        "Ban Thường vụ Đảng uỷ xã Số 7",
        "organ",
    )
    judging.sweep(on=clock.today(), at=clock.now())
    undo = re.search(r'action="(/hoan-tac/[^"]+)"', answer.content.decode())[1]
    assert client.post(undo).status_code == 303
    assert not Body.objects.exists()


def test_each_line_may_say_its_own_day_decision_and_code(kinds, as_user, staff):
    lines = "Tên\tNgày\tSố QĐ\tMã\nĐảng uỷ phường An Hoà\t16/6/2025\t9-QĐ/TU\tDU-ANHOA\nBình Minh; ;; "
    assert as_user(staff).post(URL, typed(kinds, lines, act="found", organ_kinds=[])).status_code == 303
    assert list(
        Body.objects.in_protocol_order().values_list(
            "name", "host", "code", "founded_on", "founding_decision"
        )
    ) == [
        ("Đảng uỷ phường An Hoà", "phường An Hoà", "DU-ANHOA", dt.date(2025, 6, 16), "9-QĐ/TU"),
        ("Đảng uỷ Bình Minh", "Bình Minh", "DU-BINH-MINH", dt.date(2025, 7, 1), "15-QĐ/TU"),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Xã Có", "Đã có “Đảng uỷ xã Có”"),
        ("Xã Mới; 31/2/2025", "“31/2/2025” không phải ngày"),
        ("Xã Mới; ; ; DU-CO", "Mã DU-CO đã dùng"),
        ("Xã Mới; ; ; A/B", "có ký tự lạ"),
        ("Xã Mới; ; ; A; B", "quá nhiều ô"),
        ("Xã Mới\nXã Mới", "ở dòng trên"),
        ("; 1/7/2025", "Chưa có tên đơn vị"),
        ("x" * 200, "Tên dài quá"),
    ],
)
def test_a_fault_is_told_at_its_line_and_nothing_is_written(line, words, kinds, as_user, staff):
    factories.BodyFactory(code="DU-CO", name="Đảng uỷ xã Có")
    for act in ("preview", "found"):
        answer = as_user(staff).post(URL, typed(kinds, f"Xã Đúng\n{line}", act=act))
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "Xã Đúng" in answer.content.decode()
    assert Body.objects.count() == 1


def test_a_list_without_any_day_or_line_says_so(kinds, as_user, staff):
    client = as_user(staff)
    page = client.post(URL, typed(kinds, "Xã Một", founded_on="", act="found")).content.decode()
    assert "Chưa có ngày thành lập" in page
    assert client.post(URL, typed(kinds, "Tên xã\n \n", act="found")).status_code == 422
    long = client.post(URL, typed(kinds, "\n".join(f"Xã {n}" for n in range(501)), act="preview"))
    assert "nhiều nhất 500 dòng" in long.content.decode()
    assert not Body.objects.exists()


def test_a_list_is_not_taken_back_once_a_record_hangs_on_it(kinds, as_user, staff):
    client = as_user(staff)
    answer = client.post(URL, typed(kinds, "Xã Một\nXã Hai", act="found"), follow=True)
    undo = re.search(r'action="(/hoan-tac/[^"]+)"', answer.content.decode())[1]
    with pghistory.context():
        factories.SeatFactory(body=Body.objects.get(name="Đảng uỷ xã Hai"))
    page = client.post(undo, follow=True).content.decode()
    assert "Chưa hoàn tác được: sau đó hệ thống đã ghi vị trí" in page
    assert Body.objects.count() == 4


def test_a_body_typed_by_mistake_goes_with_what_was_judged_of_it_unless_it_was_mailed(as_user, staff, body_a):
    factories.ProvinceFactory()
    judging.sweep(on=clock.today(), at=clock.now())
    url = reverse("desk:delete_body", args=[body_a.code])
    flag = body_a.flags.first()
    reminder = Reminder.objects.create(
        flag=flag,
        step="opened",
        opening=clock.now(),
        created_at=clock.now(),
        address="a@tinhmau.example",
        day=clock.today(),
    )
    assert "đã có thư nhắc" in as_user(staff).post(url, follow=True).content.decode()
    assert FindingSpan.objects.filter(body=body_a).exists()
    reminder.delete()
    assert as_user(staff).post(url).status_code == 303
    assert not Body.objects.exists()


def test_only_the_office_founds_lists(kinds, as_user, secretary_of_a, leader):
    for user in (secretary_of_a, leader):
        assert as_user(user).get(URL).status_code == 403
        assert as_user(user).post(URL, typed(kinds, "Xã Một", act="found")).status_code == 403

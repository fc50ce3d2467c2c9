"""What is said after saving takes the act back: exactly, by who did it, while nobody built on it."""

import datetime as dt
import re

import pghistory
import pytest
from pghistory.models import Context

from core import acts, clock
from core.addresses import reverse
from delegations.models import Province
from meetings.models import Meeting
from obligations.queries import freshness
from tests import factories
from tests.desk.doing import everything, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "province")]


def button(answer) -> str:
    """Return the address to which the button in a message posts."""
    found = re.search(r'action="(/hoan-tac/[^"]+)"', answer.content.decode())
    assert found, "no button"
    return found[1]


@pytest.fixture
def meeting(body_a):
    return factories.MeetingFactory(body=body_a, code="DD-A/2026-001", held_on=dt.date(2026, 3, 12))


def finish(client, task, day="20/11/2026"):
    return client.post(reverse("meetings:finish_task", args=[task.code]), {"done_on": day}, follow=True)


@pytest.fixture
def task(meeting, body_a):
    return factories.TaskFactory(
        code="DD-A/NV-1", body=body_a, given_on=dt.date(2026, 3, 12), due_on=dt.date(2026, 6, 1)
    )


def test_an_act_is_taken_back_and_done_again(task, staff, as_user):
    client, before = as_user(staff), everything()
    said = finish(client, task)
    done = everything()
    assert done != before

    said = client.post(button(said), {"tu": "/nhiem-vu/"}, follow=True)
    assert "Đã hoàn tác: Đã ghi nhiệm vụ hoàn thành." in said.content.decode()
    assert said.request["PATH_INFO"] == "/nhiem-vu/"
    assert everything() == before

    assert "Làm lại" in said.content.decode()

    said = client.post(button(said), {"tu": "/nhiem-vu/"}, follow=True)
    assert "Đã làm lại: Đã ghi nhiệm vụ hoàn thành." in said.content.decode()
    assert everything() == done


def test_twice_is_harmless(task, staff, as_user):
    client, before = as_user(staff), everything()
    undo = button(finish(client, task))
    client.post(undo)
    again = client.post(undo, follow=True).content.decode()
    assert "Việc này đã được hoàn tác lúc" in again
    assert everything() == before


def test_nobody_else_takes_it_back(task, staff, administrator, secretary_of_b, as_user, client):
    undo = button(finish(as_user(staff), task))
    done = everything()
    assert as_user(administrator).post(undo).status_code == 404
    assert as_user(secretary_of_b).post(undo).status_code == 404
    assert client.post(undo).status_code == 302
    assert as_user(staff).get(undo).status_code == 405
    assert everything() == done


def test_what_somebody_changed_since_is_named(task, staff, administrator, as_user):
    undo = button(finish(as_user(staff), task))
    as_user(administrator).post(reverse("meetings:reopen_task", args=[task.code]))
    changed = everything()
    said = as_user(staff).post(undo, follow=True).content.decode()
    assert f"Chưa hoàn tác được: sau đó {administrator} đã ghi nhiệm vụ" in said
    assert f'href="{reverse("meetings:task", args=[task.code])}">Hãy sửa ở đó.' in said
    assert everything() == changed


def test_what_was_taken_back_leaves_the_records_as_old_as_they_were(body_a, staff, as_user):
    """Else a plan made and undone would hide what nobody has recorded for long."""

    def last():
        return freshness.of_bodies([body_a.pk], on=clock.today(), grace_days=30)[body_a.pk].last

    def is_stale():
        return bool(freshness.stale([body_a.pk], on=clock.today()))

    client, url = as_user(staff), reverse("meetings:plan") + f"?to-chuc={body_a.code}"
    assert (last(), is_stale()) == (None, True)
    undo = button(client.post(url, shown(client, url, held_on="1/12/2026"), follow=True))
    assert last() is not None
    assert not is_stale()
    again = button(client.post(undo, follow=True))
    assert (last(), is_stale()) == (None, True)
    client.post(again, follow=True)
    assert last() is not None
    assert not is_stale()


def test_what_hangs_on_a_new_record_stands_in_the_way(body_a, staff, as_user):
    client, url = as_user(staff), reverse("meetings:plan") + f"?to-chuc={body_a.code}"
    undo = button(client.post(url, shown(client, url, held_on="1/12/2026"), follow=True))
    with pghistory.context():
        factories.AgendaItemFactory(meeting=Meeting.objects.get())
    said = client.post(undo, follow=True).content.decode()
    assert "Chưa hoàn tác được: sau đó hệ thống đã ghi nội dung họp" in said
    assert Meeting.objects.exists()


def test_the_first_day_stays_once_there_are_bodies(administrator, as_user):
    Province.objects.all().delete()
    client, values = as_user(administrator), {"name": "Mẫu", "tracking_from": "1/1/2026"}
    first = button(client.post(reverse("desk:settings"), values, follow=True))
    client.post(first, follow=True)
    assert not Province.objects.exists(), "while there is nothing to judge it may go"
    again = button(client.post(reverse("desk:settings"), values, follow=True))
    with pghistory.context():
        factories.BodyFactory()
    said = client.post(again, follow=True).content.decode()
    assert "Đã có tổ chức nên không bỏ được tên tỉnh" in said
    assert Province.objects.exists()


def test_the_way_back_from_a_page_that_is_gone_is_the_list(body_a, staff, as_user):
    client, before = as_user(staff), everything()
    url = reverse("meetings:plan") + f"?to-chuc={body_a.code}"
    said = client.post(url, shown(client, url, held_on="1/12/2026"), follow=True)
    meeting = Meeting.objects.get()
    page = reverse("meetings:page", args=[meeting.code])
    back = client.post(button(said), {"tu": page}, follow=True)
    assert back.request["PATH_INFO"] == reverse("meetings:list")
    assert everything() == before


@pytest.mark.parametrize("page", ["https://la.example/", "//la.example/", ""])
def test_the_way_back_stays_in_the_house(page, task, staff, as_user):
    client = as_user(staff)
    answer = client.post(button(finish(client, task)), {"tu": page})
    assert answer.headers["Location"] == "/"


def test_what_one_did_lately_is_listed_and_taken_back_there(task, staff, administrator, as_user):
    client, before = as_user(staff), everything()
    finish(client, task)
    lately = reverse("desk:own-acts")
    page = client.get(lately)
    assert "Đã ghi nhiệm vụ hoàn thành" in page.content.decode()
    assert "/hoan-tac/" + str(Context.objects.get(metadata__has_key="done").pk) in page.content.decode()
    assert "chưa ghi gì" in as_user(administrator).get(lately).content.decode()

    after = client.post(button(page), {"tu": lately}, follow=True)
    assert after.request["PATH_INFO"] == lately
    assert "đã hoàn tác" in after.content.decode()
    assert everything() == before


@pytest.mark.parametrize("count", [3, 30])
def test_the_list_of_acts_costs_the_same(count, staff, as_user, django_assert_num_queries):
    for number in range(count):
        Context.objects.create(metadata={"user": staff.pk, "done": f"Việc {number}"})
    client = as_user(staff)
    with django_assert_num_queries(4):
        client.get(reverse("desk:own-acts"))


def test_after_a_day_it_is_too_late(task, staff, as_user):
    client = as_user(staff)
    undo = button(finish(client, task))
    done = everything()
    Context.objects.update(created_at=dt.datetime(2026, 11, 22, 4, tzinfo=dt.UTC))
    assert "Chỉ hoàn tác được trong 24 giờ" in client.post(undo, follow=True).content.decode()
    assert everything() == done


def test_who_has_other_rights_now_does_not_take_it_back(task, secretary_of_a, as_user):
    client = as_user(secretary_of_a)
    undo = button(finish(client, task))
    Context.objects.update(created_at=dt.datetime(2026, 11, 23, 4, tzinfo=dt.UTC))
    done = everything()
    secretary_of_a.grants.all().delete()
    assert "Quyền của tài khoản đã thay đổi" in client.post(undo, follow=True).content.decode()
    assert everything() == done


def test_what_wrote_nothing_has_no_button(task, staff, as_user):
    client = as_user(staff)
    finish(client, task)
    url = reverse("meetings:edit_task", args=[task.code])
    said = client.post(url, shown(client, url), follow=True)
    assert "Đã lưu" in said.content.decode()
    assert 'action="/hoan-tac/' not in said.content.decode()


def test_what_stands_in_the_way_is_called_by_its_words(body_a):
    seat = factories.SeatFactory(body=body_a, code="VT-9")
    row = factories.MembershipFactory(seat=seat, person__full_name="Lê Thị Sáu")
    report = factories.ReportFactory(body=body_a, number="", period="2025")
    task = factories.TaskFactory(body=body_a, code="NV-9")
    told = [acts.Since("", str(one), "", clock.now(), one).words for one in (row, report, task)]
    assert told == ["VT-9 · Lê Thị Sáu", "Báo cáo năm 2025", "NV-9"]

"""One act on many directions."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages

from core import clock
from core.addresses import reverse
from directions.models import Direction
from tests import factories

pytestmark = pytest.mark.django_db
RECEIVE, CONFIRM = reverse("desk:receive-directions"), reverse("desk:confirm-directions")
REMIND = reverse("desk:remind-directions")


def direction(body, **more):
    values = {"given_on": clock.today() - dt.timedelta(days=9), "due_on": clock.today()}
    return factories.DirectionFactory(body=body, **values | more)


def ticked(client, address, **typed):
    """Post the preview with everything ticked that it offers."""
    page = client.get(address)
    return client.post(address, {"lam": [one.key for one in page.context["possible"]], **typed})


def test_staff_record_that_many_were_acknowledged(as_user, staff, body_a, body_b):
    found = [direction(body_a), direction(body_b)]
    known = direction(body_b, received_on=clock.today(), receiver_name="Văn thư B")
    address = f"{RECEIVE}?chon={found[0].pk}&chon={found[1].pk}&chon={known.pk}"
    client = as_user(staff)
    assert "Văn thư B đã xác nhận tiếp nhận" in client.get(address).content.decode()
    answer = ticked(client, address, on=f"{clock.today():%d/%m/%Y}", name="Văn thư")
    assert answer.status_code == 303
    assert Direction.objects.filter(receiver_name="Văn thư").count() == 2


def test_a_secretary_acknowledges_their_own_in_one_act(as_user, secretary_of_a, body_a, body_b):
    mine, other = direction(body_a), direction(body_b)
    answer = ticked(as_user(secretary_of_a), f"{RECEIVE}?chon={mine.pk}&chon={other.pk}")
    assert answer.status_code == 303
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.received_on, other.received_on) == (clock.today(), None)


def test_a_leader_confirms_what_was_proposed_and_read(as_user, leader, staff, body_a, body_b):
    proposed, bare = direction(body_a), direction(body_b)
    step = factories.DirectionStepFactory(direction=proposed, kind="proposal", outcome="done", text="Đã họp")
    address = f"{CONFIRM}?chon={proposed.pk}&chon={bare.pk}"
    client = as_user(leader)
    page = client.get(address)
    assert [one.key for one in page.context["possible"]] == [step.pk]
    assert "Chưa có đề nghị kết thúc." in page.content.decode()
    factories.DirectionStepFactory(
        direction=proposed, number=step.number + 1, kind="proposal", outcome="done", text="Đã họp lại"
    )
    assert client.post(address, {"lam": [step.pk]}).status_code == 422, "a newer proposal was not read"
    assert ticked(client, address).status_code == 303
    proposed.refresh_from_db()
    assert proposed.closed_on == clock.today()


def test_only_what_is_overdue_is_reminded_of(as_user, staff, body_a):
    late, open_ = direction(body_a), direction(body_a)
    flag = factories.finding(body_a, rule="direction-overdue", subject=late.code)
    client = as_user(staff)
    answer = client.get(f"{REMIND}?chon={late.pk}&chon={open_.pk}")
    assert answer.url == f"{reverse('reminders:remind')}?chon={flag.pk}"
    (told,) = [str(one) for one in get_messages(answer.wsgi_request)]
    assert told.startswith("1 ý kiến đã chọn không có trong thư")
    assert open_.code in told
    answer = client.get(f"{REMIND}?chon={open_.pk}", follow=True)
    assert "không có ý kiến nào quá hạn" in answer.content.decode()

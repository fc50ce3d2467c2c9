"""One act on many bodies; a file of the rows that are chosen."""

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core import clock
from core.addresses import reverse
from tests import factories

pytestmark = pytest.mark.django_db
LIST = reverse("delegations:bodies")


def test_the_file_holds_the_chosen_rows_alone(as_user, leader, body_a, body_b):
    for query, names in ((f"?chon={body_a.pk}", [body_a.name]), ("", [body_a.name, body_b.name])):
        answer = as_user(leader).get(reverse("delegations:export_bodies") + query)
        rows = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
        assert [row[1] for row in rows if row[1] in {body_a.name, body_b.name}] == names


def test_the_year_is_planned_for_the_chosen_bodies(as_user, staff, body_a, body_b):
    client = as_user(staff)
    answer = client.get(reverse("delegations:plan_bodies"), {"chon": body_a.pk}, follow=True)
    text = answer.content.decode()
    assert body_a.name in text
    assert f'name="to_chuc" value="{body_b.pk}"' not in text
    assert f'name="chon" value="{body_a.pk}"' in text
    answer = client.get(reverse("delegations:plan_bodies"), follow=True)
    assert "Chưa chọn dòng nào" in answer.content.decode()


def test_the_chosen_bodies_are_reminded_of_what_they_are_late_with(as_user, staff, body_a, body_b):
    late = factories.finding(body_a)
    factories.finding(body_b)
    client = as_user(staff)
    answer = client.get(reverse("delegations:remind_bodies"), {"chon": body_a.pk})
    answer = client.get(answer.url)
    assert answer.url == f"{reverse('reminders:remind')}?chon={late.pk}"
    third = factories.BodyFactory()
    answer = client.get(reverse("obligations:remind-bodies"), {"chon": third.pk}, follow=True)
    assert "không có việc nào quá hạn" in answer.content.decode()


@pytest.mark.parametrize("name", ["plan_bodies", "remind_bodies"])
def test_only_staff_act_on_many(as_user, leader, body_a, name):
    assert as_user(leader).get(reverse(f"delegations:{name}"), {"chon": body_a.pk}).status_code == 403


def test_the_acts_are_of_today(as_user, staff, body_a):
    past = (clock.today() - dt.timedelta(days=40)).isoformat()
    assert len(as_user(staff).get(LIST).context["acts"]) == 3
    assert len(as_user(staff).get(LIST, {"ngay": past}).context["acts"]) == 1

"""One act on many submissions."""

import pytest

from core import clock
from core.addresses import reverse
from reports.models import Submission
from tests import factories

pytestmark = pytest.mark.django_db
SEND = reverse("reports:send_submissions")


def test_many_are_recorded_as_sent(as_user, staff, body_a, body_b):
    waiting = [factories.SubmissionFactory(body=body, sent_on=None) for body in (body_a, body_b)]
    sent = factories.SubmissionFactory(body=body_b, sent_on=clock.today())
    address = f"{SEND}?" + "&".join(f"chon={one.pk}" for one in (*waiting, sent))
    client = as_user(staff)
    assert "Đã gửi ngày" in client.get(address).content.decode()
    values = {"lam": [one.pk for one in waiting], "sent_on": f"{clock.today():%d/%m/%Y}"}
    assert client.post(address, values).status_code == 303
    assert Submission.objects.filter(sent_on=clock.today()).count() == 3


def test_a_leader_records_none(as_user, leader, body_a):
    assert as_user(leader).get(SEND).status_code == 403

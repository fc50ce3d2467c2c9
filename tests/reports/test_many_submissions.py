"""One act on many submissions."""

import pytest

from core import clock
from core.addresses import reverse
from delegations.models import LawRow
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


def test_what_has_no_day_comes_last_in_either_order(as_user, staff, body_a):
    for code, day in (("DX-1", None), ("DX-2", "2026-05-01"), ("DX-3", "2026-06-01")):
        factories.SubmissionFactory(body=body_a, code=code, promised_on=day)

    def codes(order):
        page = as_user(staff).get(f"/de-xuat/?xep={order}").context["page"]
        return [row.code for row in page]

    assert codes("") == codes("-hen") == ["DX-3", "DX-2", "DX-1"]
    assert codes("hen") == ["DX-2", "DX-3", "DX-1"]


def test_a_submission_that_no_rule_watched_when_it_was_recorded_is_late_without_being_overdue(
    as_user, staff, body_a
):
    factories.ProvinceFactory()
    kept, passed = (
        factories.SubmissionFactory(body=body_a, sent_on=None, recorded_on=on, promised_on="2025-03-01")
        for on in ("2025-02-10", "2025-01-10")
    )
    LawRow.objects.create(
        kind=body_a.kind,
        rule="submission-overdue",
        value="no",
        starts_on="2025-01-01",
        ends_on="2025-01-31",
        reference="15-QĐ/TU, Điều 3",
    )
    client = as_user(staff)
    late = client.get("/de-xuat/", {"tinh_trang": "overdue"}).context["page"]
    assert [one.code for one in late] == [kept.code]
    page = client.get(reverse("reports:submission", args=[passed.code])).text
    assert "không xét" in page
    assert "15-QĐ/TU, Điều 3" in page

"""Judging within a request, where the history's context accompanies every statement."""

import datetime as dt

import pghistory
import pytest

from core import clock
from core.addresses import reverse
from obligations.queries import findings
from obligations.services import judging
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_saved_fact_is_judged_at_once(as_user, staff, body_a, django_capture_on_commit_callbacks):
    factories.ProvinceFactory(tracking_from=dt.date(clock.today().year - 1, 1, 1))
    factories.SeatFactory(body=body_a, code="VT-1")
    judging.sweep(on=clock.today(), at=clock.now())
    today = clock.today().isoformat()

    # Executed within the request, as a server's commit does; an error there is logged and swallowed, so the
    # flag itself must be looked at.
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        as_user(staff).post(
            reverse("obligations:waiver-grant", args=["DD-A", "understaffed", "VT-1"]),
            {"until": today, "reason": "Chờ", "granted_on": today},
        )
    assert callbacks

    with pghistory.context(user=staff.pk, url="/"):
        for callback in callbacks:
            callback()

    assert [(row.rule, row.status) for row in findings.of_body(body_a.pk, clock.today())][-1:] == [
        ("understaffed", "waived")
    ]

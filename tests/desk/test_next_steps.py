"""What a finding offers as its next step is a page that the office and the body's secretary may open."""

import pytest

from accounts.enums import Role
from core import clock
from core.addresses import reverse
from delegations.models import Body
from obligations.enums import FlagStatus
from obligations.queries import actions, findings
from obligations.queries.findings import Filters
from rulebook.duties import RULES
from tests import factories

pytestmark = pytest.mark.django_db
NO_FORM = {"member-inactive"}
"""Rules whose findings no form clears."""


def test_every_rule_has_a_next_step():
    assert {rule.code for rule in RULES if rule.act is None} == NO_FORM


def test_the_next_step_opens_for_the_office_and_for_the_body(as_user, staff, judged_sample):
    first = {}
    for row in findings.listing(clock.today(), filters=Filters()).rows:
        if row.status != FlagStatus.WAIVED:
            first.setdefault(row.rule, row)
    assert len(first) > 8
    for row in first.values():
        for action in actions.of(row.rule, body_code=row.body_code, subject=row.subject):
            secretary = factories.UserFactory(role=Role.SECRETARY, bodies=[Body.objects.get(pk=row.body_id)])
            for user in (staff, secretary):
                assert as_user(user).get(action.url).status_code == 200, (row.rule, user.role, action.url)


def test_unsigned_minutes_lead_to_where_minutes_are_written(as_user, secretary_of_a, body_a, today, province):
    meeting = factories.MeetingFactory(body=body_a, held_on=today.replace(month=3))
    [action] = actions.of("minutes-missing", body_code="DD-A", subject=meeting.code)
    assert (action.url, action.label) == (reverse("meetings:minutes", args=[meeting.code]), "Lập biên bản")
    page = as_user(secretary_of_a).get(action.url).content.decode()
    assert "Lập biên bản" in page
    assert reverse("meetings:edit", args=[meeting.code]) in page  # signed on paper: number and day

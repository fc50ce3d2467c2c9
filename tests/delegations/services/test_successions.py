"""Duties that pass from one body to another."""

import datetime as dt

import pytest

from core.errors import Refused
from delegations.models import DutySuccession, Succession
from delegations.services import successions
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 1)


def hand_on(old, new, by, *, duties=("tasks",), on=DAY):
    return successions.hand_on(predecessor=old, successor=new, starts_on=on, duties=duties, by=by)


def test_duties_pass_and_the_body_is_carried_on(staff, body_a, body_b):
    hand_on(body_a, body_b, staff, duties=["submissions", "reports"])
    assert DutySuccession.objects.get().duties == ["reports", "submissions"]
    assert list(body_a.successors.all()) == [body_b]
    hand_on(body_a, body_b, staff, on=dt.date(2026, 12, 1))
    assert Succession.objects.count() == 1


def test_what_goes_on_does_not_come_back(staff, body_a, body_b):
    third = factories.BodyFactory()
    hand_on(body_a, body_b, staff)
    successions.link(body_b, third)
    with pytest.raises(Refused, match="thành vòng"):
        hand_on(third, body_a, staff)


def test_a_duty_has_one_holder_who_is_named(staff, body_a, body_b):
    hand_on(body_a, body_b, staff)
    with pytest.raises(Refused, match="Nhiệm vụ của Đảng đoàn Hội A đã giao cho Đảng đoàn Hội B"):
        hand_on(body_a, factories.BodyFactory(), staff)


def test_an_organ_hands_on_no_reports(staff, body_a, body_b):
    kind = factories.BodyKindFactory(name="Ban thường vụ", is_organ=True)
    organ = factories.BodyFactory(kind=kind, parent=body_b, relation="organ")
    with pytest.raises(Refused, match="không giao và không nhận nghĩa vụ báo cáo"):
        hand_on(body_a, organ, staff, duties=["reports"])
    assert successions.duties_between(body_a, organ) == ["tasks", "submissions"]


def test_nothing_passes_before_the_body_is_there(staff, body_a):
    later = factories.BodyFactory(founded_on=dt.date(2027, 1, 1))
    with pytest.raises(Refused, match="thành lập ngày 01/01/2027"):
        hand_on(body_a, later, staff)

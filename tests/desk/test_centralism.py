"""Competence and democratic centralism."""

import datetime as dt

import pytest

from core import clock
from meetings import models as meetings
from meetings.enums import Outcome, Theme
from obligations.services import judging
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/tong-quan/tham-quyen/"


def decide(body, number, **values):
    today = clock.today()
    given = {
        "title": "Bổ nhiệm",
        "theme": Theme.PERSONNEL,
        "outcome": Outcome.DECIDED,
        "decided_on": today - dt.timedelta(30),
    }
    return factories.DecisionFactory(code=f"{body.code}/QN-{number}", body=body, **(given | values))


@pytest.fixture
def kept():
    factories.ProvinceFactory(tracking_from=dt.date(clock.today().year - 2, 1, 1))
    return meetings.Matter.objects.create(
        name="Cán bộ Ban Thường vụ quản lý",
        reserved_from=dt.date(2020, 1, 1),
        reference="Quy định 80-QĐ/TW, Điều 9",
    )


def test_what_was_decided_outside_authority_with_its_article(as_user, leader, body_a, body_b, kept):
    decide(body_a, 1, matter=kept, committee_opinion="05-CV/ĐU")
    decide(body_b, 1, committee_opinion="06-CV/ĐU")
    judging.sweep(on=clock.today(), at=clock.now())

    answer = as_user(leader).get(PAGE)
    told = answer.context["duties"]

    assert {group.rule: group.number for group in told.groups if group.number} == {"competence-exceeded": 1}
    assert (told.decisions, told.personnel) == (2, 2)
    assert "Quy định 80-QĐ/TW, Điều 9" in answer.content.decode()


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_costs_the_same(as_user, leader, kept, number, django_assert_num_queries):
    for body in factories.BodyFactory.create_batch(number):
        decide(body, 1, matter=kept)
    judging.sweep(on=clock.today(), at=clock.now())
    client = as_user(leader)
    client.get(PAGE)

    with django_assert_num_queries(13):
        assert len(client.get(PAGE).context["duties"].rows) == 2 * number


def test_only_what_one_may_see_and_nothing_at_all(as_user, secretary_of_a, leader, body_a, body_b, kept):
    decide(body_b, 1, matter=kept)
    judging.sweep(on=clock.today(), at=clock.now())

    page = as_user(secretary_of_a).get(PAGE).content.decode()

    assert "Không có phát hiện nào" in page
    assert body_b.name not in page
    assert as_user(leader).get(PAGE + "bang/").status_code == 200

"""What a new body still lacks, on its page."""

import datetime as dt

import pytest

from core import clock
from desk.queries.setup import Step, steps
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province", "today")]
URL = "/to-chuc/DD-M/con-thieu/"


@pytest.fixture
def new_body():
    return factories.BodyFactory(code="DD-M", founded_on=dt.date(2026, 9, 5), email="")


def test_a_new_body_lacks_everything_and_is_told_where_to_give_it(new_body, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = steps(new_body, clock.today())
    assert found == [
        Step(False, "Thành viên, đủ các vị trí", "/to-chuc/DD-M/thanh-vien/bang/"),
        Step(False, "Thư điện tử của đồng chí Bí thư", "/to-chuc/DD-M/thanh-vien/bang/"),
        Step(False, "Thư điện tử của tổ chức", "/to-chuc/DD-M/sua/"),
        Step(False, "Quy chế làm việc", "/to-chuc/DD-M/quy-che/them/"),
        Step(False, "Lịch họp định kỳ trong năm", "/hop/len-lich-nam/?to_chuc=DD-M"),
        Step(False, "Thư ký có tài khoản và thư điện tử", "/quan-tri/nguoi-dung/"),
    ]


def test_what_is_there_is_ticked_and_a_whole_body_is_left_alone(new_body):
    factories.MembershipFactory(
        seat__body=new_body,
        seat__role="secretary",
        seat__starts_on=new_body.founded_on,
        starts_on=new_body.founded_on,
        person__email="bt@tinhmau.example",
    )
    assert [step.is_done for step in steps(new_body, clock.today())] == [True, True, *[False] * 4]
    new_body.email = "dd@tinhmau.example"
    factories.WorkingRegulationFactory(body=new_body)
    factories.MeetingFactory(body=new_body)
    factories.UserFactory(role="secretary", bodies=[new_body])
    assert steps(new_body, clock.today()) == []


def test_a_body_of_long_standing_and_one_that_ended_are_not_asked(body_a, new_body):
    factories.MembershipFactory(seat__body=body_a)
    assert steps(body_a, clock.today()) == []
    new_body.ended_on = dt.date(2026, 10, 1)
    assert steps(new_body, clock.today()) == []


def test_who_sees_it(new_body, as_user, staff, leader, secretary_of_b, client):
    assert "Lập hồ sơ tổ chức: còn thiếu" in as_user(staff).get(URL).content.decode()
    assert as_user(secretary_of_b).get(URL).status_code == 404
    assert as_user(leader).get(URL).status_code == 403
    assert client.get(URL).status_code == 302

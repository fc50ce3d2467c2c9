"""The next 90 days as the records stand."""

import datetime as dt

import pytest
import time_machine

from core import clock
from delegations.enums import SeatRole
from meetings.enums import MeetingStatus
from obligations.models import DayOff
from obligations.services import judging
from tests import factories
from tests.worlds.small import late_bodies

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAGE = "/tong-quan/du-bao/"
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


def told(client, address=PAGE):
    judging.sweep(on=clock.today(), at=clock.now())
    return client.get(address).context["forecast"]


@pytest.mark.parametrize("number", [3, 30])
def test_the_forecast_costs_the_same(as_user, leader, number, django_assert_num_queries):
    late_bodies(number)
    client = as_user(leader)
    client.get(PAGE)

    with django_assert_num_queries(21):
        client.get(PAGE)


def test_a_period_ahead_is_told_with_its_plan_and_its_next_working_day(as_user, leader):
    factories.ProvinceFactory(tracking_from=dt.date(2026, 1, 1))
    DayOff.objects.update_or_create(day=dt.date(2026, 12, 31), defaults={"name": "Nghỉ bù", "kind": "off"})
    DayOff.objects.update_or_create(
        day=dt.date(2027, 1, 1), defaults={"name": "Tết Dương lịch", "kind": "off"}
    )
    idle, planning, met = factories.BodyFactory.create_batch(3)
    factories.MeetingFactory(body=planning, held_on=dt.date(2026, 12, 20), status=MeetingStatus.PLANNED)
    factories.MeetingFactory(body=met, held_on=dt.date(2026, 10, 20))

    due = next(found for found in told(as_user(leader)).days if found.on == dt.date(2026, 12, 31))

    assert due.working_day == dt.date(2027, 1, 4)
    assert [(item.body_code, item.text, item.planned) for item in due.items if not item.finding] == [
        (idle.code, "2026-Q4", False),
        (planning.code, "2026-Q4", True),
    ]


def test_a_report_comes_due_once(as_user, leader):
    factories.ProvinceFactory(tracking_from=dt.date(2026, 1, 1))
    factories.BodyFactory()

    items = [
        item
        for found in told(as_user(leader)).days
        if found.on == dt.date(2027, 1, 15)
        for item in found.items
    ]

    assert [item.finding.rule for item in items] == ["annual-report-missing"]


def test_a_report_of_a_regime_comes_due_once(as_user, leader):
    factories.ProvinceFactory(tracking_from=dt.date(2026, 1, 1))
    kind = factories.BodyKindFactory(name="Đảng uỷ xã", level="commune")
    factories.BodyFactory(kind=kind)
    regime = factories.ReportRegimeFactory(
        code="BC-QUY", rhythm="quarter", due_days=10, notice_days=5, starts_on=dt.date(2026, 1, 1)
    )
    regime.kinds.set([kind])

    titles = [
        (found.on, item.title)
        for found in told(as_user(leader)).days
        for item in found.items
        if item.finding and item.finding.subject.startswith("BC-QUY")
    ]

    assert titles == [(dt.date(2027, 1, 10), "Hạn gửi báo cáo")]


def test_a_meeting_planned_in_a_period_to_come_is_planned(as_user, leader):
    factories.ProvinceFactory(tracking_from=dt.date(2026, 1, 1))
    body = factories.BodyFactory(founded_on=dt.date(2026, 12, 1))
    factories.MeetingFactory(body=body, held_on=dt.date(2027, 1, 20), status=MeetingStatus.PLANNED)
    cells = [
        (item.text, item.planned, item.state)
        for found in told(as_user(leader), f"{PAGE}?ngay=2027-01-05").days
        for item in found.items
        if not item.finding
    ]
    later = [
        (item.text, item.planned, item.state)
        for found in told(as_user(leader), f"{PAGE}?ngay=2026-12-31").days
        for item in found.items
        if not item.finding
    ]
    assert ("2027-Q1", True, "đã lên lịch") in cells
    assert ("2027-Q1", True, "đã lên lịch") in later


def test_a_body_that_will_lack_members(as_user, leader):
    factories.ProvinceFactory()
    body = factories.BodyFactory()
    ends = [dt.date(2026, 12, 31), dt.date(2027, 1, 31), None]
    for place, ends_on in enumerate(ends):
        seat = factories.SeatFactory(body=body, role=SeatRole.MEMBER, code=f"{body.code}-{place}")
        factories.MembershipFactory(seat=seat, ends_on=ends_on)
    factories.MembershipFactory(seat=body.seats.get(code=f"{body.code}-0"), starts_on=dt.date(2027, 1, 1))

    forecast = told(as_user(leader))

    assert [(found.on, found.members, found.seats, found.members_now) for found in forecast.strength] == [
        (dt.date(2027, 2, 1), 2, 3, 3)
    ]
    assert [(ending.ends_on, ending.succeeded) for ending in forecast.endings] == [
        (dt.date(2026, 12, 31), True),
        (dt.date(2027, 1, 31), False),
    ]


def test_it_says_what_the_judge_will_say(as_user, leader):
    late_bodies(3)
    client = as_user(leader)
    forecast = told(client)
    later = dt.date(2026, 11, 23) + dt.timedelta(90)

    with time_machine.travel(NOON + dt.timedelta(90), tick=False):
        judging.sweep(on=later, at=clock.now())
        assert as_user(leader).get("/tong-quan/").context["counts"] == forecast.steps[-1].counts


def test_only_what_one_may_see(as_user, secretary_of_a, body_a, body_b):
    factories.ProvinceFactory()

    codes = {item.body_code for found in told(as_user(secretary_of_a)).days for item in found.items}

    assert codes == {body_a.code}
    assert as_user(secretary_of_a).get(PAGE + "bang/").status_code == 200


def test_nothing_ahead(as_user, leader):
    assert "Không có việc nào đến hạn trong 90 ngày tới" in as_user(leader).get(PAGE).content.decode()

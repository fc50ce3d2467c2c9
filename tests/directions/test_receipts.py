"""Directions are acknowledged within the working days of their urgency: on the screen, by the office, by
link."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from core import clock
from core.addresses import reverse
from core.errors import Refused
from directions.enums import ReceiptState, StepKind, Urgency
from directions.queries import directions as queries
from directions.queries import receipts
from directions.services import directions, steps
from directions.services.receipts import receive
from obligations.enums import DayOffKind
from obligations.models import DayOff
from tests import factories

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday(today, db):
    """It is Monday, 23/11/2026, and no day off is near."""
    assert today == MONDAY
    DayOff.objects.all().delete()


def given(body, days_ago=0, **columns):
    on = MONDAY - dt.timedelta(days_ago)
    return factories.DirectionFactory(body=body, given_on=on, due_on=MONDAY + dt.timedelta(30), **columns)


def receipt(direction, on=MONDAY):
    found = direction.__class__.objects.as_of(on).with_follow_up(on).get(pk=direction.pk)
    return receipts.clock().of(found, on)


@pytest.mark.parametrize(
    ("urgency", "due_on"),
    [
        (Urgency.ORDINARY, dt.date(2026, 11, 26)),
        (Urgency.URGENT, dt.date(2026, 11, 25)),
        (Urgency.PRESSING, dt.date(2026, 11, 24)),
        (Urgency.AT_ONCE, dt.date(2026, 11, 24)),
    ],
)
def test_urgency_sets_the_working_days(body_a, urgency, due_on):
    direction = given(body_a, urgency=urgency)
    found = receipt(direction)
    assert (found.state, found.due_on) == (ReceiptState.WAITING, due_on)
    assert "đối chiếu bản gốc" in found.use.reference
    assert receipt(direction, due_on).state == ReceiptState.WAITING
    late = receipt(direction, due_on + dt.timedelta(1))
    assert (late.state, late.days_late) == (ReceiptState.LATE, 1)


def test_days_off_are_no_working_days_and_a_worked_saturday_is_one(body_a):
    direction = given(body_a, days_ago=3)  # Friday, 20/11/2026
    DayOff.objects.create(day=dt.date(2026, 11, 21), name="Làm bù", kind=DayOffKind.WORKED)
    DayOff.objects.create(day=MONDAY, name="Nghỉ", kind=DayOffKind.OFF)
    assert receipt(direction).due_on == dt.date(2026, 11, 25)  # Saturday, Tuesday, Wednesday


def test_what_was_given_before_the_law_asked_for_it_is_not_waited_for(body_a):
    direction = given(body_a, days_ago=(MONDAY - dt.date(2025, 11, 4)).days)
    assert receipt(direction).state == ReceiptState.NOT_ASKED
    direction = given(body_a, days_ago=(MONDAY - dt.date(2025, 11, 5)).days)
    assert receipt(direction).state == ReceiptState.LATE


def test_the_clock_of_what_is_written_down_later_runs_from_then(body_a, staff):
    values = {
        "text": "Họp ngay",
        "given_on": MONDAY - dt.timedelta(20),
        "due_on": MONDAY + dt.timedelta(20),
        "leader_name": "Trần Thị Mẫu",
    }
    direction = directions.give(body=body_a, values=values, today=MONDAY, by=staff)
    assert receipt(direction).due_on == dt.date(2026, 11, 26)


def test_a_secretary_acknowledges_for_themselves_today(body_a, secretary_of_a, secretary_of_b, leader):
    direction = given(body_a, days_ago=4)
    for stranger, error in ((secretary_of_b, Http404), (leader, PermissionDenied)):
        with pytest.raises(error):
            receive(direction=direction, on=MONDAY, name="X", today=MONDAY, by=stranger)
    receive(direction=direction, on=MONDAY - dt.timedelta(2), name="Khác", today=MONDAY, by=secretary_of_a)
    found = receipt(direction)
    assert (found.state, found.on, found.name) == (ReceiptState.RECEIVED, MONDAY, str(secretary_of_a))
    with pytest.raises(Refused, match="đã xác nhận tiếp nhận ngày 23/11/2026"):
        receive(direction=direction, on=MONDAY, name="X", today=MONDAY, by=secretary_of_a)
    assert receipt(direction, MONDAY - dt.timedelta(1)).state == ReceiptState.WAITING, (
        "known before it was so"
    )


def test_the_office_names_who_acknowledged_and_when(body_a, staff):
    direction = given(body_a, days_ago=10)
    for on, name, words in (
        (MONDAY, " ", "Ghi họ tên"),
        (MONDAY + dt.timedelta(1), "Ông A", "chưa đến"),
        (MONDAY - dt.timedelta(11), "Ông A", "không thể trước"),
    ):
        with pytest.raises(Refused, match=words):
            receive(direction=direction, on=on, name=name, today=MONDAY, by=staff)
    receive(direction=direction, on=MONDAY - dt.timedelta(4), name="Ông A", today=MONDAY, by=staff)
    found = receipt(direction)
    assert (found.state, found.name, found.days_late) == (ReceiptState.RECEIVED_LATE, "Ông A", 1)


def test_the_bodys_report_is_an_acknowledgement_and_the_offices_is_none(body_a, staff, secretary_of_a):
    direction = given(body_a)
    steps.report(direction=direction, on=MONDAY, text="Đã đôn đốc", now=clock.now(), by=staff)
    assert receipt(direction).state == ReceiptState.WAITING
    steps.report(direction=direction, on=MONDAY, text="Đang làm", now=clock.now(), by=secretary_of_a)
    assert (receipt(direction).state, receipt(direction).name) == (ReceiptState.RECEIVED, "")
    imported = given(body_a)
    factories.DirectionStepFactory(direction=imported, on=MONDAY, kind=StepKind.REPORT)
    assert receipt(imported).state == ReceiptState.RECEIVED


def test_what_a_report_acknowledged_is_not_offered_for_acknowledgement(
    as_user, body_a, staff, secretary_of_a
):
    direction = given(body_a)
    address = reverse("directions:page", args=[direction.code])
    assert "Ghi nhận đã tiếp nhận" in as_user(staff).get(address).text
    steps.report(direction=direction, on=MONDAY, text="Đang làm", now=clock.now(), by=secretary_of_a)
    assert "Ghi nhận đã tiếp nhận" not in as_user(staff).get(address).text


def test_what_was_acknowledged_is_not_changed_any_more(body_a, leader, secretary_of_a):
    direction = directions.give(
        body=body_a, values={"text": "Họp ngay", "due_on": MONDAY}, today=MONDAY, by=leader
    )
    receive(direction=direction, on=MONDAY, today=MONDAY, by=secretary_of_a)
    with pytest.raises(Refused, match="đã được tiếp nhận"):
        directions.change(direction=direction, values={"text": "Khác"}, today=MONDAY, by=leader)


def test_one_click_for_the_secretary_a_form_for_the_office(as_user, body_a, staff, secretary_of_a):
    first, second = given(body_a), given(body_a)
    address = reverse("directions:receive", args=[first.code])
    client = as_user(secretary_of_a)
    assert "Xác nhận đã tiếp nhận" in client.get(reverse("directions:page", args=[first.code])).text
    assert client.post(address).status_code == 303
    first.refresh_from_db()
    assert (first.received_on, first.received_by) == (MONDAY, secretary_of_a)
    assert "Xác nhận đã tiếp nhận" not in client.get(reverse("directions:page", args=[first.code])).text
    client, address = as_user(staff), reverse("directions:receive", args=[second.code])
    assert client.post(address, {"on": "23/11/2026", "name": ""}).status_code == 422
    assert client.post(address, {"on": "23/11/2026", "name": "Ông A, Phó Bí thư"}).status_code == 303
    second.refresh_from_db()
    assert second.receiver_name == "Ông A, Phó Bí thư"


def test_the_list_finds_those_that_nobody_acknowledged(as_user, leader, body_a):
    late, waiting = given(body_a, days_ago=10), given(body_a)
    given(body_a, received_on=MONDAY, receiver_name="Ông A")
    client = as_user(leader)

    def codes(state):
        return {row.code for row in client.get(f"/chi-dao/?tinh_trang={state}").context["page"]}

    assert codes(queries.UNRECEIVED) == {late.code, waiting.code}
    assert codes(queries.RECEIPT_LATE) == {late.code}
    page = client.get("/chi-dao/").text
    assert "chậm tiếp nhận 3 ngày làm việc" in page
    assert "chưa tiếp nhận, hạn 26/11/2026" in page

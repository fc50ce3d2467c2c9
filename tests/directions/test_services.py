"""Giving, following up and closing directions: who, when, in which order, and what a past day shows."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from core import clock
from core.errors import Refused
from delegations.models import Body, DutySuccession
from directions.enums import Outcome, State, StepKind
from directions.models import Direction
from directions.queries import directions as queries
from directions.services import directions, steps
from obligations.services import judging
from tests import factories
from tests.directions.conftest import day

pytestmark = pytest.mark.django_db


def seen(direction, user, on=None):
    """The direction as a page reads it, and its state on the day."""
    on = on or clock.today()
    found = queries.one(user, direction.code, on=on).get()
    return found, queries.state_of(found, on)


def report(direction, by, text="Đã đôn đốc", on=None):
    return steps.report(direction=direction, on=on or clock.today(), text=text, now=clock.now(), by=by)


def propose(direction, by, text="Đã xong", on=None, evidence="QĐ số 12-QĐ/TU"):
    return steps.propose(
        direction=direction,
        on=on or clock.today(),
        text=text,
        outcome="done",
        evidence=evidence,
        now=clock.now(),
        by=by,
    )


def close(direction, by, **values):
    wanted = {
        "on": clock.today(),
        "outcome": "done",
        "words": "",
        "leader_name": "",
        "despite_finding": True,
    } | values
    directions.close(direction=direction, **wanted, today=clock.today(), by=by)


def test_a_leader_writes_in_their_own_name_on_the_day_itself(direction, leader, staff, flag):
    assert (direction.leader_name, direction.given_on, direction.is_spoken, direction.given_by) == (
        str(leader),
        clock.today(),
        False,
        leader,
    )
    assert (direction.rule, direction.subject, direction.assignee_name) == (
        flag.rule,
        flag.subject,
        str(staff),
    )
    assert direction.code == f"DD-A/CD-{clock.today().year}-01"


def test_nothing_is_asked_of_a_body_that_stands_no_more(leader, staff, body_a):
    later = factories.BodyFactory(name="Đảng uỷ B")
    last = clock.today() - dt.timedelta(days=30)
    Body.objects.filter(pk=body_a.pk).update(ended_on=last)
    DutySuccession.objects.create(
        predecessor=body_a, successor=later, starts_on=last + dt.timedelta(days=1), duties=["tasks"]
    )
    body_a.refresh_from_db()
    values = {"text": "Họp ngay", "due_on": day(9), "urgency": "", "assigned_to": None}
    with pytest.raises(Refused, match="Hãy ghi ý kiến cho Đảng uỷ B, tổ chức giữ nhiệm vụ"):
        directions.give(body=body_a, values=values, today=clock.today(), by=leader)
    spoken = {"leader_name": "Trần Thị Mẫu", "leader_office": "", "given_on": last}
    directions.give(body=body_a, values=values | spoken, today=clock.today(), by=staff)


def test_staff_write_down_what_a_leader_said_and_name_them(spoken, body_a, staff):
    assert (spoken.leader_name, spoken.leader_office, spoken.given_on, spoken.is_spoken) == (
        "Trần Thị Mẫu",
        "Phó Bí thư",
        day(-8),
        True,
    )
    again = {
        "text": "Báo cáo kết quả",
        "due_on": day(3),
        "given_on": day(0),
        "leader_name": "Trần Thị Mẫu",
        "leader_office": "",
    }
    assert (
        directions.give(body=body_a, values=again, today=clock.today(), by=staff).leader_office
        == "Phó Bí thư"
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": "Độ mật: Tối mật"}, "dấu chỉ độ mật"),
        ({"leader_name": " "}, "tên lãnh đạo"),
        ({"given_on": day(1), "due_on": day(2)}, "không thể sau hôm nay"),
        ({"due_on": day(-9)}, "không thể trước ngày cho ý kiến"),
    ],
)
def test_what_is_refused(body_a, staff, changed, words):
    values = {
        "text": "Họp ngay",
        "due_on": day(3),
        "given_on": day(-1),
        "leader_name": "Trần Thị Mẫu",
    } | changed
    with pytest.raises(Refused, match=words):
        directions.give(body=body_a, values=values, today=clock.today(), by=staff)


def test_a_finding_that_is_not_there_takes_no_direction(body_a, body_b, flag, leader):
    values = {"text": "Họp ngay", "due_on": day(3)}
    with pytest.raises(Refused, match="không có phát hiện"):
        directions.give(
            body=body_b, values=values, rule=flag.rule, subject=flag.subject, today=clock.today(), by=leader
        )


def test_the_same_words_are_taken_once(direction, body_a, leader, flag, staff):
    values = {"text": direction.text, "due_on": day(20)}
    with pytest.raises(Refused, match=f"mã {direction.code}"):
        directions.give(
            body=body_a, values=values, rule=flag.rule, subject=flag.subject, today=clock.today(), by=leader
        )
    assert directions.give(body=body_a, values=values, today=clock.today(), by=leader).code.endswith("-02")
    report(direction, staff)
    with pytest.raises(Refused, match="đã được ghi"):
        report(direction, staff)


def test_only_staff_of_the_office_follow_it_up(direction, leader, secretary_of_a):
    for somebody in (leader, secretary_of_a):
        with pytest.raises(Refused, match="chuyên viên"):
            directions.assign(direction=direction, to=somebody, by=leader)


def test_a_secretary_reports_on_their_own_body_and_nothing_more(direction, secretary_of_a, secretary_of_b):
    assert report(direction, secretary_of_a).number == 1
    refused = [
        lambda by: propose(direction, by),
        lambda by: close(direction, by),
        lambda by: steps.add_comment(
            direction=direction, text="Thêm", due_on=None, today=clock.today(), by=by
        ),
        lambda by: directions.withdraw(direction=direction, reason="Thôi", today=clock.today(), by=by),
    ]
    for act in refused:
        with pytest.raises(PermissionDenied):
            act(secretary_of_a)
        with pytest.raises(Http404):
            act(secretary_of_b)
    with pytest.raises(Http404):
        report(direction, secretary_of_b)


def test_a_leader_reports_nothing(direction, leader):
    for act in (report, propose):
        with pytest.raises(PermissionDenied):
            act(direction, leader)


def test_it_is_changed_until_somebody_acted_and_by_whoever_wrote_it(direction, leader, staff):
    other = factories.UserFactory(role="leader")
    for somebody in (other, staff):
        with pytest.raises(PermissionDenied):
            directions.change(direction=direction, values={"text": "Khác"}, today=clock.today(), by=somebody)
    assert directions.change(
        direction=direction, values={"text": "Kiện toàn trong tháng"}, today=clock.today(), by=leader
    ) == ["text"]
    report(direction, staff)
    with pytest.raises(Refused, match="ý kiến thêm"):
        directions.change(direction=direction, values={"text": "Khác nữa"}, today=clock.today(), by=leader)


def test_due_while_the_due_day_lasts_then_overdue(direction, leader):
    assert seen(direction, leader, day(10))[1] == State.OPEN
    assert seen(direction, leader, day(11))[1] == State.OVERDUE


def test_staff_propose_the_leader_sends_back_then_confirms(direction, leader, staff):
    first = propose(direction, staff)
    assert seen(direction, leader)[1] == State.WAITING
    assert seen(direction, leader, day(11))[1] == State.WAITING  # the leader's turn, not the staff's delay
    steps.add_comment(
        direction=direction, text="Bổ sung quyết định", due_on=day(30), today=clock.today(), by=leader
    )
    found, state = seen(direction, leader)
    assert (found.due_then, found.due_on, state) == (day(30), day(10), State.OPEN)
    with pytest.raises(Refused, match="không còn hiệu lực"):
        directions.confirm(direction=direction, number=first.number, today=clock.today(), by=leader)
    second = propose(direction, staff, "Đã có quyết định chỉ định")
    with pytest.raises(Refused, match="hiện vẫn còn"):
        directions.confirm(direction=direction, number=second.number, today=clock.today(), by=leader)
    directions.confirm(
        direction=direction, number=second.number, despite_finding=True, today=clock.today(), by=leader
    )
    found, state = seen(direction, leader)
    assert (state, found.outcome, found.closing_words, found.closer_name) == (
        State.CLOSED,
        Outcome.DONE,
        "Đã có quyết định chỉ định",
        str(leader),
    )
    assert [step.kind for step in queries.steps_of(direction, on=clock.today())] == [
        StepKind.PROPOSAL,
        StepKind.FURTHER,
        StepKind.PROPOSAL,
    ]


def test_what_is_closed_takes_nothing_more_until_it_is_opened_again(direction, leader, staff):
    close(direction, leader)
    for act in (
        lambda: report(direction, staff),
        lambda: propose(direction, staff),
        lambda: close(direction, leader),
    ):
        with pytest.raises(Refused, match="đã kết thúc"):
            act()
    directions.reopen(direction=direction, reason="Kết thúc nhầm", today=clock.today(), by=leader)
    assert seen(direction, leader)[1] == State.OPEN
    assert report(direction, staff).number == 2


def test_staff_close_in_the_name_of_the_leader_who_said_so(direction, staff):
    with pytest.raises(Refused, match="tên lãnh đạo"):
        close(direction, staff)
    close(direction, staff, leader_name="Trần Thị Mẫu", words="Đồng ý kết thúc")
    direction.refresh_from_db()
    assert (direction.closer_name, direction.closed_by, direction.closing_words) == (
        "Trần Thị Mẫu",
        staff,
        "Đồng ý kết thúc",
    )


def test_it_is_taken_back_with_a_reason_that_stays(direction, leader, staff):
    report(direction, staff)
    directions.withdraw(
        direction=direction, reason="Tổ chức sắp kết thúc hoạt động", today=clock.today(), by=leader
    )
    direction.refresh_from_db()
    assert (direction.outcome, direction.closing_words) == (
        Outcome.WITHDRAWN,
        "Tổ chức sắp kết thúc hoạt động",
    )


@pytest.mark.parametrize("on", [day(-9), day(1)])
def test_a_step_lies_between_the_direction_and_today(spoken, staff, on):
    with pytest.raises(Refused, match="Ngày này"):
        report(spoken, staff, on=on)


def test_as_of_a_past_day_it_stands_as_it_stood(spoken, staff):
    propose(spoken, staff, on=day(-5))
    close(spoken, staff, leader_name="Trần Thị Mẫu", on=day(-4))
    states = {number: seen(spoken, staff, day(number))[1] for number in (-8, -6, -5, -4, 0)}
    assert states == {-8: State.OPEN, -6: State.OPEN, -5: State.WAITING, -4: State.CLOSED, 0: State.CLOSED}
    assert [row.code for row in queries.listing(user=staff, on=day(-6), filters=queries.Filters())] == [
        spoken.code
    ]
    assert [queries.counts(staff, on=day(number)).open for number in (-9, -8, -5, -4)] == [0, 1, 1, 0]


def test_it_stays_when_its_finding_clears_and_says_so(direction, leader, body_a):
    assert queries.cleared_on(seen(direction, leader)[0], clock.today()) is None
    factories.MembershipFactory(seat=body_a.seats.get())
    judging.sweep(on=clock.today(), at=clock.now())
    found, state = seen(direction, leader)
    assert (state, queries.cleared_on(found, clock.today())) == (State.OPEN, clock.today())
    assert queries.cleared_on(found, day(-1)) is None


def test_the_database_keeps_what_the_services_promise(body_a):
    wrong = [
        {"due_on": dt.date(2024, 1, 1)},
        {"closed_on": dt.date(2024, 1, 1), "outcome": "done"},
        {"closed_on": dt.date(2024, 3, 1)},
        {"outcome": "done"},
        {"rule": "understaffed"},
    ]
    for columns in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.DirectionFactory(body=body_a, **columns)
    direction = factories.DirectionFactory(body=body_a)
    for columns in ({"outcome": "done"}, {"kind": StepKind.PROPOSAL}, {"due_on": dt.date(2024, 4, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.DirectionStepFactory(direction=direction, **columns)
    assert Direction.objects.count() == 1

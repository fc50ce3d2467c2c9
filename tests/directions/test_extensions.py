"""More time is asked for with a reason; the leader answers; how often it was given stands everywhere."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from core import clock
from core.addresses import reverse
from core.errors import Refused
from directions.enums import Decision, State
from directions.models import Direction
from directions.queries import directions as queries
from directions.services import directions, extensions, steps
from tests.directions.conftest import day

pytestmark = pytest.mark.django_db
REASON = "Đang chờ ý kiến Ban Tổ chức"


def ask(direction, by, until=None, reason=REASON):
    return extensions.ask(
        direction=direction, until=until or day(20), reason=reason, today=clock.today(), by=by
    )


def grant(direction, by, number=1, until=None, **values):
    return extensions.grant(
        direction=direction, number=number, until=until or day(20), today=clock.today(), by=by, **values
    )


def seen(direction, on=None):
    on = on or clock.today()
    return Direction.objects.as_of(on).with_follow_up(on).get(pk=direction.pk)


def test_a_granted_request_moves_the_due_day_and_is_counted(direction, leader, secretary_of_a):
    ask(direction, secretary_of_a)
    assert (seen(direction).asks_extension, seen(direction).due_then) == (True, day(10))
    step = grant(direction, leader, until=day(15), words="Báo cáo hằng tuần")
    found = seen(direction)
    assert (found.due_then, found.extensions, found.asks_extension) == (day(15), 1, False)
    assert (step.due_on, step.by_name) == (day(15), str(leader))
    assert "Báo cáo hằng tuần" in step.text
    request = direction.requests.get()
    assert (request.reason, request.decision, request.decider_name) == (
        REASON,
        Decision.GRANTED,
        str(leader),
    )
    ask(direction, secretary_of_a, until=day(30))
    grant(direction, leader, number=2, until=day(30))
    assert seen(direction).extensions == 2


def test_a_refused_request_leaves_the_due_day(direction, leader, staff):
    ask(direction, staff)
    with pytest.raises(Refused, match="vì sao không gia hạn"):
        extensions.refuse(direction=direction, number=1, words=" ", today=clock.today(), by=leader)
    extensions.refuse(direction=direction, number=1, words="Đủ thời gian", today=clock.today(), by=leader)
    found = seen(direction)
    assert (found.due_then, found.extensions, found.asks_extension) == (day(10), 0, False)
    with pytest.raises(Refused, match="đã được trả lời"):
        grant(direction, leader)


@pytest.mark.parametrize("until", [10, 9, -1])
def test_more_time_is_later_than_the_due_day(direction, staff, leader, until):
    with pytest.raises(Refused, match="phải sau hạn đang có"):
        ask(direction, staff, until=day(until))
    ask(direction, staff)
    with pytest.raises(Refused, match="phải sau hạn đang có"):
        grant(direction, leader, until=day(until))


def test_one_request_waits_at_a_time_and_none_beside_a_proposal(direction, staff, leader):
    with pytest.raises(Refused, match="lý do"):
        ask(direction, staff, reason=" ")
    ask(direction, staff)
    with pytest.raises(Refused, match="đang chờ lãnh đạo"):
        ask(direction, staff, until=day(25))
    steps.propose(
        direction=direction,
        on=clock.today(),
        text="Đã xong",
        outcome="done",
        evidence="QĐ 1",
        now=clock.now(),
        by=staff,
    )
    with pytest.raises(Refused, match="đề nghị kết thúc"):
        grant(direction, leader)
    assert queries.counts(leader, on=clock.today()).asking == 0, "the proposal is what waits"


def test_a_leaders_own_later_day_answers_the_request_and_an_earlier_one_does_not(direction, leader, staff):
    ask(direction, staff)

    def comment(due_on, text):
        steps.add_comment(direction=direction, text=text, due_on=due_on, today=clock.today(), by=leader)

    comment(day(5), "Làm sớm hơn")
    assert (seen(direction).asks_extension, seen(direction).extensions) == (True, 0)
    comment(day(8), "Thêm ba ngày")
    assert (seen(direction).asks_extension, seen(direction).extensions) == (False, 1)
    assert direction.requests.get().decision_words == "Thêm ba ngày"


def test_who_asks_and_who_answers(direction, leader, staff, secretary_of_a, secretary_of_b):
    with pytest.raises(PermissionDenied):
        ask(direction, leader)
    with pytest.raises(Http404):
        ask(direction, secretary_of_b)
    ask(direction, secretary_of_a)
    with pytest.raises(PermissionDenied):
        grant(direction, secretary_of_a)
    step = grant(direction, staff, leader_name="Trần Thị Mẫu")
    assert (step.by_name, step.by) == ("Trần Thị Mẫu", staff)


def test_as_of_a_past_day_the_request_waits_still(direction, leader, staff, spoken):
    extensions.put(spoken, until=day(9), reason=REASON, name="A", today=day(-5), by=staff)
    extensions.grant(direction=spoken, number=1, until=day(9), today=day(-2), by=leader)
    assert [seen(spoken, day(n)).asks_extension for n in (-6, -5, -3, -2)] == [False, True, True, False]
    assert [seen(spoken, day(n)).extensions for n in (-3, -2)] == [0, 1]
    assert [queries.state_of(seen(spoken, day(n)), day(n)) for n in (-3, 0)] == [State.OPEN, State.OPEN]
    (request,) = queries.requests_of(spoken, on=day(-3))
    assert request.decision == ""


def test_on_the_screens(as_user, direction, leader, secretary_of_a, staff):
    page, form = (reverse(f"directions:{name}", args=[direction.code]) for name in ("page", "extend"))
    client = as_user(secretary_of_a)
    assert form in client.get(page).text
    until = day(20)
    typed = {"until": f"{until:%d/%m/%Y}", "reason": REASON}
    assert client.post(form, typed | {"until": ""}).status_code == 422
    assert client.post(form, typed).status_code == 303
    answer = reverse("directions:answer", args=[direction.code, 1])
    assert answer not in client.get(page).text
    assert client.post(answer, {"decision": "granted"}).status_code == 403
    client = as_user(leader)
    shown = client.get(page).text
    assert REASON in shown
    assert "chưa được gia hạn lần nào" in shown
    assert "Phát hiện này hiện vẫn còn" in shown
    assert "xin gia hạn 1" in client.get("/chi-dao/").text
    assert client.get(f"{answer[:-2]}9/").status_code == 404
    assert client.post(answer, {"decision": "granted", "until": "", "words": ""}).status_code == 422
    assert client.post(answer, {"decision": "refused", "until": "", "words": ""}).status_code == 422
    typed = {"decision": "granted", "until": f"{until:%d/%m/%Y}", "words": "Không gia hạn nữa"}
    assert client.post(answer, typed).status_code == 303
    assert "gia hạn 1 lần" in client.get("/chi-dao/").text
    assert [row.code for row in client.get("/chi-dao/?tinh_trang=extended").context["page"]] == [
        direction.code
    ]
    assert "Không gia hạn nữa" in client.get(page).text


def test_what_ends_takes_no_request(direction, leader, staff):
    directions.withdraw(direction=direction, reason="Thôi", today=clock.today(), by=leader)
    with pytest.raises(Refused, match="đã kết thúc"):
        ask(direction, staff)

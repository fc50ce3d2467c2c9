"""Questions whose statement is kept: the same rows as without, for every argument, user and day."""

import datetime as dt
import sys
from importlib import import_module
from typing import Any, get_type_hints

import pytest
from django.db import models
from django.db.models import Value

from core import clock, known
from core.prepared import Unkept, among, prepared
from meetings.models import Meeting
from obligations.services import judging
from tests import factories

TODAY = dt.date(2026, 11, 23)


@prepared
def held_on(day: dt.date, user: Any) -> Any:
    return Meeting.objects.visible_to(user).filter(held_on=day).select_related("body").order_by("code")


@prepared
def by_code(code: str, keys: list[int]) -> Any:
    return Meeting.objects.filter(code=code, pk__in=among(keys)).values_list("code", "held_on")


def meeting(body: Any, code: str, day: dt.date = TODAY) -> Meeting:
    return factories.MeetingFactory(body=body, code=code, held_on=day)


def test_each_call_asks_with_its_own_arguments(staff, body_a, body_b) -> None:
    first, other = meeting(body_a, "A-1"), meeting(body_b, "B-1", TODAY + dt.timedelta(1))
    assert held_on(TODAY, user=staff) == [first]
    assert held_on(TODAY + dt.timedelta(1), user=staff) == [other]
    assert held_on(TODAY - dt.timedelta(1), user=staff) == []
    keys = [first.pk, other.pk]
    assert by_code("A-1", keys) == [("A-1", TODAY)]
    assert by_code("B-1", keys) == [("B-1", TODAY + dt.timedelta(1))]
    assert by_code("A-1", []) == by_code("A-1' or true", keys) == []


def test_what_belongs_to_rows_is_read_with_them(staff, body_a, django_assert_num_queries) -> None:
    meeting(body_a, "A-1")
    held_on(TODAY, user=staff)
    with django_assert_num_queries(1):
        assert [one.body.name for one in held_on(TODAY, user=staff)] == [body_a.name]


def test_who_sees_some_bodies_sees_those_alone_whoever_asked_before(
    staff, secretary_of_a, secretary_of_b, body_a, body_b
) -> None:
    a, b = meeting(body_a, "A-1"), meeting(body_b, "B-1")
    for user, seen in ((staff, [a, b]), (secretary_of_a, [a]), (secretary_of_b, [b]), (staff, [a, b])):
        assert held_on(TODAY, user=user) == seen


def test_a_day_of_the_past_shows_what_was_known_on_it(staff, body_a) -> None:
    meeting(body_a, "A-1")
    assert len(held_on(TODAY, user=staff)) == 1
    with known.at_end_of(dt.date(2020, 1, 1)):
        assert held_on(TODAY, user=staff) == []


def asks_the_clock() -> Any:
    return Meeting.objects.filter(held_on=clock.today())


def works_out_a_day(day: dt.date) -> Any:
    return Meeting.objects.filter(held_on=day, minutes_signed_on__lt=day + dt.timedelta(14))


def works_out_a_span(day: dt.date) -> Any:
    return Meeting.objects.filter(held_on__range=(day, day)).annotate(of=Value(clock.now()))


def works_out_a_text(code: str) -> Any:
    return Meeting.objects.filter(code__startswith=code)


def uses_keys_read_before(day: dt.date) -> Any:
    return Meeting.objects.filter(held_on=day, pk__in=among([1, 2]))


def does_not_use(day: dt.date) -> Any:
    return Meeting.objects.all()


@pytest.mark.parametrize(
    ("ask", "given"),
    [
        (asks_the_clock, ()),
        (works_out_a_day, (TODAY,)),
        (works_out_a_span, (TODAY,)),
        (works_out_a_text, ("A",)),
        (uses_keys_read_before, (TODAY,)),
        (does_not_use, (TODAY,)),
        (does_not_use, (None,)),
    ],
)
def test_what_the_arguments_do_not_give_is_refused(db, ask, given) -> None:
    with pytest.raises(Unkept):
        prepared(ask)(*given)


def test_a_function_that_holds_what_is_around_it_is_refused(staff) -> None:
    def mine() -> Any:
        return Meeting.objects.filter(recorded_by=staff)

    with pytest.raises(Unkept):
        prepared(mine)


def test_a_user_gives_nothing_but_their_scope(db) -> None:
    @prepared
    def of_user(user: Any) -> Any:
        return Meeting.objects.filter(pk=user.pk)

    user = factories.UserFactory(role="staff")
    with pytest.raises(AttributeError):
        of_user(user=user)


def questions() -> list[prepared[Any]]:
    """Return every prepared question of the product."""
    import_module("config.urls")
    found = [
        thing
        for name, module in sorted(sys.modules.items())
        if not name.startswith("tests.")
        for thing in list(vars(module).values())
        if type(thing) is prepared and thing.__module__ == name
    ]
    assert len(found) > 15
    return found


def comparable(row: Any) -> Any:
    if not isinstance(row, models.Model):
        return row
    return {
        name: comparable(value) if isinstance(value, models.Model) else value
        for name, value in row.__dict__.items()
        if name != "_state"
    } | {f"→{name}": comparable(one) for name, one in row._state.fields_cache.items() if one is not None}


def test_every_question_of_the_product_gives_what_its_query_set_gives(
    today, staff, leader, sample_of_2026
) -> None:
    judging.sweep(on=today, at=clock.now())
    keys = list(range(1, 2000))
    some = {
        dt.date: [today, today - dt.timedelta(60), today + dt.timedelta(30)],
        int: [staff.pk, leader.pk],
        str: ["/hop/", "/can-xu-ly/"],
        list[int]: [keys, keys[:3], []],
    }
    told = 0
    for question in questions():
        hints = {
            name: kind
            for name, kind in get_type_hints(question.ask).items()
            if name not in {"return", "user"}
        }
        scope = {"user": staff} if "user" in get_type_hints(question.ask) else {}
        for turn in range(3):
            given = [
                some[kind][(turn + place) % len(some[kind])] for place, kind in enumerate(hints.values())
            ]
            kept, plain = question(*given, **scope), list(question.ask(*given, **scope))
            assert [comparable(row) for row in kept] == [comparable(row) for row in plain], question.ask
            told += len(kept)
    assert told > 100

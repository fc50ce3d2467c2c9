"""Who sees which records, and what finds them."""

import datetime as dt

import pytest
from django.apps import apps

from delegations.models import Body, Person
from meetings.models import Meeting, Task
from records.papers import PaperQuerySet
from records.querysets import InScope
from tests import factories

SCOPED = [model for model in apps.get_models() if isinstance(model._default_manager.all(), InScope)]


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_every_record_of_bodies_is_asked_for_by_its_scope_in_one_query(
    model, staff, secretary_of_a, django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):
        assert list(model._default_manager.visible_to(staff)) == list(model._default_manager.all())
    with django_assert_num_queries(1):
        list(model._default_manager.visible_to(secretary_of_a))


def test_a_secretary_sees_the_records_of_the_body_granted_once_each(body_a, body_b, secretary_of_a) -> None:
    mine = [factories.MeetingFactory(body=body_a, code=f"DD-A/{n}") for n in range(2)]
    theirs = factories.MeetingFactory(body=body_b, code="DD-B/1")
    factories.MembershipFactory(seat__body=body_a, person=(person := factories.PersonFactory()))
    factories.MembershipFactory(
        seat__body=body_a, person=person, starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2020, 2, 1)
    )
    assert list(Body.objects.visible_to(secretary_of_a)) == [body_a]
    assert list(Meeting.objects.visible_to(secretary_of_a).order_by("code")) == mine
    assert theirs not in Meeting.objects.visible_to(secretary_of_a)
    assert list(Person.objects.visible_to(secretary_of_a)) == [person]


def test_nobody_inactive_sees_anything(body_a, secretary_of_a, staff) -> None:
    for user in (secretary_of_a, staff):
        user.is_active = False
        user.save()
        assert list(Body.objects.visible_to(user)) == []


def test_a_record_is_found_by_its_own_words_and_its_bodys_together(body_a) -> None:
    meeting = factories.MeetingFactory(body=body_a, code="DD-A/2026-001", subject="Kiểm điểm cuối năm")
    word = body_a.name.split()[-1]
    assert list(Meeting.objects.matching(f"kiem diem {word}")) == [meeting]
    assert list(Meeting.objects.matching("kiem diem khongco")) == []
    assert list(Meeting.objects.matching("")) == [meeting]


def test_files_that_hang_on_records_have_a_way_to_a_body() -> None:
    files = [model for model in SCOPED if isinstance(model._default_manager.all(), PaperQuerySet)]
    assert {model._meta.label for model in files} == {
        "delegations.BodyFile",
        "meetings.MeetingFile",
        "reports.ReportFile",
        "directions.DirectionFile",
    }
    assert all(vars(model).get("owner_paths") for model in files)


def test_what_is_dated_later_is_not_known_on_the_day() -> None:
    assert 'given_on" <= 2026-01-31' in str(Task.objects.existing_on(dt.date(2026, 1, 31)).query)

"""Whom a typed name means: exactly, by half of it, by a code, or several."""

import pytest

from core import clock
from delegations.queries.naming import Named, named
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(body_a):
    names = ("Nguyễn Văn An", "Nguyễn Văn Ân", "Trần Thị Thuỳ Dương", "Lê Văn Hai", "Lê Văn Hai")
    made = [factories.PersonFactory(full_name=name, code=f"CB{n}") for n, name in enumerate(names)]
    for person in made:
        factories.MembershipFactory(seat__body=body_a, person=person)
    return made


def test_names_are_found_with_two_queries_however_many(people, staff, django_assert_num_queries):
    an, an_too, duong, *both = people
    texts = [
        "Nguyễn Văn An",
        "thuy duong",
        "Dương",
        "Lê Văn Hai",
        "CB1",
        "Trần Thị Thuỳ Dương (CB2)",
        "Vũ Văn Mới",
    ]
    with django_assert_num_queries(2):
        found = named(texts, user=staff, day=clock.today())
    assert found == {
        "Nguyễn Văn An": Named(an),
        "thuy duong": Named(duong),
        "Dương": Named(duong),
        "Lê Văn Hai": Named(alike=tuple(both)),
        "CB1": Named(an_too),
        "Trần Thị Thuỳ Dương (CB2)": Named(duong),
        "Vũ Văn Mới": Named(new_first=True),
    }


def test_other_accents_are_another_name_and_no_accents_are_any(people, staff):
    an, an_too, *_others = people
    found = named(["Nguyễn Văn Ấn", "nguyen van an"], user=staff, day=clock.today())
    assert found == {
        "Nguyễn Văn Ấn": Named(alike=(an, an_too), new_first=True),
        "nguyen van an": Named(alike=(an, an_too)),
    }


def test_a_secretary_finds_only_people_whom_they_see(people, secretary_of_b):
    assert named(["Nguyễn Văn An"], user=secretary_of_b, day=clock.today()) == {
        "Nguyễn Văn An": Named(new_first=True)
    }

"""One condition says who is a member on a day; list, page, directory and matrix agree with it."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delegations.models import Body, CoordinationParty, KindRow, LawRow, Membership, Person
from delegations.queries import bodies as queries
from delegations.queries.coverage import coverage
from delegations.queries.people import clashes, directory
from delegations.queries.timeline import vacancies
from tests import factories

D = dt.date
DAYS = st.integers(0, 40).map(lambda n: D(2024, 1, 1) + dt.timedelta(days=n))


@given(data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_list_page_and_directory_agree(transactional_free_db, staff, data):
    body = factories.BodyFactory(founded_on=D(2023, 1, 1))
    day = data.draw(DAYS)
    expected = set()
    seats = 0
    for _seat in range(data.draw(st.integers(0, 3))):
        starts_on = data.draw(DAYS)
        ends_on = data.draw(st.none() | DAYS.filter(lambda last, first=starts_on: last >= first))
        seat = factories.SeatFactory(body=body, starts_on=starts_on, ends_on=ends_on)
        in_force = starts_on <= day and (ends_on is None or day <= ends_on)
        seats += in_force
        edges = sorted(data.draw(st.sets(DAYS, max_size=4)))
        for first, last in zip(edges[::2], edges[1::2], strict=False):
            membership = factories.MembershipFactory(seat=seat, starts_on=first, ends_on=last)
            if in_force and first <= day <= last:
                expected.add(membership.person)
    row = queries.rows(staff, day).get(pk=body.pk)
    page = queries.seat_rows(body, day)
    people = {
        person
        for person in directory(staff, day)
        if any(held.seat.body_id == body.pk for held in person.sitting)  # type: ignore[attr-defined]
    }
    assert (
        set(Person.objects.filter(memberships__in=Membership.objects.active_on(day).filter(seat__body=body)))
        == expected
    )
    assert people == expected
    assert {item.holder.person for item in page if item.holder} == expected
    assert (row.seat_count, row.filled_count, row.vacant_count) == (  # type: ignore[attr-defined]
        seats,
        len(expected),
        seats - len(expected),
    )
    assert len(page) == seats


@pytest.fixture
def transactional_free_db(db):
    """Every example of a property test adds its own body; nothing is shared but the database."""


def test_vacancy_starts_after_the_last_holder_or_with_the_seat(body_a):
    never = factories.SeatFactory(body=body_a, code="S1", starts_on=D(2022, 5, 1))
    left = factories.SeatFactory(body=body_a, code="S2", starts_on=D(2020, 1, 1))
    factories.MembershipFactory(seat=left, starts_on=D(2020, 1, 1), ends_on=D(2023, 6, 30))
    coming = factories.MembershipFactory(seat=left, starts_on=D(2026, 1, 1))
    rows = {row.seat.code: row for row in queries.seat_rows(body_a, D(2025, 1, 1))}
    assert rows["S1"].vacant_since == D(2022, 5, 1) == never.starts_on
    assert (rows["S2"].vacant_since, rows["S2"].coming) == (D(2023, 7, 1), coming)
    assert vacancies(left, first=D(2023, 1, 1), last=D(2026, 12, 31)) == [(D(2023, 7, 1), D(2025, 12, 31))]


def test_the_matrix_says_missing_where_the_rule_does(staff, body_a, body_b):
    factories.BodyFactory(code="DD-C", coordination_kinds=["agency"])
    factories.BodyFactory(code="DD-END", ended_on=D(2023, 1, 1))
    regulation = factories.CoordinationRegulationFactory(
        number="7-QC", effective_on=D(2024, 2, 1), lapses_on=D(2024, 12, 31)
    )
    for place, body in enumerate((body_a, body_b), start=1):
        CoordinationParty.objects.create(regulation=regulation, position=place, body=body)

    def missing(day):
        whole = coverage(staff, day)
        return [
            sorted({side.body.code for side in (*part.columns, *part.sides) if side.lacks})
            for part in (whole.bodies, whole.localities, whole.agency)
        ]

    factories.SubordinateCommitteeFactory(name="Đảng uỷ xã Bắc")
    assert missing(D(2024, 1, 31)) == [["DD-A", "DD-B"], ["DD-A", "DD-B"], ["DD-A", "DD-B", "DD-C"]]
    assert missing(D(2024, 2, 1)) == [[], ["DD-A", "DD-B"], ["DD-A", "DD-B", "DD-C"]]
    assert missing(D(2024, 12, 31)) == missing(D(2024, 2, 1))
    assert missing(D(2025, 1, 1)) == missing(D(2024, 1, 31))
    of_bodies = coverage(staff, D(2024, 6, 1)).bodies
    assert [side.body.code for side in of_bodies.columns] == [
        "DD-A",
        "DD-B",
    ]  # what owes nothing is no column
    cells = {row.side.body.code: row.cells for row in of_bodies.rows}
    assert {code: [bool(cell.regulations) for cell in row] for code, row in cells.items()} == {
        "DD-A": [False, True],
        "DD-B": [False, False],
        "DD-C": [False, False],
    }
    assert {code: [cell.counts for cell in row] for code, row in cells.items()} == {
        "DD-A": [False, True],
        "DD-B": [False, False],
        "DD-C": [True, True],
    }


def test_an_organ_stands_in_the_matrix_only_where_a_regulation_names_it(staff, body_a, body_b):
    organs = [
        factories.BodyFactory(code=f"DD-A-{n}", parent=body_a, relation="organ", coordination_kinds=[])
        for n in (1, 2)
    ]
    regulation = factories.CoordinationRegulationFactory(effective_on=D(2024, 1, 1))
    for place, body in enumerate((body_b, organs[1]), start=1):
        CoordinationParty.objects.create(regulation=regulation, position=place, body=body)
    whole = coverage(staff, D(2024, 6, 1))
    assert {side.body for side in whole.bodies.sides} == {body_a, body_b, organs[1]}
    assert whole.bodies.pairs == 3


def test_no_row_of_the_matrix_leads_a_secretary_to_a_body_that_they_may_not_open(
    secretary_of_a, body_a, body_b, as_user
):
    whole = coverage(secretary_of_a, D(2024, 6, 1))
    assert [(side.body, side.is_seen) for side in whole.bodies.sides] == [(body_a, True), (body_b, False)]
    page = as_user(secretary_of_a).get("/ma-tran/").content.decode().partition("<main")[2]
    assert "/to-chuc/DD-A/" in page
    assert "/to-chuc/DD-B/" not in page
    assert body_b.name in page


def test_the_shorter_side_of_a_part_lies_across(staff, body_a, body_b):
    committees = [factories.SubordinateCommitteeFactory(name=f"Đảng uỷ xã {n}") for n in range(3)]
    whole = coverage(staff, D(2024, 6, 1))
    assert [side.body for side in whole.localities.columns] == [body_a, body_b]
    assert [side.name for side in whole.localities.sides] == [one.name for one in committees]
    assert (len(whole.agency.columns), [side.body for side in whole.agency.sides]) == (1, [body_a, body_b])
    assert {cell.query for row in whole.agency.rows for cell in row.cells} == {"ben=DD-A", "ben=DD-B"}


def test_the_matrix_of_a_province_without_bodies_says_so_once(leader, as_user, db):
    page = as_user(leader).get("/ma-tran/").content.decode()
    assert page.count("nn-empty") == 1
    assert "Không có tổ chức nào hoạt động ngày này" in page


def test_the_matrix_asks_of_a_kind_what_the_rows_on_it_say(staff, body_a, body_b):
    factories.ProvinceFactory(tracking_from=D(2024, 1, 1))
    other = factories.BodyFactory(code="DU-1", kind=factories.BodyKindFactory(name="Đảng uỷ xã"))
    whole = ("bodies", "localities", "agency")

    def missing(day):
        lacking = coverage(staff, day).lacking
        return {body.code: tuple(map(str, group.kinds)) for group in lacking for body in group.bodies}

    assert missing(D(2026, 1, 1)) == {"DD-A": whole, "DD-B": whole, "DU-1": whole}
    KindRow.objects.create(
        kind=other.kind, coordination_kinds=["agency"], starts_on=D(2026, 6, 1), reference="12-QC/TU"
    )
    LawRow.objects.create(
        kind=body_a.kind, rule="coordination-missing", value="no", starts_on=D(2020, 1, 1), reference="Đ1"
    )
    assert missing(D(2026, 5, 31)) == {"DU-1": whole}
    assert missing(D(2026, 6, 1)) == {"DU-1": ("agency",)}
    # After a lapse the duty arises anew, on a day on which the rule applies again.
    LawRow.objects.update(ends_on=D(2025, 12, 31))
    regulation = factories.CoordinationRegulationFactory(effective_on=D(2024, 1, 1), lapses_on=D(2026, 2, 1))
    CoordinationParty.objects.create(regulation=regulation, position=1, body=body_a)
    assert missing(D(2026, 2, 1)) == {"DU-1": whole}
    assert missing(D(2026, 6, 1)) == {"DD-A": whole, "DU-1": ("agency",)}


def test_the_page_of_a_body_asks_for_no_regulation_that_the_matrix_does_not_ask(
    staff, body_a, body_b, as_user
):
    factories.ProvinceFactory(tracking_from=D(2024, 1, 1))
    LawRow.objects.create(
        kind=body_a.kind, rule="coordination-missing", value="no", starts_on=D(2020, 1, 1), reference="Đ1"
    )
    ended = factories.BodyFactory(kind=factories.BodyKindFactory(name="Đảng uỷ xã"), ended_on=D(2025, 6, 30))
    assert not coverage(staff, D(2026, 1, 1)).lacking
    for body in (body_a, ended):
        found = queries.coordination_of(body, D(2026, 1, 1))
        assert [owed for _kind, owed, _rows in found] == [False, False, False]
    assert all(owed for _kind, owed, _rows in queries.coordination_of(ended, D(2025, 6, 30)))


def test_committees_are_matched_blind_to_spelling(staff, body_a):
    regulation = factories.CoordinationRegulationFactory(kind="localities")
    CoordinationParty.objects.create(regulation=regulation, position=1, body=body_a)
    CoordinationParty.objects.create(regulation=regulation, position=2, name="Huyện ủy Bắc")
    CoordinationParty.objects.create(regulation=regulation, position=3, name="Thị uỷ Lạ")
    factories.SubordinateCommitteeFactory(name="Huyện uỷ Bắc")
    whole = coverage(staff, D(2024, 6, 1))
    assert whole.unknown_names == ("Thị uỷ Lạ",)
    assert [bool(cell.regulations) for cell in whole.localities.rows[0].cells] == [True]


def test_clashes_are_named(body_a, body_b):
    person = factories.PersonFactory()
    seats = [
        factories.SeatFactory(body=body, role=role)
        for body, role in ((body_a, "secretary"), (body_a, "member"), (body_b, "secretary"))
    ]
    rows = [factories.MembershipFactory(seat=seat, person=person) for seat in seats]
    found = clashes(rows)
    assert [(clash.serious, body_a.name in clash.text) for clash in found] == [(True, True), (False, True)]


def test_the_secretary_sees_only_their_own(secretary_of_a, body_a, body_b):
    mine, theirs = (
        factories.MembershipFactory(seat=factories.SeatFactory(body=body)) for body in (body_a, body_b)
    )
    assert list(Body.objects.visible_to(secretary_of_a)) == [body_a]
    assert list(Person.objects.visible_to(secretary_of_a)) == [mine.person]
    assert theirs.person not in directory(secretary_of_a, D(2024, 1, 1))


def test_a_window_of_the_matrix_counts_the_whole(staff):
    bodies = [factories.BodyFactory(position=n) for n in range(1, 6)]
    regulation = factories.CoordinationRegulationFactory()
    for place, body in enumerate(bodies[:3], start=1):
        CoordinationParty.objects.create(regulation=regulation, position=place, body=body)
    whole = coverage(staff, D(2024, 1, 1)).bodies
    part = whole.window(rows=slice(1, 3), columns=slice(2, 4))
    assert (whole.pairs, whole.gaps) == (part.pairs, part.gaps) == (10, 7)
    assert sum(cell.gap for row in whole.rows for cell in row.cells) == 7
    assert [row.side.body for row in part.rows] == bodies[1:3]
    assert [row.cells[2:4] for row in whole.rows[1:3]] == [row.cells for row in part.rows]

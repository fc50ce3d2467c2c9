"""Versions of working regulations, legal bases, coordination, events."""

import datetime as dt

import pytest

from core.addresses import reverse
from core.errors import Refused
from delegations.models import Body, EventBody, WorkingRegulation
from delegations.queries.documents import stale_through
from delegations.services import coordination, documents, events, regulations

D = dt.date


def test_a_new_version_ends_the_one_before(body_a, staff):
    old = regulations.issue(
        body=body_a, number="1-QC", issued_on=D(2021, 1, 1), effective_on=D(2021, 1, 1), by=staff
    )
    new = regulations.issue(
        body=body_a, number="2-QC", issued_on=D(2025, 3, 1), effective_on=D(2025, 3, 15), by=staff
    )
    assert list(WorkingRegulation.objects.in_force_on(D(2025, 3, 14))) == [
        WorkingRegulation.objects.get(pk=old.pk)
    ]
    assert list(WorkingRegulation.objects.in_force_on(D(2025, 3, 15))) == [new]


def test_what_lapsed_by_a_wrong_regulation_follows_its_correction_and_its_deletion(body_a, staff, as_user):
    old = regulations.issue(
        body=body_a, number="1-QC", issued_on=D(2021, 1, 1), effective_on=D(2021, 1, 1), by=staff
    )
    wrong = regulations.issue(
        body=body_a, number="2-QC", issued_on=D(2025, 3, 1), effective_on=D(2025, 3, 15), by=staff
    )
    regulations.edit(regulation=wrong, changes={"effective_on": D(2025, 3, 20)}, by=staff)
    old.refresh_from_db()
    assert old.lapses_on == D(2025, 3, 19)
    with pytest.raises(Refused, match="hãy nhập ngày sau"):
        regulations.edit(regulation=wrong, changes={"effective_on": D(2021, 1, 1)}, by=staff)
    wrong.refresh_from_db()
    address = reverse("delegations:delete_regulation", args=[body_a.code, wrong.pk])
    client = as_user(staff)
    assert "1-QC được ghi hết hiệu lực; xoá thì lại có hiệu lực như trước" in client.get(address).text
    assert client.post(address).status_code == 303
    old.refresh_from_db()
    assert old.lapses_on is None


@pytest.mark.django_db(transaction=True)
def test_what_lapsed_by_itself_stays_so_when_the_next_one_is_deleted(body_a, staff):
    old = regulations.issue(
        body=body_a, number="1-QC", issued_on=D(2021, 1, 1), effective_on=D(2021, 1, 1), by=staff
    )
    regulations.lapse(regulation=old, on=D(2025, 3, 14), by=staff)
    new = regulations.issue(
        body=body_a, number="2-QC", issued_on=D(2025, 3, 1), effective_on=D(2025, 3, 15), by=staff
    )
    assert not regulations.ended_by(new)
    regulations.delete(regulation=new, by=staff)
    old.refresh_from_db()
    assert old.lapses_on == D(2025, 3, 14)


def test_a_number_in_use_answers_with_a_sentence(body_a, staff):
    regulations.issue(
        body=body_a, number="1-QC", issued_on=D(2021, 1, 1), effective_on=D(2021, 1, 1), by=staff
    )
    with pytest.raises(Refused, match="số ký hiệu này"):
        regulations.issue(
            body=body_a, number="1-QC", issued_on=D(2022, 1, 1), effective_on=D(2022, 1, 1), by=staff
        )


def test_a_replacement_lists_every_regulation_that_it_makes_stale(body_a, body_b, staff):
    old = documents.register(number="97-QĐ/TW", issued_on=D(2023, 2, 7), effective_on=D(2023, 2, 7), by=staff)
    other = documents.register(
        number="35-QC/TU", issued_on=D(2021, 4, 2), effective_on=D(2021, 4, 2), by=staff
    )
    shadowed = regulations.issue(
        body=body_a,
        number="0-QC",
        issued_on=D(2023, 3, 1),
        effective_on=D(2023, 3, 1),
        legal_bases=[old],
        by=staff,
    )
    regulations.issue(
        body=body_a,
        number="1-QC",
        issued_on=D(2023, 8, 9),
        effective_on=D(2023, 8, 9),
        legal_bases=[old, other],
        ends_previous=False,
        by=staff,
    )
    regulations.issue(
        body=body_b,
        number="2-QC",
        issued_on=D(2026, 8, 9),
        effective_on=D(2026, 8, 9),
        legal_bases=[other],
        by=staff,
    )
    assert shadowed
    found = stale_through([old], effective_on=D(2026, 5, 14), day=D(2026, 11, 23), bodies=Body.objects.all())
    assert [
        (row.regulation.number, [document.number for document in row.replaced], row.since) for row in found
    ] == [("1-QC", ["97-QĐ/TW"], D(2026, 5, 14))]
    both = stale_through(
        [old, other], effective_on=D(2026, 5, 14), day=D(2026, 11, 23), bodies=Body.objects.all()
    )
    assert {(row.regulation.number, row.since) for row in both} == {
        ("1-QC", D(2026, 5, 14)),
        ("2-QC", D(2026, 8, 9)),
    }


def test_a_document_does_not_replace_itself(staff):
    document = documents.register(
        number="1-QĐ", issued_on=D(2023, 2, 7), effective_on=D(2023, 2, 7), by=staff
    )
    with pytest.raises(Refused, match="chính nó"):
        documents.edit(document=document, changes={}, replaces=[document], by=staff)


def test_parties_are_bodies_or_names_once_each(body_a, body_b, staff):
    with pytest.raises(Refused, match="hai bên"):
        coordination.issue(number="1", kind="bodies", effective_on=D(2024, 1, 1), parties=[body_a], by=staff)
    with pytest.raises(Refused, match="hai lần"):
        coordination.issue(
            number="1",
            kind="localities",
            effective_on=D(2024, 1, 1),
            parties=[body_a, "Huyện uỷ Bắc", "Huyện ủy  Bắc"],
            by=staff,
        )
    made = coordination.issue(
        number="1", kind="localities", effective_on=D(2024, 1, 1), parties=[body_a, "Huyện uỷ Bắc"], by=staff
    )
    coordination.edit(regulation=made, changes={"title": "Mới"}, parties=[body_b, "Huyện uỷ Nam"], by=staff)
    assert [str(row.body or row.name) for row in made.parties.order_by("position")] == [
        body_b.name,
        "Huyện uỷ Nam",
    ]


def test_kept_unchanged_holds_its_body_in_the_event(body_a, body_b, staff):
    event = events.record(
        occurred_on=D(2026, 3, 15), kind="election", name="Bầu cử", bodies=[body_a, body_b], by=staff
    )
    touched = EventBody.objects.select_related("event", "body").get(event=event, body=body_a)
    with pytest.raises(Refused, match="không thể trước đó"):
        events.keep_unchanged(touched=touched, on=D(2026, 3, 14), document="", by=staff)
    events.keep_unchanged(touched=touched, on=D(2026, 3, 15), document="5-TB", by=staff)
    with pytest.raises(Refused, match=body_a.name):
        events.edit(event=event, changes={}, bodies=[body_b], by=staff)

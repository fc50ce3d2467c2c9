"""Two people edit one record; refusals of the database come back as sentences; history reads as
differences."""

import datetime as dt

import pytest
from django import forms

from core.editing import SNAPSHOT, ConcurrentEditForm, attempt, change, insert, remove
from core.errors import Refused
from core.history import changes, changes_where, values_before
from delegations.models import Body, Membership, Person, Seat
from tests import factories


class PersonForm(ConcurrentEditForm, forms.ModelForm):
    class Meta:
        model = Person
        fields = ["full_name", "email", "phone"]


def posted(form: forms.BaseForm, **typed: str) -> dict[str, str]:
    """Return what a browser sends back for a form that was shown, with some fields typed over."""
    return {name: form[name].value() or "" for name in form.fields} | typed


@pytest.fixture
def person(db):
    return factories.PersonFactory(full_name="Lê Văn An", email="an@tinhmau.example", phone="0233")


def test_nobody_else_wrote(person):
    shown = PersonForm(instance=person)
    form = PersonForm(posted(shown, phone="0999"), instance=person)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["phone"] == "0999"
    assert person.phone == "0233", "the view's record stays as stored until a service writes"


def test_the_second_sees_both_texts_and_then_chooses(person):
    shown = PersonForm(instance=person)
    Person.objects.filter(pk=person.pk).update(phone="0111")
    form = PersonForm(posted(shown, phone="0222"), instance=Person.objects.get(pk=person.pk))
    assert not form.is_valid()
    assert "0111" in str(form.errors["phone"])
    assert form["phone"].value() == "0222", "what was typed is still there"
    again = PersonForm(posted(form), instance=Person.objects.get(pk=person.pk))
    assert again.is_valid(), "a second save is a choice made with both texts in sight"
    assert again.cleaned_data["phone"] == "0222"


def test_fields_that_only_the_other_changed_are_kept(person):
    shown = PersonForm(instance=person)
    Person.objects.filter(pk=person.pk).update(email="moi@tinhmau.example")
    form = PersonForm(posted(shown, phone="0222"), instance=Person.objects.get(pk=person.pk))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["email"] == "moi@tinhmau.example"
    assert form.cleaned_data["phone"] == "0222"
    assert form.merged == ["email"]


def test_a_kept_field_stays_kept_through_a_conflict_elsewhere(person):
    shown = PersonForm(instance=person)
    Person.objects.filter(pk=person.pk).update(email="moi@tinhmau.example", phone="0111")
    first = PersonForm(posted(shown, phone="0222"), instance=Person.objects.get(pk=person.pk))
    assert set(first.errors) == {"phone"}
    second = PersonForm(posted(first), instance=Person.objects.get(pk=person.pk))
    assert second.is_valid(), second.errors
    assert second.cleaned_data["email"] == "moi@tinhmau.example"


def test_both_typed_the_same(person):
    shown = PersonForm(instance=person)
    Person.objects.filter(pk=person.pk).update(phone="0222")
    assert PersonForm(posted(shown, phone="0222"), instance=Person.objects.get(pk=person.pk)).is_valid()


@pytest.mark.parametrize("token", ["rác", "eyJhIjoxfQ:1abc:def"])
def test_a_forged_snapshot_is_refused_once(person, token):
    form = PersonForm(posted(PersonForm(instance=person), **{SNAPSHOT: token}), instance=person)
    assert not form.is_valid()
    assert PersonForm(posted(form), instance=person).is_valid()


def test_a_snapshot_of_another_record_is_refused(person):
    other = factories.PersonFactory()
    token = posted(PersonForm(instance=other))[SNAPSHOT]
    assert not PersonForm(
        posted(PersonForm(instance=person), **{SNAPSHOT: token}), instance=person
    ).is_valid()


def test_change_writes_only_what_differs(person, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert change(person, {"full_name": "Lê  Văn An "}) == []
    assert change(person, {"full_name": "Lê Văn Bình", "phone": "0233"}) == ["full_name"]
    person.refresh_from_db()
    assert person.search_text.startswith("le van binh")


def test_a_constraint_answers_with_its_sentence(db):
    seat = factories.SeatFactory()
    factories.MembershipFactory(seat=seat)
    with pytest.raises(Refused, match="Vị trí này đã có người giữ"):
        insert(Membership(seat=seat, person=factories.PersonFactory(), starts_on=dt.date(2021, 1, 1)))


def test_a_repeated_key_answers_at_its_field(db):
    factories.BodyFactory(code="DD-X")
    with pytest.raises(Refused, match="mã tổ chức") as refusal:
        insert(
            Body(
                code="DD-X",
                name="Tên",
                kind=factories.BodyKindFactory(),
                host="H",
                founded_on=dt.date(2020, 1, 1),
            )
        )
    assert refusal.value.field == "code"


def test_removal_counts_what_hangs_on_a_record(db):
    seat = factories.SeatFactory()
    factories.MembershipFactory(seat=seat)
    with pytest.raises(Refused, match=r"1 thành viên.*Ghi ngày kết thúc"):
        remove(seat, advice="Ghi ngày kết thúc.")
    assert Seat.objects.filter(pk=seat.pk).exists()


def test_a_refused_service_leaves_nothing_behind(db):
    def half() -> None:
        factories.PersonFactory(code="CB-NUA")
        raise Refused("Không được.", field="phone")

    form = PersonForm({"full_name": "A"})
    form.is_valid()
    assert attempt(form, half) is False
    assert form.errors["phone"] == ["Không được."]
    assert not Person.objects.filter(code="CB-NUA").exists()


def test_history_reads_as_differences_and_goes_back(person):
    change(person, {"phone": "0999"})
    newest = changes(person)[0]
    assert [(item.name, item.before, item.after) for item in newest.differences] == [
        ("phone", "0233", "0999")
    ]
    assert values_before(person, newest.id) == {"phone": "0233"}
    assert values_before(person, newest.id + 10_000) == {}


def test_history_of_deleted_records_is_found_by_their_columns(db):
    membership = factories.MembershipFactory()
    seat_id, name = membership.seat_id, membership.person.full_name
    membership.delete()
    found = changes_where(Membership, title="person", seat_id=seat_id)
    assert [(item.kind, item.record) for item in found] == [("delete", name), ("insert", name)]

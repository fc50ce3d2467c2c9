"""Who sees to a finding and what was noted: given, filtered, taken back; never for the body's eyes."""

import datetime as dt
import re

import pytest

from accounts.enums import Role
from core import clock
from core.addresses import reverse
from core.errors import Refused
from core.history import changes_where
from obligations.models import FindingNote, FindingOwner, Flag
from obligations.services import follow_up, judging
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "province")]
NOTE = "Đã gọi đồng chí Bí thư, hẹn họp trong tuần"


@pytest.fixture
def flag(body_a, body_b):
    for body in (body_a, body_b):
        factories.SeatFactory(body=body, code=f"{body.code}-01", starts_on=dt.date(2024, 1, 1))
    judging.sweep(on=clock.today(), at=clock.now())
    return Flag.objects.get(body=body_a, rule="understaffed")


@pytest.fixture
def colleague(db):
    return factories.UserFactory(username="chuyenvien2", full_name="Lê Thị Tám", role=Role.STAFF)


def page_of(flag) -> str:
    return reverse("obligations:finding", args=[flag.body.code, flag.rule, flag.subject])


def given(client, flag, to, **more):
    return client.post(reverse("obligations:assign", args=[flag.pk]), {"owner": to.pk if to else ""}, **more)


def noted(client, flag, text=NOTE, **more):
    return client.post(reverse("obligations:note", args=[flag.pk]), {"text": text}, **more)


def undone(client, answer):
    return client.post(re.search(r'action="(/hoan-tac/[^"]+)"', answer.content.decode())[1], follow=True)


def test_a_finding_is_given_and_taken_back(flag, staff, colleague, as_user):
    client = as_user(staff)
    answer = given(client, flag, colleague, follow=True)
    assert "Đã giao theo dõi cho Lê Thị Tám." in answer.content.decode()
    assert answer.redirect_chain == [(page_of(flag) + "#theo-doi", 303)]
    assert FindingOwner.objects.values_list("flag", "owner", "given_by").get() == (
        flag.pk,
        colleague.pk,
        staff.pk,
    )
    undone(client, answer)
    assert not FindingOwner.objects.exists()


def test_many_are_given_at_once_and_given_on(flag, staff, colleague):
    keys = list(Flag.objects.values_list("pk", flat=True))
    first = follow_up.assign(flag_ids=[flag.pk], to=staff, now=clock.now(), by=staff)
    second = follow_up.assign(flag_ids=keys, to=colleague, now=clock.now(), by=staff)
    again = follow_up.assign(flag_ids=keys, to=colleague, now=clock.now(), by=staff)
    assert (first, second, again) == (1, len(keys), 0)
    assert set(FindingOwner.objects.values_list("flag", "owner")) == {(key, colleague.pk) for key in keys}
    assert follow_up.assign(flag_ids=keys, to=None, now=clock.now(), by=staff) == len(keys)
    assert not FindingOwner.objects.exists()


@pytest.mark.parametrize("who", ["leader", "secretary_of_a"])
def test_only_an_officer_at_work_is_given_one(who, flag, staff, request, as_user):
    other = request.getfixturevalue(who)
    with pytest.raises(Refused, match="chuyên viên văn phòng"):
        follow_up.assign(flag_ids=[flag.pk], to=other, now=clock.now(), by=staff)
    assert given(as_user(staff), flag, other).status_code == 422
    assert not FindingOwner.objects.exists()


def test_notes_stand_on_the_page_the_latest_first(flag, staff, colleague, leader, as_user):
    answer = noted(as_user(staff), flag, follow=True)
    assert "Đã ghi chú." in answer.content.decode()
    noted(as_user(colleague), flag, "Đã gửi công văn\nđôn đốc")
    text = as_user(leader).get(page_of(flag)).content.decode()
    assert text.index("Đã gửi công văn<br>đôn đốc") < text.index(NOTE)
    assert reverse("obligations:note", args=[flag.pk]) not in text, "a leader reads"


def test_a_note_with_a_secrecy_mark_or_without_words_comes_back(flag, staff, as_user):
    for text, words in (("Văn bản độ mật: Mật", "dấu chỉ độ mật"), ("", "Nhập ghi chú")):
        answer = noted(as_user(staff), flag, text)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert text in answer.content.decode()
    assert not FindingNote.objects.exists()


def test_only_who_wrote_a_note_removes_it_and_its_history_stays(flag, staff, colleague, as_user):
    noted(as_user(staff), flag)
    url = reverse("obligations:remove-note", args=[FindingNote.objects.get().pk])
    said = as_user(colleague).post(url, follow=True).content.decode()
    assert "Chỉ người ghi gỡ được" in said
    client = as_user(staff)
    answer = client.post(url, follow=True)
    assert not FindingNote.objects.exists()
    assert [change.kind for change in changes_where(FindingNote)] == ["delete", "insert"]
    undone(client, answer)
    assert FindingNote.objects.get().text == NOTE


def test_the_body_sees_neither_owner_nor_notes(flag, staff, colleague, secretary_of_a, as_user):
    given(as_user(staff), flag, colleague)
    noted(as_user(staff), flag)
    client = as_user(secretary_of_a)
    worklist = reverse("obligations:worklist")
    for url in (page_of(flag), worklist, f"{worklist}?theo_doi={colleague.pk}"):
        text = client.get(url).content.decode()
        assert "Khuyết vị trí" in text
        assert NOTE not in text
        assert "Lê Thị Tám" not in text
    assert "Theo dõi" not in client.get(worklist).content.decode()


@pytest.mark.parametrize("who", ["leader", "secretary_of_a", "secretary_of_b"])
def test_others_write_nothing(who, flag, staff, request, as_user):
    noted(as_user(staff), flag)
    client = as_user(request.getfixturevalue(who))
    note = FindingNote.objects.get()
    answers = [
        given(client, flag, staff),
        noted(client, flag),
        client.post(reverse("obligations:remove-note", args=[note.pk])),
    ]
    assert {answer.status_code for answer in answers} <= {403, 404}
    assert list(FindingNote.objects.all()) == [note]
    assert not FindingOwner.objects.exists()


def test_the_stranger_is_asked_to_log_in(flag, client):
    assert given(client, flag, None).status_code == 302
    assert noted(client, flag).status_code == 302


def test_the_list_is_narrowed_to_whose_work_it_is(flag, staff, colleague, as_user):
    client, url = as_user(staff), reverse("obligations:worklist")
    given(client, flag, staff)
    noted(client, flag)

    def shown(wanted: str) -> set[tuple[str, str]]:
        return {(row.body_code, row.rule) for row in client.get(f"{url}?theo_doi={wanted}").context["page"]}

    everything = shown("")
    assert shown("toi") == {("DD-A", "understaffed")} == shown(str(staff.pk))
    assert shown("chua") == everything - {("DD-A", "understaffed")}
    assert shown(str(colleague.pk)) == set()
    text = client.get(f"{url}?theo_doi=toi").content.decode()
    assert str(staff) in text
    assert NOTE in text


@pytest.mark.parametrize("count", [3, 30])
def test_the_list_costs_the_same_however_many_are_followed_up(
    count, staff, as_user, django_assert_num_queries
):
    for number in range(count):
        body = factories.BodyFactory(code=f"DD-{number:02}")
        factories.SeatFactory(body=body, code=f"S-{number:02}", starts_on=dt.date(2024, 1, 1))
    judging.sweep(on=clock.today(), at=clock.now())
    keys = list(Flag.objects.values_list("pk", flat=True))
    follow_up.assign(flag_ids=keys, to=staff, now=clock.now(), by=staff)
    for flag in Flag.objects.all():
        follow_up.note(flag=flag, text="Đã gọi", now=clock.now(), by=staff)
    client = as_user(staff)
    with django_assert_num_queries(17):
        client.get(reverse("obligations:worklist"))

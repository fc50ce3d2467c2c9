"""One table sets up a body and staffs it anew: pasted, previewed, written under one decision or not."""

import datetime as dt

import pytest

from core.addresses import reverse
from delegations.models import Body, Membership, Person, Seat
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province", "today")]
D = dt.date
LIST = (
    "Họ và tên\tChức vụ\tChức danh\n"
    "Nguyễn Văn An\tChủ tịch Hội\tBí thư\n"
    "Lê Thị Bình\tPhó Chủ tịch\tPhó Bí thư\n"
    "Trần Văn Cường\tChánh Văn phòng\tUỷ viên\n"
)


def table(rows=(), **more):
    """Return what a browser sends of the table."""
    sent = {"tv-TOTAL_FORMS": len(rows), "tv-INITIAL_FORMS": 0}
    for place, row in enumerate(rows):
        sent |= {f"tv-{place}-{name}": value for name, value in row.items()}
    return sent | {name.replace("qd_", "qd-"): value for name, value in more.items()}


def row_of(membership, **changes):
    person = membership.person
    return {
        "seat": membership.seat_id,
        "seen": membership.pk,
        "name": f"{person.full_name} ({person.code})",
        "title": membership.title,
        **changes,
    }


def held(body):
    return [
        (row.seat.role, row.person.full_name, row.title, row.starts_on, row.ends_on, row.decision_number)
        for row in Membership.objects.filter(seat__body=body).select_related("seat", "person").in_rank_order()
    ]


@pytest.fixture
def kind():
    return factories.BodyKindFactory(name="Đảng đoàn")


@pytest.fixture
def staffed(body_a):
    """A secretary and two members of body A."""
    return [
        factories.MembershipFactory(
            seat__body=body_a, seat__role=role, seat__code=f"A-0{n}", person__full_name=name, title="Cũ"
        )
        for n, (role, name) in enumerate(
            (("secretary", "Đỗ Văn Nhất"), ("member", "Đỗ Văn Nhì"), ("member", "Đỗ Văn Ba")), start=1
        )
    ]


def test_a_body_is_founded_with_the_members_of_a_pasted_list(kind, as_user, staff):
    factories.PersonFactory(full_name="Lê Thị Bình", code="CB00001")
    client, url = as_user(staff), reverse("delegations:create_body")
    typed = {
        "name": "Đảng đoàn Hội Nông dân tỉnh",
        "founded_on": "5/9/2026",
        "founding_decision": "9-QĐ/TU",
        "position": "10",
    }
    shown = client.post(url, typed | table(pasted=LIST, act="read"))
    assert shown.status_code == 200
    words = " ".join(shown.content.decode().split())
    assert "Sẽ ghi: 3 được chỉ định, 0 ở lại, 0 thôi giữ." in words
    assert "thêm 2 cán bộ mới vào danh bạ" in words
    assert "Chỉ định từ 05/09/2026. Cán bộ mới, thêm vào danh bạ." in words
    assert not Body.objects.exists()

    rows = shown.context["screen"].rows.texts()
    answer = client.post(url, typed | table(rows, act="save"), follow=True)
    assert "với 3 vị trí, 3 thành viên" in answer.content.decode()
    body = Body.objects.get()
    assert (body.code, body.kind, body.host) == ("DD-HOI-NONG-DAN-TINH", kind, "Hội Nông dân tỉnh")
    assert held(body) == [
        ("secretary", "Nguyễn Văn An", "Chủ tịch Hội", D(2026, 9, 5), None, "9-QĐ/TU"),
        ("deputy", "Lê Thị Bình", "Phó Chủ tịch", D(2026, 9, 5), None, "9-QĐ/TU"),
        ("member", "Trần Văn Cường", "Chánh Văn phòng", D(2026, 9, 5), None, "9-QĐ/TU"),
    ]
    assert Person.objects.count() == 3


def test_nothing_is_founded_where_a_line_has_a_fault_and_nothing_typed_is_lost(kind, as_user, staff):
    for number in (1, 2):
        factories.PersonFactory(full_name="Lê Văn Hai", code=f"CB{number}")
    rows = [
        {"role": "secretary", "name": "Lê Văn Hai", "title": "Chủ tịch"},
        {"role": "member", "name": "Dương", "starts_on": "31/2/2026"},
    ]
    typed = {"name": "Đảng đoàn Hội Mới", "founded_on": "5/9/2026", "position": "10"}
    client, url = as_user(staff), reverse("delegations:create_body")
    answer = client.post(url, typed | table(rows, act="save"))
    assert answer.status_code == 422
    words = " ".join(answer.content.decode().split())
    assert "Có 2 đồng chí cùng tên; chọn một." in words
    assert "Không có “Dương” trong danh bạ. Cán bộ mới thì ghi đủ họ tên." in words
    assert "Không có ngày “31/2/2026” trong lịch." in words
    assert 'value="Chủ tịch"' in words
    assert 'value="31/2/2026"' in words
    assert not Body.objects.exists()

    rows = [rows[0] | {"who": "CB2"}, {"role": "member", "name": "Vũ Dương"}]
    assert client.post(url, typed | table(rows, act="save")).status_code == 303
    assert [row[1] for row in held(Body.objects.get())] == ["Lê Văn Hai", "Vũ Dương"]
    assert Membership.objects.get(person__code="CB2").title == "Chủ tịch"


def test_a_body_is_founded_without_members_as_before(kind, as_user, staff):
    typed = {"name": "Đảng đoàn Hội Mới", "founded_on": "5/9/2026", "position": "10"}
    assert as_user(staff).post(reverse("delegations:create_body"), typed | table()).status_code == 303
    assert Body.objects.get().code == "DD-HOI-MOI"
    assert not Seat.objects.exists()


def test_the_standing_board_of_a_committee_is_founded_from_its_page(body_a, as_user, staff):
    factories.BodyKindFactory(name="Ban Thường vụ", is_organ=True)
    client = as_user(staff)
    url = f"{reverse('delegations:create_body')}?co-quan-cua={body_a.code}"
    assert url in client.get(reverse("delegations:body", args=[body_a.code])).text
    form = client.get(url).context["screen"].founding
    typed = {name: form[name].value() for name in ("name", "parent", "host", "position")}
    assert client.post(url, typed | {"founded_on": "5/9/2026"} | table()).status_code == 303
    made = Body.objects.exclude(pk=body_a.pk).get()
    assert (made.name, made.parent, made.relation) == (f"Ban Thường vụ {body_a.name}", body_a, "organ")


def test_after_a_congress_who_leaves_ends_the_day_before_and_who_stays_has_a_new_mandate(
    body_a, staffed, as_user, staff
):
    first, second, third = staffed
    rows = [
        row_of(first, name="Vũ Thị Mới", title="Chủ tịch"),
        row_of(second),
        row_of(third, name=""),
        {"role": "deputy", "name": "Đỗ Văn Nhất", "title": "Phó Chủ tịch"},
    ]
    sent = table(rows, act="save", qd_starts_on="1/10/2026", qd_decision_number="7-QĐ/TU", qd_renews="on")
    answer = as_user(staff).post(reverse("delegations:roster", args=["DD-A"]), sent, follow=True)
    assert "2 được chỉ định, 1 thôi giữ, 1 ở lại" in answer.content.decode()
    old, new = D(2026, 9, 30), D(2026, 10, 1)
    assert held(body_a) == [
        ("secretary", "Đỗ Văn Nhất", "Cũ", D(2020, 1, 1), old, ""),
        ("secretary", "Vũ Thị Mới", "Chủ tịch", new, None, "7-QĐ/TU"),
        ("deputy", "Đỗ Văn Nhất", "Phó Chủ tịch", new, None, "7-QĐ/TU"),
        ("member", "Đỗ Văn Nhì", "Cũ", D(2020, 1, 1), old, ""),
        ("member", "Đỗ Văn Nhì", "Cũ", new, None, "7-QĐ/TU"),
        ("member", "Đỗ Văn Ba", "Cũ", D(2020, 1, 1), old, ""),
    ]
    assert set(Membership.objects.filter(ends_on=old).values_list("relief_decision", flat=True)) == {
        "7-QĐ/TU"
    }


def test_without_a_new_mandate_who_stays_is_left_alone_and_a_seat_may_close(body_a, staffed, as_user, staff):
    first, second, third = staffed
    rows = [row_of(first, title="Chủ tịch"), row_of(second), row_of(third, closes="on")]
    sent = table(rows, qd_starts_on="1/10/2026", act="preview")
    client, url = as_user(staff), reverse("delegations:roster", args=["DD-A"])
    words = " ".join(client.post(url, sent).content.decode().split())
    assert "Sẽ ghi: 0 được chỉ định, 2 ở lại, 1 thôi giữ." in words
    assert "Đồng chí Đỗ Văn Ba thôi giữ đến hết 30/09/2026." in words
    assert Membership.objects.filter(ends_on=None).count() == 3
    assert client.post(url, sent | {"act": "save"}).status_code == 303
    assert held(body_a) == [
        ("secretary", "Đỗ Văn Nhất", "Chủ tịch", D(2020, 1, 1), None, ""),
        ("member", "Đỗ Văn Nhì", "Cũ", D(2020, 1, 1), None, ""),
        ("member", "Đỗ Văn Ba", "Cũ", D(2020, 1, 1), D(2026, 9, 30), ""),
    ]
    assert Seat.objects.get(code="A-03").ends_on == D(2026, 9, 30)


def test_the_committee_s_table_says_who_sits_in_its_organs(body_a, staffed, as_user, staff):
    board = factories.BodyKindFactory(name="Ban Thường vụ", is_organ=True)
    organ = factories.BodyFactory(code="DD-A-BTV", kind=board, parent=body_a, relation="organ")
    first, second, third = staffed
    factories.MembershipFactory(seat__body=organ, seat__role="secretary", person=first.person)
    factories.MembershipFactory(seat__body=organ, seat__role="member", person=second.person)
    client, url = as_user(staff), reverse("delegations:roster", args=["DD-A"])
    key = f"organ_{organ.pk}"
    shown = client.get(url).context["screen"].rows
    assert [form[key].value() for form in shown.forms[:3]] == ["secretary", "member", None]
    rows = [
        row_of(first, **{key: "secretary"}),
        row_of(second, **{key: ""}),
        row_of(third, **{key: "member"}),
        {"role": "member", "name": "Vũ Thị Mới", key: "deputy"},
    ]
    assert client.post(url, table(rows, qd_starts_on="1/10/2026", act="save")).status_code == 303
    assert [(role, name, first, last) for role, name, _title, first, last, _number in held(organ)] == [
        ("secretary", "Đỗ Văn Nhất", D(2020, 1, 1), None),
        ("deputy", "Vũ Thị Mới", D(2026, 10, 1), None),
        ("member", "Đỗ Văn Nhì", D(2020, 1, 1), D(2026, 9, 30)),
        ("member", "Đỗ Văn Ba", D(2026, 10, 1), None),
    ]


def test_what_the_table_changes_is_said_of_titles_and_organs_before_it_is_written(
    body_a, staffed, as_user, staff
):
    board = factories.BodyKindFactory(name="Ban Thường vụ", is_organ=True)
    organ = factories.BodyFactory(code="DD-A-BTV", kind=board, parent=body_a, relation="organ")
    first, second, third = staffed
    for one, role in ((first, "secretary"), (second, "member"), (third, "member")):
        factories.MembershipFactory(seat__body=organ, seat__role=role, person=one.person)
    other = factories.MembershipFactory(seat__body=organ, person__full_name="Hoàng Văn Khác")
    client, key = as_user(staff), f"organ_{organ.pk}"
    rows = [
        row_of(first, title="Chủ tịch", **{key: "deputy"}),
        row_of(second, **{key: ""}),
        row_of(third, name="Vũ Thị Mới", **{key: "member"}),
    ]
    sent = table(rows, qd_starts_on="1/10/2026", act="preview")
    url = reverse("delegations:roster", args=["DD-A"])
    assert [form.says for form in client.post(url, sent).context["screen"].rows.forms] == [
        ["Ghi chức vụ: Chủ tịch.", "Ban Thường vụ: thôi Bí thư, làm Phó Bí thư."],
        ["Thôi Ban Thường vụ."],
        [
            "Đồng chí Đỗ Văn Ba thôi giữ đến hết 30/09/2026.",
            "Thôi cả Ban Thường vụ.",
            "Chỉ định từ 01/10/2026.",
            f"Ghi chức vụ như người trước: {third.title}.",
            "Cán bộ mới, thêm vào danh bạ.",
            "Vào Ban Thường vụ: Uỷ viên.",
        ],
    ]
    assert client.post(url, sent | {"act": "save"}).status_code == 303
    other.refresh_from_db()
    assert other.ends_on is None  # the table does not hold this member of the board


def test_an_office_in_another_party_body_is_kept_as_the_title(body_a, staffed, as_user, staff):
    sent = table(
        [row_of(one) for one in staffed],
        qd_starts_on="1/10/2026",
        act="read",
        pasted="Vũ Thị Mới\tBí thư Đảng uỷ xã\nLê Văn Mới\tBí thư Đảng đoàn, Chủ tịch UBND tỉnh\n",
    )
    answer = as_user(staff).post(reverse("delegations:roster", args=["DD-A"]), sent)
    assert [
        (form["name"].value(), form["title"].value()) for form in answer.context["screen"].rows.forms[:2]
    ] == [("Lê Văn Mới", "Chủ tịch UBND tỉnh"), ("Vũ Thị Mới", "Bí thư Đảng uỷ xã")]


def test_the_tab_of_members_counts_who_is_there_not_the_seats(body_a, staffed, as_user, staff):
    page = as_user(staff).get(reverse("delegations:body", args=["DD-A"])).content.decode()
    assert '<span class="nn-pane-count">3</span>' in page
    factories.SeatFactory(body=body_a, code="A-09")
    page = as_user(staff).get(reverse("delegations:body", args=["DD-A"])).content.decode()
    assert '<span class="nn-pane-count">3/4</span>' in page


def test_a_pasted_list_is_laid_over_the_members_of_now(body_a, staffed, as_user, staff):
    first, second, third = staffed
    rows = [row_of(first), row_of(second), row_of(third)]
    url = reverse("delegations:roster", args=["DD-A"])
    sent = table(
        rows, qd_starts_on="1/10/2026", act="read", pasted="Đỗ Văn Nhất\tBí thư\nVũ Thị Mới\tUỷ viên\n"
    )
    words = " ".join(as_user(staff).post(url, sent).content.decode().split())
    assert "Sẽ ghi: 1 được chỉ định, 1 ở lại, 2 thôi giữ." in words
    assert "khuyết 1" in words


def test_what_another_has_changed_meanwhile_is_said_and_one_person_sits_once(body_a, staffed, as_user, staff):
    first, second, third = staffed
    rows = [
        row_of(first, seen=second.pk, name="Vũ Thị Mới"),
        row_of(second),
        row_of(third, name="Đỗ Văn Nhì"),
    ]
    url = reverse("delegations:roster", args=["DD-A"])
    answer = as_user(staff).post(url, table(rows, qd_starts_on="1/10/2026", act="save"))
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "vị trí này đã có thay đổi: nay là Đỗ Văn Nhất" in words
    assert "Đồng chí Đỗ Văn Nhì đã ghi ở dòng 2" in words
    assert Membership.objects.filter(ends_on=None).count() == 3


def test_the_first_day_of_a_body_nobody_ever_sat_in_is_its_founding(body_a, as_user, staff):
    page = as_user(staff).get(reverse("delegations:roster", args=["DD-A"]))
    assert page.context["screen"].form["starts_on"].value() == D(2020, 1, 1)


def test_who_may_write_the_table(body_a, staffed, as_user, leader, secretary_of_a, secretary_of_b, client):
    url = reverse("delegations:roster", args=["DD-A"])
    assert client.get(url).status_code == 302
    assert as_user(secretary_of_a).get(url).status_code == 200
    assert as_user(secretary_of_b).get(url).status_code == 404
    assert as_user(leader).get(url).status_code == 403
    assert as_user(secretary_of_a).get(reverse("delegations:create_body")).status_code == 403


def test_the_table_costs_the_same_for_three_and_for_thirty(body_a, as_user, staff, django_assert_num_queries):
    client, url = as_user(staff), reverse("delegations:roster", args=["DD-A"])
    for number in (3, 27):
        for _n in range(number):
            factories.MembershipFactory(seat__body=body_a)
        client.get(url)
        with django_assert_num_queries(13):
            client.get(url)


def test_a_pasted_newcomer_does_not_get_the_office_of_who_leaves(body_a, staffed, as_user, staff):
    for one in staffed:
        Membership.objects.filter(pk=one.pk).update(title="Chánh Văn phòng")
    sent = table(
        [row_of(one, title="Chánh Văn phòng") for one in staffed],
        qd_starts_on="1/10/2026",
        act="read",
        pasted=f"{staffed[0].person.full_name}\nVũ Thị Mới\n{staffed[2].person.full_name}\n",
    )
    answer = as_user(staff).post(reverse("delegations:roster", args=["DD-A"]), sent)
    shown = {form["name"].value(): form["title"].value() for form in answer.context["screen"].rows.forms[:3]}
    assert not shown.pop("Vũ Thị Mới")
    assert set(shown.values()) == {"Chánh Văn phòng"}

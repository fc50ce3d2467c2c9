"""The office keeps the law: the page of a kind, drafts until they are in force, ready-made sets."""

import datetime as dt
import re

import pytest

from core import clock
from core.addresses import reverse
from delegations.enums import LawDraftState
from delegations.models import DraftedRow, KindRow, LawDraft, LawRow, LawSimulation, Province
from obligations.services import appraisals, judging, simulating
from tests import factories

pytestmark = pytest.mark.django_db
D = dt.date
CADENCE = "meeting_cadence_months"
EXCELLENT = "grade_excellent_from"


def text_of(answer):
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.fixture
def kind(body_a):
    factories.ProvinceFactory(tracking_from=D(2025, 1, 1))
    return body_a.kind


@pytest.fixture
def client(as_user, staff):
    return as_user(staff)


def drafted(client, kind, name=CADENCE, **more):
    values = {
        "kind": kind.pk if kind else "",
        "value": "1",
        "starts_on": "1/4/2026",
        "ends_on": "31/12/2026",
        "reference": "Quy chế 12-QC/TU, Điều 4",
    }
    address = reverse("obligations:law-add", args=[kind.pk if kind else 0, name])
    return client.post(address, values | more)


def simulated(client, draft):
    judging.sweep(on=clock.today(), at=clock.now())
    return client.post(reverse("obligations:law-simulate", args=[draft.pk]))


# The page of a kind


def row(kind, value, starts_on, ends_on=None, **more):
    named = more if more else {"parameter": CADENCE}
    return LawRow.objects.create(
        kind=kind, value=value, starts_on=starts_on, ends_on=ends_on, reference="12-QC/TU", **named
    )


def test_a_kinds_page_says_what_holds_on_a_day_and_where_it_comes_from(client, kind, today):
    row(kind, "1", D(2026, 4, 1), D(2026, 12, 31))
    row(None, "6", D(2025, 1, 1))
    row(kind, "no", D(2027, 1, 1), rule="understaffed")
    address = reverse("obligations:law-kind", args=[kind.pk])

    law = client.get(address).context["law"]
    cadence = next(one for one in law.parameters if one.name == CADENCE)
    assert (cadence.now.value, cadence.now.source, cadence.now.kind) == (1, "office", kind.name)
    assert [(one.value, one.first) for one in cadence.coming] == [(6, D(2027, 1, 1))]
    assert [(one.value, one.first, one.last, one.source) for one in cadence.past] == [
        (6, D(2025, 1, 1), D(2026, 3, 31), "office"),
        (3, D(2004, 1, 1), D(2024, 12, 31), "file"),
    ]
    rule = next(one for one in law.rules if one.name == "understaffed")
    assert (rule.now.value, rule.now.source, rule.now.last) == ("yes", "file", D(2026, 12, 31))
    assert [(one.value, one.first, one.last) for one in rule.coming] == [("no", D(2027, 1, 1), None)]

    page = text_of(client.get(address, {"ngay": "2024-06-01"}))
    assert "3 tháng quy định chung của phần mềm từ 01/01/2004 đến 31/12/2024" in page
    page = text_of(client.get(address))
    assert f"1 tháng văn phòng quy định cho {kind.name} từ 01/04/2026 đến 31/12/2026" in page


def test_what_is_an_organs_parents_is_said_so(client, kind, today):
    organ = factories.BodyKindFactory(name="Ban thường vụ", is_organ=True)
    page = text_of(client.get(reverse("obligations:law-kind", args=[organ.pk])))
    assert page.count("của tổ chức cấp trên") == 7


def test_the_course_of_a_parameter(client, kind, today):
    row(kind, "1", D(2026, 4, 1))
    page = text_of(client.get(reverse("obligations:law-course", args=[kind.pk, CADENCE])))
    assert "đang áp dụng" in page
    assert "đã hết áp dụng" in page
    assert client.get(reverse("obligations:law-course", args=[kind.pk, "khong-co"])).status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_a_kinds_page_costs_the_same(client, kind, today, django_assert_num_queries, number):
    for place in range(number):
        factories.BodyKindFactory(name=f"Loại {place}")
        row(kind, "2", D(2020, 1, 1) + dt.timedelta(days=place))
    address = reverse("obligations:law-kind", args=[kind.pk])
    client.get(address)
    with django_assert_num_queries(7):
        client.get(address)


def test_a_kinds_page_says_what_its_rows_ask_for(client, kind, today):
    KindRow.objects.create(
        kind=kind, coordination_kinds=["agency"], starts_on=D(2027, 1, 1), reference="14-QC/TU"
    )
    address = reverse("obligations:law-kind", args=[kind.pk])
    page = text_of(client.get(address))
    assert "với cấp uỷ và thủ trưởng cơ quan, từ 01/01/2027 (14-QC/TU) sắp áp dụng" in page
    edit = client.get(reverse("delegations:edit_body", args=[kind.bodies.get().code]))
    assert "có dòng quy định từ 01/01/2027" in edit.content.decode()


# Drafts


def test_a_change_is_drafted_simulated_and_put_in_force_by_a_second_person(
    client, as_user, administrator, kind, body_a, today, django_capture_on_commit_callbacks
):
    for day in (D(2025, 2, 3), D(2025, 5, 5), D(2025, 8, 4), D(2025, 11, 3), D(2026, 2, 2), D(2026, 5, 4)):
        factories.MeetingFactory(body=body_a, held_on=day)
    factories.MeetingFactory(body=body_a, held_on=D(2026, 8, 3))
    answer = drafted(client, kind)
    draft = LawDraft.objects.get()
    here = reverse("obligations:law-draft", args=[draft.pk])
    assert (answer.status_code, answer.url) == (303, here)
    assert not LawRow.objects.exists()
    assert "Chưa mô phỏng" in text_of(client.get(here))
    in_force = reverse("obligations:law-put-in-force", args=[draft.pk])
    second = as_user(administrator)
    second.post(in_force)
    assert not LawRow.objects.exists(), "not simulated yet"

    assert simulated(client, draft).status_code == 303
    outcome = LawSimulation.objects.get().outcome
    assert outcome["earlier"]["changed"] == 0
    assert outcome["earlier"]["findings"] > 0
    assert "meeting-overdue" in outcome["rules"]
    page = text_of(client.get(here))
    assert "thêm Quá hạn họp định kỳ" in page
    assert "Trước ngày 01/04/2026" in page
    assert "giữ nguyên tất cả" in page
    assert "Cho áp dụng" not in page
    assert "cần một người khác" in page
    assert client.post(in_force).status_code == 403
    assert not LawRow.objects.exists()

    assert "Cho áp dụng" in text_of(second.get(here))
    with django_capture_on_commit_callbacks(execute=True):
        assert second.post(in_force).status_code == 303
    law = LawRow.objects.get()
    assert (law.kind, law.parameter, law.value, law.ends_on) == (kind, CADENCE, "1", D(2026, 12, 31))
    draft.refresh_from_db()
    assert (draft.state, draft.settled_by) == (LawDraftState.IN_FORCE, administrator)
    assert DraftedRow.objects.get().law_row == law
    history = text_of(second.get(reverse("obligations:law-history")))
    assert CADENCE not in history
    assert "Chu kỳ họp định kỳ" in history
    assert "Dòng đang áp dụng" in history
    assert str(administrator) in history


def test_how_a_year_is_graded_is_drafted_for_all_bodies_at_once(
    client, as_user, administrator, kind, body_a, today
):
    page = text_of(client.get(reverse("obligations:law-kind", args=[0])))
    assert "Điểm để được xếp loại hoàn thành xuất sắc nhiệm vụ (từ) 90 điểm" in page
    assert "Số ngày không ghi nhận gì thì coi là chưa ghi nhận" in page
    assert "xếp loại hoàn thành" not in text_of(client.get(reverse("obligations:law-kind", args=[kind.pk])))
    assert client.get(reverse("obligations:law-add", args=[kind.pk, EXCELLENT])).status_code == 404
    form = client.get(reverse("obligations:law-add", args=[0, EXCELLENT])).context["form"]
    assert "kind" not in form.fields
    assert drafted(client, None, EXCELLENT, value="101").status_code == 422

    drafted(client, None, EXCELLENT, value="95", starts_on="1/1/2026", ends_on="")
    draft = LawDraft.objects.get()
    assert simulated(client, draft).status_code == 303
    assert LawSimulation.objects.get().bodies_total == 0, "no finding rests on it"
    page = client.get(reverse("obligations:law-draft", args=[draft.pk]))
    assert reverse("reviews:law-grades", args=[draft.pk]) in page.content.decode()
    as_user(administrator).post(reverse("obligations:law-put-in-force", args=[draft.pk]))

    found = [appraisals.scheme(appraisals.ReviewPeriod(year)) for year in (2025, 2026)]
    assert [one.excellent for one in found] == [90, 95]


def test_the_conditions_of_a_grade_are_ticked(client, kind, today):
    name = "grade_good_conditions"
    form = client.get(reverse("obligations:law-add", args=[0, name]))
    assert "Hoàn thành mọi nhiệm vụ đúng hạn" in text_of(form)
    drafted(client, None, name, value=["tasks-on-time", "tasks-done"], starts_on="1/1/2026", ends_on="")
    row = DraftedRow.objects.get()
    assert row.value == "tasks-done; tasks-on-time"
    edit = reverse("obligations:law-row", args=[row.draft_id, row.pk])
    assert client.get(edit).content.decode().count("checked") == 2
    assert drafted(client, None, name, value=[]).status_code == 422
    assert drafted(client, None, name, value=["be-good"]).status_code == 422


def test_the_page_of_a_draft_says_whose_grade_it_would_change(
    client, kind, body_b, today, as_user, secretary_of_a
):
    drafted(client, None, "grade_good_from", value="100", starts_on="1/1/2027", ends_on="")
    address = reverse("reviews:law-grades", args=[LawDraft.objects.get().pk])
    answer = client.get(address)
    assert "Nếu chấm năm 2026 theo dự thảo" in text_of(answer)
    foreseen = answer.context["foreseen"]
    assert sum(one.now for one in foreseen.counts) == sum(one.drafted for one in foreseen.counts) == 2
    assert as_user(secretary_of_a).get(address).status_code == 404


def test_an_office_of_one_person_needs_no_second(client, staff, kind, today):
    Province.objects.update(one_person_office=True)
    drafted(client, kind)
    draft = LawDraft.objects.get()
    simulated(client, draft)
    client.post(reverse("obligations:law-put-in-force", args=[draft.pk]))
    assert LawRow.objects.count() == 1


def test_an_administrator_says_that_the_office_is_one_person(as_user, administrator, kind, today):
    values = {"name": "tỉnh Mẫu", "tracking_from": "1/1/2025", "one_person_office": "on"}
    assert as_user(administrator).post(reverse("desk:settings"), values).status_code == 303
    assert Province.objects.get().one_person_office


def test_who_wrote_last_is_not_the_second_person(client, as_user, administrator, kind, today):
    drafted(client, kind)
    draft, made = LawDraft.objects.get(), DraftedRow.objects.get()
    second = as_user(administrator)
    edit = reverse("obligations:law-row", args=[draft.pk, made.pk])
    values = {"kind": kind.pk, "value": "2", "starts_on": "1/4/2026", "reference": "Khác"}
    assert second.post(edit, values).status_code == 303
    simulated(client, draft)
    in_force = reverse("obligations:law-put-in-force", args=[draft.pk])
    assert second.post(in_force).status_code == 403
    assert client.post(in_force).status_code == 303
    assert LawRow.objects.get().value == "2"


def test_a_simulation_of_another_law_does_not_count(client, as_user, administrator, kind, today):
    drafted(client, kind)
    draft = LawDraft.objects.get()
    simulated(client, draft)
    row(None, "no", D(2026, 1, 1), rule="understaffed")
    assert "Quy định đã đổi từ lúc đó" in text_of(
        client.get(reverse("obligations:law-draft", args=[draft.pk]))
    )
    as_user(administrator).post(reverse("obligations:law-put-in-force", args=[draft.pk]))
    assert LawRow.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        (CADENCE, {"value": "5"}, "Lựa chọn"),
        ("restaff_days", {"value": "không"}, "Tham số này phải là số nguyên lớn hơn 0"),
        (CADENCE, {"ends_on": "1/1/2026"}, "Ngày cuối phải từ ngày đầu trở đi."),
        (CADENCE, {"reference": ""}, "Nhập căn cứ."),
        (CADENCE, {"starts_on": "1/1/2025"}, "Dòng đã áp dụng không sửa"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(client, kind, today, name, values, words):
    row(kind, "2", D(2025, 1, 1))
    answer = drafted(client, kind, name, **values)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not LawDraft.objects.exists()


def test_rows_are_gathered_in_one_draft_and_taken_out(client, kind, today):
    drafted(client, kind)
    draft = LawDraft.objects.get()
    drafted(client, None, "understaffed", value="no", draft=draft.pk)
    assert {(one.rule, one.parameter, one.value) for one in draft.rows.all()} == {
        ("", CADENCE, "1"),
        ("understaffed", "", "no"),
    }
    assert drafted(client, kind, draft=draft.pk).status_code == 422  # the same again
    last = draft.rows.get(rule="understaffed")
    client.post(reverse("obligations:law-row-remove", args=[draft.pk, last.pk]))
    assert draft.rows.count() == 1


def test_a_draft_is_discarded_with_a_reason(client, kind, today):
    drafted(client, kind)
    draft = LawDraft.objects.get()
    address = reverse("obligations:law-discard", args=[draft.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Chưa có văn bản"}).status_code == 303
    draft.refresh_from_db()
    assert (draft.state, draft.discard_reason) == (LawDraftState.DISCARDED, "Chưa có văn bản")
    assert drafted(client, kind, draft=draft.pk).status_code == 422


def test_many_bodies_are_left_to_a_worker_with_progress(client, kind, today, monkeypatch):
    monkeypatch.setattr(simulating, "AT_ONCE", 0)
    drafted(client, kind)
    draft = LawDraft.objects.get()
    simulated(client, draft)
    here = reverse("obligations:law-draft", args=[draft.pk])
    page = client.get(here)
    assert "Đã xét 0/1 tổ chức" in text_of(page)
    assert 'hx-trigger="every 2s"' in page.content.decode()
    part = client.get(here, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "every 2s" in part
    simulating.run(draft.pk)
    # The whole page comes anew: it says who may put it in force, with the button.
    assert client.get(here, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "every 2s" not in client.get(here).content.decode()
    assert LawSimulation.objects.get().bodies_done == 1


# Ready-made sets


def test_the_monthly_set_is_drafted_in_one_act(client, kind, today):
    other = factories.BodyKindFactory(name="Ban cán sự đảng")
    address = reverse("obligations:law-set", args=["146-qd-tw"])
    form = client.get(address).context["form"]
    assert form["monthly"].value() == [kind.pk, other.pk]
    assert client.post(address, {"monthly": [kind.pk]}).status_code == 422  # the office enters the last day
    client.post(address, {"monthly": [kind.pk, other.pk], "ends_on": "28/2/2025"})
    rows = DraftedRow.objects.order_by("kind__name")
    assert [(one.kind.name, one.value, one.starts_on, one.ends_on, one.to_check) for one in rows] == [
        ("Ban cán sự đảng", "1", D(2024, 5, 14), D(2025, 2, 28), False),
        ("Đảng đoàn", "1", D(2024, 5, 14), D(2025, 2, 28), False),
    ]
    assert LawDraft.objects.count() == 1


def test_the_set_of_committees_is_marked_until_somebody_read_the_original(
    client, as_user, administrator, kind, today
):
    committee = factories.BodyKindFactory(name="Đảng uỷ")
    address = reverse("obligations:law-set", args=["dang-uy"])
    client.post(address, {"committee": [committee.pk], "starts_on": "1/7/2025"})
    draft, made = LawDraft.objects.get(), DraftedRow.objects.get()
    here = reverse("obligations:law-draft", args=[draft.pk])
    assert "đối chiếu bản gốc" in text_of(client.get(here))
    simulated(client, draft)
    as_user(administrator).post(reverse("obligations:law-put-in-force", args=[draft.pk]))
    its_page = reverse("obligations:law-kind", args=[committee.pk])
    marked = text_of(client.get(its_page)).count("đối chiếu bản gốc")
    client.post(reverse("obligations:law-row-confirm", args=[draft.pk, made.pk]))
    assert text_of(client.get(its_page)).count("đối chiếu bản gốc") == marked - 1
    made.refresh_from_db()
    assert made.checked_by is not None


# Who may


def test_a_secretary_reads_the_law_and_no_drafts(as_user, secretary_of_a, client, kind, today):
    drafted(client, kind)
    draft = LawDraft.objects.get()
    stranger = as_user(secretary_of_a)
    assert stranger.get(reverse("obligations:law-kind", args=[kind.pk])).status_code == 200
    for name, args in (
        ("law-drafts", []),
        ("law-draft", [draft.pk]),
        ("law-history", []),
    ):
        assert stranger.get(reverse(f"obligations:{name}", args=args)).status_code == 404
    assert drafted(stranger, kind).status_code == 403
    assert stranger.post(reverse("obligations:law-put-in-force", args=[draft.pk])).status_code == 403


def test_a_leader_reads_drafts_and_writes_none(as_user, leader, client, kind, today):
    drafted(client, kind)
    draft = LawDraft.objects.get()
    reader = as_user(leader)
    assert reader.get(reverse("obligations:law-draft", args=[draft.pk])).status_code == 200
    assert reader.post(reverse("obligations:law-simulate", args=[draft.pk])).status_code == 403
    assert drafted(reader, kind).status_code == 403


# The catalogue


def test_the_catalogue_shows_what_holds_for_all_and_which_kinds_have_their_own(client, kind, today):
    row(kind, "1", D(2026, 1, 1), D(2026, 12, 31))
    row(None, "6", D(2026, 1, 1))
    row(None, "no", D(2026, 1, 1), rule="agenda-narrow")
    page = text_of(client.get(reverse("obligations:rules")))
    assert f"Chu kỳ họp định kỳ: 6 tháng (từ 01/01/2026) · riêng: {kind.name}" in page
    assert "Nội dung sinh hoạt chưa cân đối không áp dụng" in page
    page = text_of(client.get(reverse("obligations:rules"), {"ngay": "2027-02-01"}))
    assert "· riêng:" not in page


@pytest.mark.parametrize("number", [3, 30])
def test_a_drafts_page_and_the_list_cost_the_same(client, kind, today, django_assert_num_queries, number):
    drafted(client, kind)
    first = LawDraft.objects.get()
    for place in range(number):
        more = factories.BodyKindFactory(name=f"Loại {place}")
        factories.BodyFactory(kind=more)
        drafted(client, more)
        drafted(client, more, draft=first.pk)
    simulated(client, first)
    here = reverse("obligations:law-draft", args=[first.pk])
    client.get(here)
    with django_assert_num_queries(12):
        client.get(here)
    with django_assert_num_queries(4):
        client.get(reverse("obligations:law-drafts"))

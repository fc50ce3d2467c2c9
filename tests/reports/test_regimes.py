"""Report regimes are drafted: a new one, one in the place of another, and a last day bind once a draft is put
in force. One in force keeps what it asks for."""

import datetime as dt

import pytest

from core.addresses import reverse
from delegations.models import BodyKind, LawDraft
from obligations.services import law_in_force, simulating
from reports.models import DraftedRegime, DraftedRegimeEnd, ReportRegime
from tests import factories

pytestmark = pytest.mark.django_db
D = dt.date
VALUES = {
    "code": "BC-QUY",
    "name": "Báo cáo quý",
    "rhythm": "quarter",
    "due_days": "10",
    "notice_days": "5",
    "starts_on": "1/1/2027",
    "reference": "40-QC/TU",
}


@pytest.fixture
def client(as_user, staff):
    factories.ProvinceFactory()
    return as_user(staff)


@pytest.fixture
def running():
    """A regime that has begun, for đảng đoàn."""
    regime = factories.ReportRegimeFactory(code="BC-CU", starts_on=D(2025, 1, 1))
    regime.named_kinds.create(kind=factories.BodyKindFactory())
    return regime


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def put_in_force(draft, staff, administrator):
    simulating.ask(draft=draft, by=staff)
    law_in_force.put_in_force(draft=draft, by=administrator)


def test_a_new_regime_binds_once_its_draft_is_in_force(client, staff, administrator, today):
    kind = factories.BodyKindFactory()
    answer = client.post(address("regime_add"), VALUES | {"kinds": [kind.pk]})
    draft = LawDraft.objects.get()
    assert (answer.status_code, answer.url) == (303, reverse("obligations:law-draft", args=[draft.pk]))
    assert not ReportRegime.objects.exists()
    page = client.get(answer.url).content.decode()
    assert "BC-QUY · Báo cáo quý" in page
    put_in_force(draft, staff, administrator)
    regime = ReportRegime.objects.get()
    assert (regime.due_days, regime.notice_days, regime.ends_on) == (10, 5, None)
    assert list(regime.kinds.all()) == [kind]
    assert regime.drafted == draft.regimes.get()
    page = client.get(address("regimes")).content.decode()
    assert "BC-QUY" in page
    assert "sắp áp dụng" in page


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"code": "Năm"}, "không dùng làm mã chế độ báo cáo được"),
        ({"code": "BC-CU"}, "Mã này đã có ở một chế độ đang ghi."),
        ({"ends_on": "1/1/2026"}, "Ngày cuối phải từ ngày đầu trở đi."),
        ({"reference": ""}, "Nhập căn cứ."),
    ],
)
def test_what_cannot_be_is_refused(client, running, values, words):
    answer = client.post(address("regime_add"), VALUES | values)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not DraftedRegime.objects.exists()
    assert not LawDraft.objects.exists()


def test_one_in_force_keeps_what_it_asks_for(client, running):
    form = client.get(address("regime_edit", running.pk)).context["form"]
    assert set(form.fields) - {"ban_dau"} == {"name", "reference"}
    values = {"name": "Báo cáo quý cũ", "reference": "40-QC/TU", "due_days": "99", "ends_on": "31/12/2026"}
    assert client.post(address("regime_edit", running.pk), values).status_code == 303
    running.refresh_from_db()
    assert (running.name, running.due_days, running.ends_on) == ("Báo cáo quý cũ", 10, None)


def test_a_last_day_is_drafted(client, staff, administrator, running, today):
    values = {"ends_on": "31/12/2026", "reference": "41-QC/TU"}
    assert (
        client.post(address("regime_end", running.pk), values | {"ends_on": "1/10/2026"}).status_code == 422
    )
    assert client.post(address("regime_end", running.pk), values).status_code == 303
    running.refresh_from_db()
    assert running.ends_on is None
    draft, end = LawDraft.objects.get(), DraftedRegimeEnd.objects.get()
    again = client.post(address("regime_end", running.pk), values | {"draft": draft.pk})
    assert "đã có một dòng đặt ngày cuối" in again.content.decode()
    changed = values | {"ends_on": "31/3/2027"}
    assert client.post(address("drafted_end", end.pk), changed).status_code == 303
    put_in_force(draft, staff, administrator)
    running.refresh_from_db()
    assert running.ends_on == D(2027, 3, 31)


def test_an_amended_regime_gets_a_new_code_and_the_old_one_ends_before(
    client, staff, administrator, running, today
):
    kind = BodyKind.objects.get(report_regimes=running)
    form = client.get(address("regime_amend", running.pk)).context["form"]
    assert form["kinds"].value() == [kind.pk]
    wrong = {"code": "BC-3", "starts_on": "1/1/2024"}
    assert client.post(address("regime_amend", running.pk), VALUES | wrong).status_code == 422
    answer = client.post(address("regime_amend", running.pk), VALUES | {"kinds": [kind.pk]})
    assert answer.status_code == 303
    draft = LawDraft.objects.get()
    assert "thay cho BC-CU" in client.get(answer.url).content.decode()
    put_in_force(draft, staff, administrator)
    running.refresh_from_db()
    assert running.ends_on == D(2026, 12, 31)
    assert ReportRegime.objects.get(code="BC-QUY").starts_on == D(2027, 1, 1)


def test_a_drafted_regime_is_changed_and_taken_out(client, today):
    client.post(address("regime_add"), VALUES)
    row = DraftedRegime.objects.get()
    assert client.post(address("drafted_regime", row.pk), VALUES | {"due_days": "20"}).status_code == 303
    row.refresh_from_db()
    assert row.due_days == 20
    client.post(address("drafted_regime_remove", row.pk))
    assert not DraftedRegime.objects.exists()


def test_who_may(as_user, leader, secretary_of_a, running):
    reader, stranger = as_user(leader), as_user(secretary_of_a)
    assert reader.get(address("regimes")).status_code == 200
    assert reader.get(address("regime_history", running.pk)).status_code == 200
    for who in (reader, stranger):
        assert who.post(address("regime_add"), VALUES).status_code == 403
        assert who.post(address("regime_amend", running.pk), VALUES).status_code == 403
        assert who.post(address("regime_end", running.pk), {"ends_on": "31/12/2026"}).status_code == 403
    assert stranger.get(address("regimes")).status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_costs_the_same(client, django_assert_num_queries, number):
    for _ in range(number):
        factories.ReportRegimeFactory().named_kinds.create(kind=factories.BodyKindFactory())
    client.get(address("regimes"))
    with django_assert_num_queries(4):
        client.get(address("regimes"))

"""The board of a regime's period: who owes the report, and who has sent it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from core.addresses import reverse
from delegations.models import LawRow
from obligations.models import Waiver
from obligations.queries import findings
from obligations.services import judging
from reports.models import Report, ReportRegime
from reports.queries import board
from tests import factories

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def regime(db: None) -> ReportRegime:
    """A quarterly regime of the commune committees, since 2026."""
    made: ReportRegime = factories.ReportRegimeFactory(
        code="BC-QUY",
        name="Báo cáo quý",
        rhythm="quarter",
        due_days=10,
        notice_days=5,
        starts_on=dt.date(2026, 1, 1),
        reference="12-QĐ/TU",
    )
    made.kinds.set([commune()])
    return made


def commune():
    return factories.BodyKindFactory(name="Đảng uỷ xã", level="commune")


def rows(user, regime, period: str, on: dt.date = TODAY) -> list[tuple[str, str]]:
    asked = board.asked(regime, period)
    return [(row.body.code, str(row.state)) for row in board.board_rows(user=user, asked=asked, on=on)]


def test_the_board_is_of_the_kinds_that_the_regime_names_without_their_organs(regime, staff) -> None:
    body = factories.BodyFactory(code="DU-1", kind=commune())
    organ = factories.BodyKindFactory(name="Ban thường vụ", is_organ=True)
    factories.BodyFactory(code="DU-1-BTV", kind=organ, parent=body, relation="organ")
    factories.BodyFactory(code="DD-1")
    assert rows(staff, regime, "2026-Q3") == [("DU-1", "missing")]
    assert rows(staff, None, "2025") == [("DD-1", "missing"), ("DU-1", "missing")]


def test_a_large_board_is_paged_and_its_sums_are_of_all(regime, staff, as_user) -> None:
    for number in range(27):
        factories.BodyFactory(code=f"DU-{number:02}", name=f"Đảng uỷ xã {number:02}", kind=commune())
    address = f"{reverse('reports:board')}?che_do=BC-QUY&ky=2026-Q3&tinh_trang=missing&co=25"
    first, second = (as_user(staff).get(f"{address}&trang={page}").content.decode() for page in (1, 2))
    assert [first.count("Đảng uỷ xã "), second.count("Đảng uỷ xã ")] == [25, 2]
    assert "27 tổ chức" in " ".join(second.split())
    assert "quá hạn mà chưa nộp hoặc bị trả lại 27." in second


def test_each_due_day_names_its_kinds_and_who_owes_nothing_comes_last(staff) -> None:
    factories.ProvinceFactory()
    factories.BodyFactory(code="DD-1", position=1, founded_on=dt.date(2025, 12, 1))
    factories.BodyFactory(code="DD-2", position=2)
    later = factories.BodyFactory(code="DU-1", kind=commune(), position=3)
    asked = board.asked(None, "2025")
    found = board.board_rows(user=staff, asked=asked, on=TODAY)
    assert [row.body.code for row in found] == ["DD-2", "DU-1", "DD-1"]
    assert [(day, kinds) for day, _reference, kinds in board.dues(found)] == [(dt.date(2026, 1, 15), "")]
    values = {"parameter": "annual_report_due_days", "value": "30", "starts_on": dt.date(2025, 1, 1)}
    LawRow.objects.create(kind=later.kind, reference="12-QC/TU", **values)
    found = board.board_rows(user=staff, asked=board.asked(None, "2025"), on=TODAY)
    assert [(day, kinds) for day, _reference, kinds in board.dues(found)] == [
        (dt.date(2026, 1, 15), "Đảng đoàn"),
        (dt.date(2026, 1, 30), "Đảng uỷ xã"),
    ]


def test_nothing_is_received_at_an_organ(staff, as_user) -> None:
    body = factories.BodyFactory(code="DU-1", kind=commune())
    kind = factories.BodyKindFactory(name="Ban thường vụ", is_organ=True)
    factories.BodyFactory(code="DU-1-BTV", kind=kind, parent=body, relation="organ")
    pages = [
        as_user(staff).get(reverse("reports:panel", args=[code])).content.decode()
        for code in ("DU-1", "DU-1-BTV")
    ]
    assert ["Ghi nhận báo cáo" in page.partition("<main")[2] for page in pages] == [True, False]
    assert all("Ghi đề xuất" in page for page in pages)


@pytest.mark.parametrize(
    ("period", "on", "wanted"),
    [
        ("2026-Q3", dt.date(2026, 10, 10), "waited"),
        ("2026-Q3", dt.date(2026, 10, 11), "missing"),
        ("2025-Q4", TODAY, "not-owed"),  # the regime was not in force then
    ],
)
def test_a_period_is_owed_by_the_regimes_day(period, on, wanted, regime, staff) -> None:
    factories.BodyFactory(code="DU-1", kind=commune())
    assert rows(staff, regime, period, on) == [("DU-1", wanted)]


def test_a_body_founded_after_the_middle_answers_by_a_succession_alone(regime, staff) -> None:
    """Two ended within the quarter; the one carries on the reports of the first, by a row, the other's heir
    has nobody's."""
    kind, last = commune(), dt.date(2026, 8, 31)
    old = factories.BodyFactory(code="CU", kind=kind, ended_on=last)
    heir = factories.BodyFactory(code="MOI", kind=kind, founded_on=dt.date(2026, 9, 1))
    factories.BodyFactory(code="RIENG", kind=kind, founded_on=dt.date(2026, 9, 1))
    old.duty_successions.create(successor=heir, starts_on=dt.date(2026, 9, 1), duties=["reports"])
    assert rows(staff, regime, "2026-Q3") == [("MOI", "missing"), ("CU", "not-owed"), ("RIENG", "not-owed")]


def test_the_board_follows_the_law_of_each_kind(staff) -> None:
    factories.ProvinceFactory()
    factories.BodyFactory(code="DU-1", kind=commune())
    factories.BodyFactory(code="DD-1")
    LawRow.objects.create(
        kind=commune(),
        parameter="annual_report_due_days",
        value="45",
        starts_on=dt.date(2025, 1, 1),
        reference="9-QĐ/TU",
    )
    assert rows(staff, None, "2025", dt.date(2026, 2, 1)) == [("DD-1", "missing"), ("DU-1", "waited")]
    LawRow.objects.create(
        kind=commune(),
        rule="annual-report-missing",
        value="no",
        starts_on=dt.date(2025, 1, 1),
        reference="9-QĐ/TU",
    )
    assert rows(staff, None, "2025", TODAY) == [("DD-1", "missing"), ("DU-1", "not-owed")]


def test_the_board_names_those_whom_the_rules_flag(regime, staff) -> None:
    kind = commune()
    for n in range(4):
        factories.BodyFactory(code=f"DU-{n}", kind=kind, founded_on=dt.date(2026, 1 + 2 * n, 1))
    factories.ReportFactory(
        body__code="DU-9", body__kind=kind, regime=regime, period="2026-Q3", submitted_on=dt.date(2026, 10, 3)
    )
    factories.ProvinceFactory()
    judging.sweep(on=TODAY, at=clock.now())
    flagged = {row.body_code for row in findings.listing(TODAY).rows if row.subject == "BC-QUY/2026-Q3"}
    assert flagged == {code for code, state in rows(staff, regime, "2026-Q3") if state == "missing"}


def test_the_board_opens_on_the_quarter_that_ended_last_and_offers_the_others(regime, staff, as_user) -> None:
    factories.BodyFactory(code="DU-1", kind=commune())
    page = as_user(staff).get(reverse("reports:board"), {"che_do": "BC-QUY"}).content.decode()
    assert "Báo cáo quý, quý III/2026" in page
    assert "Hạn gửi Ban Thường vụ Tỉnh uỷ: 10/10/2026 (12-QĐ/TU)." in " ".join(page.split())
    assert [name for name in ("2025-Q4", "2026-Q1", "2026-Q4", "2027-Q1") if f'value="{name}"' in page] == [
        "2026-Q1",
        "2026-Q4",
    ]
    assert as_user(staff).get(reverse("reports:board"), {"che_do": "KHONG"}).status_code == 404


def test_a_report_of_a_regime_is_received_from_the_board(regime, staff, as_user) -> None:
    body = factories.BodyFactory(code="DU-1", kind=commune())
    client = as_user(staff)
    url = f"{reverse('reports:receive')}?to-chuc=DU-1&che_do=BC-QUY&ky=2026-Q2"
    page = client.get(url)
    assert page.context["form"]["period"].value() == "2026-Q2"
    assert "quý II/2026" in page.content.decode()
    typed = {"period": "2026-Q2", "number": "05-BC/ĐU", "submitted_on": "8/7/2026"}
    assert client.post(url, typed).status_code == 303
    assert Report.objects.get().regime == regime
    assert Report.objects.get().body == body
    early = client.post(url, typed | {"period": "2026-Q4", "submitted_on": "30/9/2026"})
    assert early.status_code == 422
    assert "không thể gửi trước khi kỳ đó bắt đầu" in early.content.decode()
    again = client.post(url, typed)
    assert again.status_code == 422
    assert "Đã có “Báo cáo quý, quý II/2026”" in again.content.decode()


def test_the_list_is_narrowed_to_a_kind_of_report(regime, staff, as_user) -> None:
    factories.ReportFactory(regime=regime, period="2026-Q1", number="Q-1", submitted_on=dt.date(2026, 4, 1))
    factories.ReportFactory(period="2025", number="N-1", submitted_on=dt.date(2026, 1, 5))
    client = as_user(staff)
    for chosen, wanted in (("", {"Q-1", "N-1"}), ("BC-QUY", {"Q-1"}), ("Năm", {"N-1"})):
        page = client.get(reverse("reports:list"), {"che_do": chosen}).content.decode()
        assert {number for number in ("Q-1", "N-1") if number in page} == wanted


@pytest.mark.parametrize("count", [3, 30])
def test_the_board_of_a_regime_costs_the_same_for_three_and_thirty(count, regime, staff, as_user) -> None:
    for _n in range(count):
        factories.ReportFactory(
            body__kind=commune(), regime=regime, period="2026-Q3", submitted_on=dt.date(2026, 10, 1)
        )
    client = as_user(staff)
    client.get(reverse("reports:board"))
    with CaptureQueriesContext(connection) as counted:
        assert client.get(reverse("reports:board"), {"che_do": "BC-QUY"}).status_code == 200
    assert len(counted) == 12, [query["sql"][:120] for query in counted]


def test_nobody_owes_what_ended_before_the_office_watched(regime, staff) -> None:
    factories.ProvinceFactory(tracking_from=dt.date(2026, 4, 1))
    factories.BodyFactory(code="DU-1", kind=commune())
    assert rows(staff, None, "2025") == [("DU-1", "not-owed")]
    assert rows(staff, None, "2026", dt.date(2027, 6, 1)) == [("DU-1", "missing")]
    assert rows(staff, regime, "2026-Q1") == [("DU-1", "not-owed")]  # it ended on the eve
    assert rows(staff, regime, "2026-Q2") == [("DU-1", "missing")]


def test_a_report_of_an_ended_body_is_deferred_like_its_finding_and_forgotten_with_it(staff) -> None:
    factories.ProvinceFactory(tracking_from=dt.date(2024, 1, 1))
    body = factories.BodyFactory(code="DD-1", ended_on=dt.date(2026, 1, 20))
    factories.ReportFactory(
        body=body,
        year=2025,
        period="2025",
        submitted_on=dt.date(2026, 1, 5),
        returned_on=dt.date(2026, 1, 10),
    )
    assert rows(staff, None, "2025", dt.date(2026, 6, 1)) == [("DD-1", "returned")]
    Waiver.objects.create(
        body=body,
        rule="annual-report-missing",
        subject="2025",
        granted_on=dt.date(2026, 5, 1),
        until=dt.date(2026, 12, 31),
        reason="Chờ bàn giao",
    )
    assert rows(staff, None, "2025", dt.date(2026, 6, 1)) == [("DD-1", "deferred")]
    (line,) = board.board_rows(user=staff, asked=board.asked(None, "2025"), on=dt.date(2027, 6, 1))
    assert (line.state, line.due_on, line.late_now) == ("forgotten", None, 0)
    assert board.punctuality([line]).missing == 0

"""A report or a submission recorded by mistake is taken away; a second report of a year is asked about and
hides nothing."""

import datetime as dt

import pytest

from core.addresses import reverse
from core.errors import Refused
from core.history import changes_where
from reports.enums import BoardState
from reports.models import Report, ReportFile, Submission
from reports.queries import board
from reports.services import reports
from reports.services.reports import DuplicateReport
from tests import factories

TODAY = dt.date(2026, 11, 23)
FIRST = {"period": "2025", "number": "29-BC/BCSĐTA", "submitted_on": dt.date(2026, 1, 16)}
SECOND = {"period": "2025", "number": "55-BC/BCSĐTA", "submitted_on": dt.date(2026, 11, 20)}


@pytest.fixture
def report(body_a, staff) -> Report:
    return reports.receive(body=body_a, values=FIRST, today=TODAY, by=staff)


def posted(client, body, values, **more):
    typed = {
        **values,
        "submitted_on": f"{values['submitted_on']:%d/%m/%Y}",
        "political_results": "",
        "personnel_results": "",
        **more,
    }
    return client.post(f"{reverse('reports:receive')}?to-chuc={body.code}", typed)


def test_a_second_report_is_asked_about_first(report, body_a, staff, as_user) -> None:
    client = as_user(staff)
    asked = posted(client, body_a, SECOND)
    words = asked.content.decode()
    assert asked.status_code == 422
    assert "29-BC/BCSĐTA, nộp ngày 16/01/2026" in words
    assert "Nhận thêm báo cáo này" in words
    assert 'value="55-BC/BCSĐTA"' in words
    assert posted(client, body_a, SECOND, also="on").status_code == 303
    (line,) = board.board_rows(user=staff, asked=board.asked(None, "2025"), on=TODAY)
    assert (line.report, [other.number for other in line.others]) == (report, ["55-BC/BCSĐTA"])
    shown = client.get(reverse("reports:board"), {"ky": "2025"}).content.decode()
    assert "29-BC/BCSĐTA" in shown
    assert "55-BC/BCSĐTA" in shown


def test_no_question_where_none_stands(report, body_a, staff) -> None:
    reports.send_back(report=report, on=dt.date(2026, 2, 1), remarks="Thiếu phần 2", today=TODAY, by=staff)
    again = reports.receive(body=body_a, values=SECOND, today=TODAY, by=staff)
    (line,) = board.board_rows(user=staff, asked=board.asked(None, "2025"), on=TODAY)
    assert (line.report, line.state) == (again, BoardState.RESUBMITTED)


def test_a_year_is_not_changed_onto_another_report(report, body_a, staff) -> None:
    other = reports.receive(body=body_a, values={**SECOND, "period": "2024"}, today=TODAY, by=staff)
    with pytest.raises(DuplicateReport):
        reports.edit(report=other, values={"period": "2025"}, today=TODAY, by=staff)
    assert reports.edit(report=report, values={"number": "30-BC"}, today=TODAY, by=staff) == ["number"]


def test_a_report_goes_with_its_files_after_they_were_named(report, staff, as_user) -> None:
    ReportFile.objects.create(
        report=report,
        name="bao-cao.pdf",
        kind="pdf",
        size=1,
        sha256="0" * 64,
        added_at=dt.datetime(2026, 1, 16, tzinfo=dt.UTC),
        added_by=staff,
    )
    url = reverse("reports:withdraw", args=[report.pk])
    client = as_user(staff)
    assert "bao-cao.pdf" in client.get(url).content.decode()
    assert client.post(url, {"reason": "Nhầm tổ chức"}).status_code == 303
    assert not Report.objects.exists()
    assert not ReportFile.objects.exists()
    (gone,) = changes_where(Report, title="period number body", pgh_label="delete")
    assert (gone.record, gone.reason) == (f"2025 · {report.number} · {report.body}", "Nhầm tổ chức")
    assert "Nhầm tổ chức" in client.get(reverse("reports:withdrawn")).content.decode()


def test_what_the_office_accepted_only_the_office_withdraws(report, staff, secretary_of_a) -> None:
    reports.accept(report=report, on=TODAY, remarks="", today=TODAY, by=staff)
    with pytest.raises(Refused, match="chỉ văn phòng gỡ được"):
        reports.withdraw(report=report, reason="Nhầm", by=secretary_of_a)
    reports.withdraw(report=report, reason="Nhầm", by=staff)
    assert not Report.objects.exists()


def test_who_withdraws_a_submission(body_a, staff, secretary_of_a, secretary_of_b, leader, as_user) -> None:
    made = Submission.objects.create(code="DX1", body=body_a, subject="Xin chủ trương", recorded_on=TODAY)
    url = reverse("reports:withdraw_submission", args=[made.code])
    assert as_user(secretary_of_b).get(url).status_code == 404
    assert as_user(leader).get(url).status_code == 403
    assert as_user(secretary_of_a).post(url, {"reason": "Ghi hai lần"}).status_code == 303
    assert not Submission.objects.exists()


def test_a_secretary_of_another_body_finds_no_report_to_withdraw(report, secretary_of_b, as_user) -> None:
    assert as_user(secretary_of_b).get(reverse("reports:withdraw", args=[report.pk])).status_code == 404


def test_the_list_of_what_was_withdrawn_is_of_the_bodies_seen(report, staff, secretary_of_b, as_user) -> None:
    factories.ReportFactory()
    reports.withdraw(report=report, reason="Nhầm tổ chức", by=staff)
    assert "Nhầm tổ chức" not in as_user(secretary_of_b).get(reverse("reports:withdrawn")).content.decode()

"""Annual reports come, go back, come again and are accepted; the board tells it of any day."""

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pghistory.models import Context

from core.addresses import reverse
from core.errors import Refused
from reports.enums import BoardState
from reports.models import Report, ReportFile, Submission
from reports.queries import board
from reports.services import reports, submissions
from tests import factories
from tests.core.test_files import PDF

TODAY = dt.date(2026, 11, 23)


def receive(body, by, **changes) -> Report:
    values = {"period": "2025", "number": "01-BC/ĐĐ", "submitted_on": dt.date(2026, 1, 10), **changes}
    return reports.receive(body=body, values=values, today=TODAY, by=by)


def state(user, day: str, year: int = 2025) -> list[tuple[str, str]]:
    return [
        (line.body.code, str(line.state))
        for line in board.board_rows(
            user=user, asked=board.asked(None, str(year)), on=dt.date.fromisoformat(day)
        )
    ]


def test_a_report_lives_through_all_its_states(body_a, staff) -> None:
    report = receive(body_a, staff)
    reports.send_back(
        report=report, on=dt.date(2026, 1, 20), remarks="Thiếu phần cán bộ", today=TODAY, by=staff
    )
    reports.receive_again(report=report, on=dt.date(2026, 2, 2), number="", today=TODAY, by=staff)
    reports.accept(report=report, on=dt.date(2026, 2, 5), remarks="", today=TODAY, by=staff)
    days = ["2026-01-09", "2026-01-15", "2026-01-16", "2026-01-20", "2026-02-01", "2026-02-02", "2026-02-05"]
    wanted = ["waited", "submitted", "submitted", "returned", "returned", "resubmitted", "accepted"]
    assert [state(staff, day)[0][1] for day in days] == wanted


def test_missing_begins_the_day_after_the_lawful_day(body_a, staff) -> None:
    assert state(staff, "2026-01-15") == [("DD-A", "waited")]
    assert state(staff, "2026-01-16") == [("DD-A", "missing")]


def test_a_returned_report_has_its_own_due_day(body_a, staff) -> None:
    report = receive(body_a, staff)
    reports.send_back(report=report, on=dt.date(2026, 1, 20), remarks="Thiếu", today=TODAY, by=staff)
    (line,) = board.board_rows(user=staff, asked=board.asked(None, "2025"), on=dt.date(2026, 2, 10))
    assert (line.due_on, line.late_now) == (dt.date(2026, 2, 4), 6)


@pytest.mark.parametrize(
    ("founded", "ended", "wanted"),
    [
        (dt.date(2025, 6, 30), None, "missing"),
        (dt.date(2025, 7, 1), None, "not-owed"),
        (dt.date(2020, 1, 1), dt.date(2025, 12, 30), "not-owed"),
        (dt.date(2020, 1, 1), dt.date(2025, 12, 31), "missing"),
    ],
)
def test_who_owes_a_report(founded, ended, wanted, staff) -> None:
    factories.BodyFactory(code="X", founded_on=founded, ended_on=ended)
    assert state(staff, "2026-03-01") == [("X", wanted)]


@pytest.mark.parametrize(("day", "wanted"), [("2027-01-15", "missing"), ("2027-01-16", "forgotten")])
def test_a_body_that_ended_is_asked_until_twelve_months_after_the_due_day(day, wanted, staff) -> None:
    factories.BodyFactory(code="X", founded_on=dt.date(2020, 1, 1), ended_on=dt.date(2026, 2, 1))
    assert state(staff, day) == [("X", wanted)]


def test_one_that_stands_is_enough(body_a, staff) -> None:
    first = receive(body_a, staff)
    reports.send_back(report=first, on=dt.date(2026, 1, 20), remarks="Thiếu", today=TODAY, by=staff)
    second = receive(body_a, staff, submitted_on=dt.date(2026, 1, 25), number="02-BC/ĐĐ")
    (line,) = board.board_rows(user=staff, asked=board.asked(None, "2025"), on=TODAY)
    assert (line.report, line.state) == (second, BoardState.RESUBMITTED)


def test_a_second_return_waits_for_a_third_coming(body_a, staff) -> None:
    report = receive(body_a, staff)
    reports.send_back(report=report, on=dt.date(2026, 1, 20), remarks="Thiếu", today=TODAY, by=staff)
    reports.receive_again(report=report, on=dt.date(2026, 2, 2), number="02-BC/ĐĐ", today=TODAY, by=staff)
    reports.send_back(report=report, on=dt.date(2026, 2, 10), remarks="Vẫn thiếu", today=TODAY, by=staff)
    report.refresh_from_db()
    assert (report.number, report.returned_on, report.resubmitted_on) == (
        "02-BC/ĐĐ",
        dt.date(2026, 2, 10),
        None,
    )


def test_a_second_return_leaves_past_days_as_they_were(body_a, staff, as_user) -> None:
    report = receive(body_a, staff, political_results="lần đầu")
    reports.send_back(report=report, on=dt.date(2026, 1, 20), remarks="Thiếu", today=TODAY, by=staff)
    reports.receive_again(report=report, on=dt.date(2026, 2, 10), number="02-BC/ĐĐ", today=TODAY, by=staff)
    days = ["2026-01-12", "2026-01-25", "2026-02-05", "2026-02-10"]
    before = [state(staff, day)[0][1] for day in days]
    assert before == ["submitted", "returned", "returned", "resubmitted"]
    reports.send_back(report=report, on=dt.date(2026, 2, 12), remarks="Vẫn thiếu", today=TODAY, by=staff)
    assert [state(staff, day)[0][1] for day in days] == before
    (line,) = board.board_rows(user=staff, asked=board.asked(None, "2025"), on=dt.date(2026, 3, 1))
    assert (line.report, line.state, line.due_on) == (report, BoardState.RETURNED, dt.date(2026, 2, 27))
    assert tuple(line.late) == (6, 0, 0)
    (earlier,) = line.others
    assert (earlier.number, earlier.return_remarks, earlier.political_results) == (
        *("01-BC/ĐĐ", "Thiếu"),
        "lần đầu",
    )
    assert set(Report.objects.returned_by(TODAY)) == {report}
    assert set(Report.objects.returned_by(dt.date(2026, 2, 5))) == {earlier}
    page = as_user(staff).get(reverse("reports:page", args=[report.pk])).text
    assert "nộp 10/01/2026</a>" in page
    page = as_user(staff).get(reverse("reports:page", args=[earlier.pk])).text
    assert "Đã trả lại, có lần nộp sau" in page
    assert reverse("reports:receive_again", args=[earlier.pk]) not in page


def test_a_report_that_came_late_stays_late_however_often_it_is_returned(body_a, staff, as_user) -> None:
    report = receive(body_a, staff, submitted_on=dt.date(2026, 2, 24))
    again = {"number": "", "today": TODAY, "by": staff}
    back = {"remarks": "Thiếu", "today": TODAY, "by": staff}
    for returned_on, came_on in ((1, 3), (5, 7), (9, 11)):
        reports.send_back(report=report, on=dt.date(2026, 3, returned_on), **back)
        reports.receive_again(report=report, on=dt.date(2026, 3, came_on), **again)
        lines = board.board_rows(user=staff, asked=board.asked(None, "2025"), on=TODAY)
        assert board.punctuality(lines) == board.Punctuality(0, 1, 0)
        assert max(lines[0].late) == 40
    page = as_user(staff).get(reverse("reports:page", args=[report.pk])).text
    assert "lần trước nộp chậm 40 ngày" in page


def test_a_second_return_is_taken_back_as_a_whole(body_a, staff, as_user) -> None:
    report = receive(body_a, staff)
    reports.send_back(report=report, on=dt.date(2026, 1, 20), remarks="Thiếu", today=TODAY, by=staff)
    reports.receive_again(report=report, on=dt.date(2026, 2, 10), number="", today=TODAY, by=staff)
    before = list(Report.objects.values())
    client = as_user(staff)
    address = reverse("reports:send_back", args=[report.pk])
    assert client.post(address, {"on": "12/02/2026", "remarks": "Vẫn thiếu"}).status_code == 303
    assert Report.objects.count() == 2
    client.post(reverse("desk:undo", args=[Context.objects.filter(metadata__has_key="done").latest("pk").pk]))
    assert list(Report.objects.values()) == before


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (
            lambda report, by: reports.send_back(
                report=report, on=dt.date(2026, 1, 9), remarks="x", today=TODAY, by=by
            ),
            "trước ngày nộp",
        ),
        (
            lambda report, by: reports.send_back(
                report=report, on=dt.date(2026, 11, 24), remarks="x", today=TODAY, by=by
            ),
            "chưa đến",
        ),
        (
            lambda report, by: reports.receive_again(report=report, on=TODAY, number="", today=TODAY, by=by),
            "bị trả lại",
        ),
        (
            lambda report, by: reports.accept(
                report=report, on=dt.date(2026, 1, 9), remarks="", today=TODAY, by=by
            ),
            "trước ngày nộp",
        ),
        (
            lambda report, by: reports.send_back(
                report=report, on=TODAY, remarks="(Mật)", today=TODAY, by=by
            ),
            "117/2025",
        ),
    ],
)
def test_steps_out_of_order_are_refused(act, words, body_a, staff) -> None:
    report = receive(body_a, staff)
    with pytest.raises(Refused, match=words):
        act(report, staff)


def test_the_same_report_twice_is_refused_in_words(body_a, staff) -> None:
    receive(body_a, staff)
    with pytest.raises(Refused):
        receive(body_a, staff)


def test_a_secretary_sends_and_the_office_judges(body_a, staff, secretary_of_a, as_user) -> None:
    client = as_user(secretary_of_a)
    answer = client.post(
        reverse("reports:receive") + "?to-chuc=DD-A",
        {"period": "2025", "submitted_on": "10/1/2026", "political_results": "Hoàn thành 12/12 chỉ tiêu"},
    )
    report = Report.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/bao-cao/{report.pk}/")
    today = {"on": "20/1/2026", "remarks": "Thiếu phần 2"}
    assert client.post(reverse("reports:send_back", args=[report.pk]), today).status_code in {403, 404}
    assert as_user(staff).post(reverse("reports:send_back", args=[report.pk]), today).status_code == 303
    again = {"on": "2/2/2026", "upload": SimpleUploadedFile("lan-2.pdf", PDF)}
    address = reverse("reports:receive_again", args=[report.pk])
    assert client.post(address, again).status_code == 422  # without the declaration that it is no secret
    again["upload"] = [SimpleUploadedFile("lan-2.pdf", PDF), SimpleUploadedFile("phu-luc.pdf", PDF + b"%2")]
    assert client.post(address, again | {"not_secret": "on"}).status_code == 303
    assert {file.name for file in report.files.all()} == {"lan-2.pdf", "phu-luc.pdf"}
    assert client.post(reverse("reports:accept", args=[report.pk]), {"on": "5/2/2026"}).status_code in {
        403,
        404,
    }
    assert (
        as_user(staff).post(reverse("reports:accept", args=[report.pk]), {"on": "5/2/2026"}).status_code
        == 303
    )


def test_submissions_are_promised_sent_and_answered(body_a, staff) -> None:
    made = submissions.promise(
        body=body_a,
        values={"subject": "Kiện toàn nhân sự", "promised_on": dt.date(2026, 11, 1)},
        today=TODAY,
        by=staff,
    )
    assert (made.code, made.recorded_on) == ("DD-A/DX-2026-01", TODAY)
    assert list(Submission.objects.overdue(today=TODAY)) == [made]
    submissions.edit(submission=made, values={"sent_on": TODAY, "number": "05-TTr/ĐĐ"}, today=TODAY, by=staff)
    assert not Submission.objects.overdue(today=TODAY).exists()
    with pytest.raises(Refused, match="trước ngày gửi"):
        submissions.edit(
            submission=made, values={"answered_on": dt.date(2026, 11, 22)}, today=TODAY, by=staff
        )
    submissions.edit(
        submission=made, values={"answered_on": TODAY, "answer_number": "10-TB/TU"}, today=TODAY, by=staff
    )
    made.refresh_from_db()
    assert made.answer_number == "10-TB/TU"


def test_an_answer_needs_a_sending_and_a_secret_subject_stays_out(body_a, staff) -> None:
    with pytest.raises(Refused, match="Chưa ghi ngày gửi"):
        submissions.promise(
            body=body_a, values={"subject": "Việc", "answered_on": TODAY}, today=TODAY, by=staff
        )
    with pytest.raises(Refused, match="117/2025") as refused:
        submissions.promise(
            body=body_a, values={"subject": "Phương án nhân sự tối mật"}, today=TODAY, by=staff
        )
    assert refused.value.field == "subject"


@pytest.fixture
def records(body_a, staff):
    report = receive(body_a, staff)
    submission = submissions.promise(body=body_a, values={"subject": "Việc"}, today=TODAY, by=staff)
    stored = ReportFile.objects.create(
        report=report,
        name="a.pdf",
        kind="pdf",
        size=1,
        sha256="0" * 64,
        added_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
        added_by=staff,
    )
    return {"report": report.pk, "submission": submission.code, "file": stored.key, "body": body_a.code}


OF_A_RECORD = [
    *[
        (name, "report")
        for name in ("page", "edit", "send_back", "receive_again", "accept", "add_file", "history")
    ],
    *[
        (name, "submission")
        for name in ("submission", "edit_submission", "add_submission_file", "submission_history")
    ],
    ("take_off_file", "file"),
    ("panel", "body"),
]


@pytest.mark.parametrize(("name", "kind"), OF_A_RECORD)
def test_who_opens_it(name, kind, records, staff, secretary_of_a, secretary_of_b, leader, as_user) -> None:
    url = reverse(f"reports:{name}", args=[records[kind]])
    assert as_user(secretary_of_b).get(url).status_code == 404
    assert as_user(secretary_of_b).post(url).status_code in {404, 405}
    assert as_user(staff).get(url).status_code == 200
    assert as_user(secretary_of_a).get(url).status_code == (404 if name in {"send_back", "accept"} else 200)
    assert as_user(leader).get(url).status_code == (
        200 if name in {"page", "submission", "panel", "history", "submission_history"} else 403
    )


def test_the_stranger_cannot_undo_an_acceptance(records, secretary_of_b, as_user) -> None:
    assert (
        as_user(secretary_of_b)
        .post(reverse("reports:take_back_acceptance", args=[records["report"]]))
        .status_code
        == 404
    )


QUERIES = {"board": 11, "list": 11, "submissions": 11}


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize("name", QUERIES)
def test_lists_cost_the_same_for_three_rows_and_thirty(name, rows, staff, as_user) -> None:
    for n in range(rows):
        report = factories.ReportFactory(year=2025, submitted_on=dt.date(2026, 1, 5))
        Submission.objects.create(code=f"DX{n}", body=report.body, subject="Việc", recorded_on=TODAY)
    client = as_user(staff)
    client.get(reverse(f"reports:{name}"))
    with CaptureQueriesContext(connection) as counted:
        assert client.get(reverse(f"reports:{name}"), {"ky": 2025, "nam": 2025}).status_code == 200
    assert len(counted) == QUERIES[name], [query["sql"][:120] for query in counted]


def test_a_file_is_handed_out_within_scope_only(body_a, staff, secretary_of_b, as_user) -> None:
    report = receive(body_a, staff)
    client = as_user(staff)
    answer = client.post(
        reverse("reports:add_file", args=[report.pk]),
        {"upload": SimpleUploadedFile("bc.pdf", PDF), "not_secret": "on"},
    )
    assert answer.status_code == 303
    url = reverse("reports:file", args=[ReportFile.objects.get().key])
    got = client.get(url)
    assert b"".join(got.streaming_content) == PDF
    assert got["Content-Disposition"] == 'attachment; filename="bc.pdf"'
    assert as_user(secretary_of_b).get(url).status_code == 404


def test_two_people_edit_one_report(records, staff, secretary_of_a, as_user) -> None:
    url = reverse("reports:edit", args=[records["report"]])
    one, other = as_user(staff), as_user(secretary_of_a)
    marks = [client.get(url).context["form"]["ban_dau"].value() for client in (one, other)]
    data = {"period": "2025", "number": "01-BC/ĐĐ", "submitted_on": "10/1/2026"}
    assert (
        one.post(url, {**data, "political_results": "Của văn phòng", "ban_dau": marks[0]}).status_code == 303
    )
    answer = other.post(url, {**data, "political_results": "Của thư ký", "ban_dau": marks[1]})
    assert answer.status_code == 422
    assert "Của văn phòng" in answer.content.decode()
    assert "Của thư ký" in answer.content.decode()


@pytest.mark.parametrize("name", ["export", "export_submissions"])
def test_lists_go_out_as_excel_within_scope(name, records, staff, secretary_of_b, as_user) -> None:
    def rows(user) -> int:
        return load_workbook(io.BytesIO(as_user(user).get(reverse(f"reports:{name}")).content)).active.max_row

    assert rows(staff) == 4
    assert rows(secretary_of_b) == 3


def test_the_register_says_in_days_how_late_a_report_came(body_a, staff, as_user) -> None:
    """As numbers: what Python calls a pair of them is nobody's language."""
    report = receive(body_a, staff, submitted_on=dt.date(2026, 1, 16))
    reports.send_back(report=report, on=dt.date(2026, 1, 25), remarks="Thiếu số liệu", today=TODAY, by=staff)
    reports.receive_again(report=report, on=dt.date(2026, 2, 24), number="", today=TODAY, by=staff)
    answer = as_user(staff).get(reverse("reports:export"))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    *_above, heads, row = [[cell.value for cell in one] for one in sheet.iter_rows() if one[3].value]
    told = dict(zip(heads, row, strict=True))
    assert (told["Số ngày nộp chậm"], told["Số ngày nộp lại chậm"]) == (1, 15)


def test_how_late_it_came_stands_beside_the_coming_that_was_late(body_a, staff, as_user) -> None:
    """Handed in a day late, returned on 25/01, so due again by 09/02, and sent again on 24/02."""
    report = receive(body_a, staff, submitted_on=dt.date(2026, 1, 16))
    reports.send_back(report=report, on=dt.date(2026, 1, 25), remarks="Thiếu số liệu", today=TODAY, by=staff)
    reports.receive_again(report=report, on=dt.date(2026, 2, 24), number="", today=TODAY, by=staff)
    for name, args in (("reports:board", "?ky=2025"), ("reports:page", "")):
        url = reverse(name, args=[report.pk] if name == "reports:page" else []) + args
        cells = [
            " ".join(part.split())
            for part in re.findall(
                r"<(?:td|dd)\b[^>]*>(.*?)</(?:td|dd)>", as_user(staff).get(url).content.decode(), re.DOTALL
            )
        ]
        said = [re.sub(r"<[^>]+>", "", cell) for cell in cells]
        for late in ("16/01/2026 nộp chậm 1 ngày", "24/02/2026 nộp lại chậm 15 ngày"):
            assert any(late in cell for cell in said), name


def test_the_year_that_the_board_shows_is_the_one_chosen_before_anything_came(staff, as_user) -> None:
    page = as_user(staff).get(reverse("reports:board")).content.decode()
    assert re.findall(r'<option value="(\d+)"\s*(selected)?', page) == [("2026", ""), ("2025", "selected")]


def test_a_report_of_a_regime_has_its_own_name_due_day_and_periods(body_a, staff, as_user) -> None:
    regime = factories.ReportRegimeFactory(name="Báo cáo quý", rhythm="quarter", due_days=10)
    report = receive(body_a, staff, regime=regime, period="2026-Q1", submitted_on=dt.date(2026, 4, 12))
    annual = receive(body_a, staff, period="2026", submitted_on=dt.date(2026, 4, 12))
    assert (report.title(), annual.title()) == ("Báo cáo quý, quý I/2026", "Báo cáo năm 2026")
    with pytest.raises(reports.DuplicateReport):
        receive(body_a, staff, regime=regime, period="2026-Q1", submitted_on=dt.date(2026, 4, 13))
    for wrong in ("2026", "2026-M03", "2026-Q5"):
        with pytest.raises(Refused, match="cần dạng 2026-Q2"):
            receive(body_a, staff, regime=regime, period=wrong)
    page = as_user(staff).get(reverse("reports:page", args=[report.pk])).content.decode()
    assert "Báo cáo quý, quý I/2026" in page
    assert "nộp chậm 2 ngày" in page
    assert state(staff, "2026-11-01") == [("DD-A", "missing")]
    answer = as_user(staff).post(
        reverse("reports:edit", args=[report.pk]), {"period": "2026-Q2", "submitted_on": "12/7/2026"}
    )
    assert answer.status_code == 303
    assert Report.objects.filter(pk=report.pk, period="2026-Q2", year=2026).exists()

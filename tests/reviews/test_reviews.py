"""The annual review as people use it: why to the point, corrected with a reason, confirmed and kept."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.utils.html import strip_tags

from core import clock
from core.errors import Refused
from delegations.models import LegalBasis, Replacement
from meetings.models import Meeting, Task
from obligations.models import Waiver
from obligations.services import appraisals
from obligations.services.appraisals import ReviewPeriod
from reports.models import Report
from reviews.enums import CONDITIONS, Criterion, Grade
from reviews.forms.corrections import PointsForm, shown
from reviews.models import Correction, Review
from reviews.queries import criteria, reasons, years
from reviews.queries.years import breakdown
from reviews.services import confirming, corrections
from tests import factories
from tests.worlds.small import give_full_marks_in_2025, settle_2025

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
D = dt.date
PAGE = "/danh-gia/DD-A/2025/"


YEAR = ReviewPeriod(2025)


def line(body, period=YEAR, on=TODAY):
    return years.line(body, period, on=on)


def post(client, path, **data):
    return client.post(path, data)


# The proposal -----------------------------------------------------------------------------------


def test_a_body_that_kept_everything_and_of_which_the_office_says_the_rest(best_and_worst):
    found = line(best_and_worst[0])
    assert (found.grade, found.points, found.proposal.possible) == ("good", Decimal(100), 100)
    assert [reason.sentence for reason in reasons.why_not(found)] == [
        "Chưa đủ dữ liệu để đề xuất xuất sắc: chưa xác định có thành viên bị kỷ luật hay không;"
        " chưa xác định đã khắc phục hạn chế, khuyết điểm trước đó hay chưa."
    ]

    settle_2025(best_and_worst[0])

    found = line(best_and_worst[0])
    assert (found.grade, found.proposal.grade, found.points) == ("excellent", "good", Decimal(100))
    assert found.appraisal.bars == ()
    assert reasons.why_not(found) == []


def test_without_data_nothing_is_proposed_and_nothing_confirmed(as_user, staff, best_and_worst):
    Task.objects.all().delete()
    found = line(best_and_worst[0])
    assert (found.grade, found.points, found.corrected.most) == ("unsettled", Decimal(90), Decimal(100))
    assert found.corrected.unjudged == ("follow-up",)
    text = as_user(staff).get(PAGE).content.decode()
    for words_ in (
        "Chưa đủ dữ liệu để xếp loại",
        "Chưa đủ dữ liệu để đề xuất hoàn thành nhiệm vụ: chưa ghi nhận nhiệm vụ nào đến hạn.",
        "nếu đạt trọn thì nhiều nhất là 100 điểm",
        "Không có dữ liệu để chấm",
    ):
        assert words_ in text
    answer = confirm(as_user(staff))
    assert answer.status_code == 422
    assert "Chưa đủ dữ liệu để xếp loại năm 2025" in answer.content.decode()
    assert confirming.waiting([found]) == []
    listed = as_user(staff).get("/danh-gia/?nam=2025&tinh_trang=chua-du")
    assert [one.line.body.code for one in listed.context["listing"].lines] == ["DD-A"]

    for code in ("tasks-on-time", "tasks-done", "few-tasks-late"):
        reason = "Không được giao nhiệm vụ nào; đã đối chiếu sổ"
        assert post(as_user(staff), PAGE + f"sua/{code}/", answer="met", reason=reason).status_code == 303
    assert line(best_and_worst[0]).grade == "good"
    assert confirm(as_user(staff)).status_code == 303


def give_tasks(body, *, late, open_=0):
    """Give the body ten tasks due on 1/3/2025 in place of its own: so many done late or never."""
    Task.objects.filter(body=body).delete()
    for number in range(10):
        day = None if number < open_ else D(2025, 7, 1) if number < open_ + late else D(2025, 3, 1)
        days = {"given_on": D(2025, 2, 10), "due_on": D(2025, 3, 1), "done_on": day}
        factories.TaskFactory(code=f"VIEC-{number}", body=body, **days)


@pytest.mark.parametrize(
    ("tasks", "grade", "sentence"),
    [
        (
            {"late": 0},
            "good",
            "Chưa đủ dữ liệu để đề xuất xuất sắc: chưa ghi mức hoàn thành của 10 nhiệm vụ",
        ),
        ({"late": 1}, "fulfilled", "Thiếu 1 nhiệm vụ đúng hạn để đạt tốt."),
        ({"late": 2}, "fulfilled", "Thiếu 2 nhiệm vụ đúng hạn để đạt tốt."),
        (
            {"late": 3},
            "failed",
            "Chưa đạt hoàn thành nhiệm vụ: quá mức cho phép 1 nhiệm vụ không bảo đảm tiến độ.",
        ),
        (
            {"late": 5},
            "failed",
            "Chưa đạt hoàn thành nhiệm vụ: quá mức cho phép 3 nhiệm vụ không bảo đảm tiến độ.",
        ),
        ({"late": 0, "open_": 1}, "failed", "Thiếu 1 nhiệm vụ hoàn thành để đạt hoàn thành nhiệm vụ."),
        (
            {"late": 0, "open_": 5},
            "failed",
            "Chưa đạt hoàn thành nhiệm vụ: thiếu 5 nhiệm vụ hoàn thành; quá mức cho phép 3 nhiệm vụ"
            " không bảo đảm tiến độ.",
        ),
    ],
)
def test_tasks_late_or_never_done_decide_whatever_the_points(
    as_user, leader, best_and_worst, tasks, grade, sentence
):
    give_tasks(best_and_worst[0], **tasks)
    found = line(best_and_worst[0])
    assert found.points > 90
    assert found.grade == grade
    assert reasons.why_not(found)[0].sentence.startswith(sentence)
    for address in (PAGE, "/danh-gia/?nam=2025"):
        assert sentence in as_user(leader).get(address).content.decode()


def test_the_office_s_word_on_a_condition_stands_before_the_records(as_user, staff, leader, best_and_worst):
    give_tasks(best_and_worst[0], late=1)
    path = PAGE + "sua/tasks-on-time/"
    assert "9/10 nhiệm vụ đến hạn xong đúng hạn" in as_user(staff).get(path).content.decode()
    data = {"answer": "met", "reason": "Được lùi hạn", "document": "15-TB/TU"}
    assert post(as_user(staff), path, **data).status_code == 303

    found = line(best_and_worst[0])
    assert (found.grade, found.proposal.grade) == ("good", "fulfilled")
    text = as_user(leader).get(PAGE).content.decode()
    assert "Văn phòng xác định: đạt." in text
    assert "Được lùi hạn (15-TB/TU)" in strip_tags(text)
    assert post(as_user(staff), PAGE + "bo-sua/tasks-on-time/").status_code == 303
    assert line(best_and_worst[0]).grade == "fulfilled"
    assert "điều kiện: Đạt" in as_user(leader).get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("path", "data"),
    [
        (PAGE + "sua/tasks-on-time/", {"answer": "", "reason": "x"}),
        (PAGE + "sua/tasks-on-time/", {"answer": "perhaps", "reason": "x"}),
        (PAGE + "sua/tasks-on-time/", {"answer": "met", "reason": ""}),
        (PAGE + "sua/tasks-on-time/", {"points": "5", "reason": "x"}),
        ("/danh-gia/DD-A/2024/sua/tasks-on-time/", {"answer": "met", "reason": "x"}),  # no condition then
        (PAGE + "sua/grade/", {"grade": "unsettled", "reason": "x"}),
    ],
)
def test_an_answer_that_cannot_be_is_refused(as_user, staff, best_and_worst, path, data):
    assert post(as_user(staff), path, **data).status_code == 422
    assert Correction.objects.count() == 0


# Quarters ---------------------------------------------------------------------------------------


def test_a_quarter_is_reviewed_apart_from_its_year(as_user, staff, best_and_worst):
    client, path = as_user(staff), "/danh-gia/DD-A/2025-Q3/"
    text = client.get(path).content.decode()
    assert "Đánh giá quý III/2025" in text
    assert 'href="/danh-gia/DD-A/2025/"' in text
    assert "Báo cáo năm" not in text.partition("Điểm từng tiêu chí")[2].partition("Mức xếp loại")[0]
    quarter = ReviewPeriod(2025, 3)
    assert line(best_and_worst[0], quarter).grade == "unsettled"  # no task fell due in it
    assert line(best_and_worst[0], ReviewPeriod(2025, 1)).scheme.asks_conditions is False

    assert post(client, path + "sua/grade/", grade="good", reason="Theo kết luận").status_code == 303
    assert (line(best_and_worst[0], quarter).grade, line(best_and_worst[0]).whole) == ("good", None)
    assert confirm(client, path, confirmed_on="30/9/2025").status_code == 303
    review = Review.objects.get()
    assert (review.year, review.quarter, review.grade) == (2025, "3", "good")
    assert line(best_and_worst[0]).review is None
    text = strip_tags(client.get(PAGE).content.decode())
    assert "Kết quả các quý đã xác nhận: quý III/2025 hoàn thành tốt nhiệm vụ." in text
    assert confirm(client).status_code == 303
    assert post(client, path + "huy-xac-nhan/").status_code == 303
    assert [one.quarter for one in Review.objects.all()] == [""]


def test_a_quarter_is_confirmed_from_its_last_day_on_and_has_no_report(as_user, staff, best_and_worst):
    path = "/danh-gia/DD-A/2025-Q3/"
    post(as_user(staff), path + "sua/grade/", grade="good", reason="Theo kết luận")
    assert confirm(as_user(staff), path, confirmed_on="29/9/2025").status_code == 422
    assert as_user(staff).get(path + "sua/report/").status_code == 404
    assert as_user(staff).get("/danh-gia/DD-A/2027-Q1/").status_code == 404
    assert as_user(staff).get("/danh-gia/DD-A/2025-Q5/").status_code == 404
    assert as_user(staff).get("/danh-gia/thang-diem/nam-2025-Q3/").status_code == 200
    assert as_user(staff).post(path + "phieu/").status_code == 303


def test_an_overdue_regulation_keeps_the_best_grade_away(as_user, leader, best_and_worst):
    old = factories.GoverningDocumentFactory(number="172-QĐ/TW")
    new = factories.GoverningDocumentFactory(
        number="97-QĐ/TW", effective_on=D(2025, 3, 1), issued_on=D(2025, 2, 7)
    )
    Replacement.objects.create(replacing=new, replaced=old)
    LegalBasis.objects.create(regulation=best_and_worst[0].working_regulations.get(), document=old)
    settle_2025(best_and_worst[0])
    found = line(best_and_worst[0])
    assert (found.grade, found.points, [bar.rule for bar in found.appraisal.bars]) == (
        "good",
        Decimal(95),
        ["regulation-stale"],
    )
    text = as_user(leader).get(PAGE).content.decode()
    assert "(01/03/2025)" in text
    assert "(2025-03-01)" not in text


def test_every_sentence_says_what_was_counted(best_and_worst):
    said = {row.criterion: criteria.sentence(row.mark) for row in line(best_and_worst[0]).rows}

    assert said == {
        "meetings": "4/4 kỳ có cuộc họp định kỳ hợp lệ",
        "discipline": "4/4 cuộc họp đủ thành phần, biên bản ký đúng hạn",
        "report": "báo cáo năm 2025 gửi ngày 10/01/2026, đúng hạn (15/01/2026)",
        "strength": "3 vị trí có người giữ",
        "regulation": (
            "có quy chế đang hiệu lực, không thuộc diện phải sửa:"
            f" {best_and_worst[0].working_regulations.get().number}"
        ),
        "coordination": "có 3/3 loại quy chế",
        "agenda": "4 cuộc họp định kỳ gần nhất có 4 nội dung: 0 về tổ chức, cán bộ; 4 về nhiệm vụ chính trị",
        "participation": "có mặt 12/12 lượt trong 4 cuộc họp có ghi nhận thành phần",
        "follow-up": "1/1 việc xong đúng hạn",
    }


def test_a_past_day_knows_only_what_was_known_then(best_and_worst):
    body = best_and_worst[0]

    assert [
        row.given for row in line(body, on=D(2025, 6, 30)).rows if row.criterion in ("meetings", "report")
    ] == [Decimal(25), None]
    assert line(body, on=D(2026, 1, 9)).rows[2].given is None
    assert line(body, on=D(2026, 1, 10)).rows[2].given == 15


def test_a_task_done_after_the_year_and_a_waiver_of_it_are_seen(best_and_worst):
    body = best_and_worst[0]
    for code, done_on in (("NV1", D(2026, 2, 1)), ("NV2", D(2025, 5, 1)), ("NV3", None)):
        Task.objects.create(
            code=code, body=body, title="Việc", given_on=D(2025, 3, 1), due_on=D(2025, 6, 1), done_on=done_on
        )
    Waiver.objects.create(
        body=body,
        rule="action-overdue",
        subject="NV3",
        granted_on=D(2026, 1, 1),
        until=D(2026, 12, 31),
        reason="Chờ",
    )

    row = line(body).rows[-1]

    assert (row.given, dict(row.mark.counts)) == (Decimal("8.33"), {"late": 1, "on-time": 2, "waived": 1})


def test_the_list_and_the_page_reckon_alike(as_user, leader, best_and_worst):
    listed = {one.body.code: (one.grade, one.points) for one in years.lines(leader, YEAR, on=TODAY)}

    assert listed == {body.code: (line(body).grade, line(body).points) for body in best_and_worst}


@pytest.mark.parametrize("number", [3, 30])
def test_a_year_costs_the_same_whatever_the_number_of_bodies(leader, number, django_assert_num_queries):
    factories.ProvinceFactory()
    for body in factories.BodyFactory.create_batch(number):
        give_full_marks_in_2025(body)
    with django_assert_num_queries(14):
        assert len(years.lines(leader, YEAR, on=TODAY)) == number


@pytest.mark.django_db(transaction=True)
def test_proposals_stay_while_no_record_changes(leader, best_and_worst, django_assert_num_queries):
    assert years.lines(leader, YEAR, on=TODAY)[0].points == 100
    with django_assert_num_queries(5):
        assert years.lines(leader, YEAR, on=TODAY)[0].points == 100
    Report.objects.filter(year=2025).delete()

    assert years.lines(leader, YEAR, on=TODAY)[0].grade == "good"


def test_a_body_of_which_one_record_cannot_be_read_keeps_no_other_back(as_user, leader, best_and_worst):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE delegations_seat SET starts_on = '-infinity' WHERE code = 'B-1'")

    found = years.lines(leader, YEAR, on=TODAY)

    assert [(one.body.code, one.appraisal is None, one.grade) for one in found] == [
        ("DD-A", False, "good"),
        ("DD-B", True, "not-graded"),
    ]
    assert "không chấm được" in as_user(leader).get("/danh-gia/?nam=2025").content.decode()
    assert "Không đọc được hồ sơ" in as_user(leader).get("/danh-gia/DD-B/2025/").content.decode()


# The page ---------------------------------------------------------------------------------------


def test_the_page_explains_every_point_and_leads_to_the_records(as_user, leader, best_and_worst):
    text = as_user(leader).get(PAGE).content.decode()

    for words_ in ("25 × 4/4 = 25", "1/1 nhiệm vụ đến hạn xong đúng hạn", "chưa xác định có thành viên"):
        assert words_ in text
    for link in (
        "/hop/DD-A/25-2/",
        "/to-chuc/DD-A/#quy-che",
        "/danh-ba/DD-A-P0/",
        "/to-chuc/DD-A/nhip-hop/2025-Q1/",
        "/danh-gia/thang-diem/nam-2025/",
    ):
        assert f'href="{link}' in text
    assert "Hạn ký biên bản sau cuộc họp" in text  # the law behind
    assert "Xác nhận kết quả" not in text
    assert "/sua/" not in text


def test_what_would_lead_to_a_better_grade_is_said(as_user, leader, best_and_worst):
    text = as_user(leader).get("/danh-gia/DD-B/2025/").content.decode()

    assert "Còn thiếu" in text
    assert "gửi báo cáo năm còn thiếu" in text
    assert "không khắc phục được trong kỳ này" in text


NOWHERE = (
    "DD-A/2027/",
    "DD-A/1929/",
    "DD-A/99999999999/",
    "KHONG/2025/",
    "DD-A/2025/sua/x/",
    "DD-A/2025/bo-sua/meetings/x/",
)


@pytest.mark.parametrize("path", NOWHERE)
def test_what_is_no_year_or_body_is_not_found(as_user, staff, best_and_worst, path):
    assert as_user(staff).get(f"/danh-gia/{path}").status_code == 404


def test_years_without_a_scheme_or_before_tracking_have_a_page(as_user, staff, best_and_worst):
    client = as_user(staff)

    assert "Chưa có thang điểm nào" in client.get("/danh-gia/DD-A/2003/").content.decode()
    assert "trước ngày hệ thống theo dõi" in client.get("/danh-gia/DD-A/2023/").content.decode()
    assert client.get("/danh-gia/thang-diem/nam-2003/").status_code == 404
    assert post(client, "/danh-gia/DD-A/2003/sua/grade/", grade="good", reason="x").status_code == 422
    assert (
        post(client, "/danh-gia/DD-A/2003/xac-nhan/", document="1", confirmed_on="1/2/2026").status_code
        == 422
    )


def test_the_scheme_is_published_with_its_reference(as_user, secretary_of_a):
    factories.ProvinceFactory()
    text = as_user(secretary_of_a).get("/danh-gia/thang-diem/nam-2025/").content.decode()

    assert text.count("không phải văn bản của Trung ương") > 10
    assert "Quyết định vượt thẩm quyền" in text
    assert "đối chiếu bản gốc" in text
    assert "Không có thành viên bị kỷ luật" in text
    assert "tổ chức được xếp loại hoàn thành tốt nhiệm vụ" in text
    older = as_user(secretary_of_a).get("/danh-gia/thang-diem/nam-2024/").content.decode()
    assert "không giới hạn" in older
    assert "đối chiếu bản gốc" not in older


# Correcting -------------------------------------------------------------------------------------


def test_a_criterion_is_corrected_with_its_reason_and_taken_back(as_user, staff, leader, best_and_worst):
    client, path = as_user(staff), PAGE + "sua/meetings/"
    answer = post(client, path, points="12,5", reason="Đối chiếu sổ họp", document="15-TB/VPTU")

    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    found = line(best_and_worst[0])
    assert (found.points, found.grade, found.proposal.points) == (Decimal("87.50"), "good", Decimal(100))
    text = as_user(leader).get(PAGE).content.decode()
    assert "Văn phòng sửa thành 12,5 điểm (hồ sơ đề xuất 25)" in text
    assert "Đối chiếu sổ họp (15-TB/VPTU)" in strip_tags(text)
    assert f"— {staff.full_name}, 23/11/2026" in text

    assert client.get(PAGE + "bo-sua/meetings/").status_code == 200
    assert Correction.objects.count() == 1
    assert post(client, PAGE + "bo-sua/meetings/").status_code == 303
    assert post(client, PAGE + "bo-sua/meetings/").status_code == 303  # a second click
    assert line(best_and_worst[0]).points == 100
    history = as_user(leader).get(PAGE).content.decode()
    assert "Họp định kỳ: bỏ sửa" in history
    assert "điểm: 12,50" in history


def test_the_grade_as_a_whole_is_corrected(as_user, staff, best_and_worst):
    post(as_user(staff), PAGE + "sua/grade/", grade="fulfilled", reason="Bị xử lý kỷ luật")

    found = line(best_and_worst[0])
    assert (found.grade, found.corrected.grade, found.points) == ("fulfilled", "good", 100)


def test_saving_twice_writes_once_and_a_change_keeps_its_history(as_user, staff, best_and_worst):
    client, path = as_user(staff), PAGE + "sua/report/"
    for points in ("5", "5", "7,5"):
        client.get(path)
        snapshot = client.get(path).context["form"]["ban_dau"].value()
        assert post(client, path, points=points, reason="Nộp bổ sung", ban_dau=snapshot).status_code == 303

    assert Correction.objects.get().points == Decimal("7.50")
    assert Correction.history.rel.related_model.objects.count() == 2  # type: ignore[attr-defined] # one insert, one update


def test_two_who_correct_the_same_criterion_see_each_other(as_user, staff, administrator, best_and_worst):
    path = PAGE + "sua/report/"
    snapshot = as_user(staff).get(path).context["form"]["ban_dau"].value()
    post(as_user(administrator), path, points="3", reason="Lý do thứ nhất")

    answer = post(as_user(staff), path, points="9", reason="Lý do thứ hai", ban_dau=snapshot)

    assert answer.status_code == 422
    assert "Lý do thứ nhất" in answer.content.decode()
    assert Correction.objects.get().points == 3


HOSTILE_POINTS = ("25,01", "-1", "1e1", "NaN", "9" * 400, "٣", "1,234", "", "5\x00", "<b>")
HOSTILE_REASONS = ("", "x" * 501, "(Mật)", "   ")


@pytest.mark.parametrize(
    ("points", "reason"),
    [*((points, "x") for points in HOSTILE_POINTS), *(("5", reason) for reason in HOSTILE_REASONS)],
)
def test_hostile_input_is_refused_with_what_was_typed(as_user, staff, best_and_worst, points, reason):
    answer = post(as_user(staff), PAGE + "sua/meetings/", points=points, reason=reason)

    assert answer.status_code == 422
    assert Correction.objects.count() == 0


@pytest.mark.parametrize("grade", ["", "best", "<script>"])
def test_only_a_grade_of_the_list_is_taken(as_user, staff, best_and_worst, grade):
    assert post(as_user(staff), PAGE + "sua/grade/", grade=grade, reason="x").status_code == 422


def test_points_are_shown_as_they_are_typed():
    assert [shown(Decimal(text)) for text in ("18.75", "20.00", "20", "0.50", "100")] == [
        "18,75",
        "20",
        "20",
        "0,5",
        "100",
    ]
    form = PointsForm({"points": " 7.5 ", "reason": "x"}, most=10)
    assert form.is_valid()
    assert form.cleaned_data["points"] == Decimal("7.50")


@pytest.mark.parametrize(
    "action", ["sua/meetings/", "sua/grade/", "bo-sua/meetings/", "xac-nhan/", "huy-xac-nhan/"]
)
def test_who_reads_and_who_writes(as_user, leader, secretary_of_a, secretary_of_b, best_and_worst, action):
    for method in ("get", "post"):
        assert getattr(as_user(leader), method)(PAGE + action).status_code == 403
        assert getattr(as_user(secretary_of_a), method)(PAGE + action).status_code == 403
        assert getattr(as_user(secretary_of_b), method)(PAGE + action).status_code == 404
    assert as_user(secretary_of_a).get(PAGE).status_code == 200
    assert as_user(secretary_of_b).get(PAGE).status_code == 404
    assert as_user(secretary_of_b).post(PAGE + "phieu/").status_code == 404
    assert as_user(leader).post(PAGE + "phieu/").status_code == 403
    assert as_user(leader).get("/danh-gia/xac-nhan/?nam=2025").status_code == 403
    assert as_user(secretary_of_b).post("/danh-gia/xac-nhan/?nam=2025").status_code == 403


# Confirming -------------------------------------------------------------------------------------


def confirm(client, path=PAGE, **data):
    seen = client.get(path + "xac-nhan/").context["form"]["seen"].value()
    return post(
        client,
        path + "xac-nhan/",
        **({"document": "25-TB/TU", "confirmed_on": "20/1/2026", "seen": seen} | data),
    )


def test_what_was_confirmed_stays_whatever_the_records_say_later(as_user, staff, leader, best_and_worst):
    body = best_and_worst[0]
    settle_2025(body)
    post(as_user(staff), PAGE + "sua/grade/", grade="good", reason="Theo kết luận của Ban Thường vụ")
    assert confirm(as_user(staff)).status_code == 303
    Meeting.objects.filter(body=body, held_on=D(2025, 5, 10)).delete()

    found = line(body)

    assert (found.grade, found.points, found.changed) == ("good", 100, True)
    assert (found.open_grade, found.open_points) == ("good", Decimal("93.75"))
    review = found.review
    assert (review.proposed_grade, review.document, review.confirmed_on, review.confirmed_by) == (
        "good",
        "25-TB/TU",
        D(2026, 1, 20),
        staff.full_name,
    )
    assert breakdown(review)["meetings"] == (25, Decimal("25.00"))
    text = as_user(leader).get(PAGE).content.decode()
    assert "Hồ sơ đã thay đổi sau khi xác nhận: đề xuất nay là hoàn thành tốt nhiệm vụ, 93,75 điểm" in text
    assert "khi xác nhận: 25" in text
    assert "hồ sơ nay đề xuất" in as_user(leader).get("/danh-gia/?nam=2025").content.decode()


def test_a_confirmed_year_is_not_corrected(as_user, staff, best_and_worst):
    client = as_user(staff)
    confirm(client)
    with pytest.raises(Refused):
        corrections.correct(
            body=best_and_worst[0],
            period=YEAR,
            criterion="report",
            points=Decimal(1),
            reason="x",
            today=TODAY,
            by=staff,
        )
    assert post(client, PAGE + "sua/report/", points="1", reason="x").status_code == 303
    assert Correction.objects.count() == 0

    assert client.get(PAGE + "huy-xac-nhan/").status_code == 200
    assert post(client, PAGE + "huy-xac-nhan/").status_code == 303
    assert post(client, PAGE + "huy-xac-nhan/").status_code == 303  # a second click
    assert Review.objects.count() == 0
    assert "Huỷ xác nhận" in client.get(PAGE).content.decode()


def test_a_second_click_confirms_once(as_user, staff, best_and_worst):
    client = as_user(staff)
    data = {
        "document": "25-TB/TU",
        "confirmed_on": "20/1/2026",
        "seen": client.get(PAGE + "xac-nhan/").context["form"]["seen"].value(),
    }

    assert [post(client, PAGE + "xac-nhan/", **data).status_code for _click in range(2)] == [303, 303]
    assert Review.objects.count() == 1


def test_nothing_is_confirmed_that_was_not_shown(as_user, staff, best_and_worst):
    client = as_user(staff)
    seen = client.get(PAGE + "xac-nhan/").context["form"]["seen"].value()
    Report.objects.filter(year=2025).delete()

    answer = confirm(client, seen=seen)

    assert answer.status_code == 422
    assert (
        "Đề xuất đã thay đổi từ lúc mở trang: nay là hoàn thành tốt nhiệm vụ, 85 điểm"
        in answer.content.decode()
    )
    assert Review.objects.count() == 0


DAYS_THAT_CANNOT_BE = ("24/11/2026", "30/11/2025", "31/2/2026", "", "1/13/2026")
DOCUMENTS_THAT_CANNOT_BE = ("", "Tối mật 1", "x" * 61)


@pytest.mark.parametrize(
    "data",
    [
        *({"confirmed_on": day} for day in DAYS_THAT_CANNOT_BE),
        *({"document": number} for number in DOCUMENTS_THAT_CANNOT_BE),
        {"seen": ""},
    ],
)
def test_a_confirmation_needs_its_document_and_a_day_that_can_be(as_user, staff, best_and_worst, data):
    assert confirm(as_user(staff), **data).status_code == 422
    assert Review.objects.count() == 0


def test_the_running_year_is_confirmed_from_december_on(as_user, staff, best_and_worst):
    path = "/danh-gia/DD-A/2026/"
    assert "Xác nhận được từ ngày 01/12/2026" in as_user(staff).get(path).content.decode()
    assert confirm(as_user(staff), path, confirmed_on="23/11/2026").status_code == 422
    post(as_user(staff), path + "sua/grade/", grade="good", reason="Theo kết luận")
    with time_machine.travel(dt.datetime(2026, 12, 1, 9, tzinfo=clock.ZONE), tick=False):
        assert confirm(as_user(staff), path, confirmed_on="1/12/2026").status_code == 303


def test_all_bodies_are_confirmed_under_one_document(as_user, staff, best_and_worst):
    client, path = as_user(staff), "/danh-gia/xac-nhan/?nam=2025"
    confirm(client)
    page = client.get(path)
    data = {"document": "26-TB/TU", "confirmed_on": "21/1/2026", "seen": page.context["form"]["seen"].value()}

    assert (page.context["waiting"], page.context["confirmed"]) == (1, 1)
    assert post(client, path, **data).status_code == 303
    assert dict(Review.objects.values_list("body__code", "document")) == {
        "DD-A": "25-TB/TU",
        "DD-B": "26-TB/TU",
    }
    assert post(client, path, **data).status_code == 422  # nothing left
    assert client.get("/danh-gia/xac-nhan/?nam=2027").status_code == 404
    assert client.get("/danh-gia/xac-nhan/").status_code == 404
    assert client.get("/danh-gia/xac-nhan/?nam=2025&loai=" + "9" * 5000).status_code == 200


def test_a_changed_list_is_not_confirmed(as_user, staff, best_and_worst):
    client, path = as_user(staff), "/danh-gia/xac-nhan/?nam=2025"
    seen = client.get(path).context["form"]["seen"].value()
    Report.objects.filter(year=2025).delete()

    answer = post(client, path, document="26-TB/TU", confirmed_on="21/1/2026", seen=seen)

    assert answer.status_code == 422
    assert Review.objects.count() == 0
    again = answer.context["form"]["seen"].value()
    assert post(client, path, document="26-TB/TU", confirmed_on="21/1/2026", seen=again).status_code == 303


@pytest.mark.parametrize("number", [3, 30])
def test_confirming_all_costs_the_same_whatever_the_number(staff, number, django_assert_num_queries):
    factories.ProvinceFactory()
    factories.BodyFactory.create_batch(number)
    seen = confirming.seal(years.lines(staff, YEAR, on=TODAY))
    with django_assert_num_queries(9):
        assert (
            confirming.confirm_all(
                period=YEAR, document="1", confirmed_on=D(2026, 1, 20), seen=seen, today=TODAY, by=staff
            )
            == number
        )


def test_a_past_day_shows_neither_later_corrections_nor_later_confirmations(as_user, staff, best_and_worst):
    post(as_user(staff), PAGE + "sua/grade/", grade="fulfilled", reason="x")
    confirm(as_user(staff), confirmed_on="23/11/2026")

    past = line(best_and_worst[0], on=D(2026, 11, 22))

    assert (past.grade, past.review, past.corrections) == ("good", None, {})
    text = as_user(staff).get(PAGE + "?ngay=2026-11-22").content.decode()
    assert "Huỷ xác nhận</a>" not in text
    assert "/sua/" not in text


def test_codes_of_the_rulebook_have_their_words():
    assert tuple(Criterion.values) == (
        *appraisals.CRITERION_CODES,
        *appraisals.CONDITION_CODES,
        "grade",
    )
    assert tuple(CONDITIONS) == appraisals.CONDITION_CODES
    assert tuple(Grade.values) == appraisals.GRADES


def test_a_breakdown_that_cannot_be_read_is_left_out():
    review = Review(
        breakdown=[
            "meetings 25 18.75",
            "report 15 -",
            "x 1 1",
            "meetings",
            "agenda a b",
            "strength 10 1.2.3",
            "",
        ]
    )
    assert breakdown(review) == {"meetings": (25, Decimal("18.75")), "report": (15, None)}

"""The annual review as people use it: why to the point, corrected with a reason, confirmed and kept."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.db import connection

from core import clock
from core.errors import Refused
from delegations.models import LegalBasis, Replacement
from meetings.models import Meeting, Task
from obligations.models import Waiver
from obligations.services import appraisals
from reports.models import Report
from reviews.enums import Criterion, Grade
from reviews.forms.corrections import PointsForm, shown
from reviews.models import Correction, Review
from reviews.queries import criteria, years
from reviews.queries.years import breakdown
from reviews.services import confirming, corrections
from tests import factories
from tests.worlds.small import give_full_marks_in_2025

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
D = dt.date
PAGE = "/danh-gia/DD-A/2025/"


def line(body, year=2025, on=TODAY):
    return years.line(body, year, on=on)


def post(client, path, **data):
    return client.post(path, data)


# The proposal -----------------------------------------------------------------------------------


def test_a_body_that_kept_everything(best_and_worst):
    found = line(best_and_worst[0])

    assert (found.grade, found.points, found.proposal.possible) == ("excellent", Decimal(100), 100)
    assert found.appraisal.bars == ()


def test_without_data_the_best_grade_waits_for_the_office(as_user, staff, best_and_worst):
    Task.objects.all().delete()
    found = line(best_and_worst[0])
    assert (found.grade, found.points, found.corrected.unjudged) == ("good", Decimal(100), ("follow-up",))
    text = as_user(staff).get(PAGE).content.decode()
    for words_ in (
        "Chưa đủ dữ liệu để đề xuất xuất sắc: 1 tiêu chí, 10 điểm",
        "10 điểm của các tiêu chí không có dữ liệu",
        "Không có dữ liệu để chấm",
    ):
        assert words_ in text
    assert "chưa đủ dữ liệu để đề xuất xuất sắc" in as_user(staff).get("/danh-gia/?nam=2025").content.decode()

    post(
        as_user(staff),
        PAGE + "sua/follow-up/",
        points="10",
        reason="Không được giao nhiệm vụ nào; đã đối chiếu sổ",
    )
    assert line(best_and_worst[0]).grade == "excellent"


def test_an_overdue_regulation_keeps_the_best_grade_away(as_user, leader, best_and_worst):
    old = factories.GoverningDocumentFactory(number="172-QĐ/TW")
    new = factories.GoverningDocumentFactory(
        number="97-QĐ/TW", effective_on=D(2025, 3, 1), issued_on=D(2025, 2, 7)
    )
    Replacement.objects.create(replacing=new, replaced=old)
    LegalBasis.objects.create(regulation=best_and_worst[0].working_regulations.get(), document=old)
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
    listed = {one.body.code: (one.grade, one.points) for one in years.lines(leader, 2025, on=TODAY)}

    assert listed == {body.code: (line(body).grade, line(body).points) for body in best_and_worst}


@pytest.mark.parametrize("number", [3, 30])
def test_a_year_costs_the_same_whatever_the_number_of_bodies(leader, number, django_assert_num_queries):
    factories.ProvinceFactory()
    for body in factories.BodyFactory.create_batch(number):
        give_full_marks_in_2025(body)
    with django_assert_num_queries(14):
        assert len(years.lines(leader, 2025, on=TODAY)) == number


@pytest.mark.django_db(transaction=True)
def test_proposals_stay_while_no_record_changes(leader, best_and_worst, django_assert_num_queries):
    assert years.lines(leader, 2025, on=TODAY)[0].points == 100
    with django_assert_num_queries(5):
        assert years.lines(leader, 2025, on=TODAY)[0].points == 100
    Report.objects.filter(year=2025).delete()

    assert years.lines(leader, 2025, on=TODAY)[0].grade == "good"


def test_a_body_of_which_one_record_cannot_be_read_keeps_no_other_back(as_user, leader, best_and_worst):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE delegations_seat SET starts_on = '-infinity' WHERE code = 'B-1'")

    found = years.lines(leader, 2025, on=TODAY)

    assert [(one.body.code, one.appraisal is None, one.grade) for one in found] == [
        ("DD-A", False, "excellent"),
        ("DD-B", True, "not-graded"),
    ]
    assert "không chấm được" in as_user(leader).get("/danh-gia/?nam=2025").content.decode()
    assert "Không đọc được hồ sơ" in as_user(leader).get("/danh-gia/DD-B/2025/").content.decode()
    assert as_user(leader).get("/danh-gia/DD-B/2025/pdf/").status_code == 200


# The page ---------------------------------------------------------------------------------------


def test_the_page_explains_every_point_and_leads_to_the_records(as_user, leader, best_and_worst):
    text = as_user(leader).get(PAGE).content.decode()

    for words_ in ("25 × 4/4 = 25", "Quy về 100: 100 / 100 × 100 = 100 điểm"):
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
    assert "không khắc phục được trong năm này" in text


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

    assert "chưa có thang điểm nào" in client.get("/danh-gia/DD-A/2003/").content.decode()
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
    assert "không giới hạn" in text


# Correcting -------------------------------------------------------------------------------------


def test_a_criterion_is_corrected_with_its_reason_and_taken_back(as_user, staff, leader, best_and_worst):
    client, path = as_user(staff), PAGE + "sua/meetings/"
    answer = post(client, path, points="12,5", reason="Đối chiếu sổ họp", document="15-TB/VPTU")

    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    found = line(best_and_worst[0])
    assert (found.points, found.grade, found.proposal.points) == (Decimal("87.50"), "good", Decimal(100))
    text = as_user(leader).get(PAGE).content.decode()
    assert "Văn phòng sửa thành 12,5 điểm (hồ sơ đề xuất 25)" in text
    assert "Đối chiếu sổ họp (15-TB/VPTU)" in text
    assert f"— {staff.full_name}, 23/11/2026" in text

    assert client.get(PAGE + "bo-sua/meetings/").status_code == 200
    assert Correction.objects.count() == 1
    assert post(client, PAGE + "bo-sua/meetings/").status_code == 303
    assert post(client, PAGE + "bo-sua/meetings/").status_code == 303  # a second click
    assert line(best_and_worst[0]).grade == "excellent"
    history = as_user(leader).get(PAGE).content.decode()
    assert "Họp định kỳ: bỏ sửa" in history
    assert "điểm: 12,50" in history


def test_the_grade_as_a_whole_is_corrected(as_user, staff, best_and_worst):
    post(as_user(staff), PAGE + "sua/grade/", grade="fulfilled", reason="Bị xử lý kỷ luật")

    found = line(best_and_worst[0])
    assert (found.grade, found.corrected.grade, found.points) == ("fulfilled", "excellent", 100)


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
    assert as_user(secretary_of_b).get(PAGE + "pdf/").status_code == 404
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
    post(as_user(staff), PAGE + "sua/grade/", grade="good", reason="Theo kết luận của Ban Thường vụ")
    assert confirm(as_user(staff)).status_code == 303
    Meeting.objects.filter(body=body, held_on=D(2025, 5, 10)).delete()

    found = line(body)

    assert (found.grade, found.points, found.changed) == ("good", 100, True)
    assert (found.open_grade, found.open_points) == ("good", Decimal("93.75"))
    review = found.review
    assert (review.proposed_grade, review.document, review.confirmed_on, review.confirmed_by) == (
        "excellent",
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
            year=2025,
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
    seen = confirming.seal(years.lines(staff, 2025, on=TODAY))
    with django_assert_num_queries(18):
        assert (
            confirming.confirm_all(
                year=2025, document="1", confirmed_on=D(2026, 1, 20), seen=seen, today=TODAY, by=staff
            )
            == number
        )


def test_a_past_day_shows_neither_later_corrections_nor_later_confirmations(as_user, staff, best_and_worst):
    post(as_user(staff), PAGE + "sua/grade/", grade="good", reason="x")
    confirm(as_user(staff), confirmed_on="23/11/2026")

    past = line(best_and_worst[0], on=D(2026, 11, 22))

    assert (past.grade, past.review, past.corrections) == ("excellent", None, {})
    text = as_user(staff).get(PAGE + "?ngay=2026-11-22").content.decode()
    assert "Huỷ xác nhận</a>" not in text
    assert "/sua/" not in text


def test_codes_of_the_rulebook_have_their_words():
    assert tuple(Criterion.values) == (*appraisals.CRITERION_CODES, "grade")
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

"""One act on many rows of a list: each list's preview and act, as a user of the screens meets them."""

import datetime as dt
import re

import pytest

from core import clock
from core.addresses import reverse
from core.lists import CHOSEN
from meetings.models import Meeting
from obligations.models import FindingOwner, Waiver
from obligations.views import many
from outbox.models import Message
from records import bulk
from reminders.models import Answer, Letter, Reminder
from reports.models import Report
from tests import factories

D = dt.date


@pytest.fixture(autouse=True)
def today(today: dt.date) -> dt.date:
    return today


def url(name: str, *keys: int | str, **filters: str) -> str:
    query = "&".join([*(f"{CHOSEN}={key}" for key in keys), *(f"{k}={v}" for k, v in filters.items())])
    return f"{reverse(name)}?{query}"


def said(answer) -> list[str]:
    return [str(message) for message in answer.wsgi_request._messages]


@pytest.fixture
def reports(body_a, body_b) -> list[Report]:
    """Three that wait, one that lies with its body."""
    made = [factories.ReportFactory(body=body, year=year) for body, year in ((body_a, 2024), (body_b, 2024))]
    made.append(factories.ReportFactory(body=body_b, year=2025, submitted_on=D(2026, 1, 9)))
    made.append(factories.ReportFactory(body=body_a, year=2025, returned_on=D(2026, 2, 1)))
    return made


def test_the_preview_names_what_will_be_done_and_what_cannot_be(reports, staff, as_user) -> None:
    page = as_user(staff).get(url("reports:accept_many", *[one.pk for one in reports])).content.decode()
    assert "<h1>Chấp nhận 3 báo cáo?</h1>" in page
    assert "Làm được 3; 1 không được, lý do ghi ở dưới." in page
    assert "Báo cáo đang bị trả lại, chưa nộp lại" in page
    assert Report.objects.filter(accepted_on=None).count() == 4


def test_only_what_is_ticked_is_done_and_the_way_back_keeps_the_filters(reports, staff, as_user) -> None:
    address = url("reports:accept_many", *[one.pk for one in reports], tinh_trang="")
    ticked = [reports[0].pk, reports[2].pk, reports[3].pk]
    answer = as_user(staff).post(address, {bulk.TICKED: ticked, "on": "23/11/2026", "remarks": "Đủ"})
    assert (answer.status_code, answer["Location"]) == (303, "/bao-cao/so/?tinh_trang=")
    accepted = Report.objects.filter(accepted_on=D(2026, 11, 23), acceptance_remarks="Đủ")
    assert set(accepted) == {reports[0], reports[2]}
    assert said(answer) == ["Đã chấp nhận 2 báo cáo."]


def test_every_row_of_the_filters_is_chosen_by_one_word(reports, staff, as_user) -> None:
    page = as_user(staff).get(url("reports:accept_many", "tat-ca", to_chuc="DD-B")).content.decode()
    assert "<h1>Chấp nhận 2 báo cáo?</h1>" in page


def test_a_value_that_one_record_refuses_sends_the_form_back_and_nothing_is_written(
    reports, staff, as_user
) -> None:
    address = url("reports:accept_many", reports[0].pk, reports[2].pk)
    data = {bulk.TICKED: [reports[0].pk, reports[2].pk], "on": "10/01/2025", "remarks": "Đã xem kỹ"}
    answer = as_user(staff).post(address, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Đảng đoàn Hội B · Báo cáo năm 2025: Ngày chấp nhận không thể trước ngày nộp" in page
    assert "Đã xem kỹ" in page
    assert Report.objects.filter(accepted_on=None).count() == 4


def test_nothing_chosen_and_nothing_ticked_are_said(reports, staff, as_user) -> None:
    client = as_user(staff)
    answer = client.get(url("reports:accept_many"))
    assert (answer.status_code, answer["Location"]) == (303, "/bao-cao/so/")
    assert said(answer) == ["Chưa chọn dòng nào. Đánh dấu các dòng cần làm rồi bấm lại."]
    answer = client.post(url("reports:accept_many", reports[0].pk), {"on": "23/11/2026"})
    assert answer.status_code == 422
    assert "Chưa đánh dấu dòng nào để làm." in answer.content.decode()


def test_rubbish_in_the_address_chooses_nothing(staff, as_user) -> None:
    answer = as_user(staff).get(url("reports:accept_many", "²", "x", "9" * 30, "%00"))
    assert answer.status_code == 303


def test_findings_are_waived_together_on_one_ground(body_a, body_b, staff, as_user) -> None:
    flags = [
        factories.finding(body_a),
        factories.finding(body_b),
        factories.finding(body_a, subject="2026-Q1", status="waived"),
    ]
    address = url("obligations:waive-many", *[one.pk for one in flags])
    client = as_user(staff)
    page = client.get(address).content.decode()
    assert "<h1>Ghi nhận miễn, hoãn cho 2 việc?</h1>" in page
    assert "Đã được miễn, hoãn." in page
    data = {
        bulk.TICKED: [one.pk for one in flags],
        "until": "31/12/2026",
        "reason": "Bão",
        "granted_on": "23/11/2026",
        "document": "776-CV/TU",
    }
    assert client.post(address, data).status_code == 303
    rows = Waiver.objects.order_by("body__code").values_list(
        "body__code", "rule", "subject", "until", "document"
    )
    assert list(rows) == [
        ("DD-A", "meeting-overdue", "2026-Q2", D(2026, 12, 31), "776-CV/TU"),
        ("DD-B", "meeting-overdue", "2026-Q2", D(2026, 12, 31), "776-CV/TU"),
    ]
    changes = 'hx-get="/can-xu-ly/thay-doi/?to-chuc=DD-A&amp;to-chuc=DD-B&amp;tu='
    said = client.get("/can-xu-ly/").content.decode()
    assert changes in said
    (undo,) = re.findall(r'action="(/hoan-tac/[^"]+)"', said)
    assert changes in client.post(undo, follow=True).content.decode()
    assert not Waiver.objects.exists()


def test_findings_are_given_to_an_officer_together(body_a, body_b, staff, as_user) -> None:
    flags = [factories.finding(body_a), factories.finding(body_b)]
    address = url("obligations:assign-many", *[one.pk for one in flags])
    client = as_user(staff)
    assert "chưa giao" in client.get(address).content.decode()
    data = {bulk.TICKED: [one.pk for one in flags], "owner": staff.pk}
    assert said(client.post(address, data)) == ["Đã giao theo dõi 2 việc."]
    assert set(FindingOwner.objects.values_list("flag", "owner")) == {(one.pk, staff.pk) for one in flags}


def test_a_letter_is_drafted_about_the_findings_that_were_chosen(body_a, body_b, staff, as_user) -> None:
    wanted, other = factories.finding(body_a), factories.finding(body_b)
    client = as_user(staff)
    answer = client.get(url("obligations:letter-many", wanted.pk))
    assert answer["Location"] == f"/nhac-viec/cong-van/lap/?chon={wanted.pk}"
    page = client.get(answer["Location"]).content.decode()
    assert (f'value="{wanted.pk}" checked' in page, f'value="{other.pk}"' in page) == (True, False)
    data = {"dated_on": "23/11/2026", "deadline_on": "08/12/2026", "flags": [wanted.pk]}
    assert client.post(answer["Location"], data).status_code == 303
    assert list(Letter.objects.get().flags.all()) == [wanted]


def test_more_findings_than_an_address_holds_are_handed_on_in_parts(
    body_a, staff, as_user, monkeypatch
) -> None:
    monkeypatch.setattr(many, "MOST", 2)
    flags = [factories.finding(body_a, subject=f"2026-Q{n}") for n in (1, 2, 3)]
    answer = as_user(staff).get(url("obligations:letter-many", *[one.pk for one in flags]))
    assert answer["Location"].count("chon=") == 2
    assert said(answer) == ["Đang chọn 3 việc; đây là 2 việc đầu. Làm xong thì chọn tiếp các việc còn lại."]


@pytest.fixture
def planned(body_a, body_b) -> list[Meeting]:
    made = [
        factories.MeetingFactory(body=body_a, held_on=D(2026, 12, 10), status="planned"),
        factories.MeetingFactory(body=body_b, held_on=D(2026, 12, 17), status="planned"),
    ]
    return [*made, factories.MeetingFactory(body=body_b, held_on=D(2026, 3, 12))]


def test_planned_meetings_are_postponed_together_by_a_week(planned, staff, as_user) -> None:
    address = url("meetings:postpone_many", *[one.pk for one in planned])
    client = as_user(staff)
    assert "trạng thái “Đã họp”, không phải lịch chờ họp" in client.get(address).content.decode()
    data = {bulk.TICKED: [one.pk for one in planned], "reason": "Bão số 5", "by_days": "7"}
    assert client.post(address, data).status_code == 303
    assert list(Meeting.objects.order_by("held_on").values_list("held_on", "status", "status_reason")) == [
        (D(2026, 3, 12), "held", ""),
        (D(2026, 12, 17), "planned", "Bão số 5"),
        (D(2026, 12, 24), "planned", "Bão số 5"),
    ]


def test_planned_meetings_are_cancelled_together(planned, secretary_of_a, as_user) -> None:
    address = url("meetings:cancel_many", *[one.pk for one in planned])
    data = {bulk.TICKED: [one.pk for one in planned], "reason": "Nhập hai lần"}
    answer = as_user(secretary_of_a).post(address, data)
    assert said(answer) == ["Đã huỷ lịch 1 cuộc họp."]
    assert list(Meeting.objects.filter(status="cancelled")) == [planned[0]]


def test_answers_by_link_are_accepted_together(body_a, body_b, staff, as_user) -> None:
    for number, body in enumerate((body_a, body_b)):
        Answer.objects.create(
            flag=factories.finding(body),
            kind="promise",
            address="a@x.vn",
            given_by="A",
            reason="Bận bão lũ",
            promised_on=D(2026, 12, 15),
            token_digest=str(number),
            given_at=clock.now(),
        )
    answers = list(Answer.objects.order_by("pk"))
    address = url("reminders:answers-accept", *[one.pk for one in answers])
    client = as_user(staff)
    assert "Bận bão lũ. Hẹn ngày 15/12/2026. (A)" in client.get(address).content.decode()
    answer = client.post(address, {bulk.TICKED: [one.pk for one in answers]})
    assert said(answer) == ["Đã nhận 2 trả lời và ghi vào hồ sơ."]
    assert set(Answer.objects.values_list("state", flat=True)) == {"accepted"}


ACTS = [
    "reports:accept_many",
    "obligations:waive-many",
    "obligations:letter-many",
    "reminders:answers-accept",
]


@pytest.mark.parametrize("name", [*ACTS, "meetings:postpone_many", "meetings:cancel_many"])
def test_who_may_not_write_comes_to_no_act(name, reports, planned, leader, secretary_of_b, client, as_user):
    address = url(name, "tat-ca")
    assert client.get(address)["Location"].startswith("/tai-khoan/dang-nhap/")
    assert as_user(leader).get(address).status_code == 403
    expected = {403, 404} if name in ACTS else {200}
    assert as_user(secretary_of_b).get(address).status_code in expected


@pytest.mark.parametrize("path", ["/bao-cao/so/", "/can-xu-ly/", "/hop/", "/nhac-viec/de-nghi/"])
def test_a_list_offers_checkboxes_to_who_may_write(path, reports, planned, staff, leader, as_user) -> None:
    of_leader = as_user(leader).get(path).content.decode()
    assert not [name for name in ACTS if url(name).partition("?")[0] in of_leader]
    page = as_user(staff).get(path).content.decode()
    assert ('id="nn-acts"' in page) == ('name="chon"' in page)


@pytest.mark.parametrize("number", [3, 30])
def test_the_preview_costs_the_same(as_user, staff, number, django_assert_num_queries) -> None:
    for _n in range(number):
        factories.ReportFactory()
    client = as_user(staff)
    with django_assert_num_queries(6):
        assert client.get(url("reports:accept_many", "tat-ca")).status_code == 200


def test_an_act_on_many_is_taken_back_by_one_button(reports, staff, as_user) -> None:
    client = as_user(staff)
    address = url("reports:accept_many", *[one.pk for one in reports])
    page = client.post(address, {bulk.TICKED: [one.pk for one in reports], "on": "23/11/2026"}, follow=True)
    (undo,) = re.findall(r'action="(/hoan-tac/[^"]+)"', page.content.decode())
    assert Report.objects.filter(accepted_on=None).count() == 1
    assert client.post(undo).status_code in {302, 303}
    assert Report.objects.filter(accepted_on=None).count() == 4


def test_bodies_are_reminded_by_hand_once_a_day(body_a, body_b, staff, as_user) -> None:
    body_a.email, body_b.email = "a@tinhmau.example", ""
    body_a.save()
    body_b.save()
    flags = [
        factories.finding(body_a),
        factories.finding(body_a, subject="2026-Q1"),
        factories.finding(body_b),
    ]
    client = as_user(staff)
    answer = client.get(url("obligations:remind-many", *[one.pk for one in flags]))
    assert answer["Location"].startswith("/nhac-viec/don-doc/?chon=")
    page = client.get(answer["Location"]).content.decode()
    assert "<h1>Gửi thư đôn đốc về 2 việc?</h1>" in page
    assert "gửi tới: a@tinhmau.example" in page
    assert "Tổ chức chưa có địa chỉ thư điện tử dùng được." in page
    client.post(answer["Location"], {bulk.TICKED: [one.pk for one in flags]})
    (mail,) = Message.objects.filter(kind="request")
    assert (mail.address, mail.state, mail.subject) == (
        "a@tinhmau.example",
        "queued",
        "Đôn đốc: Đảng đoàn Hội A: 2 việc quá hạn",
    )
    assert "Văn phòng đôn đốc thực hiện các việc sau đây, tính đến ngày 23/11/2026." in mail.text
    assert "/nhac-viec/tra-loi/" in mail.text
    assert {(one.flag_id, one.message_id) for one in Reminder.objects.all()} == {
        (flags[0].pk, mail.pk),
        (flags[1].pk, mail.pk),
    }
    assert "Hôm nay đã đôn đốc việc này." in client.get(answer["Location"]).content.decode()
    assert client.get(f"/nhac-viec/thu/{mail.pk}/").status_code == 200


def test_the_board_reminds_whose_report_of_the_period_is_late(body_a, body_b, staff, as_user) -> None:
    late = factories.finding(body_a, "annual-report-missing", "2024")
    factories.finding(body_a, "annual-report-missing", "2023")
    client = as_user(staff)
    page = client.get("/bao-cao/?ky=2024").content.decode()
    (address,) = re.findall(r'href="(/can-xu-ly/don-doc/[^"]+)"', page)
    answer = client.get(address.replace("&amp;", "&"))
    assert answer["Location"] == f"/nhac-viec/don-doc/?chon={late.pk}"

"""The office changes its ladder, its quiet hours, and lets reminders rest."""

import datetime as dt
import re

import pytest

from core import clock
from outbox.models import MailPolicy
from reminders.models import Ladder, ReminderPolicy, Snooze
from reminders.services import planning

pytestmark = pytest.mark.django_db

PAGES = [
    "/nhac-viec/thang/",
    "/nhac-viec/thang/them/",
    "/nhac-viec/cai-dat/",
    "/nhac-viec/tam-dung/",
    "/nhac-viec/tam-dung/them/DD-A/",
]


def ladder_data(rungs, **fields):
    data = {
        "rule": "",
        "body": "",
        "starts_on": f"{clock.today():%d/%m/%Y}",
        "note": "",
        "bac-TOTAL_FORMS": "8",
        "bac-INITIAL_FORMS": "0",
    } | fields
    for place, (days, audiences) in enumerate(rungs):
        data |= {f"bac-{place}-days": days, f"bac-{place}-audiences": audiences}
    return data


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_finds_none_of_these_pages(as_user, secretary_of_a, page):
    assert as_user(secretary_of_a).get(page).status_code == 404


@pytest.mark.parametrize("page", [PAGES[1], PAGES[2], PAGES[4]])
def test_a_leader_may_not_change_them(as_user, leader, body_a, page):
    assert as_user(leader).get(page).status_code == 403


def test_the_office_sees_its_first_ladder(as_user, staff):
    page = as_user(staff).get("/nhac-viec/thang/").content.decode()
    assert "Quá hạn 30 ngày" in page
    assert "Địa chỉ của tổ chức, Bí thư, văn phòng, tin tuần cho lãnh đạo, dự thảo công văn đôn đốc" in page
    assert page.count("đang áp dụng") == 4  # the general one, and three that tell ahead


def test_a_new_ladder_holds_from_its_day_and_the_old_one_stays_readable(as_user, staff, body_a, flag):
    browser = as_user(staff)
    answer = browser.post(
        "/nhac-viec/thang/them/",
        ladder_data([("", ["contact"]), ("3", ["contact", "office"])], note="Ý kiến lãnh đạo Văn phòng"),
    )
    assert answer.status_code == 303
    assert [
        (step.days, step.audiences)
        for step in Ladder.objects.get(starts_on=clock.today()).steps.order_by("days")
    ] == [
        (3, ["contact", "office"]),
        (None, ["contact"]),
    ]
    page = browser.get("/nhac-viec/thang/").content.decode()
    assert (page.count("đang áp dụng"), page.count("đã thay")) == (4, 1)  # three of them tell ahead
    flag(body_a, due_on=clock.today() - dt.timedelta(days=3))
    assert [mail.address for mail in planning.prepare(clock.today()).mails] == [
        "chuyenvien@tinhmau.example",
        "dd-a@tinhmau.example",
    ]


def test_a_body_gets_its_own_ladder_and_loses_it_again(as_user, staff, body_a):
    browser = as_user(staff)
    browser.post(
        "/nhac-viec/thang/them/", ladder_data([("10", ["contact"])], body="DD-A", rule="meeting-overdue")
    )
    own = Ladder.objects.get(body=body_a)
    assert own.rule == "meeting-overdue"
    assert "Quá hạn họp định kỳ · Đảng đoàn Hội A" in browser.get("/nhac-viec/thang/").content.decode()
    assert browser.post(f"/nhac-viec/thang/{own.pk}/bo/").status_code == 303
    assert not Ladder.objects.filter(body=body_a).exists()


@pytest.mark.parametrize(
    ("rungs", "fields", "words"),
    [
        ([("1", ["contact"]), ("1", ["office"])], {}, "Hai bậc có cùng số ngày."),
        ([("1", [])], {}, "phải có ít nhất một bậc có người nhận"),
        ([("1", ["contact"])], {"starts_on": "01/01/2020"}, "chỉ thay từ hôm nay trở đi"),
        ([("1", ["everybody"])], {}, ""),
        ([("99999", ["contact"])], {}, ""),
    ],
)
def test_a_ladder_that_makes_no_sense_is_refused(as_user, staff, rungs, fields, words):
    answer = as_user(staff).post("/nhac-viec/thang/them/", ladder_data(rungs, **fields))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Ladder.objects.filter(rule="").count() == 1


def test_the_general_ladder_in_force_cannot_be_taken_away(as_user, staff):
    as_user(staff).post(f"/nhac-viec/thang/{Ladder.objects.get(rule='').pk}/bo/")
    assert Ladder.objects.filter(rule="").count() == 1


def test_changing_begins_with_the_rungs_that_hold(as_user, staff):
    page = as_user(staff).get(f"/nhac-viec/thang/{Ladder.objects.get(rule='').pk}/").content.decode()
    assert 'name="bac-3-days" id="id_bac-3-days" value="30"' in page
    assert page.count("checked") == 1 + 2 + 3 + 5


def test_quiet_hours_are_the_offices_own(as_user, staff):
    data = {
        "sender_name": "Văn phòng Tỉnh uỷ",
        "plan_at": "08:00",
        "quiet_from": "18:00",
        "quiet_until": "06:30",
        "brief_weekday": "1",
    }
    assert as_user(staff).post("/nhac-viec/cai-dat/", data).status_code == 303
    assert ReminderPolicy.objects.get().plan_at == dt.time(8)
    assert MailPolicy.objects.get().quiet_from == dt.time(18)
    page = as_user(staff).get("/nhac-viec/cai-dat/").content.decode()
    assert 'name="quiet_until" value="06:30"' in page
    names = [
        "sender_name",
        "office_address",
        "reply_to",
        "contact",
        "plan_at",
        "quiet_from",
        "quiet_until",
        "mail_on_days_off",
        "brief_weekday",
    ]
    assert [
        name for name in re.findall(r'<(?:input|select)[^>]* name="(\w+)"', page) if name in names
    ] == names
    answer = as_user(staff).post("/nhac-viec/cai-dat/", data | {"plan_at": "19:00"})
    assert answer.status_code == 422
    assert "Giờ lập thư phải nằm ngoài giờ nghỉ" in answer.content.decode()


def test_a_finding_is_snoozed_with_a_reason_and_an_end_and_woken_again(as_user, staff, body_a, flag):
    found = flag(body_a)
    browser = as_user(staff)
    until = clock.today() + dt.timedelta(days=10)
    answer = browser.post(
        f"/nhac-viec/tam-dung/them/DD-A/{found.pk}/",
        {"until": f"{until:%d/%m/%Y}", "reason": "Đang chờ văn bản của Ban Tổ chức"},
    )
    assert answer.status_code == 303
    assert planning.prepare(until).mails == ()
    assert planning.prepare(until + dt.timedelta(days=1)).mails != ()
    page = browser.get("/nhac-viec/tam-dung/").content.decode()
    assert "Đang chờ văn bản của Ban Tổ chức" in page
    browser.post(f"/nhac-viec/tam-dung/{Snooze.objects.get().pk}/bo/")
    assert planning.prepare(until).mails != ()
    assert "Không có việc nào đang tạm dừng." in browser.get("/nhac-viec/tam-dung/").content.decode()
    assert "Đang chờ văn bản" in browser.get("/nhac-viec/tam-dung/?ca-cu=1").content.decode()


@pytest.mark.parametrize(
    ("days", "reason", "words"),
    [(-1, "Lý do", "từ hôm nay trở đi"), (400, "Lý do", "dài nhất một năm"), (5, "", "")],
)
def test_a_snooze_without_a_reason_or_a_fair_end_is_refused(as_user, staff, body_a, days, reason, words):
    until = clock.today() + dt.timedelta(days=days)
    answer = as_user(staff).post(
        "/nhac-viec/tam-dung/them/DD-A/", {"until": f"{until:%d/%m/%Y}", "reason": reason}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Snooze.objects.exists()


def test_another_bodys_finding_cannot_be_snoozed_under_this_body(as_user, staff, body_a, body_b, flag):
    assert as_user(staff).get(f"/nhac-viec/tam-dung/them/DD-B/{flag(body_a).pk}/").status_code == 404

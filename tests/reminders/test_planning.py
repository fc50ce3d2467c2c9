"""The mails of a day: who, what, once, and never about what is settled."""

import datetime as dt

import pytest

from accounts.enums import Role
from delegations.models import Body
from obligations.enums import DayOffKind, FlagStatus, Severity
from obligations.models import DayOff, FindingEvidence
from outbox.enums import MessageKind, MessageState
from outbox.models import AddressState, MailPolicy, Message
from reminders.models import BriefChoice, Hold, Ladder, Reminder, ReminderPolicy, Snooze
from reminders.services import planning
from tests import factories
from tests.reminders.conftest import MONDAY

pytestmark = pytest.mark.django_db
DAY = MONDAY.date()


def plan(moment=MONDAY):
    return planning.plan(day=moment.date(), now=moment)


def mailed():
    return sorted(Message.objects.filter(kind=MessageKind.DIGEST).values_list("address", flat=True))


def test_an_open_finding_reaches_each_addressee_in_one_mail(body_a, body_b, flag, give_secretary, staff):
    flag(body_a)
    flag(body_a, rule="understaffed", subject="VT-1", severity=Severity.SERIOUS)
    flag(body_b)
    give_secretary(body_a)
    assert plan()["mails"] == 4
    assert mailed() == [
        "bithu@tinhmau.example",
        "chuyenvien@tinhmau.example",
        "dd-a@tinhmau.example",
        "dd-b@tinhmau.example",
    ]
    office = Message.objects.get(address="chuyenvien@tinhmau.example")
    assert "/to-chuc/DD-A/phat-hien/meeting-overdue/2026-Q2/" in office.text
    assert "/tra-loi/" not in office.text
    assert office.subject == "3 việc quá hạn (2 tổ chức đảng)"
    assert Reminder.objects.filter(message=office).count() == 3


def test_a_mail_says_what_by_which_law_since_when_and_where_to_act(body_a, flag, give_secretary):
    flag(body_a)
    bithu = give_secretary(body_a)
    MailPolicy.objects.create(pk=1, contact="đồng chí Lê Thị Thử, điện thoại 0203 3000 000")
    plan()
    message = Message.objects.get(address="bithu@tinhmau.example")
    assert message.subject == "Đảng đoàn Hội A: 1 việc quá hạn"
    for words in (
        f"Kính gửi: Đồng chí {bithu.person.full_name}, Bí thư Đảng đoàn Hội A",
        "ĐẢNG ĐOÀN HỘI A",
        "Thư gửi đồng chí với trách nhiệm Bí thư.",
        "Việc cần làm: Tổ chức họp định kỳ",
        "Liên hệ: đồng chí Lê Thị Thử, điện thoại 0203 3000 000",
        "Quá hạn họp định kỳ (cảnh báo, quá hạn 153 ngày)",
        "Căn cứ: Chế độ sinh hoạt định kỳ 3 tháng một lần",
        "Hạn 30/06/2026.",
        "Trả lời, xử lý tại: http://localhost:8000/nhac-viec/tra-loi/",
    ):
        assert words in message.text
    assert "Thư gửi đồng chí với trách nhiệm Bí thư." in message.html
    assert "http://localhost:8000/nhac-viec/tra-loi/" in message.html


def test_nothing_open_nothing_planned(body_a, staff):
    assert plan()["mails"] == 0
    assert Message.objects.count() == 0


def test_planning_twice_makes_nothing_new(body_a, flag, staff):
    flag(body_a)
    plan()
    assert plan()["mails"] == 0
    assert plan(MONDAY + dt.timedelta(days=1))["mails"] == 0
    assert Message.objects.count() == 2


def test_waived_closed_and_snoozed_findings_and_ended_bodies_are_silent(body_a, body_b, flag, staff):
    flag(body_a, subject="1", status=FlagStatus.WAIVED)
    factories.settle(flag(body_a, subject="2"), at=MONDAY)
    snoozed = flag(body_a, subject="3")
    Snooze.objects.create(body=body_a, flag=snoozed, until=DAY, reason="Chờ văn bản", created_at=MONDAY)
    flag(body_b)
    Body.objects.filter(pk=body_b.pk).update(ended_on=DAY - dt.timedelta(days=1))
    assert plan()["mails"] == 0
    assert plan(MONDAY + dt.timedelta(days=1))["mails"] == 2


def test_a_day_before_a_finding_was_first_seen_has_no_mail_about_it(body_a, flag):
    """Its days reach back to before the records gave it: what nobody saw was not said."""
    flag(body_a, since=MONDAY)
    assert planning.picture(DAY - dt.timedelta(1)).findings == ()
    assert len(planning.picture(DAY).findings) == 1


def test_who_is_relieved_is_not_told_and_the_successor_is(body_a, flag, give_secretary):
    flag(body_a)
    give_secretary(body_a, "cu@tinhmau.example", ends_on=DAY - dt.timedelta(days=1))
    give_secretary(body_a, "moi@tinhmau.example", starts_on=DAY)
    plan()
    assert mailed() == ["dd-a@tinhmau.example", "moi@tinhmau.example"]


def test_a_body_without_address_is_reached_through_its_secretary_or_not(body_a, secretary_of_a, flag):
    Body.objects.update(email="")
    flag(body_a)
    assert plan()["mails"] == 1
    assert mailed() == ["thuky-a@tinhmau.example"]
    faults = planning.prepare(DAY).faults
    assert {(fault.body, fault.audience, fault.why) for fault in faults} == {
        (body_a.pk, "secretary", "missing"),
        (body_a.pk, "office", "missing"),
    }


def test_a_stopped_address_gets_nothing_and_is_a_fault(body_a, flag):
    flag(body_a)
    AddressState.objects.create(address="DD-A@tinhmau.example", stopped_at=MONDAY)
    assert plan()["mails"] == 0
    assert ("contact", "stopped", "dd-a@tinhmau.example") in {
        (f.audience, f.why, f.address) for f in planning.prepare(DAY).faults
    }


@pytest.mark.parametrize(
    ("kind", "day", "mails"),
    [(DayOffKind.OFF, MONDAY, 0), (DayOffKind.WORKED, MONDAY + dt.timedelta(days=5), 1)],
)
def test_days_off_are_quiet_and_saturdays_worked_are_not(body_a, flag, kind, day, mails):
    flag(body_a)
    DayOff.objects.update_or_create(day=day.date(), defaults={"name": "Thử", "kind": kind})
    assert plan(day)["mails"] == mails


def test_a_sunday_is_quiet_unless_the_office_mails_on_days_off(body_a, flag):
    flag(body_a)
    sunday = MONDAY - dt.timedelta(days=1)
    assert plan(sunday)["mails"] == 0
    ReminderPolicy.objects.create(pk=1, mail_on_days_off=True)
    assert plan(sunday)["mails"] == 1


def test_the_schedule_plans_once_a_day_after_the_hour_and_catches_up(body_a, flag):
    flag(body_a)
    assert planning.plan_if_due(now=MONDAY - dt.timedelta(minutes=1)) == {}
    assert planning.plan_if_due(now=MONDAY + dt.timedelta(hours=3))["mails"] == 1
    flag(body_a, subject="2026-Q3")
    assert planning.plan_if_due(now=MONDAY + dt.timedelta(hours=4)) == {}


def test_a_body_may_have_its_own_ladder(body_a, body_b, flag):
    flag(body_a)
    flag(body_b)
    own = Ladder.objects.create(rule="", body=body_a, starts_on=dt.date(2026, 1, 1))
    own.steps.create(days=1, audiences=["secretary"])
    plan()
    assert mailed() == ["dd-b@tinhmau.example"]


def test_tomorrows_preview_is_what_is_sent(body_a, body_b, flag, give_secretary, staff, leader):
    flag(body_a)
    flag(body_b, due_on=DAY + dt.timedelta(days=1), status=FlagStatus.DUE)
    give_secretary(body_b)
    tomorrow = MONDAY + dt.timedelta(days=1)
    preview = planning.prepare(tomorrow.date())
    assert Message.objects.count() == 0
    plan(tomorrow)
    rows = Message.objects.values_list("address", "kind", "day", "subject", "text", "html")
    assert sorted(rows) == sorted(
        (m.address, m.kind, m.day, m.rendered.subject, m.rendered.text, m.rendered.html)
        for m in preview.mails
    )
    assert len(preview.mails) == 4


def test_a_mail_that_is_held_in_the_preview_is_made_but_waits(body_a, flag):
    flag(body_a)
    Hold.objects.create(address="dd-a@tinhmau.example", kind="digest", day=DAY, held_at=MONDAY)
    plan()
    assert Message.objects.get().state == MessageState.HELD


def test_the_brief_goes_to_leaders_once_a_week_and_an_all_clear_only_to_who_asked(body_a, flag, leader):
    eager = factories.UserFactory(username="bithu-tinh", role=Role.LEADER)
    BriefChoice.objects.create(user=eager, all_clear=True)
    declined = factories.UserFactory(username="khong-nhan", role=Role.LEADER)
    BriefChoice.objects.create(user=declined, wanted=False)
    plan()
    assert [m.address for m in Message.objects.filter(kind=MessageKind.BRIEF)] == [
        "bithu-tinh@tinhmau.example"
    ]
    assert (
        Message.objects.get(kind=MessageKind.BRIEF).subject
        == "Tin tuần 30/11/2026: không có việc chậm kéo dài"
    )
    flag(body_a)
    plan(MONDAY + dt.timedelta(days=1))
    briefs = Message.objects.filter(kind=MessageKind.BRIEF)
    assert sorted(m.address for m in briefs) == ["bithu-tinh@tinhmau.example", "lanhdao@tinhmau.example"]
    assert briefs.get(address="lanhdao@tinhmau.example").day == DAY
    plan(MONDAY + dt.timedelta(days=7))
    assert briefs.all().count() == 4


def test_planning_asks_the_database_equally_often_for_3_and_30_bodies(django_assert_num_queries, flag, staff):
    plan(MONDAY - dt.timedelta(days=3))
    for number in range(3):
        flag(factories.BodyFactory(code=f"DD-{number}"))
    with django_assert_num_queries(42):
        plan()
    for number in range(3, 33):
        flag(factories.BodyFactory(code=f"DD-{number}"))
    with django_assert_num_queries(42):
        plan(MONDAY + dt.timedelta(days=1))


def test_who_has_not_answered_a_consultation_is_reminded_until_they_have(body_a, flag, staff):
    for number, email in enumerate(("an@tinhmau.example", "binh@tinhmau.example", ""), start=1):
        factories.PersonFactory(code=f"CB{number}", full_name=f"Người Số {number}", email=email)
    silent = [{"record": "person", "code": f"CB{number}"} for number in (1, 2, 3)]
    asked = {
        "record": "consultation",
        "code": "DD-A/LYK-1",
        "sent_on": "2026-11-01",
        "deadline_on": "2026-11-10",
    }
    evidence = {"consultation": asked, "members": 5, "silent": silent, "closed_on": None}
    found = flag(
        body_a,
        rule="consultation-open",
        subject="DD-A/LYK-1",
        due_on=dt.date(2026, 11, 10),
        evidence=evidence,
    )
    plan()
    assert mailed() == [
        "an@tinhmau.example",
        "binh@tinhmau.example",
        "chuyenvien@tinhmau.example",
        "dd-a@tinhmau.example",
    ]
    mail = Message.objects.get(address="an@tinhmau.example")
    assert "Thư gửi đồng chí vì chưa trả lời phiếu lấy ý kiến." in mail.text
    assert (
        "Chưa trả lời 3 trong 5 thành viên: Người Số 1, Người Số 2, Người Số 3."
        in Message.objects.get(address="dd-a@tinhmau.example").text
    )
    FindingEvidence.objects.filter(span__flag=found).update(evidence=evidence | {"silent": silent[1:]})
    look = planning.picture(DAY)
    assert [address for address, _name in look.people[found.pk, "asked"]] == ["binh@tinhmau.example"]


def test_who_is_given_a_task_is_told_once_with_their_other_mail_or_alone(body_a, flag, give_secretary, staff):
    bithu = give_secretary(body_a)
    new = {"body": body_a, "given_on": DAY - dt.timedelta(days=3), "due_on": DAY + dt.timedelta(days=20)}
    factories.TaskFactory(title="Rà soát quy hoạch", assignee=bithu.person, **new)
    alone = factories.PersonFactory(email="uv@tinhmau.example", full_name="Uỷ Viên Mẫu")
    factories.TaskFactory(title="Soạn đề án", assignee=alone, **new)
    known = factories.PersonFactory(email="co@tinhmau.example", full_name="Có Tài Khoản")
    factories.UserFactory(username="co", email="co@tinhmau.example")
    factories.TaskFactory(title="Soạn quy chế", assignee=known, **new)
    factories.TaskFactory(title="Việc cũ", assignee=alone, body=body_a, given_on=DAY - dt.timedelta(days=90))
    factories.TaskFactory(title="Đã xong", assignee=alone, **new, done_on=DAY)
    flag(body_a)
    preview = {mail.address: mail.rendered.text for mail in planning.prepare(DAY).mails}
    plan()

    with_findings = Message.objects.get(address="bithu@tinhmau.example")
    assert with_findings.subject == "Đảng đoàn Hội A: 1 việc quá hạn"
    assert "Rà soát quy hoạch (Đảng đoàn Hội A, hạn 20/12/2026)" in with_findings.text
    told = Message.objects.get(address="uv@tinhmau.example")
    assert told.subject == "1 nhiệm vụ mới được giao"
    assert "Kính gửi: Đồng chí Uỷ Viên Mẫu" in told.text
    assert "Soạn đề án" in told.text
    assert "/nhiem-vu/" not in told.text, "who has no account cannot open the page"
    assert "/nhiem-vu/" in Message.objects.get(address="co@tinhmau.example").text
    assert "Việc cũ" not in told.text
    assert "Đã xong" not in told.text
    assert preview["uv@tinhmau.example"] == told.text
    plan(MONDAY + dt.timedelta(days=1))
    assert Message.objects.filter(address="uv@tinhmau.example").count() == 1


def test_who_was_given_an_overdue_task_or_direction_is_reminded_with_the_body(body_a, flag, staff):
    person = factories.PersonFactory(email="uv@tinhmau.example", full_name="Uỷ Viên Mẫu")
    task = factories.TaskFactory(body=body_a, assignee=person, due_on=dt.date(2026, 6, 30))
    direction = factories.DirectionFactory(body=body_a, assigned_to=staff)
    flag(body_a, rule="action-overdue", subject=task.code)
    flag(body_a, rule="direction-overdue", subject=direction.code)
    plan()
    mail = Message.objects.get(address="uv@tinhmau.example")
    assert "Thư gửi đồng chí vì được giao thực hiện, theo dõi việc này." in mail.text
    assert "/nhac-viec/tra-loi/" in mail.text
    officer = Message.objects.get(address="chuyenvien@tinhmau.example")
    assert f"/chi-dao/y-kien/{direction.code}/" in officer.text


def test_ten_stand_in_full_and_the_others_in_a_line_each(body_a, flag):
    for number in range(13):
        flag(body_a, subject=f"2026-X{number}", due_on=dt.date(2026, 6, number + 1))
    plan()
    mail = Message.objects.get(address="dd-a@tinhmau.example")
    assert mail.subject == "Đảng đoàn Hội A: 13 việc quá hạn"
    assert mail.text.count("Trả lời, xử lý tại:") == 10
    assert "Còn 3 việc:" in mail.text
    assert mail.text.count("/nhac-viec/tra-loi/") == 13


def test_the_office_and_leaders_read_one_screen(body_a, flag, staff, leader):
    leader.email = "lanhdao@tinhmau.example"
    leader.save()
    factories.DirectionFactory(body=body_a, given_by=leader, leader_office="Phó Bí thư Tỉnh uỷ")
    for number in range(9):
        body = factories.BodyFactory(code=f"DD-{number}", name=f"Đảng đoàn số {number}")
        flag(body, severity="serious", due_on=dt.date(2026, 6, number + 1))
    plan()
    office = Message.objects.get(address="chuyenvien@tinhmau.example")
    brief = Message.objects.get(address="lanhdao@tinhmau.example")
    for mail in (office, brief):
        assert "Việc quá hạn: 9 (tuần trước 9)" in mail.text
        assert mail.text.count("Quá hạn họp định kỳ") == 5
        assert "Còn 4 việc: http://localhost:8000/can-xu-ly/" in mail.text
        assert len(mail.html) < 20_000
    assert f"Kính gửi: Đồng chí {leader.full_name}, Phó Bí thư Tỉnh uỷ" in brief.text
    assert "Ghi ý kiến chỉ đạo: http://localhost:8000/chi-dao/ghi/" in brief.text

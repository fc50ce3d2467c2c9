"""A finding's page, for every rule, and what hangs on it: waivers, what changed after saving, the period
behind a cell."""

import datetime as dt
import re

import pytest
import time_machine
from django.template.loader import render_to_string

from core import clock
from core.addresses import reverse
from delegations import models
from meetings.enums import MeetingStatus
from obligations.enums import Rule
from obligations.models import Waiver
from obligations.queries import findings
from obligations.queries.findings import Filters
from obligations.services import judging
from tests import factories
from tests.worlds.provinces import store_random

pytestmark = pytest.mark.django_db
UNFILLED = re.compile(r"\{[{%]|None\b|&#x27;|datetime\.|\.\.html|(?:từ|hết|sau) ngày\s*[:;.)]")


@pytest.fixture
def body(body_a):
    factories.ProvinceFactory(tracking_from=dt.date(clock.today().year - 1, 1, 1))
    factories.SeatFactory(body=body_a, code="VT-1")
    return body_a


def judge():
    judging.sweep(on=clock.today(), at=clock.now())


def text_of(answer):
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_every_rule_has_its_words(as_user, staff):
    client = as_user(staff)
    for rule in Rule.values:
        page = text_of(client.get(reverse("obligations:rule", args=[rule])))
        assert len(page.partition("Nội dung")[2]) > 60, rule


def test_an_empty_list_says_whether_there_is_anything_to_follow(as_user, staff):
    client, path = as_user(staff), reverse("obligations:worklist")
    factories.ProvinceFactory()
    nobody = text_of(client.get(path))

    factories.BodyFactory()
    judged = text_of(client.get(path))

    assert "Chưa có tổ chức nào để theo dõi." in nobody
    assert "phát hiện =" not in nobody
    assert "Chưa có tổ chức nào" not in judged


def test_every_finding_of_a_random_province_is_explained(as_user, staff):
    store_random(7, bodies=12, year=2025)
    judge()
    client = as_user(staff)
    rules = set()
    for row in findings.listing(clock.today()).rows:
        page = client.get(reverse("obligations:finding", args=[row.body_code, row.rule, row.subject]))
        assert page.status_code == 200
        assert not UNFILLED.search(text_of(page)), (row.rule, text_of(page))
        rules.add(row.rule)
    assert len(rules) > 12


def test_a_missed_period_is_explained_step_by_step(as_user, staff, body):
    year = clock.today().year - 1
    person = factories.PersonFactory()
    factories.MembershipFactory(seat=body.seats.get(), person=person)
    factories.MeetingFactory(
        body=body,
        code="DD-A/1",
        kind="thematic",
        status=MeetingStatus.HELD,
        held_on=dt.date(year, 2, 3),
        head_count=1,
    )
    judge()

    page = text_of(
        as_user(staff).get(reverse("obligations:finding", args=["DD-A", "meeting-overdue", f"{year}-Q1"]))
    )

    assert "Không có cuộc họp định kỳ hợp lệ" in page
    assert f"quý I/{year} 01/01/{year} 31/03/{year} 3 tháng" in page
    assert f"03/02/{year}, DD-A/1 : chuyên đề, không tính là định kỳ" in page
    assert "Đã tìm trong mọi cuộc họp đã ghi nhận: không có cuộc họp định kỳ nào" in page
    assert "Chu kỳ họp định kỳ 3 tháng 01/01/2004 Thông lệ của tỉnh" in page
    assert f"Hạn: ngày 31/03/{year}" in page
    assert "ít nhất 1 trong 1 thành viên" in page


def test_a_period_longer_than_its_cycle_says_why(as_user, staff, body):
    """From April on the body meets every two months; from October on three months are left of the year."""
    year = clock.today().year - 1
    models.CadenceDecision.objects.create(
        body=body, months=2, starts_on=dt.date(year, 4, 1), basis="28-QC/ĐĐ, Điều 6"
    )
    factories.MembershipFactory(seat=body.seats.get(), person=factories.PersonFactory())
    judge()

    address = reverse("obligations:finding", args=["DD-A", "meeting-overdue", f"{year}-Q1"])
    page = text_of(as_user(staff).get(f"{address}?ngay={year}-11-15"))

    assert f"quý I/{year} 01/01/{year} 31/03/{year} 3 tháng không có cuộc họp nào" in page
    assert (
        f"quý IV/{year}: 01/10/{year} – 31/12/{year}, chu kỳ 2 tháng theo quyết định của tổ chức:"
        " 28-QC/ĐĐ, Điều 6 kỳ kéo dài đến hết năm"
    ) in page
    assert page.count("kéo dài đến hết năm") == 1


def test_a_delay_of_years_is_a_number_as_others():
    due = {"reason": "founded", "start": dt.date(2023, 12, 1), "plus": 30, "lawful": dt.date(2023, 12, 31)}
    finding = {"status": "overdue", "evidence": {"due": due}}
    words = render_to_string(
        "findings/_due.html", {"finding": finding, "late": 1065, "on": dt.date(2026, 11, 30)}
    )
    assert "Xét ngày 30/11/2026: đã quá hạn 1.065 ngày." in words


def test_evidence_leads_to_the_records(as_user, staff, body):
    year = clock.today().year - 1
    factories.MeetingFactory(
        body=body,
        code="DD-A/1",
        kind="periodic",
        status=MeetingStatus.HELD,
        held_on=clock.today() - dt.timedelta(60),
    )
    factories.TaskFactory(
        body=body,
        code="NV/1",
        title="Rà soát quy chế",
        given_on=dt.date(year, 2, 1),
        due_on=dt.date(year, 3, 1),
    )
    factories.SubmissionFactory(
        body=body,
        code="DX/1",
        subject="Nhân sự",
        recorded_on=dt.date(year, 2, 1),
        promised_on=dt.date(year, 3, 1),
    )
    factories.DecisionFactory(
        body=body,
        code="QN/1",
        decided_on=clock.today() - dt.timedelta(9),
        title="Bổ nhiệm",
        theme="personnel",
        outcome="submitted",
    )
    judge()
    client = as_user(staff)

    for rule, subject, path in (
        ("minutes-missing", "DD-A/1", reverse("meetings:page", args=["DD-A/1"])),
        ("action-overdue", "NV/1", reverse("meetings:task", args=["NV/1"])),
        ("submission-overdue", "DX/1", reverse("reports:submission", args=["DX/1"])),
        ("committee-opinion-missing", "QN/1", reverse("meetings:decision", args=["QN/1"])),
    ):
        page = client.get(reverse("obligations:finding", args=["DD-A", rule, subject])).content.decode()
        assert f'href="{path}"' in page, rule


@pytest.mark.parametrize(
    ("rule", "subject", "place"),
    [
        ("meeting-overdue", None, "/hop/ghi-nhan/?to-chuc=DD-A"),
        ("annual-report-missing", None, "/bao-cao/nhan/?to-chuc=DD-A"),
        ("regulation-missing", "regulation", "/to-chuc/DD-A/quy-che/them/"),
        ("understaffed", "VT-1", "/chi-dinh/"),
    ],
)
def test_the_page_offers_the_form_that_clears_it(as_user, staff, leader, body, rule, subject, place):
    judge()
    subject = subject or findings.listing(clock.today(), filters=Filters(rules=[rule])).rows[0].subject
    address = reverse("obligations:finding", args=["DD-A", rule, subject])

    assert place in as_user(staff).get(address).content.decode()
    assert place not in as_user(leader).get(address).content.decode()


def test_a_finding_that_is_not_there_is_said_to_be_clear(as_user, staff, body):
    judge()

    page = text_of(
        as_user(staff).get(reverse("obligations:finding", args=["DD-A", "quorum-failed", "DD-A/9"]))
    )

    assert "không có phát hiện" in page
    assert as_user(staff).get("/to-chuc/DD-A/phat-hien/khong-co/x/").status_code == 404


def test_a_waiver_takes_two_clicks_and_turns_the_finding(as_user, staff, body):
    judge()
    client = as_user(staff)
    address = reverse("obligations:finding", args=["DD-A", "understaffed", "VT-1"])
    form = reverse("obligations:waiver-grant", args=["DD-A", "understaffed", "VT-1"])
    assert f'href="{form}"' in client.get(address).content.decode()

    until = clock.today() + dt.timedelta(30)
    typed = f"{until.day}/{until.month}/{until.year}"
    wrong = client.post(form, {"until": "32/13/2026", "reason": "", "granted_on": clock.today().isoformat()})
    assert wrong.status_code == 422
    assert "không phải là ngày" in wrong.content.decode() or "Không có ngày" in wrong.content.decode()

    answer = client.post(
        form,
        {
            "until": typed,
            "reason": "Chờ nhân sự",
            "document": "12-CV/TU",
            "granted_on": clock.today().strftime("%d.%m.%Y"),
        },
    )
    assert answer.status_code == 303
    assert Waiver.objects.get().until == until
    judge()

    page = text_of(client.get(address))
    assert f"được miễn, hoãn đến {until:%d/%m/%Y}" in page
    assert "12-CV/TU" in page


def test_a_secretary_and_a_leader_grant_no_waiver(as_user, secretary_of_a, leader, body):
    form = reverse("obligations:waiver-grant", args=["DD-A", "understaffed", "VT-1"])

    assert as_user(secretary_of_a).get(form).status_code == 404
    assert as_user(leader).post(form).status_code == 403
    assert not Waiver.objects.exists()


def test_after_saving_the_page_says_what_changed(as_user, staff, body, django_capture_on_commit_callbacks):
    judge()
    client = as_user(staff)
    since = int(clock.now().timestamp()) - 1
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("obligations:waiver-grant", args=["DD-A", "understaffed", "VT-1"]),
            {
                "until": (clock.today() + dt.timedelta(9)).isoformat(),
                "reason": "Chờ",
                "granted_on": clock.today().isoformat(),
            },
        )

    page = client.get("/can-xu-ly/").content.decode()
    assert 'hx-get="/can-xu-ly/thay-doi/?to-chuc=DD-A&amp;tu=' in page
    said = text_of(client.get(f"/can-xu-ly/thay-doi/?to-chuc=DD-A&tu={since}"))
    assert "Khuyết vị trí: được miễn, hoãn." in said


def test_after_an_act_on_several_bodies_the_page_says_what_changed_in_all(
    as_user, staff, secretary_of_a, body, body_b, django_capture_on_commit_callbacks
):
    factories.SeatFactory(body=body_b, code="VT-2")
    judge()
    client, today = as_user(staff), clock.today()
    since = int(clock.now().timestamp()) - 1
    rows = [row for row in findings.listing(today).rows if row.rule == "understaffed"]
    chosen = "&".join(f"chon={row.flag_id}" for row in rows)
    typed = {
        "until": f"{today + dt.timedelta(9):%d/%m/%Y}",
        "reason": "Chờ",
        "granted_on": f"{today:%d/%m/%Y}",
    }
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            f"{reverse('obligations:waive-many')}?{chosen}", typed | {"lam": [row.flag_id for row in rows]}
        )

    page = client.get("/can-xu-ly/").content.decode()
    assert 'hx-get="/can-xu-ly/thay-doi/?to-chuc=DD-A&amp;to-chuc=DD-B&amp;tu=' in page
    asked = f"/can-xu-ly/thay-doi/?to-chuc=DD-A&to-chuc=DD-B&tu={since}"
    assert "Khuyết vị trí: được miễn, hoãn ×2." in text_of(client.get(asked))
    assert as_user(secretary_of_a).get(asked).status_code == 404, "one of them is not theirs"


def test_a_cell_leads_to_its_period(as_user, staff, body):
    year = clock.today().year - 1
    factories.MeetingFactory(
        body=body,
        code="DD-A/1",
        kind="periodic",
        status=MeetingStatus.HELD,
        held_on=dt.date(year, 2, 3),
        head_count=0,
    )
    judge()

    page = as_user(staff).get(reverse("obligations:period", args=["DD-A", f"{year}-Q1"]))

    assert f'<a href="{reverse("meetings:page", args=["DD-A/1"])}">DD-A/1</a>' in page.content.decode()
    assert "Họp định kỳ, quý I/" in text_of(page)


def test_a_province_without_bodies_is_not_warned_of_a_missing_judgement(as_user, staff):
    client = as_user(staff)
    beat = client.get("/nhip/", headers={"HX-Request": "true"}).content.decode()
    assert "Chưa có tổ chức để rà soát" in beat
    assert "nn-heart-old" not in beat
    assert "Chưa có tổ chức để rà soát." in text_of(client.get(reverse("obligations:heartbeat")))


def test_the_heartbeat_warns_when_it_is_old(as_user, staff, body, time_machine):
    client = as_user(staff)
    assert "Chưa rà soát lần nào" in client.get("/nhip/", headers={"HX-Request": "true"}).content.decode()
    judge()
    fresh = client.get("/nhip/", headers={"HX-Request": "true"}).content.decode()
    assert "đủ mọi tổ chức" in fresh
    assert "nn-heart-old" not in fresh

    time_machine.move_to(clock.now() + dt.timedelta(minutes=40))
    old = client.get("/nhip/", headers={"HX-Request": "true"}).content.decode()
    assert "nn-heart-old" in old
    assert "Rà soát lần cuối" in old


def test_days_off_are_kept_by_the_office(as_user, staff, leader):
    client = as_user(staff)

    refused = client.post(
        reverse("obligations:day-off-add"), {"day": "23/11/2026", "name": "Làm bù", "kind": "worked"}
    )
    assert refused.status_code == 422
    assert "vốn đã là ngày làm việc" in refused.content.decode()
    done = client.post(
        reverse("obligations:day-off-add"), {"day": "5.12.2026", "name": "Làm bù", "kind": "worked"}
    )
    assert done.headers["Location"] == "/quan-tri/ngay-nghi/?nam=2026"
    assert "05/12/2026" in client.get("/quan-tri/ngay-nghi/?nam=2026").content.decode()
    assert as_user(leader).get("/quan-tri/ngay-nghi/").status_code == 403


def test_a_period_of_meetings_opens_beside_a_report_that_is_missing(as_user, staff, body):
    factories.ReportRegimeFactory()
    judge()
    year = clock.today().year
    answer = as_user(staff).get(reverse("obligations:period", args=["DD-A", f"{year - 1}-Q1"]))
    assert answer.status_code == 200
    assert "Chưa gửi báo cáo định kỳ" not in text_of(answer)


def test_the_finding_of_an_overdue_meeting_tells_of_the_meetings_that_are_planned(as_user, staff):
    factories.ProvinceFactory(tracking_from=dt.date(2026, 1, 1))
    body = factories.BodyFactory(founded_on=dt.date(2026, 1, 1))
    passed = factories.MeetingFactory(body=body, held_on=dt.date(2026, 11, 10), status="planned")
    to_come = factories.MeetingFactory(body=body, held_on=dt.date(2026, 12, 4), status="planned")
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, tzinfo=clock.ZONE), tick=False):
        judging.sweep(on=clock.today(), at=clock.now())
        page = (
            as_user(staff)
            .get(reverse("obligations:finding", args=[body.code, "meeting-overdue", "2026-Q1"]))
            .text
        )
    for words, meeting in (
        ("dự kiến 10/11/2026, chưa ghi nhận", passed),
        ("đã lên lịch ngày 04/12/2026", to_come),
    ):
        assert words in page
        assert reverse("meetings:page", args=[meeting.code]) in page


def test_the_finding_of_who_took_a_task_over_tells_of_the_waiver_that_stayed_behind(as_user, staff):
    factories.ProvinceFactory(tracking_from=dt.date(2025, 1, 1))
    old, heir = factories.BodyFactory.create_batch(2, founded_on=dt.date(2025, 1, 1))
    task = factories.TaskFactory(body=old, given_on=dt.date(2025, 2, 1), due_on=dt.date(2025, 4, 1))
    Waiver.objects.create(
        body=old,
        rule="action-overdue",
        subject=task.code,
        granted_on=dt.date(2025, 5, 1),
        until=dt.date(2027, 1, 1),
        document="9-CV/TU",
        reason="thử",
    )
    old.ended_on = dt.date(2025, 6, 30)
    old.save()
    models.DutySuccession.objects.create(
        predecessor=old, successor=heir, starts_on=dt.date(2025, 7, 1), duties=["tasks"]
    )
    judging.sweep(on=clock.today(), at=clock.now())
    page = (
        as_user(staff).get(reverse("obligations:finding", args=[heir.code, "action-overdue", task.code])).text
    )
    assert "9-CV/TU" in page
    assert f"cho {old.name}, không chuyển sang tổ chức đang giữ việc này." in page


def test_after_a_task_of_an_ended_body_is_done_the_page_says_what_changed_at_its_holder(as_user, staff):
    factories.ProvinceFactory(tracking_from=dt.date(2025, 1, 1))
    old, heir = factories.BodyFactory.create_batch(2, founded_on=dt.date(2025, 1, 1))
    task = factories.TaskFactory(body=old, given_on=dt.date(2025, 2, 1), due_on=dt.date(2025, 4, 1))
    old.ended_on = dt.date(2025, 6, 30)
    old.save()
    models.DutySuccession.objects.create(
        predecessor=old, successor=heir, starts_on=dt.date(2025, 7, 1), duties=["tasks"]
    )
    judging.sweep(on=clock.today(), at=clock.now() - dt.timedelta(minutes=5))
    since = int((clock.now() - dt.timedelta(minutes=1)).timestamp())
    task.done_on = clock.today()
    task.save()
    judging.sweep(on=clock.today(), at=clock.now())
    told = as_user(staff).get(reverse("obligations:changed"), {"to-chuc": old.code, "tu": since}).text
    assert "Hết nhiệm vụ quá hạn" in told

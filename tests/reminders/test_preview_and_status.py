"""Tomorrow's mails, the leaders' brief, the state of the sending."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from prometheus_client.parser import text_string_to_metric_families

from core import clock
from delegations.models import Body
from obligations.services import judging
from outbox.enums import MessageKind, MessageState
from outbox.models import Message
from outbox.queries import status
from outbox.services import runs, sending
from reminders.models import BriefChoice, Hold
from reminders.services import planning, samples
from reports.models import Submission
from tests import factories
from tests.reminders.conftest import MONDAY

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.fixture
def judged(province, body_a, give_secretary, staff, leader):
    """Bodies with findings judged on Monday; one promise of body A runs out so that a finding opens on
    Tuesday."""
    give_secretary(body_a)
    factories.BodyFactory(code="DD-C", founded_on=dt.date(2026, 8, 30))
    submission = Submission(
        code="TTr-1",
        body=body_a,
        subject="Kiện toàn nhân sự",
        recorded_on=dt.date(2026, 11, 1),
        promised_on=MONDAY.date(),
    )
    submission.save()
    judging.sweep(on=MONDAY.date(), at=MONDAY.replace(hour=0, minute=5), everything=True)


def test_what_the_preview_lists_is_what_is_sent_with_what_opens_overnight(judged, sink):
    planning.plan(day=MONDAY.date(), now=MONDAY)
    preview = planning.prepare(TUESDAY.date())
    assert any("Kiện toàn nhân sự" in mail.rendered.text for mail in preview.mails)
    before = Message.objects.count()
    judging.sweep(on=TUESDAY.date(), at=TUESDAY.replace(hour=0, minute=5), everything=True)
    planning.plan(day=TUESDAY.date(), now=TUESDAY)
    sending.send_due(worker="w", clock=lambda: TUESDAY, seconds=9)
    sent = Message.objects.filter(day=TUESDAY.date())
    assert sorted(sent.values_list("address", "kind", "state", "subject", "text", "html")) == sorted(
        (
            mail.address,
            mail.kind,
            MessageState.SENT,
            mail.rendered.subject,
            mail.rendered.text,
            mail.rendered.html,
        )
        for mail in preview.mails
    )
    assert Message.objects.count() == before + len(preview.mails)
    assert len(preview.mails) >= 2


def test_the_preview_shows_the_next_sending_day_and_holds_a_mail(judged, as_user, staff):
    with time_machine.travel(MONDAY - dt.timedelta(days=2), tick=False):  # a Saturday
        browser = as_user(staff)
        page = browser.get("/nhac-viec/xem-truoc/").content.decode()
        assert "Thư sẽ được lập vào thứ Hai, 30/11/2026" in page
        assert "dd-a@tinhmau.example" in page
        assert Message.objects.count() == 0
        data = {"address": "dd-a@tinhmau.example", "kind": "digest", "day": "2026-11-30"}
        assert browser.post("/nhac-viec/xem-truoc/giu/", data | {"held": "1"}).status_code == 303
        assert browser.post("/nhac-viec/xem-truoc/giu/", data | {"held": "1"}).status_code == 303
        assert "tạm giữ" in browser.get("/nhac-viec/xem-truoc/").content.decode()
    planning.plan(day=MONDAY.date(), now=MONDAY)
    assert Message.objects.get(address="dd-a@tinhmau.example").state == MessageState.HELD


def test_a_hold_is_taken_back(as_user, staff):
    data = {"address": "dd-a@tinhmau.example", "kind": "digest", "day": "2026-11-30"}
    as_user(staff).post("/nhac-viec/xem-truoc/giu/", data | {"held": "1"})
    as_user(staff).post("/nhac-viec/xem-truoc/giu/", data)
    assert not Hold.objects.exists()
    assert as_user(staff).post("/nhac-viec/xem-truoc/giu/", {"address": "x"}).status_code == 400


def test_today_is_shown_until_its_mails_are_planned(province):
    assert planning.coming_day(MONDAY.date()) == MONDAY.date()
    planning.plan(day=MONDAY.date(), now=MONDAY)
    assert planning.coming_day(MONDAY.date()) == TUESDAY.date()


@pytest.mark.parametrize(
    "page", ["/nhac-viec/xem-truoc/", "/nhac-viec/tinh-trang/", "/chi-so/", "/nhac-viec/tin-tuan/"]
)
def test_a_stranger_finds_none_of_these_pages(as_user, secretary_of_a, page):
    assert as_user(secretary_of_a).get(page).status_code == 404


def test_a_leader_may_not_hold_a_mail(as_user, leader):
    data = {"address": "dd-a@tinhmau.example", "kind": "digest", "day": "2026-11-30", "held": "1"}
    assert as_user(leader).post("/nhac-viec/xem-truoc/giu/", data).status_code == 403
    assert "Giữ lại" not in as_user(leader).get("/nhac-viec/xem-truoc/").content.decode()


def test_a_leader_chooses_about_the_brief(as_user, leader):
    browser = as_user(leader)
    assert browser.post("/nhac-viec/tin-tuan/", {"wanted": "on", "all_clear": "on"}).status_code == 303
    assert BriefChoice.objects.values_list("wanted", "all_clear").get() == (True, True)
    assert browser.post("/nhac-viec/tin-tuan/", {}).status_code == 303
    assert BriefChoice.objects.values_list("wanted", "all_clear").get() == (False, False)


def test_the_brief_can_be_stopped_by_its_link_but_not_by_opening_it(client, body_a, flag, leader, sink):
    flag(body_a)
    planning.plan(day=MONDAY.date(), now=MONDAY)
    sending.send_due(worker="w", clock=lambda: MONDAY, seconds=9)
    (brief,) = [mail for mail in sink.mails if "lanhdao" in str(mail["To"])]
    assert brief["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = (
        "".join(str(brief["List-Unsubscribe"]).split())
        .strip("<>")
        .removeprefix("https://nennep.tinhmau.example")
    )
    assert f"https://nennep.tinhmau.example{url}" in brief.get_body(("plain",)).get_content()
    assert client.get(url).status_code == 200
    assert not BriefChoice.objects.exists()
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert BriefChoice.objects.get().wanted is False
    assert client.post(url[:-3] + "xx/").status_code == 404
    assert planning.prepare(MONDAY.date() + dt.timedelta(days=7)).mails == tuple(
        mail
        for mail in planning.prepare(MONDAY.date() + dt.timedelta(days=7)).mails
        if mail.kind == MessageKind.DIGEST
    )


def test_the_status_page_tells_the_queue_and_its_faults(as_user, leader, body_a, flag, sink, settings):
    flag(body_a)
    planning.plan(day=MONDAY.date(), now=MONDAY)
    settings.EMAIL_PORT = 1
    sending.send_due(worker="w", clock=lambda: MONDAY, seconds=9)
    with time_machine.travel(MONDAY + dt.timedelta(minutes=20), tick=False):
        page = as_user(leader).get("/nhac-viec/tinh-trang/").content.decode()
    assert "Không kết nối được máy chủ thư" in page
    assert "Đã quá 15 phút chưa có lượt gửi thư nào." in page
    assert "Có thư chờ quá 15 phút trong giờ gửi." in page
    assert "lập lúc 07:30 30/11/2026" in page


def metrics(body):
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
    }


def test_monitoring_needs_its_token(client, as_user, staff, administrator, body_a, flag, settings):
    flag(body_a)
    planning.plan(day=MONDAY.date(), now=MONDAY)
    assert client.get("/chi-so/").status_code == 404
    assert client.get("/chi-so/", headers={"authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = "mot-chuoi-kho-doan"
    assert client.get("/chi-so/", headers={"authorization": "Bearer sai"}).status_code == 404
    assert as_user(staff).get("/chi-so/").status_code == 404
    with time_machine.travel(MONDAY + dt.timedelta(minutes=5), tick=False):
        found = metrics(
            client.get("/chi-so/", headers={"authorization": "Bearer mot-chuoi-kho-doan"}).content.decode()
        )
    assert found["nennep_mail_messages", "queued"] == 2
    assert found["nennep_mail_messages", "failed"] == 0
    assert found["nennep_mail_oldest_unsent_seconds",] == 300
    assert found["nennep_mail_last_run_timestamp_seconds", "plan"] == MONDAY.timestamp()
    assert found["nennep_mail_server_reachable",] == 0
    assert as_user(administrator).get("/chi-so/").status_code == 200


def test_the_figures_are_right_with_mails_in_every_state_and_cost_five_queries(db):
    def make(number, state, **values):
        Message.objects.create(
            address=f"m{number}@x.example",
            day=MONDAY.date(),
            state=state,
            subject="x",
            text="x",
            message_id=f"<{number}>",
            **{"created_at": MONDAY, **values},
        )

    make(1, MessageState.QUEUED, created_at=MONDAY - dt.timedelta(hours=2), attempts=3, not_before=MONDAY)
    make(2, MessageState.QUEUED)
    make(3, MessageState.SENDING, attempts=1, claimed_at=MONDAY, claimed_by="w")
    make(4, MessageState.SENT, sent_at=MONDAY)
    make(5, MessageState.SENT, sent_at=MONDAY.replace(hour=0, minute=0))
    make(
        6,
        MessageState.SENT,
        sent_at=MONDAY.replace(hour=0, minute=0) - dt.timedelta(seconds=1),
        created_at=MONDAY - dt.timedelta(days=9),
    )
    make(7, MessageState.FAILED, created_at=MONDAY - dt.timedelta(days=9))
    make(8, MessageState.SKIPPED)
    make(9, MessageState.HELD, created_at=MONDAY - dt.timedelta(days=9))
    with CaptureQueriesContext(connection) as queries:
        found = status.status(MONDAY)
    assert len(queries) == 5
    assert found.states == {"queued": 2, "sending": 1, "sent": 3, "failed": 1, "skipped": 1, "held": 1}
    assert (found.oldest_seconds, found.sent_today, found.retrying) == (7200, 2, 1)
    assert found.queue_is_late


def test_each_figure_tells_monitoring_what_it_is(client, body_a, flag, settings):
    settings.METRICS_TOKEN = "mot-chuoi-kho-doan"
    runs.finished("read", started_at=MONDAY, finished_at=MONDAY, counts={}, error="away")
    answer = client.get("/chi-so/", headers={"authorization": "Bearer mot-chuoi-kho-doan"})
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    families = {family.name: family for family in text_string_to_metric_families(answer.content.decode())}
    assert sorted(families) == [
        "nennep_backup_damaged_files",
        "nennep_backup_last_attempt_failed",
        "nennep_backup_last_size_bytes",
        "nennep_backup_last_success_timestamp_seconds",
        "nennep_broker_up",
        "nennep_database_connections",
        "nennep_database_connections_max",
        "nennep_database_oldest_transaction_seconds",
        "nennep_database_size_bytes",
        "nennep_disk_free_bytes",
        "nennep_disk_size_bytes",
        "nennep_drill_last_faults",
        "nennep_drill_last_seconds",
        "nennep_drill_last_success_timestamp_seconds",
        "nennep_findings",
        "nennep_jobs_waiting",
        "nennep_judging_bodies_failed",
        "nennep_judging_bodies_waiting",
        "nennep_judging_last_sweep_seconds",
        "nennep_judging_last_sweep_timestamp_seconds",
        "nennep_mail_last_run_success",
        "nennep_mail_last_run_timestamp_seconds",
        "nennep_mail_messages",
        "nennep_mail_oldest_unsent_seconds",
        "nennep_mail_retrying",
        "nennep_mail_sent_today",
        "nennep_mail_server_reachable",
        "nennep_mail_stopped_addresses",
    ]
    assert {family.type for family in families.values()} == {"gauge"}
    assert all(family.documentation for family in families.values())
    assert metrics(answer.content.decode())["nennep_mail_last_run_success", "read"] == 0


def test_each_kind_of_mail_is_shown_as_it_will_look_and_its_links_open_nothing(
    judged, as_user, staff, leader
):
    body = Body.objects.get(code="DD-A")
    factories.MeetingFactory(body=body, status="planned", held_on=clock.today() + dt.timedelta(days=9))
    factories.DirectionFactory(body=body, due_on=clock.today() + dt.timedelta(days=2))
    client, shown = as_user(staff), set()
    for slug in samples.SAMPLES:
        page = client.get(f"/nhac-viec/xem-truoc/mau/{slug}/")
        frame = client.get(f"/nhac-viec/xem-truoc/mau/{slug}/html/")
        assert page.status_code == 200
        if page.context["mail"] is None:
            assert frame.status_code == 404
            continue
        shown.add(slug)
        assert "sandbox" in frame["Content-Security-Policy"]
        assert not re.search(
            r"/(tra-loi|qua-thu|thoi)/\w{20}", frame.content.decode() + page.content.decode()
        )
    assert set(samples.SAMPLES) - shown == {"chi-dao-gia-han", "chi-dao-y-kien-them"}
    assert client.get("/nhac-viec/xem-truoc/mau/khong-co/").status_code == 404
    assert Message.objects.count() == 0

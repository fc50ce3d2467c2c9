"""Not met apart from not recorded."""

import datetime as dt
from io import BytesIO

import pghistory
import pytest
import time_machine
from openpyxl import load_workbook

from core import clock, dates
from core.addresses import reverse
from meetings.models import Meeting
from obligations.queries import findings
from obligations.services import judging
from tests import factories
from tests.worlds.small import late_bodies

pytestmark = pytest.mark.django_db
PAGE = "/tong-quan/cap-nhat/"


@pytest.fixture
def met(leader):
    """A province with one body that recorded a meeting and one of which nothing was ever entered."""
    factories.ProvinceFactory(tracking_from=dt.date(clock.today().year - 1, 1, 1))
    told, silent = factories.BodyFactory.create_batch(2)
    factories.SeatFactory(body=told)
    factories.MeetingFactory(body=told, held_on=clock.today())
    judging.sweep(on=clock.today(), at=clock.now())
    return told, silent


def of(client, query=""):
    return client.get(PAGE + query).context["records"]


def test_silent_bodies_are_counted_apart(as_user, leader, met):
    told, silent = met

    found = of(as_user(leader))

    assert [(line.code, line.fresh.days, line.fresh.stale) for line in found.lines] == [
        (silent.code, None, True),
        (told.code, 0, False),
    ]
    by_code = {line.code: line.overdue for line in found.lines}
    assert (found.not_recorded, found.not_met) == (by_code[silent.code], by_code[told.code])
    assert found.not_recorded > 0


def test_the_grace_ends_after_its_last_day(as_user, leader, met):
    told, _silent = met
    today = clock.today()

    for days, silent in ((120, False), (121, True)):
        with time_machine.travel(
            dt.datetime.combine(today + dt.timedelta(days), dt.time(12), clock.ZONE), tick=False
        ):
            line = next(line for line in of(as_user(leader)).lines if line.code == told.code)
            assert (line.fresh.days, line.fresh.stale) == (days, silent)


def test_findings_stay_what_they_are(as_user, leader, met):
    client = as_user(leader)
    before = client.get("/tong-quan/").context["counts"]

    of(client)

    assert client.get("/tong-quan/").context["counts"] == before


def test_who_entered_it_and_that_it_was_entered_after_the_day(as_user, staff, leader, met):
    told, silent = met
    meeting = Meeting.objects.get(body=told)
    with pghistory.context(user=staff.pk):
        meeting.place = "Hội trường"
        meeting.save(update_fields=["place"])
    long_ago = clock.today() - dt.timedelta(days=300)
    today, then = (
        {line.code: line for line in of(as_user(leader), query).lines} for query in ("", f"?ngay={long_ago}")
    )

    assert today[told.code].fresh.entries["meeting"].by == staff.full_name
    assert (today[told.code].fresh.days, today[told.code].fresh.later) == (0, False)
    # That day is judged by the records as they stand now: what was entered since speaks for the body.
    assert (then[told.code].fresh.days, then[told.code].fresh.later, then[told.code].fresh.stale) == (
        0,
        True,
        False,
    )
    assert then[silent.code].fresh.stale


def test_the_last_event_and_how_long_after_it_was_recorded(as_user, staff, leader, met):
    told, silent = met
    with pghistory.context(user=staff.pk):
        factories.MeetingFactory(body=told, held_on=clock.today() - dt.timedelta(days=9), status="held")
        factories.MeetingFactory(body=told, held_on=clock.today() + dt.timedelta(days=9), status="planned")
        factories.ReportFactory(body=told, submitted_on=clock.today() - dt.timedelta(days=1))
    lines = {line.code: line.recording for line in of(as_user(leader)).lines}

    # the meeting of today came from no user: it is the last event, and says nothing of the office's lag
    last = lines[told.code].last
    assert (last.words, last.on, last.by, lines[told.code].usual_lag) == ("Họp", clock.today(), "", 5)
    assert lines[silent.code] == (None, None)
    page = as_user(leader).get(PAGE).content.decode()
    assert f"Họp, {dates.day(clock.today())}" in page
    assert "không có trong 13 tháng" in page


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_costs_the_same(as_user, leader, number, django_assert_num_queries):
    for body in late_bodies(number):
        factories.MeetingFactory(body=body)
    client = as_user(leader)
    client.get(PAGE)

    with django_assert_num_queries(8):
        client.get(PAGE)


def test_only_what_one_may_see_and_nothing_at_all(as_user, secretary_of_a, leader, body_a, body_b):
    assert [line.code for line in of(as_user(secretary_of_a)).lines] == [body_a.code]
    assert as_user(leader).get(PAGE + "bang/").status_code == 200


def test_the_overview_counts_them_apart_and_says_so_beside_each(as_user, leader, met):
    _told, silent = met
    answer = as_user(leader).get("/tong-quan/")
    found = of(as_user(leader))

    assert answer.context["unrecorded"].body_ids == {silent.pk}
    assert answer.context["unrecorded"].overdue == found.not_recorded
    assert answer.content.decode().count("</svg> chưa ghi nhận</span>") == len(
        [row for row in answer.context["page"] if row.body_id == silent.pk and row.status == "overdue"]
    )


BADGE = "</svg> chưa ghi nhận</span>"


def late(body):
    """The body's overdue findings, by what names them."""
    return {row.key for row in findings.of_body(body.pk, clock.today()) if row.status == "overdue"}


def test_the_work_list_says_so_and_is_narrowed_to_either(as_user, staff, met):
    told, silent = met
    client = as_user(staff)
    everything, unrecorded, recorded = (
        client.get("/can-xu-ly/" + query) for query in ("", "?ghi_nhan=chua", "?ghi_nhan=co")
    )

    assert everything.content.decode().count(BADGE) == len(late(silent)) > 0
    assert {row.key for row in unrecorded.context["page"]} == late(silent)
    assert {row.key for row in recorded.context["page"]} == late(told)
    assert {row.key for row in client.get("/can-xu-ly/?ghi_nhan=gi-do").context["page"]} == {
        row.key for row in everything.context["page"]
    }


def test_the_work_list_of_another_day_and_of_one_body_only(as_user, staff, secretary_of_a, body_a, met):
    _told, silent = met
    yesterday = clock.today() - dt.timedelta(days=1)
    rows = as_user(staff).get(f"/can-xu-ly/?ghi_nhan=chua&ngay={yesterday}").context["page"]

    assert {row.body_code for row in rows} >= {silent.code}
    assert all(row.status == "overdue" for row in rows)
    assert {
        row.body_code for row in as_user(secretary_of_a).get("/can-xu-ly/?ghi_nhan=chua").context["page"]
    } <= {body_a.code}


@pytest.mark.parametrize("number", [3, 30])
def test_the_narrowed_work_list_costs_the_same(as_user, staff, number, django_assert_num_queries):
    late_bodies(number)
    client = as_user(staff)
    client.get("/can-xu-ly/?ghi_nhan=chua")

    with django_assert_num_queries(20):
        client.get("/can-xu-ly/?ghi_nhan=chua")


def test_the_files_say_so_in_a_column(as_user, staff, met):
    _told, silent = met
    client = as_user(staff)
    for path, name in (("/can-xu-ly/xuat/", "Việc phải làm"), ("/tong-quan/tom-tat/bang/", "Phát hiện")):
        rows = list(
            load_workbook(BytesIO(client.get(path).content))[name].iter_rows(min_row=3, values_only=True)
        )
        said = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        marked = [row for row in said if row["Ghi nhận"] == "chưa ghi nhận"]
        assert {row["Mã tổ chức"] for row in marked} == {silent.code}
        assert len(marked) == len(late(silent))


def test_the_finding_the_body_and_the_brief_say_so(as_user, staff, leader, met):
    told, silent = met
    client = as_user(leader)
    rule, code, subject = sorted(late(silent))[0]

    page = client.get(reverse("obligations:finding", args=[code, rule, subject])).content.decode()
    assert BADGE in page
    assert "Chưa từng ghi nhận hồ sơ nào của tổ chức." in page
    assert (
        client.get(reverse("obligations:panel", args=[silent.code])).content.decode().count(BADGE)
        == len(late(silent)) + 1
    )
    assert BADGE not in client.get(reverse("obligations:panel", args=[told.code])).content.decode()
    brief = client.get("/tong-quan/tom-tat/")
    assert brief.content.decode().count(BADGE) == len(late(silent))
    assert brief.context["brief"].not_recorded == of(client).not_recorded == len(late(silent))


def test_the_finding_tells_when_and_by_whom_each_kind_was_entered(as_user, staff, leader, met):
    told, _silent = met
    meeting = Meeting.objects.get(body=told)
    with pghistory.context(user=staff.pk):
        meeting.place = "Hội trường"
        meeting.save(update_fields=["place"])
    rule, code, subject = sorted(late(told))[0]

    answer = as_user(leader).get(reverse("obligations:finding", args=[code, rule, subject]))

    assert [(kind.label, kind.entry and kind.entry.by) for kind in answer.context["fresh"].last_entries][
        :2
    ] == [
        ("Cuộc họp", staff.full_name),
        ("Thành viên", None),
    ]
    assert f", {staff.full_name}</span>" in " ".join(answer.content.decode().split())
    assert BADGE not in answer.content.decode()
    later = clock.now() + dt.timedelta(days=121)
    with time_machine.travel(later, tick=False):
        judging.sweep(on=clock.today(), at=clock.now())
        page = (
            as_user(leader).get(reverse("obligations:finding", args=[code, rule, subject])).content.decode()
        )
    assert "Đã 121 ngày hồ sơ của tổ chức không có cập nhật nào (quá 120 ngày)" in page
    assert f"{dates.day(clock.today())}, {staff.full_name}." in page


def test_an_ended_body_that_owes_a_report_is_counted_alike_everywhere(as_user, leader):
    factories.ProvinceFactory(tracking_from=dt.date(2024, 1, 1))
    body = factories.BodyFactory(founded_on=dt.date(2024, 1, 1))
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, tzinfo=clock.ZONE), tick=False):
        body.ended_on = dt.date(2026, 1, 10)
        body.save(update_fields=["ended_on"])
        judging.sweep(on=clock.today(), at=clock.now())
        client = as_user(leader)
        assert {rule for rule, *_rest in late(body)} == {"annual-report-missing"}
        numbers = {
            "overview": client.get("/tong-quan/").context["unrecorded"].overdue,
            "records": of(client).not_recorded,
            "brief": client.get("/tong-quan/tom-tat/").context["brief"].not_recorded,
            "list": client.get("/can-xu-ly/?ghi_nhan=chua").context["page"].paginator.count,
        }
    assert set(numbers.values()) == {len(late(body))}

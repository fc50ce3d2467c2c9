"""The screens: who sees what, how many queries, what a form answers."""

import datetime as dt
import io
import re
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from core import clock, dates
from core.addresses import reverse
from delegations import models
from meetings.models import (
    Attendance,
    Decision,
    Matter,
    Meeting,
    MeetingFile,
    Task,
    WrittenConsultation,
)
from meetings.services import agenda, consultations, decisions, tasks
from meetings.services.agenda import Item
from meetings.services.tasks import NewTask
from records import bulk
from tests import factories
from tests.core.test_files import PDF
from tests.meetings.conftest import DAY

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def records(held, planned, staff):
    """One of each kind of record of body A."""
    agenda.replace(meeting=held, items=[Item("Kết quả quý I", "political")], by=staff)
    decision = decisions.record(
        source=held,
        values={"title": "Quyết", "theme": "political", "outcome": "decided", "adopted": True},
        today=TODAY,
        by=staff,
    )
    task = tasks.give(meeting=held, task=NewTask("Việc", None, dt.date(2026, 4, 1)), by=staff)
    consultation = consultations.send(
        body=held.body,
        values={"subject": "Góp ý", "theme": "political", "sent_on": DAY, "deadline_on": DAY},
        by=staff,
    )
    paper = MeetingFile.objects.create(
        meeting=held,
        name="a.pdf",
        kind="pdf",
        size=1,
        sha256="0" * 64,
        added_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
        added_by=staff,
    )
    return {
        "meeting": held.code,
        "planned": planned.code,
        "decision": decision.code,
        "task": task.code,
        "consultation": consultation.code,
        "paper": paper.key,
    }


OF_A_RECORD = [
    ("panel", "body"),
    ("page", "meeting"),
    ("edit", "meeting"),
    ("agenda", "meeting"),
    ("attendance", "meeting"),
    ("minutes", "meeting"),
    ("cancel", "planned"),
    ("withdraw", "meeting"),
    ("calendar_file", "meeting"),
    ("add_paper", "meeting"),
    ("add_decision", "meeting"),
    ("give_task", "meeting"),
    ("record_planned", "planned"),
    ("postpone", "planned"),
    ("plan_again", "planned"),
    ("invite", "planned"),
    ("decision", "decision"),
    ("edit_decision", "decision"),
    ("withdraw_decision", "decision"),
    ("withdraw_task", "task"),
    ("withdraw_consultation", "consultation"),
    ("consultation", "consultation"),
    ("edit_consultation", "consultation"),
    ("answers", "consultation"),
    ("close_consultation", "consultation"),
    ("add_consultation_paper", "consultation"),
    ("add_consultation_decision", "consultation"),
    ("task", "task"),
    ("edit_task", "task"),
    ("finish_task", "task"),
    ("take_off_paper", "paper"),
    ("meeting_history", "meeting"),
    ("decision_history", "decision"),
    ("consultation_history", "consultation"),
    ("task_history", "task"),
]
READ_ONLY = {
    "meeting_history",
    "decision_history",
    "consultation_history",
    "task_history",
    "panel",
    "page",
    "decision",
    "consultation",
    "task",
    "calendar_file",
}


def address(name, kind, records, body) -> str:
    return reverse(f"meetings:{name}", args=[body.code if kind == "body" else records[kind]])


@pytest.mark.parametrize(("name", "kind"), OF_A_RECORD)
def test_a_stranger_finds_nothing(name, kind, records, body_a, secretary_of_b, as_user) -> None:
    url = address(name, kind, records, body_a)
    client = as_user(secretary_of_b)
    assert client.get(url).status_code == 404
    assert client.post(url).status_code in {404, 405}


@pytest.mark.parametrize(("name", "kind"), OF_A_RECORD)
def test_who_opens_it(name, kind, records, body_a, staff, secretary_of_a, leader, as_user) -> None:
    url = address(name, kind, records, body_a)
    assert as_user(staff).get(url).status_code == 200
    assert as_user(secretary_of_a).get(url).status_code == 200
    assert as_user(leader).get(url).status_code == (200 if name in READ_ONLY else 403)


@pytest.mark.parametrize(
    "name", ["list", "decisions", "tasks", "consultations", "record", "plan", "addresses"]
)
def test_without_a_login_nothing_opens(name, db, client) -> None:
    answer = client.get(reverse(f"meetings:{name}"))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/tai-khoan/dang-nhap/")


def test_lists_show_a_secretary_only_their_bodies(records, secretary_of_a, secretary_of_b, as_user) -> None:
    for name, code in (
        ("list", "meeting"),
        ("decisions", "decision"),
        ("tasks", "task"),
        ("consultations", "consultation"),
    ):
        assert records[code] in as_user(secretary_of_a).get(reverse(f"meetings:{name}")).content.decode()
        assert records[code] not in as_user(secretary_of_b).get(reverse(f"meetings:{name}")).content.decode()


def make(name: str, number: int) -> None:
    for n in range(number):
        body = factories.BodyFactory()
        seat = factories.SeatFactory(body=body)
        person = factories.MembershipFactory(seat=seat).person
        meeting = factories.MeetingFactory(
            body=body, held_on=dt.date(2026, 11, 1) + dt.timedelta(days=n % 25)
        )
        factories.AttendanceFactory(meeting=meeting, person=person)
        factories.AgendaItemFactory(meeting=meeting)
        if name == "decisions":
            Decision.objects.create(
                code=f"{meeting.code}/Q",
                body=body,
                meeting=meeting,
                decided_on=DAY,
                title="Q",
                theme="political",
                outcome="decided",
            )
        if name == "tasks":
            Task.objects.create(
                code=f"{meeting.code}/N", body=body, meeting=meeting, title="N", assignee=person, given_on=DAY
            )
        if name == "consultations":
            WrittenConsultation.objects.create(
                code=f"{meeting.code}/L",
                body=body,
                subject="L",
                theme="political",
                sent_on=DAY,
                deadline_on=DAY,
            )


QUERIES = {"list": 9, "decisions": 5, "tasks": 9, "consultations": 5}


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize("name", QUERIES)
def test_lists_cost_the_same_for_three_rows_and_thirty(name, rows, staff, as_user) -> None:
    make(name, rows)
    client = as_user(staff)
    client.get(reverse(f"meetings:{name}"))
    with CaptureQueriesContext(
        connection,
    ) as counted:
        answer = client.get(reverse(f"meetings:{name}"), {"ngay": "2026-11-25"})
    assert answer.status_code == 200
    assert len(counted) == QUERIES[name], [query["sql"][:150] for query in counted]


@pytest.mark.parametrize("rows", [3, 30])
def test_a_meeting_page_costs_the_same_for_any_length(rows, held, members, staff, as_user) -> None:
    agenda.replace(meeting=held, items=[Item(f"Việc {n}", "other") for n in range(rows)], by=staff)
    for n in range(rows):
        tasks.give(meeting=held, task=NewTask(f"Nhiệm vụ {n}", members[n % 7].pk, None), by=staff)
    client = as_user(staff)
    client.get(reverse("meetings:page", args=[held.code]))
    with CaptureQueriesContext(connection) as counted:
        client.get(reverse("meetings:page", args=[held.code]))
    assert len(counted) == 18, [query["sql"][:150] for query in counted]


def test_the_list_is_as_of_the_day(held, planned, staff, as_user) -> None:
    client = as_user(staff)
    before = client.get(reverse("meetings:list"), {"ngay": "2026-03-11"}).content.decode()
    assert held.code not in before
    assert planned.code in before
    assert held.code in client.get(reverse("meetings:list"), {"ngay": "2026-03-12"}).content.decode()


def test_the_list_of_tasks_begins_with_what_is_to_be_done(body_a, staff, as_user) -> None:
    days = {"NV-XONG": (DAY, DAY), "NV-MUON": (DAY + dt.timedelta(60), None), "NV-SOM": (DAY, None)}
    for code, (due_on, done_on) in days.items():
        factories.TaskFactory(body=body_a, code=code, given_on=DAY, due_on=due_on, done_on=done_on)
    page = as_user(staff).get("/nhiem-vu/").context["page"]
    assert [task.code for task in page] == ["NV-SOM", "NV-MUON", "NV-XONG"]


def test_a_planned_row_tells_what_it_lacks_and_offers_the_next_step(
    held, planned, members, staff, leader, as_user
) -> None:
    late = factories.MeetingFactory(
        body=planned.body, code="DD-A/QUA-NGAY", status="planned", held_on=clock.today() - dt.timedelta(3)
    )
    factories.MeetingFactory(
        body=planned.body, code="DD-A/HOAN", status="postponed", held_on=DAY, status_reason="Chờ nhân sự"
    )
    Meeting.objects.filter(pk=planned.pk).update(held_on=clock.today() + dt.timedelta(9), subject="")

    page = as_user(staff).get("/hop/").content.decode()
    assert page.count("chưa có chương trình") == 2
    assert f"cần 5/{len(members)}" in page
    assert "lý do: Chờ nhân sự" in page
    assert reverse("meetings:record_planned", args=[late.code]) in page
    assert reverse("meetings:invite", args=[planned.code]) in page
    assert (
        reverse("meetings:invite", args=[planned.code]) not in as_user(leader).get("/hop/").content.decode()
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=nguoi", False),
        ("?q=HOI+a", True),
        ("?q=2026-001", True),
        ("?loai=thematic", False),
        ("?tu=13/3/2026&trang_thai=held", False),
        ("?tu=12.3.26", True),
        ("?tu=vớ-vẩn", True),
    ],
)
def test_filters_live_in_the_address(query, found, held, staff, as_user) -> None:
    answer = as_user(staff).get(reverse("meetings:list") + query)
    assert (held.code in answer.content.decode()) is found


def rows_of(prefix: str, number: int, **columns) -> dict[str, str]:
    data = {
        f"{prefix}-TOTAL_FORMS": str(number),
        f"{prefix}-INITIAL_FORMS": "0",
        f"{prefix}-MIN_NUM_FORMS": "0",
        f"{prefix}-MAX_NUM_FORMS": "100",
    }
    return data | columns


def record_data(members, **changes) -> dict[str, str]:
    data = {
        "held_on": "12.3.2026",
        "kind": "periodic",
        "conclusion_number": "01-KL/ĐĐ",
        "exception_reason": "",
    }
    data |= {f"tp-s{person.pk}": "present" for person in members}
    data |= rows_of("nhiem-vu", 0)
    data |= rows_of("noi-dung", 4)
    titles = ["Kết quả nhiệm vụ quý I", "Quy hoạch cán bộ", "Giải quyết đơn thư", "Sắp xếp bộ máy"]
    data |= {f"noi-dung-{n}-title": title for n, title in enumerate(titles)} | {
        f"noi-dung-{n}-ORDER": str(n + 1) for n in range(4)
    }
    return data | changes


def test_one_screen_records_a_meeting(body_a, members, staff, as_user) -> None:
    url = reverse("meetings:record") + "?to-chuc=DD-A"
    answer = as_user(staff).post(url, record_data(members))
    assert (answer.status_code, answer["Location"]) == (303, "/hop/DD-A/2026-001/")
    meeting = Meeting.objects.get()
    assert (meeting.held_on, meeting.status, meeting.conclusion_number) == (DAY, "held", "01-KL/ĐĐ")
    assert list(meeting.agenda.order_by("position").values_list("theme", flat=True)) == [
        "political",
        "personnel",
        "inspection",
        "organisation",
    ]
    assert Attendance.objects.filter(meeting=meeting, state="present").count() == 7


def test_without_quorum_the_screen_warns_first(body_a, members, staff, as_user) -> None:
    client, url = as_user(staff), reverse("meetings:record") + "?to-chuc=DD-A"
    away = {f"tp-s{person.pk}": "absent" for person in members[:3]}
    answer = client.post(url, record_data(members, **away))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Họp không đủ thành phần" in page
    assert "162-QĐ/TW" in page
    assert "Quy hoạch cán bộ" in page
    assert not Meeting.objects.exists()
    assert client.post(url, record_data(members, **away, exception_reason="Bão lũ")).status_code == 303
    assert Meeting.objects.get().exception_reason == "Bão lũ"


def test_the_members_follow_the_day_typed(body_a, members, staff, as_user) -> None:
    answer = as_user(staff).get(
        reverse("meetings:record"), {"to-chuc": "DD-A", "held_on": "1/1/2019"}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert "<html" not in page
    assert "chưa có thành viên nào" in page
    assert "HX-Request" in answer["Vary"]


def test_recording_without_names_leaves_attendance_unrecorded(body_a, members, staff, as_user) -> None:
    as_user(staff).post(
        reverse("meetings:record") + "?to-chuc=DD-A", record_data(members, **{"diem-danh": "khong"})
    )
    assert Meeting.objects.count() == 1
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"held_on": "30/2/2026"}, "Không có ngày"),
        ({"held_on": "3/25/2026"}, "không có tháng 25"),
        ({"held_on": ""}, "Nhập ngày họp."),
        ({"starts_at": "25:00"}, "8:30"),
        ({"noi-dung-0-title": "Tối mật: việc"}, "117/2025/QH15"),
    ],
)
def test_the_record_screen_says_what_is_wrong(changes, words, body_a, members, staff, as_user) -> None:
    answer = as_user(staff).post(
        reverse("meetings:record") + "?to-chuc=DD-A", record_data(members, **changes)
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "01-KL/ĐĐ" in page


def test_the_day_before_the_founding_is_said_at_the_day_and_not_at_the_chair(body_a, members, staff, as_user):
    typed = record_data(members, held_on="1/1/2019", chair=members[0].pk, **{"diem-danh": "khong"})
    body_a.founded_on = dt.date(2020, 1, 1)
    body_a.save()
    form = as_user(staff).post(reverse("meetings:record") + "?to-chuc=DD-A", typed).context["form"]
    assert list(form.errors) == ["held_on"]
    assert "trước ngày thành lập" in form.errors["held_on"][0]


def test_a_meeting_is_not_held_before_its_hour(body_a, members, staff, as_user):
    with time_machine.travel(dt.datetime(2026, 3, 12, 9, tzinfo=clock.ZONE), tick=False):
        client, url = as_user(staff), reverse("meetings:record") + "?to-chuc=DD-A"
        early = client.post(url, record_data(members, starts_at="14:00"))
        assert list(early.context["form"].errors) == ["starts_at"]
        assert client.post(url, record_data(members, starts_at="8:00")).status_code == 303


def test_the_same_meeting_is_recorded_twice_only_where_it_is_said_to_be_another(
    held, members, staff, as_user
):
    client, url = as_user(staff), reverse("meetings:record") + "?to-chuc=DD-A"
    typed = record_data(members, held_on=f"{held.held_on:%d/%m/%Y}", kind=held.kind)
    again = client.post(url, typed)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["also"])
    assert held.code in again.context["form"].errors["also"][0]
    assert client.post(url, typed | {"also": "on"}).status_code == 303


def test_two_people_edit_one_meeting_and_neither_loses_a_word(held, staff, secretary_of_a, as_user) -> None:
    one, other = as_user(staff), as_user(secretary_of_a)
    url = reverse("meetings:edit", args=[held.code])
    forms = [client.get(url).context["form"] for client in (one, other)]

    def data(form, **typed):
        fields = {name: form[name].value() for name in form.fields}
        fields |= {"held_on": "12/03/2026", "ban_dau": form["ban_dau"].value()}
        return {name: value for name, value in (fields | typed).items() if value not in (None, "", False)}

    assert one.post(url, data(forms[0], place="Phòng họp 1", subject="Chung")).status_code == 303
    answer = other.post(url, data(forms[1], place="Phòng họp 2", minute_taker="Bà B"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Phòng họp 1" in page
    assert "Phòng họp 2" in page
    again = answer.context["form"]
    final = data(again, place="Phòng họp 2", minute_taker="Bà B", ban_dau=again["ban_dau"].value())
    final.pop("subject", None)
    assert other.post(url, final).status_code == 303
    held.refresh_from_db()
    assert (held.place, held.minute_taker, held.subject) == ("Phòng họp 2", "Bà B", "Chung")


def agenda_data(marker: str, *titles: str) -> dict[str, str]:
    data = rows_of("noi-dung", len(titles), dau=marker)
    return (
        data
        | {f"noi-dung-{n}-title": title for n, title in enumerate(titles)}
        | {f"noi-dung-{n}-ORDER": str(n) for n in range(len(titles))}
    )


def test_an_invitation_that_says_no_hour_place_or_agenda_is_warned_of(planned, staff, as_user) -> None:
    address = reverse("meetings:invite", args=[planned.code])
    planned.agenda.all().delete()
    Meeting.objects.filter(pk=planned.pk).update(starts_at=None, place="")
    assert "chưa ghi giờ họp, địa điểm, chương trình họp" in as_user(staff).get(address).content.decode()
    Meeting.objects.filter(pk=planned.pk).update(starts_at=dt.time(8), place="Phòng họp A")
    factories.AgendaItemFactory(meeting=planned)
    assert "Cuộc họp chưa ghi" not in as_user(staff).get(address).content.decode()


def test_two_people_order_one_agenda(held, staff, secretary_of_a, as_user) -> None:
    one, other = as_user(staff), as_user(secretary_of_a)
    url = reverse("meetings:agenda", args=[held.code])
    markers = [client.get(url).context["marker"] for client in (one, other)]
    assert one.post(url, agenda_data(markers[0], "Của người thứ nhất")).status_code == 303
    answer = other.post(url, agenda_data(markers[1], "Của người thứ hai"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Của người thứ nhất" in page
    assert "Của người thứ hai" in page
    assert other.post(url, agenda_data(answer.context["marker"], "Cả hai")).status_code == 303
    assert list(held.agenda.values_list("title", flat=True)) == ["Cả hai"]


def test_attendance_is_taken_on_one_screen(held, members, staff, as_user) -> None:
    url = reverse("meetings:attendance", args=[held.code])
    data = {f"s{person.pk}": "present" for person in members} | {
        f"s{members[6].pk}": "excused",
        f"r{members[6].pk}": "đi công tác",
    }
    assert as_user(staff).post(url, data).status_code == 303
    assert Attendance.objects.get(person=members[6]).reason == "đi công tác"
    short = {f"s{person.pk}": "absent" for person in members}
    answer = as_user(staff).post(url, short)
    assert answer.status_code == 422
    assert "cần ít nhất 5" in answer.content.decode()


def test_a_decision_is_checked_without_being_saved(held, staff, as_user) -> None:
    url = reverse("meetings:add_decision", args=[held.code])
    data = {
        "title": "Bổ nhiệm",
        "theme": "personnel",
        "outcome": "decided",
        "decided_on": "12/3/2026",
        "method_": "secret-ballot",
        "adopted": "on",
        "votes_for": "3",
    }
    client = as_user(staff)
    answer = client.post(url, {**data, "kiem-tra": "1"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert "Thiếu ý kiến cấp uỷ cơ quan" in page
    assert "không quá nửa" in page
    assert not Decision.objects.exists()
    assert client.post(url, data).status_code == 422
    assert client.post(url, {**data, "exception_reason": "Đã báo cáo"}).status_code == 303


def test_papers_are_attachments_and_stay_in_scope(held, staff, secretary_of_b, as_user) -> None:
    url = reverse("meetings:add_paper", args=[held.code])
    client = as_user(staff)
    assert client.post(url, {"upload": SimpleUploadedFile("a.pdf", PDF)}).status_code == 422
    assert (
        client.post(
            url, {"upload": SimpleUploadedFile("Tờ trình quý I.pdf", PDF), "not_secret": "on"}
        ).status_code
        == 303
    )
    paper = MeetingFile.objects.get()
    answer = client.get(reverse("meetings:paper", args=[paper.key]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert as_user(secretary_of_b).get(reverse("meetings:paper", args=[paper.key])).status_code == 404
    assert client.post(reverse("meetings:take_off_paper", args=[paper.key])).status_code == 303
    assert client.get(reverse("meetings:paper", args=[paper.key])).status_code == 404


def test_several_papers_come_at_once_and_one_that_is_there_or_faulty_is_named(
    held, staff, as_user, vault
) -> None:
    url = reverse("meetings:add_paper", args=[held.code])
    client = as_user(staff)

    def send(*papers: tuple[str, bytes], **more: Any) -> Any:
        sent = [SimpleUploadedFile(name, content) for name, content in papers]
        return client.post(url, {"upload": sent, "not_secret": "on"} | more, follow=True)

    def said(answer: Any) -> list[str]:
        return [str(message) for message in answer.context["messages"]]

    one, two, three = (PDF + b"% " + word for word in (b"one\n%%EOF", b"two\n%%EOF", b"three\n%%EOF"))
    assert said(send(("to-trinh.pdf", one), ("phu-luc.pdf", two))) == [
        "Đã thêm 2 tệp: “to-trinh.pdf”, “phu-luc.pdf”."
    ]
    today = dates.day(clock.today())
    again = send(("phu-luc.pdf", two), ("khac-ten.pdf", one), ("moi.pdf", three), ("a.pdf", b"<html>"))
    assert said(again)[:3] == [
        "Đã thêm tệp “moi.pdf”.",
        f"Tệp “phu-luc.pdf” đã có ở đây, thêm ngày {today}; không thêm lần nữa.",
        f"Tệp “khac-ten.pdf” đã có ở đây dưới tên “to-trinh.pdf”, thêm ngày {today}; không thêm lần nữa.",
    ]
    assert "chỉ nhận PDF" in said(again)[3]
    assert [paper.name for paper in held.files.order_by("pk")] == ["to-trinh.pdf", "phu-luc.pdf", "moi.pdf"]
    refused = send(("moi.pdf", three))
    assert refused.status_code == 422
    assert "Tệp “moi.pdf” đã có ở đây" in refused.content.decode()
    client.post(reverse("meetings:take_off_paper", args=[held.files.get(name="moi.pdf").key]))
    assert send(("moi.pdf", three)).status_code == 200
    wrong = send(("ba.pdf", b"%PDF-"), ("bon.pdf", PDF), item="0").content.decode()
    assert wrong.count('name="upload-giu"') == 2


def test_a_hostile_paper_is_refused_in_words_and_leaves_nothing(held, staff, as_user, vault) -> None:
    upload = SimpleUploadedFile("a.pdf", b"<html><script>alert(1)</script></html>")
    answer = as_user(staff).post(
        reverse("meetings:add_paper", args=[held.code]), {"upload": upload, "not_secret": "on"}
    )
    assert answer.status_code == 422
    assert "chỉ nhận PDF" in answer.content.decode()
    assert not MeetingFile.objects.exists()
    assert not vault.exists()


def test_the_competence_table_is_the_offices(staff, leader, secretary_of_a, as_user) -> None:
    table, add = reverse("meetings:matters"), reverse("meetings:add_matter")
    assert as_user(secretary_of_a).get(table).status_code == 404
    assert as_user(leader).get(table).status_code == 200
    assert as_user(leader).get(add).status_code == 403
    assert (
        as_user(staff)
        .post(
            add, {"name": "Bổ nhiệm", "reserved_from": "1/1/2020", "reference": "10-QĐ/TU", "position": "1"}
        )
        .status_code
        == 303
    )
    assert Matter.objects.get().reserved_from == dt.date(2020, 1, 1)


def test_a_change_is_read_in_the_history_and_undone_through_the_form(held, staff, as_user) -> None:
    client, url = as_user(staff), reverse("meetings:edit", args=[held.code])
    form = client.get(url).context["form"]
    data = {
        "held_on": "12/3/2026",
        "kind": "periodic",
        "place": "Phòng họp 1",
        "code": held.code,
        "ban_dau": form["ban_dau"].value(),
    }
    assert client.post(url, data).status_code == 303
    page = client.get(reverse("meetings:meeting_history", args=[held.code])).content.decode()
    assert "Phòng họp 1" in page
    undo = re.search(r'href="([^"]+khoi-phuc=\d+)"', page)
    assert undo
    back = client.get(undo.group(1)).context["form"]
    assert back["place"].value() == ""
    assert client.post(url, {**data, "place": "", "ban_dau": back["ban_dau"].value()}).status_code == 303
    held.refresh_from_db()
    assert held.place == ""


ODD = [
    "/hop/%00/",
    "/hop/ghi-nhan/?to-chuc=%00",
    "/hop/ghi-nhan/?to-chuc=DD-A&held_on=%00",
    "/hop/?q=%00&to_chuc=%00&co=²&trang=²&xep=%00",
    "/hop/sua/DD-A/2026-001/?khoi-phuc=²",
    "/hop/len-lich-nam/?to-chuc=DD-A&nam=2200&so_thang=12&thang_thu=0&tuan=-1&thu=5",
    "/lich/?thang=0001-01",
    "/lich/tuan/?tuan=9999-12-31",
    "/lich/doc/%00.ics",
    "/bao-cao/?ky=²&tinh_trang=%00",
    "/bao-cao/nhan/?to-chuc=%00",
    "/bao-cao/99999999999999999999999/",
    "/de-xuat/%00/",
    "/quan-tri/bang-tham-quyen/99999999999999999999999/",
]


@pytest.mark.parametrize("address", ODD)
def test_odd_addresses_are_answered(address, held, staff, as_user) -> None:
    assert as_user(staff).get(address).status_code in {200, 302, 400, 404}


@pytest.mark.parametrize("name", ["meetings", "decisions", "consultations", "tasks"])
def test_a_list_as_excel_keeps_its_scope(name, records, held, staff, secretary_of_b, as_user) -> None:
    def cells(user, query: str) -> str:
        answer = as_user(user).get(reverse(f"meetings:export_{name}") + query)
        assert answer["Content-Disposition"].startswith("attachment;")
        sheet = load_workbook(io.BytesIO(answer.content)).active
        return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)

    assert "DD-A/" in cells(staff, "?to_chuc=DD-A")
    assert "DD-A/" not in cells(staff, "?q=khong-co-dau")
    assert "DD-A/" not in cells(secretary_of_b, "")


def test_tasks_are_found_at_who_holds_them_and_late_with_nobody_who_has_ended(staff, as_user):
    old, heir, alone = factories.BodyFactory.create_batch(3)
    for body in (old, alone):
        body.ended_on = dt.date(2025, 6, 30)
        body.save()
    models.DutySuccession.objects.create(
        predecessor=old, successor=heir, starts_on=dt.date(2025, 7, 1), duties=["tasks"]
    )
    days = {"given_on": dt.date(2025, 1, 1), "due_on": dt.date(2025, 3, 1)}
    handed_on, left = (factories.TaskFactory(body=body, **days) for body in (old, alone))
    client = as_user(staff)

    def listed(**query):
        page = client.get(reverse("meetings:tasks"), query).context["page"]
        return {task.code: (task.held_by, task.is_left) for task in page}

    assert listed() == {handed_on.code: (heir, False), left.code: (None, True)}
    assert listed(to_chuc=heir.code).keys() == listed(to_chuc=old.code).keys() == {handed_on.code}
    assert listed(tinh_trang="overdue").keys() == {handed_on.code}
    assert heir.name in client.get(reverse("meetings:task", args=[handed_on.code])).text
    assert "tổ chức đã kết thúc" in client.get(reverse("meetings:task", args=[left.code])).text
    panel = client.get(reverse("meetings:panel", args=[heir.code])).text
    assert f"nhận từ {old.name}" in panel


def test_chosen_tasks_are_finished_together_and_the_file_has_the_chosen_ones(body_a, staff, as_user):
    days = {"given_on": dt.date(2026, 1, 1), "due_on": dt.date(2026, 3, 1)}
    first, second, third = (factories.TaskFactory(body=body_a, **days) for _n in range(3))
    client = as_user(staff)
    chosen = {"chon": [first.pk, second.pk]}
    address = f"{reverse('meetings:finish_tasks')}?chon={first.pk}&chon={second.pk}"
    preview = client.get(address).text
    assert f"{body_a.name} · {first.title}" in preview
    answer = client.post(
        address,
        {"done_on": f"{clock.today():%d/%m/%Y}", bulk.TICKED: chosen["chon"], "result": "", "quality": ""},
    )
    assert answer.status_code == 303
    assert {task.code for task in Task.objects.filter(done_on__isnull=False)} == {first.code, second.code}
    file = client.get(f"{reverse('meetings:export_tasks')}?chon={third.pk}")
    codes = [row[0].value for row in load_workbook(io.BytesIO(file.content)).active.iter_rows()]
    assert third.code in codes
    assert first.code not in codes


def test_a_task_that_no_rule_watched_when_it_was_given_is_late_without_being_overdue(staff, as_user):
    factories.ProvinceFactory()
    watched = factories.BodyFactory()
    unwatched = factories.BodyFactory(kind=factories.BodyKindFactory(name="Đảng đoàn khác"))
    days = {"given_on": dt.date(2025, 1, 10), "due_on": dt.date(2025, 3, 1)}
    kept, passed = (factories.TaskFactory(body=body, **days) for body in (watched, unwatched))
    models.LawRow.objects.create(
        kind=unwatched.kind,
        rule="action-overdue",
        value="no",
        starts_on=dt.date(2025, 1, 1),
        ends_on=dt.date(2025, 1, 31),
        reference="15-QĐ/TU, Điều 3",
    )
    client = as_user(staff)
    late = client.get(reverse("meetings:tasks"), {"tinh_trang": "overdue"}).context["page"]
    assert [task.code for task in late] == [kept.code]
    page = client.get(reverse("meetings:task", args=[passed.code])).text
    assert "không xét" in page
    assert "15-QĐ/TU, Điều 3" in page
    assert "không xét" not in client.get(reverse("meetings:task", args=[kept.code])).text

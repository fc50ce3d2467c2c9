"""Both senses of "as of": what was true on a day by today's records, and what had been recorded by its
end."""

import datetime as dt
import random
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple

import pytest
from django.test import Client
from openpyxl import load_workbook

from core import clock, known
from delegations.enums import SeatRole
from delegations.models import Body, Membership
from meetings.models import Attendance, Meeting
from obligations.models import Waiver
from obligations.queries import findings
from obligations.services import judging
from tests import factories
from tests.core.test_known import write_at_random
from tests.desk.test_scope import FINE, rows
from tests.known import settle
from tests.worlds.addresses import Address
from tests.worlds.furnished import SECRET_A
from tests.worlds.provinces import store_random

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 4, 30)
BEFORE, IN_TIME, LATE = dt.date(2026, 1, 5), dt.date(2026, 4, 2), dt.date(2026, 5, 5)
NOW = f"?ngay={DAY.isoformat()}"
THEN = f"{NOW}&ho-so=khi-do"


class Told(NamedTuple):
    """What the pages say of body A in one sense: its findings, its held meetings, its members, the bodies of
    the province."""

    findings: set[tuple[str, str]]
    meetings: int
    members: set[str]
    bodies: set[str]


@pytest.fixture
def body(body_a) -> Body:
    """A body of three seats, all held, that has been followed since 1 January 2026."""
    factories.ProvinceFactory(tracking_from=dt.date(2026, 1, 1))
    for number, role in enumerate((SeatRole.SECRETARY, SeatRole.DEPUTY, SeatRole.MEMBER), start=1):
        seat = factories.SeatFactory(body=body_a, code=f"VT-{number}", role=role)
        factories.MembershipFactory(
            seat=seat, person=factories.PersonFactory(code=f"CB-{number}", full_name=f"Trần Văn Thứ{number}")
        )
    factories.WorkingRegulationFactory(body=body_a)
    body_a.coordination_kinds = []
    body_a.save()
    settle(BEFORE)
    return body_a


def told(client: Client, sense: str) -> Told:
    """Read the pages of one sense; they must agree with one another."""
    overview = client.get("/tong-quan/" + sense)
    worklist = client.get("/can-xu-ly/" + sense + "&to_chuc=DD-A&tinh_trang=tat-ca")
    file = client.get("/can-xu-ly/xuat/" + sense + "&tinh_trang=tat-ca")
    panel = client.get("/to-chuc/DD-A/phat-hien/" + sense)
    found = {(row.rule, row.status) for row in panel.context["rows"]}
    assert {(row.rule, row.status) for row in worklist.context["page"] if row.body_code == "DD-A"} == found
    sheet = [[cell.value for cell in row] for row in load_workbook(BytesIO(file.content)).active]
    assert [row[0] for row in sheet[3:]].count("DD-A") == len(panel.context["rows"])
    assert sheet[1][0].endswith(", theo hồ sơ hiện có") != ("khi-do" in sense)
    counts = overview.context["counts"]
    assert counts.total + counts.waived == worklist.context["page"].paginator.count
    held = client.get("/hop/" + sense).context["page"].paginator.count
    page = client.get("/to-chuc/DD-A/" + sense)
    members = {str(row.holder.person) for row in page.context["seats"] if row.holder}
    bodies = {body.code for body in client.get("/to-chuc/" + sense).context["page"]}
    assert bodies == {row.body.code for row in overview.context["heat"].rows}
    return Told(found, held, members, bodies)


def meeting(body: Body, **values: Any) -> Meeting:
    return factories.MeetingFactory(
        **{
            "body": body,
            "code": "DD-A/1",
            "held_on": dt.date(2026, 2, 10),
            "minutes_signed_on": dt.date(2026, 2, 12),
        }
        | values
    )


def nothing(body: Body) -> None:
    """Nothing was recorded in time."""


def met(body: Body) -> None:
    held = meeting(body)
    for number in (1, 2, 3):
        factories.AttendanceFactory(
            meeting=held, person=Membership.objects.get(seat__code=f"VT-{number}").person
        )


def correct_the_day(body: Body) -> None:
    Meeting.objects.update(held_on=dt.date(2025, 2, 10))


def correct_the_roll(body: Body) -> None:
    Attendance.objects.exclude(person__code="CB-1").update(state="absent")


def delete_the_meeting(body: Body) -> None:
    Meeting.objects.get().delete()


def relieve(body: Body) -> None:
    Membership.objects.filter(seat__code="VT-3").update(ends_on=dt.date(2026, 3, 1))


def waive(body: Body) -> None:
    Waiver.objects.create(
        body=body,
        rule="understaffed",
        subject="VT-9",
        granted_on=dt.date(2026, 4, 15),
        until=dt.date(2026, 12, 31),
        reason="Chờ",
    )


def vacate(body: Body) -> None:
    met(body)
    factories.SeatFactory(body=body, code="VT-9", starts_on=dt.date(2026, 1, 1))


def found_another(body: Body) -> None:
    factories.BodyFactory(code="DD-B", name="Đảng đoàn Hội B")


ALL = {"Trần Văn Thứ1", "Trần Văn Thứ2", "Trần Văn Thứ3"}
OVERDUE, VACANT = ("meeting-overdue", "overdue"), ("understaffed", "overdue")
Write = Callable[[Body], None]
CASES: dict[str, tuple[Write, Write, Told, Told]] = {
    # what is recorded by the day, what after it; what the records now say of the day, what was known on it
    "late": (nothing, met, Told(set(), 1, ALL, {"DD-A"}), Told({OVERDUE}, 0, ALL, {"DD-A"})),
    "its day corrected": (
        met,
        correct_the_day,
        Told({OVERDUE}, 1, ALL, {"DD-A"}),
        Told(set(), 1, ALL, {"DD-A"}),
    ),
    "its roll corrected": (
        met,
        correct_the_roll,
        Told({OVERDUE, ("quorum-failed", "overdue")}, 1, ALL, {"DD-A"}),
        Told(set(), 1, ALL, {"DD-A"}),
    ),
    "deleted": (met, delete_the_meeting, Told({OVERDUE}, 0, ALL, {"DD-A"}), Told(set(), 1, ALL, {"DD-A"})),
    "a member relieved": (
        met,
        relieve,
        Told({("understaffed", "due")}, 1, ALL - {"Trần Văn Thứ3"}, {"DD-A"}),
        Told(set(), 1, ALL, {"DD-A"}),
    ),
    "waived": (
        vacate,
        waive,
        Told({("understaffed", "waived")}, 1, ALL, {"DD-A"}),
        Told({VACANT}, 1, ALL, {"DD-A"}),
    ),
    "a body founded": (
        met,
        found_another,
        Told(set(), 1, ALL, {"DD-A", "DD-B"}),
        Told(set(), 1, ALL, {"DD-A"}),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fact_recorded_later_changes_what_was_true_and_not_what_was_known(as_user, leader, body, name):
    in_time, late, true, was_known = CASES[name]
    client = as_user(leader)
    in_time(body)
    settle(IN_TIME)
    assert told(client, NOW) == told(client, THEN) == was_known

    late(body)
    settle(LATE)

    assert told(client, NOW) == true
    assert told(client, THEN) == was_known
    assert true != was_known
    assert told(client, f"?ngay={LATE.isoformat()}&ho-so=khi-do").bodies == true.bodies


def test_a_finding_says_both_where_they_differ(as_user, leader, body):
    client = as_user(leader)
    met(body)
    settle(LATE)
    here = "/to-chuc/DD-A/phat-hien/meeting-overdue/2026-Q1/"

    now, then = (client.get(here + sense) for sense in (NOW, THEN))

    assert now.context["row"] is None
    assert then.context["row"].status == "overdue"
    assert now.context["senses"] == then.context["senses"]
    assert now.context["senses"].now == "không có phát hiện này"
    assert now.context["senses"].then.startswith("quá hạn 30 ngày, cảnh báo: Không có cuộc họp")
    assert 'href="?ngay=2026-04-30&amp;ho-so=khi-do"' in now.content.decode()
    assert '<a href="?ngay=2026-04-30">Xem theo hồ sơ hiện có</a></p>' in then.content.decode()
    late = "?ngay=2026-05-05"
    assert client.get(here + late).context["senses"] is None
    assert client.get(here + late + "&ho-so=khi-do").context["senses"] is None
    assert client.get(here).context["senses"] is None


def test_before_anything_was_recorded_a_finding_has_one_sense(as_user, leader, body):
    met(body)
    settle(BEFORE)
    page = as_user(leader).get("/to-chuc/DD-A/phat-hien/understaffed/VT-1/?ngay=2025-12-31")

    assert page.status_code == 200
    assert page.context["senses"] is None


def test_a_deleted_meeting_is_still_read_as_it_was_known(as_user, leader, body):
    client = as_user(leader)
    met(body)
    settle(IN_TIME)
    delete_the_meeting(body)
    settle(LATE)

    assert client.get("/hop/DD-A/1/" + NOW).status_code == 404
    page = client.get("/hop/DD-A/1/" + THEN)
    assert page.status_code == 200
    assert page.context["roll"].present == 3
    changes = client.get("/hop/lich-su/DD-A/1/" + THEN).content.decode()
    assert "02/04/2026" in changes
    assert "05/05/2026" not in changes


def test_the_history_of_a_finding_ends_with_the_day(as_user, leader, body):
    nothing(body)
    settle(DAY)
    met(body)
    settle(LATE)
    here = "/to-chuc/DD-A/phat-hien/meeting-overdue/2026-Q1/"

    def kinds(day: str) -> list[str]:
        return [event.kind for event, _label in as_user(leader).get(here + day).context["history"]]

    assert kinds(THEN) == ["opened"]
    assert kinds(NOW) == ["closed", "opened"]


# What the spans' recorded time says ---------------------------------------------------------------


def judged(day: dt.date) -> set[tuple[Any, ...]]:
    """Return what judging the day gives of the records as queries see them now."""
    codes = dict(Body.objects.values_list("id", "code"))
    return {
        (found.body, found.rule, found.subject, found.status, found.severity, found.due_on)
        for verdict in judging.verdicts(judging.standard(day), codes)
        for found in verdict.findings
    }


def listed(day: dt.date) -> set[tuple[Any, ...]]:
    return {
        (row.body_code, row.rule, row.subject, row.status, row.severity, row.due_on)
        for row in findings.listing(day).rows
    }


@pytest.mark.parametrize("seed", [4, 6])
def test_what_was_known_of_findings_is_what_judging_the_records_of_then_gives(seed):
    """Recording, correcting and deleting at random: of each day as known then, and of other days too."""
    days = [dt.date(2026, 1, 7) + dt.timedelta(24 * step) for step in range(6)]
    dice = random.Random(seed)
    store_random(seed, bodies=6, year=2025)
    seen = {}
    for day in days:
        if day != days[0]:
            write_at_random(dice)
        settle(day)
        seen[day] = listed(day)
    for day in days:
        with known.at_end_of(day):
            # What the law's text and the rules say is read of today's program, with what the office had set
            # by then.
            assert listed(day) == judged(day) == seen[day]
            for other in (dt.date(2025, 6, 30), days[0], day + dt.timedelta(60)):
                assert listed(other) == judged(other)
    assert any(seen.values())  # how many there are, and when, is the dice's, and the rules'


def test_the_day_that_is_today_elsewhere_on_a_page_is_known_there_too(body):
    """Such as a forecast's step."""
    today = clock.today()
    met(body)
    settle(LATE)
    with known.at_end_of(DAY):
        rows = findings.listing(today).rows
        assert findings.of_body(body.pk, today) == rows
        assert {(row.body_code, row.rule, row.subject) for row in rows} == {
            found[:3] for found in judged(today)
        }
        assert findings.counts(today).all == len(rows)
    assert listed(today) != {(r.body_code, r.rule, r.subject, r.status, r.severity, r.due_on) for r in rows}


def test_the_course_of_months_is_kept_apart_in_each_sense(as_user, leader, body):
    client = as_user(leader)
    met(body)
    settle(LATE)
    for _time in range(2):
        now, then = (
            client.get("/tong-quan/thay-doi/" + sense).context["periods"][-1].tally.met
            for sense in (NOW, THEN)
        )
        assert (now, then) == (1, 0)


# The address, the band, who may see ---------------------------------------------------------------


@pytest.mark.parametrize("word", ["", "hien-co", "KHI-DO", "khi-do'--", "%00", "khi-do&ho-so=x", "<script>"])
def test_any_other_word_is_the_first_sense(as_user, leader, body, word):
    settle(LATE)
    page = as_user(leader).get(f"/tong-quan/{NOW}&ho-so={word}")

    assert page.status_code == 200
    assert "nn-asof-known" not in page.content.decode()
    assert "<script>alert" not in page.content.decode()
    assert page.context["counts"].total == 1


@pytest.mark.parametrize("day", ["2026-13-45", "abc", "31/02/2026", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_refused_in_words(as_user, leader, body, day):
    assert as_user(leader).get(f"/tong-quan/?ngay={day}&ho-so=khi-do").status_code == 400


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Hồ sơ lúc đó chỉ xem được cho ngày đã qua"), (30, "Hồ sơ lúc đó chỉ xem được cho ngày đã qua")],
)
def test_today_and_the_future_are_told_by_the_records_as_they_are(as_user, leader, body, days, words):
    day = clock.today() + dt.timedelta(days)
    html = as_user(leader).get(f"/tong-quan/?ngay={day.isoformat()}&ho-so=khi-do").content.decode()

    assert words in html
    assert "nn-asof-known" not in html
    assert "ho-so=khi-do" not in html.split("<main")[1].split("<footer")[0]


def test_the_band_tells_the_senses_apart_and_leads_from_one_to_the_other(as_user, leader, body):
    client = as_user(leader)
    now, then = (
        client.get("/to-chuc/" + sense).content.decode() for sense in (NOW + "&q=hoi", THEN + "&q=hoi")
    )

    assert "Đang xem tình hình ngày <b>30/04/2026</b>, theo hồ sơ hiện có." in now
    assert '<a href="?ngay=2026-04-30&amp;q=hoi&amp;ho-so=khi-do">Xem theo hồ sơ lúc đó</a>' in now
    assert "Đang xem điều đã biết vào ngày <b>30/04/2026</b>: chỉ những gì đã ghi đến hết ngày đó." in then
    assert '<a href="?ngay=2026-04-30&amp;q=hoi">Xem theo hồ sơ hiện có</a>' in then
    assert now.count('<a href="?q=hoi">Về hôm nay</a>') == then.count('<a href="?q=hoi">Về hôm nay</a>') == 1


def test_before_the_first_record_the_page_says_so(as_user, leader, body):
    client = as_user(leader)
    early = client.get("/tong-quan/?ngay=2026-01-04&ho-so=khi-do")

    assert early.status_code == 404
    assert (
        "Hồ sơ bắt đầu được ghi từ ngày 05/01/2026; trước đó, đến hết ngày 04/01/2026, chưa có gì để xem."
        in early.content.decode()
    )
    assert 'href="?ngay=2026-01-05&amp;ho-so=khi-do"' in early.content.decode()
    assert client.get("/tong-quan/?ngay=2026-01-05&ho-so=khi-do").status_code == 200
    assert client.get("/tong-quan/?ngay=2026-01-04").status_code == 200


def test_with_nothing_recorded_at_all_the_page_says_so(as_user, leader):
    html = as_user(leader).get("/tong-quan/?ngay=2026-01-04&ho-so=khi-do").content.decode()

    assert "Chưa có tổ chức đảng nào được ghi" in html


def test_a_stranger_is_asked_to_log_in(client, body):
    answer = client.get("/tong-quan/?ngay=2020-01-04&ho-so=khi-do")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/tai-khoan/")


def test_while_the_views_are_away_the_page_says_so(as_user, leader, body):
    known.drop_views(plan=["một bước"])
    answer = as_user(leader).get("/tong-quan/" + THEN)

    assert answer.status_code == 503
    assert "Thử lại sau một phút" in answer.content.decode()


def test_the_lookup_offers_both_senses_and_explains_them(as_user, leader, body):
    client = as_user(leader)

    assert "chỉ những gì đã ghi đến hết ngày đó" in client.get("/tra-cuu/").content.decode()
    assert (
        client.get("/tra-cuu/?ngay=30/4/2026&ho-so=khi-do&xem=/can-xu-ly/").headers["Location"]
        == "/can-xu-ly/?ngay=2026-04-30&ho-so=khi-do"
    )
    assert (
        client.get("/tra-cuu/?ngay=30/4/2026&ho-so=&xem=/tong-quan/").headers["Location"]
        == "/tong-quan/?ngay=2026-04-30"
    )
    future = client.get(f"/tra-cuu/?ngay={clock.today().isoformat()}&ho-so=khi-do&xem=/tong-quan/")
    assert future.status_code == 422
    assert "Hồ sơ lúc đó chỉ xem được cho ngày đã qua. Hãy chọn" in future.content.decode()
    assert client.get("/tra-cuu/?ngay=30/4/2026&ho-so=xyz&xem=/tong-quan/").status_code == 422


def test_papers_say_in_which_sense_they_tell(as_user, leader, body):
    client = as_user(leader)
    met(body)
    settle(LATE)
    for sense, words in (
        (NOW, "theo hồ sơ hiện có"),
        (THEN, "chỉ theo những gì đã ghi đến hết ngày 30/04/2026"),
    ):
        brief = client.get("/tong-quan/tom-tat/pdf/" + sense)
        assert brief.content.startswith(b"%PDF")
        assert ("-ho-so-khi-do.pdf" in brief.headers["Content-Disposition"]) == (sense == THEN)
        for path in ("/tong-quan/tom-tat/bang/", "/to-chuc/xuat/", "/hop/xuat/"):
            file = client.get(path + sense)
            assert words in load_workbook(BytesIO(file.content)).active["A2"].value, path
            assert ("ho-so-khi-do.xlsx" in file.headers["Content-Disposition"]) == (sense == THEN)


def test_a_secretary_sees_the_own_body_alone(as_user, secretary_of_a, body, body_b):
    met(body)
    settle(IN_TIME)
    client = as_user(secretary_of_a)

    assert client.get("/to-chuc/DD-A/" + THEN).status_code == 200
    assert client.get("/to-chuc/DD-B/" + THEN).status_code == 404
    assert {found.code for found in client.get("/to-chuc/" + THEN).context["page"]} == {"DD-A"}
    assert {row.body_code for row in client.get("/can-xu-ly/" + THEN).context["page"]} <= {"DD-A"}


def test_nothing_is_offered_to_be_written_and_a_form_tells_of_today(as_user, staff, body):
    met(body)
    settle(IN_TIME)
    Meeting.objects.update(subject="Chủ đề mới")
    settle(LATE)
    client = as_user(staff)

    assert "/hop/sua/DD-A/1/" in client.get("/hop/DD-A/1/" + NOW).content.decode()
    assert "/hop/sua/DD-A/1/" not in client.get("/hop/DD-A/1/" + THEN).content.decode()
    form = client.get("/hop/sua/DD-A/1/" + THEN).content.decode()
    assert "Chủ đề mới" in form
    assert "Trang này không có theo hồ sơ lúc đó." in form
    assert "nn-asof-known" not in form


# Every address ------------------------------------------------------------------------------------


@pytest.fixture
def served(served: list[Address]) -> list[Address]:
    settle(IN_TIME)
    return served


WRITES = re.compile(r'<form[^>]*method="post"(?![^>]*action="/tai-khoan/)')
AWAY = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
# A form that carries the sense in a field of its own keeps it wherever it is sent.
KEEPING = re.compile(
    r'<form method="get"[^>]*>(?=(?:\s*<input type="hidden"[^>]*>)*?'
    r'\s*<input type="hidden" name="ho-so" value="khi-do">)'
)
# What tells of now wherever it stands: the account, the front page's emblem, the heartbeat, the search that
# the form's fields narrow, the help, what one has just done, the emblem of a set-up application.
ALWAYS = (
    "/static/",
    "/tai-khoan/",
    "/can-xu-ly/nhip/",
    "/nhip/",
    "/hom-nay/",
    "/tin-moi/",
    "/tim/",
    "/tro-giup/",
    "/hoan-tac/",
    "/manifest.webmanifest",
    "/nhac-viec/ban-chay-thu/",
    "/khoa-du-lieu/",
    "/nhap-xuat/du-lieu-mo/",
)


@pytest.mark.parametrize("persona", ["staff", "leader", "secretary_of_a", "secretary_of_b"])
def test_every_page_reads_writes_nothing_and_leads_on_in_its_sense(request, as_user, served, persona):
    client, before = as_user(request.getfixturevalue(persona)), rows()
    broken, writing, leaving, telling, known_pages = [], [], [], [], 0
    for address in served:
        answer = client.get(address.path + THEN)
        if answer.status_code not in FINE:
            broken.append(f"{address.path}: {answer.status_code}")
        if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        html = answer.content.decode()
        if persona == "secretary_of_b" and SECRET_A in html:
            telling.append(address.path)
        if "nn-asof-known" in html:
            known_pages += 1
            writing += [address.path] if WRITES.search(html) else []
            leaving += [
                f"{address.path} {link}"
                for link in AWAY.findall(KEEPING.sub("", html))
                if link != "/" and "ho-so=khi-do" not in link and not link.startswith(ALWAYS)
            ]
    assert (broken, writing, leaving, telling) == ([], [], [], [])
    assert known_pages > 20
    assert rows() == before

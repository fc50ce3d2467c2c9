"""Hôm nay: what each user has to do, worst first, with the button that does it."""

import datetime as dt
import re

import pytest

from accounts.models import SignIn
from core import clock, dates
from core.addresses import reverse
from delegations.models import LawDraft
from desk.queries.today.lines import Kind, Line, Rank, chosen
from meetings.services import papers
from obligations.models import Waiver
from obligations.queries.actions import Action
from obligations.services import judging
from outbox.models import Message
from papers.enums import Kind as PaperKind
from papers.services import drafts
from reminders.models import Answer
from reviews.models import Correction
from tests import factories
from tests.worlds.small import late_bodies

pytestmark = pytest.mark.django_db
PAGE = "/hom-nay/"


def test_an_empty_province_says_how_to_begin(as_user, administrator):
    client = as_user(administrator)
    page = client.get(PAGE).content.decode()
    assert re.search(r'class="nn-state-of-day">\s*Không có việc mới quá hạn từ hôm qua\.', page)
    assert "Thiết lập ban đầu: còn" in page
    for form in ("meetings:record", "meetings:plan", "reports:receive", "directions:give"):
        assert "Chưa có tổ chức nào đang hoạt động để chọn." in client.get(reverse(form)).content.decode()


def day(offset=0):
    return clock.today() + dt.timedelta(days=offset)


def planned(body, offset, **more):
    return factories.MeetingFactory(body=body, status="planned", held_on=day(offset), **more)


def answer(body, number=0):
    return Answer.objects.create(
        flag=factories.finding(body, subject=f"2026-Q{number}"),
        kind="promise",
        address="a@x.vn",
        given_by="Văn thư A",
        token_digest=f"{body.pk}-{number}",
        given_at=clock.now(),
    )


def failed_mail(number=0, **more):
    values = {"address": f"m{number}@x.vn", "subject": "2 việc quá hạn", "text": "x"} | more
    return Message.objects.create(
        state="failed", day=day(), message_id=f"<{number}>", created_at=clock.now(), **values
    )


def lines(client):
    """The lines of the page: (title, name, note, label of the button, where it leads)."""
    html = client.get(PAGE).content.decode()
    block = html.partition('<ol class="nn-brief nn-work">')[2].partition("</ol>")[0]
    found = re.findall(
        r"<b>([^<]*)</b></a>(?: · ([^<]*))?</div>.*?</svg> ([^<]*)</span>"
        r'.*?<a class="btn[^"]*" href="([^"]*)">([^<]*)<',
        block,
        flags=re.S,
    )
    return [(title, name.strip(), note.strip(), label, url) for title, name, note, url, label in found]


def titles(client):
    return [line[0] for line in lines(client)]


# The order


def line(rank, days=0, title="x"):
    return Line(rank, day(days), title, "/", "", "", Action("/", "Làm"))


def test_ten_lines_stand_the_worst_first_and_three_of_each_kind_before_any_fills_up():
    late = Kind("Chậm", "/cham/", [line(Rank.LATE, number) for number in range(10)], 40)
    soon = Kind("Sắp", "/sap/", [line(Rank.SOON, number) for number in range(5)], 5)
    today = Kind("Hôm nay", "/nay/", [line(Rank.TODAY)], 1)

    work = chosen([late, soon, today])

    ranks = [one.rank for one in work.lines]
    assert ranks == [Rank.TODAY, *[Rank.LATE] * 6, *[Rank.SOON] * 3]
    assert [one.day for one in work.lines[1:7]] == [day(number) for number in range(6)]
    assert work.rest == [("Chậm", "/cham/", 40), ("Sắp", "/sap/", 5)]


def test_what_is_less_than_ten_is_told_whole():
    late = Kind("Chậm", "/cham/", [line(Rank.LATE, number) for number in range(6)], 6)

    work = chosen([late])

    assert (len(work.lines), work.rest) == (6, [])


def test_many_things_that_one_act_does_are_one_line():
    act = Action("/nhan/", "Nhận nhiều")
    many = [line(Rank.WAITING, number, f"x{number}") for number in range(5)]
    late = Kind("Chậm", "/cham/", [line(Rank.LATE)], 1)

    work = chosen([Kind("Báo cáo chờ xem", "/cho/", many, 7, act), late])
    assert [(one.title, one.act.label) for one in work.lines] == [
        ("x", "Làm"),
        ("Báo cáo chờ xem: 7", "Nhận nhiều"),
    ]
    assert (work.lines[1].url, work.rest) == ("/cho/", [])
    few = chosen([Kind("Báo cáo chờ xem", "/cho/", many[:2], 2, act)])
    assert [one.title for one in few.lines] == ["x0", "x1"]


# The kinds


def test_many_reports_that_wait_lead_to_the_form_that_accepts_them(as_user, staff, body_a, body_b, province):
    for number, body in enumerate((body_a, body_b, body_a)):
        factories.ReportFactory(body=body, period=str(2022 + number), submitted_on=day(-30 + number))
    client = as_user(staff)
    [(title, _name, note, label, url)] = lines(client)
    assert (title, label) == ("Báo cáo chờ xem: 3", "Chấp nhận nhiều báo cáo")
    assert note == f"Trước hết {body_a.name}, nộp ngày {day(-30):%d/%m/%Y}, chờ 30 ngày"
    page = client.get(url.replace("&amp;", "&")).content.decode()
    assert "Chấp nhận 3 báo cáo?" in page


def test_staff_find_each_kind_of_work_with_the_button_that_does_it(
    as_user, staff, leader, administrator, body_a, province
):
    today_s, passed = planned(body_a, 0, code="A/1"), planned(body_a, -7, code="A/2")
    answered, mail = answer(body_a), failed_mail(recipient_name="Bí thư A")
    report = factories.ReportFactory(body=body_a, submitted_on=day(-3))
    direction = factories.DirectionFactory(
        body=body_a, given_on=day(-9), due_on=day(-2), assigned_to=staff, assignee_name=str(staff)
    )
    law = LawDraft.objects.create(
        title="Đổi chu kỳ", drafted_by=administrator, drafted_at=clock.now() - dt.timedelta(days=1)
    )
    waiver = Waiver.objects.create(
        body=body_a,
        rule="regulation-missing",
        subject="regulation",
        granted_on=day(-9),
        until=day(5),
        reason="x",
    )

    expected = {
        ("Họp định kỳ", "hôm nay, chưa ghi giờ"): (
            "Ghi nhận cuộc họp",
            "meetings:record_planned",
            today_s.code,
        ),
        ("Họp định kỳ", f"dự kiến {day(-7):%d/%m/%Y}, quá 7 ngày, chưa ghi nhận"): (
            "Ghi nhận cuộc họp",
            "meetings:record_planned",
            passed.code,
        ),
        ("Báo cáo năm 2024", f"nộp ngày {day(-3):%d/%m/%Y}, chờ 3 ngày"): (
            "Xem, chấp nhận",
            "reports:page",
            report.pk,
        ),
        ("Khẩn trương tổ chức họp định kỳ", f"hạn {day(-2):%d/%m/%Y}, quá hạn 2 ngày"): (
            "Báo cáo thực hiện",
            "directions:report",
            direction.code,
        ),
        ("2 việc quá hạn", f"không gửi được ngày {day():%d/%m/%Y}"): (
            "Xem, gửi lại",
            "reminders:message",
            mail.pk,
        ),
        ("Đổi chu kỳ", f"dự thảo quy định ngày {day(-1):%d/%m/%Y}, chờ đồng chí cho áp dụng"): (
            "Xem, cho áp dụng",
            "obligations:law-draft",
            law.pk,
        ),
        ("Chưa có quy chế làm việc", f"miễn, hoãn đến hết {day(5):%d/%m/%Y}"): (
            "Gia hạn",
            "obligations:waiver",
            waiver.pk,
        ),
    }
    found = {
        (title, note[:1].lower() + note[1:]): (label, url)
        for title, _, note, label, url in lines(as_user(staff))
    }
    by_link = f"Văn thư A trả lời “nêu lý do và hẹn ngày” ngày {day():%d/%m/%Y}"
    accepted = found.pop(("Quá hạn họp định kỳ", by_link[:1].lower() + by_link[1:]))
    assert accepted == ("Xem, nhận", f"{reverse('reminders:answers')}#tra-loi-{answered.pk}")
    assert found == {
        key: (label, reverse(name, args=[argument])) for key, (label, name, argument) in expected.items()
    }


def test_what_was_begun_and_not_finished_is_told(as_user, staff, body_a, province):
    meeting = factories.MeetingFactory(body=body_a, code="A/1", held_on=day(-5))
    papers.start(record=meeting, kind=PaperKind.MINUTES, now=clock.now(), by=staff)
    paper = drafts.start(
        kind=PaperKind.LETTER,
        title="Về việc đôn đốc",
        frame={},
        blocks=[],
        dated_on=day(),
        now=clock.now(),
        by=staff,
    )
    year = day().year - 1
    Correction.objects.create(
        body=body_a, year=year, criterion="meetings", points=1, reason="x", made_on=day(), made_by=str(staff)
    )
    own = LawDraft.objects.create(title="Của tôi", drafted_by=staff, drafted_at=clock.now())

    found = {title: (label, url) for title, _name, _note, label, url in lines(as_user(staff))}

    assert found == {
        f"Biên bản họp ngày {day(-5):%d/%m/%Y}": ("Soạn tiếp", reverse("meetings:minutes", args=["A/1"])),
        "Về việc đôn đốc": ("Xem, lấy số", reverse("desk:paper", args=[paper.pk])),
        f"Đánh giá năm {year}": ("Xem, xác nhận", f"/danh-gia/?nam={year}"),
        "Của tôi": ("Mở dự thảo", reverse("obligations:law-draft", args=[own.pk])),
    }


def test_a_secretary_finds_what_their_bodies_owe_and_nothing_of_others(
    as_user, secretary_of_a, secretary_of_b, body_a, body_b
):
    planned(body_a, -2, code="A/1")
    factories.DirectionFactory(body=body_a, given_on=day(-2), due_on=day(3), text="Kiện toàn ngay")
    factories.finding(body_a, subject="2026-Q2", due_on=day(-40))
    factories.finding(body_b, subject="2026-Q2", due_on=day(-40))
    factories.ReportFactory(
        body=body_a, submitted_on=day(-9), returned_on=day(-4), return_remarks="Thiếu phần II"
    )
    failed_mail()
    answer(body_b, 3)

    of_a = lines(as_user(secretary_of_a))

    assert {name for _title, name, *_rest in of_a} == {body_a.name}
    assert {(title, label) for title, _name, _note, label, _url in of_a} == {
        ("Họp định kỳ", "Ghi nhận cuộc họp"),
        ("Kiện toàn ngay", "Xác nhận đã tiếp nhận"),
        ("Quá hạn họp định kỳ, quý II/2026", "Ghi nhận cuộc họp"),
        ("Báo cáo năm 2024", "Ghi nộp lại"),
    }
    assert {name for _title, name, *_rest in lines(as_user(secretary_of_b))} == {body_b.name}


def test_a_direction_that_is_late_is_told_once(as_user, secretary_of_a, body_a):
    factories.DirectionFactory(
        body=body_a, code="A/CD", given_on=day(-9), due_on=day(-3), received_on=day(-8), receiver_name="A"
    )
    factories.finding(body_a, rule="direction-overdue", subject="A/CD", due_on=day(-3))

    assert titles(as_user(secretary_of_a)) == ["Khẩn trương tổ chức họp định kỳ"]


def test_a_leader_finds_what_waits_for_their_word(as_user, leader, body_a):
    waiting = factories.DirectionFactory(body=body_a, given_on=day(-9), due_on=day(3), text="Rà soát quy chế")
    factories.DirectionStepFactory(direction=waiting, on=day(-1), kind="proposal", outcome="done")
    asking = factories.DirectionFactory(body=body_a, given_on=day(-9), due_on=day(2), text="Kiện toàn")
    factories.ExtensionFactory(direction=asking, asked_on=day(-1), until=day(9))
    planned(body_a, -2)

    assert {(title, label) for title, _name, _note, label, _url in lines(as_user(leader))} == {
        ("Rà soát quy chế", "Xem, xác nhận"),
        ("Kiện toàn", "Xem, trả lời"),
    }


def test_the_list_behind_the_rest_has_that_many_rows(as_user, staff, body_a):
    for number in range(14):
        planned(body_a, -20 + number)
    for number in range(5):
        factories.ReportFactory(body=body_a, year=2010 + number, submitted_on=day(-3))
    client = as_user(staff)

    rest = re.findall(r'href="([^"]*)">([^<]*): xem tất cả \((\d+)\)', client.get(PAGE).content.decode())

    assert {name: number for _url, name, number in rest} == {"Họp quá ngày dự kiến, chưa ghi nhận": "14"}
    rest += re.findall(r'href="([^"]*)"><b>(Báo cáo chờ xem): (\d+)</b>', client.get(PAGE).content.decode())
    assert len(rest) == 2
    for url, _name, number in rest:
        assert client.get(url).context["page"].paginator.count == int(number)


# The sentence, the first use, the end of the work


def test_the_sentence_tells_of_the_period_that_ended_and_of_what_is_newly_late(as_user, staff):
    late_bodies(2)

    page = as_user(staff).get(PAGE)

    state = page.context["state"]
    assert (state.ended.met, state.ended.of) == (0, 2)
    assert f"<b>0/{state.ended.of}</b> tổ chức đã họp định kỳ" in page.content.decode()
    assert f"tổng cộng {state.late} việc đang quá hạn" in page.content.decode()


def test_nothing_left_says_what_comes_next(as_user, staff, body_a):
    meeting = planned(body_a, 4, code="A/9")

    page = as_user(staff).get(PAGE).content.decode()

    assert "Không còn việc nào hôm nay." in page
    assert f"Tiếp theo: {body_a.name} họp ngày {day(4):%d/%m/%Y}." in page
    assert reverse("meetings:page", args=[meeting.code]) in page


def test_a_new_office_is_told_what_to_set_up(as_user, staff, administrator, leader, settings):
    settings.MAIL_STAYS_HERE = False

    steps = as_user(administrator).get(PAGE).context["set_up"].steps
    assert [(step.label, step.done) for step in steps] == [
        ("Tên tỉnh", False),
        ("Ngày bắt đầu theo dõi", False),
        ("Tổ chức đảng", False),
        ("Thành viên", False),
        ("Người dùng", True),
        ("Máy chủ thư", True),
    ]
    assert [step.url for step in steps[:2]] == ["/quan-tri/", "/quan-tri/"]
    assert [step.url for step in as_user(staff).get(PAGE).context["set_up"].steps[:2]] == ["", ""]
    assert as_user(leader).get(PAGE).context["set_up"] is None

    factories.ProvinceFactory()
    factories.MembershipFactory()
    page = as_user(administrator).get(PAGE)
    assert page.context["set_up"].missing == 0
    assert "Thiết lập ban đầu" not in page.content.decode()


def test_a_secretary_is_led_to_their_bodies(as_user, secretary_of_a, body_a):
    assert f'href="/to-chuc/{body_a.code}/"' in as_user(secretary_of_a).get(PAGE).content.decode()


def test_another_day_than_today_is_told_by_the_overview(as_user, staff):
    answer = as_user(staff).get(f"{PAGE}?ngay=2025-12-31")

    assert answer.headers["Location"] == "/tong-quan/?ngay=2025-12-31"


# Since the last visit


def test_what_changed_since_the_last_visit_is_told(as_user, staff, body_a, time_machine):
    client = as_user(staff)
    assert "lần đăng nhập đầu tiên" in client.get(f"{PAGE}thay-doi/").content.decode()

    SignIn.objects.create(at=clock.now() - dt.timedelta(days=2), user=staff, outcome="entered")
    factories.finding(body_a, since=clock.now() - dt.timedelta(days=1))
    factories.finding(body_a, rule="understaffed", subject="A-1", since=clock.now() - dt.timedelta(days=3))
    part = client.get(f"{PAGE}thay-doi/", headers={"HX-Request": "true"}).content.decode()

    assert "<b>1</b> mới phát hiện" in part
    assert "Quá hạn họp định kỳ" in part
    assert "Khuyết vị trí" not in part
    assert "<html" not in part


# The cost


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_of_staff_costs_the_same(as_user, staff, administrator, number, django_assert_num_queries):
    bodies = late_bodies(number)
    for place, body in enumerate(bodies):
        planned(body, 0)
        planned(body, -3)
        answer(body)
        failed_mail(place)
        factories.ReportFactory(body=body, submitted_on=day(-3))
        factories.DirectionFactory(
            body=body, given_on=day(-9), due_on=day(-2), assigned_to=staff, assignee_name=str(staff)
        )
        LawDraft.objects.create(title="Đổi", drafted_by=administrator, drafted_at=clock.now())
        factories.finding(body, rule="term-ending", subject=body.seats.get().code)
        Waiver.objects.create(
            body=body, rule="regulation-missing", subject="-", granted_on=day(-9), until=day(5), reason="x"
        )
    client = as_user(staff)
    client.get(PAGE)

    with django_assert_num_queries(STAFF):
        client.get(PAGE)


def test_a_secretary_sees_what_their_body_set_a_day_for_before_it_is_late(as_user, body_a, body_b):
    def for_both(factory, **more):
        return [factory(body=body, **more) for body in (body_a, body_b)]

    def made(offset):
        return [
            for_both(factories.TaskFactory, given_on=day(-9), due_on=day(offset), title=f"Việc {offset}"),
            for_both(factories.SubmissionFactory, recorded_on=day(-9), promised_on=day(offset)),
            for_both(factories.WrittenConsultationFactory, sent_on=day(-9), deadline_on=day(offset)),
        ]

    soon, far = made(5), made(12)
    done = factories.TaskFactory(body=body_a, given_on=day(-9), due_on=day(5), done_on=day(-1))
    page = as_user(factories.UserFactory(role="secretary", bodies=[body_a])).get(PAGE).content.decode()

    names = "meetings:task", "reports:submission", "meetings:consultation"
    shown = {
        (name, one.code): reverse(name, args=[one.code]) in page
        for rows in (soon, far)
        for name, of_kind in zip(names, rows, strict=True)
        for one in of_kind
    }
    assert shown == {
        (name, one.code): rows is soon and one.body == body_a
        for rows in (soon, far)
        for name, of_kind in zip(names, rows, strict=True)
        for one in of_kind
    }
    for what in ("Nhiệm vụ", "Đề xuất", "Phiếu lấy ý kiến"):
        assert f"{what}, hạn {dates.day(day(5))}, còn 5 ngày" in page
    assert reverse("meetings:task", args=[done.code]) not in page


STAFF = 25
SECRETARY = 24


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_of_a_secretary_costs_the_same(as_user, number, django_assert_num_queries):
    bodies = late_bodies(number)
    for body in bodies:
        planned(body, -3)
        factories.DirectionFactory(body=body, given_on=day(-9), due_on=day(-2))
        factories.ReportFactory(body=body, submitted_on=day(-9), returned_on=day(-4))
    judging.sweep(on=clock.today(), at=clock.now())
    client = as_user(factories.UserFactory(role="secretary", bodies=bodies))
    client.get(PAGE)

    with django_assert_num_queries(SECRETARY):
        client.get(PAGE)

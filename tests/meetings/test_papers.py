"""Papers of meetings and consultations: what is recorded stands in them; what follows from a number."""

import datetime as dt
from urllib.parse import urljoin

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from core import clock
from core.addresses import reverse
from core.errors import Refused
from delegations.enums import SeatRole
from delegations.models import Seat
from meetings.documents.papers import wording
from meetings.enums import AttendanceState
from meetings.models import Meeting
from meetings.queries.members import Member
from meetings.services import agenda, attendance, decisions, meetings, minutes, papers, tasks
from meetings.services.agenda import Item
from meetings.services.minutes import Typed
from meetings.services.tasks import NewTask
from obligations.models import FindingSpan
from obligations.services import judging
from papers.documents import pdf
from papers.enums import Kind, Profile
from papers.models import CommitteeTerm, Paper
from papers.services import drafts, numbers
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded(held, members, staff, today) -> Meeting:
    """A meeting with all that can be recorded of one: two items, six of seven there, a decision, a task."""
    body = held.body
    body.symbol = "ĐĐHA"
    body.save(update_fields=["symbol"])
    Meeting.objects.filter(pk=held.pk).update(
        starts_at=dt.time(8),
        ends_at=dt.time(11, 30),
        place="Phòng họp số 1",
        chair=members[0],
        minute_taker="Phạm Thị Ghi, Chuyên viên",
        guests="Trần Văn Mời, Ban Tổ chức Tỉnh uỷ",
    )
    held.refresh_from_db()
    items = [Item("Báo cáo quý I", "political", "Lê Văn Người2"), Item("Công tác cán bộ", "personnel")]
    agenda.replace(meeting=held, items=items, by=staff)
    states = dict.fromkeys([one.pk for one in members], AttendanceState.PRESENT)
    states[members[6].pk] = AttendanceState.EXCUSED
    attendance.take(
        meeting=held, states=states, reasons={members[6].pk: "đi công tác"}, exception_reason="", by=staff
    )
    decide(held, staff)
    given = NewTask("Hoàn thiện báo cáo", members[1].pk, dt.date(2026, 6, 30), held.agenda.get(position=1))
    tasks.give(meeting=held, task=given, by=staff)
    return held


def decide(meeting: Meeting, staff, position: int = 1, **more):
    item = meeting.agenda.get(position=position)
    values = {
        "agenda_item": item,
        "title": item.title,
        "theme": item.theme,
        "outcome": "decided",
        "method": "show-of-hands",
        "adopted": True,
        "votes_for": 5,
        "votes_against": 0,
        "votes_abstaining": 1,
        "exception_reason": "Đã báo cáo",
    } | more
    return decisions.record(source=meeting, values=values, today=clock.today(), by=staff)


def start(record, kind: Kind, staff) -> Paper:
    return papers.start(record=record, kind=kind, now=clock.now(), by=staff)


def words(paper: Paper) -> str:
    return "\n".join(
        " | ".join([block.text, *(cell for row in block.rows for cell in row)]) for block in paper.as_blocks()
    )


@pytest.fixture
def term() -> CommitteeTerm:
    return CommitteeTerm.objects.create(name="2025 - 2030", starts_on=dt.date(2020, 10, 1))


def test_minutes_say_what_is_recorded(recorded, staff) -> None:
    paper = start(recorded, Kind.MINUTES, staff)
    text = words(paper)
    for part in (
        "bắt đầu lúc 8 giờ 00, thứ Năm, ngày 12/3/2026",
        "Địa điểm: Phòng họp số 1.",
        "đồng chí Lê Văn Người1, Bí thư Đảng đoàn",
        "Tổng số thành viên: 7 đồng chí; có mặt: 6/7 đồng chí; vắng mặt: 1 đồng chí.",
        "Đồng chí Lê Văn Người7, Uỷ viên Đảng đoàn: vắng mặt có lý do (đi công tác).",
        "đủ thành phần theo quy định (ít nhất 5 trong 7 thành viên)",
        "Đồng chí Trần Văn Mời, Ban Tổ chức Tỉnh uỷ.",
        "2.1. Báo cáo quý I",
        "Biểu quyết giơ tay: 5/7 thành viên tán thành, 0 không tán thành, 1 không có ý kiến.",
        "**Quyết nghị:** thông qua nội dung trên.",
        "Giao đồng chí Lê Văn Người2: hoàn thiện báo cáo; hạn hoàn thành: ngày 30/6/2026.",
        "Cuộc họp kết thúc lúc 11 giờ 30 cùng ngày.",
    ):
        assert part in text
    assert paper.title == "Cuộc họp định kỳ ngày 12/3/2026 của Đảng đoàn Hội A"
    assert paper.frame["issuer"] == "ĐẢNG ĐOÀN HỘI A"
    assert (paper.frame["signer"], paper.frame["second"]["signer"]) == ("Lê Văn Người1", "Phạm Thị Ghi")
    assert (paper.series, paper.dated_on, paper.profile) == ("DD-A", recorded.held_on, Profile.HD36_2018)


def test_what_is_typed_stays_and_what_is_recorded_comes_in(recorded, members, staff) -> None:
    paper = start(recorded, Kind.MINUTES, staff)
    second = recorded.agenda.get(position=2)
    talk, vote = f"item-{second.pk}-talk", f"item-{second.pk}-vote"
    typed = {talk: Typed("", "Đồng chí A phát biểu.\nĐồng chí B nhất trí."), "conclusion": Typed("", "Chốt.")}
    minutes.save(meeting=recorded, paper=paper, typed=typed, now=clock.now(), by=staff)
    decide(recorded, staff, position=2)
    states = dict.fromkeys([one.pk for one in members], AttendanceState.PRESENT)
    attendance.take(meeting=recorded, states=states, reasons={}, exception_reason="", by=staff)
    saved = minutes.save(
        meeting=recorded,
        paper=paper,
        typed={"conclusion": Typed("Chốt.", "Chốt lại.")},
        now=clock.now(),
        by=staff,
    )
    texts = minutes.texts(saved.paper)
    assert texts[talk] == "Đồng chí A phát biểu.\nĐồng chí B nhất trí."
    assert texts["conclusion"] == "Chốt lại."
    assert "5/7 thành viên tán thành" in texts[vote]
    assert "có mặt: 7/7 đồng chí" in texts["attendance"]
    assert saved.clashes == {}


def test_an_opening_typed_without_a_chair_opens_the_course_of_the_meeting(recorded, staff) -> None:
    Meeting.objects.filter(pk=recorded.pk).update(chair=None)
    recorded.refresh_from_db()
    paper = start(recorded, Kind.MINUTES, staff)
    typed = {"opening": Typed("", "Đồng chí Phó Bí thư khai mạc.")}
    saved = minutes.save(meeting=recorded, paper=paper, typed=typed, now=clock.now(), by=staff)
    keys = [block.key for block in saved.paper.as_blocks()]
    assert keys[keys.index("part-2") + 1] == "opening"
    assert minutes.texts(saved.paper)["opening"] == "Đồng chí Phó Bí thư khai mạc."


def test_of_two_who_type_in_one_field_the_later_is_told(recorded, staff, secretary_of_a) -> None:
    paper = start(recorded, Kind.MINUTES, staff)
    save = {"meeting": recorded, "paper": paper, "now": clock.now()}
    minutes.save(**save, typed={"conclusion": Typed("", "Một")}, by=staff)
    saved = minutes.save(
        **save, typed={"conclusion": Typed("", "Hai"), "opening": Typed("x", "x")}, by=secretary_of_a
    )
    assert saved.clashes == {"conclusion": "Một"}
    assert minutes.texts(saved.paper)["conclusion"] == "Một"
    saved = minutes.save(**save, typed={"conclusion": Typed("Một", "Hai")}, by=secretary_of_a)
    assert (saved.clashes, minutes.texts(saved.paper)["conclusion"]) == ({}, "Hai")


def test_a_block_that_was_taken_out_comes_back_to_its_place_when_it_is_typed(recorded, staff) -> None:
    paper = start(recorded, Kind.MINUTES, staff)
    key = f"item-{recorded.agenda.get(position=1).pk}-talk"
    left = [block for block in paper.as_blocks() if block.key != key]
    paper = drafts.save(
        paper,
        title=paper.title,
        frame=paper.frame,
        blocks=left,
        dated_on=paper.dated_on,
        version=paper.version,
        now=clock.now(),
        by=staff,
    )
    typed = {key: Typed("", "Ý kiến.")}
    saved = minutes.save(meeting=recorded, paper=paper, typed=typed, now=clock.now(), by=staff)
    keys = [block.key for block in saved.paper.as_blocks()]
    assert keys.index(key) == keys.index(key.replace("talk", "vote")) - 1


def open_findings(meeting: Meeting) -> list[str]:
    spans = FindingSpan.objects.filter(
        body=meeting.body,
        rule="minutes-missing",
        recorded__upper_inf=True,
        days__contains=clock.today(),
        status="overdue",
    )
    return list(spans.values_list("subject", flat=True))


def test_with_its_number_the_minutes_are_complete(recorded, staff, term, province) -> None:
    judging.sweep(on=clock.today(), at=clock.now())
    assert open_findings(recorded) == [recorded.code]
    paper = start(recorded, Kind.MINUTES, staff)
    owner = next(one for one in papers.OWNERS if one.kind == Kind.MINUTES)
    owner.numbered(numbers.take(paper, number=5, now=clock.now(), by=staff), staff)
    recorded.refresh_from_db()
    assert (recorded.minutes_number, recorded.minutes_signed_on) == ("05-BB/ĐĐHA", recorded.held_on)
    judging.sweep(on=clock.today(), at=clock.now())
    assert open_findings(recorded) == []


def test_minutes_of_a_meeting_that_was_not_held_take_no_number(planned, staff, term) -> None:
    paper = start(planned, Kind.MINUTES, staff)
    owner = next(one for one in papers.OWNERS if one.kind == Kind.MINUTES)
    with pytest.raises(Refused, match="chưa được ghi nhận là đã họp"):
        owner.numbered(paper, staff)


def test_a_paper_is_begun_once(recorded, staff) -> None:
    assert start(recorded, Kind.MINUTES, staff) == start(recorded, Kind.MINUTES, staff)
    assert Paper.objects.count() == 1


@pytest.mark.parametrize("kind", [*papers.BEFORE, Kind.MINUTES, *papers.OUTCOMES])
def test_every_kind_is_made_of_a_meeting(kind, recorded, staff) -> None:
    paper = start(recorded, kind, staff)
    assert paper.kind == kind
    assert len(paper.as_blocks()) > 2
    assert "Đảng đoàn Hội A" in f"{paper.title} {words(paper)}"
    assert papers.build(kind, recorded, today=clock.today()).blocks == paper.as_blocks()


@pytest.mark.parametrize("kind", papers.OF_CONSULTATION)
def test_every_kind_is_made_of_a_consultation(kind, body_a, members, staff) -> None:
    round_of = factories.WrittenConsultationFactory(body=body_a, subject="Quy chế chi tiêu")
    assert "uy chế chi tiêu" in words(start(round_of, kind, staff))


def test_the_head_of_a_standing_board_is_the_head_of_the_committee() -> None:
    committee = factories.BodyFactory(name="Đảng uỷ xã A", kind__name="Đảng uỷ")
    board = factories.BodyFactory(
        name="Ban Thường vụ Đảng uỷ xã A", kind__name="Ban Thường vụ", parent=committee, relation="organ"
    )
    member = Member(factories.PersonFactory(), SeatRole.SECRETARY, "", "")
    assert wording.office(member, board) == "Bí thư Đảng uỷ"
    assert wording.office(member._replace(role=SeatRole.MEMBER), board) == "Uỷ viên Ban Thường vụ"


def test_a_deputy_signs_for_a_body_without_a_secretary(body_a, members, staff) -> None:
    Seat.objects.filter(body=body_a, role="secretary").update(role="deputy")
    paper = start(factories.WrittenConsultationFactory(body=body_a), Kind.COUNT, staff)
    assert (paper.frame["office"], paper.frame["signer"]) == ("PHÓ BÍ THƯ", members[0].full_name)


def test_the_count_of_a_consultation_tells_silence_apart(body_a, members, staff) -> None:
    round_of = factories.WrittenConsultationFactory(body=body_a)
    for person, answer in zip(members, ["agreed"] * 4 + ["disagreed"], strict=False):
        round_of.answers.create(person=person, answer=answer, answered_on=dt.date(2024, 3, 5))
    text = words(start(round_of, Kind.COUNT, staff))
    assert "Đồng ý: 4 đồng chí." in text
    assert "Không trả lời: 2 đồng chí." in text
    assert (
        "Có 6/7 thành viên đồng ý (gồm 4 đồng chí trả lời đồng ý và 2 đồng chí quá hạn không trả lời" in text
    )


def test_a_resolution_names_tasks_with_who_and_by_when(recorded, staff, term) -> None:
    paper = start(recorded, Kind.RESOLUTION, staff)
    text = words(paper)
    assert "1. Báo cáo quý I" in text
    assert "5/7 thành viên tán thành" in text
    assert "Giao đồng chí Lê Văn Người2: hoàn thiện báo cáo; hạn hoàn thành: ngày 30/6/2026." in text
    owner = next(one for one in papers.OWNERS if one.kind == Kind.RESOLUTION)
    owner.numbered(numbers.take(paper, now=clock.now(), by=staff), staff)
    recorded.refresh_from_db()
    assert recorded.resolution_number == "01-NQ/ĐĐHA"


def test_a_resolution_of_one_decision_numbers_that(recorded, staff, term) -> None:
    other = decide(recorded, staff, position=2, title="Quy hoạch")
    paper = start(other, Kind.RESOLUTION, staff)
    assert "Báo cáo quý I" not in words(paper)
    owner = next(one for one in papers.OWNERS if one.kind == Kind.RESOLUTION)
    owner.numbered(numbers.take(paper, now=clock.now(), by=staff), staff)
    other.refresh_from_db()
    assert other.number == "01-NQ/ĐĐHA"


def test_a_resolution_needs_a_decision(held, members, staff) -> None:
    with pytest.raises(Refused, match="chưa có quyết nghị nào được thông qua"):
        start(held, Kind.RESOLUTION, staff)


def test_the_conclusion_says_what_the_minutes_conclude(recorded, staff) -> None:
    paper = start(recorded, Kind.MINUTES, staff)
    typed = {"conclusion": Typed("", "Đồng ý chủ trương.\nGiao Văn phòng theo dõi.")}
    minutes.save(meeting=recorded, paper=paper, typed=typed, now=clock.now(), by=staff)
    text = words(start(recorded, Kind.NOTICE, staff))
    assert "Đồng ý chủ trương." in text
    assert "Giao Văn phòng theo dõi." in text


def test_papers_are_begun_by_who_writes_the_body(
    recorded, staff, leader, secretary_of_a, secretary_of_b, as_user
) -> None:
    url = reverse("meetings:start_paper", args=[recorded.code])
    assert as_user(leader).post(url, {"loai": "bien-ban"}).status_code == 403
    assert as_user(secretary_of_b).post(url, {"loai": "bien-ban"}).status_code == 404
    answer = as_user(secretary_of_a).post(url, {"loai": "bien-ban"})
    assert (answer.status_code, answer["Location"]) == (
        303,
        reverse("meetings:minutes", args=[recorded.code]),
    )
    paper = Paper.objects.get()
    owner = next(one for one in papers.OWNERS if one.kind == Kind.MINUTES)
    rights = [
        (owner.can_see(user, paper), owner.can_edit(user, paper))
        for user in (staff, leader, secretary_of_a, secretary_of_b)
    ]
    assert rights == [(True, True), (True, False), (True, True), (False, False)]
    assert owner.about(paper) == (
        "Cuộc họp ngày 12/03/2026 của Đảng đoàn Hội A",
        reverse("meetings:page", args=[recorded.code]),
    )
    assert paper.record_name == "Cuộc họp ngày 12/03/2026 của Đảng đoàn Hội A"


def test_a_kind_that_is_not_for_the_meeting_is_refused(planned, staff, as_user) -> None:
    url = reverse("meetings:start_paper", args=[planned.code])
    for kind in ("nghi-quyet", "phieu-danh-gia", "", "x"):
        assert as_user(staff).post(url, {"loai": kind}).status_code == 303
    assert not Paper.objects.exists()


def test_the_page_of_minutes_is_typed_without_a_script_too(
    recorded, staff, secretary_of_b, leader, as_user
) -> None:
    url = reverse("meetings:minutes", args=[recorded.code])
    assert "Lập biên bản" in as_user(staff).get(url).content.decode()
    start(recorded, Kind.MINUTES, staff)
    assert as_user(secretary_of_b).get(url).status_code == 404
    assert as_user(leader).get(url).status_code == 403
    page = as_user(staff).get(url).content.decode()
    assert "Diễn biến, ý kiến" in page
    answer = as_user(staff).post(url, {"conclusion": "Chốt", "truoc-conclusion": "", "title": "x"})
    assert answer.status_code == 303
    assert minutes.texts(Paper.objects.get())["conclusion"] == "Chốt"
    assert ">Chốt</textarea>" in as_user(staff).get(url).content.decode()


def test_a_script_is_answered_and_a_secret_is_refused(recorded, staff, as_user) -> None:
    url = reverse("meetings:minutes", args=[recorded.code])
    paper = start(recorded, Kind.MINUTES, staff)
    accept = {"Accept": "application/json"}
    answer = as_user(staff).post(url, {"conclusion": "a\x00b", "truoc-conclusion": ""}, headers=accept)
    assert (answer.status_code, answer.json()["words"]) == (200, "Đã lưu lúc 12:00.")
    answer = as_user(staff).post(
        url, {"end": "Nội dung\n(Tối mật)", "truoc-end": minutes.texts(paper)["end"]}, headers=accept
    )
    assert answer.status_code == 422
    assert "dấu chỉ độ mật" in answer.json()["words"]
    paper.refresh_from_db()
    assert "Tối mật" not in words(paper)


def test_a_meeting_shows_its_papers(recorded, staff, as_user) -> None:
    page = as_user(staff).get(reverse("meetings:page", args=[recorded.code])).content.decode()
    assert "Lập biên bản" in page
    start(recorded, Kind.MINUTES, staff)
    start(recorded, Kind.RESOLUTION, staff)
    page = as_user(staff).get(reverse("meetings:page", args=[recorded.code])).content.decode()
    assert "Soạn biên bản" in page
    assert page.count("dự thảo") >= 2


def test_cancelled_meetings_have_no_papers_to_begin(planned, staff) -> None:
    meetings.cancel(meeting=planned, reason="Trùng lịch", by=staff)
    planned.refresh_from_db()
    assert papers.kinds_of(planned) == ()


def test_the_number_of_the_record_is_the_drafts(recorded, staff, term, as_user) -> None:
    Meeting.objects.filter(pk=recorded.pk).update(minutes_number="07-BB/ĐĐHA")
    paper = start(recorded, Kind.MINUTES, staff)
    as_user(staff).post(reverse("desk:paper-number", args=[paper.pk]), {"number": ""})
    paper.refresh_from_db()
    recorded.refresh_from_db()
    assert (paper.number, recorded.minutes_number) == (7, "07-BB/ĐĐHA")
    assert recorded.minutes_signed_on == recorded.held_on


def test_numbers_go_on_after_those_of_the_records(recorded, staff, term, as_user) -> None:
    factories.MeetingFactory(body=recorded.body, held_on=dt.date(2026, 1, 5), minutes_number="Số 11-BB/ĐĐHA")
    factories.MeetingFactory(body=recorded.body, held_on=dt.date(2019, 1, 5), minutes_number="40-BB/ĐĐHA")
    paper = start(recorded, Kind.MINUTES, staff)
    page = as_user(staff).get(reverse("desk:paper", args=[paper.pk])).content.decode()
    assert "12" in page
    as_user(staff).post(reverse("desk:paper-number", args=[paper.pk]), {"number": ""})
    recorded.refresh_from_db()
    assert recorded.minutes_number == "12-BB/ĐĐHA"


def test_the_day_of_the_signed_copy_is_the_records(recorded, staff, term, as_user) -> None:
    paper = start(recorded, Kind.MINUTES, staff)
    client = as_user(staff)
    client.post(reverse("desk:paper-number", args=[paper.pk]), {"number": "3"})
    upload = SimpleUploadedFile("Biên bản.pdf", pdf.pdf(paper))
    data = {"upload": upload, "signed_on": "20/3/2026", "not_secret": "on"}
    assert client.post(reverse("desk:paper-attach", args=[paper.pk]), data).status_code == 303
    recorded.refresh_from_db()
    assert (recorded.minutes_number, recorded.minutes_signed_on) == ("03-BB/ĐĐHA", dt.date(2026, 3, 20))


def test_a_paper_that_replaces_the_minutes_takes_their_place_in_the_record(
    recorded, staff, term, as_user
) -> None:
    paper = start(recorded, Kind.MINUTES, staff)
    client = as_user(staff)
    client.post(reverse("desk:paper-number", args=[paper.pk]), {"number": "3"})
    client.post(reverse("desk:paper-replace", args=[paper.pk]))
    fresh = Paper.objects.get(replaces=paper)
    assert start(recorded, Kind.MINUTES, staff) == fresh
    client.post(reverse("desk:paper-number", args=[fresh.pk]), {"number": "4"})
    recorded.refresh_from_db()
    assert recorded.minutes_number == "04-BB/ĐĐHA"


def test_a_draft_that_is_thrown_away_is_begun_anew(recorded, staff, as_user) -> None:
    paper = start(recorded, Kind.MINUTES, staff)
    answer = as_user(staff).post(reverse("desk:paper-discard", args=[paper.pk]))
    assert answer["Location"] == reverse("meetings:page", args=[recorded.code])
    assert start(recorded, Kind.MINUTES, staff).pk != paper.pk


LONG = "Nội dung rất dài "


@pytest.mark.parametrize("kind", [*papers.BEFORE, Kind.MINUTES, *papers.OUTCOMES])
def test_papers_are_made_of_the_longest_records_too(kind, recorded, staff, term) -> None:
    title = (LONG * 40)[:500].strip()
    decide(recorded, staff, position=2, title=title, votes_for=None)
    Meeting.objects.filter(pk=recorded.pk).update(
        subject=title[:300],
        guests="\n".join([LONG * 30, *(f"Đại biểu {place}" for place in range(300))]),
        minutes_text="\n".join([LONG * 2000, *(f"Dòng {place}" for place in range(3000))]),
        papers_note=title[:300],
        place=title[:200],
    )
    recorded.refresh_from_db()
    paper = start(recorded, kind, staff)
    assert pdf.pdf(paper)
    if kind == Kind.MINUTES:
        assert "Dòng 2999" in words(paper)


def test_a_paper_of_the_longest_title_is_made(recorded, staff, term) -> None:
    title = (LONG * 40)[:500].strip()
    other = decide(recorded, staff, position=2, title=title)
    paper = start(other, Kind.RESOLUTION, staff)
    assert len(paper.title) <= 400
    round_of = factories.WrittenConsultationFactory(body=recorded.body, subject=title)
    for kind in papers.OF_CONSULTATION:
        assert len(start(round_of, kind, staff).title) <= 400
    frame = paper.frame | {"symbol": "X" * 200}
    paper = drafts.save(
        paper,
        title=paper.title,
        frame=frame,
        blocks=paper.as_blocks(),
        dated_on=paper.dated_on,
        version=paper.version,
        now=clock.now(),
        by=staff,
    )
    owner = next(one for one in papers.OWNERS if one.kind == Kind.RESOLUTION)
    owner.numbered(numbers.take(paper, now=clock.now(), by=staff), staff)
    other.refresh_from_db()
    assert other.number.startswith("01-NQ/XX")


def test_a_draft_leads_a_secretary_only_where_they_may_go(recorded, staff, secretary_of_a, as_user):
    paper = start(recorded, Kind.MINUTES, staff)
    client, page = as_user(secretary_of_a), reverse("desk:paper", args=[paper.pk])
    main = html.fromstring(client.get(page).content).xpath("//main")[0]
    links = {urljoin(page, link) for link in main.xpath(".//a/@href") if not link.startswith("#")}
    assert {link: client.get(link).status_code for link in links if client.get(link).status_code > 399} == {}
    assert "Văn phòng Tỉnh uỷ khai ở “Thể thức, nhiệm kỳ”." in main.text_content()
    assert reverse("papers:term-create") in as_user(staff).get(page).content.decode()

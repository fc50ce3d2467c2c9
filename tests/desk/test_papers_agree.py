"""Every kind of paper and mail says the same numbers as the screens: random provinces, each on one day.

A reader takes the numbers out of one thing as a person reads them: a page, a PDF, a Word file, an Excel
file, a mail. What several of them tell has one value; where the plain reading of the rules (`oracle`) knows
it, that one. `RANDOM_PROVINCES=20-60 pytest tests/desk/test_papers_agree.py` tries other seeds.
"""

import datetime as dt
import io
import os
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
import time_machine
from django.utils.translation import override
from docx import Document
from openpyxl import load_workbook

from accounts.models import User
from core import clock
from delegations.models import Body
from meetings.models import Meeting
from meetings.services import papers as meeting_papers
from obligations.enums import FlagStatus
from obligations.queries import findings
from obligations.queries.findings import Filters
from obligations.services import judging
from obligations.services.appraisals import ReviewPeriod
from outbox.enums import MessageKind
from papers.documents import pdf, word
from papers.enums import Kind
from papers.models import Paper
from reminders.services import letters, planning
from reviews.services import papers as review_papers
from tests import pdfs
from tests.desk.reports import BODIES, PERIODS, RULES, number, report
from tests.obligations.differential import oracle
from tests.worlds import provinces

pytestmark = pytest.mark.django_db
FIRST, LAST = map(int, os.environ.get("RANDOM_PROVINCES", "1-3").split("-"))
MEETINGS, SHEETS = 3, 2
"""So many meetings and bodies of a province are looked at."""

Facts = dict[str, Any]


class Reader:
    """A province on its day, read by the office and by a leader."""

    def __init__(self, p: Any, on: dt.date, as_user: Callable[..., Any], staff: User, leader: User) -> None:
        self.p, self.on, self.staff, self.leader = p, on, staff, leader
        self.client = as_user(staff)
        self.year = report(str(on.year), today=on, by=leader)

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, path
        return flat(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2])))

    def pdf(self, path: str) -> str:
        return pdf_words(self.client.get(path).content)

    def sheet(self, path: str, name: str = "") -> list[list[Any]]:
        book = load_workbook(io.BytesIO(self.client.get(path).content))
        return [
            list(row)
            for row in (book[name] if name else book.worksheets[0]).iter_rows(min_row=3, values_only=True)
        ]

    def docx(self, path: str) -> bytes:
        return bytes(self.client.get(path).content)


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u2011", "-").split())


def pdf_words(content: bytes) -> str:
    return flat(pdfs.text_of(content))


def docx_words(content: bytes) -> str:
    return flat("\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs))


def last_table(content: bytes) -> list[list[str]]:
    """The last table whose rows have numbers: the one behind it holds the paper's code."""
    tables = [table for table in Document(io.BytesIO(content)).tables if table.cell(0, 0).text == "STT"]
    return [[cell.text for cell in row.cells] for row in tables[-1].rows]


def one(pattern: str, text: str) -> tuple[int, ...]:
    """The numbers of the one place in the text that the pattern fits."""
    found = {match.groups() for match in re.finditer(pattern, text)}
    assert len(found) == 1, (pattern, found, text[:2000])
    return tuple(number(part) for part in found.pop())


# What is true ------------------------------------------------------------------------------------


def truth(p: Any, on: dt.date) -> Facts:
    """The numbers of the day by the plain reading of the rules."""
    found = oracle.findings(p, on)
    counted = [line for line in found if line.status != "waived"]
    standing = {body.code for body in p.bodies if oracle.is_active(p, body, on)}
    return {
        "total": len(counted),
        "overdue": sum(line.status == "overdue" for line in counted),
        "due": sum(line.status == "due" for line in counted),
        "serious": sum(line.severity == "serious" for line in counted),
        "waived": len(found) - len(counted),
        "bodies": len(standing),
        "bodies with findings": len({line.body for line in counted}),
    }


# The readers, one of each kind in each form -------------------------------------------------------


def brief_on_screen(at: Reader) -> Facts:
    return _brief(at.page("/tong-quan/tom-tat/"))


def brief_as_pdf(at: Reader) -> Facts:
    return _brief(at.pdf("/tong-quan/tom-tat/pdf/"))


FIGURES = re.compile(
    r"(\d+)/(\d+) họp định kỳ, kỳ vừa qua (\d+)/(\d+) tổ chức còn việc quá hạn ([\d.]+) phát hiện"
    r" ([\d.]+) nghiêm trọng ([\d.]+) sắp đến hạn ([\d.]+) được miễn, hoãn ([\d.]+) quá hạn, chưa ghi nhận",
    re.I,
)
OF_FIGURES = (
    "met lately",
    "ended lately",
    "late bodies",
    "bodies",
    "total",
    "serious",
    "due",
    "waived",
    "not recorded",
)


def _brief(text: str) -> Facts:
    [figures] = FIGURES.findall(text)
    found: Facts = dict(zip(OF_FIGURES, map(number, figures), strict=True))
    rhythm = re.findall(
        r"(\d+)(?:/\d+)? kỳ đã họp, (\d+) kỳ không họp định kỳ, (\d+) kỳ không đủ thành phần, (\d+) kỳ miễn",
        text,
    )
    return found | ({"twelve months": tuple(map(int, rhythm[0]))} if rhythm else {})


def brief_as_excel(at: Reader) -> Facts:
    path = "/tong-quan/tom-tat/bang/"
    named = {row[0]: row[1] for row in at.sheet(path, "Số liệu chung")}
    _heads, *rows = at.sheet(path, "Theo tổ chức")
    return {
        "total": named["Phát hiện"],
        "serious": named["Nghiêm trọng"],
        "due": named["Sắp đến hạn"],
        "waived": named["Được miễn, hoãn"],
        "not recorded": named["Quá hạn, chưa ghi nhận"],
        "late bodies": named["Tổ chức còn việc quá hạn"],
        "bodies": named["Tổ chức đang hoạt động"],
        "bodies with findings": named["Tổ chức có phát hiện"],
        "overdue": sum(row[_heads.index("Tổng số")] for row in rows) - named["Sắp đến hạn"],
    }


def report_as_word(at: Reader) -> Facts:
    told = _report(at.year.words)
    if RULES in at.year.tables:
        rules = at.year.numbers(RULES, places=slice(1, 4), total=True)
        total = rules["Tổng cộng (tổ chức không tính trùng)"]
        told |= dict(zip(("bodies with findings", "total", "serious"), total, strict=True))
    if BODIES in at.year.tables:
        sums = at.year.numbers(BODIES, places=slice(6, 9), total=True)["Tổng cộng"]
        told |= dict(zip(("total", "serious", "waived"), sums, strict=True))
    if PERIODS in at.year.tables:
        told["periods"] = at.year.numbers(PERIODS, places=slice(2, 7), total=True)["Tổng cộng"]
    return told


def report_as_pdf(at: Reader) -> Facts:
    told = _report(at.year.pdf)
    sums = re.search(r"kỳ họp định kỳ kết thúc, của", at.year.pdf)
    if sums:
        told["periods that ended"] = one(r"có (\d+) kỳ họp định kỳ kết thúc, của", at.year.pdf)[0]
    return told


def _report(text: str) -> Facts:
    if "Không có việc nào chưa thực hiện" in text:
        return {"total": 0}
    total, bodies, serious, due = one(
        r"Tổng số việc chưa thực hiện là ([\d.]+), ở (\d+) tổ chức.*?trong đó (\d+) việc nghiêm trọng,"
        r" (\d+) việc sắp đến hạn",
        text,
    )
    return {"total": total, "bodies with findings": bodies, "serious": serious, "due": due}


def report_as_excel(at: Reader) -> Facts:
    told: Facts = {}
    periods = at.year.sheets["Họp định kỳ"]
    if periods[1:]:
        told["periods"] = list(periods[-1][2:7])
        told["periods that ended"] = periods[-1][2]
    bodies = at.year.sheets["Việc chưa thực hiện"]
    if bodies[1:]:
        told |= dict(zip(("total", "serious", "waived"), bodies[-1][6:9], strict=True))
    return told


def list_on_screen(at: Reader) -> Facts:
    page = at.client.get("/can-xu-ly/?tinh_trang=tat-ca").content.decode()
    return {"all": number(re.findall(r'nn-total"[^>]*>\s*([\d.]+)', page)[0])}


def list_as_excel(at: Reader) -> Facts:
    _heads, *rows = at.sheet("/can-xu-ly/xuat/?tinh_trang=tat-ca")
    return {"all": len([row for row in rows if row[0]])}


def list_as_annex(at: Reader) -> Facts:
    *_rows, total = last_table(at.docx("/can-xu-ly/xuat/?tinh_trang=tat-ca&dang=phu-luc-word"))
    return {"all": number(total[1].removeprefix("Tổng cộng: "))}


def list_as_printed_annex(at: Reader) -> Facts:
    text = at.pdf("/can-xu-ly/xuat/?tinh_trang=tat-ca&dang=phu-luc")
    return {"all": one(r"Tổng cộng: ([\d.]+)", text)[0]}


def letter(at: Reader, make: Callable[[Paper], bytes], words: Callable[[bytes], str]) -> Facts:
    """A letter about all that is not done, to all bodies; its annex adds up to what its text says."""
    paper = Paper.objects.get(kind=Kind.LETTER)
    content = make(paper)
    text = words(content)
    several = re.search(r"nhận thấy (\d+) tổ chức đảng còn", text)
    total = one(r"còn ([\d.]+) việc chưa thực hiện", text)[0]
    told = {"total": total, "bodies with findings": int(several[1]) if several else 1}
    if several and make is word.docx:
        _heads, *lines, sums = last_table(content)
        assert number(sums[-1]) == sum(number(line[-1]) for line in lines) == total
        assert sum(line[2].count("\n") + 1 for line in lines) == total
        assert len(lines) == told["bodies with findings"]
    elif several:
        assert one(r"Tổng cộng ([\d.]+)", text)[0] == total
    return told


def letter_as_word(at: Reader) -> Facts:
    return letter(at, word.docx, docx_words) if Paper.objects.filter(kind=Kind.LETTER) else {}


def letter_as_pdf(at: Reader) -> Facts:
    return letter(at, pdf.pdf, pdf_words) if Paper.objects.filter(kind=Kind.LETTER) else {}


def mail_to_the_leader(at: Reader) -> Facts:
    return _mail(at, MessageKind.BRIEF, at.leader.email)


def mail_to_the_office(at: Reader) -> Facts:
    return _mail(at, MessageKind.DIGEST, at.staff.email)


def _mail(at: Reader, kind: str, address: str) -> Facts:
    """A mail with the numbers of the day: what it tells of and what it does not add up to them, in text and
    in HTML."""
    made = [mail for mail in planning.prepare(at.on).mails if (mail.kind, mail.address) == (kind, address)]
    if not made:
        return {}
    text, html = flat(made[0].rendered.text), flat(unescape(re.sub(r"<[^>]+>", " ", made[0].rendered.html)))
    met, of = (
        one(r"Họp định kỳ trong kỳ vừa kết thúc: (\d+)/(\d+)", text) if "kết thúc: 0 " not in text else (0, 0)
    )
    overdue, before = one(r"Việc quá hạn: (\d+) \(tuần trước (\d+)\)", text)
    serious = one(r"Việc nghiêm trọng: (\d+) \(", text)[0]
    told = {"overdue": overdue, "serious": serious, "met lately": met, "ended lately": of}
    assert one(r"(\d+) việc quá hạn tuần trước", html)[0] == overdue
    assert one(r"(\d+) việc nghiêm trọng tuần trước", html)[0] == serious
    newly, gone = one(r"(\d+) việc mới quá hạn, (\d+) việc không còn quá hạn", text)
    assert overdue - before == newly - gone
    named = re.search(
        r"Cả tỉnh có (\d+) việc\. Thư này nêu (\d+) việc \((\d+) quá hạn, (\d+) nghiêm trọng\)", text
    )
    if named:
        assert named[0] in html
        total, here, here_late, here_serious = map(int, named.groups())
        rest, rest_late, rest_serious = one(r"(\d+) việc khác \((\d+) quá hạn, (\d+) nghiêm trọng\)", text)
        assert (here + rest, here_late + rest_late, here_serious + rest_serious) == (total, overdue, serious)
        told["total"] = total
    else:
        here = made[0].matters
        told["total"] = here
    lines = [
        int(group or 1)
        for group in re.findall(
            r"^- [^\n]*?: [^\n(]*?(?: \((\d+)\))? \((?:quá hạn|còn|cần)[^\n]*\)\. http",
            made[0].rendered.text,
            re.M,
        )
    ]
    more = re.findall(r"Còn (\d+) việc:", text)
    assert sum(lines) + (int(more[0]) if more else 0) == told["total"]
    return told


READERS: tuple[Callable[[Reader], Facts], ...] = (
    brief_on_screen,
    brief_as_pdf,
    brief_as_excel,
    report_as_word,
    report_as_pdf,
    report_as_excel,
    list_on_screen,
    list_as_excel,
    list_as_annex,
    list_as_printed_annex,
    letter_as_word,
    letter_as_pdf,
    mail_to_the_leader,
    mail_to_the_office,
)


@pytest.fixture(params=range(FIRST, LAST + 1))
def reader(request, as_user, staff, leader) -> Iterator[Reader]:
    """A stored province, judged today, with a letter about all that is not done."""
    maker = provinces.Maker(request.param)
    provinces.store(maker.p)
    User.objects.filter(pk=staff.pk).update(email="chuyenvien@tinhmau.example")
    User.objects.filter(pk=leader.pk).update(email="lanhdao@tinhmau.example")
    today = maker.days_to_judge(3)[-2]
    with time_machine.travel(dt.datetime.combine(today, dt.time(9), clock.ZONE), tick=False):
        judging.sweep(on=today, at=clock.now())
        staff.refresh_from_db()
        leader.refresh_from_db()
        _write_letter(today, staff)
        yield Reader(maker.p, today, as_user, staff, leader)


def _write_letter(today: dt.date, by: User) -> None:
    rows = findings.listing(today, filters=Filters()).rows
    flags = [row.flag_id for row in rows if row.status != FlagStatus.WAIVED]
    if flags:
        letters.draft(
            flag_ids=flags,
            dated_on=today,
            deadline_on=today + dt.timedelta(30),
            together=True,
            now=clock.now(),
            by=by,
        )


def test_what_papers_mails_and_screens_say_is_one(reader: Reader) -> None:
    expected: dict[str, tuple[Any, str]] = {
        name: (v, "oracle") for name, v in truth(reader.p, reader.on).items()
    }
    expected["all"] = (expected["total"][0] + expected["waived"][0], "oracle")
    wrong = []
    for read in READERS:
        for name, value in read(reader).items():
            known, source = expected.setdefault(name, (value, read.__name__))
            if known != value:
                wrong.append((name, read.__name__, value, source, known))
    assert wrong == []


def test_minutes_say_what_the_meeting_s_page_says(reader: Reader) -> None:
    held = Meeting.objects.filter(status="held", held_on__lte=reader.on).order_by("-held_on", "pk")
    for meeting in held.select_related("body")[:MEETINGS]:
        paper = meeting_papers.start(record=meeting, kind=Kind.MINUTES, now=clock.now(), by=reader.staff)
        page = reader.page(f"/hop/{meeting.code}/")
        for text in (docx_words(word.docx(paper)), pdf_words(pdf.pdf(paper))):
            found = re.findall(r"có mặt: (\d+/\d+) đồng chí; vắng mặt: (\d+) đồng chí", text)
            if not found:
                assert "có mặt: …… đồng chí" in text
                assert meeting.head_count is None
                continue
            [(there, away)] = found
            present, total = map(int, there.split("/"))
            assert present + int(away) == max(total, present)
            assert there in page, meeting.code


def test_a_review_sheet_says_what_its_page_and_the_list_say(reader: Reader) -> None:
    year = reader.on.year
    heads, *rows = reader.sheet(f"/danh-gia/bang/?nam={year}")
    filed = {row[0]: row[heads.index("Điểm")] for row in rows if row[0]}
    for body in Body.objects.filter(code__in=filed).order_by("pk")[:SHEETS]:
        with override("vi"):
            paper = review_papers.begin(
                body=body, period=ReviewPeriod(year), form="", now=clock.now(), by=reader.staff
            )
        page = reader.page(f"/danh-gia/{body.code}/{year}/")
        for text in (docx_words(word.docx(paper)), pdf_words(pdf.pdf(paper))):
            told = re.findall(r"Kết quả: [^.]*?, ([\d,]+)/100 điểm", text)
            points = [float(one.replace(",", ".")) for one in told]
            assert points == (
                [] if filed[body.code] is None else [pytest.approx(float(filed[body.code]), abs=0.5)]
            )
            assert all(f"{one} điểm" in page or f"{one}/100" in page or one in page for one in told)

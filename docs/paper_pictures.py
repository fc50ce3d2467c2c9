"""`python -m docs.paper_pictures [--again] [--look FOLDER] [KIND…]`: every kind of paper in both standards.

The first pages become the small pictures of docs/manual/giay-to.md. With --look, all pages of the PDF and of
the Word file, as LibreOffice shows it, are put into FOLDER to be looked at. Made from the sample province of
docs/pictures.py, whose database stays as it was.
"""

# Models need Django set up, which docs.pictures does: it comes before them.

import argparse
import datetime as dt
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from docs.pictures import FOLDER, NOW, SHOWN, province

# isort: split

import time_machine
from django.db import transaction
from django.db.models import Count
from django.test import Client
from PIL import Image

from accounts.models import User
from core import clock
from delegations.models import Seat
from delegations.services import staffing_papers
from desk.queries import owners, periods
from desk.services import period_reports
from directions.models import Direction
from directions.services import papers as direction_papers
from meetings.models import ConsultationAnswer, Decision, Meeting, Task, WrittenConsultation
from meetings.services import papers as meeting_papers
from obligations.models import Flag
from obligations.queries import findings
from obligations.queries.findings import Filters
from obligations.services.appraisals import ReviewPeriod
from papers.blocks import as_json
from papers.documents import drawing, pdf, printed
from papers.enums import Kind, Profile
from papers.models import OfficeHead, Paper
from reminders.services import letters
from reviews.enums import SheetForm
from reviews.services import papers as review_papers

DAYS = {Profile.HD36_2018: dt.date(2026, 5, 6), Profile.HD05_2026: NOW.date()}
"""A day in the time of each standard of form."""
QUARTER = periods.Span("2026-Q3", dt.date(2026, 7, 1), dt.date(2026, 9, 30))
SIDE, QUALITY = 400, 40
"""Of a picture in the manual: its shorter side in pixels; of WebP."""
NUMBER, CODE = 12, "K7M2QX4RTA"


class Made(NamedTuple):
    """A paper in a standard of form, as PDF and, where it has one, as a Word file."""

    kind: Kind
    profile: Profile
    pdf: bytes
    docx: bytes

    @property
    def name(self) -> str:
        return f"giay-to-{self.kind}-{'36' if self.profile == Profile.HD36_2018 else '05'}"


def drafts(by: User) -> dict[Kind, Callable[[], Paper]]:
    """Return how a draft of each kind is begun, about the record of the sample that has most to tell."""
    now = clock.now()

    def of_meeting(kind: Kind) -> Callable[[], Paper]:
        return lambda: meeting_papers.start(record=_meeting(), kind=kind, now=now, by=by)

    def of_consultation(kind: Kind) -> Callable[[], Paper]:
        return lambda: meeting_papers.start(record=_consultation(), kind=kind, now=now, by=by)

    return {
        Kind.LETTER: lambda: (
            letters.draft(
                flag_ids=_overdue(),
                dated_on=now.date(),
                deadline_on=now.date() + dt.timedelta(30),
                together=True,
                now=now,
                by=by,
            )[0].paper
        ),
        Kind.REPORT: lambda: period_reports.begin(span=QUARTER, now=now, by=by),
        **{
            kind: of_meeting(kind)
            for kind in (
                Kind.MINUTES,
                Kind.INVITATION,
                Kind.PROGRAMME,
                Kind.SIGNING_LIST,
                Kind.RESOLUTION,
                Kind.CONCLUSION,
                Kind.NOTICE,
            )
        },
        Kind.DIRECTION: lambda: direction_papers.announce(direction=_direction(), now=now, by=by),
        **{kind: of_consultation(kind) for kind in (Kind.BALLOT, Kind.COUNT)},
        Kind.PROPOSAL: lambda: staffing_papers.propose(body=_vacant().body, now=now, by=by),
        Kind.APPOINTMENT: lambda: staffing_papers.designate(seat=_vacant(), now=now, by=by),
        Kind.REVIEW: lambda: review_papers.begin(
            body=_vacant().body, period=ReviewPeriod(2025), form=SheetForm(""), now=now, by=by
        ),
    }


def _overdue() -> list[int]:
    rows = findings.listing(NOW.date(), filters=Filters(statuses=["overdue"])).rows
    return [row.flag_id for row in rows]


@cache
def _meeting() -> Meeting:
    """Return a meeting of the sample with all that can be recorded of one: the sample has no decisions."""
    held: Any = Meeting.objects.filter(status="held", held_on__range=(dt.date(2026, 1, 1), NOW.date()))
    seen = held.annotate(told=Count("agenda", distinct=True) + Count("attendance", distinct=True))
    meeting = _first(seen.order_by("-told", "pk").select_related("body"))
    people = [row.person for row in meeting.attendance.select_related("person").order_by("pk")]
    meeting.starts_at, meeting.ends_at, meeting.place = dt.time(8), dt.time(10, 30), "Phòng họp số 2"
    meeting.chair, meeting.minute_taker = people[0], f"{people[-1].full_name}, Chánh Văn phòng"
    meeting.guests = "Lê Văn Khách, Phó Trưởng Ban Tổ chức Tỉnh uỷ"
    meeting.papers_note = "Báo cáo, dự thảo nghị quyết gửi trước 5 ngày"
    meeting.save()
    for place, item in enumerate(meeting.agenda.order_by("position"), start=1):
        Decision.objects.create(
            code=f"QN-MAU-{place}",
            body=meeting.body,
            meeting=meeting,
            agenda_item=item,
            decided_on=meeting.held_on,
            title=item.title,
            theme=item.theme,
            outcome="decided",
            method="show-of-hands",
            votes_for=len(people),
            votes_against=0,
            votes_abstaining=0,
        )
    Task.objects.create(
        code="NV-MAU-1",
        body=meeting.body,
        meeting=meeting,
        agenda_item=meeting.agenda.order_by("position").first(),
        title="Xây dựng kế hoạch thực hiện",
        assignee=people[1],
        given_on=meeting.held_on,
        due_on=meeting.held_on + dt.timedelta(30),
    )
    return meeting


@cache
def _consultation() -> WrittenConsultation:
    """Return a consultation among the members of the meeting, one of whom was silent."""
    meeting = _meeting()
    day = meeting.held_on
    assert day is not None
    asked = WrittenConsultation.objects.create(
        code="LYK-MAU-1",
        body=meeting.body,
        subject="Dự thảo Quy chế phối hợp với cấp uỷ trực thuộc",
        theme="organisation",
        sent_on=day,
        deadline_on=day + dt.timedelta(7),
        closed_on=day + dt.timedelta(8),
    )
    people = [row.person_id for row in meeting.attendance.order_by("pk")][:-1]
    ConsultationAnswer.objects.bulk_create(
        ConsultationAnswer(
            consultation=asked,
            person_id=person,
            answer="agreed",
            answered_on=day + dt.timedelta(3),
        )
        for person in people
    )
    return asked


def _direction() -> Direction:
    return _first(Direction.objects.filter(closed_on=None).order_by("pk"))


def _vacant() -> Seat:
    subject = Flag.objects.filter(rule="understaffed").order_by("pk").values_list("subject", flat=True)
    return _first(Seat.objects.filter(code__in=list(subject), body__ended_on=None).order_by("pk"))


def _first(rows: Any) -> Any:
    found = rows.first()
    if found is None:
        raise SystemExit(f"The sample has no {rows.model._meta.verbose_name} to make a paper about.")
    return found


def made(by: User, kinds: set[str]) -> Iterator[Made]:
    """Generate each kind in both standards; the brief, which has a form of its own, on both days."""
    for kind, begin in drafts(by).items():
        if kinds and kind not in kinds:
            continue
        paper = begin()
        for profile, day in DAYS.items():
            content = content_on(paper, profile, day)
            yield Made(kind, profile, pdf.built_in(content), drawing.built_in(content))
    client = Client(SERVER_NAME="localhost")
    client.force_login(by, "django.contrib.auth.backends.ModelBackend")
    for profile, day in DAYS.items():
        if not kinds or Kind.ANNEX in kinds:
            path = f"/can-xu-ly/xuat/?ngay={day}&dang=phu-luc"
            yield Made(Kind.ANNEX, profile, client.get(path).content, client.get(f"{path}-word").content)
        if not kinds or Kind.BRIEF in kinds:
            yield Made(Kind.BRIEF, profile, client.get(f"/tong-quan/tom-tat/pdf/?ngay={day}").content, b"")


def content_on(paper: Paper, profile: Profile, day: dt.date) -> dict[str, Any]:
    """Return what is printed of a draft, as if it had been given its number on the day."""
    paper.dated_on, paper.profile = day, profile
    built = owners.BY_KIND[paper.kind].build(paper)
    if built is not None:
        paper.title, paper.frame, paper.blocks = built.title, built.frame, as_json(built.blocks)
    if paper.traits.numbered:
        paper.number = NUMBER
    address = "https://nen-nep.tinhmau.example/xac-thuc/"
    return printed.content(paper) | {"proof": printed.seal_of(CODE, address)}


# Pictures ----------------------------------------------------------------------------------------


def pages(content: bytes, *, ppi: int, most: int = 0) -> list[Path]:
    """Return the pages of a PDF as PNG in a folder that stays until the program ends."""
    folder = Path(tempfile.mkdtemp(dir=_scratch.name))
    source = folder / "paper.pdf"
    source.write_bytes(content)
    last = ["-l", str(most)] if most else []
    subprocess.run(["pdftoppm", "-r", str(ppi), "-png", *last, source, folder / "page"], check=True)
    return sorted(folder.glob("page*.png"))


def word_as_pdf(content: bytes) -> bytes:
    """Return what LibreOffice makes of a Word file."""
    folder = Path(tempfile.mkdtemp(dir=_scratch.name))
    (folder / "paper.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{_scratch.name}/office"
    words = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*words, str(folder / "paper.docx")], check=True, capture_output=True)
    return (folder / "paper.pdf").read_bytes()


def keep_small(one: Made) -> int:
    """Write the picture of the first page for the manual; return its size in bytes."""
    path = FOLDER / f"{one.name}.webp"
    with Image.open(pages(one.pdf, ppi=110, most=1)[0]) as picture:
        scale = SIDE / min(picture.size)
        size = round(picture.width * scale), round(picture.height * scale)
        small = picture.convert("L").resize(size, Image.Resampling.LANCZOS)
        small.save(path, "WEBP", quality=QUALITY, method=6)
    return path.stat().st_size


def look(one: Made, folder: Path) -> str:
    """Put all pages into the folder; return how many they are in each form."""
    forms = {"pdf": one.pdf, **({"docx": word_as_pdf(one.docx)} if one.docx else {})}
    numbers = []
    for form, content in forms.items():
        shown = pages(content, ppi=70)
        for place, page in enumerate(shown, start=1):
            page.rename(folder / f"{one.name}-{form}-{place}.png")
        numbers.append(f"{form} {len(shown)}")
    return ", ".join(numbers)


_scratch = tempfile.TemporaryDirectory()


def main() -> None:
    """Make the papers and their pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", choices=[[], *Kind.values])
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--look", type=Path, metavar="FOLDER")
    chosen = parser.parse_args()
    if chosen.look:
        chosen.look.mkdir(parents=True, exist_ok=True)
    with SHOWN, time_machine.travel(NOW, tick=False), province(chosen.again), transaction.atomic():
        OfficeHead.objects.update_or_create(
            pk=1,
            defaults={
                "superior": "TỈNH UỶ MẪU",
                "issuer": "VĂN PHÒNG",
                "place": "Tỉnh Mẫu",
                "signer": "Nguyễn Văn Mẫu",
            },
        )
        by, whole = User.objects.get(username="chuyenvien"), 0
        for one in made(by, set(chosen.kinds)):
            whole += (size := keep_small(one))
            seen = look(one, chosen.look) if chosen.look else ""
            print(f"{one.name:<32} {size:>7} {seen}", flush=True)
        print(f"{whole} bytes")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()

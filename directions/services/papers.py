"""The notice that passes a direction on (thông báo ý kiến chỉ đạo): begun from the direction as it stands, in
Vietnamese whoever asks for it."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import override

from accounts.models import User
from accounts.permissions import can_edit_facts, can_see_body, check_can_edit_facts
from core import clock
from core.addresses import reverse
from core.dates import day
from delegations.enums import Duty
from delegations.models import Body, Province
from delegations.queries import successions
from directions.enums import StepKind, Urgency
from directions.models import Direction, DirectionPaper
from directions.queries import directions as queries
from obligations.queries import sentences
from papers.blocks import Block, plain
from papers.documents.wording import long_date, short_dates
from papers.enums import Kind, State
from papers.models import Paper
from papers.owners import Draft, Owner
from papers.services import drafts, frames

OFFICE = "Văn phòng Tỉnh uỷ"


@transaction.atomic
def announce(*, direction: Direction, now: dt.datetime, by: User) -> Paper:
    """Return the open draft of the direction's notice, a new one where there is none. Raises Refused."""
    check_can_edit_facts(by)
    found = DirectionPaper.objects.filter(direction=direction, paper__state=State.DRAFT)
    if (open_one := found.select_related("paper").first()) is not None:
        return open_one.paper
    today = now.astimezone(clock.ZONE).date()
    made = _draft(direction.code, today)
    paper = drafts.start(
        kind=Kind.DIRECTION,
        title=made.title,
        frame=made.frame,
        blocks=made.blocks,
        dated_on=today,
        record_name=_words(direction),
        now=now,
        by=by,
    )
    DirectionPaper.objects.create(direction=direction, paper=paper)
    return paper


def _draft(code: str, on: dt.date) -> Draft:
    direction: Any = Direction.objects.as_of(on).with_finding(on).select_related("body__kind").get(code=code)
    province = Province.objects.values_list("name", flat=True).first() or ""
    receiver = successions.holding(direction.body, Duty.TASKS, on=on)
    with override("vi"):
        return Draft(
            title=_title(direction),
            frame=frames.of_office(
                province=province,
                recipients=[f"Đ{_leader(direction)[1:]} (để b/c)", receiver.name],
            ),
            blocks=_blocks(direction, receiver, on),
        )


def _title(direction: Direction) -> str:
    about = f" về việc {_lower(sentences.title(direction.rule))}" if direction.rule else ""
    return f"ý kiến chỉ đạo của {_leader(direction)}{about} đối với {direction.body.name}"


def _blocks(direction: Any, receiver: Body, on: dt.date) -> list[Block]:
    body, told = plain(direction.body.name), plain(receiver.name)
    if receiver != direction.body:
        told = f"{told} (tiếp nhận nhiệm vụ của {body})"
    finding = queries.finding_now(direction, on=on)
    further = direction.steps.filter(kind=StepKind.FURTHER, on__lte=on).order_by("number")
    urgent = f" (độ khẩn: {direction.get_urgency_display()})" if direction.urgency != Urgency.ORDINARY else ""
    blocks = [
        Block(
            "paragraph",
            f"Ngày {_day(direction.given_on)}, {_leader(direction)} có ý kiến chỉ đạo đối với"
            f" {body}{urgent} như sau:",
            key="opening",
        ),
        *(
            Block("paragraph", f"*{plain(line.strip())}*", key=f"text-{place}")
            for place, line in enumerate(direction.text.splitlines(), start=1)
            if line.strip()
        ),
    ]
    if finding and finding.remains:
        blocks.append(
            Block("paragraph", f"Đến {long_date(on)}: {_plain(finding.sentence, direction)}", key="finding")
        )
    blocks += [
        Block(
            "item",
            f"Ngày {_day(step.on)}, {step.by_name or direction.leader_name} có ý kiến thêm:"
            f" {_one_line(step.text)}",
            key=f"step-{step.number}",
        )
        for step in further
        if step.text
    ]
    passed = " Thời hạn này đã qua, đề nghị thực hiện ngay." if direction.due_then < on else ""
    due = f"Hạn thực hiện: ***chậm nhất ngày {_day(direction.due_then)}***.{passed}"
    blocks.append(Block("paragraph", due, key="due"))
    blocks.append(
        Block(
            "paragraph",
            f"{OFFICE} thông báo để {told} biết, tổ chức thực hiện và báo cáo kết quả về {OFFICE} để tổng"
            f" hợp, báo cáo {_leader(direction, short=True)}.",
            key="closing",
        )
    )
    return blocks


def _leader(direction: Direction, *, short: bool = False) -> str:
    office = f", {direction.leader_office}" if direction.leader_office and not short else ""
    return f"đồng chí {direction.leader_name}{office}"


def _plain(sentence: str, direction: Direction) -> str:
    """Return the finding's sentence without the code that the direction's finding has in this product."""
    return plain(short_dates(sentence.replace(f" ({direction.subject})", "")).rstrip(". ")) + "."


def _day(on: dt.date) -> str:
    return short_dates(day(on))


def _one_line(text: str) -> str:
    return plain(" ".join(text.split()).rstrip(". ")) + "."


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def of_paper(paper: Paper) -> Direction:
    """Return the direction that a paper, or the one that it replaces, is about. One query for each paper
    before it."""
    found = DirectionPaper.objects.select_related("direction__body")
    while (link := found.filter(paper=paper).first()) is None:
        assert paper.replaces is not None, "a notice of a direction has its link"
        paper = paper.replaces
    return link.direction


def _words(direction: Direction) -> str:
    return f"{direction.code} · {direction.body.name}"


def _about(paper: Paper) -> tuple[str, str]:
    direction = of_paper(paper)
    return _words(direction), reverse("directions:page", args=[direction.code])


OWNERS = (
    Owner(
        kind=Kind.DIRECTION,
        about=_about,
        can_see=lambda user, paper: can_see_body(user, of_paper(paper).body_id),
        can_edit=lambda user, paper: can_edit_facts(user),
        build=lambda paper: _draft(of_paper(paper).code, clock.today()),
    ),
)

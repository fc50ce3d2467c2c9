"""What a meeting leaves behind: resolution, conclusion, notice of the conclusion, made from its decisions;
tasks with who and by when."""

from collections.abc import Iterator, Sequence

from delegations.queries import bodies
from meetings.documents.papers import wording
from meetings.documents.papers.wording import heading, item, paragraph
from meetings.enums import Outcome
from meetings.models import Decision, Task
from meetings.queries.agenda import AtItem
from meetings.queries.pictures import MeetingPicture
from papers.blocks import Block
from papers.enums import Kind


def title(kind: Kind, picture: MeetingPicture, *, decision: Decision | None) -> str:
    """Return the title under the name of the kind: "của Đảng đoàn Hội A về …"."""
    body, name = picture.body.name, wording.name_of(picture.meeting)
    lead = "Kết luận của" if kind == Kind.NOTICE else "của"
    if decision is not None:
        about = decision.title.rstrip(" .")
        return f"{lead} {body} về việc {about[:1].lower()}{about[1:]}"
    if kind == Kind.RESOLUTION:
        return f"{lead} {body} về các nội dung thông qua tại {name}"
    return f"{lead} {body} tại {name}"


def blocks(
    kind: Kind, picture: MeetingPicture, *, decision: Decision | None, conclusion: Sequence[str] = ()
) -> list[Block]:
    """Return a resolution, a conclusion or a notice: of one decision, or of all of the meeting. `conclusion`
    are the lines of the conclusion in the minutes."""
    rows = [_only(row, decision) for row in picture.agenda]
    rows = [row for row in rows if row.decisions or row.tasks]
    made = (
        _resolution(picture, rows)
        if kind == Kind.RESOLUTION
        else _conclusion(kind, picture, rows, conclusion)
    )
    return list(made)


def recipients(picture: MeetingPicture) -> list[str]:
    return [
        "Thường trực Tỉnh uỷ (để b/c)",
        f"Các đồng chí thành viên {bodies.short_name(picture.body)}",
        f"Lưu {bodies.short_name(picture.body)}",
    ]


def _only(row: AtItem, decision: Decision | None) -> AtItem:
    """Return the item with the one decision and what was given at it; with all where none is asked for."""
    if decision is None:
        return row
    if all(one.pk != decision.pk for one in row.decisions):
        return AtItem(row.item)
    return AtItem(
        row.item, [one for one in row.decisions if one.pk == decision.pk], row.tasks if row.item else []
    )


def _resolution(picture: MeetingPicture, rows: Sequence[AtItem]) -> Iterator[Block]:
    body, short = picture.body, bodies.short_name(picture.body)
    yield item(f"Căn cứ {wording.regulation(picture.regulation, body)};", "basis")
    yield item(
        f"Căn cứ kết quả thảo luận, biểu quyết tại {wording.name_of(picture.meeting)}{_presence(picture)},",
        "votes",
    )
    yield Block("centred", f"{body.name.upper()} QUYẾT NGHỊ:", key="enacting")
    adopted = [row for row in rows if any(one.adopted for one in row.decisions)]
    yield from _points(adopted, len(picture.roll.rows), adopted_only=True)
    left = [task for row in rows if row not in adopted for task in row.tasks]
    number = sum(1 for row in adopted for one in row.decisions if one.adopted) + 1
    if left:
        yield heading(f"{number}. Nhiệm vụ khác", "tasks", level=2)
        yield from _tasks(left)
        number += 1
    yield heading(f"{number}. Tổ chức thực hiện", "carrying-out", level=2)
    yield paragraph(
        f"Các đồng chí thành viên {short} và tổ chức, cá nhân được giao nhiệm vụ thực hiện Nghị quyết này,"
        f" định kỳ báo cáo kết quả với {short}.",
        "carrying-out-text",
    )


def _conclusion(
    kind: Kind, picture: MeetingPicture, rows: Sequence[AtItem], conclusion: Sequence[str]
) -> Iterator[Block]:
    meeting, short = picture.meeting, bodies.short_name(picture.body)
    chair = f", do {wording.comrade(picture.chair, picture.body)} chủ trì" if picture.chair else ""
    discussed = "; ".join(row.item.title.rstrip(" .;") for row in picture.agenda if row.item)
    heard = f"Sau khi nghe và thảo luận các nội dung: {discussed}; " if discussed else "Sau khi thảo luận, "
    yield paragraph(
        f"Ngày {wording.day(meeting.held_on)}, {picture.body.name} họp{_presence(picture)}{chair}."
        f" {heard}{short} kết luận như sau:",
        "opening",
    )
    for place, line in enumerate(conclusion, start=1):
        yield paragraph(line, f"conclusion-{place}")
    yield from _points(rows, len(picture.roll.rows), adopted_only=False)
    if kind == Kind.NOTICE:
        yield paragraph(
            f"{picture.body.name} thông báo để các đồng chí, cơ quan, đơn vị có liên quan biết, thực hiện.",
            "closing",
        )
    else:
        yield paragraph(
            f"Các đồng chí thành viên {short} theo nhiệm vụ được giao thực hiện Kết luận này.", "closing"
        )


def _presence(picture: MeetingPicture) -> str:
    """Return ", có 6/7 thành viên dự", or nothing where attendance was not recorded."""
    present = picture.roll.present
    return "" if present is None else f" (có {present}/{len(picture.roll.rows)} thành viên dự họp)"


def _points(rows: Sequence[AtItem], members: int, *, adopted_only: bool) -> Iterator[Block]:
    """Generate decision after decision, each with its vote, and the tasks given at its item behind the last
    one; tasks of an item without a decision stand under the item's title."""
    number = 0
    for row in rows:
        for decision in row.decisions:
            if decision.adopted or not adopted_only:
                number += 1
                yield heading(f"{number}. {decision.title.rstrip(' .')}", f"point-{decision.pk}", level=2)
                yield paragraph(_ruling(decision, members), f"vote-{decision.pk}")
        if row.tasks and not row.decisions:
            number += 1
            name = row.item.title.rstrip(" .") if row.item else "Nhiệm vụ giao tại cuộc họp"
            yield heading(f"{number}. {name}", f"at-{row.item.pk if row.item else 0}", level=2)
        yield from _tasks(row.tasks)


def _ruling(decision: Decision, members: int) -> str:
    result = (
        "Không thông qua"
        if not decision.adopted
        else "Thống nhất đề xuất Ban Thường vụ Tỉnh uỷ xem xét, quyết định"
        if decision.outcome == Outcome.SUBMITTED
        else "Thông qua"
    )
    counted = decision.votes_for is not None and members
    return f"{result} ({decision.votes_for}/{members} thành viên tán thành)." if counted else f"{result}."


def _tasks(given: Sequence[Task]) -> Iterator[Block]:
    for task in given:
        yield item(wording.task(task), f"task-{task.pk}")

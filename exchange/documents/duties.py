"""Findings, rhythm, meetings and reports as programs read them. Meetings take the names of Popolo's Event."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field

from core.addresses import absolute, reverse
from core.dates import period as words_of_period
from delegations.models import Body
from exchange.documents.popolo import Identifier, Link, joined, page_of_body
from meetings import models as meetings
from meetings.enums import MeetingKind, MeetingStatus
from obligations.enums import PeriodState
from obligations.queries import records, sentences
from obligations.queries.findings import Counts, Row, Span
from reports import models as reports


class Parameter(BaseModel):
    name: str
    value: Any = Field(description="Số, hoặc chữ như 2/3")
    since: dt.date = Field(description="Áp dụng từ ngày")
    reference: str = Field(description="Căn cứ")


class Finding(BaseModel):
    id: str = Field(
        description="Mã tổ chức, quy tắc, đối tượng, cách nhau bằng dấu hai chấm; không đổi qua các lần xét"
    )
    organization_id: str
    organization_name: str
    rule: str
    rule_title: str
    subject: str
    status: str = Field(description="due sắp đến hạn, overdue quá hạn, waived được miễn, hoãn")
    severity: str = Field(description="info lưu ý, warning cảnh báo, serious nghiêm trọng")
    due_on: dt.date | None = Field(description="Hạn")
    days_late: int = Field(description="Số ngày quá hạn vào ngày xem")
    summary: str = Field(description="Nội dung trong một câu; cán bộ chỉ hiện tên khi khoá có phạm vi people")
    parameters: list[Parameter] = Field(description="Giá trị của quy định mà phát hiện dựa vào, kèm căn cứ")
    evidence: dict[str, Any] = Field(description="Bằng chứng, theo quy tắc")
    judged_on: dt.date
    starts_on: dt.date = Field(description="Ngày đầu của khoảng ngày mà phát hiện như thế này")
    ends_on: dt.date | None = Field(description="Ngày cuối của khoảng ngày đó, theo hồ sơ hiện có")
    links: list[Link]


class FindingSpan(BaseModel):
    id: str = Field(
        description="Mã của phát hiện; một phát hiện có nhiều khoảng ngày nối tiếp hoặc cách nhau"
    )
    organization_id: str
    rule: str
    subject: str
    status: str = Field(description="due sắp đến hạn, overdue quá hạn, waived được miễn, hoãn")
    severity: str = Field(description="info lưu ý, warning cảnh báo, serious nghiêm trọng")
    due_on: dt.date | None = Field(description="Hạn")
    starts_on: dt.date = Field(description="Ngày đầu của khoảng ngày")
    ends_on: dt.date | None = Field(description="Ngày cuối; null khi phát hiện còn đó đến ngày cuối được xét")


class Summary(BaseModel):
    on: dt.date
    total: int = Field(description="Số phát hiện, không kể được miễn, hoãn")
    waived: int = Field(description="Số phát hiện được miễn, hoãn")
    bodies: int = Field(description="Số tổ chức có phát hiện")
    by_rule: dict[str, int]
    by_severity: dict[str, int]
    by_status: dict[str, int] = Field(description="Kể cả được miễn, hoãn")
    bodies_by_rule: dict[str, int]


class Period(BaseModel):
    name: str = Field(description="2026-Q3, 2026-M05, 2026-P2 hoặc 2026")
    label: str
    start_date: dt.date
    end_date: dt.date = Field(description="Ngày cuối của kỳ")
    state: str = Field(
        description=(
            "held, held-unrecorded, held-without-quorum, missed, waived, excused, planned, due, not-counted"
        )
    )
    state_label: str
    in_progress: bool
    meeting_ids: list[str]


class Rhythm(BaseModel):
    organization_id: str
    periods: list[Period] = Field(description="Kỳ xa nhất trước")


class Meeting(BaseModel):
    id: str = Field(description="Mã cuộc họp")
    name: str
    classification: str = Field(description="Loại cuộc họp bằng chữ")
    organization_id: str
    start_date: dt.date | None
    end_date: dt.date | None
    location: str | None
    status: str = Field(description="held, planned, postponed, cancelled")
    identifiers: list[Identifier]
    links: list[Link]
    kind: str = Field(description="periodic, thematic, extraordinary")
    status_label: str
    head_count: int | None = Field(description="Số có mặt")
    minutes_number: str | None
    minutes_signed_on: dt.date | None
    conclusion_number: str | None
    resolution_number: str | None


class Report(BaseModel):
    id: str = Field(description="Mã tổ chức, loại, kỳ, ngày nộp, cách nhau bằng dấu hai chấm")
    organization_id: str
    kind: str = Field(description="annual, hoặc mã chế độ báo cáo")
    period: str = Field(description="2026, 2026-H1, 2026-Q2 hoặc 2026-M03")
    year: int
    number: str | None
    submitted_on: dt.date
    returned_on: dt.date | None
    resubmitted_on: dt.date | None
    accepted_on: dt.date | None
    stands: bool = Field(description="Vào ngày xem: đã nộp và không còn bị trả lại")
    links: list[Link]


def findings(rows: Sequence[Row], on: dt.date, names: Mapping[str, str]) -> list[Finding]:
    """Return a page of findings; `names` are those of the records that the reader may see by name."""
    texts = sentences.of(rows, names=names)
    return [_finding(row, on, texts[row.key]) for row in rows]


def _finding(row: Row, on: dt.date, summary: str) -> Finding:
    page = reverse("obligations:finding", args=[row.body_code, row.rule, row.subject])
    return Finding(
        id=joined(row.body_code, row.rule, row.subject),
        organization_id=row.body_code,
        organization_name=row.body_name,
        rule=row.rule,
        rule_title=sentences.title(row.rule),
        subject=row.subject,
        status=row.status,
        severity=row.severity,
        due_on=row.due_on,
        days_late=row.days_late(on),
        summary=summary,
        parameters=[Parameter(**parameter._asdict()) for parameter in row.parameters],
        evidence=dict(row.evidence),
        judged_on=row.judged_on,
        starts_on=row.starts_on,
        ends_on=row.ends_before and row.ends_before - dt.timedelta(1),
        links=[Link(url=absolute(page), note="Trang của phát hiện")],
    )


def spans(rows: Sequence[Span]) -> list[FindingSpan]:
    """Return a page of spans of findings."""
    return [
        FindingSpan(
            id=joined(span.body_code, span.rule, span.subject),
            organization_id=span.body_code,
            rule=span.rule,
            subject=span.subject,
            status=span.status,
            severity=span.severity,
            due_on=span.due_on,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
        )
        for span in rows
    ]


def summary(counts: Counts, on: dt.date) -> Summary:
    return Summary(
        on=on,
        total=counts.total,
        waived=counts.waived,
        bodies=counts.bodies,
        by_rule=dict(counts.by_rule),
        by_severity=dict(counts.by_severity),
        by_status=dict(counts.by_status),
        bodies_by_rule=dict(counts.bodies_by_rule),
    )


def rhythm(body: Body, cells: Sequence[Any]) -> Rhythm:
    """Return a body's periods (obligations.queries.periods.of_bodies)."""
    return Rhythm(organization_id=body.code, periods=[_period(cell) for cell in cells])


def _period(cell: Any) -> Period:
    return Period(
        name=cell.period.name,
        label=words_of_period(cell.period.name),
        start_date=cell.period.starts_on,
        end_date=cell.period.last_day,
        state=cell.state,
        state_label=str(PeriodState(cell.state).label),
        in_progress=cell.in_progress,
        meeting_ids=[meeting.code for meeting in cell.meetings],
    )


def meeting(row: meetings.Meeting) -> Meeting:
    kind = str(MeetingKind(row.kind).label)
    return Meeting(
        id=row.code,
        name=row.subject or f"Họp {kind.lower()} {row.body.name}",
        classification=kind,
        organization_id=row.body.code,
        start_date=row.held_on,
        end_date=row.held_on,
        location=row.place or None,
        status=row.status,
        identifiers=[Identifier(identifier=row.code, scheme="ma-cuoc-hop")],
        links=[
            Link(url=absolute(page), note="Trang của cuộc họp")
            for page in records.meeting_links([row.code]).values()
        ],
        kind=row.kind,
        status_label=str(MeetingStatus(row.status).label),
        head_count=row.head_count,
        minutes_number=row.minutes_number or None,
        minutes_signed_on=row.minutes_signed_on,
        conclusion_number=row.conclusion_number or None,
        resolution_number=row.resolution_number or None,
    )


def report(row: reports.Report) -> Report:
    """Return a report that came with its body, regime and `stands` (exchange.queries.open_data.reports)."""
    found: Any = row
    kind = row.regime.code if row.regime else "annual"
    return Report(
        id=joined(row.body.code, kind, row.period, row.submitted_on),
        organization_id=row.body.code,
        kind=kind,
        period=row.period,
        year=row.year,
        number=row.number or None,
        submitted_on=row.submitted_on,
        returned_on=row.returned_on,
        resubmitted_on=row.resubmitted_on,
        accepted_on=row.accepted_on,
        stands=found.stands,
        links=[Link(url=page_of_body(row.body.code, "#bao-cao"), note="Báo cáo của tổ chức")],
    )

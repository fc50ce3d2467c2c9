"""Work that the records show: meetings, directions, findings, waivers, what was begun."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import F
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import bodies_of
from core.addresses import reverse
from core.clock import ZONE
from core.dates import day
from core.prepared import prepared
from core.templatetags.nennep import vi
from delegations.models import Body
from desk.queries.today.lines import TEN, Kind, Line, Rank, kind, ten
from directions.enums import State
from directions.queries import directions
from meetings.enums import MeetingStatus
from meetings.models import Meeting, Task, WrittenConsultation
from meetings.queries import papers as paper_queries
from obligations.enums import FlagStatus, Rule
from obligations.models import ENDS_SOON, Waiver
from obligations.queries import actions, findings, records, sentences, subjects
from obligations.queries.actions import Action
from obligations.queries.findings import Filters, Row
from records.querysets import ScopedUser
from reports.enums import BoardState, ReportState
from reports.models import Report, Submission
from reports.queries import board as boards

A_WEEK = dt.timedelta(days=7)
WORDS = 90
"""So many letters of a long text stand in a line."""


def short(text: str) -> str:
    """Return the first words of a text, on one line."""
    return Truncator(" ".join(text.split())).chars(WORDS)


def days_late(since: dt.date, today: dt.date) -> str:
    """Return "quá hạn 7 ngày"."""
    return _("quá hạn %(n)s ngày") % {"n": vi((today - since).days)}


# Meetings


def meetings_today(user: User, today: dt.date, *, edits: bool) -> Kind:
    """Return the meetings planned for today."""

    def line(meeting: Any) -> Line:
        hour = _("%(hour)s hôm nay") % {"hour": f"{meeting.starts_at:%H:%M}"} if meeting.starts_at else ""
        url = reverse("meetings:page", args=[meeting.code])
        record = Action(reverse("meetings:record_planned", args=[meeting.code]), _("Ghi nhận cuộc họp"))
        act = record if edits else Action(url, _("Mở cuộc họp"))
        words = hour or _("hôm nay, chưa ghi giờ")
        return Line(Rank.TODAY, today, _title(meeting), url, meeting.body.name, words, act)

    url = f"{reverse('meetings:list')}?trang_thai=planned&tu={day(today)}&den={day(today)}"
    return kind(_("Họp hôm nay"), url, _planned_for(today, user=user), line)


@prepared
def _planned_for(today: dt.date, user: ScopedUser) -> Any:
    rows: Any = Meeting.objects.visible_to(user)
    rows = rows.filter(status=MeetingStatus.PLANNED, held_on=today).select_related("body")
    return ten(rows.order_by(F("starts_at").asc(nulls_last=True), "body__position", "code"))


def meetings_passed(user: User, today: dt.date) -> Kind:
    """Return the meetings whose planned day has passed without a record."""

    def line(meeting: Any) -> Line:
        note = _("dự kiến %(day)s, quá %(n)s ngày, chưa ghi nhận") % {
            "day": day(meeting.held_on),
            "n": vi((today - meeting.held_on).days),
        }
        url = reverse("meetings:page", args=[meeting.code])
        act = Action(reverse("meetings:record_planned", args=[meeting.code]), _("Ghi nhận cuộc họp"))
        return Line(Rank.LATE, meeting.held_on, _title(meeting), url, meeting.body.name, note, act)

    url = f"{reverse('meetings:list')}?trang_thai=passed"
    return kind(_("Họp quá ngày dự kiến, chưa ghi nhận"), url, _passed_by(today, user=user), line)


@prepared
def _passed_by(today: dt.date, user: ScopedUser) -> Any:
    rows: Any = Meeting.objects.visible_to(user)
    return ten(rows.passed_by(today).select_related("body").order_by("held_on", "body__position", "code"))


def next_meeting(user: User, *, today: dt.date) -> Meeting | None:
    """Return the meeting planned next. One query."""
    rows: Any = Meeting.objects.visible_to(user)
    found: Meeting | None = (
        rows.planned_from(today).select_related("body").order_by("held_on", "body__position", "code").first()
    )
    return found


def _title(meeting: Any) -> str:
    return _("Họp %(kind)s") % {"kind": meeting.get_kind_display().lower()}


def minutes(user: User) -> Kind:
    """Return the minutes that the user has begun to write and that have no number yet."""
    drafts = paper_queries.drafts_of_minutes(user)
    rows: Any = Meeting.objects.visible_to(user)

    def line(meeting: Any) -> Line:
        draft = drafts[meeting.pk]
        note = _("dự thảo sửa ngày %(day)s, chưa lấy số") % {"day": day(draft.edited_at)}
        url = reverse("meetings:minutes", args=[meeting.code])
        title = _("Biên bản họp ngày %(day)s") % {"day": day(meeting.held_on)}
        on = draft.edited_at.astimezone(ZONE).date()
        return Line(Rank.WAITING, on, title, url, meeting.body.name, note, Action(url, _("Soạn tiếp")))

    ordered = rows.filter(pk__in=drafts).select_related("body").order_by("held_on", "pk")
    return kind(_("Biên bản soạn dở"), "", ten(ordered) if drafts else [], line)


def _seen(user: User) -> Any:
    return Body.objects.visible_to(user).values("pk")


# Directions


def _direction(direction: Any, today: dt.date, act: Action) -> Line:
    state, due = directions.state_of(direction, today), direction.due_then
    if state == State.WAITING:
        rank, note = Rank.SOON, _("chờ lãnh đạo xác nhận kết thúc")
    elif state == State.OVERDUE:
        late = days_late(direction.counted_from, today)
        rank, note = Rank.LATE, f"{_('hạn %(day)s') % {'day': day(due)}}, {late}"
    elif state == State.LEFT:
        rank, note = Rank.WAITING, _("tổ chức đã kết thúc")
    elif state == State.DEFERRED:
        rank, note = Rank.SOON, _("được miễn, hoãn đến %(day)s") % {"day": day(direction.counted_from)}
    else:
        rank = Rank.TODAY if due == today else Rank.WAITING
        note = _("hạn %(day)s") % {"day": day(due)}
    url = reverse("directions:page", args=[direction.code])
    return Line(rank, due, short(direction.text), url, direction.body.name, note, act)


def _open(user: ScopedUser, today: dt.date) -> Any:
    rows: Any = directions.still_open(user=user, on=today)
    return rows.order_by("is_waiting", *directions.ORDERS["han"])


@prepared
def _assigned(today: dt.date, to: int, user: ScopedUser) -> Any:
    return ten(_open(user, today).filter(assigned_to=to))


def directions_of_staff(user: User, today: dt.date) -> Kind:
    """Return the open directions that the user follows up."""

    def line(direction: Any) -> Line:
        name = "page" if direction.is_waiting else "report"
        label = _("Mở ý kiến") if direction.is_waiting else _("Báo cáo thực hiện")
        return _direction(
            direction, today, Action(reverse(f"directions:{name}", args=[direction.code]), label)
        )

    url = f"{reverse('desk:directions')}?giao_cho={directions.ME}"
    found = _assigned(today, user.pk, user=user)
    return kind(_("Ý kiến chỉ đạo giao cho tôi"), url, found, line)


def directions_of_bodies(user: User, today: dt.date) -> Kind:
    """Return the open directions on a secretary's bodies: to be acknowledged first, then reported on."""

    def line(direction: Any) -> Line:
        if direction.is_waiting:
            name, label = "page", _("Mở ý kiến")
        elif direction.received_then is None:
            name, label = "receive", _("Xác nhận đã tiếp nhận")
        else:
            name, label = "report", _("Báo cáo thực hiện")
        return _direction(
            direction, today, Action(reverse(f"directions:{name}", args=[direction.code]), label)
        )

    rows = _open(user, today).with_follow_up(today)
    return kind(_("Ý kiến chỉ đạo"), reverse("desk:directions"), ten(rows), line)


def proposals(user: User, today: dt.date) -> Kind:
    """Return the directions that staff propose to close, for the leaders who confirm it."""
    rows: Any = directions.listing(user=user, on=today, filters=directions.Filters(state=State.WAITING))

    def line(direction: Any) -> Line:
        url = reverse("directions:page", args=[direction.code])
        note = _("đề nghị kết thúc, hạn %(day)s") % {"day": day(direction.due_then)}
        words = short(direction.text)
        act = Action(url, _("Xem, xác nhận"))
        return Line(Rank.WAITING, direction.due_then, words, url, direction.body.name, note, act)

    url = f"{reverse('desk:directions')}?tinh_trang=waiting"
    ordered = rows.order_by(*directions.ORDERS["han"])
    return kind(_("Ý kiến chỉ đạo chờ xác nhận"), url, ten(ordered), line)


def requests(user: User, today: dt.date) -> Kind:
    """Return the directions for which more time is asked, for the leaders who answer."""
    wanted = directions.Filters(state=directions.ASKING)
    rows: Any = directions.listing(user=user, on=today, filters=wanted)

    def line(direction: Any) -> Line:
        url = reverse("directions:page", args=[direction.code])
        note = _("xin gia hạn, hạn đang có %(day)s") % {"day": day(direction.due_then)}
        words = short(direction.text)
        act = Action(url, _("Xem, trả lời"))
        return Line(Rank.WAITING, direction.due_then, words, url, direction.body.name, note, act)

    url = f"{reverse('desk:directions')}?tinh_trang={directions.ASKING}"
    return kind(_("Xin gia hạn ý kiến chỉ đạo"), url, ten(rows.order_by(*directions.ORDERS["han"])), line)


# Reports, waivers, findings


def report_line(report: Report, rank: Rank, since: dt.date, note: str, act: Action) -> Line:
    """Return the line of a report, which wants its body and regime."""
    url = reverse("reports:page", args=[report.pk])
    return Line(rank, since, report.title(), url, report.body.name, note, act)


def waivers(user: User, today: dt.date) -> Kind:
    """Return the waivers that end within two weeks."""

    def line(waiver: Waiver) -> Line:
        note = _("miễn, hoãn đến hết %(day)s") % {"day": day(waiver.until)}
        if waiver.document:
            note = f"{note} ({waiver.document})"
        url = reverse("obligations:finding", args=[waiver.body.code, waiver.rule, waiver.subject])
        title = ", ".join(
            filter(None, (sentences.title(waiver.rule), about.words(waiver.rule, waiver.subject)))
        )
        act = Action(reverse("obligations:waiver", args=[waiver.pk]), _("Gia hạn"))
        return Line(Rank.SOON, waiver.until, title, url, waiver.body.name, note, act)

    found = list(_ending_by(today + ENDS_SOON, today, user=user))
    about = subjects.of(found)
    url = f"{reverse('obligations:waivers')}?tinh_trang=sap-het&xep=den-ngay"
    return kind(_("Miễn, hoãn sắp hết hạn"), url, found, line, together=Action(url, _("Xem các miễn, hoãn")))


@prepared
def _ending_by(last: dt.date, today: dt.date, user: ScopedUser) -> Any:
    rows: Any = Waiver.objects.visible_to(user)
    return ten(rows.ending_by(last, today=today).select_related("body").order_by("until", "pk"))


def terms(user: User, today: dt.date) -> Kind:
    """Return the terms that end, or have ended, with nobody designated to follow."""
    url = f"{reverse('obligations:worklist')}?quy_tac={Rule.TERM_ENDING}"
    rows, total = _rows(user, today, [Rule.TERM_ENDING.value])
    return Kind(_("Sắp hết thời hạn giữ vị trí"), url, _finding_lines(rows, today), total)


def owed_by_bodies(user: User, today: dt.date) -> list[Kind]:
    """Return what a secretary's bodies owe, late or soon due, and their reports that the office returned, but
    for those whose sending again was deferred.

    What a direction or a returned report tells already is not told again as a finding.
    """
    rows: Any = Report.objects.visible_to(user)
    returned = list(
        rows.returned_by(today).select_related("body__kind", "regime").order_by("returned_on", "pk")
    )
    told = {_duty(report) for report in returned}
    standings = boards.standings(returned, today) if returned else {}
    returned = [one for one in returned if standings[one.pk].state == BoardState.RETURNED]
    found, total = _rows(user, today, ())
    own = [
        row
        for row in found
        if row.rule != Rule.DIRECTION_OVERDUE and (row.body_code, row.subject) not in told
    ]
    return [
        Kind(
            _("Việc phải làm của tổ chức"), reverse("obligations:worklist"), _finding_lines(own, today), total
        ),
        Kind(
            _("Báo cáo bị trả lại"),
            f"{reverse('reports:list')}?tinh_trang={ReportState.RETURNED}",
            [_returned(report) for report in returned[:TEN]],
            len(returned),
        ),
    ]


def soon_due(user: User, today: dt.date) -> list[Kind]:
    """Return what a secretary's bodies have set a day for within a week: these are findings only
    once that day has passed. Three queries."""
    week = today, today + A_WEEK
    tasks: Any = Task.objects.visible_to(user)
    submissions: Any = Submission.objects.visible_to(user)
    consultations: Any = WrittenConsultation.objects.visible_to(user)
    return [
        _soon(
            (_("Nhiệm vụ sắp đến hạn"), _("nhiệm vụ")),
            "meetings:task",
            f"{reverse('meetings:tasks')}?tinh_trang=open",
            tasks.open_on(today).filter(due_on__range=week),
            ("due_on", "title"),
            today,
        ),
        _soon(
            (_("Đề xuất sắp đến ngày hẹn gửi"), _("đề xuất")),
            "reports:submission",
            f"{reverse('reports:submissions')}?tinh_trang=promised",
            submissions.existing_on(today).filter(promised_on__range=week).exclude(sent_on__lte=today),
            ("promised_on", "subject"),
            today,
        ),
        _soon(
            (_("Phiếu lấy ý kiến sắp hết hạn trả lời"), _("phiếu lấy ý kiến")),
            "meetings:consultation",
            f"{reverse('meetings:consultations')}?tinh_trang=open",
            consultations.existing_on(today).filter(deadline_on__range=week).exclude(closed_on__lte=today),
            ("deadline_on", "subject"),
            today,
        ),
    ]


def _soon(
    names: tuple[str, str], page: str, url: str, rows: Any, columns: tuple[str, str], today: dt.date
) -> Kind:
    """Return the kind of records that are due on a day: `names` are the kind's and one record's, `columns`
    hold the day and what is to be done."""

    def line(one: Any) -> Line:
        due, words = getattr(one, columns[0]), getattr(one, columns[1])
        left = sentences.time_left((due - today).days)
        note = f"{names[1]}, {_('hạn %(day)s') % {'day': day(due)}}, {left}"
        address = reverse(page, args=[one.code])
        act = Action(address, _("Mở"))
        rank = Rank.TODAY if due == today else Rank.SOON
        return Line(rank, due, short(words), address, one.body.name, note, act)

    return kind(names[0], url, ten(rows.select_related("body").order_by(columns[0], "code")), line)


def _duty(report: Report) -> tuple[str, str]:
    """Return the body and the subject of the finding that a report is missing."""
    return report.body.code, f"{report.regime.code}/{report.period}" if report.regime else report.period


def _returned(report: Report) -> Line:
    assert report.returned_on is not None
    note = _("trả lại ngày %(day)s") % {"day": day(report.returned_on)}
    if report.return_remarks:
        note = f"{note}: {short(report.return_remarks)}"
    act = Action(reverse("reports:receive_again", args=[report.pk]), _("Ghi nộp lại"))
    return report_line(report, Rank.LATE, report.returned_on, note, act)


def _rows(user: User, today: dt.date, rules: Sequence[str]) -> findings.Slice:
    wanted = Filters(rules=rules, statuses=(FlagStatus.OVERDUE.value, FlagStatus.DUE.value))
    return findings.listing(today, filters=wanted, body_ids=bodies_of(user), limit=TEN)


def _finding_lines(rows: Sequence[Row], today: dt.date) -> list[Line]:
    acts = actions.of_many([row.key for row in rows])
    names = records.references(rows, links=False).names
    about = subjects.of(rows)
    return [_finding(row, about.heading(row, names), today, acts.get(row.key)) for row in rows]


def _finding(row: Row, title: str, today: dt.date, act: Action | None) -> Line:
    url = reverse("obligations:finding", args=[row.body_code, row.rule, row.subject])
    note = ", ".join(filter(None, (row.due_label, sentences.status(row, today))))
    to_come = Rank.TODAY if row.due_on == today else Rank.SOON
    rank = to_come if row.status == FlagStatus.DUE else Rank.LATE
    return Line(
        rank,
        row.due_on or today,
        title,
        url,
        row.body_name,
        note,
        act or Action(url, _("Xem, xử lý")),
    )

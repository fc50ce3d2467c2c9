"""Work of the office's own: answers by link, reports to look through, mails that failed, drafts."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from core.addresses import reverse
from core.clock import ZONE
from core.dates import day
from core.lists import CHOSEN, EVERY_ROW
from core.prepared import prepared
from core.templatetags.nennep import vi
from delegations.enums import LawDraftState
from delegations.models import LawDraft, Province
from desk.queries.today.lines import TEN, Kind, Line, Rank, kind, ten
from desk.queries.today.of_records import report_line, short
from obligations.queries import sentences
from obligations.queries.actions import Action
from obligations.services.appraisals import ReviewPeriod
from outbox.enums import MessageState
from outbox.models import Message
from papers.enums import Kind as PaperKind
from papers.enums import State
from papers.models import Paper
from records.querysets import ScopedUser
from reminders.models import Answer
from reminders.queries import answers as answer_queries
from reports.enums import ReportState
from reports.models import Report
from reviews.models import Correction, Review
from reviews.queries import periods


def answers() -> Kind:
    """Return what bodies said by the link in a mail, waiting to be accepted."""

    def line(answer: Answer) -> Line:
        on = answer.given_at.astimezone(ZONE).date()
        note = _("%(name)s trả lời “%(what)s” ngày %(day)s") % {
            "name": answer.given_by,
            "what": answer.get_kind_display(),
            "day": day(on),
        }
        url = f"{reverse('reminders:answers')}#tra-loi-{answer.pk}"
        title = sentences.title(answer.flag.rule)
        return Line(Rank.WAITING, on, title, url, answer.flag.body.name, note, Action(url, _("Xem, nhận")))

    url = reverse("reminders:answers")
    return kind(
        _("Trả lời qua thư chờ nhận"),
        url,
        _answers(),
        line,
        together=Action(url, _("Xem, nhận nhiều trả lời")),
    )


@prepared
def _answers() -> Any:
    return ten(answer_queries.listing(""))


def reports(user: User, today: dt.date) -> Kind:
    """Return the reports that were handed in and wait to be accepted."""

    def line(report: Report) -> Line:
        since = report.resubmitted_on or report.submitted_on
        note = _("nộp ngày %(day)s, chờ %(n)s ngày") % {"day": day(since), "n": vi((today - since).days)}
        act = Action(reverse("reports:page", args=[report.pk]), _("Xem, chấp nhận"))
        return report_line(report, Rank.WAITING, since, note, act)

    waiting = f"tinh_trang={ReportState.WAITING}"
    accept = f"{reverse('reports:accept_many')}?{waiting}&{CHOSEN}={EVERY_ROW}"
    return kind(
        _("Báo cáo chờ xem"),
        f"{reverse('reports:list')}?{waiting}",
        _waiting_on(today, user=user),
        line,
        together=Action(accept, _("Chấp nhận nhiều báo cáo")),
    )


@prepared
def _waiting_on(today: dt.date, user: ScopedUser) -> Any:
    rows: Any = Report.objects.visible_to(user)
    return ten(rows.waiting_on(today).select_related("body", "regime").order_by("submitted_on", "pk"))


def mails() -> Kind:
    """Return the mails that could not be sent."""

    def line(mail: Message) -> Line:
        url = reverse("reminders:message", args=[mail.pk])
        note = _("không gửi được ngày %(day)s") % {"day": day(mail.day)}
        act = Action(url, _("Xem, gửi lại"))
        return Line(
            Rank.LATE, mail.day, short(mail.subject), url, mail.recipient_name or mail.address, note, act
        )

    url = f"{reverse('reminders:log')}?trang_thai={MessageState.FAILED}"
    return kind(
        _("Thư không gửi được"),
        url,
        _failed(),
        line,
        together=Action(url, _("Xem các thư")),
    )


@prepared
def _failed() -> Any:
    rows = Message.objects.filter(state=MessageState.FAILED).defer("text", "html", "headers", "calendar")
    return ten(rows.order_by("-day", "-pk"))


def drafts(user: User, today: dt.date) -> list[Kind]:
    """Return what was begun and is not finished: law, letters, reviews. Three queries."""
    return [_laws(user), _papers(), _reviews(today)]


def _laws(user: User) -> Kind:
    def line(draft: Any) -> Line:
        on, own = draft.drafted_at.astimezone(ZONE).date(), draft.drafted_by_id == user.pk
        url = reverse("obligations:law-draft", args=[draft.pk])
        if own and not draft.alone:
            note = _("dự thảo quy định, chờ người thứ hai cho áp dụng")
            rank, act = Rank.SOON, Action(url, _("Mở dự thảo"))
        else:
            note = _("dự thảo quy định ngày %(day)s, chờ đồng chí cho áp dụng") % {"day": day(on)}
            rank, act = Rank.WAITING, Action(url, _("Xem, cho áp dụng"))
        return Line(rank, on, draft.title, url, str(draft.drafted_by), note, act)

    return kind(_("Dự thảo quy định"), reverse("obligations:law-drafts"), _law_drafts(), line)


@prepared
def _law_drafts() -> Any:
    rows: Any = LawDraft.objects.filter(state=LawDraftState.DRAFT).select_related("drafted_by")
    rows = rows.annotate(alone=Exists(Province.objects.filter(one_person_office=True)))
    return ten(rows.order_by("drafted_at", "pk"))


def _papers() -> Kind:
    """Return the drafts; minutes have lines of their own."""

    def line(paper: Paper) -> Line:
        on = paper.created_at.astimezone(ZONE).date()
        url = reverse("desk:paper", args=[paper.pk])
        note = _("dự thảo %(kind)s lập ngày %(day)s") % {"kind": paper.get_kind_display(), "day": day(on)}
        act = Action(url, _("Xem, lấy số") if paper.traits.numbered else _("Soạn tiếp"))
        return Line(Rank.WAITING, on, short(capfirst(str(paper))), url, str(paper.created_by), note, act)

    url = f"{reverse('desk:papers')}?trang_thai={State.DRAFT}"
    return kind(
        _("Dự thảo văn bản"),
        url,
        _paper_drafts(),
        line,
        together=Action(url, _("Xem các dự thảo")),
    )


@prepared
def _paper_drafts() -> Any:
    drafts = Paper.objects.filter(state=State.DRAFT).exclude(kind=PaperKind.MINUTES)
    rows = drafts.defer("blocks", "built").select_related("created_by")
    return ten(rows.order_by("created_at", "pk"))


def _reviews(today: dt.date) -> Kind:
    """Return the periods that are over, whose grades the office corrected and did not confirm."""
    found = []
    for row in _corrected():
        period = ReviewPeriod(row["year"], int(row["quarter"] or 0))
        if period.last_day <= today:
            url = periods.list_address(period)
            title = _("Đánh giá %(period)s") % {"period": periods.words(period)}
            name = _("%(n)s tổ chức") % {"n": vi(row["bodies"])}
            note = _("đã sửa, chưa xác nhận kết quả")
            act = Action(url, _("Xem, xác nhận"))
            found.append(Line(Rank.WAITING, period.last_day, title, url, name, note, act))
    return Kind(_("Đánh giá chờ xác nhận"), reverse("desk:reviews"), found[:TEN], len(found))


@prepared
def _corrected() -> Any:
    confirmed = Review.objects.filter(
        body=OuterRef("body"), year=OuterRef("year"), quarter=OuterRef("quarter")
    )
    unconfirmed = Correction.objects.filter(~Exists(confirmed)).values("year", "quarter")
    return unconfirmed.annotate(bodies=Count("body", distinct=True)).order_by("year", "quarter")

"""Official letters that urge: drafted from findings as papers, and brought up to date with them."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock, dates
from core.addresses import reverse
from core.clock import ZONE
from core.errors import Refused
from obligations.enums import FlagStatus
from obligations.queries import findings, sentences
from obligations.queries.findings import Row
from papers.enums import Kind
from papers.models import Paper
from papers.owners import Draft, Owner
from papers.services import drafts
from reminders import schedule
from reminders.documents import letters as documents
from reminders.enums import Signing
from reminders.models import Letter
from reminders.permissions import can_steer_mails, check_can_steer_mails
from reminders.services import planning


def candidates(day: dt.date) -> list[Row]:
    """Return the findings that have reached the step of a letter and are in no letter since they opened, in
    order of bodies."""
    look = planning.picture(day)
    due = schedule.for_letter(look.findings, ladders=look.ladders, snoozes=look.snoozes, today=day)
    openings = {finding.flag: finding.opening for finding in due}
    urged = {
        flag
        for flag, created in Letter.objects.filter(flags__in=openings).values_list(
            "flags", "paper__created_at"
        )
        if flag in openings and created >= openings[flag]
    }
    return findings.of_flags([finding.flag for finding in due if finding.flag not in urged], day, sort="body")


@transaction.atomic
def draft(
    *,
    flag_ids: Iterable[int],
    dated_on: dt.date,
    deadline_on: dt.date,
    together: bool,
    signing: Signing = Signing.HEAD,
    now: dt.datetime,
    by: User,
) -> list[Letter]:
    """Draft one letter to all bodies of these findings, or one to each. Raises Refused."""
    check_can_steer_mails(by)
    if deadline_on < dated_on:
        raise Refused(_("Hạn thực hiện phải từ ngày công văn trở đi."), field="deadline_on")
    rows = _open_rows(flag_ids, now.astimezone(ZONE).date())
    if not rows:
        raise Refused(_("Hãy chọn ít nhất một việc còn chưa khắc phục."))
    _check_there(rows, dated_on)
    groups = (
        [rows]
        if together
        else [
            [row for row in rows if row.body_id == body]
            for body in dict.fromkeys(row.body_id for row in rows)
        ]
    )
    return [
        _draft(group, dated_on=dated_on, deadline_on=deadline_on, signing=signing, now=now, by=by)
        for group in groups
    ]


def _open_rows(flag_ids: Iterable[int], day: dt.date) -> list[Row]:
    """Return the findings that are still to be remedied on the day, in order of bodies."""
    standing = findings.of_flags(set(flag_ids), day, sort="body")
    return [row for row in standing if row.status != FlagStatus.WAIVED]


def _check_there(rows: Sequence[Row], dated_on: dt.date) -> None:
    """Raise Refused where a letter of the day would urge what came later."""
    unborn = next((row for row in rows if _there_from(row) > dated_on), None)
    if unborn is not None:
        words = _(
            "%(body)s: việc “%(about)s” chưa có vào ngày công văn (từ ngày %(day)s). Hãy chọn ngày công văn"
            " muộn hơn hoặc bỏ việc này."
        )
        values = {
            "body": unborn.body_name,
            "about": sentences.title(unborn.rule),
            "day": dates.day(_there_from(unborn)),
        }
        raise Refused(words % values, field="dated_on")


def _there_from(row: Row) -> dt.date:
    """Return the first day on which the finding can be spoken of: the day after it was due, or of the meeting
    or decision it is about."""
    if row.status == FlagStatus.OVERDUE and row.counted_from is not None:
        return row.counted_from + dt.timedelta(days=1)
    about = row.evidence.get("meeting") or row.evidence.get("decision") or {}
    return about.get("held_on") or about.get("decided_on") or dt.date.min


def _draft(
    rows: Sequence[Row],
    *,
    dated_on: dt.date,
    deadline_on: dt.date,
    signing: Signing,
    now: dt.datetime,
    by: User,
) -> Letter:
    made = documents.letter(rows, dated_on=dated_on, deadline_on=deadline_on, signing=signing)
    paper = drafts.start(
        kind=Kind.LETTER,
        title=made.title,
        frame=made.frame,
        blocks=made.blocks,
        dated_on=dated_on,
        series=signing.series,
        record_name="; ".join(dict.fromkeys(row.body_name for row in rows)),
        now=now,
        by=by,
    )
    letter = Letter.objects.create(paper=paper, deadline_on=deadline_on)
    letter.flags.set([row.flag_id for row in rows])
    return letter


def of_paper(paper: Paper) -> Letter:
    """Return the letter that a paper is, or that it replaces. One query for each paper before it."""
    while (found := Letter.objects.filter(paper=paper).first()) is None:
        assert paper.replaces is not None, "a letter's paper has a letter"
        paper = paper.replaces
    return found


def _about(paper: Paper) -> tuple[str, str]:
    letter = of_paper(paper)
    words = _("Các việc được đôn đốc, hạn %(day)s") % {"day": dates.day(letter.deadline_on)}
    return words, reverse("reminders:letter", args=[letter.pk])


def _build(paper: Paper) -> Draft | None:
    """Return the letter as its findings stand today; None where all are remedied."""
    letter = of_paper(paper)
    rows = _open_rows(letter.flags.values_list("pk", flat=True), clock.today())
    if not rows:
        return None
    return documents.letter(
        rows,
        dated_on=paper.dated_on,
        deadline_on=letter.deadline_on,
        signing=Signing.ON_BEHALF if paper.series else Signing.HEAD,
    )


OWNERS = (
    Owner(
        kind=Kind.LETTER,
        about=_about,
        can_see=lambda user, paper: user.sees_all(),
        can_edit=lambda user, paper: can_steer_mails(user),
        build=_build,
        discarded_to="reminders:letters",
    ),
)

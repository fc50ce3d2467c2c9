"""Answers by the link in a mail: they land as proposals, and become facts when staff accept them."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core import dates, files
from core.errors import Refused
from core.secrecy import check_not_secret
from delegations.services import papers
from meetings.enums import MeetingKind, MeetingStatus
from meetings.models import Meeting, Paper
from meetings.queries import members
from meetings.services import meetings
from obligations.enums import Rule
from obligations.models import Flag
from obligations.queries import findings
from obligations.services.keeping import Period
from reminders.documents import links
from reminders.enums import AnswerKind, AnswerState
from reminders.models import Answer
from reminders.permissions import check_can_steer_mails
from reminders.services import snoozes
from reports.enums import ReportKind
from reports.models import Report, ReportFile
from reports.services import reports

MEETING_RULES = {Rule.MEETING_OVERDUE, Rule.MEETING_DUE}
REPORT_RULES = {Rule.ANNUAL_REPORT_MISSING, Rule.ANNUAL_REPORT_DUE}
# What was done cannot be done again: there is no day to promise.
PAST_RULES = {Rule.QUORUM_FAILED, Rule.MAJORITY_FAILED, Rule.COMPETENCE_EXCEEDED, Rule.SECRET_PERSONNEL_ROUND}


def kinds(rule: str) -> list[AnswerKind]:
    """Return how a finding of the rule can be answered: a promise, too, where it can still be done."""
    if rule in PAST_RULES:
        return [AnswerKind.EXPLANATION]
    if rule in MEETING_RULES:
        return [AnswerKind.MEETING, AnswerKind.PROMISE]
    return [AnswerKind.REPORT, AnswerKind.PROMISE] if rule in REPORT_RULES else [AnswerKind.PROMISE]


def open_flag(secret: str, *, today: dt.date) -> tuple[Flag, links.Grant]:
    """Return the finding that a link is about; raises Refused where it cannot be answered any more."""
    grant = links.read(secret, today=today)
    if Answer.objects.filter(token_digest=links.digest(secret)).exists():
        raise Refused(
            _(
                "Liên kết này đã được dùng để trả lời. Văn phòng đã nhận được; nếu cần nói thêm, hãy liên hệ"
                " văn phòng."
            )
        )
    flag = (
        Flag.objects.filter(body__code=grant.body_code, rule=grant.rule, subject=grant.subject)
        .select_related("body")
        .first()
    )
    if flag is None or flag.closed_at is not None:
        raise Refused(_("Việc này đã được khắc phục, không cần trả lời nữa. Cảm ơn đồng chí."))
    if flag.body.ended_on and flag.body.ended_on < today:
        words = _("%(body)s đã kết thúc hoạt động ngày %(day)s nên không cần trả lời nữa. Cảm ơn đồng chí.")
        raise Refused(words % {"body": flag.body, "day": dates.day(flag.body.ended_on)})
    return flag, grant


@transaction.atomic
def give(
    secret: str,
    *,
    kind: str,
    values: Mapping[str, Any],
    upload: "UploadedFile[bytes] | None",
    today: dt.date,
    now: dt.datetime,
) -> Answer:
    """Write what a body answers, once for each link. Raises Refused, naming the field."""
    flag, grant = open_flag(secret, today=today)
    if kind not in kinds(flag.rule):
        raise Refused(_("Không trả lời được như vậy cho việc này."))
    _check_days(flag, values, today)
    for name in ("given_by", "number", "reason"):
        check_not_secret(str(values.get(name) or ""), field=name)
    stored_file = files.store(upload) if upload is not None else None
    try:
        with transaction.atomic():
            return Answer.objects.create(
                flag=flag,
                kind=kind,
                address=grant.address,
                file={**stored_file, "key": str(stored_file["key"])} if stored_file else None,
                token_digest=links.digest(secret),
                given_at=now,
                **values,
            )
    except IntegrityError as error:
        raise Refused(_("Liên kết này đã được dùng để trả lời. Văn phòng đã nhận được.")) from error


def _check_days(flag: Flag, values: Mapping[str, Any], today: dt.date) -> None:
    """Raise Refused for a day that cannot be: what is impossible is said now, to who can mend it, and not
    when staff accept."""
    for name in ("held_on", "submitted_on"):
        if values.get(name) and values[name] > today:
            raise Refused(
                _("Ngày này chưa đến. Nếu chưa thực hiện, hãy chọn nêu lý do và hẹn ngày."), field=name
            )
    if values.get("held_on"):
        meetings.check_day(flag.body, values["held_on"])
        meetings.check_head_count(
            values.get("head_count"), len(members.on_day(flag.body, values["held_on"])), values["held_on"]
        )
    if values.get("submitted_on"):
        reports.check({"year": int(flag.subject), "submitted_on": values["submitted_on"]}, today)
    promised = values.get("promised_on")
    if promised and promised < today:
        raise Refused(_("Ngày hẹn phải từ hôm nay trở đi."), field="promised_on")
    if promised and promised - today > snoozes.LONGEST:
        raise Refused(_("Ngày hẹn không quá một năm kể từ hôm nay."), field="promised_on")


def owed(flag: Flag) -> list[Mapping[str, Any]]:
    """Return the periods in which a finding about meetings misses one, oldest first: `name`, `first`,
    `last`."""
    evidence = findings.revive(flag.evidence)
    periods = [evidence["period"]] if "period" in evidence else evidence.get("periods", [])
    return [period for period in periods if not period.get("waived")]


def consequence(flag: Flag, *, held_on: dt.date, meeting_kind: str, around: Sequence[Period]) -> str:
    """Return to which period the day of a meeting belongs and which periods stay without a periodic one;
    `around` are the body's latest periods."""
    missed = owed(flag)
    found = next((part["name"] for part in missed if part["first"] <= held_on <= part["last"]), "")
    if not found:
        found = next((part.name for part in around if part.starts_on <= held_on <= part.last_day), "")
    sentences = (
        [_("Ngày %(day)s thuộc %(period)s.") % {"day": dates.day(held_on), "period": dates.period(found)}]
        if found
        else []
    )
    is_periodic = meeting_kind == MeetingKind.PERIODIC
    left = [dates.period(part["name"]) for part in missed if not (is_periodic and part["name"] == found)]
    if left:
        why = "" if is_periodic else _("Cuộc họp này không phải họp định kỳ. ")
        sentences.append(why + _("Vẫn ghi là không họp định kỳ: %(periods)s.") % {"periods": ", ".join(left)})
    return " ".join(sentences)


@transaction.atomic
def accept(answer: Answer, *, today: dt.date, now: dt.datetime, by: User) -> Answer:
    """Make an answer a fact: a meeting held, a report received, or a rest for the reminders (until the
    promised day, or as long as they may)."""
    check_can_steer_mails(by)
    answer = _undecided(answer)
    match answer.kind:
        case AnswerKind.MEETING:
            _accept_meeting(answer, today=today, now=now, by=by)
        case AnswerKind.REPORT:
            _accept_report(answer, today=today, now=now, by=by)
        case AnswerKind.PROMISE if answer.promised_on and answer.promised_on >= today:
            _rest(answer, until=answer.promised_on, today=today, now=now, by=by)
        case AnswerKind.EXPLANATION:
            _rest(answer, until=today + snoozes.LONGEST, today=today, now=now, by=by)
        case _:
            pass  # a promise whose day is over is noted, and the reminders go on
    return _decide(answer, AnswerState.ACCEPTED, note="", now=now, by=by)


@transaction.atomic
def refuse(answer: Answer, *, note: str, now: dt.datetime, by: User) -> Answer:
    """Set an answer aside, with the reason."""
    check_can_steer_mails(by)
    if not note.strip():
        raise Refused(_("Hãy ghi vì sao không nhận."), field="note")
    return _decide(_undecided(answer), AnswerState.REFUSED, note=note, now=now, by=by)


def _undecided(answer: Answer) -> Answer:
    found = Answer.objects.select_for_update(of=("self",)).select_related("flag__body").get(pk=answer.pk)
    if found.state != AnswerState.PROPOSED:
        raise Refused(_("Trả lời này đã được xem."))
    return found


def _decide(answer: Answer, state: str, *, note: str, now: dt.datetime, by: User) -> Answer:
    answer.state, answer.decision_note, answer.decided_at, answer.decided_by = state, note, now, by
    answer.save(update_fields=["state", "decision_note", "decided_at", "decided_by"])
    return answer


def _rest(answer: Answer, *, until: dt.date, today: dt.date, now: dt.datetime, by: User) -> None:
    with override("vi"):  # what is kept is Vietnamese, whoever accepts
        reason = _("%(who)s trả lời qua thư: %(reason)s") % {"who": answer.given_by, "reason": answer.reason}
    snoozes.start(
        body=answer.flag.body, flag=answer.flag, until=until, reason=reason[:300], today=today, now=now, by=by
    )


def _accept_meeting(answer: Answer, *, today: dt.date, now: dt.datetime, by: User) -> None:
    values = {
        "held_on": answer.held_on,
        "kind": answer.meeting_kind,
        "head_count": answer.head_count,
        "minutes_number": answer.number,
        # The rules will flag what is missing; the office accepts it as the body said it.
        "exception_reason": (
            "Ghi theo trả lời của tổ chức qua thư nhắc."
        ),  # kept, so never in another language
    }
    same_day = Meeting.objects.filter(body=answer.flag.body, held_on=answer.held_on).exclude(
        status=MeetingStatus.CANCELLED
    )
    held = same_day.filter(status=MeetingStatus.HELD).first()
    if held is not None:
        words = _(
            "Hồ sơ đã có cuộc họp %(code)s ngày %(day)s của tổ chức này. Nếu là cùng một cuộc họp, hãy chọn"
            " “Không nhận” và ghi lý do."
        )
        raise Refused(words % {"code": held.code, "day": dates.day(held.held_on)})
    planned = same_day.filter(status=MeetingStatus.PLANNED, kind=answer.meeting_kind).first()
    meeting = meetings.record(
        body=answer.flag.body,
        values=values,
        items=[],
        states={},
        reasons={},
        planned=planned,
        today=today,
        by=by,
    )
    if answer.file:
        papers.add(model=Paper, to=meeting, upload=_upload(answer), now=now, by=by)


def _accept_report(answer: Answer, *, today: dt.date, now: dt.datetime, by: User) -> None:
    assert answer.submitted_on is not None
    year = int(answer.flag.subject)
    returned = Report.objects.filter(
        body=answer.flag.body,
        kind=ReportKind.ANNUAL,
        year=year,
        returned_on__isnull=False,
        returned_on__lte=answer.submitted_on,
        resubmitted_on__isnull=True,
    ).first()
    if returned is not None:
        reports.receive_again(
            report=returned, on=answer.submitted_on, number=answer.number, today=today, by=by
        )
        report = returned
    else:
        values = {
            "kind": ReportKind.ANNUAL,
            "year": year,
            "number": answer.number,
            "submitted_on": answer.submitted_on,
        }
        report = reports.receive(body=answer.flag.body, values=values, today=today, by=by)
    if answer.file:
        papers.add(model=ReportFile, to=report, upload=_upload(answer), now=now, by=by)


def _upload(answer: Answer) -> "UploadedFile[bytes]":
    """Return the answer's file as if it were uploaded now, so that it is checked and kept like any other."""
    assert answer.file is not None
    with files.vault().open(files.path_in_vault(uuid.UUID(answer.file["key"]))) as stored:
        return SimpleUploadedFile(answer.file["name"], stored.read())

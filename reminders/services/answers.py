"""Answers by the link in a mail: they land as proposals, and become facts when staff accept them
(accepting.py)."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import dates, files
from core.errors import Refused
from core.secrecy import check_not_secret
from delegations.enums import CoordinationKind
from delegations.models import Body, Person, WorkingRegulation
from delegations.services import contacts, events
from meetings.enums import MeetingKind
from meetings.queries import members
from meetings.services import consultations, meetings, tasks
from obligations.enums import Rule
from obligations.models import Flag
from obligations.queries import findings, periods, sentences
from obligations.queries.findings import Row
from obligations.queries.periods import Cell
from obligations.services import supposing
from reminders.documents import links
from reminders.enums import AnswerKind
from reminders.models import Answer
from reminders.services import snoozes
from reminders.services.answer_kinds import KINDS, owed, reported, supposed
from reports.services import reports, submissions


def kinds(row: Row, address: str) -> tuple[AnswerKind, ...]:
    """Return how a finding can be answered from an address, the most wanted first: a member who owes an
    opinion gives it, the body does what the rule takes."""
    if consulted(row, address) is not None:
        return (AnswerKind.OPINION,)
    return KINDS[row.rule]


def consulted(row: Row, address: str) -> Person | None:
    """Return the member with this address who has not answered the consultation that a finding is about. At
    most one query."""
    if row.rule != Rule.CONSULTATION_OPEN:
        return None
    silent = [person["code"] for person in row.evidence.get("silent", ())]
    return Person.objects.filter(code__in=silent, email__iexact=address).order_by("code").first()


def open_finding(secret: str, *, today: dt.date) -> tuple[Row, links.Grant]:
    """Return the finding that a link is about as it stands today; raises Refused where it cannot be answered
    any more."""
    grant = links.read(secret, today=today)
    if Answer.objects.filter(token_digest=links.digest(secret)).exists():
        raise Refused(
            _(
                "Liên kết này đã được dùng để trả lời. Văn phòng đã nhận được; nếu cần nói thêm, hãy liên hệ"
                " văn phòng."
            )
        )
    row = findings.one(today, body_code=grant.body_code, rule=grant.rule, subject=grant.subject)
    if row is None or not row.is_open:
        raise Refused(_("Việc này đã được khắc phục, không cần trả lời nữa. Cảm ơn đồng chí."))
    body = Body.objects.select_related("parent").get(pk=row.body_id)
    if body.last_day and body.last_day < today:
        words = _("%(body)s đã kết thúc hoạt động ngày %(day)s nên không cần trả lời nữa. Cảm ơn đồng chí.")
        raise Refused(words % {"body": body, "day": dates.day(body.last_day)})
    if consulted(row, grant.address) is None:
        contacts.check_not_left(body, grant.address, today)
    return row, grant


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
    row, grant = open_finding(secret, today=today)
    flag = Flag.objects.select_related("body").get(pk=row.flag_id)
    if kind not in kinds(row, grant.address):
        raise Refused(_("Không trả lời được như vậy cho việc này."))
    _check(row, flag.body, AnswerKind(kind), values, today)
    if kind == AnswerKind.OPINION and (person := consulted(row, grant.address)):
        values = {**values, "names": person.code}
    for name in ("given_by", "number", "names", "reason"):
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


def _check(row: Row, body: Body, kind: AnswerKind, values: Mapping[str, Any], today: dt.date) -> None:
    """Raise Refused for what cannot be: it is said now, to who can mend it, and not when staff accept."""
    if values.get("done_on") and values["done_on"] > today:
        raise Refused(
            _("Ngày này chưa đến. Nếu chưa thực hiện, hãy chọn nêu lý do và hẹn ngày."), field="done_on"
        )
    check = _CHECKS.get(kind)
    if check is not None:
        field = "ends_on" if kind == AnswerKind.EXTENDED else "done_on"
        with _naming(field):
            check(row, body, values, today)


@contextmanager
def _naming(field: str) -> Iterator[None]:
    """Let a service's refusal name the field of the answer that its own field is typed in."""
    try:
        yield
    except Refused as refusal:
        own = refusal.field if refusal.field in _OWN_FIELDS else field
        raise Refused(refusal.message, field=own) from refusal


_OWN_FIELDS = {"head_count", "number", "promised_on", "ends_on"}


def _check_meeting(row: Row, body: Body, values: Mapping[str, Any], today: dt.date) -> None:
    day = values["done_on"]
    meetings.check_day(body, day)
    meetings.check_head_count(values.get("head_count"), len(members.on_day(body, day)), day)


def _check_report(row: Row, body: Body, values: Mapping[str, Any], today: dt.date) -> None:
    _regime, period = reported(row.subject)
    reports.check({"period": period, "submitted_on": values["done_on"]}, today)


def _check_regulation(row: Row, body: Body, values: Mapping[str, Any], today: dt.date) -> None:
    if WorkingRegulation.objects.filter(body=body, number=values["number"]).exists():
        raise Refused(_("Hồ sơ đã có quy chế làm việc với số ký hiệu này."), field="number")


def _check_extended(row: Row, body: Body, values: Mapping[str, Any], today: dt.date) -> None:
    before = row.evidence["holder"]["ends_on"]
    if values["ends_on"] <= before:
        raise Refused(_("Ngày gia hạn phải sau %(day)s.") % {"day": dates.day(before)}, field="ends_on")


def _check_kept(row: Row, body: Body, values: Mapping[str, Any], today: dt.date) -> None:
    events.check_review_day(row.evidence["events"][0]["occurred_on"], values["done_on"])


def _check_promise(row: Row, body: Body, values: Mapping[str, Any], today: dt.date) -> None:
    if values["promised_on"] < today:
        raise Refused(_("Ngày hẹn phải từ hôm nay trở đi."), field="promised_on")
    if values["promised_on"] - today > snoozes.LONGEST:
        raise Refused(_("Ngày hẹn không quá một năm kể từ hôm nay."), field="promised_on")


_CHECKS: dict[AnswerKind, Callable[[Row, Body, Mapping[str, Any], dt.date], None]] = {
    AnswerKind.MEETING: _check_meeting,
    AnswerKind.REPORT: _check_report,
    AnswerKind.MINUTES: lambda row, _body, values, today: meetings.check_signed(
        values["done_on"], row.evidence["meeting"]["held_on"], today
    ),
    AnswerKind.REGULATION: _check_regulation,
    AnswerKind.EXTENDED: _check_extended,
    AnswerKind.KEPT: _check_kept,
    AnswerKind.DONE: lambda row, _body, values, today: tasks.check_done(
        values["done_on"], row.evidence["task"]["given_on"], today
    ),
    AnswerKind.SENT: lambda row, _body, values, today: submissions.check(
        {"recorded_on": row.evidence["submission"]["recorded_on"], "sent_on": values["done_on"]}, today
    ),
    AnswerKind.COUNTED: lambda row, _body, values, today: consultations.check_closed(
        values["done_on"], row.evidence["consultation"]["sent_on"], today
    ),
    AnswerKind.PROMISE: _check_promise,
}


# What an answer changes -----------------------------------------------------------------------------


def outcomes(given: Sequence[tuple[Row, str, Mapping[str, Any]]], *, on: dt.date) -> list[str]:
    """Return for each answer (finding, kind, values) what accepting it would make of the finding, judged as
    if it were on record: gone, or what remains. As many queries for one as for a page."""
    judged = supposing.outcomes([(row, supposed(row, kind, values)) for row, kind, values in given], on=on)
    of_meetings = {row.body_id for row, kind, _values in given if kind == AnswerKind.MEETING}
    around = periods.of_bodies(on, of_meetings) if of_meetings else {}
    made = []
    for (row, kind, values), found in zip(given, judged, strict=True):
        if kind == AnswerKind.MEETING:
            day = {"held_on": values["done_on"], "meeting_kind": values["meeting_kind"]}
            which, by_rule = consequence(row.evidence, **day, around=around.get(row.body_id, []))
            made.append(f"{which} {_becomes(row, found) if found else by_rule}".strip())
        else:
            made.append(_becomes(row, found) if found else str(_RESTS.get(AnswerKind(kind), "")))
    return made


_RESTS = {
    AnswerKind.PROMISE: gettext_lazy(
        "Việc này vẫn còn cho đến khi được thực hiện; thư nhắc tạm dừng đến ngày hẹn."
    ),
    AnswerKind.EXPLANATION: gettext_lazy("Việc này vẫn còn trong hồ sơ; văn phòng xem ý kiến giải trình."),
    AnswerKind.OPINION: gettext_lazy("Phiếu lấy ý kiến vẫn mở cho đến khi tổ chức ghi ngày tổng hợp."),
}


def consequence(
    evidence: Mapping[str, Any], *, held_on: dt.date, meeting_kind: str, around: Sequence[Cell]
) -> tuple[str, str]:
    """Return to which period the day of a meeting belongs, and which periods stay without a periodic one by
    the finding's own evidence; `around` are the body's latest periods."""
    missed = owed(evidence)
    found = next((part["name"] for part in missed if part["first"] <= held_on <= part["last"]), "")
    if not found:
        found = next((cell.period.name for cell in around if cell.period.holds(held_on)), "")
    words = _("Ngày %(day)s thuộc %(period)s.") % {"day": dates.day(held_on), "period": dates.period(found)}
    is_periodic = meeting_kind == MeetingKind.PERIODIC
    other = "" if is_periodic else _("Cuộc họp này không phải họp định kỳ.")
    left = [dates.period(part["name"]) for part in missed if not (is_periodic and part["name"] == found)]
    stays = _("Vẫn ghi là không họp định kỳ: %(periods)s.") % {"periods": ", ".join(left)} if left else ""
    return " ".join(filter(None, [words if found else "", other])), stays


def _becomes(row: Row, found: supposing.Outcome) -> str:
    """Return what becomes of a finding, in words."""
    title = sentences.title(row.rule)
    remains = found.stands or row.rule in found.opened
    told = [
        _("Khi văn phòng nhận, việc “%(title)s” vẫn còn.") % {"title": title}
        if remains
        else _("Khi văn phòng nhận, việc “%(title)s” được ghi là đã khắc phục.") % {"title": title}
    ]
    left = [dates.period(part["name"]) for part in owed(found.evidence)]
    if left:
        told.append(_("Vẫn ghi là không họp định kỳ: %(periods)s.") % {"periods": ", ".join(left)})
    if kinds_left := [
        str(CoordinationKind(kind).label).lower() for kind in found.evidence.get("missing", ())
    ]:
        told.append(_("Còn thiếu loại: %(kinds)s.") % {"kinds": ", ".join(kinds_left)})
    new = [sentences.title(rule) for rule in found.opened if rule != row.rule]
    if new:
        told.append(_("Khi đó hồ sơ sẽ ghi thêm: %(titles)s.") % {"titles": ", ".join(new)})
    return " ".join(told)

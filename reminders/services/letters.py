"""Official letters that urge: drafted from findings, numbered from the register of their type and term."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core import dates
from core.errors import Refused
from core.secrecy import check_not_secret
from core.templatetags.nennep import vi
from delegations.models import Province
from obligations.enums import FlagStatus
from obligations.queries import findings, grounds, records, sentences
from obligations.queries.findings import Row
from reminders import schedule
from reminders.documents import letters as documents
from reminders.documents import mails
from reminders.enums import LetterState
from reminders.models import CommitteeTerm, Letter, LetterHead, LetterTemplate
from reminders.permissions import check_can_steer_mails
from reminders.queries import letters as letter_queries
from reminders.services import planning

# What is printed on every letter, and stored with one once it has a number.
HEAD = ("superior", "issuer", "symbol", "place", "authority", "office", "signer", "archive")
# Who receives every letter besides those it urges; each letter may name others.
RECIPIENTS = ("Như trên", "Thường trực Tỉnh uỷ (để b/c)")
LARGEST_NUMBER = 99_999


def candidates(day: dt.date) -> list[Row]:
    """Return the findings that have reached the step of a letter and are in no letter since they opened, in
    order of bodies."""
    look = planning.picture(day)
    due = schedule.for_letter(look.findings, ladders=look.ladders, snoozes=look.snoozes, today=day)
    openings = {finding.flag: finding.opening for finding in due}
    urged = {
        flag
        for flag, created in Letter.objects.filter(flags__in=openings).values_list("flags", "created_at")
        if flag in openings and created >= openings[flag]
    }
    rows = planning.rows_of({finding.flag: finding.body for finding in due if finding.flag not in urged})
    return findings.order(rows.values(), "body")


@transaction.atomic
def draft(
    *,
    flag_ids: Iterable[int],
    dated_on: dt.date,
    deadline_on: dt.date,
    together: bool,
    now: dt.datetime,
    by: User,
) -> list[Letter]:
    """Draft one letter to all bodies of these findings, or one to each. Raises Refused."""
    check_can_steer_mails(by)
    if deadline_on < dated_on:
        raise Refused(_("Hạn thực hiện phải từ ngày công văn trở đi."), field="deadline_on")
    rows = [
        row
        for row in map(findings.by_id, sorted(set(flag_ids)))
        if row is not None and row.is_open and row.status != "waived"
    ]
    if not rows:
        raise Refused(_("Hãy chọn ít nhất một việc còn chưa khắc phục."))
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
    rows = findings.order(rows, "body")
    template = letter_queries.template_on(dated_on)
    groups = (
        [rows]
        if together
        else [
            [row for row in rows if row.body_id == body]
            for body in dict.fromkeys(row.body_id for row in rows)
        ]
    )
    return [
        _draft(group, template=template, dated_on=dated_on, deadline_on=deadline_on, now=now, by=by)
        for group in groups
    ]


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
    template: LetterTemplate | None,
    dated_on: dt.date,
    deadline_on: dt.date,
    now: dt.datetime,
    by: User,
) -> Letter:
    subject = _subject(rows)
    letter = Letter.objects.create(
        profile=documents.profile_on(dated_on),
        template=template,
        dated_on=dated_on,
        deadline_on=deadline_on,
        subject=subject,
        content=_content(rows, dated_on=dated_on, deadline_on=deadline_on, in_annex=template is None),
        created_at=now,
        created_by=by,
    )
    letter.flags.set([row.flag_id for row in rows if row.flag_id is not None])
    return letter


def _subject(rows: Sequence[Row]) -> str:
    with override("vi"):
        if len({row.rule for row in rows}) > 1:
            return _("V/v đôn đốc thực hiện chế độ sinh hoạt, báo cáo và kiện toàn tổ chức")
        words = sentences.title(rows[0].rule)
        return _("V/v đôn đốc khắc phục việc %(about)s") % {"about": words[:1].lower() + words[1:]}


def _content(
    rows: Sequence[Row], *, dated_on: dt.date, deadline_on: dt.date, in_annex: bool
) -> dict[str, Any]:
    """Return the content of a letter that its findings give; the head is added when it is printed.

    A letter to several bodies says how much there is and leaves each body's part to an annex, where the
    template has one.
    """
    names = records.references(rows, links=False).names
    bodies: dict[int, list[Row]] = {}
    for row in rows:
        bodies.setdefault(row.body_id, []).append(row)
    places = [group[0].body_name for group in bodies.values()]
    with override("vi"):
        bases = list(dict.fromkeys(words for row in rows for words in grounds.to_cite(row)))
        own = grounds.of_one_body(bases) if len(bodies) > 1 else set()
        bases = [words for words in bases if words not in own]
        lines = [
            (group[0].body_name, [_line(row, dated_on, names, own) for row in group])
            for group in bodies.values()
        ]
        cited = grounds.Citations([*bases, *(line for _name, group in lines for line in group)])
        values = {
            "day": dates.day(dated_on),
            "body": places[0],
            "bodies": vi(len(places)),
            "n": vi(len(rows)),
        }
        based = (
            _("Căn cứ %(bases)s; qua theo dõi,") % {"bases": "; ".join(cited.cite(words) for words in bases)}
            if bases
            else _("Qua theo dõi,")
        )
        if len(places) == 1:
            found = _(
                "đến ngày %(day)s, Văn phòng Tỉnh uỷ nhận thấy %(body)s còn %(n)s việc chưa thực hiện, cụ thể"
                " như sau:"
            )
            request = _(
                "Văn phòng Tỉnh uỷ đề nghị %(body)s chỉ đạo thực hiện và báo cáo kết quả về Văn phòng Tỉnh uỷ"
            )
        else:
            found = _(
                "đến ngày %(day)s, Văn phòng Tỉnh uỷ nhận thấy %(bodies)s tổ chức đảng còn %(n)s việc chưa"
                " thực hiện, cụ thể như sau:"
            )
            if in_annex:
                found = _(
                    "đến ngày %(day)s, Văn phòng Tỉnh uỷ nhận thấy %(bodies)s tổ chức đảng còn %(n)s việc"
                    " chưa thực hiện (có phụ lục kèm theo)."
                )
            request = _(
                "Văn phòng Tỉnh uỷ đề nghị các tổ chức đảng có tên trên chỉ đạo thực hiện và báo cáo kết quả"
                " về Văn phòng Tỉnh uỷ"
            )
        return {
            "addressees": documents.with_ends(places),
            "opening": documents.short_dates(f"{based} {found % values}"),
            "bodies": [
                {
                    "name": name,
                    "lines": documents.with_ends([documents.short_dates(cited.cite(line)) for line in group]),
                }
                for name, group in lines
            ],
            "in_annex": in_annex and len(places) > 1,
            "request": request % values,
            "deadline": _("trước ngày %(day)s") % {"day": documents.short_dates(dates.day(deadline_on))},
            "closing": _(
                "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị liên hệ Văn phòng Tỉnh uỷ để được hướng"
                " dẫn."
            ),
            "recipients": documents.with_ends([*RECIPIENTS, letter_queries.head().archive], between=","),
        }


def _line(row: Row, on: dt.date, names: dict[str, str], own: Collection[str]) -> str:
    """Return what is not done as an office writes it: the sentence, the grounds that are the body's `own`,
    its day where the sentence names none, by how much it is late."""
    words = mails.sentence(row, on, names).rstrip(". ")
    due = dates.day(row.due_on) if row.due_on else ""
    late = row.days_late(on)
    state = [
        *(_("căn cứ %(bases)s") % {"bases": words} for words in grounds.to_cite(row) if words in own),
        *(
            [row.due_note.replace(" (", _(" theo "), 1).rstrip(")")]
            if row.due_note
            else [_("hạn %(day)s") % {"day": due}]
            if due and due not in words
            else []
        ),
        *([_("chậm %(days)s ngày") % {"days": vi(late)}] if late else []),
    ]
    return f"{words} ({', '.join(state)})" if state else words


@transaction.atomic
def edit(
    letter: Letter,
    *,
    subject: str,
    opening: str,
    lines: Sequence[Sequence[str]],
    request: str,
    closing: str,
    recipients: Sequence[str],
    by: User,
) -> Letter:
    """Store the text of a draft as a person has edited it: each body's lines, in the letter's order.
    Raises Refused once it has a number."""
    check_can_steer_mails(by)
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if letter.state != LetterState.DRAFT:
        raise Refused(
            _("Công văn đã có số nên không sửa được nội dung. Nếu cần thay đổi, hãy lập công văn khác.")
        )
    for words in (
        subject,
        opening,
        request,
        closing,
        *recipients,
        *(line for group in lines for line in group),
    ):
        check_not_secret(words)
    bodies = [
        body | {"lines": documents.with_ends(list(group))}
        for body, group in zip(letter.content["bodies"], lines, strict=True)
    ]
    letter.subject = subject
    letter.content = letter.content | {
        "opening": opening,
        "bodies": bodies,
        "request": request,
        "closing": closing,
        "recipients": documents.with_ends(list(recipients), between=","),
    }
    letter.save(update_fields=["subject", "content"])
    return letter


@transaction.atomic
def take_number(letter: Letter, *, number: int | None = None, by: User) -> Letter:
    """Give the letter a number of its type in the committee's term of its day: the next one, or the one that
    the office's own book gave.

    The first of a term is 01. Raises Refused for a number that is taken.
    """
    check_can_steer_mails(by)
    term = letter_queries.terms_on(letter.dated_on).select_for_update().first()
    if term is None:
        raise Refused(
            _(
                "Chưa khai nhiệm kỳ cấp uỷ có ngày %(day)s. Số công văn chạy theo nhiệm kỳ; hãy thêm nhiệm kỳ"
                " trước."
            )
            % {"day": dates.day(letter.dated_on)}
        )
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if letter.state != LetterState.DRAFT:
        raise Refused(_("Công văn này đã có số."))
    if number is None:
        number = letter_queries.next_number(term, letter.document_type)
    _check_free(number, term, letter.document_type)
    top = letter_queries.head()
    letter.content = letter.content | {"head": {name: getattr(top, name) for name in HEAD}}
    letter.number, letter.term, letter.state = number, term, LetterState.NUMBERED
    letter.save(update_fields=["number", "term", "state", "content"])
    return letter


def _check_free(number: int, term: CommitteeTerm, document_type: str) -> None:
    if not 1 <= number <= LARGEST_NUMBER:
        raise Refused(_("Số công văn từ 1 đến %(most)s.") % {"most": vi(LARGEST_NUMBER)}, field="number")
    if number <= term.numbers_used:
        raise Refused(
            _("Số %(n)02d đã dùng trước khi dùng hệ thống, trong nhiệm kỳ %(term)s.")
            % {
                "n": number,
                "term": term,
            },
            field="number",
        )
    other = Letter.objects.filter(term=term, document_type=document_type, number=number).first()
    if other is not None:
        raise Refused(
            _("Số %(n)02d đã cấp cho công văn ngày %(day)s. Hãy lấy số khác.")
            % {
                "n": number,
                "day": dates.day(other.dated_on),
            },
            field="number",
        )


@transaction.atomic
def discard(letter: Letter, *, by: User) -> None:
    """Throw a draft away; what it urged waits for a letter again. A letter with a number stays in the
    register."""
    check_can_steer_mails(by)
    found = Letter.objects.select_for_update(of=("self",)).filter(pk=letter.pk).first()
    if found is None:
        raise Refused(_("Dự thảo này đã được bỏ."))
    if found.state != LetterState.DRAFT:
        raise Refused(_("Công văn đã có số thì không bỏ được: số đã vào sổ."))
    found.delete()


def printed(letter: Letter) -> dict[str, Any]:
    """Return the whole content of the letter as it is printed."""
    content = dict(letter.content)
    stored_head = content.pop("head", None)
    in_annex = content.pop("in_annex", False)
    top = LetterHead(**stored_head) if stored_head else letter_queries.head()
    province = Province.objects.values_list("name", flat=True).first() or ""
    return {
        # A letter drafted before recipients were its own went to these.
        "recipients": documents.with_ends(["Như trên", top.archive], between=","),
        **content,
        "annex": documents.annex(content["bodies"]) if in_annex else [],
        "total": sum(len(body["lines"]) for body in content["bodies"]),
        **documents.standing(top, province=province, written_on=letter.dated_on),
        "number": documents.number_line(letter.number, letter.document_type, top.symbol),
        "subject": letter.subject,
    }


@transaction.atomic
def put_head(top: LetterHead) -> LetterHead:
    """Write what stands on every letter from now on."""
    top.pk = 1
    top.save()
    return top


@transaction.atomic
def put_term(term: CommitteeTerm) -> CommitteeTerm:
    """Write a term of the committee; terms do not overlap. Raises Refused."""
    others = CommitteeTerm.objects.exclude(pk=term.pk).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=term.starts_on)
    )
    if term.ends_on is not None:
        others = others.filter(starts_on__lte=term.ends_on)
    overlapping = others.first()
    if overlapping is not None:
        raise Refused(
            _("Nhiệm kỳ này trùng ngày với nhiệm kỳ %(term)s. Hãy ghi ngày kết thúc của nhiệm kỳ trước.")
            % {"term": overlapping},
            field="starts_on",
        )
    term.save()
    return term

"""What an answer by link says, in a sentence."""

from collections.abc import Callable

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from core import dates
from delegations.enums import CoordinationKind, SeatRole
from meetings.enums import Answer as Opinion
from reminders.enums import AnswerKind
from reminders.models import Answer


def sentence(answer: Answer) -> str:
    """Return what somebody answered. No query."""
    told = _TOLD[AnswerKind(answer.kind)](answer)
    return " ".join(filter(None, [told % _values(answer), _starts(answer)]))


def _values(answer: Answer) -> dict[str, str]:
    regime, _slash, period = answer.flag.subject.rpartition("/")
    return {
        "day": dates.day(answer.done_on),
        "number": answer.number,
        "names": answer.names,
        "reason": answer.reason.rstrip("."),
        "kind": str(answer.get_meeting_kind_display()).lower(),
        "n": str(answer.head_count or ""),
        "end": dates.day(answer.ends_on),
        "promised": dates.day(answer.promised_on),
        "sort": _label(CoordinationKind, answer.choice).lower(),
        "role": _label(SeatRole, answer.choice),
        "opinion": _label(Opinion, answer.choice),
        "about": ", ".join(filter(None, [regime, dates.period(period)])),
    }


def _label(choices: type[TextChoices], value: str) -> str:
    return str(choices(value).label) if value in choices.values else ""


def _starts(answer: Answer) -> str:
    if answer.starts_on is None or answer.starts_on == answer.done_on:
        return ""
    words = (
        _("Giữ vị trí từ ngày %(day)s.")
        if answer.kind == AnswerKind.STAFFED
        else _("Có hiệu lực từ ngày %(day)s.")
    )
    return words % {"day": dates.day(answer.starts_on)}


def _meeting(answer: Answer) -> str:
    words = _("Họp %(kind)s ngày %(day)s, có mặt %(n)s thành viên.")
    return f"{words} {_('Biên bản %(number)s.')}" if answer.number else words


def _staffed(answer: Answer) -> str:
    if answer.choice in SeatRole.values:
        return _("Chỉ định đồng chí %(names)s làm %(role)s, quyết định %(number)s ngày %(day)s.")
    return _("Chỉ định đồng chí %(names)s, quyết định %(number)s ngày %(day)s.")


def _opinion(answer: Answer) -> str:
    return "%(opinion)s. %(reason)s." if answer.reason else "%(opinion)s."


_TOLD: dict[AnswerKind, Callable[[Answer], str]] = {
    AnswerKind.MEETING: _meeting,
    AnswerKind.REPORT: lambda one: _("Báo cáo %(number)s (%(about)s), gửi ngày %(day)s."),
    AnswerKind.MINUTES: lambda one: _("Biên bản %(number)s, ký ngày %(day)s."),
    AnswerKind.REGULATION: lambda one: _("Quy chế làm việc %(number)s, ban hành ngày %(day)s."),
    AnswerKind.COORDINATION: lambda one: _(
        "Quy chế phối hợp %(number)s (%(sort)s), ký với: %(names)s; từ ngày %(day)s."
    ),
    AnswerKind.STAFFED: _staffed,
    AnswerKind.EXTENDED: lambda one: _("Kéo dài đến %(end)s, quyết định %(number)s ngày %(day)s."),
    AnswerKind.KEPT: lambda one: _("Giữ nguyên nhân sự, văn bản %(number)s, rà soát xong ngày %(day)s."),
    AnswerKind.DONE: lambda one: _("Hoàn thành ngày %(day)s: %(reason)s."),
    AnswerKind.SENT: lambda one: _("Tờ trình %(number)s, gửi ngày %(day)s."),
    AnswerKind.COUNTED: lambda one: _("Tổng hợp xong ngày %(day)s."),
    AnswerKind.OPINION: _opinion,
    AnswerKind.COMMITTEE: lambda one: _("Cấp uỷ cơ quan có ý kiến: văn bản %(number)s ngày %(day)s."),
    AnswerKind.PROMISE: lambda one: _("%(reason)s. Hẹn ngày %(promised)s."),
    AnswerKind.EXPLANATION: lambda one: "%(reason)s.",
}

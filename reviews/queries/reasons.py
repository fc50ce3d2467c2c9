"""Why a better grade is not proposed, in one sentence a grade: what lacks to it, or what nobody recorded."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.nennep import vi
from obligations.services.appraisals import ConditionResult, Verdict
from reviews.enums import Criterion, Grade
from reviews.queries.years import Line

SHORT = {
    Grade.EXCELLENT: gettext_lazy("xuất sắc"),
    Grade.GOOD: gettext_lazy("tốt"),
    Grade.FULFILLED: gettext_lazy("hoàn thành nhiệm vụ"),
}
# How a condition stands, by the records or by the office's word.
STATES = {
    "met": gettext_lazy("Đạt"),
    "so-far": gettext_lazy("Đến nay đạt"),
    "not-met": gettext_lazy("Không đạt"),
    "unknown": gettext_lazy("Chưa đủ dữ liệu"),
}


class Part(NamedTuple):
    """One reason; `lacks` where it says how much more of something is wanted."""

    text: str
    lacks: bool = False


class Reason(NamedTuple):
    """Why a grade is not proposed; `answer` no, or unknown where data are wanting."""

    grade: str
    answer: str
    sentence: str


def why_not(line: Line) -> list[Reason]:
    """Return the sentences for the grades above the one proposed, the nearest first, each reason once. None
    under a scheme without conditions."""
    if line.corrected is None or line.appraisal is None:
        return []
    results = {one.code: one for one in line.appraisal.conditions}
    written: set[str] = set()
    found = []
    for verdict in reversed(line.corrected.verdicts):
        if verdict.answer == "yes":
            continue
        reasons = dict.fromkeys(_parts(line, verdict, results))
        parts = [part for part in reasons if part.text not in written]
        written |= {part.text for part in parts}
        if parts:
            found.append(Reason(verdict.grade, verdict.answer, _sentence(verdict, parts)))
    return found


def _sentence(verdict: Verdict, parts: list[Part]) -> str:
    values = {
        "parts": "; ".join(part.text for part in parts if not part.lacks),
        "lacking": _(" và ").join(part.text for part in parts if part.lacks),
        "grade": str(SHORT[Grade(verdict.grade)]),
    }
    if verdict.answer == "unknown":
        return _("Chưa đủ dữ liệu để đề xuất %(grade)s: %(parts)s.") % values
    if not values["parts"]:
        return _("Thiếu %(lacking)s để đạt %(grade)s.") % values
    if not values["lacking"]:
        return _("Chưa đạt %(grade)s: %(parts)s.") % values
    return _("Chưa đạt %(grade)s: thiếu %(lacking)s; %(parts)s.") % values


def _parts(line: Line, verdict: Verdict, results: Mapping[str, ConditionResult]) -> list[Part]:
    """What is certain where the grade is out of reach; what nobody recorded where it may still be reached."""
    if verdict.answer == "no":
        parts = [_unmet(line, results[code]) for code in verdict.unmet]
        if verdict.lacking and not verdict.open:
            parts.append(Part(_("%(n)s điểm") % {"n": vi(verdict.lacking)}, lacks=True))
        if verdict.barred:
            parts.append(Part(_("còn phát hiện chặn xếp loại xuất sắc")))
        return parts
    parts = [Part(UNKNOWN[code](results[code])) for code in verdict.unknown]
    if verdict.open:
        unjudged = line.corrected.unjudged if line.corrected else ()
        names = ", ".join(str(Criterion(code).label).lower() for code in unjudged)
        words = _("còn %(n)s điểm trong các tiêu chí chưa chấm được (%(names)s)")
        parts.append(Part(words % {"n": vi(verdict.lacking), "names": names}))
    return parts


def _unmet(line: Line, result: ConditionResult) -> Part:
    """What the office said comes first: the records may tell otherwise."""
    if result.code in line.corrections:
        label = str(Criterion(result.code).label)
        return Part(_("văn phòng xác định không đạt “%(what)s”") % {"what": label[:1].lower() + label[1:]})
    words, lacks = UNMET[result.code]
    return Part(str(words) % {"n": vi(result.lacking)}, lacks)


UNMET: Mapping[str, tuple[Any, bool]] = {
    Criterion.TASKS_DONE: (gettext_lazy("%(n)s nhiệm vụ hoàn thành"), True),
    Criterion.TASKS_ON_TIME: (gettext_lazy("%(n)s nhiệm vụ đúng hạn"), True),
    Criterion.FEW_TASKS_LATE: (
        gettext_lazy("quá mức cho phép %(n)s nhiệm vụ không bảo đảm tiến độ"),
        False,
    ),
    Criterion.TASKS_BEYOND: (gettext_lazy("%(n)s nhiệm vụ vượt mức yêu cầu"), True),
    Criterion.NOBODY_PUNISHED: (gettext_lazy("có thành viên bị kỷ luật"), False),
    Criterion.FAULTS_REPAIRED: (gettext_lazy("còn %(n)s hạn chế từ trước chưa khắc phục"), False),
}


def _tasks(result: ConditionResult) -> str:
    if result.pending:
        return _("còn %(n)s nhiệm vụ chưa đến hạn") % {"n": vi(result.pending)}
    return _("chưa ghi nhận nhiệm vụ nào đến hạn")


def _beyond(result: ConditionResult) -> str:
    if result.unrecorded:
        return _("chưa ghi mức hoàn thành của %(n)s nhiệm vụ") % {"n": vi(result.unrecorded)}
    return _tasks(result)


def _punished(_result: ConditionResult) -> str:
    return _("chưa xác định có thành viên bị kỷ luật hay không")


def _repaired(_result: ConditionResult) -> str:
    return _("chưa xác định đã khắc phục hạn chế, khuyết điểm trước đó hay chưa")


UNKNOWN: Mapping[str, Callable[[ConditionResult], str]] = {
    Criterion.TASKS_DONE: _tasks,
    Criterion.TASKS_ON_TIME: _tasks,
    Criterion.FEW_TASKS_LATE: _tasks,
    Criterion.TASKS_BEYOND: _beyond,
    Criterion.NOBODY_PUNISHED: _punished,
    Criterion.FAULTS_REPAIRED: _repaired,
}


def condition_sentence(result: ConditionResult) -> str:
    """Return what the records tell of a condition, for its line on the page and on paper."""
    values = {"done": vi(result.done), "of": vi(result.of), "needed": vi(result.needed)}
    if result.code == Criterion.NOBODY_PUNISHED:
        text = _("hồ sơ không ghi việc kỷ luật; văn phòng xác định")
    elif result.code == Criterion.FAULTS_REPAIRED:
        text = (
            _("%(of)s phát hiện quá hạn từ trước kỳ đánh giá vẫn còn")
            if result.of
            else _("không còn phát hiện nào quá hạn từ trước kỳ đánh giá; văn phòng xác định")
        ) % values
    elif not result.of:
        text = _tasks(result)
    else:
        text = str(COUNTED[result.code]) % values
        if result.unrecorded and result.state == "unknown":
            text += "; " + _beyond(result)
        if result.pending:
            text += "; " + _("%(n)s việc chưa đến hạn") % {"n": vi(result.pending)}
    return str(capfirst(text))


COUNTED: Mapping[str, Any] = {
    Criterion.TASKS_DONE: gettext_lazy("%(done)s/%(of)s nhiệm vụ đến hạn đã xong"),
    Criterion.TASKS_ON_TIME: gettext_lazy("%(done)s/%(of)s nhiệm vụ đến hạn xong đúng hạn"),
    Criterion.FEW_TASKS_LATE: gettext_lazy(
        "%(done)s/%(of)s nhiệm vụ đến hạn xong đúng hạn; cần ít nhất %(needed)s"
    ),
    Criterion.TASKS_BEYOND: gettext_lazy("%(done)s/%(of)s nhiệm vụ vượt mức yêu cầu; cần ít nhất %(needed)s"),
}

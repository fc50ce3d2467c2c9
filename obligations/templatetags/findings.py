"""Words and signs of findings for templates, and of the records that their evidence names."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import dates, known
from core.addresses import reverse
from core.templatetags.nennep import icon, looked_at, ngay, state
from delegations.models import Body
from delegations.queries import deferrals
from delegations.queries.unwatched import Unwatched
from obligations.enums import Severity
from obligations.queries import sentences
from obligations.queries.findings import Row, Stretch
from obligations.queries.lanes import Piece
from obligations.queries.subjects import Subjects, key_of
from rulebook.calendar import add_months

register = Library()

_SEVERITY_ICONS = {"serious": "alert-octagon", "warning": "alert-triangle", "info": "info-circle"}
_STATUS_ICONS = {
    "closed": "circle-check",
    "waived": "clock-pause",
    "overdue": "clock-exclamation",
    "due": "hourglass",
}


@register.simple_tag
def severity(value: str) -> SafeString:
    """The badge of a severity: serious, warning or info."""
    return _severity(value, get_language())


@lru_cache(maxsize=64)
def _severity(value: str, _language: str | None) -> SafeString:
    words = Severity(value).label if value in Severity.values else value
    return format_html(
        '<span class="nn-sev nn-sev-{}">{} {}</span>',
        value,
        icon(_SEVERITY_ICONS.get(value, "info-circle")),
        words,
    )


@register.simple_tag(takes_context=True)
def deferred_day(
    context: Mapping[str, Any], rule: str, subject: str, due_on: dt.date, on: dt.date
) -> dt.date:
    """Return the last day that is not late, as known on the day `on`: that until which the rule's subject
    was deferred, else its due day. For subjects that but one body can have. One query a page for all subjects
    of a rule."""
    request = context["request"]
    cache: dict[Any, dict[Any, dt.date]] = getattr(request, "_deferred", {})
    if (rule, on) not in cache:
        cache[rule, on] = deferrals.last_days_of_records(rule, on)
        request._deferred = cache
    return max(due_on, cache[rule, on].get(subject, due_on))


@register.simple_tag(takes_context=True)
def unwatched_by(context: Mapping[str, Any], rule: str, body: Body, arose_on: dt.date) -> str:
    """Return the document by which the rule did not apply to the body on the day on which a duty arose; "":
    it applied. Two queries a page for all records of a rule."""
    request = context["request"]
    cache: dict[str, Unwatched] = getattr(request, "_unwatched", {})
    if rule not in cache:
        cache[rule] = Unwatched(rule)
        request._unwatched = cache
    return cache[rule].by(body.kind_id, arose_on)


@register.simple_tag
def finding_status(finding: Row, on: dt.date | None = None, stale: Collection[int] = ()) -> SafeString:
    """The badge of a finding's status: sắp đến hạn, quá hạn N ngày, được miễn, hoãn đến …, đã khắc phục ngày
    …

    `stale` holds the bodies whose records are stale: beside what is overdue there, "chưa ghi nhận" is shown.
    """
    kind = "closed" if finding.closed_at else finding.status
    badge = state(kind, sentences.status(finding, on), _STATUS_ICONS[kind])
    if kind == "overdue" and stale and finding.body_id in stale:
        return format_html("{} {}", badge, state("plain", _("chưa ghi nhận"), "database-off"))
    return badge


@register.simple_tag
def standing_since(since: Mapping[int, dt.date] | None, finding: Row) -> SafeString | str:
    """Since which day a finding stands without a break, where the page looked it up and it is known: not of
    what fell due before monitoring began."""
    day = None if finding.was_due_before_the_watch else (since or {}).get(finding.flag_id)
    words = _("phát sinh từ %(day)s") % {"day": dates.day(day)} if day else ""
    return format_html('<span class="text-secondary nowrap fw-normal">{}</span>', words) if words else ""


@register.filter
def is_lengthened(period: Mapping[str, Any] | None) -> bool:
    """Whether a period, as evidence holds it, lasts longer than its cycle: the last of a year takes
    what is left of the year where that is less than two cycles."""
    if not period:
        return False
    return add_months(period["first"], period["cadence"]) <= period["last"]


def _query(context: Mapping[str, Any], on: dt.date, **more: str) -> str:
    sense = {known.PARAMETER: known.VALUE} if looked_at(context)["known"] else {}
    return urlencode({**more, "ngay": on.isoformat(), **sense})


@register.simple_tag(takes_context=True)
def stretch_link(context: Mapping[str, Any], body_code: str, stretch: Stretch) -> str:
    """The address of a finding on the first day of a stretch of its life."""
    url = reverse("obligations:finding", args=[body_code, stretch.rule, stretch.subject])
    return f"{url}?{_query(context, stretch.starts_on)}"


@register.simple_tag(takes_context=True)
def lane_piece(context: Mapping[str, Any], body_code: str, piece: Piece) -> SafeString:
    """A piece of a lane as SVG: a bar in the colour of its severity with the sign of its status, hatched
    where it is still to come; it leads to the finding on its first day, or to the list of several."""
    worst, words = piece.worst, _piece_words(piece, context["subjects"])
    if piece.number == 1:
        url = stretch_link(context, body_code, worst)
    else:
        narrowed = {"q": body_code, "quy_tac": worst.rule, "tinh_trang": "tat-ca"}
        url = f"{reverse('obligations:worklist')}?{_query(context, piece.starts_on, **narrowed)}"
    look = f"overdue-{worst.severity}" if worst.status == "overdue" else worst.status
    box = format_html('x="{}" width="{}" y="2" height="20"', piece.left, piece.wide)
    hatch = format_html('<rect fill="url(#nn-hatch)" {}></rect>', box) if piece.is_coming else ""
    # In a frame of its own, so that what there is no room for is cut off.
    bar = '<rect class="nn-lane-{}" {}></rect>{}{}'
    sign = '<svg x="{}" width="{}"><text class="nn-lane-in-{}" x="4" y="16">{}</text></svg>'
    sign = format_html(sign, piece.left, piece.wide, "coming" if piece.is_coming else look, piece.label)
    link = '<a class="nn-plain" href="{}"><title>{}</title>{}</a>'
    return format_html(link, url, words, format_html(bar, look, box, hatch, sign))


def _piece_words(piece: Piece, subjects: Subjects) -> str:
    worst = piece.worst
    what, about = sentences.title(worst.rule), subjects.words(worst.rule, worst.subject)
    if piece.number > 1:
        about = _("%(n)s trường hợp") % {"n": piece.number}
    words = _("%(what)s: %(status)s, %(severity)s, từ %(first)s đến hết %(last)s") % {
        "what": f"{what}, {about}" if about else what,
        "status": worst.status_label,
        "severity": worst.severity_label,
        "first": dates.day(piece.starts_on),
        "last": dates.day(piece.ends_before - dt.timedelta(1)),
    }
    return f"{words} ({_('dự kiến')})" if piece.is_coming else words


@register.filter
def subject_in(duty: Any, subjects: Subjects) -> str:
    """What a finding, or what names one, is about, in words; nothing where the rule's title says it all."""
    return subjects.words(*key_of(duty))


@register.filter
def about(row: Row, subjects: Subjects) -> str:
    """What tells a finding from another of its rule and body, in words."""
    return subjects.about(row)


@register.filter
def period_names(periods: Sequence[Mapping[str, Any]]) -> str:
    """The names of the missed periods of a meeting-overdue finding; a long run is told by its first and
    last."""
    names = [
        dates.period(part["name"]) for part in periods if not part.get("waived") and not part.get("excused")
    ]
    if len(names) > 4:
        return _("từ %(first)s đến %(last)s") % {"first": names[0], "last": names[-1]}
    return ", ".join(names)


@register.simple_tag(takes_context=True)
def named(context: Mapping[str, Any], kind: str, code: str) -> str:
    """The name of a record where the page looked it up (`names` by `kind:code`), else its code."""
    return (context.get("names") or {}).get(f"{kind}:{code}") or code


@register.simple_tag(takes_context=True)
def record(context: Mapping[str, Any], kind: str, code: str, words: Any = "") -> SafeString:
    """A link to a record named in evidence where the page knows its address (`links` by `kind:code`), else
    only its words."""
    shown = words or named(context, kind, code)
    url, _hash, place = (context.get("links") or {}).get(f"{kind}:{code}", "").partition("#")
    return (
        format_html('<a href="{}{}{}">{}</a>', url, ngay(context), _hash + place, shown)
        if url
        else format_html("{}", shown)
    )


@register.filter
def fact_tag(tags: str) -> str:
    """Of a message's tags, the query that asks what changed in the bodies' findings since it was made; see
    core.htmx.saved."""
    parts = [tag.removeprefix("facts:").rpartition(":") for tag in tags.split() if tag.startswith("facts:")]
    if not parts:
        return ""
    return urlencode({"to-chuc": [code for code, _colon, _since in parts], "tu": parts[0][2]}, doseq=True)

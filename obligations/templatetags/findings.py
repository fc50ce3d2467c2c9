"""Words and signs of findings for templates, and of the records that their evidence names."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import dates
from core.templatetags.nennep import icon, ngay, state
from obligations.enums import Severity
from obligations.queries import sentences
from obligations.queries.findings import Row

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
    words = Severity(value).label if value in Severity.values else value
    return format_html(
        '<span class="nn-sev nn-sev-{}">{} {}</span>',
        value,
        icon(_SEVERITY_ICONS.get(value, "info-circle")),
        words,
    )


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


@register.filter
def subject(name: Any) -> str:
    """What a finding is about, in words; nothing where the rule's title says it all."""
    return sentences.subject(str(name)) if name else ""


@register.filter
def period_names(periods: Sequence[Mapping[str, Any]]) -> str:
    """The names of the missed periods of a meeting-overdue finding; a long run is told by its first and
    last."""
    names = [dates.period(part["name"]) for part in periods if not part.get("waived")]
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
    """Of a message's tags, the query that asks what changed in the findings since it was made; see
    core.htmx.saved."""
    for tag in (tags or "").split():
        if tag.startswith("facts:"):
            _facts, code, since = tag.split(":", 1)[0], tag[6:].rpartition(":")[0], tag.rpartition(":")[2]
            return urlencode({"to-chuc": code, "tu": since})
    return ""

"""What the palette shows of what was found, and which pages it remembers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.text import marked

register = Library()

# The pages of single records, by the names of their addresses: what one has seen of late.
SEEN = {
    "delegations:body": (_("Tổ chức đảng"), "building-bank"),
    "delegations:person": (_("Cán bộ"), "user"),
    "delegations:document": (_("Văn bản"), "books"),
    "directions:page": (_("Ý kiến chỉ đạo"), "message-circle"),
    "meetings:page": (_("Cuộc họp"), "users"),
    "meetings:decision": (_("Quyết nghị"), "gavel"),
    "meetings:consultation": (_("Lấy ý kiến bằng văn bản"), "mail"),
    "meetings:task": (_("Nhiệm vụ"), "checklist"),
    "obligations:finding": (_("Phát hiện"), "flag"),
    "reports:page": (_("Báo cáo"), "report"),
    "reports:submission": (_("Đề xuất"), "send"),
    "reminders:letter": (_("Công văn"), "mail-forward"),
}


@register.filter
def mark(text: Any, words: Iterable[str]) -> SafeString:
    """The text, with what matches one of the folded words marked."""
    pieces = (
        format_html("<mark>{}</mark>", piece) if hit else piece for piece, hit in marked(str(text), words)
    )
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.simple_tag(takes_context=True)
def seen(context: Mapping[str, Any]) -> SafeString:
    """Attributes of a record's page: what it is, for the list of what was seen of late. Nothing elsewhere."""
    match = getattr(context.get("request"), "resolver_match", None)
    kind = SEEN.get(match.view_name) if match else None
    return format_html(' data-seen="{}" data-seen-icon="{}"', *kind) if kind else SafeString()

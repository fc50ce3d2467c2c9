"""What a finding's page offers to do about it: the forms of other apps, by address."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy

from delegations.models import Seat


class Action(NamedTuple):
    """A form to open: its address and its button's words."""

    url: str
    words: str


# Rule: (name of the address, how it is addressed, words). `query` names the body in ?to-chuc=.
FORMS = {
    "meeting-overdue": ("meetings:record", "query", gettext_lazy("Ghi nhận cuộc họp")),
    "meeting-due": ("meetings:plan", "query", gettext_lazy("Lên lịch cuộc họp")),
    "annual-report-missing": ("reports:receive", "query", gettext_lazy("Nhận báo cáo năm")),
    "annual-report-due": ("reports:receive", "query", gettext_lazy("Nhận báo cáo năm")),
    "understaffed": ("delegations:designate", "seat", gettext_lazy("Chỉ định thành viên")),
    "term-ending": ("delegations:designate", "seat", gettext_lazy("Chỉ định người kế tiếp")),
    "regulation-missing": ("delegations:issue_regulation", "body", gettext_lazy("Ghi nhận quy chế")),
    "regulation-stale": ("delegations:issue_regulation", "body", gettext_lazy("Ghi nhận quy chế")),
    "minutes-missing": ("meetings:edit", "subject", gettext_lazy("Ghi ngày ký biên bản")),
    "quorum-failed": ("meetings:page", "subject", gettext_lazy("Mở cuộc họp")),
    "majority-failed": ("meetings:decision", "subject", gettext_lazy("Mở quyết nghị")),
    "competence-exceeded": ("meetings:decision", "subject", gettext_lazy("Mở quyết nghị")),
    "committee-opinion-missing": ("meetings:edit_decision", "subject", gettext_lazy("Bổ sung ý kiến cấp uỷ")),
    "secret-personnel-round": ("meetings:decision", "subject", gettext_lazy("Mở quyết nghị")),
    "action-overdue": ("meetings:task", "subject", gettext_lazy("Mở nhiệm vụ")),
    "submission-overdue": ("reports:submission", "subject", gettext_lazy("Mở đề xuất")),
    "consultation-open": ("meetings:consultation", "subject", gettext_lazy("Mở phiếu lấy ý kiến")),
}


def of(rule: str, *, body_code: str, subject: str) -> list[Action]:
    """Return the forms that clear a finding of the rule. At most one query."""
    if rule not in FORMS:
        return []
    name, by, words = FORMS[rule]
    try:
        url = _url(name, by, body_code, subject)
    except NoReverseMatch:
        return []
    return [Action(url, str(words))] if url else []


def _url(name: str, by: str, body_code: str, subject: str) -> str:
    if by == "query":
        return f"{reverse(name)}?{urlencode({'to-chuc': body_code})}"
    if by == "seat":
        seat = Seat.objects.filter(code=subject, body__code=body_code).values_list("pk", flat=True).first()
        return reverse(name, args=[body_code, seat]) if seat else ""
    return reverse(name, args=[body_code if by == "body" else subject])

"""What a finding's page offers to do about it: the forms of other apps, by address, shown only where they are served."""

from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Action(NamedTuple):
    """A form to open: its address and its button's words."""

    url: str
    words: str


# Rule: (name of the address, what it is addressed by, words).
FORMS = {
    "meeting-overdue": ("meetings:record", "body", gettext_lazy("Ghi nhận cuộc họp")),
    "meeting-due": ("meetings:record", "body", gettext_lazy("Ghi nhận cuộc họp")),
    "annual-report-missing": ("reports:receive", "body", gettext_lazy("Nhận báo cáo năm")),
    "annual-report-due": ("reports:receive", "body", gettext_lazy("Nhận báo cáo năm")),
    "understaffed": ("delegations:designate", "subject", gettext_lazy("Chỉ định thành viên")),
    "regulation-missing": ("delegations:regulation-add", "body", gettext_lazy("Ghi nhận quy chế")),
    "regulation-stale": ("delegations:regulation-add", "body", gettext_lazy("Ghi nhận quy chế")),
    "minutes-missing": ("meetings:meeting", "subject", gettext_lazy("Mở cuộc họp")),
    "quorum-failed": ("meetings:meeting", "subject", gettext_lazy("Mở cuộc họp")),
    "action-overdue": ("meetings:task", "subject", gettext_lazy("Mở nhiệm vụ")),
    "submission-overdue": ("reports:submission", "subject", gettext_lazy("Mở đề xuất")),
}


def of(rule: str, *, body_code: str, subject: str) -> list[Action]:
    """Return the forms that clear a finding of the rule. No query."""
    if rule not in FORMS:
        return []
    name, by, words = FORMS[rule]
    try:
        return [Action(reverse(name, args=[body_code if by == "body" else subject]), _(str(words)))]
    except NoReverseMatch:
        return []

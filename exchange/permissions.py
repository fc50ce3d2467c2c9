"""Whole provinces travel in workbooks: for the office's staff and administrators only."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can_edit_facts


def can_exchange(user: User | AnonymousUser) -> bool:
    return can_edit_facts(user)


def check_can_exchange(user: User | AnonymousUser) -> None:
    """Raise Http404 for everybody else: for them the page does not exist."""
    if not can_exchange(user):
        raise Http404(_("Trang này dành cho chuyên viên văn phòng."))

"""Whole provinces travel in workbooks: for the office's staff and administrators only. Open data is read by
anyone, as far as they see."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
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


class Reader(NamedTuple):
    """Who reads the open data: a user in person, or a key of theirs with its scopes."""

    user: User
    scopes: frozenset[str]


def can_read(reader: Reader, *scopes: str) -> bool:
    return reader.scopes.issuperset(scopes)


def check_can_read(reader: Reader, *scopes: str) -> None:
    """Raise PermissionDenied, naming the scopes that the key lacks."""
    if lacking := [scope for scope in scopes if scope not in reader.scopes]:
        raise PermissionDenied(
            _(
                "Khoá này không có phạm vi %(scopes)s nên không đọc được địa chỉ này. Lập khoá khác có phạm"
                " vi đó ở trang Khoá truy cập dữ liệu."
            )
            % {"scopes": ", ".join(lacking)}
        )

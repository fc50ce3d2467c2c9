"""Saving how a user has a list."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import ListSettings, SavedView, User
from accounts.permissions import can_edit_facts
from core.editing import insert
from core.errors import Refused


@transaction.atomic
def save_view(*, path: str, name: str, query: str, is_shared: bool, opens: bool, by: User) -> SavedView:
    """Save a list's filters and order under a name; `opens`: the list opens with them from now on. Only the
    office shares. Raises Refused."""
    if is_shared and not can_edit_facts(by):
        raise Refused(_("Chỉ chuyên viên văn phòng lưu được bộ lọc dùng chung."), field="is_shared")
    view = SavedView(owner=by, path=path, name=name, query=query, is_shared=is_shared)
    try:
        insert(view)
    except Refused as refusal:
        raise Refused(refusal.message, field="name") from refusal
    if opens:
        open_with(view, path=path, by=by)
    return view


@transaction.atomic
def remove_view(view: SavedView, *, by: User) -> None:
    """Remove a saved view of one's own. Raises Refused."""
    if view.owner_id != by.pk:
        raise Refused(_("Bộ lọc này do %(who)s lưu; chỉ người lưu xoá được.") % {"who": view.owner})
    view.delete()


def open_with(view: SavedView | None, *, path: str, by: User) -> None:
    """Let a list open with the view for this user; None: as it is."""
    ListSettings.objects.update_or_create(user=by, path=path, defaults={"opens_with": view})


def choose_columns(columns: Collection[str] | None, *, path: str, by: User) -> None:
    """Remember which columns of a list the user wants; None: those that the list has by itself."""
    chosen = None if columns is None else sorted(columns)
    ListSettings.objects.update_or_create(user=by, path=path, defaults={"columns": chosen})

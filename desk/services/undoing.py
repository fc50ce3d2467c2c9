"""An act taken back by the user who did it, as long as nobody built on it.

To make an act undoable, say that it is done with `core.htmx.saved` (or `clicked`, `confirmed`, `withdrawal`,
which call it): one act is one request, of one record or of many. Where something cannot be taken back, such
as a mail that left, pass `undo=False` and say so in the message.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any, NamedTuple

import pghistory
from django.db import models, transaction
from django.utils.html import format_html
from django.utils.translation import gettext as _
from pghistory.models import Context

from accounts.models import BodyGrant, User
from accounts.queries import bodies_of
from core import acts
from core.acts import Act, Since
from core.dates import moment
from core.errors import Refused
from core.signals import facts_changed
from delegations.models import Body, Province
from desk.queries import mailed
from desk.queries.own_acts import VALID
from desk.queries.places import PLACES, place_of
from obligations.services.forgetting import forget
from records.querysets import InScope
from reminders.queries.told import told_of
from reminders.services.skipped import forget_skipped

# Accounts and mail have effects outside the records; a paper may have taken a number of the register. Only
# that an account was stopped, or works again, goes back: `_only_stops`.
LASTING_APPS = {"accounts", "outbox", "papers"}


class Undone(NamedTuple):
    """What was taken back, in the words of the act, or what was done again; the codes of the bodies that it
    was about; the pages of records that it had made, each with the name of the list that is left of them."""

    words: str
    is_redo: bool
    body_codes: list[str]
    gone: dict[str, str]


def entry(act: uuid.UUID, user: User) -> Context | None:
    """Return the entry of an act that this user did and may take back, locked; None for anybody else's. One
    query."""
    found = Context.objects.select_for_update().filter(pk=act).first()
    return found if found and found.metadata.get("user") == user.pk and "done" in found.metadata else None


@transaction.atomic
def undo(*, entry: Context, by: User, now: dt.datetime) -> Undone:
    """Put all records that the act wrote back as they were before it. Raises Refused, with a sentence that
    names it, where somebody built on it since, where it is too long ago, or where it was taken back already.

    A query for all kinds of records, then about ten for each kind that the act wrote.
    """
    _check_in_time(entry, now)
    _check_same_rights(entry, by)
    act = acts.read(entry.pk)
    _check_can_go_back(act)
    _check_still_reaches(act, by)
    acts.lock(act)
    made = act.made(Body)
    _check_first_day_stays(act)
    if mails := [*mailed.since(act, entry.created_at), *told_of(made)]:
        raise MailLeft(mails[0])
    if since := acts.since(act):
        raise ChangedSince(since)
    touched, gone = _bodies_of(act), _pages_of_made(act)
    if made:
        forget_skipped(made)
        forget(body_ids=made, by=by)
    is_redo, told = "undoes" in entry.metadata, entry.metadata
    words = told.get("undoes") or told.get("redoes") or told["done"]
    with pghistory.context(**({"redoes": words} if is_redo else {"undoes": words})):
        acts.take_back(act)
    acts.mark_taken_back(entry.pk, now)
    touched |= _bodies_of(act)
    # Whichever bodies the database noted as touched, also through records that belong to several.
    facts_changed.send(sender=None, body_ids=None)
    codes = Body.objects.filter(pk__in=touched).order_by("position", "code").values_list("code", flat=True)
    return Undone(words, is_redo, list(codes), gone)


def _bodies_of(act: Act) -> set[int]:
    """Return the keys of the bodies to which the act's records belong, where each belongs to one. One query a
    kind of record."""
    found: set[int] = set()
    for model in act.steps:
        rows: Any = model._default_manager.filter(pk__in=act.keys(model))
        for path in _paths_to_bodies(model, rows):
            found |= set(rows.values_list(path, flat=True)) - {None}
    return found


def _paths_to_bodies(model: type[models.Model], rows: Any) -> list[str]:
    if model is Body:
        return ["pk"]
    direct = [
        field.attname
        for field in model._meta.concrete_fields
        if getattr(field, "related_model", None) is Body
    ]
    of_one = isinstance(rows, InScope) and type(rows).touching is InScope.touching
    return direct or ([rows.body] if of_one else [])


def _pages_of_made(act: Act) -> dict[str, str]:
    return {
        place_of(record): PLACES[model].listing
        for model in act.steps
        if model in PLACES
        for record in model._default_manager.filter(pk__in=act.made(model))
    }


# What stands in the way --------------------------------------------------------------------------


class ChangedSince(Refused):
    """Something was built on the act since: the sentence says who did what and when, and leads there."""

    def __init__(self, since: Collection[Since]) -> None:
        first, *more = since
        words = _("Chưa hoàn tác được: sau đó %(by)s đã ghi %(what)s “%(record)s” lúc %(at)s%(more)s.") % {
            "by": first.by or _("hệ thống"),
            "what": first.what,
            "record": first.words,
            "at": moment(first.at),
            "more": _(" và %(n)s việc khác") % {"n": len(more)} if more else "",
        }
        super().__init__(_with_link(words, first))


class MailLeft(Refused):
    """A mail about it was written, and cannot be called back."""

    def __init__(self, mail: Since) -> None:
        words = _("Không hoàn tác được: đã có %(what)s “%(record)s” lúc %(at)s, thư không rút lại được.")
        about = {"what": mail.what, "record": mail.record, "at": moment(mail.at)}
        super().__init__(_with_link(words % about, mail))


def _with_link(words: str, since: Since) -> str:
    place, mend = place_of(since.found), _("Hãy sửa ở đó.")
    return format_html('{} <a href="{}">{}</a>', words, place, mend) if place else words


def _check_in_time(entry: Context, now: dt.datetime) -> None:
    if at := entry.metadata.get("undone_at"):
        at = moment(dt.datetime.fromisoformat(at))
        raise Refused(_("Việc này đã được hoàn tác lúc %(at)s.") % {"at": at})
    if now - entry.created_at > VALID:
        raise Refused(_("Chỉ hoàn tác được trong 24 giờ. Hãy sửa ở trang của bản ghi, hoặc gỡ, ghi nhầm."))


def _check_same_rights(entry: Context, by: User) -> None:
    """Raise Refused where the user's role or bodies are not those with which the act was done. Three
    queries."""
    histories = acts.tracked()
    later = {"pgh_created_at__gt": entry.created_at}
    roles = histories[User]._default_manager.filter(pgh_obj_id=by.pk, **later).exclude(role=by.role)
    before = histories[User]._default_manager.filter(pgh_obj_id=by.pk, pgh_created_at__lte=entry.created_at)
    latest = before.order_by("-pgh_id").values_list("role", flat=True).first()
    grants = histories[BodyGrant]._default_manager.filter(user_id=by.pk, **later)
    if latest not in {None, by.role} or roles.exists() or grants.exists():
        raise Refused(_("Quyền của tài khoản đã thay đổi sau việc này nên không hoàn tác được."))


def _check_still_reaches(act: Act, by: User) -> None:
    """Raise Refused for who left since the post that opened one of the act's bodies to them."""
    scope = bodies_of(by)
    if scope is not None and _bodies_of(act) - scope:
        raise Refused(_("Quyền của tài khoản đã thay đổi sau việc này nên không hoàn tác được."))


def _only_stops(model: type[models.Model], act: Act) -> bool:
    """Return whether the act did nothing to accounts but stop them or let them work again. One query."""
    if model is not User or any(one.is_new or one.is_gone for one in act.written if one.model is model):
        return False
    now = User.objects.in_bulk(act.keys(User))
    return all(
        getattr(now[one.key], name) == value
        for one in act.written
        if one.model is User and one.key in now
        for name, value in (one.before or {}).items()
        if name != "is_active"
    )


def _check_first_day_stays(act: Act) -> None:
    """Raise Refused where other bodies would be left without the day from which they are judged. At most one
    query."""
    if act.made(Province) and Body.objects.exclude(pk__in=act.made(Body)).exists():
        raise Refused(
            _("Đã có tổ chức nên không bỏ được tên tỉnh và ngày bắt đầu theo dõi; hãy sửa ở trang Quản trị.")
        )


def _check_can_go_back(act: Act) -> None:
    for model in act.steps:
        if model._meta.app_label in LASTING_APPS and not _only_stops(model, act):
            raise Refused(
                _("Việc này có %(what)s nên không hoàn tác được; hãy sửa ở trang của nó.")
                % {"what": model._meta.verbose_name}
            )

"""The register of papers."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from delegations.models import Body
from papers.documents.printed import number_of
from papers.models import Paper
from records.tables import Cell


def columns() -> list[Cell]:
    """Return the columns of the register as an Excel file."""
    return [
        Cell("so", _("Số, ký hiệu"), lambda one: number_of(one).removeprefix("Số ") if one.number else ""),
        Cell("ngay", _("Ngày"), lambda one: one.dated_on),
        Cell("loai", _("Loại"), lambda one: one.get_kind_display()),
        Cell("trich-yeu", _("Trích yếu"), lambda one: one.title),
        Cell("ve", _("Về"), lambda one: one.record_name),
        Cell("co-quan", _("Cơ quan ban hành"), lambda one: one.frame.get("issuer", "")),
        Cell("trang-thai", _("Trạng thái"), lambda one: one.get_state_display()),
    ]


def visible_to(user: User) -> QuerySet[Paper]:
    """Return the papers that stand in a user's register: the office's all, a secretary's those of the bodies
    granted."""
    bodies = user.bodies_in_scope()
    if bodies is None:
        return Paper.objects.all()
    return Paper.objects.filter(series__in=Body.objects.filter(pk__in=bodies).values("code"))


def register(
    rows: QuerySet[Paper], *, q: Any = "", loai: Any = "", trang_thai: Any = "", nam: Any = ""
) -> QuerySet[Paper]:
    """Return the papers narrowed to words of their title or of what they are about, or a number; to a kind, a
    state, a year."""
    wanted = Q()
    if q and q.isdecimal() and len(q) < 7:
        wanted &= Q(number=int(q))
    elif q:
        rows = rows.filter(pk__in=Paper.objects.matching(q).values("pk"))
    for name, value in (("kind", loai), ("state", trang_thai), ("dated_on__year", nam)):
        if value:
            wanted &= Q(**{name: value})
    return rows.filter(wanted)

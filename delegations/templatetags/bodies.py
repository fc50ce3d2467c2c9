"""Bodies in templates: the field that chooses one, words of seats' roles and of coordination regulations."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.queries import bodies_of
from core import clock
from core.addresses import reverse
from core.templatetags.nennep import ngay
from delegations.enums import BodyRelation, SeatRole
from delegations.models import Body, BodyKind
from delegations.queries.bodies import choosable

register = Library()

# Within a sentence: CoordinationKind's own labels begin one.
_COORDINATION_KINDS = {
    "bodies": _("giữa các tổ chức"),
    "localities": _("với cấp uỷ trực thuộc"),
    "agency": _("với cấp uỷ và thủ trưởng cơ quan"),
}


@register.filter
def seat_role(role: str) -> str:
    """Return the words of a seat's role; the code itself where no role has it."""
    return str(SeatRole(role).label) if role in SeatRole.values else role


@register.filter
def coordination_kind(kind: str) -> str:
    """Return the words of a kind of coordination regulation, as they stand within a sentence."""
    return str(_COORDINATION_KINDS.get(kind, kind))


@register.filter
def kinds_needed(kind: BodyKind, by_rows: Mapping[int, Sequence[str]]) -> Sequence[str]:
    """Return the kinds of coordination regulation that a kind of body needs: as the rows of the day say, else
    as its bodies begin."""
    return by_rows.get(kind.pk, kind.coordination_kinds)


@register.filter
def coordination_kinds(kinds: Sequence[str]) -> str:
    """Return the words of several kinds, one after another."""
    return "; ".join(coordination_kind(kind) for kind in kinds)


@register.simple_tag(takes_context=True)
def named_body(context: Mapping[str, Any], body: Body) -> str:
    """Return the body's name, as a link to its page for who sees it: at most one query a page, for a body's
    secretary."""
    seen = bodies_of(context["user"])
    if seen is not None and body.pk not in seen:
        return body.name
    address = f"{reverse('delegations:body', args=[body.code])}{ngay(context)}"
    return format_html('<a href="{}">{}</a>', address, body.name)


@register.inclusion_tag("components/body_field.html", takes_context=True)
def body_field(
    context: Mapping[str, Any], body: Body | None = None, without_organs: bool = False
) -> dict[str, Any]:
    """Return the field that chooses the body of a form, among those that the user sees: first those that
    stand today. Two queries."""
    request = context["request"]
    bodies: Any = choosable(request.user)
    if without_organs:
        bodies = bodies.exclude(relation=BodyRelation.ORGAN)
    standing = set(bodies.active_on(clock.today()).values_list("pk", flat=True))
    groups = [
        ("", [one for one in bodies if one.pk in standing]),
        (_("Đã kết thúc, hoặc chưa thành lập"), [one for one in bodies if one.pk not in standing]),
    ]
    return {"request": request, "body": body, "bodies": bodies, "groups": groups}

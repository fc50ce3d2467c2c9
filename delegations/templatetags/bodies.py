"""Words of bodies for templates: roles of seats, kinds of coordination regulations."""

from collections.abc import Sequence

from django.template import Library
from django.utils.translation import gettext_lazy as _

from delegations.enums import SeatRole

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
def coordination_kinds(kinds: Sequence[str]) -> str:
    """Return the words of several kinds, one after another."""
    return "; ".join(coordination_kind(kind) for kind in kinds)

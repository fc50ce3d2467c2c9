"""Keep the kinds of body: data, not code."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from delegations.models import BodyKind
from delegations.permissions import check_can_edit_registers


@transaction.atomic
def create(*, name: str, position: int, by: User) -> BodyKind:
    """Add a kind of body; raises Refused for a name in use."""
    check_can_edit_registers(by)
    editing.check_name_free(BodyKind.objects.all(), name)
    kind = BodyKind(name=name, position=position)
    editing.insert(kind)
    return kind


@transaction.atomic
def edit(*, kind: BodyKind, name: str, position: int, by: User) -> list[str]:
    check_can_edit_registers(by)
    editing.check_name_free(BodyKind.objects.exclude(pk=kind.pk), name)
    return editing.change(kind, {"name": name, "position": position})


@transaction.atomic
def delete(*, kind: BodyKind, by: User) -> None:
    """Delete a kind that no body has."""
    check_can_edit_registers(by)
    editing.remove(kind, advice=_("Hãy đổi loại của các tổ chức đó trước."))

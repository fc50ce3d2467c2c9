"""Keep the kinds of body: data, not code."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.errors import Refused
from core.signals import facts_changed
from core.text import fold
from delegations.models import BodyKind
from delegations.permissions import check_can_edit_registers

EVERY_KIND = "Mọi loại"
# What a kind with bodies does not change at once.
BINDING = ("level", "is_organ", "coordination_kinds")


@transaction.atomic
def create(
    *,
    name: str,
    position: int,
    by: User,
    level: str = "",
    is_organ: bool = False,
    note: str = "",
    coordination_kinds: Sequence[str] | None = None,
) -> BodyKind:
    """Add a kind of body; raises Refused for a name in use, or for the words that mean every kind."""
    check_can_edit_registers(by)
    check_name(name)
    editing.check_name_free(BodyKind.objects.all(), name)
    kind = BodyKind(name=name, level=level, is_organ=is_organ, note=note, position=position)
    if coordination_kinds is not None:
        kind.coordination_kinds = list(coordination_kinds)
    editing.insert(kind)
    return kind


@transaction.atomic
def edit(*, kind: BodyKind, changes: Mapping[str, Any], by: User) -> list[str]:
    """Change a kind and return the names of what changed; its bodies are judged again. Raises Refused as
    `create` does, and where the kind has bodies and what binds them would change: the level and what they
    need are drafted, and whether it is one of organs stands in each body's relation."""
    check_can_edit_registers(by)
    check_name(changes.get("name", kind.name))
    editing.check_name_free(BodyKind.objects.exclude(pk=kind.pk), changes.get("name", kind.name))
    bodies = list(kind.bodies.values_list("pk", flat=True))
    _check_binding(kind, changes if bodies else {})
    changed = editing.change(kind, changes)
    facts_changed.send(sender=None, body_ids=bodies)
    return changed


def _check_binding(kind: BodyKind, changes: Mapping[str, Any]) -> None:
    for name in BINDING:
        if changes.get(name, getattr(kind, name)) == getattr(kind, name):
            continue
        if name == "is_organ":
            raise Refused(
                _("Đã có tổ chức thuộc loại này. Hãy đổi loại của các tổ chức đó trước."), field=name
            )
        raise Refused(_("Đã có tổ chức thuộc loại này: hãy soạn dự thảo thay đổi."), field=name)


def check_name(name: str) -> None:
    """Raise Refused for the words that mean every kind."""
    if fold(name) == fold(EVERY_KIND):
        raise Refused(
            _("“%(name)s” chỉ mọi loại tổ chức, không dùng làm tên loại được.") % {"name": name}, field="name"
        )


@transaction.atomic
def delete(*, kind: BodyKind, by: User) -> None:
    """Delete a kind that no body has."""
    check_can_edit_registers(by)
    editing.remove(kind, advice=_("Hãy đổi loại của các tổ chức đó trước."))

"""Keep the competence table: which matters the Standing Board decides itself."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_facts
from core.editing import change, check_name_free, insert, remove
from core.errors import Refused
from core.signals import facts_changed
from meetings.models import Matter


@transaction.atomic
def add(*, values: Mapping[str, Any], by: User) -> Matter:
    check_can_edit_facts(by)
    _check(values)
    check_name_free(Matter.objects.all(), values["name"])
    matter = Matter(**values)
    insert(matter)
    return matter


@transaction.atomic
def edit(*, matter: Matter, values: Mapping[str, Any], by: User) -> list[str]:
    """Change a row of the table; decisions of all bodies are judged again. Raises Refused."""
    check_can_edit_facts(by)
    _check(values)
    check_name_free(Matter.objects.exclude(pk=matter.pk), values.get("name", matter.name))
    changed = change(matter, values)
    if changed:
        facts_changed.send(sender=None, body_ids=None)
    return changed


@transaction.atomic
def drop(*, matter: Matter, by: User) -> None:
    """Delete a row that no decision names. Raises Refused."""
    check_can_edit_facts(by)
    remove(matter, advice=_("Hãy đặt ngày cuối cho loại việc này thay vì xoá."))


def _check(values: Mapping[str, Any]) -> None:
    if values.get("reserved_until") and not values.get("reserved_from"):
        raise Refused(_("Đã có ngày cuối thì phải có ngày đầu."), field="reserved_from")
    if values.get("reserved_until") and values["reserved_until"] < values["reserved_from"]:
        raise Refused(_("Ngày cuối không thể trước ngày đầu."), field="reserved_until")

"""Drafts of a reform day: begun, filled step by step, thrown away. Applying one is the desk's, which sees
all that hangs on the bodies."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.errors import Refused
from core.secrecy import check_not_secret, check_nothing_secret
from delegations.models import Reform
from delegations.permissions import check_can_edit_registers


@transaction.atomic
def begin(
    *, name: str, starts_on: dt.date, decision: str, by: User, plan: Mapping[str, Any] | None = None
) -> Reform:
    """Begin a draft. Raises Refused."""
    check_can_edit_registers(by)
    check_not_secret(name, field="name")
    check_nothing_secret(plan)
    reform = Reform(name=name, starts_on=starts_on, decision=decision, plan=dict(plan or {}))
    editing.insert(reform)
    return reform


@transaction.atomic
def edit(
    *,
    reform: Reform,
    by: User,
    changes: Mapping[str, Any] | None = None,
    steps: Mapping[str, Any] | None = None,
) -> None:
    """Change a draft's own data, and what was typed in some of its steps (by step); the other steps stay.
    Raises Refused for a reform that is applied."""
    check_can_edit_registers(by)
    reform = locked(reform)
    check_draft(reform)
    check_not_secret(str((changes or {}).get("name", "")), field="name")
    check_nothing_secret(steps)
    editing.change(reform, {**(changes or {}), "plan": reform.plan | dict(steps or {})})


@transaction.atomic
def discard(*, reform: Reform, by: User) -> None:
    """Delete a draft; its history stays. Raises Refused for a reform that is applied."""
    check_can_edit_registers(by)
    reform = locked(reform)
    check_draft(reform)
    reform.delete()


def locked(reform: Reform) -> Reform:
    """Return the reform as it is now, locked until the transaction ends."""
    return Reform.objects.select_for_update().get(pk=reform.pk)


def check_draft(reform: Reform) -> None:
    """Raise Refused where the reform is applied: what it wrote is changed on its own pages, or taken back as
    a whole."""
    if reform.applied_at is not None:
        raise Refused(_("Đợt sắp xếp này đã áp dụng nên không sửa được. Muốn sửa thì hoàn tác cả đợt trước."))

"""Take back bodies that were typed by mistake, with what was judged of them meanwhile."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from delegations.enums import BodyRelation
from delegations.models import Body
from delegations.services import bodies as registers
from obligations.services import forgetting


@transaction.atomic
def take_back(*, bodies: Collection[Body], by: User) -> None:
    """Delete the bodies, organs first, all or none. Raises Refused where a record hangs on one of them."""
    forgetting.forget(body_ids=[body.pk for body in bodies], by=by)
    for body in sorted(bodies, key=lambda one: one.relation != BodyRelation.ORGAN):
        registers.delete(body=body, by=by)

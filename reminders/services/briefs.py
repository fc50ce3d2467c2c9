"""A leader's own choice about the weekly brief."""

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from core.errors import Refused
from reminders.models import BriefChoice
from reminders.services.planning import STOP_SALT


@transaction.atomic
def choose(*, user: User, wanted: bool, all_clear: bool) -> BriefChoice:
    """Write whether the leader wants the brief, and an all clear when there is nothing to tell."""
    choice, _created = BriefChoice.objects.update_or_create(
        user=user, defaults={"wanted": wanted, "all_clear": all_clear}
    )
    return choice


def of_link(token: str) -> User:
    """Return the leader to whom the link in a brief belongs; raises Refused for a link that was altered."""
    try:
        address = signing.Signer(salt=STOP_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError) as error:
        raise Refused(_("Liên kết không đúng. Hãy mở lại liên kết trong thư, hoặc báo văn phòng.")) from error
    user = User.objects.filter(email__iexact=address, role=Role.LEADER, is_active=True).first()
    if user is None:
        raise Refused(_("Địa chỉ này không còn nhận tin tuần."))
    return user

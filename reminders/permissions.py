"""Who may see and steer the mails: the office sees everything, staff and administrators act. A body's
secretary has no place here."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.permissions import can_edit_facts, check_can_edit_facts, check_can_see_all

AnyUser = User | AnonymousUser


def check_can_see_mails(user: AnyUser) -> None:
    """Raise Http404 unless the user is of the office."""
    check_can_see_all(user)


def can_steer_mails(user: AnyUser) -> bool:
    """Return whether the user may hold, release, send again, and change the ladder."""
    return can_edit_facts(user)


def check_can_steer_mails(user: AnyUser) -> User:
    """Return the user, who may steer the mails; raise as accounts.permissions.check_can_edit_facts else."""
    check_can_edit_facts(user)
    assert isinstance(user, User)
    return user

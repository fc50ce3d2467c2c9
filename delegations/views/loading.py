"""Loads the body that a screen is about, and writes the message after saving."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import UserRequest
from delegations.models import Body
from records.loading import load


def body_of(request: UserRequest, code: str) -> Body:
    """Return the body with the code if the user may see it, else 404; a POST locks it."""
    return load(request, Body.objects.visible_to(request.user).select_related("kind", "parent"), code=code)


def saved_message(words: str, form: Any) -> str:
    """Return the message after saving, with the fields that keep what another user saved meanwhile
    (`ConcurrentEditForm.merged`)."""
    labels = getattr(form, "merged_labels", [])
    return (
        f"{words} {_('Giữ nội dung người khác vừa lưu ở: %(fields)s.') % {'fields': ', '.join(labels)}}"
        if labels
        else words
    )

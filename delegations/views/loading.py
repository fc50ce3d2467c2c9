"""Loading what a screen is about: within the user's scope, locked while it is being changed."""

from typing import Any, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from delegations.models import Body

Record = TypeVar("Record", bound=models.Model)


def one(request: UserRequest, rows: QuerySet[Record], **lookup: Any) -> Record:
    """Return the one record, or 404; a POST locks it until the view has answered."""
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    return get_object_or_404(rows, **lookup)


def body_of(request: UserRequest, code: str) -> Body:
    """Return the body with the code if the user may see it, else 404."""
    return one(request, Body.objects.visible_to(request.user).select_related("kind"), code=code)


def said(words: str, form: Any) -> str:
    """Return the message after saving, naming the fields where another user's newer text was kept."""
    labels = getattr(form, "merged_labels", [])
    return f"{words} {_('Giữ nội dung người khác vừa lưu ở: %(fields)s.') % {'fields': ', '.join(labels)}}" if labels else words

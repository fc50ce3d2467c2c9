"""Minutes and their drafts: what is typed is kept before it is saved."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core.text import clean
from meetings.models import Meeting, MinutesDraft
from meetings.services import meetings


@transaction.atomic
def save(*, meeting: Meeting, values: Mapping[str, Any], today: dt.date, by: User) -> list[str]:
    """Store the minutes and drop the user's draft of them; return the names of the columns that changed.
    Raises Refused."""
    changed = meetings.edit(meeting=meeting, values=values, today=today, by=by)
    MinutesDraft.objects.filter(meeting=meeting, user=by).delete()
    return changed


@transaction.atomic
def save_draft(*, meeting: Meeting, text: str, now: dt.datetime, by: User) -> MinutesDraft:
    """Keep what a user has typed so far. A draft is nobody else's and changes no fact."""
    check_can_edit_body(by, meeting.body_id)
    if _same(text, meeting.minutes_text):  # a late sending after the minutes were saved
        MinutesDraft.objects.filter(meeting=meeting, user=by).delete()
        return MinutesDraft(meeting=meeting, user=by, text=text, saved_at=now)
    draft, _made = MinutesDraft.objects.update_or_create(
        meeting=meeting, user=by, defaults={"text": text, "saved_at": now}
    )
    return draft


@transaction.atomic
def drop_draft(*, meeting: Meeting, by: User) -> None:
    MinutesDraft.objects.filter(meeting=meeting, user=by).delete()


def draft_of(meeting: Meeting, user: User) -> MinutesDraft | None:
    """Return the user's draft where it says something else than the saved minutes."""
    draft = MinutesDraft.objects.filter(meeting=meeting, user=user).first()
    return draft if draft and not _same(draft.text, meeting.minutes_text) else None


def _same(one: str, other: str) -> bool:
    """Return whether two texts differ in nothing but line ends and the blanks around them."""
    return clean(one).replace("\r\n", "\n").strip() == clean(other).replace("\r\n", "\n").strip()

"""Steps of reminding that nobody was told of."""

from collections.abc import Collection

from reminders.models import Reminder


def forget_skipped(body_ids: Collection[int]) -> None:
    """Delete the skipped steps about findings of these bodies, which are deleted as never having been."""
    Reminder.objects.filter(flag__body__in=body_ids, skipped=True).delete()

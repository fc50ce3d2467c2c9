"""What the schedule starts. Tasks carry nothing: they look at the tables."""

from celery import shared_task

from core import clock
from reminders.services import planning


@shared_task(name="reminders.plan")
def plan_reminders() -> dict[str, object]:
    """Make today's mails, if that is still to be done."""
    return planning.plan_if_due(now=clock.now())

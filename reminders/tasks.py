"""What the schedule starts. Tasks carry nothing: they look at the tables."""

from celery import shared_task

from core import clock
from reminders.services import planning, sending

# Below the minute at which the next one starts, so that a long queue is worked on without a pile of tasks.
SECONDS = 50


@shared_task(name="reminders.plan")
def plan_reminders() -> dict[str, object]:
    """Make today's mails, if that is still to be done."""
    return planning.plan_if_due(now=clock.now())


@shared_task(name="reminders.send")
def send_mail() -> dict[str, object]:
    """Send what is queued."""
    return sending.send_due(worker=sending.worker_name(), clock=clock.now, seconds=SECONDS).as_dict()

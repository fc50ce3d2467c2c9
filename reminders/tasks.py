"""What the schedule starts. Tasks carry nothing: they look at the tables."""

from celery import shared_task
from django.conf import settings

from core import clock
from reminders.services import bounces, planning, sending

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


@shared_task(name="reminders.read_bounces")
def read_bounces() -> int:
    """Read the mailbox of delivery reports, where the office has named one."""
    return bounces.read_mailbox(settings.BOUNCE_IMAP_URL, clock=clock.now) if settings.BOUNCE_IMAP_URL else 0

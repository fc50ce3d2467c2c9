"""What the schedule starts. Tasks carry nothing: they look at the tables."""

import logging

from celery import shared_task
from django.conf import settings

from core import clock
from outbox.services import mailboxes, sending

logger = logging.getLogger(__name__)

# Below the minute at which the next one starts, so that a long queue is worked on without a pile of tasks.
SECONDS = 50


@shared_task(name="outbox.send")
def send_mail() -> dict[str, object]:
    """Send what is queued."""
    return sending.send_due(worker=sending.worker_name(), clock=clock.now, seconds=SECONDS).as_dict()


@shared_task(name="outbox.read_bounces")
def read_bounces() -> int:
    """Read the mailbox of delivery reports, where the office has named one; the status page says when that
    fails."""
    if not settings.BOUNCE_IMAP_URL:
        return 0
    try:
        return mailboxes.read(settings.BOUNCE_IMAP_URL, clock=clock.now)
    except mailboxes.MailboxUnreadable as error:
        logger.warning("%s", error)
        return 0

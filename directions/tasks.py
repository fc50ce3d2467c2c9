"""What the schedule starts. Tasks carry nothing: they look at the tables."""

from celery import shared_task

from core import clock
from directions.services import notices


@shared_task(name="directions.tell")
def tell() -> int:
    """Write the mails about directions that are still to be written."""
    return notices.write_due(now=clock.now())

"""What the schedule starts. Tasks carry nothing: they look at the tables."""

import time

from celery import shared_task

from core import clock, uploads
from desk.queries.days import days_by_default
from obligations.services import keeping

# Well below a task's time limit: what is left is done by the next.
SECONDS = 150


@shared_task(name="desk.keep_days", acks_late=True, reject_on_worker_lost=True, ignore_result=True)
def keep_days() -> None:
    """Judge the days that the pages for leaders ask for, so that nobody waits for them. Where nothing was
    written since: two queries a day."""
    began = time.monotonic()
    for day in days_by_default(clock.today()):
        if time.monotonic() - began > SECONDS:
            return
        keeping.keep(day.on, with_periods=day.with_periods)


@shared_task(name="desk.clear_waiting_files", acks_late=True, reject_on_worker_lost=True, ignore_result=True)
def clear_waiting_files() -> None:
    """Delete files that waited for a form which was never sent again."""
    uploads.clear(now=clock.now())

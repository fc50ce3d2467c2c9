"""What the schedule starts. Tasks carry nothing: they look at the tables."""

from celery import shared_task

from core import clock, uploads


@shared_task(name="desk.clear_waiting_files", acks_late=True, reject_on_worker_lost=True, ignore_result=True)
def clear_waiting_files() -> None:
    """Delete files that waited for a form which was never sent again."""
    uploads.clear(now=clock.now())

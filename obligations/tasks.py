"""The sweep as a job. It carries no facts: it tells a worker to look at the database."""

from celery import shared_task

from core import clock
from obligations.services import judging


@shared_task(name="obligations.tasks.sweep", acks_late=True, reject_on_worker_lost=True, ignore_result=True)
def sweep() -> None:
    """Judge what must be judged today. Run twice, it changes nothing the second time."""
    judging.sweep(on=clock.today(), at=clock.now())

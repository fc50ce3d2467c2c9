"""The sweep as a job. It carries no facts: it tells a worker to look at the database."""

from celery import shared_task

from core import clock
from obligations.services import judging, simulating

# Below the broker's visibility timeout of 600 seconds, so that a running task is never handed out again.
SECONDS = 560


@shared_task(name="obligations.tasks.sweep", acks_late=True, reject_on_worker_lost=True, ignore_result=True)
def sweep() -> None:
    """Judge what must be judged today. Run twice, it changes nothing the second time."""
    judging.sweep(on=clock.today(), at=clock.now())


@shared_task(
    name="obligations.tasks.simulate", soft_time_limit=SECONDS, time_limit=SECONDS + 20, ignore_result=True
)
def simulate(draft_id: int) -> None:
    """Work out what a draft of law would change, if it was asked for and is not over."""
    simulating.run(draft_id)

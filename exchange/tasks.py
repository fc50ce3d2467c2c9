"""Long workbooks, off the web's back. Each task may start twice: the run's row says whether there is anything
left to do."""

from celery import shared_task

from core import clock
from exchange.services import runs

# Below the broker's visibility timeout of 600 seconds, so that a running task is never handed out again.
SECONDS = 560


@shared_task(name="exchange.tasks.preview_run", soft_time_limit=SECONDS, time_limit=SECONDS + 20)
def preview_run(run_id: int) -> None:
    runs.preview(run_id)


@shared_task(name="exchange.tasks.commit_run", soft_time_limit=SECONDS, time_limit=SECONDS + 20)
def commit_run(run_id: int) -> None:
    runs.commit(run_id)


@shared_task(name="exchange.tasks.take_up", soft_time_limit=SECONDS, time_limit=SECONDS + 20)
def take_up() -> None:
    runs.take_up(now=clock.now())

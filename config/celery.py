"""The Celery application and the schedule, in code."""

import os
import signal

from celery import Celery
from celery.signals import worker_process_init

from runtime.processes import follow

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("nen_nep")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def end_with_the_worker(**_: object) -> None:
    """Tie a pool process to its worker: a worker that is killed must not leave one that goes on with its task."""
    follow(os.getppid(), signal.SIGKILL)

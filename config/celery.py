"""The Celery application and the schedule, in code."""

import os
import signal
import warnings

import structlog
from celery import Celery, Task
from celery.platforms import SecurityWarning
from celery.schedules import crontab
from celery.signals import task_postrun, task_prerun, worker_process_init

from runtime.processes import follow

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Celery advises against root because of pickled tasks; tasks here are JSON only.
warnings.filterwarnings("ignore", category=SecurityWarning)

app = Celery("nen_nep")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    # Repairs what a lost signal left; most sweeps find nothing changed.
    "sweep": {
        "task": "obligations.tasks.sweep",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    # A new day brings new due days; five past midnight, in the office's zone.
    "sweep-new-day": {"task": "obligations.tasks.sweep", "schedule": crontab(hour=0, minute=5)},
    "accounts.clear": {
        "task": "accounts.clear",
        "schedule": crontab(minute=25),
        "options": {"expires": 3600},
    },
    # Between two sweeps, so that pages of other days need not wait; after midnight it takes up the days that
    # the new day asks for.
    "desk.clear_waiting_files": {
        "task": "desk.clear_waiting_files",
        "schedule": crontab(minute=40),
        "options": {"expires": 3000},
    },
    # Planning asks by itself whether the hour has come and the day is a working day; so a worker that was
    # away catches up.
    "reminders.plan": {"task": "reminders.plan", "schedule": crontab(minute="*/5", hour="6-18")},
    # A direction is a mail within a minute; what somebody was told of already is left alone.
    "directions.tell": {"task": "directions.tell", "schedule": crontab(), "options": {"expires": 55}},
    "outbox.read_bounces": {
        "task": "outbox.read_bounces",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    # Workbooks whose message a broker that was away has lost.
    "exchange.take_up": {"task": "exchange.tasks.take_up", "schedule": crontab(), "options": {"expires": 55}},
    "outbox.send": {"task": "outbox.send", "schedule": crontab(), "options": {"expires": 55}},
}


@app.on_after_configure.connect
def name_redbeats_settings(sender: Celery, **_: object) -> None:
    """Give redbeat its settings under the plain names that it looks for; with the namespace's prefix it warns
    and falls back."""
    names = ("redis_url", "redis_use_ssl", "redis_options", "key_prefix", "lock_timeout")
    for name in (f"redbeat_{name}" for name in names):
        sender.conf[name] = sender.conf.get(name)


@task_prerun.connect
def name_the_job(task_id: str, task: Task, **_: object) -> None:
    """Have what the job logs tell which job it was."""
    structlog.contextvars.bind_contextvars(job_id=task_id, job=task.name)


@task_postrun.connect
def forget_the_job(**_: object) -> None:
    structlog.contextvars.clear_contextvars()


@worker_process_init.connect
def end_with_the_worker(**_: object) -> None:
    """Tie a pool process to its worker: a worker that is killed must not leave one that goes on with its
    task."""
    follow(os.getppid(), signal.SIGKILL)

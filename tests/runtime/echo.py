"""A worker with the product's settings for jobs, whose one job notes that it was done: `celery -A
tests.runtime.echo worker`."""

import os
from pathlib import Path

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("echo")
app.config_from_object("django.conf:settings", namespace="CELERY")


@app.task(name="echo")
def echo(word: str) -> None:
    with Path(os.environ["ECHO_FILE"]).open("a") as file:
        file.write(f"{word}\n")

"""The Celery application and the schedule, in code."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("nen_nep")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

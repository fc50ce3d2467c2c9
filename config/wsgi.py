"""The WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  # the views are read now, not while the first reader waits
# What is loaded by now lasts as long as the process: the collector need not look through it while a reader
# waits, and the processes that are forked from this one go on sharing its memory.
gc.collect()
gc.freeze()

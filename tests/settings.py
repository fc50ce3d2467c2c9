"""The product's settings, but for static files: the tests take them from their folders and gather none."""

from config.settings import *  # noqa: F403
from config.settings import LOGGING, STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
# A line for each request would bury what a failing test has to say.
LOGGING["loggers"]["nennep.request"] = {"level": "WARNING"}
# The product's algorithm without its weight: what is tried is who comes in, not how long a guess takes.
PASSWORD_HASHERS = ["tests.hashers.LightArgon2"]
SLOW_STATEMENT_MS = 0  # on a loaded machine any may be slow
ARCHIVE_WANTED = False  # on whichever server the tests run

"""The clock of jobs: redbeat's, which also forgets times that a wrong clock left behind.

`python -m runtime.beat` runs it: it sends names of jobs, so it reads the settings and none of the apps, in
50 MB instead of 140.
"""

import datetime as dt
import logging
import signal
from types import FrameType
from typing import Any

from celery import Celery
from celery.app.utils import find_app
from celery.beat import Service
from celery.utils.log import get_logger
from django.conf import settings
from django.utils.log import configure_logging
from redbeat import RedBeatScheduler
from redbeat.schedulers import ensure_conf, get_redis

logger = get_logger("celery.beat")
CLOCKS_DIFFER = dt.timedelta(minutes=1)  # by so much two hosts may


class Scheduler(RedBeatScheduler):
    """Runs what is due. A job that was last run in the future, by a clock that was ahead, would wait until
    then: its time is set to now."""

    def tick(self, *arguments: Any, **named: Any) -> float:
        self.forget_the_future()
        return float(super().tick(*arguments, **named))

    def forget_the_future(self) -> None:
        """Set back each job of the schedule that was last run later than now."""
        for name in self.app.conf.beat_schedule:
            key = self.Entry.generate_key(self.app, name)
            last = self.Entry.load_meta(key, app=self.app)["last_run_at"]
            if last is not None and last > self.app.now() + CLOCKS_DIFFER:
                logger.error(
                    "Job %s was last run at %s, which has not come yet: the clock was ahead. It runs from"
                    " now on.",
                    name,
                    last,
                )
                self.Entry.from_key(key, app=self.app).reschedule(self.app.now())


def free_the_lock(app: Celery) -> None:
    """Take away a lock that holds longer than any is taken for: the broker's clock was ahead when it was, and
    who held it was killed. Else every later clock of jobs would wait for that time."""
    conf = ensure_conf(app)
    broker = get_redis(app)
    if broker.pttl(conf.lock_key) > (conf.lock_timeout + CLOCKS_DIFFER.total_seconds()) * 1000:
        logger.error(
            "The lock of jobs ends at a time that the clock set while it was ahead. It is taken away."
        )
        broker.delete(conf.lock_key)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)  # the service ends its turn and gives its lock back


def main() -> None:
    """Send the jobs of the schedule when they are due, until SIGTERM."""
    app = find_app("config")
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
    logger.setLevel(logging.WARNING)  # each job that is sent is told by who does it
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    free_the_lock(app)
    Service(app, scheduler_cls=Scheduler).start()


if __name__ == "__main__":
    main()

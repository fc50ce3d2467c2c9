"""The clock of jobs: redbeat's, which also forgets times that a wrong clock left behind."""

import datetime as dt
from typing import Any

from celery.utils.log import get_logger
from redbeat import RedBeatScheduler

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

"""When the bodies were last judged, and whether that is too long ago."""

import datetime as dt
from typing import NamedTuple

from delegations.models import Body
from obligations.models import Sweep

# Two sweeps of ten minutes may be late before a reader must worry.
OLD_AFTER = dt.timedelta(minutes=25)


class BodyError(NamedTuple):
    """A body that could not be judged, and why."""

    body: str
    message: str


class Heartbeat(NamedTuple):
    """The outcome of the last sweep. `bodies_judged` of `bodies_total` bodies have a judgement of that
    day."""

    finished_at: dt.datetime
    judged_on: dt.date
    bodies_judged: int
    bodies_total: int
    seconds: float
    errors: tuple[BodyError, ...]
    is_old: bool

    @property
    def is_warning(self) -> bool:
        """Return whether a reader must be warned: an old sweep, or bodies left unjudged."""
        return self.is_old or bool(self.errors) or self.bodies_judged < self.bodies_total


def heartbeat(now: dt.datetime) -> Heartbeat | None:
    """Return the last finished sweep, or None if there was none yet. One query."""
    # By what was recorded last: a sweep under a clock that was ahead must not pass for the last one until
    # that time comes.
    sweep = Sweep.objects.filter(finished_at__isnull=False).order_by("-id").first()
    if sweep is None or sweep.finished_at is None:
        return None
    return Heartbeat(
        sweep.finished_at,
        sweep.judged_on,
        sweep.bodies_judged,
        sweep.bodies_total,
        sweep.seconds,
        tuple(BodyError(error["body"], error["message"]) for error in sweep.errors),
        abs(now - sweep.finished_at) > OLD_AFTER,
    )


def is_overdue(beat: Heartbeat | None) -> bool:
    """Return whether a reader must be warned: bodies wait for a first sweep, or the last one is one to warn
    of. A new province without bodies has nothing to judge. One query where there was no sweep yet."""
    return Body.objects.exists() if beat is None else beat.is_warning


def recent(limit: int = 50) -> list[Sweep]:
    """Return the last sweeps, latest first. One query."""
    return list(Sweep.objects.order_by("-started_at")[:limit])

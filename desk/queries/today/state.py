"""How the province, or a secretary's bodies, stand: the period that has just ended, what is newly late."""

import datetime as dt
from typing import Any, NamedTuple

from accounts.models import User
from accounts.queries import bodies_of
from core.prepared import prepared
from desk.queries import rhythm
from obligations.enums import FlagStatus
from obligations.queries import findings, news
from obligations.queries.findings import Counts, Filters

LATE = Filters(statuses=(FlagStatus.OVERDUE.value,))


class State(NamedTuple):
    """What became of the period of each body that ended last, and its name where it is the same of all; how
    many findings became overdue since yesterday; all that are."""

    ended: rhythm.Tally
    period: str
    newly_late: int
    counts: Counts

    @property
    def late(self) -> int:
        return self.counts.by_status.get(FlagStatus.OVERDUE.value, 0)


def state(user: User, *, today: dt.date) -> State:
    """Return how things stand today, as far as the user may see them. A fixed number of queries."""
    ended, scope = rhythm.just_ended(user, on=today), bodies_of(user)
    names = {one.cell.period.name for one in ended}
    yesterday = today - dt.timedelta(days=1)
    before, after = findings.before_and_after(_moved(yesterday, today, user=user))
    newly = {state.duty for state in after} - {state.duty for state in before}
    newly -= news.runs_renamed(before, after, yesterday).keys()
    return State(
        rhythm.tally(ended),
        names.pop() if len(names) == 1 else "",
        len(newly),
        findings.counts(today, body_ids=scope),
    )


@prepared
def _moved(yesterday: dt.date, today: dt.date, user: Any) -> Any:
    return findings.rows_moved(yesterday, today, LATE, bodies_of(user))

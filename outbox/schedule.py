"""When a mail goes out: plain decisions. No Django, no clock, no database; instants are passed in."""

import datetime as dt

FIRST_RETRY = dt.timedelta(minutes=1)
LONGEST_RETRY = dt.timedelta(hours=4)
MOST_ATTEMPTS = 12


def end_of_quiet(moment: dt.datetime, *, quiet_from: dt.time, quiet_until: dt.time) -> dt.datetime | None:
    """Return when the quiet hours end that this local moment lies in; None outside them."""
    hour = moment.time()
    over_midnight = quiet_from > quiet_until
    if not (hour >= quiet_from or hour < quiet_until if over_midnight else quiet_from <= hour < quiet_until):
        return None
    day = moment.date() + dt.timedelta(days=over_midnight and hour >= quiet_from)
    return dt.datetime.combine(day, quiet_until, tzinfo=moment.tzinfo)


def retry_after(attempts: int) -> dt.timedelta | None:
    """Return how long to wait after so many failed attempts, doubling up to a cap; None when it is time to
    give up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return min(FIRST_RETRY * 2 ** (attempts - 1), LONGEST_RETRY)

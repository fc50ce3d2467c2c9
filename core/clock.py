"""The only reader of the clock. Everything else is given its day or its instant."""

import datetime as dt
from zoneinfo import ZoneInfo

ZONE_NAME = "Asia/Ho_Chi_Minh"
ZONE = ZoneInfo(ZONE_NAME)


def now() -> dt.datetime:
    """Return this instant, aware, in the office's zone."""
    return dt.datetime.now(tz=ZONE)


def today() -> dt.date:
    """Return the day in the office's zone, whatever zone the server keeps."""
    return now().date()

"""How often somebody may do something: one counter for log-ins, links in mails and keys of programs.

Counts are in a table of their own: exact under concurrency, shared by all web processes, and not evicted by
other counts as in a cache. Who is counted is stored as a digest.
"""

import contextlib
import datetime as dt
import hashlib
import ipaddress
import math
from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection, transaction
from django.utils.functional import Promise

from accounts.models import RequestCount


class Limit(NamedTuple):
    """`most` times within a span that begins with the first. `text` is the message when it is reached; it may
    use %(most)s, and the time to wait as %(minutes)s and %(seconds)s."""

    name: str
    most: int
    within: dt.timedelta
    text: str | Promise


class TooMany(Exception):
    """A limit was reached; `message` is a sentence for the user, `seconds` the time until the next try."""

    def __init__(self, limit: Limit, seconds: int) -> None:
        self.limit = limit
        self.seconds = seconds
        self.message = str(limit.text) % {
            "most": limit.most,
            "seconds": seconds,
            "minutes": -(-seconds // 60),
        }
        super().__init__(self.message)


def network(address: str) -> str:
    """Return what is counted for an address of the network: an IPv6 visitor has a /64 of addresses at hand,
    which count as one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))


def _key(limit: Limit, who: str) -> str:
    return f"{limit.name}:{hashlib.sha256(who.encode('utf-8', 'surrogatepass')).hexdigest()}"[:64]


def count(limit: Limit, who: str, *, now: dt.datetime) -> None:
    """Count once more; raises TooMany, and counts nothing, where the limit is used up. One statement, exact
    however many ask at once."""
    key = _key(limit, who)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_requestcount AS kept (who, ends_at, number) VALUES (%(who)s, %(ends)s, 1)"
            " ON CONFLICT (who) DO UPDATE SET number = CASE WHEN kept.ends_at <= %(now)s THEN 1 ELSE"
            " kept.number + 1 END, ends_at = CASE WHEN kept.ends_at <= %(now)s THEN %(ends)s ELSE"
            " kept.ends_at END WHERE kept.ends_at <= %(now)s OR kept.number < %(most)s RETURNING number",
            {"who": key, "ends": now + limit.within, "now": now, "most": limit.most},
        )
        row = cursor.fetchone()
        if row is not None and row[0] == 1:
            # Rows that another process is counting in are left to the next one who clears.
            cursor.execute(
                "DELETE FROM accounts_requestcount WHERE who IN (SELECT who FROM accounts_requestcount WHERE"
                " ends_at <= %s LIMIT 1000 FOR UPDATE SKIP LOCKED)",
                [now],
            )
    if row is None:
        check(limit, who, now=now)


def check(limit: Limit, who: str, *, now: dt.datetime) -> None:
    """Raise TooMany where the limit is used up; counts nothing."""
    row = RequestCount.objects.filter(who=_key(limit, who), ends_at__gt=now, number__gte=limit.most).first()
    if row is not None:
        raise TooMany(limit, math.ceil((row.ends_at - now).total_seconds()))


@contextlib.contextmanager
def one_at_a_time(who: str) -> Iterator[None]:
    """Let others with the same `who` wait until the block is over, so that what is checked before an act
    still holds after it."""
    number = int.from_bytes(
        hashlib.sha256(who.encode("utf-8", "surrogatepass")).digest()[:8], "big", signed=True
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
        yield


def give_back(limit: Limit, who: str, *, now: dt.datetime) -> None:
    """Take back one count: what was counted before its outcome was known was no failure."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_requestcount SET number = number - 1 WHERE who = %s AND ends_at > %s AND"
            " number > 0",
            [_key(limit, who), now],
        )


def number(limit: Limit, who: str, *, now: dt.datetime) -> int:
    """Return how often it was counted within the running span."""
    return (
        RequestCount.objects.filter(who=_key(limit, who), ends_at__gt=now)
        .values_list("number", flat=True)
        .first()
        or 0
    )


def forget(limit: Limit, who: str) -> None:
    """Begin anew for one who."""
    RequestCount.objects.filter(who=_key(limit, who)).delete()


def forget_all(*limits: Limit) -> int:
    """Begin anew for everybody under some limits and return how many counts there were."""
    return sum(RequestCount.objects.filter(who__startswith=f"{limit.name}:").delete()[0] for limit in limits)

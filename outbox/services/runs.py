"""The heartbeat of planning and sending."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from outbox.models import MailRun


def finished(
    kind: str,
    *,
    started_at: dt.datetime,
    finished_at: dt.datetime,
    counts: Mapping[str, Any],
    error: str = "",
) -> MailRun:
    """Note when the last run of this kind began and ended, and what it did."""
    run, _created = MailRun.objects.update_or_create(
        kind=kind,
        defaults={
            "started_at": started_at,
            "finished_at": finished_at,
            "counts": dict(counts),
            "error": error,
        },
    )
    return run

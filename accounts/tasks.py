"""What the schedule starts."""

from celery import shared_task

from accounts.services import sessions, sign_ins
from core import clock


@shared_task(name="accounts.clear")
def clear() -> dict[str, int]:
    """Delete sessions that are over and sign-ins that are no longer kept."""
    now = clock.now()
    return {"sessions": sessions.clear_ended(now=now), "sign_ins": sign_ins.clear_old(now=now)}

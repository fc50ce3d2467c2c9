"""Background jobs of meetings. They carry no facts: they tell a worker to look at the database."""

from celery import shared_task

from core import clock
from meetings.services import invitations


@shared_task(name="meetings.send_invitations")
def send_invitations() -> int:
    """Send the invitations that wait and return how many went out; safe to run at any time, twice at once too."""
    return sum(invitations.send(key, now=clock.now()) for key in invitations.waiting(clock.now()))

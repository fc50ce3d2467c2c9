"""Flags follow facts at once: whoever writes facts sends `facts_changed`, and after commit the bodies
concerned are judged.

Nothing rests on it: the touches that database triggers leave stay until a judging takes them, so the
next sweep repairs whatever fails here, and a user's request never does.
"""

import logging
from collections.abc import Collection
from typing import Any

from celery import current_app
from django.db import transaction

from core import clock
from obligations.queries import touched
from obligations.services import judging

logger = logging.getLogger(__name__)

# More bodies than this would keep the user waiting for seconds; a worker judges them instead.
AT_ONCE = 50
SWEEP_TASK = "obligations.tasks.sweep"


def judge_after_commit(sender: Any, *, body_ids: Collection[int] | None, **kwargs: Any) -> None:
    """Answer `facts_changed`: judge these bodies (None: all), and who holds their duties, as soon as the
    facts are committed."""
    chosen = None if body_ids is None else frozenset(body_ids)
    transaction.on_commit(lambda: _judge(chosen), robust=True)


def _judge(body_ids: frozenset[int] | None) -> None:
    # A service called by another sends the signal too: the first judging took the touches, the second finds
    # none.
    left = touched.bodies(body_ids, with_heirs=True)
    if not left:
        return
    if len(left) > AT_ONCE:
        _leave_to_worker(len(left))
        return
    judging.refresh(on=clock.today(), at=clock.now(), body_ids=left)


def _leave_to_worker(number: int) -> None:
    try:
        current_app.send_task(SWEEP_TASK, retry=False, ignore_result=True)
    except Exception:
        # With the broker gone the sweep of the next ten minutes finds the touches.
        logger.warning("%d bodies wait for the next sweep: the broker does not answer", number, exc_info=True)

"""History of every change, written by database triggers: bulk writes and SQL by hand leave a trace too."""

from collections.abc import Callable, Collection
from typing import TypeVar

import pghistory
import pgtrigger
from django.db import models

ModelClass = TypeVar("ModelClass", bound=type[models.Model])


def tracked(*, exclude: Collection[str] = ()) -> Callable[[ModelClass], ModelClass]:
    """Return a class decorator that keeps a row's state after each insert and update, and the last one before a delete.

    Derived columns (search and order keys) are named in `exclude`. One trigger call a statement, whatever the number of rows.
    """
    trackers = [kind(level=pgtrigger.Statement) for kind in (pghistory.InsertEvent, pghistory.UpdateEvent, pghistory.DeleteEvent)]
    return pghistory.track(*trackers, exclude=list(exclude) or None, obj_field=pghistory.ObjForeignKey(related_name="history"))

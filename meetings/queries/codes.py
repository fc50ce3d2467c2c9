"""The next free code of a record, numbered within its prefix."""

import re
from typing import Any

from django.db import models


def next_code(model: type[models.Model], prefix: str, *, digits: int = 3) -> str:
    """Return `prefix` with the number after the highest one taken; one query.

    The caller holds a lock on the body, so that two who ask at once do not get the same code.
    """
    manager: Any = model._default_manager
    tail = re.compile(re.escape(prefix) + r"(\d+)$")
    taken = [int(found.group(1)) for code in manager.filter(code__startswith=prefix).values_list("code", flat=True) if (found := tail.match(code))]
    return f"{prefix}{max(taken, default=0) + 1:0{digits}d}"

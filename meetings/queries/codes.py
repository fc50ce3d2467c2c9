"""The next free code of a record, numbered within its prefix."""

import re
from typing import Any

from django.db import models


def next_code(model: type[models.Model], prefix: str, *, digits: int = 3) -> str:
    """Return `prefix` with the number after the highest one ever taken, by a withdrawn record too: a finding and its mails are known by it. One query.

    The caller holds a lock on the body, so that two who ask at once do not get the same code.
    """
    manager: Any = model._default_manager
    gone: Any = model._meta.get_field("history").related_model
    codes = manager.filter(code__startswith=prefix).values_list("code", flat=True)
    withdrawn = gone._default_manager.filter(code__startswith=prefix, pgh_label="delete").values_list("code", flat=True)
    tail = re.compile(re.escape(prefix) + r"(\d+)$")
    taken = [int(found.group(1)) for code in codes.union(withdrawn) if (found := tail.match(code))]
    return f"{prefix}{max(taken, default=0) + 1:0{digits}d}"

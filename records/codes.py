"""The next free code of a record, numbered within its prefix."""

import re
from typing import Any

from django.db import models


def next_code(model: type[models.Model], prefix: str, *, digits: int) -> str:
    """Return `prefix` with the number after the highest one ever used, also by a withdrawn record, since its
    findings and mails name it. The number has as many digits as the highest one, the first one `digits`. One
    query.

    The caller must hold a lock on the body, so that two transactions do not get the same code.
    """
    manager: Any = model._default_manager
    history: Any = model._meta.get_field("history").related_model
    codes = manager.filter(code__startswith=prefix).values_list("code", flat=True)
    withdrawn = history._default_manager.filter(code__startswith=prefix, pgh_label="delete").values_list(
        "code", flat=True
    )
    numbered = re.compile(re.escape(prefix) + r"(\d+)")
    taken = [found[1] for code in codes.union(withdrawn) if (found := numbered.fullmatch(code))]
    highest = max(taken, key=int, default="0" * digits)
    return f"{prefix}{int(highest) + 1:0{len(highest)}d}"

"""What the app's tables need beside what the models say. Part of the first migration."""

from typing import Any

# The functions of `core.keys`, on which the column of search rests, are made there.
DEPENDENCIES = [("delegations", "__first__")]
BEFORE: list[Any] = []
AFTER: list[Any] = []

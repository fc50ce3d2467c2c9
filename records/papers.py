"""Files attached to the records of bodies: whoever sees a record sees its files."""

import uuid
from functools import reduce
from typing import Any, TypeVar

from django.db.models import Q

from core.files import StoredFile
from records.loading import look_up
from records.querysets import InScope, ScopedUser

Stored = TypeVar("Stored", bound=StoredFile)


class PaperQuerySet(InScope[Stored]):
    def touching(self, bodies: Any) -> "PaperQuerySet[Stored]":
        return self.filter(
            Q(*((f"{path}__body__in", bodies) for path in self.model.owner_paths), _connector=Q.OR)
        )


def stored(model: type[Stored], key: uuid.UUID, *, user: ScopedUser) -> Stored:
    """Return the file with that key if the user may see the record that it is attached to, else raise
    Http404."""
    rows: Any = model._default_manager
    return look_up(rows.visible_to(user).filter(removed_at=None).select_related(*model.owner_paths), key=key)


def record_of(paper: StoredFile) -> Any:
    """Return the record that a file is attached to."""
    return next(
        record
        for path in paper.owner_paths
        if (record := reduce(getattr, path.split("__"), paper)) is not None
    )


def owner(model: type[StoredFile], record: Any) -> dict[str, Any]:
    """Return the one foreign key of a new file, by name, that leads to the record."""
    kinds: dict[str, Any] = {path: model._meta.get_field(path).related_model for path in model.owner_paths}
    return {path: record for path, kind in kinds.items() if isinstance(record, kind)}

"""Files that hang on the records of bodies: whoever sees a record sees its files."""

import uuid
from functools import reduce
from typing import Any, TypeVar

from django.db.models import Q

from core.files import StoredFile
from records.loading import look_up
from records.querysets import InScope, Viewer

Stored = TypeVar("Stored", bound=StoredFile)


class PaperQuerySet(InScope[Stored]):
    def touching(self, bodies: Any) -> "PaperQuerySet[Stored]":
        return self.filter(Q(*((f"{way}__body__in", bodies) for way in self.model.hangs_on), _connector=Q.OR))


def stored(model: type[Stored], key: uuid.UUID, *, user: Viewer) -> Stored:
    """Return the file of that key that hangs on a record which the user may see, else 404."""
    rows: Any = model._default_manager
    return look_up(rows.visible_to(user).filter(removed_at=None).select_related(*model.hangs_on), key=key)


def record_of(paper: StoredFile) -> Any:
    """Return the record that a file hangs on."""
    return next(
        record for way in paper.hangs_on if (record := reduce(getattr, way.split("__"), paper)) is not None
    )


def owner(model: type[StoredFile], record: Any) -> dict[str, Any]:
    """Return the column of a new file that names its record."""
    kinds: dict[str, Any] = {way: model._meta.get_field(way).related_model for way in model.hangs_on}
    return {way: record for way, kind in kinds.items() if isinstance(record, kind)}

"""Files attached to the records of bodies: whoever sees a record sees its files."""

import uuid
from collections.abc import Iterator
from functools import reduce
from typing import Any, TypeVar

from django.db.models import Func, IntegerField, Model, Prefetch, Q
from django.db.models.lookups import Exact

from core.files import StoredFile
from records.loading import look_up
from records.querysets import InScope, ScopedUser

Stored = TypeVar("Stored", bound=StoredFile)


class PaperQuerySet(InScope[Stored]):
    def touching(self, bodies: Any) -> "PaperQuerySet[Stored]":
        return self.filter(
            Q(*((f"{path}__in", rows.touching(bodies)) for path, rows in self._owners()), _connector=Q.OR)
        )

    def _owners(self) -> Iterator[tuple[str, InScope[Any]]]:
        """Yield the path to each kind of record that a file may be attached to, with all its records."""
        for path in self.model.owner_paths:
            rows: Any = _owner_of(self.model, path)._default_manager.all()
            yield path, rows


def of_one_record(*paths: str) -> Exact:
    """Return the condition of a file's row that just one of these keys leads to a record."""
    return Exact(Func(*paths, function="num_nonnulls", output_field=IntegerField()), 1)


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
    return {path: record for path in model.owner_paths if isinstance(record, _owner_of(model, path))}


def kept_files(record: type[Model]) -> "Prefetch[Any]":
    """Return what loads with each of some records of this kind, as `kept_files`, the files that are on it."""
    model: Any = record._meta.get_field("files").related_model
    rows = model._default_manager.filter(removed_at=None).order_by("added_at", "pk")
    return Prefetch("files", rows, to_attr="kept_files")


def _owner_of(model: type[Model], path: str) -> type[Model]:
    found: Any = model
    for name in path.split("__"):
        found = found._meta.get_field(name).related_model
    return found

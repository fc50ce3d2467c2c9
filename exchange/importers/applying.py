"""Writing a plan: few statements whatever the number of rows, inside the caller's transaction."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection

from delegations.enums import Duty
from delegations.models import Body, CoordinationParty, CoordinationRegulation, Province
from exchange.importers.planning import Making, Plan
from exchange.importers.records import LINKS, RECORDS, Record
from exchange.importers.snapshots import Existing
from obligations.models import DayOff

BATCH = 2_000
# Above this many touched records, everybody is judged: naming the bodies would cost more.
MOST_NAMED = 20_000
# Two rows of a file may exchange what only one at a time may have.
DEFERRED = (
    "one_member_per_seat_at_a_time",
    "one_agenda_item_per_place",
    *(f"one_successor_in_{duty.value}" for duty in Duty),
)


class _Touched:
    """The bodies whose judgement a write may change."""

    def __init__(self) -> None:
        self.everybody = False
        self.ids: set[int] = set()

    def add(self, record: Record, keys: Iterable[int]) -> None:
        wanted = set(keys)
        if not wanted or not record.reaches or self.everybody:
            return
        if record.reaches == "*" or len(wanted) > MOST_NAMED:
            self.everybody = True
        else:
            found = record.model._default_manager.filter(pk__in=wanted).values_list(record.reaches, flat=True)
            self.ids |= {pk for pk in found.distinct() if pk is not None}


def apply(plan: Plan, existing: Existing) -> set[int] | None:
    """Write the plan and return the touched bodies' primary keys, or None for all of them."""
    writer = _Writer(plan, existing)
    writer.run()
    return None if writer.touched.everybody else writer.touched.ids


class _Writer:
    def __init__(self, plan: Plan, existing: Existing) -> None:
        self.plan = plan
        self.existing = existing
        self.touched = _Touched()

    def run(self) -> None:
        with connection.cursor() as cursor:
            # A border between two memberships may move by two rows of the file.
            cursor.execute(f"SET CONSTRAINTS {', '.join(DEFERRED)} DEFERRED")
        self._settings()
        self._remove_days()
        before = {name: self._old_touched(name) for name in ("event", "coordination")}
        for name, record in RECORDS.items():
            # A record may name one of its own kind that is new.
            waves = _waves(record, self.plan.makings.get(name, []), self.existing)
            if _names_itself(record):
                for wave in waves:
                    self._make(record, wave)
            self._update(record, self.plan.updates.get(name, {}))
            if not _names_itself(record):
                for wave in waves:
                    self._make(record, wave)
        for name in LINKS:
            self._unlink(name)
            self._link(name)
        self._parties()
        for ids in before.values():
            self.touched.ids |= ids
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {', '.join(DEFERRED)} IMMEDIATE")

    def _settings(self) -> None:
        if not self.plan.settings:
            return
        values = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self.plan.settings.items()
        }
        if not Province.objects.filter(pk=1).update(**values):
            Province.objects.create(pk=1, **values)
        self.touched.everybody = True

    def _remove_days(self) -> None:
        if self.plan.days_removed:
            DayOff.objects.filter(pk__in=self.plan.days_removed).delete()
            self.touched.everybody = True

    def _old_touched(self, name: str) -> set[int]:
        """Return the bodies that stood on the lists which the plan rewrites."""
        if name == "coordination" and self.plan.parties:
            numbers = {key[0] for key in self.plan.parties}
            return set(
                CoordinationParty.objects.filter(
                    regulation__number__in=numbers, body__isnull=False
                ).values_list("body_id", flat=True)
            )
        if name == "event" and self.plan.unlinks.get("bodies"):
            codes = {code for _key, code in self.plan.unlinks["bodies"]}
            return set(Body.objects.filter(code__in=codes).values_list("pk", flat=True))
        return set()

    def _values(self, record: Record, natural: dict[str, Any]) -> dict[str, Any]:
        """Return model attributes: references by natural key become primary keys, lists stay lists."""
        found: dict[str, Any] = {}
        linked: set[str] = set()
        for attribute, (target, columns) in record.links.items():
            if any(column in natural for column in columns):
                linked.update(columns)
                key = tuple(natural.get(column) for column in columns)
                found[f"{attribute}_id"] = self.existing.ids(target)[key] if _is_whole(key) else None
        for name, value in natural.items():
            if name not in linked:
                found[name] = list(value) if isinstance(value, tuple) else value
        return found

    def _update(self, record: Record, changes: dict[int, dict[str, Any]]) -> None:
        """Write changed rows: one statement per batch and set of columns."""
        groups: dict[tuple[str, ...], dict[int, dict[str, Any]]] = defaultdict(dict)
        for pk, natural in self._completed(record, changes).items():
            values = self._values(record, natural)
            groups[tuple(sorted(values))][pk] = values
        for names, rows in groups.items():
            for batch in _batches(list(rows), 500):
                found = []
                for instance in record.model._default_manager.filter(pk__in=batch):
                    for name, value in rows[instance.pk].items():
                        setattr(instance, name, value)
                    found.append(instance)
                record.model._default_manager.bulk_update(found, [*map(_field_name, names)], batch_size=500)
        self.touched.add(record, changes)

    def _completed(self, record: Record, changes: dict[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
        """Return the changes with what else a link needs where only its last column changes: at which item of
        the agenda something stands is said of its meeting, which the file need not name again."""
        found = dict(changes)
        for *first, last in (columns for _target, columns in record.links.values() if len(columns) > 1):
            alone = [pk for pk, natural in found.items() if last in natural and not {*first} <= {*natural}]
            paths = [record.path(column) for column in first]
            for pk, *values in record.model._default_manager.filter(pk__in=alone).values_list("pk", *paths):
                found[pk] = dict(zip(first, values, strict=True)) | found[pk]
        return found

    def _make(self, record: Record, makings: list[Making]) -> None:
        made: list[int] = []
        ids = self.existing.ids(record.name) if makings else {}
        for batch in _batches(makings, BATCH):
            instances = [record.model(**self._values(record, making.values())) for making in batch]
            created = record.model._default_manager.bulk_create(instances, batch_size=BATCH)
            for making, instance in zip(batch, created, strict=True):
                ids[making.key] = instance.pk
            made += [instance.pk for instance in created]
        self.touched.add(record, made)

    def _link(self, name: str) -> None:
        link, pairs = LINKS[name], self.plan.links.get(name, [])
        if not pairs:
            return
        sources, targets = self.existing.ids(link.source), self.existing.ids(link.target)
        rows = [
            link.model(
                **{f"{link.source_field}_id": sources[key], f"{link.target_field}_id": targets[(code,)]}
            )
            for key, code in pairs
        ]
        link.model._default_manager.bulk_create(rows, batch_size=BATCH)
        self.touched.add(RECORDS[link.source], {sources[key] for key, _code in pairs})

    def _unlink(self, name: str) -> None:
        link, pairs = LINKS[name], self.plan.unlinks.get(name, [])
        if not pairs:
            return
        sources, targets = self.existing.ids(link.source), self.existing.ids(link.target)
        wanted = {(sources[key], targets[(code,)]) for key, code in pairs}
        source, target = f"{link.source_field}_id", f"{link.target_field}_id"
        rows = link.model._default_manager.filter(
            **{f"{source}__in": {pair[0] for pair in wanted}}
        ).values_list("pk", source, target)
        link.model._default_manager.filter(
            pk__in=[pk for pk, first, second in rows if (first, second) in wanted]
        ).delete()
        self.touched.add(RECORDS[link.source], {pair[0] for pair in wanted})

    def _parties(self) -> None:
        if not self.plan.parties:
            return
        numbers, bodies = self.existing.ids("coordination"), self.existing.ids("body")
        regulations = {numbers[key]: parties for key, parties in self.plan.parties.items()}
        CoordinationParty.objects.filter(regulation__in=regulations).delete()
        CoordinationParty.objects.bulk_create(
            [
                CoordinationParty(
                    regulation_id=pk, position=place, body_id=bodies[(code,)] if code else None, name=name
                )
                for pk, parties in regulations.items()
                for place, (code, name) in enumerate(parties, start=1)
            ],
            batch_size=BATCH,
        )
        self.touched.add(
            RECORDS["coordination"],
            CoordinationRegulation.objects.filter(pk__in=regulations).values_list("pk", flat=True),
        )


def _is_whole(key: tuple[Any, ...]) -> bool:
    """Return whether a key names a record: no part of it is empty (the first item of an agenda may be 0)."""
    return all(part not in (None, "") for part in key)


def _names_itself(record: Record) -> bool:
    return any(target == record.name for target, _columns in record.links.values())


def _waves(record: Record, makings: list[Making], existing: Existing) -> list[list[Making]]:
    """Return the records to make in groups, each after those that it names."""
    if not _names_itself(record) or not makings:
        return [makings]
    columns = [columns for target, columns in record.links.values() if target == record.name]
    there, waves, left = set(existing.ids(record.name)), [], makings
    while left:
        wave: list[Making] = []
        rest: list[Making] = []
        for making in left:
            values = making.values()
            named = [tuple(values.get(column) for column in columns_of) for columns_of in columns]
            (wave if all(key in there or not any(key) for key in named) else rest).append(making)
        assert wave, "the plan holds no circle"
        there |= {making.key for making in wave}
        waves.append(wave)
        left = rest
    return waves


def _field_name(attribute: str) -> str:
    return attribute.removesuffix("_id")


def _batches(rows: list[Any], size: int) -> Iterable[list[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]

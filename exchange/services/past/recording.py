"""On which day an office would have typed in each version of each record: pure, and the same every time."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Model

from exchange.services.past.lives import LIVES, OF_HELD_MEETINGS, PLANNED, Life
from meetings.enums import MeetingStatus

Row = dict[str, Any]
Rows = Mapping[type[Model], Mapping[Any, Row]]

BEGAN = dt.date(2024, 1, 2)  # what was there by then was typed in on this day
# The office typed in every second Friday at first, then every Friday, then every working day.
WEEKLY, DAILY = dt.date(2026, 1, 1), dt.date(2026, 9, 1)
ENDED = dt.date(2026, 11, 23)  # the day of which the samples tell
FRIDAY = 4
HOUR = dt.time(16, 30)
# Of ten records one is typed in weeks late, and of twelve one wrongly at first.
LATE, WRONG = 0.1, 1 / 12
WEEKS_LATE, WEEKS_WRONG = (35, 80), (14, 45)  # days


class Version(NamedTuple):
    """What a record says from a day on; `row` is None where it went."""

    on: dt.date
    model: type[Model]
    key: Any
    row: Row | None


class _Change(NamedTuple):
    """A day on which a record was written, and what its columns said before."""

    on: dt.date
    before: Mapping[str, Any]


def versions(before: Rows, after: Rows, today: dt.date) -> Iterator[Version]:
    """Generate the versions that lead from one state of the tables to the other, of each record in order."""
    calendar = _Calendar(after, today)
    recorder = _Recorder(after, calendar)
    for model, rows in before.items():
        for key in rows.keys() - after[model].keys():
            yield Version(calendar.first, model, key, None)
    for model in recorder.models:
        for number, (key, row) in enumerate(after[model].items()):
            if key in before[model]:
                if row != before[model][key]:
                    yield Version(calendar.first, model, key, row)
                recorder.came[model, key] = calendar.first
            else:
                yield from recorder.record(model, key, row, random.Random(f"{model._meta.label} {number}"))


class _Calendar:
    """The days on which the office typed in."""

    def __init__(self, rows: Rows, today: dt.date) -> None:
        self.last = min(ENDED, today)
        self.first = min(BEGAN, self.last)
        off = (
            row
            for model, found in rows.items()
            if model._meta.label_lower == "obligations.dayoff"
            for row in found.values()
        )
        self.off = {row["day"] for row in off if row["kind"] == "off"}

    def entry(self, day: dt.date) -> dt.date:
        """Return the first day from `day` on, within the office's time, on which it typed in."""
        day = max(day, self.first)
        while day < self.last and day != self.first and not self._is_entry(day):
            day += dt.timedelta(1)
        return min(day, self.last)

    def _is_entry(self, day: dt.date) -> bool:
        if day >= DAILY:
            return day.weekday() <= FRIDAY and day not in self.off
        return day.weekday() == FRIDAY and (day >= WEEKLY or day.isocalendar().week % 2 == 0)


class _Recorder:
    def __init__(self, rows: Rows, calendar: _Calendar) -> None:
        self.rows, self.calendar = rows, calendar
        self.models = _parents_first(rows)
        self.came: dict[tuple[type[Model], Any], dt.date] = {}
        self.held: dict[tuple[type[Model], Any], dt.date] = {}
        self.people = _first_days_of_people(rows)

    def record(self, model: type[Model], key: Any, row: Row, dice: random.Random) -> Iterator[Version]:
        """Generate the versions of a record that was not there before."""
        life = LIVES.get(model._meta.label_lower, Life())
        first, changes = self._changes(life, model, key, row, dice)
        first = max([first, *self._parents(model, row)])
        self.came[model, key] = first
        changes = sorted((change for change in changes if change.on > first), key=lambda change: change.on)
        for day in sorted({first, *(change.on for change in changes)}):
            state = dict(row)
            for change in reversed(changes):
                if change.on > day:
                    state |= change.before
            yield Version(day, model, key, state)

    def _changes(
        self, life: Life, model: type[Model], key: Any, row: Row, dice: random.Random
    ) -> tuple[dt.date, list[_Change]]:
        """Return when a record came, and how it changed afterwards."""
        if model._meta.label_lower == "delegations.person":
            return self.calendar.entry(self.people.get(key, self.calendar.first)), []
        began = row[life.begins] if life.begins else None
        if began is None:
            return self.calendar.first, []
        takes = life.takes
        if life.dawdles:
            takes = dice.randint(*WEEKS_LATE) if dice.random() < LATE else dice.randint(0, 3 * takes)
        changes, last = [], self.calendar.first
        for stage in life.stages:
            if row[stage.column] is not None and row[stage.column] <= self.calendar.last:
                last = max(last, self.calendar.entry(row[stage.column] + dt.timedelta(takes)))
                changes.append(_Change(last, stage.before))
        first = self.calendar.entry(began + dt.timedelta(-life.ahead if life.ahead else takes))
        if model._meta.label_lower == "meetings.meeting":
            first = self._plan((model, key), row, first, changes, dice)
        return first, changes + self._slips(life, row, changes[-1].on if changes else first, dice)

    def _plan(
        self,
        record: tuple[type[Model], Any],
        row: Row,
        first: dt.date,
        changes: list[_Change],
        dice: random.Random,
    ) -> dt.date:
        """Say of a meeting's first change that it had been planned till then; of four one never was written
        down before it was held."""
        if changes:
            held = changes[0]
            self.held[record] = held.on
            if row["status"] == MeetingStatus.HELD and dice.random() < 0.25:
                return held.on
            changes[0] = held._replace(before={**held.before, **PLANNED})
        return first

    def _slips(self, life: Life, row: Row, on: dt.date, dice: random.Random) -> list[_Change]:
        """Return the correction of a record that was typed in wrongly, where it was."""
        wrong = {
            column: row[column] + dt.timedelta(days) for column, days in life.slips.items() if row[column]
        }
        if not wrong or dice.random() > WRONG:
            return []
        return [_Change(self.calendar.entry(on + dt.timedelta(dice.randint(*WEEKS_WRONG))), wrong)]

    def _parents(self, model: type[Model], row: Row) -> Iterator[dt.date]:
        """Generate the days on which what a record refers to came."""
        known = self.held if model._meta.label_lower in OF_HELD_MEETINGS else self.came
        for field in model._meta.concrete_fields:
            if field.related_model and row[field.attname] is not None:
                parent = field.related_model, row[field.attname]
                yield known.get(parent) or self.came.get(parent) or self.calendar.first


def _parents_first(rows: Rows) -> list[type[Model]]:
    """Return the models so that each comes after those that its records refer to."""
    order: list[type[Model]] = []

    def add(model: type[Model]) -> None:
        if model not in order and model in rows:
            for field in model._meta.concrete_fields:
                if field.related_model and field.related_model is not model:
                    add(field.related_model)
            order.append(model)

    for model in rows:
        add(model)
    return order


def _first_days_of_people(rows: Rows) -> dict[Any, dt.date]:
    """Return when each person first had a seat."""
    found: dict[Any, dt.date] = {}
    for model, records in rows.items():
        if model._meta.label_lower == "delegations.membership":
            for row in records.values():
                person, day = row["person_id"], row["starts_on"]
                found[person] = min(day, found.get(person, day))
    return found

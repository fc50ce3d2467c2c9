"""The views beside the tables of facts give every record as it stood: whatever was written, late, corrected
or deleted."""

import datetime as dt
import random
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, ProtectedError

from core import clock, known
from delegations.models import Body, LawRow, Person
from obligations.models import Touch
from tests import factories
from tests.known import at, settle
from tests.worlds.furnished import furnish_province

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 1, 5)
FACTS = known.tracked_models(apps)


def columns(schema: str, table: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
            WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped""",
            [f"{schema}.{table}"],
        )
        return dict(cursor.fetchall())


def test_every_model_of_facts_has_a_view_of_the_same_columns():
    tracked = {
        model
        for label in ("delegations", "meetings", "reports", "obligations", "directions", "reviews")
        for model in apps.get_app_config(label).get_models()
        if any(field.name == "history" for field in model._meta.get_fields())
    }
    assert {model for model, _events in FACTS} == tracked
    assert len(tracked) > 30
    for model in tracked:
        table = model._meta.db_table
        assert columns("known", table) == columns("public", table), table


def test_what_is_no_fact_has_no_view():
    with connection.cursor() as cursor:
        cursor.execute("SELECT viewname FROM pg_views WHERE schemaname = 'known'")
        assert {row[0] for row in cursor.fetchall()} == {model._meta.db_table for model, _events in FACTS}


def state() -> dict[str, dict[Any, dict[str, Any]]]:
    """Return every row of every table of facts, but for the keys worked out of its words."""
    found = {}
    for model, events in FACTS:
        kept = [
            field.attname
            for field in model._meta.concrete_fields
            if field.column in {f.column for f in events._meta.concrete_fields}
        ]
        found[model._meta.db_table] = {row["pk"]: row for row in model._default_manager.values("pk", *kept)}
    return found


def write_at_random(dice: random.Random) -> int:
    """Write some records, correct some, delete some; return how many writes the database accepted."""
    accepted = 0
    for _write in range(40):
        model, _events = dice.choice(FACTS)
        keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        if not keys:
            continue
        try:
            with transaction.atomic():
                accepted += change(model, model._default_manager.get(pk=dice.choice(keys)), dice)
        except (ProtectedError, IntegrityError, DatabaseError):
            continue
    body = dice.choice(list(Body.objects.order_by("pk")))
    meeting = factories.MeetingFactory(
        body=body, code=f"{body.code}/{dice.random()}", held_on=FIRST - dt.timedelta(dice.randrange(400))
    )
    factories.AttendanceFactory(meeting=meeting, person=dice.choice(list(Person.objects.order_by("pk"))))
    return accepted


def change(model: type[models.Model], record: Any, dice: random.Random) -> int:
    if dice.random() < 0.3:
        return record.delete()[0]
    words = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField)
        and not field.choices
        and field.editable
        # No law could be read with a word in these.
        and not (model is LawRow and field.name in {"rule", "parameter", "value"})
    ]
    days = [field.name for field in model._meta.concrete_fields if type(field) is models.DateField]
    if days and dice.random() < 0.5:
        name = dice.choice(days)
        return model._default_manager.filter(pk=record.pk).update(
            **{name: (getattr(record, name) or FIRST) + dt.timedelta(dice.randrange(-9, 9))}
        )
    if not words:
        return 0
    return model._default_manager.filter(pk=record.pk).update(**{dice.choice(words): f"{dice.random()}"[:8]})


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_was_known_is_what_stood_in_the_tables_then(body_a, body_b, seed):
    dice = random.Random(seed)
    with time_machine.travel(at(FIRST, 8), tick=False):  # findings are never recorded before what is recorded
        furnish_province(body_a, body_b)
    days = [FIRST + dt.timedelta(7 * week) for week in range(4)]
    stood = {FIRST - dt.timedelta(1): {model._meta.db_table: {} for model, _events in FACTS}}
    accepted = 0
    for day in days:
        if day != FIRST:
            accepted += write_at_random(dice)
        settle(at(day, 23))
        stood[day] = state()
    assert accepted > 20
    for day, then in stood.items():
        for shown in (day, day + dt.timedelta(5)) if day >= FIRST else (day,):
            with known.at_end_of(shown):
                assert state() == then, shown
    assert state() == stood[days[-1]]


def test_a_day_ends_at_midnight_of_the_office(body_a):
    settle(dt.datetime(2026, 1, 5, 23, 59, 59, tzinfo=clock.ZONE))
    factories.BodyFactory(code="DD-SAU")
    settle(dt.datetime(2026, 1, 6, 0, 0, 0, tzinfo=clock.ZONE))

    with known.at_end_of(FIRST):
        assert list(Body.objects.values_list("code", flat=True)) == ["DD-A"]
    with known.at_end_of(FIRST + dt.timedelta(1)):
        assert Body.objects.count() == 2


def test_of_several_writes_on_a_day_the_last_counts(body_a):
    for name in ("một", "hai", "ba"):
        Body.objects.filter(pk=body_a.pk).update(name=name)
    settle(FIRST)

    with known.at_end_of(FIRST):
        assert Body.objects.get().name == "ba"


def test_nothing_is_written_and_everything_is_as_before_afterwards(body_a):
    settle(FIRST)
    Body.objects.filter(pk=body_a.pk).update(name="Tên mới")
    with known.at_end_of(FIRST):
        assert known.until() == dt.datetime(2026, 1, 6, tzinfo=clock.ZONE)
        for write in (lambda: Body.objects.update(name="x"), lambda: Touch.objects.create(body_id=1)):
            with pytest.raises(DatabaseError), transaction.atomic():
                write()
        assert Body.objects.get().name == "Đảng đoàn Hội A"
        with known.as_recorded_now():
            assert known.until() is None
            assert Body.objects.get().name == "Tên mới"
            assert Body.objects.annotate(n=Count("meetings")).values_list("n", flat=True).get() == 0
        assert Body.objects.annotate(n=Count("meetings")).get().name == "Đảng đoàn Hội A"
    assert known.until() is None
    assert Body.objects.get().name == "Tên mới"
    factories.MeetingFactory(body=body_a)
    assert connection.features.allows_group_by_selected_pks


def test_a_fault_inside_leaves_nothing_behind(body_a):
    settle(FIRST)
    Body.objects.filter(pk=body_a.pk).update(name="Tên mới")
    with pytest.raises(ZeroDivisionError), known.at_end_of(FIRST):
        _ = 1 / 0
    assert known.until() is None
    assert Body.objects.get().name == "Tên mới"
    assert connection.features.allows_group_by_selected_pks


def test_what_writes_waits_until_the_reading_is_over():
    done = []
    known.after_reading(lambda: done.append("ngay"))
    with known.at_end_of(FIRST):
        known.after_reading(lambda: done.append("sau"))
        with known.as_recorded_now():
            known.after_reading(lambda: done.append("cũng sau"))
        assert done == ["ngay"]
    assert done == ["ngay", "sau", "cũng sau"]


def test_old_words_are_found_and_deleted_ones_too(body_a):
    person = factories.PersonFactory(code="CB-XOA", full_name="Trần Thị Đào")
    settle(FIRST)
    Body.objects.filter(pk=body_a.pk).update(name="Đảng đoàn Hội Nghề cá")
    person.delete()
    settle(FIRST + dt.timedelta(1))

    with known.at_end_of(FIRST):
        assert Body.objects.matching("đảng đoàn hội a").count() == 1
        assert Body.objects.matching("nghề cá").count() == 0
        assert [found.full_name for found in Person.objects.matching("dao").order_by("sort_key")] == [
            "Trần Thị Đào"
        ]


def test_the_views_step_aside_for_migrations_and_come_back(body_a):
    settle(FIRST)
    known.drop_views(plan=[])
    with known.at_end_of(FIRST):
        assert Body.objects.count() == 1
    known.drop_views(plan=["một bước"])
    with pytest.raises(known.Unavailable), known.at_end_of(FIRST):
        pytest.fail("today's records must never be read for those of a day")
    known.create_views()
    with known.at_end_of(FIRST):
        assert Body.objects.count() == 1


def test_a_migrations_models_give_the_same_views():
    registry = MigrationExecutor(connection).loader.project_state().apps

    assert known.definitions(registry) == known.definitions(apps)

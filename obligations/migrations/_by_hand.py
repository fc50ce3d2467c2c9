"""What the app's tables need beside what the models say. Part of the first migration.

Triggers on every table of facts leave a row in obligations_touch for each body concerned. They are
SQL, not Python, so that a bulk write, another program and a statement by hand are seen too. One
trigger call a statement, whatever the number of rows. They only append: no writer waits for another.
"""

from typing import Any

import holidays
from django.db import migrations

# Which bodies a changed row concerns: a query over the changed rows, named `rows`.
OWN = "SELECT body_id FROM rows"
EVERY = "SELECT NULL::bigint"
OF_MEETING = "SELECT m.body_id FROM rows JOIN meetings_meeting m ON m.id = rows.meeting_id"
OF_SEAT = "SELECT s.body_id FROM rows JOIN delegations_seat s ON s.id = rows.seat_id"
OF_BASIS = "SELECT w.body_id FROM {rows} JOIN delegations_legalbasis b ON b.document_id = {document} JOIN delegations_workingregulation w ON w.id = b.regulation_id"


def _with_heirs(bodies: str) -> str:
    """Return a query for these bodies and all that came to hold their duties, by either kind of link."""
    return f"""WITH RECURSIVE heirs(body_id) AS (
        SELECT body_id FROM ({bodies}) AS first(body_id)
        UNION SELECT link.successor_id FROM heirs JOIN (
            SELECT predecessor_id, successor_id FROM delegations_dutysuccession
            UNION ALL SELECT predecessor_id, successor_id FROM delegations_succession
        ) AS link ON link.predecessor_id = heirs.body_id
    ) SELECT body_id FROM heirs"""


# What a body owes hangs on the days and kind of the bodies whose duties it holds; an organ's days hang on its parent's.
HEIRS_OF_OWN = _with_heirs(OWN)
HEIRS_OF_SUCCESSOR = _with_heirs("SELECT predecessor_id FROM rows UNION SELECT successor_id FROM rows")

SOURCES = {
    "delegations_province": EVERY,
    "delegations_bodykind": _with_heirs(
        "SELECT b.id FROM rows JOIN delegations_body b ON b.kind_id = rows.id"
    ),
    "delegations_body": _with_heirs(
        "SELECT id FROM rows UNION SELECT b.id FROM rows JOIN delegations_body b ON b.parent_id = rows.id"
    ),
    "delegations_kindrow": "SELECT b.id FROM rows JOIN delegations_body b ON b.kind_id = rows.kind_id",
    "delegations_succession": HEIRS_OF_SUCCESSOR,
    "delegations_dutysuccession": HEIRS_OF_SUCCESSOR,
    "delegations_lawrow": EVERY,
    "delegations_cadencedecision": OWN,
    "delegations_seat": OWN,
    "delegations_membership": OF_SEAT,
    # A person's code stands in evidence, words about the person do not: see RECODED.
    "delegations_person": "SELECT s.body_id FROM rows JOIN delegations_membership m ON m.person_id = rows.id JOIN delegations_seat s ON s.id = m.seat_id",
    "delegations_governingdocument": OF_BASIS.format(rows="rows", document="rows.id")
    + " UNION "
    + OF_BASIS.format(
        rows="rows JOIN delegations_replacement r ON r.replacing_id = rows.id", document="r.replaced_id"
    ),
    "delegations_replacement": OF_BASIS.format(rows="rows", document="rows.replaced_id"),
    "delegations_workingregulation": OWN,
    "delegations_legalbasis": "SELECT w.body_id FROM rows JOIN delegations_workingregulation w ON w.id = rows.regulation_id",
    "delegations_coordinationregulation": "SELECT p.body_id FROM rows JOIN delegations_coordinationparty p ON p.regulation_id = rows.id WHERE p.body_id IS NOT NULL",
    "delegations_coordinationparty": "SELECT body_id FROM rows WHERE body_id IS NOT NULL",
    "delegations_event": "SELECT e.body_id FROM rows JOIN delegations_eventbody e ON e.event_id = rows.id",
    "delegations_eventbody": OWN,
    "meetings_meeting": OWN,
    "meetings_agendaitem": OF_MEETING,
    "meetings_attendance": OF_MEETING,
    "meetings_decision": OWN,
    "meetings_matter": "SELECT d.body_id FROM rows JOIN meetings_decision d ON d.matter_id = rows.id",
    "meetings_task": HEIRS_OF_OWN,
    "meetings_writtenconsultation": OWN,
    "meetings_consultationanswer": "SELECT c.body_id FROM rows JOIN meetings_writtenconsultation c ON c.id = rows.consultation_id",
    "reports_report": OWN,
    "reports_submission": HEIRS_OF_OWN,
    "reports_reportregime": EVERY,
    "reports_regimekind": EVERY,
    "directions_direction": OWN,
    "directions_directionstep": "SELECT d.body_id FROM rows JOIN directions_direction d ON d.id = rows.direction_id",
    "obligations_waiver": OWN,
    "obligations_dayoff": EVERY,
}
RECODED = "SELECT n.* FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE o.code <> n.code"
CHANGED_ROWS = {
    "insert": "TABLE new_rows",
    "update": "TABLE new_rows UNION ALL TABLE old_rows",
    "delete": "TABLE old_rows",
}
REFERENCING = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}


def _trigger(table: str, bodies: str, event: str) -> str:
    name = f"obligations_touch_{table}_{event}"
    rows = RECODED if (table, event) == ("delegations_person", "update") else CHANGED_ROWS[event]
    return f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS ({rows}) THEN
                INSERT INTO obligations_touch (body_id)
                WITH rows AS ({rows}) SELECT DISTINCT body_id FROM ({bodies}) AS bodies(body_id);
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER {name} AFTER {event.upper()} ON {table} REFERENCING {REFERENCING[event]}
            FOR EACH STATEMENT EXECUTE FUNCTION {name}();
    """


def _no_trigger(table: str, event: str) -> str:
    name = f"obligations_touch_{table}_{event}"
    return f"DROP TRIGGER IF EXISTS {name} ON {table}; DROP FUNCTION IF EXISTS {name}();"


YEARS = range(2023, 2029)


def seed_days_off(apps: Any, schema_editor: Any) -> None:
    """Enter Viet Nam's days off around now, as a start; the office's own list replaces a year as a whole."""
    days_off = apps.get_model("obligations", "DayOff")
    # A year that the office has already entered is the office's.
    entered = set(days_off.objects.values_list("day__year", flat=True))
    known = holidays.country_holidays("VN", years=YEARS, language="vi")
    rows = [
        days_off(day=day, name=name.replace("hóa", "hoá"), kind="off") for day, name in sorted(known.items())
    ]
    rows += [days_off(day=day, name="Làm bù", kind="worked") for day in sorted(known.weekend_workdays)]
    days_off.objects.bulk_create(row for row in rows if row.day.year in YEARS and row.day.year not in entered)


DEPENDENCIES = [
    ("meetings", "__first__"),
    ("reports", "__first__"),
    ("directions", "__first__"),
]  # the triggers stand on their tables
BEFORE: list[Any] = []
AFTER = [
    *(
        migrations.RunSQL(_trigger(table, bodies, event), _no_trigger(table, event))
        for table, bodies in SOURCES.items()
        for event in CHANGED_ROWS
    ),
    migrations.RunPython(seed_days_off, migrations.RunPython.noop),
]

"""Invented records of N bodies over three years, made inside the database in seconds.

Proportions follow the sample province: for each body six seats, eleven memberships, sixteen meetings
with three items each, attendance by name at two thirds of them, three reports, a few waivers. The same
seed gives the same records.
"""

import datetime as dt
from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from core import known

TODAY = dt.date(2026, 11, 23)
TRACKING_FROM = dt.date(2024, 1, 1)

# `* 0` ties a random number to its row: without it PostgreSQL draws one number for all.
_STATEMENTS = (
    "INSERT INTO delegations_province (id, name, tracking_from) VALUES (1, 'tỉnh Thử', '2024-01-01')",
    """INSERT INTO delegations_body (id, code, name, kind_id, host, founded_on, ended_on, position,
        coordination_kinds)
        SELECT n, 'DD-' || lpad(n::text, 6, '0'), 'Đảng đoàn Hội thứ ' || n,
            (SELECT min(id) FROM delegations_bodykind), 'Hội thứ ' || n,
            date '2015-01-01' + (random() * 3000)::int, CASE WHEN random() < 0.05
                THEN date '2026-01-01' + (random() * 300)::int END,
            n, '{bodies,localities,agency}'
        FROM generate_series(1, :bodies) n""",
    """INSERT INTO delegations_seat (id, body_id, code, role, starts_on)
        SELECT (b.id - 1) * 6 + n, b.id, b.code || '-' || lpad(n::text, 2, '0'), CASE n WHEN 1
            THEN 'secretary' WHEN 2 THEN 'deputy' ELSE 'member' END,
            CASE WHEN n = 6 THEN greatest(b.founded_on, date '2024-06-01') ELSE b.founded_on END
        FROM delegations_body b, generate_series(1, 6) n""",
    """INSERT INTO delegations_person (id, code, full_name)
        SELECT n, 'CB' || lpad(n::text, 7, '0'), 'Nguyễn Văn Thứ ' || n
        FROM generate_series(1, :bodies * 12) n""",
    # Two terms a seat; some seats stay empty after the first.
    """INSERT INTO delegations_membership (seat_id, person_id, starts_on, ends_on)
        SELECT s.id, s.id * 2 - 1, s.starts_on, date '2025-01-01' + (random() * 500 + s.id * 0)::int
            FROM delegations_seat s""",
    """INSERT INTO delegations_membership (seat_id, person_id, starts_on, ends_on)
        SELECT m.seat_id, m.person_id + 1, m.ends_on + 1 + (random() * 60)::int, CASE WHEN random() < 0.05
            THEN date '2026-12-31' END
        FROM delegations_membership m WHERE random() < 0.93""",
    # Thirteen quarters of periodic meetings, of which some are missed, and three meetings of other kinds.
    """INSERT INTO meetings_meeting (id, code, body_id, kind, status, held_on, head_count, minutes_number,
        minutes_signed_on, conclusion_number)
        SELECT (b.id - 1) * 16 + n, b.code || '/' || lpad(n::text, 3, '0'), b.id, CASE WHEN n <= 13
            THEN 'periodic' ELSE 'thematic' END,
            CASE WHEN day.held_on > date '2026-11-23' THEN 'planned' WHEN random() < 0.12 THEN 'postponed'
                ELSE 'held' END, day.held_on,
            CASE WHEN random() < 0.9 THEN 3 + (random() * 3)::int END, CASE WHEN minutes.kept THEN n || '-BB'
                ELSE '' END,
            CASE WHEN minutes.kept THEN day.held_on + (random() * 12)::int END, CASE WHEN random() < 0.8
                THEN n || '-KL' ELSE '' END
        FROM delegations_body b, generate_series(1, 16) n,
            LATERAL (SELECT (CASE WHEN n <= 13
                THEN date '2023-10-01' + (n - 1) * interval '3 months' + (random() * 85 + b.id * 0) * interval
                '1 day'
                ELSE date '2023-11-23' + (random() * 1090 + b.id * 0) * interval '1 day' END)::date AS
                    held_on) day,
            LATERAL (SELECT random() + b.id * 0 + n * 0 < 0.88 AS kept) minutes""",
    """INSERT INTO meetings_agendaitem (meeting_id, position, title, theme)
        SELECT m.id, n, 'Nội dung ' || n,
            (ARRAY['political', 'organisation', 'personnel', 'inspection',
            'other'])[1 + floor(random() * 5)::int]
        FROM meetings_meeting m, generate_series(1, 3) n""",
    """INSERT INTO meetings_attendance (meeting_id, person_id, state)
        SELECT m.id, k.person_id, CASE WHEN random() < 0.82 THEN 'present' WHEN random() < 0.6 THEN 'excused'
            ELSE 'absent' END
        FROM meetings_meeting m JOIN delegations_seat s ON s.body_id = m.body_id
            JOIN delegations_membership k ON k.seat_id = s.id AND k.starts_on <= m.held_on
                AND (k.ends_on IS NULL OR k.ends_on >= m.held_on)
        WHERE m.status = 'held' AND m.id % 10 < 7""",
    """INSERT INTO reports_report (body_id, period, number, submitted_on)
        SELECT b.id, y, y || '-BC', make_date(y + 1, 1, 1) + (random() * 25)::int
        FROM delegations_body b, generate_series(2023, 2025) y WHERE random() < 0.85""",
    """INSERT INTO delegations_governingdocument (id, number, issued_on, effective_on) VALUES
        (1, '172-QĐ/TW', '2013-03-07', '2013-03-07'), (2, '97-QĐ/TW', '2023-02-07', '2023-02-07'),
            (3, '146-QĐ/TW', '2024-05-14', '2024-05-14'),
        (4, '35-QC/TU', '2021-02-01', '2021-02-01'), (5, '40-QC/TU', '2026-02-01', '2026-02-01')""",
    "INSERT INTO delegations_replacement (replacing_id, replaced_id) VALUES (2, 1), (5, 4)",
    """INSERT INTO delegations_workingregulation (id, body_id, number, issued_on, effective_on, lapses_on)
        SELECT b.id, b.id, b.id || '-QC', day.issued_on, day.issued_on, CASE WHEN random() < 0.1
            THEN date '2026-12-31' END
        FROM delegations_body b,
            LATERAL (SELECT date '2022-01-01' + (random() * 1500 + b.id * 0)::int AS issued_on) day
            WHERE random() < 0.9""",
    (
        "INSERT INTO delegations_legalbasis (regulation_id, document_id) SELECT w.id, 1 + w.id % 4 FROM"
        " delegations_workingregulation w"
    ),
    """INSERT INTO delegations_coordinationregulation (id, number, kind, effective_on)
        SELECT n, n || '-QCPH', (ARRAY['bodies', 'localities', 'agency'])[1 + n % 3],
            date '2022-01-01' + (random() * 900)::int
        FROM generate_series(1, :bodies) n""",
    """INSERT INTO delegations_coordinationparty (regulation_id, position, body_id)
        SELECT c.id, n, 1 + (c.id * 7 + n * 13) % :bodies
            FROM delegations_coordinationregulation c, generate_series(1, 3) n ON CONFLICT DO NOTHING""",
    """INSERT INTO delegations_event (id, occurred_on, kind, name) VALUES
        (1, '2024-06-26', 'congress', 'Đại hội'), (2, '2026-03-15', 'election', 'Bầu cử'),
            (3, '2026-08-20', 'congress', 'Đại hội nhiệm kỳ')""",
    (
        "INSERT INTO delegations_eventbody (event_id, body_id) SELECT e.id, b.id FROM delegations_event e,"
        " delegations_body b WHERE random() < 0.15"
    ),
    (
        "INSERT INTO delegations_cadencedecision (body_id, months, starts_on, basis) SELECT id, 2,"
        " '2025-07-01', 'Điều 6' FROM delegations_body WHERE id % 6 = 0"
    ),
    """INSERT INTO meetings_decision (code, body_id, meeting_id, decided_on, title, theme, outcome, adopted,
        method, votes_for, committee_opinion)
        SELECT 'QN-' || m.id, m.body_id, m.id, m.held_on, 'Quyết nghị', CASE WHEN random() < 0.3
            THEN 'personnel' ELSE 'political' END, 'decided', true,
            'show-of-hands', 2 + (random() * 4)::int, CASE WHEN random() < 0.7 THEN '12-CV' ELSE '' END
        FROM meetings_meeting m WHERE m.status = 'held' AND m.held_on > date '2025-11-23'""",
    """INSERT INTO meetings_task (code, body_id, meeting_id, title, given_on, due_on, done_on)
        SELECT 'NV-' || m.id, m.body_id, m.id, 'Nhiệm vụ', m.held_on, m.held_on + 30, CASE WHEN random() < 0.9
            THEN m.held_on + (random() * 40)::int END
        FROM meetings_meeting m WHERE m.status = 'held' AND m.id % 4 = 0""",
    """INSERT INTO reports_submission (code, body_id, subject, recorded_on, promised_on, sent_on)
        SELECT 'DX-' || b.id, b.id, 'Đề xuất', '2026-05-01', '2026-08-01', CASE WHEN random() < 0.8
            THEN date '2026-07-20' END
        FROM delegations_body b""",
    """INSERT INTO obligations_waiver (body_id, rule, subject, granted_on, until, document, reason)
        SELECT b.id, w.rule, w.subject, '2025-01-21', w.until, '300-CV/TU', 'Chờ Ban Thường vụ cho ý kiến'
        FROM delegations_body b,
            (VALUES ('annual-report-missing', '2024', date '2026-12-31'),
            ('coordination-missing', 'coordination', date '2026-12-31'),
            ('meeting-overdue', '2026-Q3', date '2026-12-31'),
                ('regulation-missing', 'regulation', date '2026-01-31')) AS w (rule, subject, until)
        WHERE random() < 0.4""",
)
_TABLES = (
    *(
        "delegations_province",
        "delegations_body",
        "delegations_seat",
        "delegations_person",
        "delegations_membership",
        "delegations_governingdocument",
    ),
    *(
        "delegations_replacement",
        "delegations_workingregulation",
        "delegations_legalbasis",
        "delegations_coordinationregulation",
    ),
    *(
        "delegations_coordinationparty",
        "delegations_event",
        "delegations_eventbody",
        "delegations_cadencedecision",
        "meetings_meeting",
        "meetings_agendaitem",
    ),
    *(
        "meetings_attendance",
        "meetings_decision",
        "meetings_task",
        "reports_report",
        "reports_submission",
        "obligations_waiver",
        "obligations_flag",
    ),
    *("obligations_findingspan", "obligations_findingevidence", "obligations_lawquoted"),
    *("obligations_periodspan", "obligations_timeline", "obligations_touch", "obligations_sweep"),
)
# When a record was recorded: a few days after what it tells of, where its columns say when that was, else
# before the first year; see `_history`.
_RECORDED = {
    "meetings_meeting": "least(held_on, date '2026-11-20') + (id % 20)::int",
    "meetings_agendaitem": (
        "(SELECT least(m.held_on, date '2026-11-20') + (m.id % 20)::int FROM meetings_meeting m WHERE m.id ="
        " b.meeting_id)"
    ),
    "meetings_attendance": (
        "(SELECT least(m.held_on, date '2026-11-20') + (m.id % 20)::int FROM meetings_meeting m WHERE m.id ="
        " b.meeting_id)"
    ),
    "meetings_decision": "decided_on + 9",
    "meetings_task": "given_on + 9",
    "reports_report": "submitted_on + 2",
    "reports_submission": "recorded_on",
    "obligations_waiver": "granted_on + 3",
    "delegations_membership": "greatest(starts_on, date '2023-01-01') + 5",
}
# What a column holds that these records do not speak of.
_EMPTY = {
    "boolean": "false",
    "jsonb": "'{}'",
    "ARRAY": "'{}'",
    "integer": "0",
    "smallint": "0",
    "bigint": "0",
    "character varying": "''",
    "text": "''",
}


def fill(bodies: int, *, search: bool = True) -> None:
    """Replace all records by those of so many invented bodies. The database must be one made for measuring:
    everything in it is lost.

    Without `search` the indexes of search are dropped, for good: judging does not use them, and making them
    takes most of the time.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT table_name, column_name, data_type FROM information_schema.columns
            WHERE table_name = ANY(%s) AND is_nullable = 'NO' AND column_default IS NULL
                AND is_identity = 'NO'""",
            [list(_TABLES)],
        )
        for table, column, kind in cursor.fetchall():
            if kind in _EMPTY:
                cursor.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET DEFAULT {_EMPTY[kind]}')
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '% USING gin %'"
        )
        for (index,) in [] if search else cursor.fetchall():
            cursor.execute(f"DROP INDEX {index}")
        # Triggers and foreign keys would only take time here; the history is written below, as the triggers
        # would have.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {', '.join(_TABLES)} RESTART IDENTITY CASCADE")
        cursor.execute("SELECT setseed(0.26)")
        for statement in _STATEMENTS:
            cursor.execute(statement.replace(":bodies", str(bodies)))
        for statement in _history():
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = DEFAULT")
        events = [events._meta.db_table for _model, events in known.tracked_models(apps)]
        cursor.execute(f"VACUUM ANALYZE {', '.join([*_TABLES, *events])}")


def _history() -> Iterator[str]:
    """Generate the statements that write each record's history: recorded, and every fifth one corrected ten
    days later."""
    for model, events in known.tracked_models(apps):
        table, history = model._meta.db_table, events._meta.db_table
        columns = ", ".join(
            f'"{field.column}"'
            for field in events._meta.concrete_fields
            if not field.column.startswith("pgh_") and not field.generated
        )
        day = _RECORDED.get(table, "date '2023-01-01'")
        recorded = f"({day})::timestamptz"
        yield f"TRUNCATE {history} RESTART IDENTITY"
        for label, instant, which in (
            ("insert", recorded, "true"),
            ("update", f"{recorded} + interval '10 days'", "id % 5 = 0"),
        ):
            yield (
                f"INSERT INTO {history} (pgh_created_at, pgh_label, pgh_obj_id, {columns})"
                f" SELECT {instant}, '{label}', id, {columns} FROM {table} b WHERE {which} ORDER BY id"
            )

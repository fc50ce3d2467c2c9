"""The SQL of the facts: one statement gives a row a body, its facts as arrays, every column under a name."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

# A row of attendance travels as person * 4 + state; who is neither was absent.
PRESENT, EXCUSED = 1, 2


# The bodies whose duties come to one of the bodies, by either kind of link, through however many others.
_BEFORE = """WITH RECURSIVE links AS NOT MATERIALIZED (
    SELECT predecessor_id, successor_id FROM delegations_dutysuccession
    UNION ALL SELECT predecessor_id, successor_id FROM delegations_succession
), before (body_id, old_id) AS (
    SELECT successor_id, predecessor_id FROM links WHERE successor_id {bodies}
    UNION SELECT before.body_id, links.predecessor_id
        FROM before JOIN links ON links.successor_id = before.old_id
)"""
# A body with the days on which it is there: an organ's are those of its parent too.
_LIVES = """(
    SELECT b.id, b.code, b.relation, k.name AS kind, GREATEST(b.founded_on, p.founded_on) AS founded_on,
        LEAST(b.ended_on, p.ended_on) AS ended_on
    FROM delegations_body b JOIN delegations_bodykind k ON k.id = b.kind_id
        LEFT JOIN delegations_body p ON p.id = b.parent_id AND b.relation = 'organ'
)"""


class _Part(NamedTuple):
    """One kind of fact: the columns, under the names by which `reading` takes them, and where they are found.
    `{bodies}` is the condition on the body's key, that it is in a list; `%(on)s` is the day judged,
    `%(since)s` the first day the office judges.
    """

    columns: tuple[str, ...]
    source: str
    body: str = "body_id"


def _of_all_holders(table: str, columns: str, condition: str) -> str:
    """Return the source of what stands in the name of the bodies or of one before them; `of_body` is that
    one's code, "" for their own."""
    return f"""(
        SELECT body_id, {columns}, '' AS of_body FROM {table} WHERE body_id {{bodies}} AND {condition}
        UNION ALL SELECT * FROM (
            {_BEFORE}
            SELECT before.body_id, {columns}, b.code_of FROM before
                JOIN (SELECT body_id AS in_name_of, {columns} FROM {table} WHERE {condition}) AS own
                    ON own.in_name_of = before.old_id
                JOIN (SELECT id, code FROM delegations_body) AS b (id, code_of) ON b.id = before.old_id
            WHERE before.old_id <> before.body_id
        ) AS others
    ) AS held"""


_TASKS = "meetings_task", "code, given_on, due_on, done_on, quality"
_SUBMISSIONS = "reports_submission", "code, recorded_on, promised_on, sent_on"
_PARTS = {
    "cadences": _Part(
        ("months::int AS months", "starts_on", "basis"), "delegations_cadencedecision WHERE body_id {bodies}"
    ),
    "seats": _Part(("code", "role", "starts_on", "ends_on"), "delegations_seat WHERE body_id {bodies}"),
    # Besides what the rules see: who, and the span in which the person counts as a member because the seat is
    # in force too.
    "memberships": _Part(
        (
            *("s.code AS seat", "p.code AS person", "m.starts_on", "m.ends_on"),
            *("m.person_id", "GREATEST(m.starts_on, s.starts_on) AS counts_from"),
            "COALESCE(LEAST(m.ends_on, s.ends_on), '9999-12-31') AS counts_until",
        ),
        """delegations_seat s JOIN delegations_membership m ON m.seat_id = s.id JOIN delegations_person p
            ON p.id = m.person_id
        WHERE s.body_id {bodies}""",
        "s.body_id",
    ),
    "meetings": _Part(
        (
            *("id", "code", "kind", "status", "held_on", "head_count", "minutes_number", "minutes_signed_on"),
            "conclusion_number <> '' OR resolution_number <> '' AS concluded",
        ),
        "meetings_meeting WHERE body_id {bodies} AND (status = 'held' AND held_on <= %(on)s OR status ="
        " 'planned')",
    ),
    # Who was there, and what was spoken of, is asked only of meetings that are judged.
    "attendance": _Part(
        (
            "m.id AS meeting",
            (
                f"a.person_id * 4 + CASE a.state WHEN 'present' THEN {PRESENT} WHEN 'excused' THEN {EXCUSED}"
                " ELSE 0 END AS state"
            ),
        ),
        """meetings_meeting m JOIN meetings_attendance a ON a.meeting_id = m.id
        WHERE m.body_id {bodies} AND m.status = 'held' AND m.held_on BETWEEN %(since)s AND %(on)s""",
        "m.body_id",
    ),
    "agenda": _Part(
        ("id AS meeting", "items", "personnel", "political"),
        """(
            SELECT m.body_id, m.id, count(*) AS items, count(*)
                FILTER (WHERE i.theme IN ('organisation', 'personnel')) AS personnel,
                count(*) FILTER (WHERE i.theme = 'political') AS political
            FROM meetings_meeting m JOIN meetings_agendaitem i ON i.meeting_id = m.id
            WHERE m.body_id {bodies} AND m.status = 'held' AND m.kind = 'periodic'
                AND m.held_on BETWEEN %(since)s AND %(on)s
            GROUP BY m.body_id, m.id
        ) AS counted""",
    ),
    "reports": _Part(
        ("year::int AS year", "number", "submitted_on", "returned_on", "resubmitted_on"),
        "reports_report WHERE body_id {bodies} AND regime_id IS NULL AND submitted_on <= %(on)s",
    ),
    "periodic_reports": _Part(
        ("r.code AS regime", "p.period", "p.number", "p.submitted_on", "p.returned_on", "p.resubmitted_on"),
        """reports_report p JOIN reports_reportregime r ON r.id = p.regime_id
        WHERE p.body_id {bodies} AND p.submitted_on <= %(on)s""",
        "p.body_id",
    ),
    "regulations": _Part(
        ("id", "number", "issued_on", "effective_on", "lapses_on"),
        "delegations_workingregulation WHERE body_id {bodies}",
    ),
    "bases": _Part(
        ("w.id AS regulation", "d.number"),
        """delegations_workingregulation w JOIN delegations_legalbasis l ON l.regulation_id = w.id
        JOIN delegations_governingdocument d ON d.id = l.document_id WHERE w.body_id {bodies}""",
        "w.body_id",
    ),
    "replacements": _Part(
        (
            "w.id AS regulation",
            "old.number AS replaced",
            "new.number AS replacing",
            "new.issued_on",
            "new.effective_on",
        ),
        """delegations_workingregulation w JOIN delegations_legalbasis l ON l.regulation_id = w.id
        JOIN delegations_replacement r ON r.replaced_id = l.document_id JOIN delegations_governingdocument old
            ON old.id = r.replaced_id
        JOIN delegations_governingdocument new ON new.id = r.replacing_id WHERE w.body_id {bodies}
            AND new.issued_on <= %(on)s""",
        "w.body_id",
    ),
    "coordination": _Part(
        ("c.number", "c.kind", "c.effective_on", "c.lapses_on"),
        "delegations_coordinationparty p JOIN delegations_coordinationregulation c ON c.id = p.regulation_id"
        " WHERE p.body_id {bodies}",
        "p.body_id",
    ),
    "events": _Part(
        ("e.occurred_on", "e.kind", "e.name", "t.kept_unchanged_on"),
        "delegations_eventbody t JOIN delegations_event e ON e.id = t.event_id WHERE t.body_id {bodies}",
        "t.body_id",
    ),
    "decisions": _Part(
        (
            *(
                "d.code",
                "d.decided_on",
                "d.theme",
                "d.outcome",
                "d.adopted",
                "d.votes_for",
                "COALESCE(m.name, '') AS matter",
            ),
            (
                "COALESCE(d.decided_on >= m.reserved_from AND (m.reserved_until IS NULL OR d.decided_on <="
                " m.reserved_until), false) AS reserved"
            ),
            *(
                "COALESCE(m.reference, '') AS reference",
                "d.committee_opinion_on",
                "d.committee_opinion <> '' AS has_committee_opinion",
            ),
            "d.consultation_id IS NOT NULL OR d.method = 'written' AS by_consultation",
        ),
        """meetings_decision d LEFT JOIN meetings_matter m ON m.id = d.matter_id
        WHERE d.body_id {bodies} AND d.decided_on BETWEEN %(since)s AND %(on)s""",
        "d.body_id",
    ),
    "tasks": _Part(
        (
            *("code", "given_on", "due_on", "done_on", "of_body"),
            "NULLIF(quality, '') = 'beyond' AS exceeded",
        ),
        _of_all_holders(*_TASKS, "given_on <= %(on)s AND (done_on IS NULL OR done_on > %(on)s)"),
    ),
    "submissions": _Part(
        ("code", "recorded_on", "promised_on", "sent_on", "of_body"),
        _of_all_holders(*_SUBMISSIONS, "recorded_on <= %(on)s AND (sent_on IS NULL OR sent_on > %(on)s)"),
    ),
    "handovers": _Part(
        (
            *("old.code AS old", "new.code AS new", "l.is_bare", "old.kind", "old.founded_on"),
            "old.ended_on",
            "CASE WHEN l.is_bare THEN GREATEST(old.ended_on + 1, new.founded_on) ELSE l.starts_on END"
            " AS starts_on",
            "array_to_string(CASE WHEN 'organ' IN (old.relation, new.relation) THEN"
            " array_remove(l.duties, 'reports') ELSE l.duties END, ' ') AS duties",
        ),
        # A bare link counts where the old body has a last day, no row of its own and one successor.
        f"""(
            {_BEFORE}, all_links (body_id, predecessor_id, successor_id) AS (
                SELECT DISTINCT before.body_id, links.* FROM before
                    JOIN links ON links.predecessor_id = before.old_id
                UNION SELECT predecessor_id, links.* FROM links WHERE predecessor_id {{bodies}}
            )
            SELECT body_id, predecessor_id, successor_id, starts_on, duties, false AS is_bare
            FROM all_links JOIN delegations_dutysuccession d USING (predecessor_id, successor_id)
            UNION ALL
            SELECT body_id, predecessor_id, successor_id, NULL, ARRAY['reports', 'tasks', 'submissions'], true
            FROM all_links JOIN delegations_succession s USING (predecessor_id, successor_id)
            WHERE NOT EXISTS (
                SELECT FROM delegations_dutysuccession r WHERE r.predecessor_id = s.predecessor_id
            ) AND NOT EXISTS (
                SELECT FROM delegations_succession o
                WHERE o.predecessor_id = s.predecessor_id AND o.id <> s.id
            )
        ) AS l JOIN {_LIVES} AS old ON old.id = l.predecessor_id
            JOIN {_LIVES} AS new ON new.id = l.successor_id
        WHERE NOT l.is_bare OR old.ended_on IS NOT NULL""",
        "l.body_id",
    ),
    "directions": _Part(
        ("id", "code", "given_on", "due_on", "closed_on"),
        "directions_direction WHERE body_id {bodies} AND given_on <= %(on)s AND (closed_on IS NULL OR"
        " closed_on > %(on)s)",
    ),
    "steps": _Part(
        ("s.direction_id AS direction", "s.number", 's."on" AS on', "s.kind", "s.due_on"),
        """directions_direction d JOIN directions_directionstep s ON s.direction_id = d.id
        WHERE d.body_id {bodies} AND s."on" <= %(on)s""",
        "d.body_id",
    ),
    "consultations": _Part(
        ("id", "code", "sent_on", "deadline_on", "closed_on"),
        "meetings_writtenconsultation WHERE body_id {bodies} AND sent_on <= %(on)s AND (closed_on IS NULL OR"
        " closed_on > %(on)s)",
    ),
    "answers": _Part(
        ("c.id AS consultation", "a.person_id", "COALESCE(a.answered_on, '0001-01-01') AS answered_on"),
        """meetings_writtenconsultation c JOIN meetings_consultationanswer a ON a.consultation_id = c.id
        WHERE c.body_id {bodies} AND c.sent_on <= %(on)s""",
        "c.body_id",
    ),
    "waivers": _Part(
        ("rule", "subject", "granted_on", "until", "document", "reason"),
        # Those that have ended too: until when a duty was deferred is said beside it.
        "obligations_waiver WHERE body_id {bodies} AND granted_on <= %(on)s",
    ),
}
# A year is judged on its last day, and what fell due in it as it is known on a later one: the same facts,
# these kinds in a wider bound. `%(on)s` is the year's last day, `%(begins_on)s` its first, `%(as_of)s` the
# later day.
_YEAR_PARTS = _PARTS | {
    "reports": (
        _PARTS["reports"]._replace(
            source=(
                "reports_report WHERE body_id {bodies} AND regime_id IS NULL AND submitted_on <= %(as_of)s"
            ),
        )
    ),
    "tasks": (
        _PARTS["tasks"]._replace(
            source=_of_all_holders(
                *_TASKS,
                "given_on <= %(on)s"
                " AND (done_on IS NULL OR done_on >= %(begins_on)s OR due_on >= %(begins_on)s)",
            )
        )
    ),
    "submissions": (
        _PARTS["submissions"]._replace(
            source=_of_all_holders(
                *_SUBMISSIONS,
                "recorded_on <= %(on)s"
                " AND (sent_on IS NULL OR sent_on >= %(begins_on)s OR promised_on >= %(begins_on)s)",
            )
        )
    ),
    "directions": _PARTS["directions"]._replace(
        source="directions_direction WHERE body_id {bodies} AND given_on <= %(on)s AND (closed_on IS NULL OR"
        " closed_on >= %(begins_on)s)",
    ),
    "steps": _PARTS["steps"]._replace(source=_PARTS["steps"].source.replace("%(on)s", "%(as_of)s")),
    "waivers": (
        _PARTS["waivers"]._replace(
            source=(
                "obligations_waiver WHERE body_id {bodies} AND granted_on <= %(as_of)s AND until >="
                " %(begins_on)s"
            )
        )
    ),
}
# Every day up to `%(on)s` at once: also what was done by then, each with the day on which it was.
_TIMELINE_PARTS = _PARTS | {
    "tasks": _PARTS["tasks"]._replace(source=_of_all_holders(*_TASKS, "given_on <= %(on)s")),
    "submissions": _PARTS["submissions"]._replace(
        source=_of_all_holders(*_SUBMISSIONS, "recorded_on <= %(on)s"),
    ),
    "directions": _PARTS["directions"]._replace(
        source="directions_direction WHERE body_id {bodies} AND given_on <= %(on)s",
    ),
    "consultations": _PARTS["consultations"]._replace(
        source="meetings_writtenconsultation WHERE body_id {bodies} AND sent_on <= %(on)s",
    ),
}
_OWN_COLUMNS = ("id", "code", "kind", "relation", "founded_on", "ended_on")


def _columns(part: _Part) -> Iterator[tuple[str, str]]:
    """Generate the name and the expression of each column; one without a name has that of its field."""
    for column in part.columns:
        expression, _as, name = column.rpartition(" AS ")
        yield name.rpartition(".")[2], expression or name


def _join(name: str, part: _Part) -> str:
    columns = ", ".join(
        f'array_agg({expression}) AS "{name}.{column}"' for column, expression in _columns(part)
    )
    return (
        f"LEFT JOIN (SELECT {part.body} AS body_id, {columns} FROM {part.source} GROUP BY {part.body}) {name}"
        f" ON {name}.body_id = body.id"
    )


def _statement(parts: Mapping[str, _Part]) -> str:
    """Return the statement that gives a row a body: its own columns as `body.<column>`, each column of its
    facts as an array `<part>.<column>`, null where the body has no such fact."""
    columns = [f'body.{column} AS "body.{column}"' for column in _OWN_COLUMNS]
    columns.append('own.coordination_kinds AS "body.coordination_kinds"')
    columns += [
        f'"{name}.{column}"' for name, part in parts.items() for column, _expression in _columns(part)
    ]
    joins = "\n".join(_join(name, part) for name, part in parts.items())
    statement = (
        f"SELECT {', '.join(columns)}\nFROM {_LIVES} body JOIN delegations_body own ON own.id = body.id\n"
        f"{joins}\nWHERE body.id {{bodies}} ORDER BY body.id"
    )
    # Never a range: without statistics the planner takes one for a few rows and reads each body's facts once
    # for every other body.
    return statement.replace("{bodies}", "= ANY(%(keys)s)")


STATEMENT = _statement(_PARTS)
YEAR_STATEMENT = _statement(_YEAR_PARTS)
TIMELINE_STATEMENT = _statement(_TIMELINE_PARTS)

# A chunk's facts are found by their indexes. Left to itself the planner reads whole tables for each chunk
# (cost quadratic in bodies), or compiles for seconds what runs for milliseconds.
_PLAN = {
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "work_mem": "'64MB'",
}
SET_PLAN = "; ".join(f"SET LOCAL {name} = {value}" for name, value in _PLAN.items())
RESET_PLAN = "; ".join(f"SET LOCAL {name} TO DEFAULT" for name in _PLAN)

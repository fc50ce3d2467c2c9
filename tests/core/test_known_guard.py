"""Nothing in the product goes past the views of what was known on a day: see docs/what-was-known.md."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from core import known

PROJECT = Path(__file__).resolve().parents[2]
PRODUCT = (
    "accounts",
    "config",
    "core",
    "delegations",
    "desk",
    "directions",
    "exchange",
    "meetings",
    "obligations",
    "reminders",
    "reports",
    "reviews",
)
TABLES = sorted(model._meta.db_table for pair in known.tracked_models(apps) for model in pair)
QUALIFIED = re.compile(rf'["\w}}]\s*\.\s*"?(?:{"|".join(TABLES)})\b')
"""A table of facts, or of their history, with a schema before it."""
READ_FROM = re.compile(
    r'\b(?:(?<!DISTINCT )FROM|JOIN|INTO|UPDATE|ONLY|TABLE|VIEW)\s+(?:"\w+"|\w+|\{\w+\})\s*\.\s*["\w{]'
)
"""Any schema before what is read or written, also one that is put in later."""
PUBLIC = re.compile(r"\bpublic\s*\.\s*[\"\w{%]")


def faults(text: str) -> Iterator[tuple[int, str]]:
    """Generate number and text of each line whose SQL names a schema, or the path on which PostgreSQL looks
    for tables."""
    for number, line in enumerate(text.splitlines(), start=1):
        if (
            any(pattern.search(line) for pattern in (QUALIFIED, READ_FROM, PUBLIC))
            or "search_path" in line
            or "MATERIALIZED VIEW" in line
        ):
            yield number, line.strip()


def sources() -> list[Path]:
    return [
        path for app in PRODUCT for suffix in ("py", "sql") for path in (PROJECT / app).rglob(f"*.{suffix}")
    ]


def test_no_sql_of_the_product_names_a_schema():
    read = sources()
    assert len(read) > 300
    found = [
        (str(path.relative_to(PROJECT)), *fault)
        for path in read
        if path != Path(known.__file__)
        for fault in faults(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "SELECT id FROM public.meetings_meeting",
        'cursor.execute(\'SELECT id FROM "public"."meetings_meeting"\')',
        "SELECT count(*) FROM a, known.delegations_body",
        'cursor.execute(f"DELETE FROM {schema}.{table}")',
        "LEFT JOIN public . reports_report r ON true",
        "SET LOCAL search_path = public",
        "CREATE MATERIALIZED VIEW worst AS SELECT 1",
        "SELECT public.worst_of(1)",
    ],
)
def test_a_line_that_goes_past_the_views_is_found(line):
    assert [number for number, _line in faults(f"SELECT 1\n{line}\n")] == [2]


def test_aliases_and_columns_are_no_schemas():
    assert (
        list(
            faults(
                "SELECT m.id, delegations_body.code FROM delegations_body JOIN meetings_meeting m ON"
                " m.body_id = delegations_body.id"
            )
        )
        == []
    )


@pytest.mark.django_db
def test_nothing_in_the_database_is_bound_to_the_tables_of_facts():
    """A view or a function with an atomic body holds on to the tables that it was made with, whatever the
    path says when it is read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v',"
            " 'm')"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            """SELECT proname, prosrc, prosqlbody IS NOT NULL
                OR COALESCE(array_to_string(proconfig, ',') LIKE '%%search_path%%', false)
            FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
                    AND prorettype <> 'trigger'::regtype"""
        )
        functions = cursor.fetchall()
    reading = re.compile(rf"\b(?:{'|'.join(TABLES)})\b")
    assert [
        name
        for name, source, bound in functions
        if QUALIFIED.search(source) or (bound and reading.search(source))
    ] == []


# What these apps have beside facts: worked out of them, mail, drafts, or a note of the program's own. Their
# past states are not kept.
NO_FACTS = {
    "delegations": {"LawSimulation"},
    "directions": {"Notice"},
    "meetings": {"CalendarFeed", "Invitation"},
    "obligations": {
        "Flag",
        "FindingSpan",
        "FindingEvidence",
        "LawQuoted",
        "PeriodSpan",
        "Timeline",
        "Touch",
        "Sweep",
    },
}


def test_every_model_of_an_app_that_keeps_facts_is_tracked_or_named_here():
    tracked = {model for pair in known.tracked_models(apps) for model in pair}
    found = {
        config.label: (
            {model.__name__ for model in config.get_models() if model not in tracked}
            - NO_FACTS.get(config.label, set())
        )
        for config in apps.get_app_configs()
        if getattr(config, "keeps_facts", False)
    }
    assert not any(found.values()), found

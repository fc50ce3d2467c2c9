"""What the rules may know of each body: `sql` asks for it, `gathering` reads it for many bodies at a time,
`reading` makes facts of it."""

from obligations.facts.gathering import (
    CHUNK,
    NOT_YET,
    Gathered,
    binary_cursor,
    bodies,
    count_bodies,
    gather,
    gather_each,
    gather_timelines,
    gather_year,
    office,
)

__all__ = [
    "CHUNK",
    "NOT_YET",
    "Gathered",
    "binary_cursor",
    "bodies",
    "count_bodies",
    "gather",
    "gather_each",
    "gather_timelines",
    "gather_year",
    "office",
]

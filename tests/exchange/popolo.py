"""The published Popolo schemas (tests/data/popolo), with their formats checked."""

import json
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from jsonschema import Draft3Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3

FOLDER = Path(__file__).parent.parent / "data" / "popolo"
FORMATS = FormatChecker(["email", "date-time"])


@FORMATS.checks("uri")
def _is_address(value):
    parts = urlsplit(value) if isinstance(value, str) else None
    return parts is None or (
        parts.scheme in {"http", "https"} and bool(parts.netloc) and value.isascii() and " " not in value
    )


@lru_cache(maxsize=1)
def _registry():
    schemas = [json.loads(path.read_text()) for path in FOLDER.glob("*.json")]
    return Registry().with_resources(
        (schema["id"].removesuffix("#"), Resource.from_contents(schema, DRAFT3)) for schema in schemas
    )


def faults(kind, thing):
    """What the schema of a kind (organization, post, person, membership, event) finds wrong with a thing."""
    schema = json.loads((FOLDER / f"{kind}.json").read_text())
    found = Draft3Validator(schema, registry=_registry(), format_checker=FORMATS).iter_errors(thing)
    return [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}" for fault in found]

"""Settings from the environment, with errors that say what to do."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent


class Misconfigured(SystemExit):
    """A setting cannot be used; the message names the variable and shows a right value."""


def flag(name: str, default: bool) -> bool:
    """Return a yes-or-no variable; raises Misconfigured for anything else."""
    raw = os.environ.get(name, "").strip().lower()
    if not raw:
        return default
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    raise Misconfigured(f"{name}={raw!r} is neither yes nor no. Write {name}=1 or {name}=0.")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list without empty entries."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for a PostgreSQL address."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise Misconfigured(
            f"DATABASE_URL begins with {parts.scheme!r}. Nền nếp runs on PostgreSQL only: "
            "write DATABASE_URL=postgresql://user:password@host:5432/name, or unset it to use the embedded server."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "nennep",
        "USER": unquote(parts.username or query.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "") or ""),
        "OPTIONS": query,
    }

"""How the office follows findings up: who sees to which, and what was noted. For the office's eyes only."""

from collections.abc import Collection
from typing import Any, NamedTuple

from accounts.models import User
from core.prepared import among, prepared
from obligations.models import FindingNote, FindingOwner


class FollowUp(NamedTuple):
    """Of a finding in a list: its owner, the latest note and how many there are."""

    owner: User | None = None
    note: str = ""
    notes: int = 0


def of_flags(flag_ids: Collection[int]) -> dict[int, FollowUp]:
    """Return how these findings are followed up, by flag; nothing of those that nobody sees to or noted. Two
    queries."""
    keys = list(flag_ids)
    owners = {one.flag_id: one.owner for one in _owners(keys)}
    noted: dict[int, tuple[str, int]] = {}
    for flag_id, text in _notes(keys):
        noted[flag_id] = text, noted.get(flag_id, ("", 0))[1] + 1
    return {key: FollowUp(owners.get(key), *noted.get(key, ("", 0))) for key in owners.keys() | noted.keys()}


@prepared
def _owners(flag_ids: list[int]) -> Any:
    return FindingOwner.objects.filter(flag__in=among(flag_ids)).select_related("owner")


@prepared
def _notes(flag_ids: list[int]) -> Any:
    notes = FindingNote.objects.filter(flag__in=among(flag_ids)).order_by("written_at", "pk")
    return notes.values_list("flag_id", "text")


def owner_of(flag_id: int) -> User | None:
    """Return the officer who sees to a finding. One query."""
    found = FindingOwner.objects.filter(flag=flag_id).select_related("owner").first()
    return found.owner if found else None


def notes_of(flag_id: int) -> list[FindingNote]:
    """Return the notes about a finding, the latest first. One query."""
    rows = FindingNote.objects.filter(flag=flag_id).select_related("written_by")
    return list(rows.order_by("-written_at", "-pk"))

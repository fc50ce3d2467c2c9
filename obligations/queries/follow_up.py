"""How the office follows findings up: who sees to which, and what was noted. For the office's eyes only."""

from collections.abc import Collection
from typing import NamedTuple

from accounts.models import User
from obligations.models import FindingNote, FindingOwner


class FollowUp(NamedTuple):
    """Of a finding in a list: its owner, the latest note and how many there are."""

    owner: User | None = None
    note: str = ""
    notes: int = 0


def of_flags(flag_ids: Collection[int]) -> dict[int, FollowUp]:
    """Return how these findings are followed up, by flag; nothing of those that nobody sees to or noted. Two
    queries."""
    owners = {
        one.flag_id: one.owner
        for one in FindingOwner.objects.filter(flag__in=flag_ids).select_related("owner")
    }
    noted: dict[int, tuple[str, int]] = {}
    notes = FindingNote.objects.filter(flag__in=flag_ids).order_by("written_at", "pk")
    for flag_id, text in notes.values_list("flag_id", "text"):
        noted[flag_id] = text, noted.get(flag_id, ("", 0))[1] + 1
    return {key: FollowUp(owners.get(key), *noted.get(key, ("", 0))) for key in owners.keys() | noted.keys()}


def owner_of(flag_id: int) -> User | None:
    """Return the officer who sees to a finding. One query."""
    found = FindingOwner.objects.filter(flag=flag_id).select_related("owner").first()
    return found.owner if found else None


def notes_of(flag_id: int) -> list[FindingNote]:
    """Return the notes about a finding, the latest first. One query."""
    rows = FindingNote.objects.filter(flag=flag_id).select_related("written_by")
    return list(rows.order_by("-written_at", "-pk"))

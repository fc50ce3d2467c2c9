"""The law as the office's settings have it."""

from delegations.models import Province
from rulebook.law import Law, load_law


def profiles() -> tuple[str, ...]:
    """Return the sets of regulations that the office switched on. One query."""
    return tuple(Province.objects.values_list("profiles", flat=True).first() or ())


def in_force() -> Law:
    """Return the law under these sets. One query: who asks for many figures asks once and gives it on."""
    return load_law(profiles())

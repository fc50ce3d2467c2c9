"""Which rules there are, for those who may not consult the rulebook themselves."""

from rulebook.rules import RULE_CODES


def codes() -> tuple[str, ...]:
    """Return the codes of all rules, in the order of the rules screen."""
    return RULE_CODES

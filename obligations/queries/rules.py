"""The rules and the law they rest on, as the screen of rules shows them."""

from typing import NamedTuple

from delegations.queries import law
from obligations.enums import Rule
from rulebook.duties import RULES
from rulebook.law import Parameter, load_law


class RuleInfo(NamedTuple):
    """A rule: its code and title, what its docstring says, and the parameters it may rest on with all their
    dated values.

    A parameter has `name`, `title`, `topic`, `unit` and `values`; each of these `since`, `value`,
    `reference`, `profile` ("" for the law itself) and `in_use` (whether the profiles switched on let it
    rule).
    """

    code: str
    title: str
    text: str
    parameters: tuple[Parameter, ...]
    judges_ended: bool


def catalogue() -> list[RuleInfo]:
    """Return every rule in the order of the catalogue. One query, for the profiles that are on."""
    parameters = {parameter.name: parameter for parameter in law.in_force().catalogue()}
    return [
        RuleInfo(
            rule.code,
            str(Rule(rule.code).label),
            rule.judge.__doc__ or "",
            tuple(parameters[name] for name in rule.parameters),
            rule.judges_ended,
        )
        for rule in RULES
    ]


def rule(code: str) -> RuleInfo | None:
    """Return one rule, or None for an unknown code. One query."""
    return next((info for info in catalogue() if info.code == code), None)


def parameters() -> tuple[Parameter, ...]:
    """Return every parameter of the law, in the order of the files. One query."""
    return law.in_force().catalogue()


def profile_names() -> tuple[str, ...]:
    """Return every profile that the law files know. No query."""
    return load_law().known_profiles

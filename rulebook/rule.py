"""What a rule is: the function that judges a duty, and what people call it and do about it."""

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from rulebook.case import Case
from rulebook.findings import Finding


def _(text: str) -> str:
    """Mark a text for the catalogue of messages; it is translated where it is shown."""
    return text


class Act(NamedTuple):
    """What clears a finding: the name of a form's address, by what it is addressed, the label of its button.

    `by`: `query`, the body's code in ?to-chuc=; `party`, in ?ben=; `body`, the body's code; `seat`, the
    body's code and the seat; `subject`, the finding's subject; `period`, the body's code, the regime and the
    period that the subject names, in ?to-chuc=, che_do= and ky=.
    """

    address: str
    by: Literal["query", "party", "body", "seat", "subject", "period"]
    label: str


class Rule(NamedTuple):
    """A duty: its code, the function that judges it, the parameters it may rest on, its title and the act
    that clears a finding.

    `judges_ended` tells that it is asked of a body ended since. Its sentences stand in words/<code>.html and
    .txt beside it.
    """

    code: str
    judge: Callable[[Case], Iterator[Finding]]
    parameters: tuple[str, ...]
    title: str
    act: Act | None = None
    judges_ended: bool = False

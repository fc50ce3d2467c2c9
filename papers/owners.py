"""What the app that a paper is about tells the engine: words, rights, content, what follows from its number.

Each app lists its owners; `desk.queries.owners` lists all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from papers.blocks import Block
from papers.enums import Kind
from papers.models import Paper


def nothing(paper: Paper, by: User) -> None:
    """Do nothing."""


def not_recorded(paper: Paper) -> int | None:
    """Return None: no record has the paper's number already."""
    return None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a paper holds when it is made from the facts: see `papers.services.frames` for the frame."""

    title: str
    frame: dict[str, Any]
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Owner:
    """One kind of paper as the app that has its facts knows it."""

    kind: Kind
    about: Callable[[Paper], tuple[str, str]]
    """The words and the address of the record that the paper is about."""
    can_see: Callable[[User, Paper], bool]
    can_edit: Callable[[User, Paper], bool]
    build: Callable[[Paper], Draft | None]
    """The content from the facts as they stand now; None where they are gone."""
    number: Callable[[Paper], int | None] = not_recorded
    """The number that the paper has in the record already, or the one after the highest there; None where the
    register alone counts."""
    numbered: Callable[[Paper, User], None] = nothing
    """Called in the transaction in which the paper takes its number."""
    signed: Callable[[Paper, User], None] = nothing
    """Called in the transaction in which a signed copy is kept."""
    discarded_to: str = ""
    """The name of the page to go to from a draft that was discarded, where its record goes with it."""

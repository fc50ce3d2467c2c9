"""All owners of papers, one a kind: the one place that knows them all."""

from accounts.models import User
from accounts.permissions import can_edit_facts, can_see_all
from core import known
from delegations.services import staffing_papers
from desk.queries.period_report import owner as period_report
from directions.services import papers as direction_papers
from meetings.services import papers as meeting_papers
from papers.models import Paper
from papers.owners import Owner
from papers.services import numbers
from reminders.services import letters
from reviews.services import papers as review_papers

OWNERS: tuple[Owner, ...] = (
    *staffing_papers.OWNERS,
    *meeting_papers.OWNERS,
    *direction_papers.OWNERS,
    *review_papers.OWNERS,
    *letters.OWNERS,
    *period_report.OWNERS,
)
BY_KIND: dict[str, Owner] = {str(owner.kind): owner for owner in OWNERS}


def owner_of(paper: Paper) -> Owner | None:
    """Return the owner of a paper's kind."""
    return BY_KIND.get(paper.kind)


def can_see(user: User, paper: Paper) -> bool:
    """Return whether the user may see a paper: as its owner says, else the office."""
    owner = owner_of(paper)
    return owner.can_see(user, paper) if owner else can_see_all(user)


def can_edit(user: User, paper: Paper) -> bool:
    """Return whether the user may work on a paper."""
    owner = owner_of(paper)
    allowed = owner.can_edit(user, paper) if owner else can_edit_facts(user)
    return allowed and not known.until()


def next_number(paper: Paper) -> int | None:
    """Return the number that a draft would take now: the one in its record, else the register's next; None
    without one, or without a term of its day."""
    owner = owner_of(paper)
    return (owner.number(paper) if owner else None) or numbers.next_for(paper)


def about(paper: Paper) -> tuple[str, str]:
    """Return the words and the address of the record that a paper is about; empty where there is none."""
    owner = owner_of(paper)
    return owner.about(paper) if owner else ("", "")

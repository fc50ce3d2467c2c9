"""Which kinds of work each user has: the records' and, of the office, its papers and mails."""

import datetime as dt

from accounts.models import User
from accounts.permissions import can_edit_facts, can_edit_something
from desk.queries.today import of_office, of_records
from desk.queries.today.lines import Kind, Work, chosen
from directions.permissions import is_leader


def work(user: User, *, today: dt.date) -> Work:
    """Return what the user has to do today, as far as they may do it: a fixed number of queries."""
    return chosen(_kinds(user, today))


def _kinds(user: User, today: dt.date) -> list[Kind]:
    edits = can_edit_something(user)
    kinds = [of_records.meetings_today(user, today, edits=edits)]
    if is_leader(user):
        return [*kinds, of_records.proposals(user, today), of_records.requests(user, today)]
    if not edits:
        return kinds
    kinds.append(of_records.meetings_passed(user, today))
    if can_edit_facts(user):
        kinds += [
            of_office.answers(),
            of_office.reports(user, today),
            of_records.directions_of_staff(user, today),
            of_office.mails(),
            *of_office.drafts(user, today),
            of_records.waivers(user, today),
            of_records.terms(user, today),
        ]
    else:
        kinds += [
            of_records.directions_of_bodies(user, today),
            *of_records.owed_by_bodies(user, today),
            *of_records.soon_due(user, today),
        ]
    return [*kinds, of_records.minutes(user)]

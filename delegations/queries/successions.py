"""Which bodies hold what other bodies owed."""

import datetime as dt

from django.db.models import Count

from delegations.enums import BodyRelation, Duty
from delegations.models import Body, DutySuccession, Succession
from rulebook.law import Law
from rulebook.succession import Answering

_OLD = ("predecessor__code", "successor__code")
_OF_OLD = ("predecessor__kind__name", "predecessor__founded_on", "predecessor__ended_on")
_ORGANS = {"predecessor__relation": BodyRelation.ORGAN}, {"successor__relation": BodyRelation.ORGAN}


def answering_for_reports(law: Law) -> Answering:
    """Return who answers for the periods of reports that another body began (rules.md, section 4): by rows
    that name the duty, and by bare links where the law says so. Two queries."""
    found: list[tuple[object, ...]] = []
    rows = DutySuccession.objects.filter(duties__contains=[Duty.REPORTS]).exclude(**_ORGANS[0])
    for old, new, starts_on, duties, *of_old in rows.exclude(**_ORGANS[1]).values_list(
        *_OLD, "starts_on", "duties", *_OF_OLD
    ):
        found.append((old, new, starts_on, tuple(duties), False, *of_old))
    links = (
        Succession.objects.annotate(heirs=Count("predecessor__successions"))
        .filter(heirs=1, predecessor__ended_on__isnull=False, predecessor__duty_successions=None)
        .exclude(**_ORGANS[0])
        .exclude(**_ORGANS[1])
    )
    for old, new, founded_on, *of_old in links.values_list(*_OLD, "successor__founded_on", *_OF_OLD):
        starts_on = max(of_old[-1] + dt.timedelta(days=1), founded_on)
        found.append((old, new, starts_on, tuple(Duty.values), True, *of_old))
    return Answering(found, law)


def holding(body: Body, duty: Duty, *, on: dt.date) -> Body:
    """Return who holds on the day what a body owed: the body while it stands, then who took the duty over,
    and so on; the last one known. One query for each body that has ended."""
    seen = {body.pk}
    while body.ended_on is not None and body.ended_on < on:
        rows = body.duty_successions.filter(duties__contains=[duty], starts_on__lte=on)
        taken = rows.select_related("successor").order_by("-starts_on").first()
        if taken is None or taken.successor_id in seen:
            break
        body = taken.successor
        seen.add(body.pk)
    return body

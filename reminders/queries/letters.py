"""The register of letters that urge."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from delegations.models import Body
from reminders.models import Letter


def register(*, text: str = "", state: str = "") -> QuerySet[Letter]:
    """Return the letters, narrowed to a state and to a number, words of the subject or a body that they
    urge."""
    rows = Letter.objects.select_related("paper__term", "paper__created_by")
    if state:
        rows = rows.filter(paper__state=state)
    if text.isdecimal() and len(text) < 7:
        return rows.filter(paper__number=int(text))
    if text:
        about = Letter.flags.through.objects.filter(
            letter=OuterRef("pk"), flag__body__in=Body.objects.matching(text).values("pk")
        )
        rows = rows.filter(Q(paper__title__icontains=text) | Q(Exists(about)))
    return rows

"""What papers rest on: the office's head, the term of a day, the next number, the template of a day."""

import datetime as dt

from django.db.models import Count, Max, Q, QuerySet

from papers.enums import Kind
from papers.models import CommitteeTerm, NumbersUsed, OfficeHead, Paper, PaperTemplate, TemplateChoice


def head() -> OfficeHead:
    """Return what stands on every paper of the office, or the defaults. One query."""
    return OfficeHead.objects.filter(pk=1).first() or OfficeHead(pk=1)


def terms_on(day: dt.date) -> QuerySet[CommitteeTerm]:
    """Return the term that the day is in, if there is one."""
    return CommitteeTerm.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day
    ).order_by("-starts_on")


def next_number(term: CommitteeTerm, *, series: str, document_type: str) -> int:
    """Return the number after the highest of this type of the series in the term. Two queries."""
    highest = Paper.objects.filter(term=term, series=series, document_type=document_type).aggregate(
        highest=Max("number")
    )["highest"]
    return max(highest or 0, used_before(term, series=series, document_type=document_type)) + 1


def used_before(term: CommitteeTerm, *, series: str, document_type: str) -> int:
    """Return the highest number that was given out before the product counted. One query."""
    found = NumbersUsed.objects.filter(term=term, series=series, document_type=document_type)
    return found.values_list("number", flat=True).first() or 0


def template_on(kind: str, day: dt.date) -> PaperTemplate | None:
    """Return the office's own template for papers of the kind and day, or None for the built-in form. One
    query."""
    choice = (
        TemplateChoice.objects.select_related("template")
        .filter(paper_kind=kind, starts_on__lte=day)
        .order_by("-starts_on")
        .first()
    )
    return choice.template if choice else None


def templates(kind: Kind | None = None) -> QuerySet[PaperTemplate]:
    """Return the versions of the office's templates, the latest first, with how many papers each made."""
    rows = PaperTemplate.objects.select_related("added_by").annotate(made=Count("papers"))
    return (rows.filter(paper_kind=kind) if kind else rows).order_by("-added_at", "-pk")


def choices() -> QuerySet[TemplateChoice]:
    """Return which template holds from when, the latest first."""
    return TemplateChoice.objects.select_related("template", "chosen_by").order_by("-starts_on", "paper_kind")

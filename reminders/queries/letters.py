"""The register of letters: terms, numbers, what stands on every letter, and which template makes it."""

import datetime as dt

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from delegations.models import Body
from reminders.models import CommitteeTerm, Letter, LetterHead, LetterTemplate, TemplateChoice


def head() -> LetterHead:
    """Return what stands on every letter, or the defaults. One query."""
    return LetterHead.objects.filter(pk=1).first() or LetterHead(pk=1)


def terms_on(day: dt.date) -> QuerySet[CommitteeTerm]:
    """Return the term that the day is in, if there is one."""
    return CommitteeTerm.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day
    ).order_by("-starts_on")


def next_number(term: CommitteeTerm, document_type: str) -> int:
    """Return the number after the highest of this type in the term. One query."""
    highest = Letter.objects.filter(term=term, document_type=document_type).aggregate(highest=Max("number"))[
        "highest"
    ]
    return max(highest or 0, term.numbers_used) + 1


def template_on(day: dt.date) -> LetterTemplate | None:
    """Return the office's own template for letters of the day, or None for the built-in form. One query."""
    choice = (
        TemplateChoice.objects.select_related("template")
        .filter(starts_on__lte=day)
        .order_by("-starts_on")
        .first()
    )
    return choice.template if choice else None


def register(*, text: str = "", state: str = "") -> QuerySet[Letter]:
    """Return the letters, narrowed to a state and to a number, words of the subject or a body that they
    urge."""
    rows = Letter.objects.select_related("term", "created_by")
    if state:
        rows = rows.filter(state=state)
    if text.isdecimal() and len(text) < 7:
        return rows.filter(number=int(text))
    if text:
        about = Letter.flags.through.objects.filter(
            letter=OuterRef("pk"), flag__body__in=Body.objects.matching(text).values("pk")
        )
        rows = rows.filter(Q(subject__icontains=text) | Q(Exists(about)))
    return rows


def templates() -> QuerySet[LetterTemplate]:
    """Return the versions of the office's template, the latest first, with how many letters each made."""
    return (
        LetterTemplate.objects.select_related("added_by")
        .annotate(made=Count("letters"))
        .order_by("-added_at", "-pk")
    )


def choices() -> QuerySet[TemplateChoice]:
    """Return which template holds from when, the latest first."""
    return TemplateChoice.objects.select_related("template", "chosen_by").order_by("-starts_on")

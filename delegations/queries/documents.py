"""Governing documents, and the regulations that go stale when one replaces another."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from delegations.models import Body, BodyQuerySet, GoverningDocument, Replacement, WorkingRegulation

ORDERS = {
    "ngay": ["issued_on", "number"],
    "so": ["number"],
    "hieu-luc": ["effective_on", "number"],
    "can-cu": ["basis_count", "number"],
}


def with_successors() -> QuerySet[GoverningDocument]:
    """Return every document with what replaces it at any time: two queries."""
    return GoverningDocument.objects.prefetch_related(
        Prefetch("superseded_through", Replacement.objects.select_related("replacing"))
    )


def rows(day: dt.date) -> QuerySet[GoverningDocument]:
    """Return the register, each document with what replaces it, whether it is `replaced` on the day, and how
    many regulations rest on it."""
    replaced = Replacement.objects.filter(
        replaced=OuterRef("pk"), replacing__effective_on__lte=day, replacing__issued_on__lte=day
    )
    through = Prefetch(
        "superseded_through",
        Replacement.objects.select_related("replacing").order_by("replacing__effective_on"),
    )
    return GoverningDocument.objects.annotate(
        replaced=Exists(replaced), basis_count=Count("bases", distinct=True)
    ).prefetch_related(through)


@dataclass(frozen=True)
class Stale:
    """A working regulation in force that rests on replaced documents, and since which day."""

    regulation: WorkingRegulation
    replaced: list[GoverningDocument]
    since: dt.date


def stale_through(
    replaced: Collection[GoverningDocument], *, effective_on: dt.date, day: dt.date, bodies: BodyQuerySet
) -> list[Stale]:
    """Return the regulations that a document in effect from `effective_on`, replacing others, makes stale,
    judged on the later of that day and `day`.

    Of each body only the regulation in force that took effect last (then: issued last) counts, as the rule
    judges it. Costs three queries.
    """
    on = max(day, effective_on)
    keys = {document.pk for document in replaced}
    touched = WorkingRegulation.objects.in_force_on(on).filter(legal_bases__in=keys).values("body")
    bases = Prefetch("legal_bases", GoverningDocument.objects.order_by("issued_on"))
    governing: dict[int, WorkingRegulation] = {}
    candidates = (
        WorkingRegulation.objects.in_force_on(on)
        .filter(body__in=bodies.active_on(on))
        .filter(body__in=touched)
    )
    for regulation in (
        candidates.select_related("body")
        .prefetch_related(bases)
        .order_by("body__position", "body__code", "-effective_on", "-issued_on")
    ):
        governing.setdefault(regulation.body_id, regulation)
    result = []
    for regulation in governing.values():
        hit = [document for document in regulation.legal_bases.all() if document.pk in keys]
        if hit:
            result.append(Stale(regulation, hit, max(effective_on, regulation.issued_on)))
    return result


def resting_on(document: GoverningDocument, bodies: QuerySet[Body]) -> QuerySet[WorkingRegulation]:
    """Return the working regulations, of the given bodies, that name the document as a legal basis."""
    return (
        WorkingRegulation.objects.filter(legal_bases=document, body__in=bodies)
        .select_related("body")
        .order_by("body__position", "-effective_on")
    )


def choosable(day: dt.date, keep: Collection[int] = ()) -> QuerySet[GoverningDocument]:
    """Return what a regulation may rest on: the whole register, the latest first; `keep` is shown whatever
    happens."""
    return GoverningDocument.objects.filter(Q(issued_on__lte=day) | Q(pk__in=keep)).order_by(
        "-issued_on", "number"
    )

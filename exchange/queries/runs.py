"""Uploaded workbooks as lists show them."""

from django.db.models import QuerySet

from exchange.models import ImportRun


def listing() -> QuerySet[ImportRun]:
    """Return all runs, the latest first, without their long reports' remarks."""
    return (
        ImportRun.objects.select_related("uploaded_by", "committed_by")
        .defer("preview", "result")
        .order_by("-uploaded_at", "-pk")
    )

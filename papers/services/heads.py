"""What stands on every paper of the office, and the committee's terms, in which numbers are counted."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.errors import Refused
from papers.models import CommitteeTerm, NumbersUsed, OfficeHead


@transaction.atomic
def put_head(head: OfficeHead) -> OfficeHead:
    """Write what stands on every paper from now on."""
    head.pk = 1
    head.save()
    return head


@transaction.atomic
def put_term(term: CommitteeTerm, *, used: Mapping[str, int]) -> CommitteeTerm:
    """Write a term of the committee, with the highest number of each type of the office that was given out
    before the product counted; terms do not overlap. Raises Refused."""
    if term.ends_on is not None and term.ends_on < term.starts_on:
        raise Refused(_("Ngày cuối nhiệm kỳ không thể trước ngày đầu."), field="ends_on")
    others = CommitteeTerm.objects.exclude(pk=term.pk).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=term.starts_on)
    )
    if term.ends_on is not None:
        others = others.filter(starts_on__lte=term.ends_on)
    overlapping = others.first()
    if overlapping is not None:
        raise Refused(
            _("Nhiệm kỳ này trùng ngày với nhiệm kỳ %(term)s. Hãy ghi ngày kết thúc của nhiệm kỳ trước.")
            % {"term": overlapping},
            field="starts_on",
        )
    term.save()
    for document_type, number in used.items():
        NumbersUsed.objects.update_or_create(
            term=term, series="", document_type=document_type, defaults={"number": number}
        )
    return term

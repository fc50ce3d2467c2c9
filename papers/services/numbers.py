"""Numbers of papers: consecutive for each type of a series within a committee's term. With its number a
paper is fixed."""

import datetime as dt
import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import dates
from core.errors import Refused
from core.templatetags.nennep import vi
from papers.enums import State
from papers.models import CommitteeTerm, Paper
from papers.queries import papers as paper_queries

LARGEST_NUMBER = 99_999


def next_for(paper: Paper) -> int | None:
    """Return the number that the paper would take now; None without one, or without a term of its day."""
    term = paper_queries.terms_on(paper.dated_on).first() if paper.traits.numbered else None
    if term is None:
        return None
    return paper_queries.next_number(term, series=paper.series, document_type=paper.document_type)


@transaction.atomic
def take(paper: Paper, *, number: int | None = None, now: dt.datetime, by: User) -> Paper:
    """Give a draft its number, the next one or the one that the book gave, and fix it; a kind without numbers
    is fixed alone. A paper that it replaces stands no longer. Raises Refused."""
    term = paper_queries.terms_on(paper.dated_on).select_for_update().first()
    paper = Paper.objects.select_for_update(of=("self",)).select_related("replaces").get(pk=paper.pk)
    if not paper.is_draft:
        raise Refused(_("Văn bản này đã có số."))
    if not paper.traits.numbered:
        term = None
    elif term is None:
        raise Refused(
            _(
                "Chưa khai nhiệm kỳ cấp uỷ có ngày %(day)s. Số văn bản chạy theo nhiệm kỳ; hãy thêm nhiệm kỳ"
                " trước."
            )
            % {"day": dates.day(paper.dated_on)}
        )
    else:
        paper.number = number or paper_queries.next_number(
            term, series=paper.series, document_type=paper.document_type
        )
        _check_free(paper.number, term, paper)
    paper.term, paper.state = term, State.NUMBERED
    paper.version, paper.edited_at, paper.edited_by = paper.version + 1, now, by
    paper.sha256 = hashlib.sha256(said(paper)).hexdigest()
    paper.save(update_fields=["term", "number", "state", "version", "edited_at", "edited_by", "sha256"])
    if paper.replaces is not None:
        paper.replaces.state = State.REPLACED
        paper.replaces.save(update_fields=["state"])
    return paper


def said(paper: Paper) -> bytes:
    """Return all that the paper says, of which its checksum is made."""
    parts = {
        name: getattr(paper, name)
        for name in ("kind", "series", "document_type", "number", "dated_on", "title", "frame", "blocks")
    }
    return json.dumps(parts, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True).encode()


def _check_free(number: int, term: CommitteeTerm, paper: Paper) -> None:
    if not 1 <= number <= LARGEST_NUMBER:
        raise Refused(_("Số văn bản từ 1 đến %(most)s.") % {"most": vi(LARGEST_NUMBER)}, field="number")
    before = paper_queries.used_before(term, series=paper.series, document_type=paper.document_type)
    if number <= before:
        raise Refused(
            _("Số %(n)02d đã dùng trước khi dùng hệ thống, trong nhiệm kỳ %(term)s.")
            % {"n": number, "term": term},
            field="number",
        )
    other = Paper.objects.filter(
        term=term, series=paper.series, document_type=paper.document_type, number=number
    ).first()
    if other is not None:
        raise Refused(
            _("Số %(n)02d đã cấp cho văn bản ngày %(day)s. Hãy lấy số khác.")
            % {"n": number, "day": dates.day(other.dated_on)},
            field="number",
        )

"""Drafts of papers: started from facts, edited by people, brought up to date, thrown away, or begun anew to
replace a paper that has its number."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core import dates
from core.errors import Refused
from core.secrecy import check_not_secret
from core.text import clean
from papers import blocks as paper_blocks
from papers.blocks import Block
from papers.enums import TRAITS, Kind, Profile, State
from papers.models import Paper
from papers.queries import papers as paper_queries
from papers.services import frames

LONGEST_NAME = 400
_SENTENCES = {
    "shape": gettext_lazy("Nội dung gửi lên không đúng dạng. Hãy tải lại trang rồi thử lại."),
    "kind": gettext_lazy("Nội dung có phần không thuộc loại nào. Hãy tải lại trang rồi thử lại."),
    "length": gettext_lazy(
        "Nội dung quá dài: mỗi phần không quá 20.000 chữ, cả văn bản không quá 1.000 phần."
    ),
    "table": gettext_lazy("Bảng phải có số ô bằng nhau ở mọi hàng. Hãy tải lại trang rồi thử lại."),
    "chart": gettext_lazy("Biểu đồ không đúng dạng. Hãy cập nhật số liệu để lập lại."),
}


class Changed(Refused):
    """Somebody else stored the draft in the meantime; `stored` is what it holds now."""

    def __init__(self, message: str, stored: Paper) -> None:
        super().__init__(message)
        self.stored = stored


@transaction.atomic
def start(
    *,
    kind: Kind,
    title: str,
    frame: dict[str, Any],
    blocks: Sequence[Block],
    dated_on: dt.date,
    series: str = "",
    about: str = "",
    record_name: str = "",
    now: dt.datetime,
    by: User,
) -> Paper:
    """Begin a draft. Its day settles the standard of form and the office's own template; `record_name` says
    in Vietnamese which record it is about, as the register has it. Raises Refused."""
    stored = _checked(blocks)
    return Paper.objects.create(
        kind=kind,
        series=series,
        about=about,
        record_name=Truncator(_line(record_name)).chars(LONGEST_NAME),
        document_type=TRAITS[kind].document_type,
        **_form_on(kind, dated_on),
        title=_line(title),
        frame=frames.clean(frame),
        blocks=stored,
        built=stored,
        created_at=now,
        created_by=by,
        edited_at=now,
        edited_by=by,
    )


@transaction.atomic
def save(
    paper: Paper,
    *,
    title: str,
    frame: dict[str, Any],
    blocks: Sequence[Block],
    dated_on: dt.date,
    version: int,
    now: dt.datetime,
    by: User,
) -> Paper:
    """Store what a person made of a draft, seen at `version`. Raises Changed where another person has stored
    it since, Refused else."""
    paper = _locked_draft(paper)
    if version != paper.version:
        raise Changed(
            _(
                "%(who)s đã lưu dự thảo này lúc %(when)s, sau khi đồng chí mở. Nội dung đồng chí gõ vẫn còn ở"
                " đây; hãy xem bản đã lưu, ghép lại cho đúng rồi lưu lần nữa."
            )
            % {"who": paper.edited_by, "when": dates.moment(paper.edited_at)},
            paper,
        )
    values = {"title": _line(title), "frame": frames.clean(frame), "blocks": _checked(blocks)}
    if dated_on != paper.dated_on:
        values |= _form_on(paper.kind, dated_on)
    if all(getattr(paper, name) == value for name, value in values.items()):
        return paper
    return _write(paper, values, now=now, by=by)


@transaction.atomic
def refresh(
    paper: Paper, *, blocks: Sequence[Block], now: dt.datetime, by: User
) -> tuple[Paper, list[tuple[Block, Block]]]:
    """Bring the facts in a draft up to date; what a person changed stays. Return the paper, and the pairs of
    what stays and what the facts would have instead."""
    paper = _locked_draft(paper)
    fresh = paper_blocks.from_json(_checked(blocks))
    merged = paper_blocks.refresh(paper.as_blocks(), paper_blocks.from_json(paper.built), fresh)
    values = {"blocks": paper_blocks.as_json(merged.blocks), "built": paper_blocks.as_json(fresh)}
    if all(getattr(paper, name) == value for name, value in values.items()):
        return paper, merged.kept
    return _write(paper, values, now=now, by=by), merged.kept


@transaction.atomic
def replace(paper: Paper, *, dated_on: dt.date, now: dt.datetime, by: User) -> Paper:
    """Begin a draft that is to replace a paper with its number; until it has its own, the old one stands.
    Raises Refused."""
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.is_draft:
        raise Refused(_("Dự thảo thì sửa thẳng, không cần lập văn bản thay thế."))
    if paper.state == State.REPLACED or paper.replacements.exists():
        raise Refused(_("Văn bản này đã có văn bản thay thế, hoặc dự thảo thay thế đang soạn."))
    return Paper.objects.create(
        **{
            name: getattr(paper, name)
            for name in ("kind", "series", "about", "record_name", "document_type", "title")
        },
        **_form_on(paper.kind, dated_on),
        frame=paper.frame,
        blocks=paper.blocks,
        built=paper.built,
        replaces=paper,
        created_at=now,
        created_by=by,
        edited_at=now,
        edited_by=by,
    )


@transaction.atomic
def discard(paper: Paper, *, by: User) -> None:
    """Throw a draft away. Raises Refused for a paper with a number: it is in the register."""
    found = Paper.objects.select_for_update(of=("self",)).filter(pk=paper.pk).first()
    if found is None:
        raise Refused(_("Dự thảo này đã được bỏ."))
    if not found.is_draft:
        raise Refused(_("Văn bản đã có số thì không bỏ được: số đã vào sổ."))
    found.delete()


def _locked_draft(paper: Paper) -> Paper:
    found = (
        Paper.objects.select_for_update(of=("self",)).select_related("edited_by").filter(pk=paper.pk).first()
    )
    if found is None:
        raise Refused(_("Dự thảo này đã được bỏ."))
    if not found.is_draft:
        raise Refused(
            _("Văn bản đã có số nên không sửa được nội dung. Nếu cần thay đổi, hãy lập văn bản thay thế.")
        )
    return found


def _write(paper: Paper, values: dict[str, Any], *, now: dt.datetime, by: User) -> Paper:
    values |= {"version": paper.version + 1, "edited_at": now, "edited_by": by}
    for name, value in values.items():
        setattr(paper, name, value)
    paper.save(update_fields=list(values))
    return paper


def _form_on(kind: str, day: dt.date) -> dict[str, Any]:
    """Return what the day of a paper settles: its standard of form and template. One query."""
    return {
        "dated_on": day,
        "profile": Profile.on(day),
        "template": paper_queries.template_on(kind, day),
    }


def _line(text: str) -> str:
    check_not_secret(text, field="title")
    return " ".join(clean(text).split())


def _checked(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return blocks as they are stored. Raises Refused for what no paper has, or may not hold."""
    stored = paper_blocks.as_json(blocks)
    try:
        paper_blocks.from_json(stored)
    except paper_blocks.NotBlocks as error:
        raise Refused(str(_SENTENCES[error.code])) from error
    for block in blocks:
        for words in (block.text, *(cell for row in block.rows for cell in row)):
            check_not_secret(words)
    return stored

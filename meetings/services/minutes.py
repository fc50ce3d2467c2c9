"""Minutes typed beside the agenda of a meeting: each field is a block of their draft, and what is recorded
meanwhile comes in with every saving."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core.clock import ZONE
from core.text import clean
from meetings.documents.papers import minutes as documents
from meetings.models import Meeting
from meetings.queries.agenda import AtItem
from meetings.services import papers
from papers.blocks import Block
from papers.enums import Kind
from papers.models import Paper
from papers.services import drafts


class Typed(NamedTuple):
    """What a person typed into a field, and what the field held when they began."""

    before: str
    text: str


class Saved(NamedTuple):
    """The draft as it is now, and what others have put into fields that this person typed in too: theirs
    stays until it is typed over once more."""

    paper: Paper
    clashes: dict[str, str]


def fields(agenda: Sequence[AtItem]) -> list[str]:
    """Return the keys of the blocks that are typed beside the agenda, in their order."""
    rows = [*documents.told(agenda), AtItem(None)]  # what was typed before there was an agenda is typed on
    of_items = [key for row in rows for key in (documents.talk_key(row), documents.vote_key(row))]
    return [documents.OPENING, *of_items, documents.CONCLUSION, documents.END]


def texts(paper: Paper) -> dict[str, str]:
    """Return the text of each block of the draft that has a key."""
    return {block.key: block.text for block in paper.as_blocks() if block.key}


@transaction.atomic
def save(*, meeting: Meeting, paper: Paper, typed: Mapping[str, Typed], now: dt.datetime, by: User) -> Saved:
    """Put what was typed into the draft, field by field, and bring the rest up to what is recorded now.
    Raises Refused, and nothing is stored."""
    check_can_edit_body(by, meeting.body_id)
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    made = papers.build(Kind.MINUTES, meeting, today=now.astimezone(ZONE).date())
    paper, _kept = drafts.refresh(paper, blocks=made.blocks, now=now, by=by)
    stored, clashes, changed = texts(paper), {}, {}
    for key, one in typed.items():
        text, before, theirs = _plain(one.text), _plain(one.before), stored.get(key, "")
        if text in (before, theirs):
            continue
        if theirs == before:
            changed[key] = text
        else:
            clashes[key] = theirs
    paper = drafts.save(
        paper,
        title=paper.title,
        frame=_filled(paper.frame, made.frame),
        blocks=_put(paper.as_blocks(), changed, order=[block.key for block in made.blocks]),
        dated_on=paper.dated_on,
        version=paper.version,
        now=now,
        by=by,
    )
    return Saved(paper, clashes)


def _plain(text: str) -> str:
    return clean(text).replace("\r\n", "\n").strip()


def _put(blocks: list[Block], changed: Mapping[str, str], *, order: Sequence[str]) -> list[Block]:
    """Return the blocks with these texts; one that somebody took out of the draft comes back to its place."""
    made = [replace(block, text=changed[block.key]) if block.key in changed else block for block in blocks]
    there = {block.key for block in made}
    for key in changed.keys() - there:
        before = set(order[: order.index(key)]) if key in order else set()
        place = max((at for at, block in enumerate(made, start=1) if block.key in before), default=len(made))
        made.insert(place, Block("paragraph", changed[key], key=key))
    return made


def _filled(frame: dict[str, object], built: dict[str, object]) -> dict[str, object]:
    """Return the frame with names that were recorded since it was made, where it still has blanks."""
    second, of_facts = frame.get("second"), built.get("second")
    made = {name: value or built.get(name, value) for name, value in frame.items()}
    if isinstance(second, dict) and isinstance(of_facts, dict):
        made["second"] = {name: value or of_facts.get(name, "") for name, value in second.items()}
    return made

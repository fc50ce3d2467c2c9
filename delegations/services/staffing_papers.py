"""Papers about the strength of a body, begun from its vacant seats and the terms that end."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core import clock
from core.addresses import reverse
from core.errors import Refused
from delegations.documents import staffing
from delegations.enums import SeatRole
from delegations.models import Body, Province, Seat, StaffingPaper, WorkingRegulation
from delegations.permissions import (
    can_edit_body,
    can_edit_registers,
    can_see_body,
    check_can_edit_body,
    check_can_edit_registers,
)
from delegations.queries import bodies as body_queries
from delegations.queries import law
from delegations.queries.bodies import SeatRow
from papers.enums import Kind, State
from papers.models import Paper
from papers.owners import Draft, Owner
from papers.services import drafts, frames

COMMITTEE = "TU"
"""The series, and the symbol, of what the committee issues."""


@transaction.atomic
def propose(*, body: Body, now: dt.datetime, by: User) -> Paper:
    """Return the open draft of the proposal to bring the body to full strength, a new one where there is
    none. Raises Refused where no seat is vacant and no term ends."""
    check_can_edit_body(by, body)
    return _open(body, None, Kind.PROPOSAL) or _start(body, None, Kind.PROPOSAL, now=now, by=by)


@transaction.atomic
def designate(*, seat: Seat, now: dt.datetime, by: User) -> Paper:
    """Return the open draft of the decision that designates who takes the seat, a new one where there is
    none."""
    check_can_edit_registers(by)
    return _open(seat.body, seat, Kind.APPOINTMENT) or _start(
        seat.body, seat, Kind.APPOINTMENT, now=now, by=by
    )


def _open(body: Body, seat: Seat | None, kind: Kind) -> Paper | None:
    found = (
        StaffingPaper.objects.filter(body=body, seat=seat, paper__kind=kind, paper__state=State.DRAFT)
        .select_related("paper")
        .first()
    )
    return found.paper if found else None


def _start(body: Body, seat: Seat | None, kind: Kind, *, now: dt.datetime, by: User) -> Paper:
    today = now.astimezone(clock.ZONE).date()
    made = _draft(body, seat, today)
    if made is None:
        raise Refused(
            _("%(body)s không có vị trí khuyết, không có vị trí sắp hết thời hạn nên chưa cần kiện toàn.")
            % {"body": body.name}
        )
    paper = drafts.start(
        kind=kind,
        title=made.title,
        frame=made.frame,
        blocks=made.blocks,
        dated_on=today,
        series=COMMITTEE if seat else body.code,
        record_name=body.name,
        now=now,
        by=by,
    )
    StaffingPaper.objects.create(body=body, seat=seat, paper=paper)
    return paper


def _draft(body: Body, seat: Seat | None, on: dt.date) -> Draft | None:
    """Return the paper as the records stand on the day, in Vietnamese whoever asks for it; None for a body at
    full strength whose terms do not end."""
    regulations = WorkingRegulation.objects.in_force_on(on).filter(body=body).select_related("body")
    regulation = regulations.latest_first().first()
    province = Province.objects.values_list("name", flat=True).first() or ""
    office = frames.of_office(province=province)
    with override("vi"):
        if seat is not None:
            return Draft(
                staffing.decision_title(body, seat),
                staffing.board_frame(body, office, symbol=COMMITTEE),
                staffing.decision(body, seat, regulation=regulation),
            )
        rows = body_queries.seat_rows(body, on)
        ending = _ending(body, rows, on)
        if not ending and all(row.holder for row in rows):
            return None
        heads = {row.seat.role: row.holder for row in reversed(rows) if row.holder}
        signer = heads.get(SeatRole.SECRETARY) or heads.get(SeatRole.DEPUTY)
        return Draft(
            staffing.proposal_title(body),
            staffing.frame(body, office, signer=signer),
            staffing.proposal(body, rows, ending=ending, regulation=regulation, on=on),
        )


def _ending(body: Body, rows: list[SeatRow], on: dt.date) -> list[SeatRow]:
    """Return the seats whose holders' terms end within the days of notice, with nobody to follow."""
    until = on + dt.timedelta(days=law.in_force().of_kind(body.kind.name).use("term_ending_days", on).value)
    return [
        row
        for row in rows
        if row.holder and row.holder.ends_on and row.holder.ends_on <= until and row.coming is None
    ]


def of_paper(paper: Paper) -> StaffingPaper:
    """Return what a paper, or the one that it replaces, is about. One query for each paper before it."""
    found = StaffingPaper.objects.select_related("body__kind", "seat__body__kind", "seat__office")
    while (link := found.filter(paper=paper).first()) is None:
        assert paper.replaces is not None, "a paper about strength has its link"
        paper = paper.replaces
    return link


def _about(paper: Paper) -> tuple[str, str]:
    body = of_paper(paper).body
    return body.name, reverse("delegations:body", args=[body.code])


def _build(paper: Paper) -> Draft | None:
    link = of_paper(paper)
    return _draft(link.body, link.seat, clock.today())


OWNERS = (
    Owner(
        kind=Kind.PROPOSAL,
        about=_about,
        can_see=lambda user, paper: can_see_body(user, of_paper(paper).body),
        can_edit=lambda user, paper: can_edit_body(user, of_paper(paper).body),
        build=_build,
    ),
    Owner(
        kind=Kind.APPOINTMENT,
        about=_about,
        can_see=lambda user, paper: user.sees_all(),
        can_edit=lambda user, paper: can_edit_registers(user),
        build=_build,
    ),
)

"""Two bodies with one record of every kind each, and the registers of the office."""

import datetime as dt
from types import SimpleNamespace

from accounts.enums import Role
from core import clock
from delegations import models as delegations
from delegations.enums import SeatRole
from delegations.models import Body, DraftedRow, LawDraft
from delegations.services import law_drafts
from meetings import models as meetings
from meetings.enums import MeetingStatus
from meetings.services import papers as meeting_papers
from obligations.models import DayOff, Flag, Waiver
from obligations.queries import findings
from obligations.services import judging, simulating
from papers import models as papers
from papers.enums import Kind
from reminders.models import Answer, Letter
from reminders.services import letters
from reviews.models import Correction
from tests import factories

SECRET_A = "Kín riêng của A"
"""Stands in every record of body A; nobody else may ever read it."""


def furnish(body: Body, mark: str) -> SimpleNamespace:
    """Give a body one record of every kind, with the mark in their words; return them by name."""
    first, by = dt.date(2024, 2, 1), dt.date(2024, 3, 1)
    seat = factories.SeatFactory(body=body, code=f"{body.code}-01", role=SeatRole.SECRETARY)
    factories.SeatFactory(body=body, code=f"{body.code}-02")
    person = factories.PersonFactory(code=f"CB-{body.code}", full_name=f"Nguyễn {mark}")
    membership = factories.MembershipFactory(seat=seat, person=person, title=mark)
    meeting = factories.MeetingFactory(body=body, code=f"{body.code}/2024-001", subject=mark, held_on=first)
    ahead = {"status": MeetingStatus.PLANNED, "held_on": clock.today() + dt.timedelta(5)}
    planned = factories.MeetingFactory(body=body, code=f"{body.code}/2027-001", subject=mark, **ahead)
    factories.AgendaItemFactory(meeting=meeting, position=1, title=mark)
    factories.AttendanceFactory(meeting=meeting, person=person)
    direction = factories.DirectionFactory(
        body=body, code=f"{body.code}/CD-2024-01", text=mark, is_spoken=True
    )
    factories.DirectionStepFactory(direction=direction, number=1, text=mark)
    extension = factories.ExtensionFactory(direction=direction, number=1, reason=mark)
    waived = {"rule": "understaffed", "subject": f"{body.code}-02", "until": clock.today() + dt.timedelta(90)}
    return SimpleNamespace(
        body=body,
        seat=seat,
        person=person,
        membership=membership,
        member=f"{seat.code}:{person.code}:{membership.starts_on}",
        meeting=meeting,
        planned=planned,
        direction=direction,
        extension=extension,
        decision=factories.DecisionFactory(code=f"{body.code}/QN-1", body=body, meeting=meeting, title=mark),
        consultation=factories.WrittenConsultationFactory(code=f"{body.code}/LYK-1", body=body, subject=mark),
        task=factories.TaskFactory(
            code=f"{body.code}/NV-1", body=body, meeting=meeting, title=mark, due_on=by
        ),
        submission=factories.SubmissionFactory(
            code=f"{body.code}/DX-1", body=body, subject=mark, promised_on=by
        ),
        report=factories.ReportFactory(body=body, number=f"{body.code} {mark}"[:60]),
        regulation=factories.WorkingRegulationFactory(body=body, number=f"{body.code} {mark}"[:60]),
        cadence=delegations.CadenceDecision.objects.create(
            body=body, months=3, starts_on=dt.date(2024, 1, 1), basis=mark
        ),
        waiver=Waiver.objects.create(body=body, granted_on=dt.date(2024, 1, 1), reason=mark, **waived),
    )


def _drafted_law(today: dt.date) -> tuple[LawDraft, DraftedRow]:
    """Return a simulated draft of law with a row that is to be compared with the original."""
    by = factories.UserFactory()
    row = law_drafts.NewRow(
        None, "", "meeting_cadence_months", "1", dt.date(2024, 2, 1), None, "Quy chế", to_check=True
    )
    draft = law_drafts.start(title="Họp hằng tháng", rows=[row], by=by)
    simulating.ask(draft=draft, by=by)
    return draft, draft.rows.get()


def _papers(made: SimpleNamespace, today: dt.date) -> None:
    """Give A's meeting its minutes as a draft, and the office what its papers rest on."""
    by, now = factories.UserFactory(role=Role.STAFF), clock.now()
    made.paper = meeting_papers.start(record=made.meeting, kind=Kind.MINUTES, now=now, by=by)
    made.term = papers.CommitteeTerm.objects.create(name="2025 – 2030", starts_on=dt.date(2024, 1, 1))
    made.certificate = factories.TrustedCertificateFactory(added_by=by)
    made.paper_template = factories.PaperTemplateFactory(added_by=by, content=False)
    made.template_choice = papers.TemplateChoice.objects.create(
        starts_on=today + dt.timedelta(30), chosen_at=now, chosen_by=by
    )
    made.signed_copy = factories.SignedCopyFactory(paper=made.paper, added_by=by, content=False)
    made.kind_of_paper, made.paper_profile, made.form_of_file = "cong-van", "HD05_2026", "docx"


def _letter(flag: Flag, today: dt.date) -> Letter:
    """Draft the letter that urges one finding."""
    by = factories.UserFactory(role=Role.STAFF)
    (letter,) = letters.draft(
        flag_ids=[flag.pk],
        dated_on=today,
        deadline_on=today + dt.timedelta(9),
        together=True,
        now=clock.now(),
        by=by,
    )
    return letter


def furnish_province(body_a: Body, body_b: Body) -> SimpleNamespace:
    """Furnish both bodies and the registers, judge them, and return A's records and those of the registers by
    name."""
    factories.ProvinceFactory()
    made = furnish(body_a, SECRET_A)
    furnish(body_b, "Việc của B")
    today = clock.today()
    made.year, made.criterion, made.period = today.year, "meetings", f"{today.year}-Q{(today.month + 2) // 3}"
    made.event = factories.EventFactory()
    made.touched = delegations.EventBody.objects.create(event=made.event, body=body_a)
    made.document = factories.GoverningDocumentFactory()
    made.coordination = factories.CoordinationRegulationFactory()
    delegations.CoordinationParty.objects.create(regulation=made.coordination, position=1, body=body_a)
    made.office = factories.OfficeFactory()
    made.matter = meetings.Matter.objects.create(name="Bổ nhiệm")
    made.committee = delegations.SubordinateCommittee.objects.create(name="Huyện uỷ Mẫu")
    made.reform = factories.ReformFactory(plan={"ending": [body_b.code], "receiving": [body_a.code]})
    made.day_off, _ = DayOff.objects.get_or_create(
        day=dt.date(2026, 9, 2), defaults={"name": "Quốc khánh", "kind": "off"}
    )
    Correction.objects.create(
        body=body_a, year=made.year, criterion=made.criterion, points=5, reason=SECRET_A, made_on=today
    )
    made.regime = factories.ReportRegimeFactory()
    judging.sweep(on=today, at=clock.now())
    _papers(made, today)
    made.chapter = "hop"
    made.law_draft, made.drafted_row, made.ready_set = *_drafted_law(today), "dang-uy"
    first = findings.on_day(today, body_ids=[body_a.pk]).order_by("rule", "subject")[0]
    made.flag, made.sample_mail = first.flag, "nhac-to-chuc"
    made.answer = Answer.objects.create(
        flag=made.flag,
        kind="staffed",
        given_by=SECRET_A,
        names=SECRET_A,
        done_on=today,
        given_at=clock.now(),
        token_digest="x",
    )
    made.letter = _letter(first.flag, today)
    return made

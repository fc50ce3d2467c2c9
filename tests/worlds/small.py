"""Provinces of a few bodies, each with the fault, or the good order, that its name says."""

import datetime as dt

from core import clock
from delegations.enums import CoordinationKind
from delegations.models import Body, CoordinationParty
from obligations.services import judging
from reviews.models import Correction
from tests import factories


def late_bodies(number: int) -> list[Body]:
    """Make and judge bodies with a missed period, a vacant seat and no regulation each."""
    factories.ProvinceFactory(tracking_from=dt.date(clock.today().year - 1, 1, 1))
    made = factories.BodyFactory.create_batch(number)
    for body in made:
        factories.SeatFactory(body=body)
    judging.sweep(on=clock.today(), at=clock.now())
    return made


def vacate(body: Body, seat: str) -> Body:
    """Give a body that has not met since last year began, when tracking did, one vacant seat; judge it."""
    factories.ProvinceFactory(tracking_from=dt.date(clock.today().year - 1, 1, 1))
    factories.SeatFactory(body=body, code=seat)
    judging.sweep(on=clock.today(), at=clock.now())
    return body


def give_full_marks_in_2025(body: Body) -> None:
    """Give a body four quorate meetings with minutes and agenda, one report and one task in time and beyond
    what was required, all seats, regulations: 100 points. What the records cannot tell, `settle_2025`
    says."""
    people = [factories.PersonFactory(code=f"{body.code}-P{n}", full_name=f"Trần Văn {n}") for n in range(3)]
    for number, person in enumerate(people):
        seat = factories.SeatFactory(
            body=body, code=f"{body.code}-S{number}", role="secretary" if number == 0 else "member"
        )
        factories.MembershipFactory(seat=seat, person=person)
    for month in (2, 5, 8, 11):
        signed_on = dt.date(2025, month, 12)
        meeting = factories.MeetingFactory(
            body=body,
            code=f"{body.code}/25-{month}",
            held_on=dt.date(2025, month, 10),
            head_count=3,
            minutes_signed_on=signed_on,
        )
        factories.AgendaItemFactory(meeting=meeting, position=1, theme="political")
    for year in (2024, 2025):
        factories.ReportFactory(
            body=body, number=f"{year}-BC/{body.code}", year=year, submitted_on=dt.date(year + 1, 1, 10)
        )
    days = {"given_on": dt.date(2025, 2, 10), "due_on": dt.date(2025, 3, 1), "done_on": dt.date(2025, 2, 20)}
    factories.TaskFactory(code=f"NV-{body.code}", body=body, title="Việc", quality="beyond", **days)
    factories.WorkingRegulationFactory(body=body)
    for kind in CoordinationKind.values:
        regulation = factories.CoordinationRegulationFactory(kind=kind)
        CoordinationParty.objects.create(regulation=regulation, position=1, body=body)


def settle_2025(body: Body) -> None:
    """Let the office settle the conditions of which the records tell nothing: the best grade is then
    proposed."""
    for criterion in ("nobody-punished", "faults-repaired"):
        Correction.objects.create(
            body=body,
            year=2025,
            criterion=criterion,
            answer="met",
            reason="Đối chiếu hồ sơ",
            made_on=dt.date(2026, 1, 12),
        )

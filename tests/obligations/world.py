"""Random records of a few bodies, for tests that compare two ways to the same answer."""

import datetime as dt
import random

from delegations import models as delegations
from delegations.enums import CoordinationKind, EventKind, SeatRole
from meetings import models as meetings
from meetings.enums import AttendanceState, MeetingKind, MeetingStatus, Outcome, Theme
from obligations.models import DayOff, Waiver
from reports import models as reports
from tests import factories

FIRST = dt.date(2022, 1, 1)
LAST = dt.date(2026, 12, 31)
# Few days, so that things fall on one day and on borders often.
GRID = [FIRST + dt.timedelta(days) for days in range(0, (LAST - FIRST).days, 13)] + [dt.date(2024, 2, 29), dt.date(2024, 12, 31), dt.date(2025, 1, 1)]


class World:
    """Makes records from a seed; the same seed makes the same records."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.number = 0

    def code(self, prefix: str) -> str:
        self.number += 1
        return f"{prefix}-{self.number:03d}"

    def day(self, first: dt.date = FIRST, last: dt.date = LAST) -> dt.date:
        return self.random.choice([day for day in GRID if first <= day <= last] or [first])

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def span(self, first: dt.date = FIRST) -> tuple[dt.date, dt.date | None]:
        starts_on = self.day(first)
        return starts_on, self.day(starts_on) if self.maybe(0.4) else None

    def make(self, bodies: int) -> list[delegations.Body]:
        factories.ProvinceFactory(tracking_from=dt.date(2024, 1, 1))
        self.people = [factories.PersonFactory(code=self.code("CB")) for _ in range(12)]
        self.documents = [factories.GoverningDocumentFactory(number=self.code("QĐ"), effective_on=self.day()) for _ in range(4)]
        delegations.Replacement.objects.create(replacing=self.documents[1], replaced=self.documents[0])
        delegations.Replacement.objects.create(replacing=self.documents[2], replaced=self.documents[0])
        matters = [
            meetings.Matter.objects.create(name="Việc A", reserved_from=self.day(), reference="Điều 5"),
            meetings.Matter.objects.create(name="Việc B"),
        ]
        if not DayOff.objects.filter(day=dt.date(2025, 6, 2)).exists():
            DayOff.objects.create(day=dt.date(2025, 6, 2), name="Nghỉ", kind="off")
        made = [self.body(matters) for _ in range(bodies)]
        for _ in range(bodies):
            self.coordination(made)
            self.event(made)
        return made

    def body(self, matters: list[meetings.Matter]) -> delegations.Body:
        founded_on, ended_on = self.span(dt.date(2020, 1, 1))
        body = factories.BodyFactory(code=self.code("DD"), founded_on=founded_on, ended_on=ended_on)
        for _ in range(self.random.randint(0, 2)):
            delegations.CadenceDecision.objects.get_or_create(
                body=body, starts_on=self.day(), defaults={"months": self.random.choice([1, 2, 4, 6]), "basis": "Điều 6"}
            )
        for _ in range(self.random.randint(0, 4)):
            self.seat(body)
        for _ in range(self.random.randint(0, 14)):
            self.meeting(body, matters)
        for year in range(2023, 2026):
            if self.maybe(0.6):
                submitted_on = self.day(dt.date(year, 12, 1), dt.date(year + 1, 3, 1))
                returned_on = self.day(submitted_on, dt.date(year + 1, 4, 1)) if self.maybe(0.4) else None
                resubmitted_on = self.day(returned_on) if returned_on and self.maybe(0.5) else None
                reports.Report.objects.create(body=body, year=year, submitted_on=submitted_on, returned_on=returned_on, resubmitted_on=resubmitted_on)
        for _ in range(self.random.randint(0, 2)):
            effective_on, lapses_on = self.span()
            regulation = factories.WorkingRegulationFactory(
                body=body, number=self.code("QC"), issued_on=effective_on, effective_on=effective_on, lapses_on=lapses_on
            )
            for document in self.random.sample(self.documents, self.random.randint(0, 2)):
                delegations.LegalBasis.objects.create(regulation=regulation, document=document)
        for _ in range(self.random.randint(0, 2)):
            promised_on = self.day()
            reports.Submission.objects.create(
                code=self.code("DX"), body=body, subject="Đề xuất", recorded_on=self.day(FIRST, promised_on), promised_on=promised_on,
                sent_on=self.day(promised_on) if self.maybe(0.5) else None,
            )  # fmt: skip
        for rule, subject in self.random.sample(
            [("annual-report-missing", "2024"), ("coordination-missing", "coordination"), ("regulation-missing", "regulation"), ("meeting-overdue", "2024-Q2")],
            2,
        ):
            granted_on = self.day()
            Waiver.objects.create(body=body, rule=rule, subject=subject, granted_on=granted_on, until=self.day(granted_on), reason="Chờ ý kiến")
        return body

    def seat(self, body: delegations.Body) -> None:
        starts_on, ends_on = self.span(body.founded_on)
        seat = factories.SeatFactory(body=body, code=self.code("VT"), role=self.random.choice(SeatRole.values), starts_on=starts_on, ends_on=ends_on)
        day = starts_on - dt.timedelta(self.random.choice([0, 40]))
        for _ in range(self.random.randint(0, 3)):
            first = day + dt.timedelta(self.random.choice([0, 1, 100]))
            last = first + dt.timedelta(self.random.choice([0, 150, 400]))
            open_ended = self.maybe(0.3)
            factories.MembershipFactory(seat=seat, person=self.random.choice(self.people), starts_on=first, ends_on=None if open_ended else last)
            if open_ended:
                return
            day = last + dt.timedelta(1)

    def meeting(self, body: delegations.Body, matters: list[meetings.Matter]) -> None:
        status = self.random.choices(MeetingStatus.values, [8, 2, 1, 1])[0]
        held_on = self.day()
        meeting = factories.MeetingFactory(
            body=body, code=self.code("CH"), kind=self.random.choices(MeetingKind.values, [6, 2, 1])[0], status=status, held_on=held_on,
            head_count=self.random.choice([None, 0, 1, 2, 4]), minutes_signed_on=self.day(held_on) if self.maybe(0.5) else None,
            conclusion_number="1-KL" if self.maybe(0.5) else "",
        )  # fmt: skip
        for position in range(self.random.randint(0, 3)):
            factories.AgendaItemFactory(meeting=meeting, position=position, theme=self.random.choice(Theme.values))
        if self.maybe(0.6):
            for person in self.random.sample(self.people, self.random.randint(1, 8)):
                factories.AttendanceFactory(meeting=meeting, person=person, state=self.random.choice(AttendanceState.values))
        if self.maybe(0.4):
            meetings.Decision.objects.create(
                code=self.code("QN"), body=body, meeting=meeting, decided_on=held_on, title="Quyết nghị", theme=self.random.choice(Theme.values),
                matter=self.random.choice([None, *matters]), outcome=self.random.choice(Outcome.values), adopted=self.maybe(0.8),
                votes_for=self.random.choice([None, 0, 1, 2]), committee_opinion=self.random.choice(["", "12-CV"]),
            )  # fmt: skip
        if self.maybe(0.3):
            meetings.Task.objects.create(
                code=self.code("NV"), body=body, meeting=meeting, title="Nhiệm vụ", given_on=held_on, due_on=self.day(held_on),
                done_on=self.day(held_on) if self.maybe(0.5) else None,
            )  # fmt: skip

    def coordination(self, bodies: list[delegations.Body]) -> None:
        effective_on, lapses_on = self.span()
        regulation = factories.CoordinationRegulationFactory(
            number=self.code("PH"), kind=self.random.choice(CoordinationKind.values), effective_on=effective_on, lapses_on=lapses_on
        )
        for position, body in enumerate(self.random.sample(bodies, self.random.randint(1, len(bodies)))):
            delegations.CoordinationParty.objects.create(regulation=regulation, position=position, body=body)
        delegations.CoordinationParty.objects.create(regulation=regulation, position=99, name="Huyện uỷ A")

    def event(self, bodies: list[delegations.Body]) -> None:
        event = factories.EventFactory(occurred_on=self.day(), kind=self.random.choice(EventKind.values), name=self.code("SK"))
        for body in self.random.sample(bodies, self.random.randint(1, len(bodies))):
            delegations.EventBody.objects.create(event=event, body=body, kept_unchanged_on=self.day(event.occurred_on) if self.maybe(0.3) else None)

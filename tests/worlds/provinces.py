"""Random provinces, made so that days fall on the borders of every rule, and the way of one into the
database."""

import datetime as dt
import random
from types import SimpleNamespace as Row

from delegations import models as delegations
from directions import models as directions
from meetings import models as meetings
from obligations import models as obligations
from reports import models as reports
from tests.obligations.differential import oracle
from tests.obligations.differential.oracle import ANNUAL, ONE, Province
from tests.worlds import laws

ALL_KINDS = ["bodies", "localities", "agency"]
THEMES = ["political", "organisation", "personnel", "personnel", "inspection", "other"]
STEPS = (
    [0] * 36
    + [1, -1] * 6
    + [2, -2, 9, 10, 14, 15, 16, 29, 30, 31, 60, 89, 90, 91, 179, 180, 181, -90, -180, 364, 365, 366]
)


class Maker:
    """Makes one province from a seed. Most days come from a small pool, or lie near one of it, so that they
    meet."""

    def __init__(self, seed: int, *, bodies: int = 6, year: int = 0) -> None:
        self.rng = random.Random(seed)
        self.year = year or self.rng.choice([2023, 2024, 2025, 2027, 2028])
        y = self.year
        fixed = [
            (y, 12, 31),
            (y + 1, 1, 1),
            (y + 1, 1, 15),
            (y, 6, 30),
            (y, 7, 1),
            (y, 3, 31),
            (y + 1, 2, 28),
            (y + 1, 12, 31),
            (y + 2, 1, 1),
            (y + 2, 1, 15),
        ]
        leap = y if y % 4 == 0 else y + 1
        self.pool = [dt.date(*x) for x in fixed] + [dt.date(leap, 2, 28) + ONE]
        self.pool += [dt.date(y, 1, 1) + ONE * self.rng.randrange(1100) for _ in range(10)]
        start = self.rng.choice(
            [
                dt.date(y, 1, 1),
                dt.date(y, 1, 1),
                dt.date(y - 1, 12, 31),
                dt.date(y, 2, 28),
                dt.date(y, 3, 15),
                dt.date(y, 1, 2),
            ]
        )
        self.pool.append(start)
        self.p = Province(start, shift=self.chance(0.25))
        self.people = [f"CB{n:02}" for n in range(bodies + 3)]
        self.count = 0
        self.make(bodies)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def day(self) -> dt.date:
        if self.chance(0.25):
            return dt.date(self.year, 1, 1) + ONE * self.rng.randrange(-100, 1150)
        return self.rng.choice(self.pool) + ONE * self.rng.choice(STEPS)

    def day_from(self, first: dt.date, share: float = 1.0) -> dt.date | None:
        """A day not before the first one, or none."""
        if not self.chance(share):
            return None
        return self.rng.choice([max(first, self.day()), first + ONE * abs(self.rng.choice(STEPS))])

    def long_ago(self, share: float) -> dt.date:
        return (
            dt.date(
                self.year - self.rng.randrange(1, 6), self.rng.randrange(1, 13), self.rng.randrange(1, 29)
            )
            if self.chance(share)
            else self.day()
        )

    def number(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}-{self.rng.randrange(10)}{self.count:03}"

    def some(self, things, share: float) -> list:
        return [thing for thing in things if self.chance(share)]

    def make(self, bodies: int) -> None:
        self.days_off()
        laws.kinds(self)
        for _ in range(bodies):
            founded = (
                self.long_ago(0.6)
                if self.chance(0.85)
                else dt.date(self.year, 6, 30) + ONE * self.rng.choice([0, 0, 1])
            )
            kinds = ALL_KINDS if self.chance(0.5) else self.some(ALL_KINDS, 0.5)
            body = Row(
                code=self.number("DD"), founded=founded, ended=self.day_from(founded, 0.3), kinds=kinds
            )
            laws.place(self, body)
            self.p.bodies.append(body)
        laws.reform(self)
        laws.regimes(self)
        codes = [body.code for body in self.p.bodies]
        self.papers(codes)
        for body in self.p.bodies:
            self.staff(body)
            self.regulate(body)
            self.meet(body)
            self.decide(body)
            self.follow_up(body)
            laws.report_to_regimes(self, body)
            laws.direct(self, body)
        laws.legislate(self)
        self.sharpen()
        laws.keep_to_what_may_be_recorded(self)
        self.waive()

    def days_off(self) -> None:
        chosen = {self.day() for _ in range(25)}
        first = self.rng.choice(self.pool)
        chosen |= {first + ONE * n for n in range(6)}
        for day in sorted(chosen):
            self.p.days_off.append(Row(day=day, kind="worked" if day.weekday() >= 5 else "off"))

    def papers(self, codes: list[str]) -> None:
        numbers = [self.number("QĐ") for _ in range(7)]
        for number in numbers:
            issued = self.long_ago(0.4)
            effect = self.rng.choice([issued, issued, issued + ONE * 30, self.day()])
            replaces = [other for other in self.some(numbers, 0.25) if other != number]
            self.p.documents.append(Row(number=number, issued=issued, effect=effect, replaces=replaces))
        for _ in range(6):
            effect = self.long_ago(0.4)
            parties = self.some(codes, 0.4)
            row = Row(
                number=self.number("QC"),
                kind=self.rng.choice(ALL_KINDS),
                parties=parties,
                effect=effect,
                ends=self.day_from(effect, 0.5),
            )
            self.p.coordinations.append(row)
        for _ in range(4):
            touched, day = self.some(codes, 0.4) or codes[:1], self.day()
            kept = {code: self.day_from(day) for code in self.some(touched, 0.3)}
            self.p.events.append(
                Row(
                    day=day,
                    kind=self.rng.choice(["election", "congress"]),
                    name=self.number("SK"),
                    bodies=touched,
                    kept=kept,
                )
            )

    def staff(self, body: Row) -> None:
        for since in sorted({self.day() for _ in range(self.rng.choice([0, 0, 1, 2, 3]))}):
            self.p.cadences.append(
                Row(body=body.code, months=self.rng.choice([1, 2, 3, 4, 6, 12]), since=since)
            )
        for n in range(self.rng.choice([1, 2, 3, 3, 4, 6])):
            starts = self.day() if self.chance(0.3) else body.founded
            role = "secretary" if n == 0 else "deputy" if n == 1 else "member"
            seat = Row(
                body=body.code,
                code=f"{body.code}-{n}",
                role=role,
                starts=starts,
                ends=self.day_from(starts, 0.2),
            )
            self.p.seats.append(seat)
            self.hold(seat)

    def hold(self, seat: Row) -> None:
        starts = seat.starts + ONE * self.rng.choice([0, 0, 0, 1, 20, -5, -100])
        while self.chance(0.8):
            ends = self.day_from(starts, 0.75)
            self.p.memberships.append(
                Row(
                    body=seat.body,
                    seat=seat.code,
                    person=self.rng.choice(self.people),
                    starts=starts,
                    ends=ends,
                )
            )
            if ends is None:
                return
            starts = ends + ONE * self.rng.choice([1, 1, 1, 2, 30, 90, 91, 200])

    def regulate(self, body: Row) -> None:
        for _ in range(self.rng.choice([0, 1, 1, 2, 3])):
            issued = self.long_ago(0.3)
            effect = self.rng.choice([issued, issued, issued + ONE * 10, self.day()])
            if any((r.body, r.effect, r.issued) == (body.code, effect, issued) for r in self.p.regulations):
                continue
            bases = self.some([d.number for d in self.p.documents], 0.3)
            row = Row(
                body=body.code,
                number=self.number("QC"),
                issued=issued,
                effect=effect,
                ends=self.day_from(effect, 0.35),
                bases=bases,
            )
            self.p.regulations.append(row)

    def meet(self, body: Row) -> None:
        dense = self.rng.choice([4, 10, 20, 35])
        for _ in range(dense):
            day = self.day()
            row = Row(
                code=self.number(body.code),
                body=body.code,
                day=day,
                kind="periodic" if self.chance(0.75) else self.rng.choice(["thematic", "extraordinary"]),
            )
            row.status = (
                "held"
                if self.chance(0.8)
                else self.rng.choice(["planned", "planned", "postponed", "cancelled"])
            )
            row.present = self.rng.choice([None, 0, 1, 2, 3, 4, 5])
            row.minutes_on = self.day_from(day, 0.7)
            row.conclusion, row.resolution = self.rng.choice([("", ""), ("KL", ""), ("", "NQ")])
            self.p.meetings.append(row)
            for n in range(self.rng.choice([0, 0, 1, 1, 2, 3, 4])):
                self.p.items.append(Row(meeting=row.code, n=n + 1, theme=self.rng.choice(THEMES)))
            if self.chance(0.6):
                own = [m.person for m in self.p.memberships if m.body == body.code]
                named = set(self.some(own, 0.8)) | set(self.some(self.people, 0.1))
                state = self.rng.choice(
                    [["present"], ["present", "present", "absent"], ["present", "absent", "excused"]]
                )
                self.p.attendance += [
                    Row(meeting=row.code, person=person, state=self.rng.choice(state))
                    for person in sorted(named)
                ]

    def decide(self, body: Row) -> None:
        for _ in range(self.rng.randrange(4)):
            day = self.day()
            starts = self.rng.choice([self.day(), day, day - ONE * 200, day + ONE, None])
            ends = self.rng.choice([None, day, day - ONE]) if starts and starts < day else None
            matter = Row(starts=starts, ends=ends)
            row = Row(
                code=self.number("QN"),
                body=body.code,
                day=day,
                theme=self.rng.choice(THEMES),
                matter=matter if self.chance(0.6) else None,
            )
            row.outcome, row.adopted = self.rng.choice(["decided", "submitted"]), self.chance(0.8)
            row.consulted = self.chance(0.2)
            row.written = row.consulted or self.chance(0.1)
            row.votes_for = self.rng.choice([None, 0, 1, 2, 3])
            row.opinion = self.chance(0.5)
            row.opinion_on = self.day_from(row.day, 0.5) if row.opinion else None
            self.p.decisions.append(row)
            if row.consulted:
                self.p.consultations.append(
                    Row(
                        code=f"P-{row.code}",
                        body=body.code,
                        theme=row.theme,
                        sent=row.day,
                        deadline=row.day,
                        closed=self.day_from(row.day, 0.5),
                    )
                )

    def follow_up(self, body: Row) -> None:
        for year in range(self.year - 1, self.year + 3):
            for _ in range(self.rng.choice([0, 0, 1, 1, 2])):
                submitted = (
                    dt.date(year + 1, 1, 15) + ONE * self.rng.choice([-60, -30, -1, 0, 1, 16, 100])
                    if self.chance(0.8)
                    else self.day()
                )
                laws.report(self, body, ANNUAL, str(year), submitted)
        for _ in range(self.rng.randrange(4)):
            given = self.day()
            sent = self.day()
            asked = Row(
                code=self.number("LYK"),
                body=body.code,
                theme="other",
                sent=sent,
                deadline=self.day_from(sent),
                closed=self.day_from(sent, 0.5),
            )
            self.p.consultations.append(asked)
            self.p.tasks.append(
                Row(
                    code=self.number("NV"),
                    body=body.code,
                    given=given,
                    due=self.day_from(given, 0.9),
                    done=self.day_from(given, 0.5),
                )
            )
            days = {
                "recorded": self.day(),
                "promised": self.day() if self.chance(0.9) else None,
                "sent": self.day_from(given, 0.5),
            }
            self.p.submissions.append(Row(code=self.number("ĐX"), body=body.code, **days))

    def sharpen(self) -> None:
        """Let bodies and seats end, and meetings be planned, on or beside due days."""
        found = [line for _ in range(4) for line in oracle.findings(self.p, self.day()) if line.due_on]
        for line in self.some(found, 0.15):
            near = dt.date.fromisoformat(line.due_on) + ONE * self.rng.choice([-1, 0, 0, 1])
            body = next(x for x in self.p.bodies if x.code == line.body)
            if line.rule in ("understaffed", "term-ending"):
                seat = next(x for x in self.p.seats if x.code == line.subject)
                if near >= seat.starts and self.chance(0.7):
                    seat.ends = near
            if line.rule in ("meeting-due", "meeting-overdue") and self.chance(0.5):
                row = Row(
                    code=self.number(body.code),
                    body=body.code,
                    day=near,
                    kind=self.rng.choice(["periodic", "thematic"]),
                    status="planned",
                )
                row.present, row.minutes_on, row.conclusion, row.resolution = None, None, "", ""
                self.p.meetings.append(row)
            elif near >= body.founded and self.chance(0.2):
                body.ended = near

    def waive(self) -> None:
        """Grant waivers of what is found on some days, and of periods and years, whether they are found or
        not."""
        found = [line for _ in range(5) for line in oracle.findings(self.p, self.day())]
        duties = [
            (line.body, line.rule, line.subject, dt.date.fromisoformat(line.on))
            for line in self.some(found, 0.2)
        ]
        for body in self.p.bodies:
            names = [
                name
                for year in range(self.year, self.year + 3)
                for name, _, _ in oracle.periods_of_year(self.p, body, year)
            ]
            duties += [(body.code, "meeting-overdue", name, self.day()) for name in self.some(names, 0.12)]
            duties += [(body.code, "meeting-due", name, self.day()) for name in self.some(names, 0.05)]
            duties += [
                (body.code, "annual-report-missing", str(year), self.day())
                for year in self.some(range(self.year - 1, self.year + 3), 0.1)
            ]
            duties += [
                (body.code, "report-missing", f"{regime.code}/{period}", self.day())
                for regime in self.p.regimes
                for period, *_ in self.some(oracle.regime_periods(regime, self.year + 1), 0.1)
            ]
        seen = set()
        for body, rule, subject, day in duties:
            granted = day + ONE * self.rng.choice([0, 0, 1, -1, -30])
            if (body, rule, subject, granted) not in seen:
                seen.add((body, rule, subject, granted))
                self.p.waivers.append(
                    Row(body=body, rule=rule, subject=subject, granted=granted, until=self.day_from(granted))
                )

    def days_to_judge(self, number: int) -> list[dt.date]:
        """Days on which something may turn: those of the records (the more often there, the sooner), the ends
        of months, due days; and days about them."""
        tables = [value for value in vars(self.p).values() if isinstance(value, list)]
        recorded = [
            value
            for rows in tables
            for row in rows
            for value in vars(row).values()
            if isinstance(value, dt.date)
        ]
        days = {
            self.rng.choice(recorded) + ONE * self.rng.choice([0, 0, 0, 1, 1, -1, 90, 91])
            for _ in range(number)
        }
        turns = [0, 0, 1, 1, 30, 31, -30, -31, -90, -91, 365, 366]
        for row in self.p.law:
            if type(row.value) is int:
                turns += [row.value, row.value + 1, -row.value, -row.value - 1]
        for day in self.rng.sample(sorted(days), min(len(days), number // 2)):
            for line in self.some(oracle.findings(self.p, day), 0.1):
                if line.due_on:
                    days.add(dt.date.fromisoformat(line.due_on) + ONE * self.rng.choice(turns))
        for _ in range(number // 3):
            end_of_month = (
                dt.date(self.year + self.rng.randrange(3), self.rng.choice([1, 3, 4, 6, 7, 9, 10, 12]), 1)
                - ONE
            )
            days.add(end_of_month - ONE * self.rng.choice([-16, -15, 0, 9, 10, 11, 14, 15, 15, 16, 16]))
        within = [
            day for day in sorted(days) if dt.date(self.year, 1, 1) <= day <= dt.date(self.year + 4, 12, 31)
        ]
        return sorted(self.rng.sample(within, min(number, len(within))))


def store_random(seed: int, *, bodies: int, year: int) -> list[delegations.Body]:
    """Write the random province of a seed, whose records lie about a year; return its bodies. The same seed
    makes the same records."""
    store(Maker(seed, bodies=bodies, year=year).p)
    return list(delegations.Body.objects.order_by("pk"))


def store(p: Province) -> None:
    """Write the province through the models, with no importer between, and its days off instead of those that
    there are."""
    obligations.DayOff.objects.all().delete()
    delegations.Province.objects.create(
        id=1,
        name="tỉnh Mẫu",
        tracking_from=p.tracking_from,
        shift_due_days=p.shift,
    )
    kind = store_kinds(p)
    body = {}
    for x in p.bodies:
        body[x.code] = delegations.Body(
            code=x.code,
            name=x.code,
            kind=kind[x.kind],
            host=x.code,
            founded_on=x.founded,
            ended_on=x.ended,
            parent=body.get(x.parent),
            relation=relation(p, x),
            coordination_kinds=list(x.kinds),
        )
    for x in body.values():
        x.save()
    store_law(p, kind, body)
    many(
        delegations.CadenceDecision,
        [
            delegations.CadenceDecision(body=body[x.body], months=x.months, starts_on=x.since, basis="QC")
            for x in p.cadences
        ],
    )
    seat = {
        x.code: delegations.Seat(
            body=body[x.body], code=x.code, role=x.role, starts_on=x.starts, ends_on=x.ends
        )
        for x in p.seats
    }
    many(delegations.Seat, seat.values())
    codes = sorted({x.person for x in p.memberships} | {x.person for x in p.attendance})
    person = {code: delegations.Person(code=code, full_name=code) for code in codes}
    many(delegations.Person, person.values())
    rows = [
        delegations.Membership(seat=seat[x.seat], person=person[x.person], starts_on=x.starts, ends_on=x.ends)
        for x in p.memberships
    ]
    many(delegations.Membership, rows)
    store_papers(p, body)
    store_meetings(p, body, person)
    store_follow_up(p, body)
    many(obligations.DayOff, [obligations.DayOff(day=x.day, name="Nghỉ", kind=x.kind) for x in p.days_off])
    days = [
        obligations.Waiver(
            body=body[x.body],
            rule=x.rule,
            subject=x.subject,
            granted_on=x.granted,
            until=x.until,
            reason="Lý do",
        )
        for x in p.waivers
    ]
    many(obligations.Waiver, days)


def relation(p: Province, body: Row) -> str:
    return "organ" if oracle.is_organ(p, body) else "subordinate" if body.parent else ""


def store_kinds(p: Province) -> dict[str, delegations.BodyKind]:
    return {
        x.name: delegations.BodyKind.objects.update_or_create(name=x.name, defaults={"is_organ": x.organ})[0]
        for x in p.kinds
    }


def store_law(p: Province, kind: dict, body: dict) -> None:
    rows = []
    for x in p.law:
        row = delegations.LawRow(
            kind=kind.get(x.kind), value=laws.word(x), starts_on=x.starts, ends_on=x.ends, reference="QĐ"
        )
        row.parameter, row.rule = (x.subject, "") if x.subject in oracle.DEFAULTS else ("", x.subject)
        rows.append(row)
    many(delegations.LawRow, rows)
    pairs = [(x.code, other) for x in p.bodies for other in x.successors]
    many(
        delegations.Succession,
        [delegations.Succession(predecessor=body[old], successor=body[new]) for old, new in pairs],
    )
    successions = [
        delegations.DutySuccession(
            predecessor=body[x.old], successor=body[x.new], starts_on=x.since, duties=x.duties
        )
        for x in p.successions
    ]
    many(delegations.DutySuccession, successions)


def store_regimes(p: Province) -> dict[str, reports.ReportRegime]:
    regime = {
        x.code: reports.ReportRegime(
            code=x.code,
            name=x.code,
            rhythm=x.rhythm,
            due_days=x.days,
            notice_days=x.notice,
            starts_on=x.starts,
            ends_on=x.ends,
            reference="QĐ",
        )
        for x in p.regimes
    }
    many(reports.ReportRegime, regime.values())
    kind = {x.name: x for x in delegations.BodyKind.objects.all()}
    named = [(x.code, name) for x in p.regimes for name in x.kinds or []]
    many(
        reports.RegimeKind,
        [reports.RegimeKind(regime=regime[code], kind=kind[name]) for code, name in named],
    )
    return regime


def store_papers(p: Province, body: dict) -> None:
    document = {
        x.number: delegations.GoverningDocument(number=x.number, issued_on=x.issued, effective_on=x.effect)
        for x in p.documents
    }
    many(delegations.GoverningDocument, document.values())
    pairs = [(x.number, other) for x in p.documents for other in x.replaces]
    many(
        delegations.Replacement,
        [delegations.Replacement(replacing=document[new], replaced=document[old]) for new, old in pairs],
    )
    regulation = {}
    for x in p.regulations:
        regulation[x.number] = delegations.WorkingRegulation(
            body=body[x.body], number=x.number, issued_on=x.issued, effective_on=x.effect, lapses_on=x.ends
        )
    many(delegations.WorkingRegulation, regulation.values())
    bases = [
        delegations.LegalBasis(regulation=regulation[x.number], document=document[basis])
        for x in p.regulations
        for basis in x.bases
    ]
    many(delegations.LegalBasis, bases)
    coordination = {}
    for x in p.coordinations:
        coordination[x.number] = delegations.CoordinationRegulation(
            number=x.number, kind=x.kind, effective_on=x.effect, lapses_on=x.ends
        )
    many(delegations.CoordinationRegulation, coordination.values())
    parties = [(x.number, position, code) for x in p.coordinations for position, code in enumerate(x.parties)]
    many(
        delegations.CoordinationParty,
        [
            delegations.CoordinationParty(regulation=coordination[n], position=at, body=body[code])
            for n, at, code in parties
        ],
    )
    event = {x.name: delegations.Event(occurred_on=x.day, kind=x.kind, name=x.name) for x in p.events}
    many(delegations.Event, event.values())
    touched = [(x, code) for x in p.events for code in x.bodies]
    many(
        delegations.EventBody,
        [
            delegations.EventBody(event=event[x.name], body=body[code], kept_unchanged_on=x.kept.get(code))
            for x, code in touched
        ],
    )


def store_meetings(p: Province, body: dict, person: dict) -> None:
    meeting = {}
    for x in p.meetings:
        meeting[x.code] = meetings.Meeting(
            code=x.code, body=body[x.body], held_on=x.day, kind=x.kind, status=x.status, head_count=x.present
        )
        meeting[x.code].minutes_signed_on, meeting[x.code].minutes_number = (
            x.minutes_on,
            "BB" if x.minutes_on else "",
        )
        meeting[x.code].conclusion_number, meeting[x.code].resolution_number = x.conclusion, x.resolution
    many(meetings.Meeting, meeting.values())
    many(
        meetings.AgendaItem,
        [
            meetings.AgendaItem(meeting=meeting[x.meeting], position=x.n, title="Việc", theme=x.theme)
            for x in p.items
        ],
    )
    many(
        meetings.Attendance,
        [
            meetings.Attendance(meeting=meeting[x.meeting], person=person[x.person], state=x.state)
            for x in p.attendance
        ],
    )
    matter = {}
    for x in p.decisions:
        if x.matter:
            matter[x.code] = meetings.Matter(
                name=x.code, reserved_from=x.matter.starts, reserved_until=x.matter.ends
            )
    many(meetings.Matter, matter.values())
    consultation = {}
    for x in p.consultations:
        row = meetings.WrittenConsultation(
            code=x.code,
            body=body[x.body],
            subject="Việc",
            theme=x.theme,
            sent_on=x.sent,
            deadline_on=x.deadline,
        )
        row.closed_on = x.closed
        consultation[x.code.removeprefix("P-")] = row
    many(meetings.WrittenConsultation, consultation.values())
    decisions = []
    for x in p.decisions:
        decision = meetings.Decision(
            code=x.code,
            body=body[x.body],
            decided_on=x.day,
            title="Việc",
            theme=x.theme,
            outcome=x.outcome,
            adopted=x.adopted,
        )
        decision.matter, decision.consultation = matter.get(x.code), consultation.get(x.code)
        decision.method, decision.votes_for = "written" if x.written else "show-of-hands", x.votes_for
        decision.committee_opinion, decision.committee_opinion_on = (
            "Nhất trí" if x.opinion else "",
            x.opinion_on,
        )
        decisions.append(decision)
    many(meetings.Decision, decisions)
    tasks = [
        meetings.Task(
            code=x.code, body=body[x.body], title="Việc", given_on=x.given, due_on=x.due, done_on=x.done
        )
        for x in p.tasks
    ]
    many(meetings.Task, tasks)


def store_follow_up(p: Province, body: dict) -> None:
    regime = store_regimes(p)
    rows = []
    for x in p.reports:
        rows.append(
            reports.Report(
                body=body[x.body],
                regime=regime.get(x.kind),
                period=x.period,
                submitted_on=x.submitted,
                returned_on=x.returned,
                resubmitted_on=x.resubmitted,
            )
        )
    many(reports.Report, rows)
    submissions = [
        reports.Submission(
            code=x.code,
            body=body[x.body],
            subject="Việc",
            recorded_on=x.recorded,
            promised_on=x.promised,
            sent_on=x.sent,
        )
        for x in p.submissions
    ]
    many(reports.Submission, submissions)
    store_directions(p, body)


def store_directions(p: Province, body: dict) -> None:
    direction = {
        x.code: directions.Direction(
            code=x.code,
            body=body[x.body],
            text="Việc",
            leader_name="Lãnh đạo",
            given_on=x.given,
            due_on=x.due,
            closed_on=x.closed,
            outcome="done" if x.closed else "",
        )
        for x in p.directions
    }
    many(directions.Direction, direction.values())
    steps = []
    for x in p.steps:
        step = directions.DirectionStep(direction=direction[x.direction], number=x.n, on=x.day, text="Việc")
        step.kind, step.due_on, step.outcome = x.kind, x.due, "done" if x.kind == "proposal" else ""
        steps.append(step)
    many(directions.DirectionStep, steps)


def many(model, rows) -> None:
    model.objects.bulk_create(rows)

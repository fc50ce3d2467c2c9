"""The gatherer against a plain reading of the same records, row by row."""

import datetime as dt

import pytest
from django.db import connection

from delegations import enums as delegations_enums
from delegations import models as delegations
from delegations.enums import BodyRelation
from delegations.models import Body, Membership, Person, Seat
from directions.models import Direction
from meetings import models as meetings
from meetings.enums import AttendanceState, MeetingKind, MeetingStatus, Theme
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.queries import members
from obligations import facts
from obligations.facts import sql
from obligations.services import judging
from rulebook import facts as known
from rulebook.engine import judge
from rulebook.facts import BodyFacts
from rulebook.rhythm import cells
from tests import factories
from tests.worlds.provinces import store_random

pytestmark = pytest.mark.django_db
DAYS = [
    dt.date(2023, 6, 30),
    dt.date(2024, 2, 29),
    dt.date(2024, 12, 31),
    dt.date(2025, 1, 16),
    dt.date(2025, 6, 30),
    dt.date(2026, 11, 23),
]


def covers(starts_on: dt.date, ends_on: dt.date | None, day: dt.date) -> bool:
    return starts_on <= day and (ends_on is None or day <= ends_on)


def members_on(body: delegations.Body, day: dt.date) -> dict[int, str]:
    return {
        membership.person_id: membership.person.code
        for seat in body.seats.all()
        if covers(seat.starts_on, seat.ends_on, day)
        for membership in seat.memberships.select_related("person")
        if covers(membership.starts_on, membership.ends_on, day)
    }


def plain_meeting(body: delegations.Body, meeting) -> known.Meeting:
    members = (
        members_on(body, meeting.held_on) if meeting.held_on and meeting.status == MeetingStatus.HELD else {}
    )
    sitting = set(delegations.Membership.objects.filter(seat__body=body).values_list("person_id", flat=True))
    rows = [row for row in meeting.attendance.all() if row.person_id in members]
    themes = [item.theme for item in meeting.agenda.all()]
    return known.Meeting(
        code=meeting.code,
        kind=meeting.kind,
        status=meeting.status,
        held_on=meeting.held_on,
        head_count=meeting.head_count,
        named_present=sum(row.state == AttendanceState.PRESENT for row in rows) if rows else None,
        members=len(members),
        minutes_number=meeting.minutes_number,
        minutes_signed_on=meeting.minutes_signed_on,
        concluded=bool(meeting.conclusion_number or meeting.resolution_number),
        agenda=(
            len(themes),
            sum(theme in (Theme.ORGANISATION, Theme.PERSONNEL) for theme in themes),
            themes.count(Theme.POLITICAL),
        ),
        roll=(
            known.Roll(
                frozenset(
                    row.person.code
                    for row in meeting.attendance.all()
                    if row.person_id in sitting and row.state == AttendanceState.PRESENT
                ),
                frozenset(
                    row.person.code
                    for row in meeting.attendance.all()
                    if row.person_id in sitting and row.state == AttendanceState.EXCUSED
                ),
            )
            if rows
            else None
        ),
    )


def plain_regulation(regulation: delegations.WorkingRegulation, on: dt.date) -> known.WorkingRegulation:
    documents = [basis.document for basis in regulation.bases.select_related("document")]
    replacements = delegations.Replacement.objects.filter(
        replaced__in=documents, replacing__issued_on__lte=on
    ).select_related("replaced", "replacing")
    return known.WorkingRegulation(
        regulation.number,
        regulation.issued_on,
        regulation.effective_on,
        regulation.lapses_on,
        tuple(document.number for document in documents),
        tuple(
            known.Replacement(
                row.replaced.number, row.replacing.number, row.replacing.issued_on, row.replacing.effective_on
            )
            for row in replacements
        ),
    )


def plain_consultation(body: delegations.Body, row: meetings.WrittenConsultation) -> known.Consultation:
    asked = {member.person.code: member.person for member in members.on_day(body, row.sent_on)}
    answers = {
        code: day or dt.date.min for code, day in row.answers.values_list("person__code", "answered_on")
    }
    return known.Consultation(
        row.code,
        row.sent_on,
        row.deadline_on,
        row.closed_on,
        tuple(known.Asked(code, answers.get(code)) for code in sorted(asked)),
    )


def plain_decision(body: delegations.Body, decision) -> known.Decision:
    matter = decision.matter
    return known.Decision(
        code=decision.code,
        decided_on=decision.decided_on,
        theme=decision.theme,
        outcome=decision.outcome,
        adopted=decision.adopted,
        votes_for=decision.votes_for,
        members=len(members_on(body, decision.decided_on)),
        matter=matter.name if matter else "",
        reserved=bool(
            matter
            and matter.reserved_from
            and covers(matter.reserved_from, matter.reserved_until, decision.decided_on)
        ),
        reference=matter.reference if matter else "",
        committee_opinion_on=decision.committee_opinion_on,
        has_committee_opinion=bool(decision.committee_opinion),
        by_consultation=decision.consultation_id is not None or decision.method == "written",
    )


def life(body: delegations.Body) -> tuple[dt.date, dt.date | None]:
    """Return a body's first and last day: an organ's are its parent's too."""
    parent = body.parent if body.relation == BodyRelation.ORGAN else None
    ends = [one.ended_on for one in (body, parent) if one and one.ended_on]
    return max(one.founded_on for one in (body, parent) if one), min(ends, default=None)


def before(body: delegations.Body) -> list[delegations.Body]:
    """Return the bodies from which something may have come to this one, by any link."""
    found, looked_at = [], [body]
    while looked_at:
        new = looked_at.pop()
        olds = delegations.Body.objects.filter(successions__successor=new) | delegations.Body.objects.filter(
            duty_successions__successor=new
        )
        fresh = [old for old in set(olds) if old not in found and old != body]
        found += fresh
        looked_at += fresh
    return found


def plain_handovers(body: delegations.Body) -> list[known.Handover]:
    found = []
    for old in [body, *before(body)]:
        first, last = life(old)
        rows = list(old.duty_successions.select_related("successor"))
        links = list(old.successions.select_related("successor"))
        for row in rows or (links if len(links) == 1 and last else []):
            new, bare = row.successor, not rows
            duties = [*delegations_enums.Duty.values] if bare else row.duties
            if BodyRelation.ORGAN in (old.relation, new.relation):
                duties = [duty for duty in duties if duty != "reports"]
            starts_on = max(last + dt.timedelta(1), life(new)[0]) if bare else row.starts_on
            found.append(
                known.Handover(old.code, new.code, starts_on, tuple(duties), bare, old.kind.name, first, last)
            )
    return found


def plain_direction(direction: Direction) -> known.Direction:
    steps = tuple(
        known.DirectionStep(step.on, step.kind, step.due_on)
        for step in sorted(direction.steps.all(), key=lambda step: step.number)
    )
    return known.Direction(direction.code, direction.given_on, direction.due_on, direction.closed_on, steps)


def plain(body: delegations.Body, on: dt.date) -> BodyFacts:
    """Return everything recorded of the body, nothing left out but documents that were not yet issued on the
    day."""
    return BodyFacts(
        code=body.code,
        founded_on=life(body)[0],
        ended_on=life(body)[1],
        kind=body.kind.name,
        is_organ=body.relation == BodyRelation.ORGAN,
        coordination_kinds=tuple(body.coordination_kinds),
        cadences=tuple(
            known.CadenceDecision(row.months, row.starts_on, row.basis)
            for row in body.cadence_decisions.all()
        ),
        seats=tuple(known.Seat(row.code, row.role, row.starts_on, row.ends_on) for row in body.seats.all()),
        memberships=tuple(
            known.Membership(row.seat.code, row.person.code, row.starts_on, row.ends_on)
            for row in delegations.Membership.objects.filter(seat__body=body).select_related("seat", "person")
        ),
        meetings=tuple(plain_meeting(body, row) for row in body.meetings.all()),
        reports=tuple(
            known.Report(row.year, row.number, row.submitted_on, row.returned_on, row.resubmitted_on)
            for row in body.reports.filter(regime=None)
        ),
        periodic_reports=tuple(
            known.PeriodicReport(
                row.regime.code,
                row.period,
                row.number,
                row.submitted_on,
                row.returned_on,
                row.resubmitted_on,
            )
            for row in body.reports.exclude(regime=None)
        ),
        working_regulations=tuple(plain_regulation(row, on) for row in body.working_regulations.all()),
        coordination_regulations=tuple(
            known.CoordinationRegulation(
                row.regulation.number,
                row.regulation.kind,
                row.regulation.effective_on,
                row.regulation.lapses_on,
            )
            for row in body.coordination_parties.select_related("regulation")
        ),
        events=tuple(
            known.Event(row.event.occurred_on, row.event.kind, row.event.name, row.kept_unchanged_on)
            for row in body.touched_by.select_related("event")
        ),
        decisions=tuple(plain_decision(body, row) for row in body.decisions.select_related("matter")),
        tasks=tuple(
            known.Task(
                row.code,
                row.given_on,
                row.due_on,
                row.done_on,
                "" if one == body else one.code,
                {"": None, "beyond": True, "as-required": False}[row.quality],
            )
            for one in [body, *before(body)]
            for row in one.tasks.all()
        ),
        submissions=tuple(
            known.Submission(
                row.code, row.recorded_on, row.promised_on, row.sent_on, "" if one == body else one.code
            )
            for one in [body, *before(body)]
            for row in one.submissions.all()
        ),
        handovers=tuple(plain_handovers(body)),
        directions=tuple(plain_direction(row) for row in body.directions.all()),
        consultations=tuple(plain_consultation(body, row) for row in body.consultations.all()),
        waivers=tuple(
            known.Waiver(row.rule, row.subject, row.granted_on, row.until, row.document, row.reason)
            for row in body.waivers.all()
        ),
    )


def gathered(on: dt.date, body_ids=None) -> dict[str, BodyFacts]:
    by = judging.standard(on)
    return {
        body.code: body for body in facts.gather(on, body_ids, since=by.office.tracking_from, rolls=by.rolls)
    }


@pytest.mark.parametrize("seed", range(6))
def test_gathered_facts_give_the_findings_of_all_that_is_recorded(seed):
    bodies = store_random(seed, bodies=5, year=2024)
    for on in DAYS:
        by = judging.standard(on)
        for body in bodies:
            everything, few = plain(body, on), gathered(on)[body.code]
            assert judge(few, on, by.office, by.law) == judge(everything, on, by.office, by.law), (
                body.code,
                on,
            )
            states = [(cell.period.name, cell.state) for cell in cells(few, on, by.office, by.law)]
            assert states == [
                (cell.period.name, cell.state) for cell in cells(everything, on, by.office, by.law)
            ], (body.code, on)


@pytest.mark.parametrize("seed", range(6, 10))
def test_what_is_gathered_is_what_is_recorded(seed):
    on = dt.date(2026, 11, 23)
    bodies = store_random(seed, bodies=4, year=2024)
    since = judging.standard(on).office.tracking_from
    for body in bodies:
        everything, few = plain(body, on), gathered(on)[body.code]
        for name in ("code", "kind", "is_organ", "founded_on", "ended_on", "coordination_kinds"):
            assert getattr(few, name) == getattr(everything, name)
        for name in (
            "cadences",
            "seats",
            "memberships",
            "coordination_regulations",
            "events",
            "handovers",
        ):
            assert sorted(getattr(few, name), key=repr) == sorted(getattr(everything, name), key=repr), name
        assert {r.number: (r[:4], set(r.bases), set(r.replacements)) for r in few.working_regulations} == {
            r.number: (r[:4], set(r.bases), set(r.replacements)) for r in everything.working_regulations
        }
        by_name = sorted(
            (m for m in everything.meetings if m.status == "held" and m.roll and since <= m.held_on <= on),
            key=lambda m: (m.held_on, m.code),
        )
        latest = {meeting.code for meeting in by_name[-judging.standard(on).rolls :]}
        judged = {m.code: m for m in everything.meetings if m.status == "held" and since <= m.held_on <= on}
        found = {m.code: m for m in few.meetings if m.status == "held" and since <= m.held_on}
        assert found == {
            code: m._replace(
                roll=m.roll if code in latest else None,
                agenda=m.agenda if m.kind == MeetingKind.PERIODIC else (0, 0, 0),
            )
            for code, m in judged.items()
        }
        assert sorted(few.decisions) == sorted(d for d in everything.decisions if since <= d.decided_on <= on)


def test_a_person_with_two_seats_counts_once_and_only_while_the_seat_is_in_force():
    factories.ProvinceFactory()
    body = factories.BodyFactory()
    twice, once, past = factories.PersonFactory(), factories.PersonFactory(), factories.PersonFactory()
    held_on = dt.date(2025, 3, 10)
    for person in (twice, twice, once):
        factories.MembershipFactory(seat__body=body, person=person, ends_on=held_on)
    factories.MembershipFactory(seat__body=body, seat__ends_on=dt.date(2025, 3, 9), person=past)
    meeting = factories.MeetingFactory(body=body, held_on=held_on)
    for person in (twice, past, factories.PersonFactory()):
        factories.AttendanceFactory(meeting=meeting, person=person)
    (found,) = gathered(dt.date(2025, 6, 30))[body.code].meetings
    assert (found.members, found.named_present) == (2, 1)
    assert found.roll == known.Roll(
        frozenset({twice.code, past.code}), frozenset()
    )  # by membership: the stranger is left out


def test_attendance_of_others_only_is_no_attendance_by_name():
    factories.ProvinceFactory()
    body = factories.BodyFactory()
    factories.MembershipFactory(seat__body=body)
    factories.AttendanceFactory(meeting=factories.MeetingFactory(body=body, head_count=1))
    (found,) = gathered(dt.date(2025, 6, 30))[body.code].meetings
    assert (found.named_present, found.head_count, found.roll) == (None, 1, None)


@pytest.mark.parametrize("number", [3, 30])
def test_queries_do_not_depend_on_the_number_of_bodies(number, django_assert_num_queries):
    store_random(1, bodies=3, year=2024)
    factories.BodyFactory.create_batch(number - 3)
    # bodies; savepoint, plan, facts, plan, release
    with django_assert_num_queries(6):
        assert len(list(facts.gather(dt.date(2025, 6, 30), since=dt.date(2024, 1, 1), rolls=4))) == number


def test_the_plan_of_later_queries_is_left_alone():
    factories.ProvinceFactory()
    factories.BodyFactory()
    gathered(dt.date(2025, 6, 30))
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",)


def test_without_a_province_nothing_is_tracked_yet():
    factories.BodyFactory()
    by = judging.standard(dt.date(2025, 6, 30))
    assert by.office.tracking_from == facts.NOT_YET
    assert [verdict.error for verdict in judging.verdicts(by, facts.bodies())] == [""]


def read_pages(codes) -> int:
    """Return how many pages the database reads to gather these bodies' facts: a measure that no other load
    disturbs."""
    parameters = {"keys": list(codes), "on": dt.date(2026, 6, 30), "since": dt.date(2024, 1, 1)}
    with connection.cursor() as cursor:
        cursor.execute(sql.SET_PLAN)
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql.STATEMENT}", parameters)
        plan = cursor.fetchone()[0][0]["Plan"]
        cursor.execute(sql.RESET_PLAN)
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


def test_twice_the_bodies_cost_no_more_than_four_times_the_reading_without_statistics():
    """The rows stand in an open transaction: autovacuum cannot have looked at them, as after a first
    import."""
    factories.ProvinceFactory(tracking_from=dt.date(2024, 1, 1))
    kind = factories.BodyFactory().kind
    days = [dt.date(2024, 1, 15) + dt.timedelta(days=75 * number) for number in range(12)]
    made = Body.objects.bulk_create(
        Body(
            code=f"X-{n:03}", name=f"Hội {n}", kind=kind, host="h", founded_on=dt.date(2015, 1, 1), position=n
        )
        for n in range(250)
    )
    people = Person.objects.bulk_create(Person(code=f"P-{body.code}", full_name=body.name) for body in made)
    seats = Seat.objects.bulk_create(
        Seat(body=body, code=f"{body.code}-1", role="member", starts_on=body.founded_on) for body in made
    )
    Membership.objects.bulk_create(
        Membership(seat=seat, person=person, starts_on=seat.starts_on)
        for seat, person in zip(seats, people, strict=True)
    )
    held = Meeting.objects.bulk_create(
        Meeting(
            code=f"{body.code}/{day}",
            body=body,
            kind=MeetingKind.PERIODIC,
            status=MeetingStatus.HELD,
            held_on=day,
        )
        for body in made
        for day in days
    )
    of_body = {seat.body_id: person for seat, person in zip(seats, people, strict=True)}
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person=of_body[meeting.body_id], state=AttendanceState.PRESENT)
        for meeting in held
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=1, title="Việc", theme="political") for meeting in held
    )
    codes = [body.pk for body in made]
    assert read_pages(codes) <= 4 * read_pages(codes[:125])
